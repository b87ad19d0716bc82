"""Samples of any length as one value a second, and what is averaged over seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POWER_WINDOW = 30
"""[s] Rolling mean before the fourth power (Coggan; Skiba for running)."""

LONGEST = 7 * 86_400
"""[s] An effort that is longer is no recording to be cut into seconds: our choice."""


def each_second(values: Floats, dt: Floats) -> Floats:
    """Repeat samples to 1 Hz; nothing where they last longer than a week.

    Parameters
    ----------
    values : (n,) any unit.
    dt : (n,) [s] length of each sample; the running total is rounded, so that fractions do not add up.
    """
    if dt.sum() > LONGEST:
        return values[:0]
    edges = np.rint(np.concatenate(([0.0], np.cumsum(dt)))).astype(np.int64)
    return np.repeat(values, np.diff(edges))


def rolling_mean(values: Floats, window: int) -> Floats:
    """Return the means over each full window, shorter by window - 1 than the values; empty without a full one."""
    if len(values) < window:
        return values[:0]
    total = np.concatenate(([0.0], np.cumsum(values)))
    return (total[window:] - total[:-window]) / window


def fourth_power_mean(power: Floats) -> float:
    """Return the fourth-power mean [W] of the 30 s rolling mean of power each second; under 30 s the plain mean.

    Parameters
    ----------
    power : (n,) [W] at 1 Hz, at least one value.
    """
    smooth = rolling_mean(power, POWER_WINDOW)
    if not smooth.size:
        return float(power.mean())
    square = smooth * smooth
    return float(np.mean(square * square) ** 0.25)
