"""R7: the same session feels harder than it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import SESSION_DAYS, NotEvaluated, Sign, flag, spoken
from periodize.flags.outings import benchmarks_among, outings, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

SESSIONS, ENOUGH = 4, 3
"""Raised on 3 of the last 4 comparable sessions (warning signs, section 2.6, R7)."""

LEAST = 8
"""Comparable rated sessions, these included (as above)."""


@flag(
    "R7",
    title="felt harder",
    domain="subjective",
    needs={"rpe_above"},
    evidence="C",
    level="watch",
    clear_days=SESSION_DAYS,
    base_rate="not known",
    other_causes="heat, hills, a poor night, a heavy week that was meant to be heavy, or ratings that drift upwards",
    step="make the next session easier than planned and rate it as always",
    reference="Hammes et al. 2016, n=23, and Siegl et al. 2017, n=14: ratings of the same effort 1 to 2.6 points or "
    "standard deviations higher after overload",
)
def felt_harder(history: History, *, limit: float = 1.0) -> Iterator[Sign | NotEvaluated]:
    """Find sessions rated at least `limit` above the usual of such sessions, 3 of the last 4.

    Parameters
    ----------
    history : with rpe_above [CR10, from the median of at least 4 earlier comparable sessions], (1, n_days), nan on
        days without one.
    limit : [CR10].

    Yields
    ------
    Sign
        for each session that completes 3 of 4, with 8 comparable ones on record.
    """
    values = history.one("rpe_above")
    found = outings(values, SESSIONS)
    harder = found.last >= limit - 1e-9
    count = np.arange(1, found.days.size + 1)
    judged = found.near & (count >= LEAST)
    fires = judged & (harder.sum(axis=-1) >= ENOUGH)
    fired, checked = np.cumsum(fires), np.cumsum(judged)
    for k in np.flatnonzero(fires):
        day = history.day(int(found.days[k]))
        above = float(np.where(harder[k], found.last[k], -np.inf).max())
        those = found.days[max(0, k + 1 - SESSIONS) : k + 1]
        yield felt_harder.sign(
            day,
            seen=above,
            limit=limit,
            unit="CR10 above the usual rating",
            n=int(count[k]),
            message=f"{harder[k].sum()} of the last {SESSIONS} comparable sessions to {spoken(day)} felt harder than "
            f"such sessions usually do, by up to {above:g} points (n={count[k]} comparable ratings)."
            + benchmarks_among(history, those, lambda day: f"{values[day]:+g} points"),
            unusual=f"{fired[k]} of your {checked[k]} comparable sessions that could be checked ended like this",
        )
    if reason := why_not(values, needs=LEAST, what="comparable rated sessions"):
        yield felt_harder.not_evaluated(reason)
