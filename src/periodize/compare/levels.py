"""The levels of speed or power that a session has."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.compare.repeats import CONTRAST, halfway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.compare.samples import Floats, Samples

BLOCK = 10.0
"""[s] Means over so long tell whether there are two levels at all: our choice, above the noise of satellites."""

APART = 0.75
"""Share of the variance that two levels have to explain. Of a bell curve they explain 2/pi, 0.64: our choice between
that and 1."""

BESIDE = 0.05
"""Share by which two lines have to differ: our choice, half of what work is harder by at least."""


def levels(samples: Samples, channel: str) -> Iterator[tuple[float, float]]:
    """Yield each line between two levels and half their distance [unit of the channel].

    Where a session has a warm-up and its recoveries are stood there are three levels: so what lies above the first line
    is looked at for itself, and all but the lowest. A line beside one that is told already parts the same two.
    """
    means = np.sort(blocks(samples.channels[channel], samples.dt, BLOCK, least=BLOCK / 2))
    first = _parted(means)
    if first is None or not first.clear:
        return
    below = _parted(means[: first.below])
    groups = (means[first.below :], means[below.below :] if below else means[:0])
    told: list[float] = []
    for found in (first, *map(_parted, groups)):
        if found and found.clear and found.explained >= APART:
            if all(abs(found.line - line) > BESIDE * line for line in told):
                yield found.line, (found.high - found.low) / 2
            told.append(found.line)


class _Parted(NamedTuple):
    """Sorted means on two levels: the line between, how many lie below it, the mean of each level."""

    means: Floats
    line: float
    below: int
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the upper level is clearly harder than the lower one."""
        return self.high >= CONTRAST * self.low

    @property
    def explained(self) -> float:
        """Share of the variance that lies between the levels, 0-1."""
        n = len(self.means)
        between = self.below * (n - self.below) * ((self.high - self.low) / n) ** 2
        return between / float(self.means.var())


def _parted(means: Floats) -> _Parted | None:
    line = halfway(means, np.ones(len(means)))
    if line is None:
        return None
    below = int(means.searchsorted(line))
    low, high = (float(some.sum()) / len(some) for some in (means[:below], means[below:]))
    return _Parted(means, line, below, low, high)


def blocks(values: Floats, dt: Floats, length: float, *, least: float = 0.0) -> Floats:
    """Return the means of the samples over blocks of equal time, of those blocks that are known.

    Parameters
    ----------
    values : (n,) any unit, nan where missing.
    dt : (n,) [s].
    length : [s] of a block.
    least : [s] of a block that has to have a value.
    """
    block = ((np.cumsum(dt) - dt) / length).astype(np.intp)
    known = ~np.isnan(values)
    if not known.all():
        block, values, dt = block[known], values[known], dt[known]
    time, total = np.bincount(block, dt, minlength=1), np.bincount(block, values * dt, minlength=1)
    enough = (time > 0) & (time >= least)
    means: Floats = total[enough] / time[enough]
    return means
