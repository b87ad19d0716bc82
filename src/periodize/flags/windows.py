"""Windows over a daily series that know what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

OBSERVED = 0.60
"""Share of a baseline that has to be known (warning signs, section 2.6: at least 60 % observed)."""

SAME = 1e-9
"""Relative difference under which two sums of the same days are one number: rounding, our choice."""


def trailing(values: NDArray[np.float64], length: int, *, lag: int = 0) -> NDArray[np.float64]:
    """Window of each day.

    Parameters
    ----------
    values : (..., n_days)
    length : days in the window.
    lag : 0: the window ends on the day itself; 7: a week before it.

    Returns
    -------
    (..., n_days, length), nan before the first day.
    """
    pad = length - 1 + lag
    before = np.full((*values.shape[:-1], pad), np.nan)
    padded = np.concatenate((before, values), axis=-1)
    return sliding_window_view(padded, length, axis=-1)[..., : values.shape[-1], :]


def share_below(
    values: NDArray[np.float64], *, length: int, lag: int, least: int
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Share of each day's baseline that lies below the day's own value.

    Parameters
    ----------
    values : (n_days,), nan where unknown.
    length, lag : [d] the baseline: `length` days of which the last lies `lag` days back.
    least : [d] known days that the baseline needs.

    Returns
    -------
    share : (n_days,) 0-1; nan where the day is unknown or its baseline too thin.
    known : (n_days,) known days in the baseline.

    Notes
    -----
    The baseline is too thin with fewer than `least` known days, or with fewer than 60 % known of the days
    since the record began. Days that are equal to within rounding are not below.
    """
    baseline = trailing(values, length, lag=lag)
    has = ~np.isnan(baseline)
    known = has.sum(axis=-1)
    since = np.cumsum(np.maximum.accumulate(~np.isnan(values))) - lag  # days of the record up to the lag
    enough = (known >= least) & (known >= OBSERVED * np.minimum(since, length)) & ~np.isnan(values)
    margin = values - SAME * np.abs(values)
    below = (baseline < margin[:, None]).sum(axis=-1)
    return np.where(enough, below / np.maximum(known, 1), np.nan), known
