"""What was recorded of one session, all its files in a row."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import isnan, nan
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from periodize.activity import sample_starts
from periodize.bounds import HEART_RATES
from periodize.compare.alignment import Stretch
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.activity import Activity

Floats: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

MEANS = ("speed", "graded_speed", "power", "heart_rate")
"""Channels of which a stretch has the mean."""

SPEEDS = frozenset({"speed", "graded_speed"})

SCALES = (0.8, 1.25)
"""Share of its distance that the speed of a file may come to; beyond it the two are not of one run: our choice."""

STOOD = 1.5
"""[s] From here a gap between two samples is a time in which the recording stood: our choice."""

STANDS, SLOWS = 0.3, 0.5
"""[m/s] Who is slower stands, as at a light, while the watch runs on: our choice, well below a walk. What is slower
than that share of the usual speed beside it is slowing down for it, and starting again: our choice, half-way."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The samples of a session.

    Parameters
    ----------
    start : (n,) [s from the start of the session by the clock on the wall].
    dt : (n,) [s] moving time of each.
    channels : name -> (n,) nan where missing.
    counted : (n,) [m] distance as the device had counted it where each begins, from 0 in each file; nan where missing.
    """

    start: Floats
    dt: Floats
    channels: Mapping[str, Floats]
    counted: Floats

    def coverage(self, channel: str) -> float:
        """Share of the moving time that has a value in a channel, 0-1."""
        values = self.channels.get(channel)
        total = float(self.dt.sum())
        return float(self.dt[~np.isnan(values)].sum() / total) if values is not None and total > 0 else 0.0

    def pieces(self) -> list[slice]:
        """Return the stretches in which the recording ran on."""
        stood = np.flatnonzero(self.start[1:] - self.start[:-1] - self.dt[:-1] > STOOD) + 1
        edges = [0, *stood.tolist(), len(self.dt)]
        return [slice(first, last) for first, last in pairwise(edges)]

    def between(self, begin: float, end: float) -> slice:
        """Return the samples from one time to another [s from the start by the clock on the wall]."""
        first, last = self.start.searchsorted((begin - 1e-6, end - 1e-6)).tolist()
        return slice(first, last)

    def stretch(self, within: Mask | slice, *, work: bool, start: float, duration: float | None = None) -> Stretch:
        """Return the stretch that some samples make up; duration : [s] their moving time unless it is given."""
        dt = self.dt[within]
        found = {name: mean_over(self.channels[name][within], dt) for name in MEANS if name in self.channels}
        means = [(name, mean) for name, mean in found.items() if mean is not None]
        moving, speed = float(dt.sum()), found.get("speed")
        stood = duration is not None and duration > moving + STOOD
        distance = None if speed is None or stood else speed * moving
        return Stretch(work, start, moving if duration is None else duration, distance, tuple(means))


def sums_over(values: Floats, dt: Floats) -> tuple[float, float]:
    """Return the sum of values times time, and of the time [s], of the samples that are known."""
    total = float((values * dt).sum())  # @ would keep other processors busy where there are many
    if isnan(total):
        known = ~np.isnan(values)
        values, dt = values[known], dt[known]
        total = float((values * dt).sum())
    return total, float(dt.sum())


def mean_over(values: Floats, dt: Floats) -> float | None:
    """Return the mean of samples weighted by their time [s], of those that are known; None without any."""
    total, time = sums_over(values, dt)
    return total / time if time > 0 else None


def samples_of(parts: Sequence[Activity]) -> Samples:
    """Return the samples of a session's files in a row; what lies between two files is a time that stood.

    Parameters
    ----------
    parts : at least one, in order.

    Notes
    -----
    A device levels the speed that it writes, and so loses metres at each start of a short repeat, which its distance
    has: the speed of a file is scaled to its distance.
    """
    names = {name for part in parts for name in part.effort.channels}
    return Samples(
        np.concatenate([offset(part, parts) + sample_starts(part) for part in parts]),
        np.concatenate([part.effort.dt for part in parts]),
        {name: np.concatenate([_channel(part, name) for part in parts]) for name in sorted(names)},
        np.concatenate([np.full(len(part.effort.dt), nan) if part.counted is None else part.counted for part in parts]),
    )


def standing(samples: Samples, channel: str) -> Mask:
    """Return in which samples an athlete stood while the watch ran on, (n,); in none where all of them stand.

    Parameters
    ----------
    samples : of a session.
    channel : what work is told by: who stands and has power is on a trainer.
    """
    nowhere = np.zeros(len(samples.dt), dtype=bool)
    stands = samples.channels["speed"] < STANDS if "speed" in samples.channels else nowhere
    if channel not in SPEEDS and channel in samples.channels:
        stands = stands & ~(samples.channels[channel] > 0)
    return nowhere if stands.all() else stands


def moving(samples: Samples, channel: str) -> Samples:
    """Return the samples without those of a stand, nor of slowing down for it, as if the watch had been stopped.

    Parameters
    ----------
    samples, channel : as of `standing`.
    """
    stands = standing(samples, channel)
    if not stands.any():
        return samples
    speed = samples.channels["speed"]
    slow = stands | (speed < SLOWS * np.nanmedian(speed[~stands]))
    first = np.concatenate(([0], np.flatnonzero(np.diff(slow)) + 1))
    stood = np.logical_or.reduceat(stands, first)
    goes = ~np.repeat(stood, np.diff(first, append=len(slow)))
    channels = {name: values[goes] for name, values in samples.channels.items()}
    return Samples(samples.start[goes], samples.dt[goes], channels, samples.counted[goes])


def possible(samples: Samples) -> Samples:
    """Return the samples without heart rates that nobody has."""
    rate = samples.channels.get("heart_rate")
    if rate is None:
        return samples
    low, high = HEART_RATES
    if low <= rate.min(initial=low) and rate.max(initial=high) <= high:
        return samples
    kept = np.where((rate >= low) & (rate <= high), rate, nan)
    return replace(samples, channels={**samples.channels, "heart_rate": kept})


def _channel(part: Activity, name: str) -> Floats:
    effort = part.effort
    values = effort.channels.get(name)
    if values is None:
        return np.full(len(effort.dt), nan)
    if name not in SPEEDS or not part.distance:
        return values
    levelled = effort.channels.get("speed", values)
    mean = mean_over(levelled, effort.dt) or 0.0
    scale = part.distance / (mean * effort.duration) if mean > 0 else 1.0
    return values * scale if SCALES[0] <= scale <= SCALES[1] else values


def offset(part: Activity, parts: Sequence[Activity]) -> float:
    """Return when a file of a session began [s from the start of the session]."""
    return (part.start - parts[0].start).total_seconds()
