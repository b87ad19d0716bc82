"""The channels of a recording as lines: means of equal stretches of time, with the least and the most of each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.report.views.stream import Point, Trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.activity import Activity
    from periodize.compare.samples import Floats, Samples

MOST_POINTS = 1_000
"""Points of a line: our choice, a few more than a chart has pixels."""

STEPS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600)
"""[s] What a point may stand for: our choice."""


def traces_of(parts: Sequence[Activity], channel: str) -> tuple[tuple[Trace, ...], tuple[tuple[float, float], ...]]:
    """Return the lines of a session, and the times in which its recording stood.

    Parameters
    ----------
    parts : the files of the session in order, with their streams.
    channel : what the work of its sport is told by, power or speed; speed where it has none of that.

    Returns
    -------
    traces, stops
        none where only averages are known; stops as (begin, end) [s] from the start by the clock on the wall.
    """
    from periodize.compare.samples import samples_of

    samples = samples_of(parts)
    if len(samples.dt) <= len(parts):
        return (), ()
    names = [channel if samples.coverage(channel) else "speed", "heart_rate"]
    end = float(samples.start[-1] + samples.dt[-1])
    step = float(next((step for step in STEPS if end / step <= MOST_POINTS), STEPS[-1]))
    found = [
        Trace(name, tuple(_points(samples, name, step)), step, _mean(samples.channels[name], samples.dt))
        for name in names
        if samples.coverage(name)
    ]
    pieces = samples.pieces()
    ends = samples.start + samples.dt
    stops = tuple(
        (float(ends[before.stop - 1]), float(samples.start[after.start])) for before, after in pairwise(pieces)
    )
    return tuple(found), stops


def _points(samples: Samples, name: str, step: float) -> Iterator[Point]:
    """Yield the means of a channel; a stop, or a stretch without the channel, ends a piece of the line."""
    import numpy as np

    values, number = samples.channels[name], 0
    for piece in samples.pieces():
        own, dt, start = values[piece], samples.dt[piece], samples.start[piece]
        bucket = ((start - start[0]) // step).astype(int)
        firsts = np.flatnonzero(np.diff(bucket, prepend=-1))
        for first, last in zip(firsts.tolist(), [*firsts[1:].tolist(), len(own)], strict=True):
            some, weights = own[first:last], dt[first:last]
            known = ~np.isnan(some)
            if not known.any():
                number += 1
                continue
            some = some[known]
            middle = float(start[first] + (start[last - 1] + dt[last - 1] - start[first]) / 2)
            yield Point(middle, _mean(own[first:last], weights), float(some.min()), float(some.max()), number)
        number += 1


def _mean(values: Floats, dt: Floats) -> float:
    import numpy as np

    known = ~np.isnan(values)
    return float(np.average(values[known], weights=dt[known]))
