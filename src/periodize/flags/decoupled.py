"""R5: heart rate drifted away from the pace within one steady session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, percent, spoken
from periodize.flags.outings import BEFORE, why_not
from periodize.flags.windows import quantile, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

LEAST = 6
"""Steady sessions before the first that is judged (warning signs, section 2.6, R5)."""


@flag(
    "R5",
    title="decoupling",
    domain="info",
    needs={"decoupling"},
    evidence="D",
    spells=False,
    base_rate="on 10 % of steady sessions, by construction",
    other_causes="heat, hills, too little to drink, a pace that was not quite steady",
    step="look at the temperature of that day before anything else",
    reference="convention (Friel); one runner went from 1.5 to 8.2 % between 10 and 31 degrees",
)
def decoupled(history: History, *, limit: float = 0.90) -> Iterator[Sign | NotEvaluated]:
    """Find steady sessions with a decoupling in the athlete's own top tenth.

    Parameters
    ----------
    history : with decoupling [%] of steady sessions of at least 40 min, (1, n_days), nan on days without one.
    limit : [share of the athlete's own sessions].

    Yields
    ------
    Sign
        for each session above the quantile `limit` of the at most 30 before it, at least 6. For information only.
    """
    values = history.one("decoupling")
    days = np.flatnonzero(~np.isnan(values))
    drift = values[days]
    before = trailing(drift, BEFORE, lag=1) if drift.size else np.empty((0, BEFORE))
    known = (~np.isnan(before)).sum(axis=-1)
    # with every session of the window known, one call for all days: a quantile each takes a third of a check
    whole = known == BEFORE
    borders = np.full(drift.shape, np.nan)
    borders[whole] = quantile(before[whole], limit) if whole.any() else np.nan
    for k in np.flatnonzero((known >= LEAST) & ~whole):
        borders[k] = quantile(before[k][~np.isnan(before[k])], limit)
    for k in np.flatnonzero(drift > borders):
        border = float(borders[k])
        lower = float((before[k] < drift[k]).sum() / known[k])
        day = history.day(int(days[k]))
        yield decoupled.sign(
            day,
            seen=float(drift[k]),
            limit=border,
            unit="% lost from the first half to the second",
            n=int(known[k]),
            message=f"On {spoken(day)} a heart beat gave {drift[k]:.1f} % less in the second half of the steady time "
            f"than in the first (n={known[k]} steady sessions before).",
            unusual=f"more than in {percent(lower)} of your last {known[k]} steady sessions",
        )
    if reason := why_not(values, needs=LEAST, what="steady sessions of 40 minutes with heart rate"):
        yield decoupled.not_evaluated(reason)
