"""Repeats found in a recording: in its laps, else in its speed or power."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.compare.alignment import Stretch
from periodize.compare.counting import by_count
from periodize.compare.edges import sharpened
from periodize.compare.samples import STOOD, offset, samples_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.activity import Activity, Lap
    from periodize.compare.alignment import Step
    from periodize.compare.samples import Floats, Mask, Samples

EASY_STEPS = frozenset({"rest", "recovery", "warmup", "cooldown"})
"""What a device calls the steps of its workout that are not work."""

ALIKE = 0.005
"""Laps that differ by no more from one distance were made by the device, not by the athlete: our choice."""

WHOLE = 0.9
"""A lap that fills this share of its workout step is a step of its own: our choice."""

SHIFTS = (1.0, 0.95, 1.05, 0.9, 1.1, 0.85, 0.8)
"""Where the line between easy and work is tried, as shares of half-way between the two: an athlete may do all of it
slower or faster. Our choice."""

CONTRAST = 1.1
"""Work is harder than what lies between by at least so much, or there are no repeats: our choice."""

STEADY = 0.9
"""The line between work and easy where all is work, as a share of the least: our choice."""

SMOOTHED, NARROWEST, WIDEST = 0.2, 3.0, 15.0
"""What most of this share of the shortest repeat is counts, from 3 to 15 s: our choice."""

SHORTEST = 0.4
"""A stretch shorter than this share of the shortest repeat, or recovery, is part of what lies around it: our choice."""

LIGHTS = 30.0
"""[s] Longest stop in the middle of a repeat, at a light or to tie a shoe, that does not end it: our choice."""

REST = 10.0
"""[s] From here a stop of the watch between two laps is a recovery: our choice."""


class Span(NamedTuple):
    """From when to when a session was work, or easy. begin, end : [s from its start by the clock on the wall]."""

    work: bool
    begin: float
    end: float

    @property
    def length(self) -> float:
        """Time by the clock on the wall [s]."""
        return self.end - self.begin


def by_workout_step(parts: Sequence[Activity]) -> list[Stretch]:
    """Return the steps of the workout on the device as they were done; nothing where there was none.

    A step that lasts for several laps in a row is one stretch, unless each of them fills it.
    """
    samples, found = samples_of(parts), []
    for part in parts:
        steps = part.steps
        marked = [lap for lap in part.laps if lap.step is not None and lap.step < len(steps)]
        for step, laps in groupby(marked, key=lambda lap: lap.step):
            assert step is not None
            work = steps[step].intensity not in EASY_STEPS
            found += [
                _of_laps(samples, some, work=work, at=offset(part, parts))
                for some in _steps_of(list(laps), steps[step].duration, steps[step].distance)
            ]
    return found


def _steps_of(laps: list[Lap], duration: float | None, distance: float | None) -> list[list[Lap]]:
    """Return the laps of one step in groups that make it up once."""
    shares = [
        (lap.distance or 0.0) / distance if distance else lap.duration / duration if duration else 0.0 for lap in laps
    ]
    return [[lap] for lap in laps] if min(shares) >= WHOLE else [laps]


def by_lap(parts: Sequence[Activity], channel: str, line: float) -> list[Stretch]:
    """Return the laps that the athlete marked; nothing where the device made them by distance.

    Parameters
    ----------
    parts : the files of a session.
    channel : speed or power.
    line : [unit of the channel] between easy and work.
    """
    samples, found = samples_of(parts), []
    for part in parts:
        if len(part.laps) > 1 and not _automatic(part.laps):
            for lap in part.laps:
                stretch = _of_laps(samples, [lap], work=False, at=offset(part, parts))
                found.append(_marked(stretch, work=(stretch.mean(channel) or 0.0) >= line))
    return _joined(_with_rests(found))


def _with_rests(laps: Sequence[Stretch]) -> list[Stretch]:
    """Return laps with the longer stops of the watch between them, as easy ones."""
    found = list(laps[:1])
    for lap in laps[1:]:
        end = found[-1].start + found[-1].duration
        if lap.start - end > REST:
            found.append(Stretch(False, end, lap.start - end))
        found.append(lap)
    return found


def _automatic(laps: Sequence[Lap]) -> bool:
    """Whether a device made the laps: all but the last are of one distance."""
    distances = [lap.distance or 0.0 for lap in laps[:-1]]
    return min(distances) > 0 and max(distances) - min(distances) <= ALIKE * max(distances)


def _of_laps(samples: Samples, laps: Sequence[Lap], *, work: bool, at: float) -> Stretch:
    first, moving = at + laps[0].start, sum(lap.duration for lap in laps)
    later = samples.start >= first - samples.dt / 2
    # a lap's time is moving time: what stood in it does not count
    within = later & (np.cumsum(np.where(later, samples.dt, 0.0)) <= moving + samples.dt / 2)
    found = samples.stretch(within, work=work, start=first, duration=moving)
    distances = [lap.distance for lap in laps if lap.distance is not None]
    covered = sum(distances) if len(distances) == len(laps) else found.distance
    means = dict(found.means)
    if covered and moving > 0:
        means["speed"] = covered / moving
    return Stretch(work, first, moving, covered, tuple(means.items()))


def _marked(stretch: Stretch, *, work: bool) -> Stretch:
    return Stretch(work, stretch.start, stretch.duration, stretch.distance, stretch.means)


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the stretches with easy ones in a row as one, from the start of the first to the end of the last."""
    found: list[Stretch] = []
    for work, some in groupby(stretches, key=lambda stretch: stretch.work):
        listed = list(some)
        if work or len(listed) == 1:
            found += listed
        else:
            first, last = listed[0], listed[-1]
            found.append(Stretch(False, first.start, last.start + last.duration - first.start))
    return found


