"""R4: heart rate higher than usual at the same pace."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.flags.base import SESSION_DAYS, NotEvaluated, Sign, flag, spoken
from periodize.flags.chart import ewma
from periodize.flags.outings import SMALLEST, benchmarks_among, on_benchmarks, outings, spread_before, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.history import History

SESSIONS, ENOUGH = 4, 3
"""Raised on 3 of the last 4 comparable steady sessions (warning signs, section 2.6, R4)."""

LEAST = 8
"""Comparable sessions before them (as above)."""


@flag(
    "R4",
    title="heart rate at pace",
    domain="performance",
    needs={"hr_at_pace"},
    evidence="C",
    level="watch",
    clear_days=SESSION_DAYS,
    base_rate="by chance alone, were sessions independent, after 1 in 70 (computed); in real athletes not known",
    other_causes="heat, too little to drink, a cold that is coming, altitude, caffeine, hills, another strap",
    step="check heat and sleep first; then make the next two sessions easy and compare again",
    reference="convention with small studies; Bosquet et al. 2008, meta-analysis: changes within day-to-day noise",
)
def hr_at_pace(history: History, *, limit: float = 1.0) -> Iterator[Sign | NotEvaluated]:
    """Find steady sessions with heart rate above the athlete's own limit for the pace, 3 of the last 4.

    Parameters
    ----------
    history : with hr_at_pace [bpm from the usual at that pace], (1, n_days), nan on days without a comparable session.
    limit : [standard deviations, of 2 bpm at least].

    Yields
    ------
    Sign
        for each session that completes 3 of 4 above the exponentially weighted mean (weight 0.2) of the sessions
        before those four, plus `limit` of their standard deviations; at least 8 of them. Where a benchmark is one of
        the four, all four.

    Notes
    -----
    The limit ends before the four sessions that it judges, so that a step does not hide itself in it: our choice.
    Steady sessions are looked at alone, and once more with the benchmarks between them, which lie closer together and
    so share heat and form. With three of four there, made-up athletes with nothing wrong had a third more signs.

    References
    ----------
    .. [1] L. Bosquet et al., "Is heart rate a convenient tool to monitor over-reaching? A systematic review of the
       literature", Br J Sports Med 42 (2008) 709-714.
    """
    values = history.one("hr_at_pace")
    again = on_benchmarks(history)
    steady = _high(np.where(again, np.nan, values), ENOUGH, limit)
    mixed = (one for one in _high(values, SESSIONS, limit) if again[one.those].any())
    seen = {int(one.those[-1]): one for one in (*mixed, *steady)}
    for column in sorted(seen):
        one = seen[column]
        day = history.day(column)
        kind = "sessions" if again[one.those].any() else "steady sessions"
        yield hr_at_pace.sign(
            day,
            seen=one.above,
            limit=one.border,
            unit="bpm above the usual at that pace",
            n=one.known,
            message=f"Heart rate was up to {one.above:.0f} bpm higher than usual for the pace in {one.high} of the "
            f"last {SESSIONS} comparable {kind} to {spoken(day)} (n={one.known} before them)."
            + benchmarks_among(history, one.those, lambda k: f"{values[k]:+.0f} bpm"),
            unusual=f"{one.fired} of your {one.checked} comparable sessions that could be checked ended like this",
        )
    if reason := why_not(values, needs=LEAST + SESSIONS, what="comparable steady sessions with heart rate"):
        yield hr_at_pace.not_evaluated(reason)


class _High(NamedTuple):
    """Four sessions of which enough were high: their columns, what was seen of them, and how often that was so."""

    those: NDArray[np.intp]
    above: float
    border: float
    high: int
    known: int
    fired: int
    checked: int


def _high(values: NDArray[np.float64], enough: int, limit: float) -> Iterator[_High]:
    """Yield the last four sessions, where so many of them lie above the limit. values : (n_days,)."""
    found = outings(values, SESSIONS)
    rate = values[found.days]
    _, sd, known = spread_before(rate, lag=SESSIONS, least=LEAST)
    mean = np.concatenate((np.full(SESSIONS, np.nan), ewma(rate)))[: rate.size]
    border = mean + limit * np.maximum(sd, SMALLEST)
    high = found.last > border[:, None]
    fires = found.near & (high.sum(axis=-1) >= enough)
    fired, checked = np.cumsum(fires), np.cumsum(~np.isnan(border))
    for k in np.flatnonzero(fires):
        above = float(np.where(high[k], found.last[k], -np.inf).max())
        those = found.days[k + 1 - SESSIONS : k + 1]
        yield _High(those, above, float(border[k]), high[k].sum(), int(known[k]), fired[k], checked[k])
