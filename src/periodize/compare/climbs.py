"""Climbs inside a recording, found by the altitude along the way."""

from __future__ import annotations

from itertools import pairwise
from math import inf, nan
from typing import TYPE_CHECKING

import numpy as np

from periodize.compare.climb import DEGREE, STEP, Climb, packed
from periodize.compare.samples import mean_over, possible, samples_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.activity import Activity
    from periodize.compare.samples import Floats, Samples

CLIMBERS = frozenset({"bike", "run"})
"""Sports whose climbs are looked for: on skis a lift would be one, our choice."""

LEAST_GAIN, LEAST_GRADE = 80.0, 0.03
"""[m], share: the least climb that has a category in Strava's classification, length in metres times grade in per cent
above 8000 at 3 % and more (support.strava.com, Climb Categorization)."""

FLAT = LEAST_GRADE / 2
"""A climb begins and ends where the road is flatter: our choice. The least one rises 40 m above such a slope."""

DIP = 20.0
"""[m] A climb ends where so much of what it rose above that slope is lost again: our choice, half of that."""

LEVEL = 150.0
"""[m] Altitude is levelled over so much of the way: our choice."""

BESIDE = 500.0
"""[m] So much of the road before the foot and after the top is told too, as altitudes err: our choice."""

GAP = 250.0
"""[m] Where nothing is known for so long, the way on is another piece: our choice, an edge of a route's squares."""

STANDING = 0.5
"""[m/s] Slower is standing: our choice, slower than anybody walks uphill."""


def climbs_of(part: Activity) -> Iterator[Climb]:
    """Yield the climbs of a recording with its stream, in order; none without positions and altitude.

    Notes
    -----
    A climb goes from a low to a high of the height above a slope of `FLAT`, with no fall of `DIP` between, and is as
    long and as steep as a categorised one. Its length is measured by speed, as positions wander.
    """
    if part.positions is None or part.sport not in CLIMBERS:
        return
    samples = possible(samples_of([part]))
    altitude, speed = samples.channels.get("altitude"), samples.channels.get("speed")
    if altitude is None or speed is None or np.isnan(speed).all():
        return
    if np.nanmax(altitude, initial=-inf) - np.nanmin(altitude, initial=inf) < LEAST_GAIN:
        return
    known = ~np.isnan(speed)
    moved = np.where(known, speed, np.interp(samples.start, samples.start[known], speed[known])) * samples.dt
    along = np.cumsum(moved) - moved
    placed = ~np.isnan(part.positions.sum(axis=1)) & ~np.isnan(altitude) & (moved > 0)
    for piece in _pieces(along[placed], part.positions[placed]):
        told = np.flatnonzero(placed)[piece]
        yield from _climbs(samples, along[told], altitude[told], part.positions[told], samples.start[told])


def _pieces(along: Floats, positions: Floats) -> Iterator[slice]:
    """Yield the stretches without a gap."""
    if not len(along):
        return
    north, east = np.diff(positions, axis=0).T * DEGREE
    apart = np.hypot(north, east * np.cos(np.radians(positions[1:, 0])))
    cuts = np.flatnonzero(np.maximum(apart, np.diff(along)) > GAP) + 1
    yield from (slice(*ends) for ends in pairwise([0, *cuts.tolist(), len(along)]))


def _climbs(samples: Samples, along: Floats, altitude: Floats, positions: Floats, starts: Floats) -> Iterator[Climb]:
    """Yield the climbs of one piece of the way; (n,) of the samples in it."""
    grid = np.arange(along[0], along[-1], STEP)
    if np.ptp(altitude) < LEAST_GAIN or STEP * len(grid) < LEAST_GAIN:
        return
    level = _levelled(along, altitude, grid)
    for foot, top in _rises((level - FLAT * grid).tolist()):
        gain = float(level[top] - level[foot])
        if gain >= max(LEAST_GAIN, LEAST_GRADE * STEP * (top - foot)):
            first = max(0, foot - round(BESIDE / STEP))
            places = grid[first : top + 1 + round(BESIDE / STEP)]
            clock = np.interp(places, along, starts)
            where = [np.interp(places, along, column) for column in positions.T]
            yield _climb(samples, clock, where, (foot - first, top - first), gain)


def _levelled(along: Floats, altitude: Floats, grid: Floats) -> Floats:
    """Return the mean altitude around each place of a grid; all [m]."""
    area = np.append(0.0, np.cumsum((altitude[1:] + altitude[:-1]) / 2 * np.diff(along)))
    low, high = np.maximum(grid - LEVEL / 2, along[0]), np.minimum(grid + LEVEL / 2, along[-1])
    found: Floats = (np.interp(high, along, area) - np.interp(low, along, area)) / (high - low)
    return found


def _rises(above: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the places of each low and the high after it, between which nothing falls by `DIP`."""
    foot = top = 0
    for place, height in enumerate(above):
        if height > above[top]:
            top = place
        elif height < above[foot] or above[top] - height > DIP:
            yield foot, top
            foot = top = place
    yield foot, top


def _climb(samples: Samples, clock: Floats, where: Sequence[Floats], ends: tuple[int, int], gain: float) -> Climb:
    """Return a climb with what is known of it. clock : (n,) [s from the start] at its places [degrees]."""
    foot, top = ends
    within = samples.between(clock[foot], clock[top])
    temperature, altitude = (
        mean_over(samples.channels[name][within], samples.dt[within]) if name in samples.channels else None
        for name in ("temperature", "altitude")
    )
    return Climb(
        start=round(float(clock[0]), 1),
        foot=foot,
        top=top,
        gain=round(gain, 1),
        temperature=nan if temperature is None else round(temperature, 1),
        altitude=nan if altitude is None else round(altitude, 1),
        way=packed(
            [
                *where,
                clock - clock[0],
                _stood(samples, clock),
                *(_between(samples, name, clock) for name in ("power", "heart_rate")),
            ]
        ),
    )


def _stood(samples: Samples, clock: Floats) -> Floats:
    """Return how long nobody moved, pauses included, from the first place to each [s], (n,)."""
    moving = np.where(samples.channels["speed"] < STANDING, 0.0, samples.dt)
    ends = np.stack([samples.start, samples.start + samples.dt], axis=1).ravel()
    moved = np.repeat(np.append(0.0, np.cumsum(moving)), 2)[1:-1]
    ran = np.interp(clock, np.maximum.accumulate(ends), moved)
    found: Floats = np.maximum(clock - clock[0] - (ran - ran[0]), 0.0)
    return found


def _between(samples: Samples, name: str, clock: Floats) -> Floats:
    """Return the mean of a channel from each place to the next, (n,); nan where not known, and at the last."""
    values = samples.channels.get(name, np.full(len(samples.dt), nan))
    step = np.searchsorted(clock, samples.start, side="right") - 1
    told = ~np.isnan(values) & (step >= 0) & (step < len(clock) - 1)
    time = np.bincount(step[told], samples.dt[told], minlength=len(clock))
    total = np.bincount(step[told], (values * samples.dt)[told], minlength=len(clock))
    return np.where(time > 0, total / np.where(time > 0, time, 1.0), nan)
