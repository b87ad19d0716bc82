"""The daily series of what was noted and measured in the mornings."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Morning

MEASURED = ("resting_hr", "hrv", "sleep")
"""What is taken as it is."""

HIGH_IS_BAD = frozenset({"fatigue", "soreness", "stress"})
RATED = ("sleep_quality", "fatigue", "soreness", "stress", "mood", "motivation")
"""Ratings of 1-5 that make up wellness, the bad ones turned round."""

RECENT = 90
"""[d] Mornings by which it is decided which ratings an athlete answers: our choice."""

MOST = 0.5
"""Share of those mornings on which a rating has to be answered to count: our choice."""

RED_FLAGS = re.compile(
    r"\b(chest (pain|pressure|tightness)|pain in (my |the )?chest|fainted|fainting|passed out|blacked out|palpitations"
    r"|(short|shortness) of breath at rest)\b",
    re.IGNORECASE,
)
"""Words that a doctor should hear of: of the major symptoms of ACSM's screening (Riebe et al., Med Sci Sports Exerc
47 (2015) 2473-2479) those that a note is likely to name."""

DENIED = re.compile(r"\b(no|not|without|never)\b[^.;,]*$", re.IGNORECASE)
"""What stands before a word that says that it was not so."""


def known_mornings(mornings: Iterable[Morning], *, until: date) -> tuple[Morning, ...]:
    """Return the mornings up to a day that hold anything, by day; of several of one day the first one counts."""
    first: dict[date, Morning] = {}
    for morning in mornings:
        if morning.day <= until and _told(morning):
            first.setdefault(morning.day, morning)
    return tuple(first[day] for day in sorted(first))


def _told(morning: Morning) -> bool:
    names = (*MEASURED, *RATED, "readiness", "weight", "illness")
    return bool(morning.injury or morning.note) or any(getattr(morning, name) is not None for name in names)


def morning_series(mornings: Sequence[Morning], *, first: date, days: int) -> dict[str, NDArray[np.float64]]:
    """Return the series of mornings, nan where not known.

    Parameters
    ----------
    mornings : as `known_mornings` returns them.
    first, days : the first day of the series, and how many there are.

    Returns
    -------
    dict
        name -> (days,): resting_hr, hrv, sleep as in `Morning`; wellness, the sum of the ratings that the athlete
        answers on most mornings, high is good; ill, hurt and red_flag, 1 for yes and 0 for no.

    Notes
    -----
    A morning counts for wellness when all of these ratings are answered: a sum of fewer is another scale.
    """
    import numpy as np

    names = (*MEASURED, "wellness", "ill", "hurt", "red_flag")
    series = {name: np.full(days, np.nan) for name in names}
    rated = answered(mornings)
    for morning in mornings:
        k = (morning.day - first).days
        for name in MEASURED:
            value = getattr(morning, name)
            series[name][k] = np.nan if value is None else value
        series["wellness"][k] = wellness(morning, rated)
        series["ill"][k] = np.nan if morning.illness is None else morning.illness
        series["hurt"][k] = bool(morning.injury)
        series["red_flag"][k] = _red_flag(f"{morning.injury}. {morning.note}")
    return series


def answered(mornings: Sequence[Morning]) -> tuple[str, ...]:
    """Return the ratings that are answered on most of the recent mornings with any; readiness where there are none."""
    recent = [m for m in mornings if m.day > mornings[-1].day - timedelta(days=RECENT)]
    any_rated = [m for m in recent if any(getattr(m, name) is not None for name in RATED)]
    enough = MOST * len(any_rated)
    found = tuple(name for name in RATED if 0 < sum(getattr(m, name) is not None for m in any_rated) >= enough)
    return found or ("readiness",)


def wellness(morning: Morning, names: Sequence[str]) -> float:
    """Return the sum of ratings, the bad ones turned round; nan where one of them is missing."""
    total = 0.0
    for name in names:
        value = getattr(morning, name)
        if value is None:
            return float("nan")
        total += 6 - value if name in HIGH_IS_BAD else value
    return total


def _red_flag(text: str) -> bool:
    return any(not DENIED.search(text[: found.start()]) for found in RED_FLAGS.finditer(text))