def lines(steps: Sequence[Step], values: Floats, dt: Floats) -> Iterator[float]:
    """Yield where the line between easy and work may lie [unit of the values], the likeliest first.

    Parameters
    ----------
    steps : of the plan, with the speed or power that is expected of them.
    values : (n,) what was recorded, nan where missing.
    dt : (n,) [s].
    """
    hard = [step.expected for step in steps if step.work and step.counted and step.expected]
    easy = [step.expected for step in steps if not step.work and step.expected]
    if hard:
        middle = (min(hard) + max(easy)) / 2 if easy and max(easy) < min(hard) else STEADY * min(hard)
        yield from (shift * middle for shift in SHIFTS if shift * middle < min(hard))
    between = halfway(values, dt)
    if between is not None:
        yield between


def halfway(values: Floats, dt: Floats) -> float | None:
    """Return the value half-way between the two groups that samples fall into, k-means of two; None for one group.

    Parameters
    ----------
    values : (n,) any unit, nan where missing.
    dt : (n,) [s].
    """
    order = np.argsort(values)[: np.count_nonzero(~np.isnan(values))]  # nan comes last
    if not len(order):
        return None
    weight = dt[order]
    ordered = values[order].tolist()
    time, total = ([0.0, *np.cumsum(sums).tolist()] for sums in (weight, weight * values[order]))
    line = (ordered[0] + ordered[-1]) / 2
    for _ in range(50):
        below = bisect_left(ordered, line)
        if not 0.0 < time[below] < time[-1]:
            return None
        low, high = total[below] / time[below], (total[-1] - total[below]) / (time[-1] - time[below])
        if abs((low + high) / 2 - line) < 1e-6:
            break
        line = (low + high) / 2
    return float(line)


def in_stream(samples: Samples, channel: str, line: float, steps: Sequence[Step]) -> list[Stretch]:
    """Return the stretches of a recording above and below a line of speed or power.

    Parameters
    ----------
    samples : of a session.
    channel : speed or power.
    line : [unit of the channel] between easy and work.
    steps : of the plan: how short a repeat and a recovery may be.

    Returns
    -------
    list[Stretch]
        work and easy in turn; times that the recording stood are easy, or part of it. Nothing where work is not
        clearly harder than the rest.
    """
    repeats = [step.duration for step in steps if step.work and step.counted]
    between = _between_repeats(steps)
    least_work = SHORTEST * min(repeats, default=0.0)
    least_easy = min(SHORTEST * min(between), LIGHTS) if between else LIGHTS
    window = float(np.clip(SMOOTHED * min(repeats, default=0.0), NARROWEST, WIDEST))
    hard = _above(samples, channel, line, window)
    spans = [span for piece in samples.pieces() for span in runs(samples, hard, piece, window)]
    spans = _without_short(_without_short(_with_stops(spans), least_easy, work=False), least_work, work=True)
    stretches = laid(samples, sharpened(samples, channel, spans))
    return by_count(samples, stretches, channel) if clear(stretches, channel) else []


