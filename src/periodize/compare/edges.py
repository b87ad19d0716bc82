"""Where one pace becomes another."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.compare.repeats import Span
    from periodize.compare.samples import Samples

AROUND, BLUR = 20.0, 4.0
"""[s] What lies so near to a change tells the levels of its two sides, but for what lies nearer than the second, where
one pace becomes the other: our choice."""


def sharpened(samples: Samples, channel: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans with each change moved to where it lies between the two that it parts.

    Parameters
    ----------
    samples : of a session.
    channel : what told the spans: speed or power.
    spans : work and easy in turn.

    Notes
    -----
    A warm-up is faster than the recoveries, so that the line between all that is easy and all work comes late for the
    first repeat. Half-way between the two sides of a change the samples tell best where it was.
    """
    found, values = list(spans), samples.channels[channel]
    known = ~np.isnan(values)
    values, dt = np.where(known, values, 0.0), np.where(known, samples.dt, 0.0)
    number, total, time, given = (np.append(0.0, each.cumsum()) for each in (known, values, dt, values * dt))
    for k, (one, other) in enumerate(pairwise(spans)):
        edge = one.end
        low, high = (max(one.begin, edge - AROUND), min(other.end, edge + AROUND))
        first, before, after, last = samples.start.searchsorted((low, edge - BLUR, edge + BLUR, high)).tolist()
        counts = number[before] - number[first], number[last] - number[after]
        if min(counts) <= 0:
            continue
        means = (total[before] - total[first]) / counts[0], (total[last] - total[after]) / counts[1]
        if (means[1] > means[0]) != other.work:
            continue
        near = slice(first, last + 1)
        beyond = given[near] - given[first] - sum(means) / 2 * (time[near] - time[first])
        at = int((beyond if other.work else -beyond).argmin())
        moved = float(samples.start[first + at]) if first + at < last else high
        if abs(moved - edge) < AROUND / 2:
            found[k], found[k + 1] = (
                found[k]._replace(end=moved),
                found[k + 1]._replace(begin=moved),
            )
    return found
