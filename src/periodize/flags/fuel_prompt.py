"""R16: questions about food, weight, cycle, iron and infection when other signs persist."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from periodize.flags.base import SESSION_DAYS, NotEvaluated, Sign, flag, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

SEEN: Final = "sign:"
"""Series of the days on which another rule saw something begin so; its code follows."""

AT_ONCE: Final = "R2"
"""The sign that stands for weeks by itself."""

AFTER: Final = (AT_ONCE, "R3", "R6")
"""Signs that ask these questions (warning signs, section 2.6, R16)."""


@flag(
    "R16",
    title="fuel prompt",
    domain="info",
    needs=(),
    evidence="B",
    clear_days=SESSION_DAYS,
    base_rate="as often as the sign that it follows lasts a week",
    other_causes="none of this need be so: they are questions, not an answer",
    step="eat something within an hour after each session for two weeks, and note how you feel",
    reference="Cadegiani et al. 2019 (EROS): energy, carbohydrate and protein intake told tired athletes from others, "
    "training load did not",
)
def fuel_prompt(history: History, *, limit: float = 7.0) -> Iterator[Sign | NotEvaluated]:
    """Ask what training data cannot show once R2, or R3 or R6 for a week, is up.

    Parameters
    ----------
    history : with "sign:R2", "sign:R3", "sign:R6" [1 on days on which the sign was seen], (1, n_days).
    limit : [d] from the first to the last day of the spell of R3 or R6.

    Yields
    ------
    Sign
        for each day of such a spell from its `limit`-th on, and for each day of R2.
    """
    for code in AFTER:
        days = np.flatnonzero(history.one(SEEN + code) == 1)
        since = days[:1]
        for place, day in enumerate(days):
            if place and day - days[place - 1] > SESSION_DAYS:
                since = days[place : place + 1]
            lasted = int(day - since[0]) + 1
            if lasted < limit and code != AT_ONCE:
                continue
            yield fuel_prompt.sign(
                history.day(int(day)),
                seen=float(lasted),
                limit=limit,
                unit="days",
                n=lasted,
                message=f"{code} has been up since {spoken(history.day(int(since[0])))} (n={lasted} "
                f"{'day' if lasted == 1 else 'days'} to {spoken(history.day(int(day)))}). Worth asking: are you eating "
                "enough for this training? Has your weight fallen, or your cycle changed? When was your iron last "
                "looked at? Could it be an infection?",
                unusual="asked only when another sign lasts",
            )
