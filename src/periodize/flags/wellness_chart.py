"""R6: the athlete's own ratings below their own normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, spoken
from periodize.flags.chart import chart
from periodize.flags.windows import WEEK, too_few, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

ANSWERS = 4
"""Answers that the last seven days need (warning signs, section 2.6, R6)."""


@flag(
    "R6",
    title="wellness",
    domain="subjective",
    needs={"wellness"},
    evidence="A",
    level="watch",
    base_rate="on 0.5 to 1.1 % of days of healthy simulated athletes; in the diaries of 16 people on 2 % of days, some "
    "five spells a year, and ratings unusually high were as frequent (own counts, PMData)",
    other_causes="life outside training: work, sleep, worry, a cold that is coming; or answers given without looking",
    step="swap the next hard session for an easy one and see how the ratings are in three days",
    reference="Saw et al., Br J Sports Med 2016;50:281-291, review of 56 studies: ratings reflect load better than "
    "measurements do; the chart and its limits are this project's",
)
def wellness_chart(history: History, *, limit: float = 2.5) -> Iterator[Sign | NotEvaluated]:
    """Find days on which the running mean of the ratings lies below its lower limit.

    Parameters
    ----------
    history : with wellness [points, high is good], (1, n_days), nan on days without answers.
    limit : [standard deviations of the running mean].

    Yields
    ------
    Sign
        for each answered day below the limit, with 36 answers in the 60 days that end two weeks before it and 4 in
        the last seven.

    Notes
    -----
    `periodize.flags.chart`: weight 0.2, limits from the athlete's own baseline and widened for days that depend on
    their yesterday. A drop of one standard deviation is seen after 8 to 17 days (median). The measure is of grade A,
    the chart is our own design.

    References
    ----------
    .. [1] A. E. Saw, L. C. Main, P. B. Gastin, "Monitoring the athlete training response", Br J Sports Med 50 (2016)
       281-291.
    """
    ratings = history.one("wellness")
    found = chart(ratings, width=limit)
    week = (~np.isnan(trailing(ratings, WEEK))).sum(axis=-1)
    judged = ~np.isnan(found.lower) & (week >= ANSWERS)
    low = judged & ~np.isnan(ratings) & (found.running < found.lower)
    lows, checked = np.cumsum(low), np.cumsum(judged & ~np.isnan(ratings))
    for i in np.flatnonzero(low):
        day = history.day(int(i))
        yield wellness_chart.sign(
            day,
            seen=float(found.running[i]),
            limit=float(found.lower[i]),
            unit="points, running mean",
            n=int(found.known[i]),
            message=f"Your ratings are lower than your own normal: on {spoken(day)} their running mean was "
            f"{found.running[i]:.1f} points, usual are {found.mean[i]:.1f} and down to {found.lower[i]:.1f} "
            f"(n={found.known[i]} answers).",
            unusual=f"{lows[i]} of your {checked[i]} answered days that could be checked were as low",
        )
    if not len(ratings) or not judged[-1]:
        alike = "the answers of the baseline do not differ, so nothing can stand out"
        yield wellness_chart.not_evaluated(too_few(ratings, week=ANSWERS) or alike)
