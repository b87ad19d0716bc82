"""The signature of a session: from its plan, else from its laps or the recording alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise
from math import inf, nan
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from periodize.compare.climb import DEGREE
from periodize.compare.climbs import climbs_of
from periodize.compare.execution import execute
from periodize.compare.levels import blocks
from periodize.compare.samples import mean_over, offset, possible, samples_of, standing, sums_over
from periodize.compare.signature import (
    DISTANCES,
    FEWER,
    ROUND,
    TIMES,
    Rep,
    Signature,
    WorkSet,
    called,
)
from periodize.compare.structure import structure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.activity import Activity
    from periodize.compare.alignment import Step, Stretch
    from periodize.compare.climb import Climb
    from periodize.compare.samples import Samples

LAST, LATER, AT_ONCE = 10.0, 60.0, 5.0
"""[s] Heart rate at the end of a repeat is the mean of its last ten seconds, that of a minute later the mean of the
five seconds before: our choice. A recovery that is shorter than a minute tells none."""

HALVES = 120.0
"""[s] Each half of the work that drift is told of has to be so long: our choice."""

CELL = 250.0
"""[m] Edge of a square of a route: our choice, coarser than what satellites err by, finer than a round course."""

COLUMNS = 2**20
"""More squares than there are around the earth."""

STRIDE, BESIDE = 25.0, 0.2
"""[s] Shorter repeats are strides where they come to no more than this share of the longest set's time: our choice, as
strides take about twenty seconds and nearly everybody's 200 m longer."""

LEVEL = 30.0
"""[s] Altitude is levelled over so long before climbs are added up: our choice, as a watch's wanders."""


def signature(parts: Sequence[Activity], *, channel: str, steps: Sequence[Step] = ()) -> Signature:
    """Return what a session was.

    Parameters
    ----------
    parts : the files of the session, in order, with their streams.
    channel : what work is told by: speed or power.
    steps : of the planned session that it answers, one by one; none without.

    Notes
    -----
    The plan comes first, where most of its repeats were done: it knows what each was meant to be. The strides of a
    planned easy run are no repeats. Several files in which no repeats are found are what the longest of them is: the
    others are its warm-up and cool-down.
    """
    samples = possible(samples_of(parts))
    loose = any(step.work for step in steps) and not any(step.work and step.counted for step in steps)
    planned = None if loose else _planned(parts, samples, channel, steps)
    sets, reps, source = planned or _found(parts, samples, channel, look=not loose)
    main = max(parts, key=lambda part: part.duration)
    if not sets and len(parts) > 1:
        alone, later = signature([main], channel=channel, steps=steps), offset(main, parts)
        later_reps = tuple(replace(rep, start=later + rep.start) for rep in alone.reps)
        return replace(alone, reps=later_reps, climbs=tuple(_climbs(parts)))
    found = Signature(
        sport=main.sport,
        sets=sets,
        reps=reps,
        source=source,
        cells=frozenset(cell for part in parts for cell in _cells(part)),
        streamed=len(samples.dt) > len(parts),
    )
    if not found.sets and not found.cells:
        return found  # nothing is ever held against it
    return replace(
        found,
        drift=_drift(samples, channel, reps),
        temperature=_mean(samples, "temperature"),
        altitude=_mean(samples, "altitude"),
        climb=_climb(samples, sum(part.distance or 0.0 for part in parts)),
        surface=main.surface if sets else "",
        climbs=tuple(_climbs(parts)),
    )


