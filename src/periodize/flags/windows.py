"""Windows over a daily series that know what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from numpy.typing import NDArray

OBSERVED = 0.60
"""Share of a baseline that has to be known (warning signs, section 2.6: at least 60 % observed)."""

BASELINE = 60
LAG = 14
LEAST = 36
"""[d] The athlete's own last 60 days, lagged 14 so that a slow decline cannot hide in its own baseline, and how many of
them must be known (warning signs, section 2.6)."""

WEEK = 7

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


class Usual(NamedTuple):
    """What is usual for an athlete on each day.

    Parameters
    ----------
    mean, sd : (..., n_days) [unit of the series]; nan where too little is known.
    known : (..., n_days) known days of the baseline.
    days : (..., n_days, 60) the baseline itself, nan where unknown.
    """

    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    known: NDArray[np.int64]
    days: NDArray[np.float64]


def usual(values: NDArray[np.float64]) -> Usual:
    """Return mean and sample standard deviation of the 60 days that end 14 days before each day.

    Parameters
    ----------
    values : (..., n_days), nan where unknown.
    """
    days = trailing(values, BASELINE, lag=LAG)
    known = (~np.isnan(days)).sum(axis=-1)
    enough = np.where(known >= LEAST, known, np.nan)
    mean = np.nansum(days, axis=-1) / enough
    spread = np.nansum((days - mean[..., None]) ** 2, axis=-1) / (enough - 1)
    return Usual(mean, np.sqrt(spread), known, days)


def week_mean(values: NDArray[np.float64], *, least: int) -> NDArray[np.float64]:
    """Return the mean of the known days of each trailing week, (..., n_days); nan with fewer than `least`."""
    week = trailing(values, WEEK)
    known = (~np.isnan(week)).sum(axis=-1)
    mean: NDArray[np.float64] = np.nansum(week, axis=-1) / np.where(known >= least, known, np.nan)
    return mean


def quantile(rows: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Return a quantile of each row of known values, (...); numpy's own loads masked arrays, which costs a start."""
    ordered = np.sort(rows, axis=-1)
    at = share * (ordered.shape[-1] - 1)
    below = int(at)
    above = min(below + 1, ordered.shape[-1] - 1)
    found: NDArray[np.float64] = ordered[..., below] + (at - below) * (ordered[..., above] - ordered[..., below])
    return found


def too_few(values: NDArray[np.float64], *, week: int, what: str = "mornings") -> str:
    """Say which of the two windows of a daily rule has too few answers; "" when neither has.

    Parameters
    ----------
    values : (n_days,), nan where unknown.
    week : known days that the last seven need.
    what : of what there are too few.
    """
    answered = ~np.isnan(values)
    base = int(answered[-BASELINE - LAG : max(answered.size - LAG, 0)].sum())
    if base < LEAST:
        in_all = int(answered[-BASELINE:].sum())
        if in_all < LEAST:
            return f"only {in_all} of the last {BASELINE} {what} logged, needs {LEAST}"
        return f"only {base} of the {BASELINE} {what} up to two weeks ago logged, needs {LEAST}"
    if (last := int(answered[-WEEK:].sum())) < week:
        return f"only {last} of the last {WEEK} {what} logged, needs {week}"
    return ""