def laid(samples: Samples, spans: Sequence[Span]) -> list[Stretch]:
    """Return the stretches of a recording that lie in some spans; an easy one is as long as the clock says."""
    edges = np.searchsorted(samples.start, [(span.begin - 1e-6, span.end - 1e-6) for span in spans]).tolist()
    return [
        samples.stretch(
            slice(first, last), work=span.work, start=span.begin, duration=None if span.work else span.length
        )
        for span, (first, last) in zip(spans, edges, strict=True)
    ]


def _between_repeats(steps: Sequence[Step]) -> list[float]:
    """Return the durations of the recoveries that stand between two repeats [s]."""
    where = [k for k, step in enumerate(steps) if step.work and step.counted]
    inside = steps[where[0] : where[-1]] if where else ()
    return [step.duration for step in inside if not step.work]


def _above(samples: Samples, channel: str, line: float, window: float) -> Floats:
    """Return 1.0 for each sample around which most of the time lies above the line; a hole is bridged."""
    values, result = samples.channels[channel], np.zeros(len(samples.dt))
    for piece in samples.pieces():
        own, dt = values[piece], samples.dt[piece]
        known = np.flatnonzero(~np.isnan(own))
        if not len(known):
            continue
        clock = np.concatenate([[0.0], np.cumsum(dt)])
        middle = clock[:-1] + dt / 2
        above = np.interp(middle, middle[known], own[known]) >= line
        total = np.concatenate([[0.0], np.cumsum(above * dt)])
        half = np.minimum(window / 2, np.minimum(middle, clock[-1] - middle)) + dt / 2
        low, high = np.maximum(middle - half, 0.0), np.minimum(middle + half, clock[-1])
        result[piece] = np.interp(high, clock, total) - np.interp(low, clock, total) > (high - low) / 2
    return result


def runs(samples: Samples, hard: Floats | Mask, piece: slice, window: float = 0.0) -> list[Span]:
    """Return work and easy of a piece in turn.

    Parameters
    ----------
    samples : of a session.
    hard : (n,) which of them are work.
    piece : in which the recording ran on.
    window : [s] fewer easy seconds at its begin or end belong to the repeat there: the first and last seconds of one
        between two stops of the watch are slower.
    """
    changes = (np.flatnonzero(np.diff(hard[piece])) + 1 + piece.start).tolist()
    ends = samples.start + samples.dt
    spans = [
        Span(bool(hard[first]), float(samples.start[first]), float(ends[last - 1]))
        for first, last in pairwise([piece.start, *changes, piece.stop])
        if last > first
    ]
    for k in {0, len(spans) - 1} if len(spans) > 1 else ():
        if not spans[k].work and spans[k].length < window:
            spans[k] = spans[k]._replace(work=True)
    return merged(spans)


def _with_stops(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with the times between them that the recording stood, as easy ones."""
    found = list(spans[:1])
    for span in spans[1:]:
        if span.begin - found[-1].end > STOOD:
            found.append(Span(False, found[-1].end, span.begin))
        found.append(span)
    return merged(found)


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with neighbours of one kind as one."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].work == span.work:
            found[-1] = found[-1]._replace(end=span.end)
        else:
            found.append(span)
    return found


def _without_short(spans: Sequence[Span], least: float, *, work: bool) -> list[Span]:
    """Return the spans with those of a kind that are too short taken for what lies around them.

    The first and the last easy span stay what they are: nothing lies beyond them.
    """
    inner = range(len(spans)) if work else range(1, len(spans) - 1)
    short = {k for k in inner if spans[k].work == work and spans[k].length < least}
    return merged([span._replace(work=not work) if k in short else span for k, span in enumerate(spans)])


def clear(stretches: Sequence[Stretch], channel: str) -> bool:
    """Whether the work is clearly harder than the easy stretches that moved; of one kind alone nothing is in doubt."""
    sums = {True: [0.0, 0.0], False: [0.0, 0.0]}
    for stretch in stretches:
        mean = stretch.mean(channel)
        if mean:
            sums[stretch.work][0] += mean * stretch.duration
            sums[stretch.work][1] += stretch.duration
    (hard, time), (easy, rest) = sums[True], sums[False]
    return not time or not rest or hard / time >= CONTRAST * easy / rest
