"""How a race was paced: its halves, its evenness, its end, and what it was against a pacing plan."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.units import print_distance, print_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from periodize.analysis.course import Course, Mark

EVEN = 0.01
"""Halves whose times differ by no more of one another are even: our choice."""

PIECES = (100.0, 200.0, 400.0)
"""[m] Lengths over which the variability of speed is told."""

FEWEST = 4
"""Pieces that a spread is told of at the least: our choice."""

END = 0.1
"""Share of the distance that is the end of a race: our choice; in a 5000 m the last lap and a bit."""

REACHED = 1.0
"""[m] A plan may name a distance this far beyond the finish: our choice, the rounding of a distance as told."""


FASTEST = {"run": 12.5, "walk": 5.0, "hike": 5.0, "swim": 2.5, "row": 7.0, "bike": 40.0, "ski": 40.0}
"""Sport -> speed [m/s] that nobody holds over a part of a race: our choice, above records of the shortest sprints."""

FAR = 3.0
"""A target so many times as fast or as slow as the race was is a slip of the pen: our choice. A bad day is not."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How speed went over a race, by the clock of the race.

    Parameters
    ----------
    first, second : [s] time of each half of the distance.
    variability : length of the pieces [m] -> coefficient of variation of their speeds, 0-1; what is left over after the
        last whole piece does not count.
    kick : speed over the last tenth of the distance against that before, e.g. 0.05 for five per cent faster.
    """

    first: float
    second: float
    variability: Mapping[float, float]
    kick: float

    @property
    def change(self) -> float:
        """Time of the second half against the first, e.g. -0.02 for two per cent faster."""
        return self.second / self.first - 1.0

    @property
    def split(self) -> str:
        """Negative, even or positive: the second half faster, alike or slower."""
        return "even" if abs(self.change) <= EVEN else "negative" if self.change < 0 else "positive"


@dataclass(frozen=True, slots=True)
class Target:
    """What a pacing plan asks for: one of speed [m/s], power [W], time [s] of the whole part; the others None."""

    speed: float | None = None
    power: float | None = None
    time: float | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of a pacing plan.

    Parameters
    ----------
    text : as written.
    end : [m] from the start; None: the finish.
    target : None where the plan asks for nothing.
    piece : [m] length by which it is looked at, a lap or so; None: as a whole.
    """

    text: str
    end: float | None
    target: Target | None
    piece: float | None


@dataclass(frozen=True, slots=True)
class Planned:
    """A piece of a race against its plan.

    Parameters
    ----------
    text : of the leg.
    begin, end : where and when.
    target_time : [s] for the piece; None where the plan asks for no speed.
    target_power, power : [W] or None.
    behind : [s] how far behind the plan the race was here, negative ahead; None from where the plan asks for no speed.
    """

    text: str
    begin: Mark
    end: Mark
    target_time: float | None = None
    target_power: float | None = None
    power: float | None = None
    behind: float | None = None

    @property
    def time(self) -> float:
        """What it took [s]."""
        return self.end.clock - self.begin.clock

    @property
    def off(self) -> float | None:
        """How much slower than planned [s]; negative: faster."""
        return None if self.target_time is None else self.time - self.target_time


def shape(course: Course) -> Shape:
    """Return how a race was paced."""
    whole, last = course.finish.clock, (1 - END) * course.distance
    half, end = course.at_distance(course.distance / 2).clock, course.at_distance(last).clock
    return Shape(
        first=half,
        second=whole - half,
        variability={length: spread for length in PIECES if (spread := _spread(course, length)) is not None},
        kick=(course.distance - last) / (whole - end) / (last / end) - 1.0,
    )


def _spread(course: Course, length: float) -> float | None:
    pieces = int(course.distance / length + 1e-6)
    if pieces < FEWEST:
        return None
    clock = [course.at_distance(length * number).clock for number in range(pieces + 1)]
    speeds = length / np.diff(clock)
    return float(speeds.std(ddof=1) / speeds.mean())


def against(course: Course, legs: Sequence[Leg]) -> tuple[Planned, ...]:
    """Return a race against a pacing plan, piece by piece.

    Raises
    ------
    UsageError
        if the plan goes beyond the race, or asks for a speed that cannot be meant.
    """
    found: list[Planned] = []
    due: float | None = 0.0
    for leg, speed, begin, end in _pieces(course, legs):
        asked = leg.target or Target()
        time = None if speed is None else (end.distance - begin.distance) / speed
        due = None if due is None or time is None else due + time
        power = course.channel("power", begin, end).mean if asked.power and "power" in course.channels else None
        found.append(
            Planned(
                leg.text,
                begin,
                end,
                target_time=time,
                target_power=asked.power,
                power=power,
                behind=None if due is None else end.clock - due,
            )
        )
    return tuple(found)


def _pieces(course: Course, legs: Sequence[Leg]) -> Iterator[tuple[Leg, float | None, Mark, Mark]]:
    """Yield each piece of a plan: its leg, the speed that is asked for [m/s] or None, where it begins and ends."""
    at = 0.0 if legs else course.distance
    for leg in legs:
        end = course.distance if leg.end is None else leg.end
        if end > course.distance + REACHED or at >= course.distance:
            message = (
                f"{leg.text!r} goes beyond the race of {print_distance(round(course.distance, 1))}; "
                "end the plan there, or give the distance of the race with --distance"
            )
            raise UsageError(message)
        end = min(end, course.distance)
        speed = _asked(leg, end - at, course)
        edges = [at, end] if leg.piece is None else [*np.arange(at, end - REACHED, leg.piece).tolist(), end]
        for first, last in pairwise(map(course.at_distance, edges)):
            yield leg, speed, first, last
        at = end
    if at < course.distance - REACHED:
        yield Leg("the rest", None, None, None), None, course.at_distance(at), course.finish


def _asked(leg: Leg, length: float, course: Course) -> float | None:
    """Return the speed that a part of a plan asks for over its length [m]; None where it asks for none.

    Raises
    ------
    UsageError
        if nobody goes so fast, or the race was at a wholly different speed.
    """
    target = leg.target or Target()
    speed = length / target.time if target.time else target.speed
    if speed is None:
        return None
    own = course.distance / course.finish.clock
    asked = f"{leg.text!r} asks for {print_speed(speed, course.sport)}"
    slip = "write laps as '62s laps', a pace as '2:49/km'; a time alone is that of its whole part"
    if speed > FASTEST.get(course.sport, speed):
        message = f"{asked}, faster than anybody; {slip}"
        raise UsageError(message)
    if max(speed / own, own / speed) > FAR:
        message = f"{asked}, more than {FAR:g} times off the {print_speed(own, course.sport)} of the race; {slip}"
        raise UsageError(message)
    return speed
