"""A race by segments: of distance, of time, of laps or named; each with what every channel said in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.maxima import doubts
from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.units import Quantity, print_clock, print_distance

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.activity import Lap
    from periodize.analysis.course import Course, Mark
    from periodize.analysis.measures import Channel

MOST = 1000
"""Most segments of a race: our choice, so that a slip of a unit does not print a metre a line."""

SLACK = 1.0
"""A segment that ends this far [m, s] beyond the end ends there: our choice, the rounding of a distance as told."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a race that is asked for.

    Parameters
    ----------
    name : for a reader, as written or given.
    begin : distance or time from the start of the race.
    end : likewise; None: to the finish.
    """

    name: str
    begin: Quantity
    end: Quantity | None


@dataclass(frozen=True, slots=True)
class Split:
    """A part of a race as it was done.

    Parameters
    ----------
    name : of the segment.
    begin, end : where and when.
    still : [s] time in which the athlete stood while the recording ran.
    unplaced : [s] time in which no speed was recorded, so that its marks are a guess.
    channels : name -> mean, maximum and share of the time that has it.
    doubts : name of a channel -> why its maximum is doubted, as `maxima` tells it.
    """

    name: str
    begin: Mark
    end: Mark
    still: float
    unplaced: float
    channels: Mapping[str, Channel]
    doubts: Mapping[str, str]

    @property
    def distance(self) -> float:
        """Its length [m]."""
        return self.end.distance - self.begin.distance

    @property
    def duration(self) -> float:
        """Its time by the clock of the race [s], pauses included."""
        return self.end.clock - self.begin.clock

    @property
    def paused(self) -> float:
        """Time in which the recording stood [s]."""
        return self.duration - (self.end.moving - self.begin.moving)

    @property
    def stood(self) -> float:
        """Time in which the recording or the athlete stood [s]."""
        return self.paused + self.still

    @property
    def speed(self) -> float:
        """Mean speed by the clock of the race [m/s]; nan without time."""
        return self.distance / self.duration if self.duration > 0 else float("nan")


def splits(course: Course, segments: Sequence[Segment], *, hr_max: float | None = None) -> tuple[Split, ...]:
    """Return the segments of a race as they were done.

    Parameters
    ----------
    course : of the race.
    segments : in order, side by side or with something left out.
    hr_max : the athlete's own [bpm], beyond which a maximum is doubted.

    Raises
    ------
    UsageError
        if one is empty, begins before the one before has ended, or ends beyond the race.
    """
    laid = [(segment, _mark(course, segment.begin, segment), _end(course, segment)) for segment in segments]
    for segment, begin, end in laid:
        if end.clock <= begin.clock:
            if segment.end is None:
                there = _last(course, segment.begin)
                message = f"segment {segment.name!r} begins where the recording ends, at {there}; leave it out"
            else:
                where = "where" if end.clock == begin.clock else "before"
                message = f"segment {segment.name!r} ends {where} it begins; write from-to, as 1000-3000"
            raise UsageError(message)
    for (one, _, end), (other, begin, _) in pairwise(laid):
        if begin.clock < end.clock - 1e-6:
            message = f"segment {other.name!r} begins before {one.name!r} has ended; write them in order, side by side"
            raise UsageError(message)
    return tuple(split(course, segment.name, begin, end, hr_max=hr_max) for segment, begin, end in laid)


def split(course: Course, name: str, begin: Mark, end: Mark, *, hr_max: float | None = None) -> Split:
    """Return what lies between two marks."""
    channels = {channel: course.channel(channel, begin, end) for channel in course.channels}
    doubted = dict(doubts(course, begin, end, hr_max))
    return Split(name, begin, end, course.still(begin, end), course.unplaced(begin, end), channels, doubted)


def whole(course: Course, *, hr_max: float | None = None) -> Split:
    """Return the whole race as one segment."""
    return split(course, "all", course.start, course.finish, hr_max=hr_max)


def every(course: Course, step: Quantity) -> tuple[Segment, ...]:
    """Return segments of equal distance or time up to the finish; the last may be shorter.

    Raises
    ------
    UsageError
        if they are more than `MOST`.
    """
    total = course.finish.clock if step.is_time else course.distance
    number = total / step.value if step.value > 0 else float("inf")
    if number > MOST:
        message = f"every {step} makes more than {MOST} segments; write a longer one"
        raise UsageError(message)
    # what is left over is a segment, unless it is rounding
    edges = np.arange(0.0, total - min(SLACK, step.value / 2), step.value).tolist()
    begins = [Quantity(edge, step.kind) for edge in edges]
    ends = [*begins[1:], None]
    return tuple(
        Segment(f"{_printed(begin) if begin.value else 0}-{_printed(end) if end else 'end'}", begin, end)
        for begin, end in zip(begins, ends, strict=True)
    )


def laps_of(course: Course, laps: Sequence[Lap]) -> tuple[Segment, ...]:
    """Return the laps as the device marked them, each to the start of the next; none where it marked none."""
    edges = [*(min(lap.start - course.begun, course.finish.clock) for lap in laps), course.finish.clock]
    found, alike = [], len({lap.intensity for lap in laps}) == 1
    for number, (lap, (begin, last)) in enumerate(zip(laps, pairwise(edges), strict=True), 1):
        first = max(begin, 0.0)
        if last - first > SLACK:
            name = f"lap {number}" if alike or not lap.intensity else f"lap {number} {lap.intensity}"
            found.append(Segment(name, Quantity(first, "time"), Quantity(last, "time")))
    return (*found[:-1], replace(found[-1], end=None)) if found else ()


def _printed(place: Quantity) -> str:
    return print_clock(place.value) if place.is_time else print_distance(place.value)


def _mark(course: Course, place: Quantity, segment: Segment) -> Mark:
    if place.value > (course.finish.clock if place.is_time else course.distance) + SLACK:
        there = _last(course, place)
        rest = "for the rest leave its end out, as 4400-" if place is segment.end else "leave it out"
        scale = "" if place.is_time else "; where the race measures more than its recording: --distance"
        message = f"segment {segment.name!r} goes beyond the end of the recording at {there}; {rest}{scale}"
        raise UsageError(message)
    return course.at_clock(place.value) if place.is_time else course.at_distance(place.value)


def _last(course: Course, place: Quantity) -> str:
    """Return where a recording ends, told as a place is: by the clock or by distance."""
    return print_clock(course.finish.clock) if place.is_time else print_distance(round(course.distance, 1))


def _end(course: Course, segment: Segment) -> Mark:
    return course.finish if segment.end is None else _mark(course, segment.end, segment)
