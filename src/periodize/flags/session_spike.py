"""R1: one run that is much longer than any of the last thirty days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, spoken
from periodize.flags.windows import trailing
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from periodize.history import History

LOOK_BACK = 30
"""[d] The longest run of these days is what a run is held against (Frandsen 2025)."""

RUNS_BEFORE = 8
"""Runs on record before the first run is judged: our choice (warning signs, section 2.6)."""

REFERENCE = 1.10
CATEGORIES = (
    (1.30, "more than 10 % and up to 30 %", "1.64 (1.31–2.05)"),
    (2.00, "more than 30 % and up to 100 %", "1.52 (1.16–2.00)"),
    (np.inf, "more than 100 %", "2.28 (1.50–3.48)"),
)
"""Largest ratio of the reference; upper border of each category, its words, its hazard rate ratio with the
interval (Frandsen 2025)."""

RECENT_RUNS = 180
"""Runs among which the spikes are counted for "how unusual for you": our choice."""


SHORTEST = 1000.0
"""[m] A longest run below this is a fragment of a recording, nothing to hold a run against: our choice."""


@flag(
    "R1",
    title="session spike",
    domain="load",
    needs={"longest_run"},
    evidence="B",
    level="info",
    spells=False,
    base_rate="3 of 82, 4 of 90 and 6 of 55 runs of three published half-marathon and marathon plans do "
    "this, the race always; how often it does no harm is not known for one runner",
    other_causes="a race, a planned step up, a return after days without runs, or a gap in the record",
    step="make the next long run no longer than the longest one before this",
    reference="Frandsen et al., Br J Sports Med 2025;59:1203-1210, doi 10.1136/bjsports-2024-109380",
)
def session_spike(history: History, *, limit: float = 1.10) -> Iterator[Sign | NotEvaluated]:
    """Find runs longer than `limit` times the longest run of the previous 30 days.

    Parameters
    ----------
    history : with longest_run [m], (1, n_days).
    limit : [ratio]

    Yields
    ------
    Sign
        one for each such run; needs 8 earlier runs, one of at least a kilometre within the 30 days.

    Notes
    -----
    5205 runners, 18 months: hazard rate ratio against runs up to 10 % longer 1.64 (1.31-2.05) for more than
    10 %, 1.52 (1.16-2.00) for more than 30 %, 2.28 (1.50-3.48) for more than 100 %. Observational,
    self-reported injuries, and not monotone; the absolute risk of any one run stayed small. Only the longest
    run of a day is seen.

    References
    ----------
    .. [1] Frandsen et al., Br J Sports Med 59 (2025) 1203-1210, doi 10.1136/bjsports-2024-109380.
    """
    distance = history.one("longest_run")
    ran = distance > 0
    runs = np.cumsum(ran)
    recent = np.nan_to_num(trailing(distance, LOOK_BACK, lag=1))
    longest = recent.max(axis=-1, initial=0.0)
    within = (recent > 0).sum(axis=-1)
    judged = ran & (runs > RUNS_BEFORE) & (longest >= SHORTEST)
    # Rounding keeps a run of exactly the limit from counting as above it.
    ratio = np.round(distance / np.where(longest > 0, longest, np.nan), 6)
    spikes = judged & (ratio > limit)
    order = np.flatnonzero(judged)
    for i in np.flatnonzero(spikes):
        last = order[order <= i][-RECENT_RUNS:]
        day = history.day(int(i))
        yield session_spike.sign(
            day,
            seen=float(ratio[i]),
            limit=limit,
            unit="× the longest run of the last 30 days",
            n=int(within[i]),
            message=_message(day, float(distance[i]), float(longest[i]), float(ratio[i]), int(within[i])),
            unusual=f"{spikes[last].sum()} of your last {len(last)} comparable runs did this",
        )
    so_far = int(runs[-1]) if runs.size else 0
    if so_far < RUNS_BEFORE:
        told = f"only {count(so_far, 'day')} with a run"
        yield session_spike.not_evaluated(f"{told}, needs {RUNS_BEFORE} before the first judged")
    elif not ran[-LOOK_BACK:].any():
        yield session_spike.not_evaluated("no run in the last 30 days to hold the next one against")


def _message(day: date, distance: float, longest: float, ratio: float, n: int) -> str:
    more = f"{100 * (ratio - 1):.0f} % longer than" if ratio < 2 else f"{ratio:.1f} times"
    seen = (
        f"The run of {distance / 1000:.1f} km on {spoken(day)} was {more} the longest of the 30 days before "
        f"({longest / 1000:.1f} km, n={n} {'day' if n == 1 else 'days'} with a run)."
    )
    if ratio <= REFERENCE:
        return f"{seen} Runs up to 10 % longer are the reference of the study of 5205 runners behind this sign."
    words, rate = next((words, rate) for border, words, rate in CATEGORIES if ratio <= border)
    return (
        f"{seen} In a study of 5205 runners, runs {words} longer were followed by more injuries (rate ratio "
        f"{rate}); it was observational, and the absolute risk of any one run stayed small."
    )