def _planned(
    parts: Sequence[Activity], samples: Samples, channel: str, steps: Sequence[Step]
) -> tuple[tuple[WorkSet, ...], tuple[Rep, ...], str] | None:
    """Return the planned sets as they were done; None where too little of them was."""
    found = execute(_with_breaks(steps), parts, channel=channel)
    if isinstance(found, str) or found.repeat_share < FEWER:
        return None
    sets: list[WorkSet] = []
    groups: list[list[Stretch]] = []
    for _, some in groupby(found.repeats, key=lambda repeat: (repeat.step.text, repeat.step.by)):
        repeats = list(some)
        step = repeats[0].step
        done = [repeat.done for repeat in repeats if repeat.done and repeat.counts]
        if len(done) < FEWER * len(repeats):
            return None
        by_distance = step.by == "distance" and step.distance is not None
        amount = step.distance if by_distance and step.distance is not None else step.duration
        own = _set(done, "distance" if by_distance else "time", amount)
        sets.append(replace(own, target=step.text.partition(" @ ")[2]))
        groups.append(done)
    return tuple(sets), _reps(samples, groups), "plan"


def _with_breaks(steps: Sequence[Step]) -> list[Step]:
    """Return the steps with a recovery between two sets that the plan writes without one.

    Who runs 12x400m + 10x200m takes a breath between them. Two paces that alternate without one are a set of their own.
    """
    if not steps:
        return []
    changes = Counter((one.text, other.text) for one, other in pairwise(steps) if one.work and other.work)
    often = Counter(step.text for step in steps)
    easy = next((step for step in steps[1:] if not step.work), None)
    found: list[Step] = []
    for step in steps:
        pair = (found[-1].text, step.text) if found else ("", "")
        if easy and pair[0] != pair[1] and changes[pair] == 1 and often[pair[0]] > 1 and often[pair[1]] > 1:
            found.append(easy)
        found.append(step)
    return found


def _found(
    parts: Sequence[Activity], samples: Samples, channel: str, *, look: bool
) -> tuple[tuple[WorkSet, ...], tuple[Rep, ...], str]:
    """Return the sets that laps or the recording show, or the whole session as one."""
    found = structure(parts, channel, samples) if look else None
    if found is None:
        whole = samples.stretch(~standing(samples, channel), work=True, start=0.0)
        distances = [part.distance for part in parts if part.distance is not None]
        covered = sum(distances) if len(distances) == len(parts) else whole.distance
        return (), _reps(samples, [[replace(whole, distance=covered)]]), ""
    kept = _without_strides(found.sets)
    return tuple(_set(some, *_called(some)) for some in kept), _reps(samples, kept), found.source


def _without_strides(sets: Sequence[Sequence[Stretch]]) -> list[Sequence[Stretch]]:
    """Return the sets but for short accelerations beside a much longer one: they warm up, and are not the session."""
    times = [sum(one.duration for one in some) for some in sets]
    return [
        some
        for some, time in zip(sets, times, strict=True)
        if max(one.duration for one in some) >= STRIDE or time > BESIDE * max(times)
    ]


def _called(some: Sequence[Stretch]) -> tuple[str, float]:
    """Return whether repeats are called by distance or by time, and the length: the rounder and more even one."""
    options = []
    for by, choices, lengths in (
        ("distance", DISTANCES, [one.distance or 0.0 for one in some]),
        ("time", TIMES, [one.duration for one in some]),
    ):
        if all(lengths):
            middle = median(lengths)
            nearest, off = called(middle, choices)
            spread = median(abs(one / middle - 1) for one in lengths)
            unit = 10.0 if by == "distance" else 5.0
            options.append(
                (
                    off + spread,
                    by,
                    nearest if off <= ROUND else unit * round(middle / unit),
                )
            )
    _, by, amount = min(options)
    return by, amount


def _set(some: Sequence[Stretch], by: str, amount: float) -> WorkSet:
    rests = [after.start - one.start - one.duration for one, after in pairwise(some)]
    distances = [one.distance for one in some if one.distance]
    return WorkSet(
        count=len(some),
        by=by,
        amount=amount,
        duration=median(one.duration for one in some),
        distance=median(distances) if distances else nan,
        rest=median(rests) if rests else nan,
    )


def _reps(samples: Samples, sets: Sequence[Sequence[Stretch]]) -> tuple[Rep, ...]:
    """Return the repeats of all sets, with what is known of each."""
    done = [(number, one) for number, some in enumerate(sets) for one in some]
    nexts = [one.start for _, one in done[1:]] + [inf]
    return tuple(_rep(samples, number, one, until) for (number, one), until in zip(done, nexts, strict=True))


