"""R15: the sessions that the weeks are built around did not work out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import SESSION_DAYS, NotEvaluated, Sign, flag, spoken
from periodize.flags.outings import outings, why_not

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

SESSIONS = 3
"""Key sessions that are looked at (warning signs, section 2.6, R15)."""


@flag(
    "R15",
    title="key sessions",
    domain="plan",
    needs={"key_done"},
    evidence="D",
    clear_days=SESSION_DAYS,
    base_rate="not known",
    other_causes="life: work, family, weather, travel; or a plan that asks for more than there is time for",
    step="keep one key session in the next week and let the others go",
    reference="coaching practice; no controlled study",
)
def key_sessions(history: History, *, limit: float = 2.0) -> Iterator[Sign | NotEvaluated]:
    """Find `limit` of the last three key sessions missed, cut short or below target.

    Parameters
    ----------
    history : with key_done [1 done, 0 missed, cut short or below target], (1, n_days), nan on days without a key
        session or where its outcome is not known.
    limit : [sessions out of three].

    Yields
    ------
    Sign
        for each key session that completes it.
    """
    done = history.one("key_done")
    found = outings(done, SESSIONS)
    gone = (found.last == 0).sum(axis=-1)
    fires = found.near & (gone >= limit)
    gone_in_all = np.cumsum(done[found.days] == 0)
    for k in np.flatnonzero(fires):
        day = history.day(int(found.days[k]))
        yield key_sessions.sign(
            day,
            seen=float(gone[k]),
            limit=limit,
            unit=f"of the last {SESSIONS} key sessions",
            n=SESSIONS,
            message=f"{gone[k]} of the last n={SESSIONS} key sessions to {spoken(day)} were left out, cut short or "
            "stayed below their target.",
            unusual=f"{gone_in_all[k]} of your {k + 1} key sessions so far",
        )
    if reason := why_not(done, needs=SESSIONS, what="key sessions of the plan"):
        yield key_sessions.not_evaluated(reason)
