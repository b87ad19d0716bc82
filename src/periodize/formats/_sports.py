"""The names that devices and platforms give to sports, as ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIT: Mapping[str, str] = {
    "running": "run", "cycling": "bike", "e_biking": "bike", "swimming": "swim", "rowing": "row",
    "cross_country_skiing": "ski", "walking": "walk", "hiking": "hike", "mountaineering": "hike",
}  # fmt: skip
"""Sport of the FIT profile -> ours."""

_FIT_SUB: Mapping[str, str] = {
    "treadmill": "run", "indoor_running": "run", "indoor_cycling": "bike", "spin": "bike",
    "indoor_rowing": "row", "indoor_walking": "walk", "strength_training": "gym", "indoor_skiing": "ski",
    "lap_swimming": "swim", "open_water": "swim",
}  # fmt: skip
"""Sub-sport of the FIT profile, asked when the sport is not of `_FIT` -> ours."""

_WORDS = tuple(
    (sport, re.compile(pattern))
    for sport, pattern in (
        ("walk", r"nordic.?walk"),
        ("run", r"\b(run|running|jog)$|\btrail.?run"),
        ("xt", r"alpine|downhill|backcountry|snowboard|elliptical|stair|crosstrain"),
        ("ski", r"\bski(s|er|en|ing)?\b|nordic|langlauf"),
        ("gym", r"strength|weights?\b|weight.?lift|weight.?train|\bgym\b|kraft|kracht|muscu|fuerza|\bforza"),
        ("swim", r"swim|schwimm|zwem|natation|nataci|nuoto"),
        ("row", r"\brow(ing|er)?\b|ruder|roei|aviron|\bremo\b|canottaggio"),
        ("bike", r"cycl|\bbik(e|es|ing)\b|biking|\bride\b|\w*ride$|\brad|radfahr|fiets|wielren|v[eé]lo|cicl"),
        ("hike", r"hik|\bwander|randonn|senderis|escursion"),
        ("walk", r"walk|\bgehen|spazier|wandel|marche|caminar|camminata"),
        ("run", r"run|treadmill|\bjog|lauf|hardlop|loopband|course|tapis|carrera|correr|corsa"),
    )
)
"""Stems in English, German, Dutch, French, Spanish and Italian, the first that fits wins."""


def fit_sport(sport: object, sub_sport: object = None) -> str:
    """Return our sport for those of the FIT profile; xt when unknown.

    Examples
    --------
    >>> fit_sport("fitness_equipment", "indoor_rowing")
    'row'
    """
    return _FIT.get(str(sport)) or _FIT_SUB.get(str(sub_sport)) or "xt"


def sport_of_words(*texts: str) -> str:
    """Return our sport for the first of the texts that names one; xt when none does.

    Examples
    --------
    >>> sport_of_words("Treadmill Running"), sport_of_words("", "Zwemmen")
    ('run', 'swim')
    """
    for text in texts:
        words = text.casefold().replace("_", " ")
        for sport, pattern in _WORDS:
            if pattern.search(words):
                return sport
    return "xt"
