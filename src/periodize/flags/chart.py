"""A control chart for a daily series that depends on its own yesterday and has gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from periodize.flags.windows import BASELINE, usual

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WEIGHT = 0.2
"""Share of the newest day in the running mean (warning signs, section 5)."""

WIDTH = 2.5
"""Distance of the limits from the mean, in standard deviations of the running mean (as above)."""

MOST_ALIKE = 0.8
"""Largest autocorrelation that is believed of 60 days; a negative one counts as 0 (as above)."""


class Chart(NamedTuple):
    """A running mean and the limits within which it is usual, (..., n_days) each; nan where they are not known.

    Parameters
    ----------
    running : [unit of the series] mean that weighs the newest days most.
    mean, sd, known : of the athlete's own baseline.
    lower, upper : limits of the running mean.
    """

    running: Floats
    mean: Floats
    sd: Floats
    known: NDArray[np.int64]
    lower: Floats
    upper: Floats


def ewma(values: Floats, *, weight: float = WEIGHT) -> Floats:
    """Exponentially weighted mean by elapsed time.

    Parameters
    ----------
    values : (..., n_days), nan where unknown.
    weight : share of a day that follows a known one, 0-1.

    Returns
    -------
    (..., n_days)
        begins at the first known value; a day without one leaves it as it was; nan before.

    Notes
    -----
    ``z = k z + (1 - k) x`` with ``k = (1 - weight) ** gap``, gap in days since the last known one: after a week without
    answers the past weighs as little as if the week had been answered.

    Examples
    --------
    >>> ewma(np.array([10, 12, np.nan, 14])).round(3).tolist()
    [10.0, 10.4, 10.4, 11.696]
    """
    known = ~np.isnan(values)
    day = np.arange(values.shape[-1])
    last = np.maximum.accumulate(np.where(known, day, -1), axis=-1)
    before = np.concatenate((np.full((*values.shape[:-1], 1), -1), last[..., :-1]), axis=-1)
    # an unknown day keeps all, the first known one nothing
    kept = np.where(known, np.where(before < 0, 0.0, (1 - weight) ** (day - before)), 1.0)
    added = np.where(known, (1 - kept) * np.nan_to_num(values), 0.0)
    smooth = np.empty(values.shape)
    held: Any = 0.0
    for k, (keep, add) in enumerate(zip(_by_day(kept), _by_day(added), strict=True)):
        held = keep * held + add
        smooth[..., k] = held
    return np.where(last < 0, np.nan, smooth)


def _by_day(values: Floats) -> Iterable[Any]:
    """Return what stands on each day: plain numbers for a single series, which are quicker."""
    days: Iterable[Any] = values.tolist() if values.ndim == 1 else np.moveaxis(values, -1, 0)
    return days


def autocorrelation(days: Floats, mean: Floats) -> Floats:
    """Lag-1 autocorrelation of windows with gaps, between 0 and 0.8.

    Parameters
    ----------
    days : (..., n_days, length), nan where unknown.
    mean : (..., n_days) of each window.

    Returns
    -------
    (..., n_days)
        from the pairs of consecutive known days.

    Notes
    -----
    Of n pairs the estimate is low by ``(1 + 3 phi) / n``, which is made good: without that, healthy athletes whose days
    depend on their yesterday fire up to a fifth more often (own simulation).

    References
    ----------
    .. [1] M. G. Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 41 (1954) 403-404.
    """
    off = days - mean[..., None]
    pairs = off[..., :-1] * off[..., 1:]
    count = np.maximum((~np.isnan(pairs)).sum(axis=-1), 1)
    known = np.maximum((~np.isnan(off)).sum(axis=-1), 1)
    variance = np.nansum(off**2, axis=-1) / known
    alike = np.nansum(pairs, axis=-1) / count / np.where(variance > 0, variance, np.inf)
    unbiased = (count * alike + 1) / np.maximum(count - 3, 1)
    clipped: Floats = np.clip(unbiased, 0.0, MOST_ALIKE)
    return clipped


def half_width(phi: Floats | float, *, days: Floats | float = BASELINE, width: float = WIDTH) -> Floats:
    """Distance of the limits from the mean.

    Parameters
    ----------
    phi : lag-1 autocorrelation of the daily values.
    days : known days of the baseline.
    width : in standard deviations of the running mean.

    Returns
    -------
    ndarray
        [standard deviations of the daily values], of the shape of `phi` and `days`.

    Notes
    -----
    ``width sqrt(w / (2 - w) (1 + phi t) / (1 - phi t) + (1 + phi) / ((1 - phi) days))`` with w the weight of the newest
    day and ``t = 1 - w``. The first term is the variance of the running mean of a series that depends on its yesterday,
    the second that of the mean of the baseline. Without both, healthy athletes fire three to seven times as often.

    Examples
    --------
    >>> [round(float(half_width(phi)), 4) for phi in (0.0, 0.3, 0.5)]
    [0.8937, 1.1517, 1.3903]
    """
    kept = 1 - WEIGHT
    running = WEIGHT / (2 - WEIGHT) * (1 + phi * kept) / (1 - phi * kept)
    baseline = (1 + phi) / ((1 - phi) * days)
    found: Floats = width * np.sqrt(np.asarray(running + baseline))
    return found


def chart(values: Floats, *, width: float = WIDTH) -> Chart:
    """Hold the running mean of each day against the athlete's own 60 days, lagged 14.

    Parameters
    ----------
    values : (..., n_days), nan where unknown.
    width : of the limits.

    Returns
    -------
    Chart
        without limits where fewer than 36 days of the baseline are known, or where they do not differ.
    """
    own = usual(values)
    phi = autocorrelation(own.days, own.mean)
    reach = half_width(phi, days=np.maximum(own.known, 1), width=width) * np.where(own.sd > 0, own.sd, np.nan)
    return Chart(ewma(values), own.mean, own.sd, own.known, own.mean - reach, own.mean + reach)