def _rep(samples: Samples, number: int, done: Stretch, until: float) -> Rep:
    means = dict(done.means)
    return Rep(
        set=number,
        start=done.start,
        duration=done.duration,
        distance=done.distance or nan,
        speed=done.distance / done.duration if done.distance and done.duration else means.get("speed", nan),
        power=means.get("power", nan),
        heart_rate=means.get("heart_rate", nan),
        recovery=_recovery(samples, done.start + done.duration, until),
    )


def _recovery(samples: Samples, end: float, until: float) -> float:
    """Return how far heart rate fell in the minute after a repeat [bpm]; nan where the watch stood.

    Parameters
    ----------
    end, until : when the repeat ended and the next one began [s].
    """
    if "heart_rate" not in samples.channels or end + LATER > until:
        return nan
    later = _between(samples, end + LATER - AT_ONCE, end + LATER)
    return _between(samples, end - LAST, end) - later


def _between(samples: Samples, begin: float, end: float) -> float:
    """Return the mean heart rate of a time by the clock on the wall; nan where less than half of it is known."""
    within = samples.between(begin, end)
    total, time = sums_over(samples.channels["heart_rate"][within], samples.dt[within])
    return total / time if time >= (end - begin) / 2 else nan


def _drift(samples: Samples, channel: str, reps: Sequence[Rep]) -> float:
    """Return the fall of output for each beat from the first half of the longest set to the second [%]."""
    rate, output = samples.channels.get("heart_rate"), samples.channels.get(channel)
    if rate is None or output is None or not reps:
        return nan
    times = {rep.set: sum(one.duration for one in reps if one.set == rep.set) for rep in reps}
    chosen = max(times, key=lambda number: times[number])
    within = np.zeros(len(samples.dt), dtype=bool)
    for rep in reps:
        if rep.set == chosen:
            within[samples.between(rep.start, rep.start + rep.duration)] = True
    within &= ~np.isnan(rate) & ~np.isnan(output)
    dt = samples.dt[within]
    clock = np.cumsum(dt)
    if not len(dt) or clock[-1] < 2 * HALVES:
        return nan
    early = clock <= clock[-1] / 2
    given, beats = output[within] * dt, rate[within] * dt
    sums = [(float(given[half].sum()), float(beats[half].sum())) for half in (early, ~early)]
    if not all(done > 0 and beaten > 0 for done, beaten in sums):
        return nan
    one, other = (done / beaten for done, beaten in sums)
    return 100 * (one - other) / one


def _mean(samples: Samples, channel: str) -> float:
    values = samples.channels.get(channel)
    mean = None if values is None else mean_over(values, samples.dt)
    return nan if mean is None else mean


def _climb(samples: Samples, distance: float) -> float:
    """Return the climb of a levelled altitude [m for each kilometre]; nan without one."""
    values = samples.channels.get("altitude")
    if values is None or distance <= 0:
        return nan
    level = blocks(values, samples.dt, LEVEL)
    return float(np.maximum(np.diff(level), 0.0).sum()) / distance * 1000 if len(level) > 1 else nan


def _climbs(parts: Sequence[Activity]) -> Iterator[Climb]:
    for part in parts:
        later = offset(part, parts)
        yield from (replace(climb, start=later + climb.start) for climb in climbs_of(part))


def _cells(part: Activity) -> Iterator[int]:
    """Yield the squares that a route passes through, again where it comes back to one."""
    if part.positions is None:
        return
    north, east = part.positions[~np.isnan(part.positions.sum(axis=1))].T
    rows = np.floor(north * DEGREE / CELL)
    width = DEGREE * np.maximum(np.cos(np.radians(rows * CELL / DEGREE)), 1e-6)
    cells = (rows * COLUMNS + np.floor(east * width / CELL)).astype(np.int64)
    yield from cells[:1].tolist()
    yield from cells[1:][np.diff(cells) != 0].tolist()
