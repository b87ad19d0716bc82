"""R13: easy days that were not easy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import SESSION_DAYS, NotEvaluated, Sign, flag, percent, spoken
from periodize.flags.outings import outings, why_not
from periodize.flags.windows import trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

SESSIONS, ENOUGH = 5, 3
"""Raised on 3 of the last 5 easy sessions (warning signs, section 2.6, R13)."""

RATED = 2.0
"""[CR10] A rating so far above what was meant counts as too hard (as above)."""


@flag(
    "R13",
    title="easy too hard",
    domain="plan",
    needs=(),
    evidence="C",
    clear_days=SESSION_DAYS,
    base_rate="not known; many runners do it: easy sessions meant as 1.5 felt 3.3 in one squad (n=6, 14 weeks)",
    other_causes="hills, heat, a heart rate that lags, thresholds that are out of date, company",
    step="run the next easy session by the lower end of easy, whatever the pace",
    reference="Barnes 2017, 3024 sessions: easy days rated far above what was meant; small studies",
)
def easy_too_hard(history: History, *, limit: float = 0.20) -> Iterator[Sign | NotEvaluated]:
    """Find sessions that were planned easy and were not, 3 of the last 5.

    Parameters
    ----------
    history : with above_easy [share of the time above the easy ceiling] and rpe_over_target [CR10 above what easy
        means] of sessions planned as easy, (1, n_days), nan where not known.
    limit : [share of the time].

    Yields
    ------
    Sign
        for each easy session that completes 3 of 5 with at least `limit` of its time above easy, or rated 2 above.
    """
    above, rated = history.one("above_easy"), history.one("rpe_over_target")
    either = np.where(np.isnan(above), rated, above)
    found = outings(either, SESSIONS)
    hard = (above[found.days] >= limit - 1e-9) | (rated[found.days] >= RATED)
    shares = np.where(hard, np.nan_to_num(above[found.days]), 0.0)
    last = trailing(hard.astype(np.float64), SESSIONS) if hard.size else found.last
    judged = found.near & ~np.isnan(last).any(axis=-1)
    count = np.nan_to_num(last).sum(axis=-1)
    fires = judged & (count >= ENOUGH)
    fired, checked = np.cumsum(hard), np.arange(1, hard.size + 1)
    for k in np.flatnonzero(fires):
        day = history.day(int(found.days[k]))
        worst = float(shares[max(k - SESSIONS + 1, 0) : k + 1].max())
        how = f", with up to {percent(worst)} of the time above easy" if worst >= limit else ", by your own rating"
        yield easy_too_hard.sign(
            day,
            seen=worst,
            limit=limit,
            unit="share of the time above easy",
            n=SESSIONS,
            message=f"{count[k]:.0f} of the last n={SESSIONS} sessions that were planned easy, to {spoken(day)}, were "
            f"harder than that{how}.",
            unusual=f"{fired[k]} of your {checked[k]} easy sessions that could be checked were",
        )
    if reason := why_not(either, needs=SESSIONS, what="sessions planned easy and recorded with heart rate or pace"):
        yield easy_too_hard.not_evaluated(reason)
