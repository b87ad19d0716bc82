"""R11: much the same load each day, in a week that is big for this athlete, with the strain that it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, percent, spoken
from periodize.flags.windows import share_below, trailing
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.history import History

WEEK = 7
BASELINE = 26 * WEEK
LEAST = 8 * WEEK - (WEEK - 1)
"""[d] Baseline of the athlete's own weeks; the windows that fit into the least of it, 8 weeks (R11)."""

BIG_WEEK = 0.75
"""Own top quartile of week loads (warning signs, section 2.6, R11)."""

CAP = 10.0
"""Largest monotony that is reported: days without any difference make it infinite (Runalyze caps at 10)."""


def monotony(load: NDArray[np.float64]) -> NDArray[np.float64]:
    """Foster's monotony of the trailing seven days: mean / standard deviation of the daily loads.

    Parameters
    ----------
    load : (..., n_days) [AU a day], 0 on a rest day, nan where unknown.

    Returns
    -------
    (..., n_days)
        inf for seven equal days of training; nan for seven of rest, for unknown days, and in the first six.

    Notes
    -----
    Sample standard deviation (n - 1), which Foster's abstract leaves open; the population form is
    sqrt(7 / 6) = 1.08 times as large, so 2.0 here is 2.16 there.

    References
    ----------
    .. [1] C. Foster, "Monitoring training in athletes with reference to overtraining syndrome", Med Sci
       Sports Exerc 30 (1998) 1164-1168.
    """
    week = trailing(load, WEEK)
    mean, sd = week.mean(axis=-1), week.std(axis=-1, ddof=1)
    varied = sd > 1e-9 * mean  # equal days leave rounding, not zero
    ratio = np.divide(mean, sd, out=np.full_like(mean, np.nan), where=varied)
    return np.where(~varied & (mean > 0), np.inf, ratio)


def strain(load: NDArray[np.float64]) -> NDArray[np.float64]:
    """Foster's strain of the trailing seven days: sum of the daily loads x monotony.

    Parameters
    ----------
    load : (..., n_days) [AU a day], nan where unknown.

    Returns
    -------
    (..., n_days)
        [AU a week]; nan where monotony is not a finite number.
    """
    varied = monotony(load)
    total: NDArray[np.float64] = trailing(load, WEEK).sum(axis=-1)
    return total * np.where(np.isfinite(varied), varied, np.nan)


@flag(
    "R11",
    title="monotony",
    domain="load",
    needs={"load"},
    evidence="C",
    level="info",
    base_rate="monotony with a high load on 0.4 % of days in seven years of a runner and on 1 % in four of a "
    "cyclist (own count; whether anything was wrong is not known)",
    other_causes="a fixed routine of easy days, or a training camp that was planned so",
    step="make one of the next days clearly easier, or a rest day, and leave the hard days as they are",
    reference="Foster, Med Sci Sports Exerc 1998;30:1164-1168; n=25, limits differ between people",
)
def monotonous_week(history: History, *, limit: float = 2.0) -> Iterator[Sign | NotEvaluated]:
    """Find weeks of high monotony with a high load, and peaks of strain.

    Parameters
    ----------
    history : with load [AU a day], (1, n_days).
    limit : of monotony [ratio].

    Yields
    ------
    Sign
        for each day on which the trailing week has monotony of at least `limit` and a load in the athlete's
        own top quartile; it tells how high the strain is among the athlete's own.

    Notes
    -----
    The own weeks are the trailing weeks that ended 1 to 27 weeks ago; at least 8 weeks of them. A strain peak
    (own top tenth) is no sign by itself: it happens by construction in one week of ten, more often while load
    grows (10 % of days in seven years of one runner), and an even but small week makes one too. Limits of
    strain are not comparable between people, so there is no absolute one.
    """
    load = history.one("load")
    total, varied, strained = trailing(load, WEEK).sum(axis=-1), monotony(load), strain(load)
    load_rank, weeks = share_below(total, length=BASELINE, lag=WEEK, least=LEAST)
    strain_rank, _ = share_below(strained, length=BASELINE, lag=WEEK, least=LEAST)
    for i in np.flatnonzero((varied >= limit) & (load_rank >= BIG_WEEK)):
        day = history.day(int(i))
        unusual = f"load was higher than in {percent(load_rank[i])} of your weeks of the half year before"
        if np.isfinite(strain_rank[i]):
            unusual += f", strain ({strained[i]:.0f}) than in {percent(strain_rank[i])}"
        yield monotonous_week.sign(
            day,
            seen=min(float(varied[i]), CAP),
            limit=limit,
            unit="mean / standard deviation",
            n=int(weeks[i]),
            message=f"The week to {spoken(day)} was much the same every day (monotony {_capped(varied[i])}) and "
            f"your load was high, against the weeks of n={weeks[i]} days before.",
            unusual=unusual,
        )
    if not len(load) or np.isnan(load_rank[-1]):
        yield monotonous_week.not_evaluated(_why_not(load))


def _capped(value: float) -> str:
    return f"{value:.1f}" if value < CAP else "above 10, the days hardly differ"


def _why_not(load: NDArray[np.float64]) -> str:
    known = ~np.isnan(load)
    if not known[-WEEK:].all():
        return f"load is known for {known[-WEEK:].sum()} of the last 7 days"
    return f"load is known for {count(int(known.sum()), 'day')}, needs 9 weeks with few gaps"
