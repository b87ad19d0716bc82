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


_FIT_SURFACE: Mapping[str, str] = {
    "street": "road", "road": "road", "trail": "trail", "mountain": "trail", "gravel_cycling": "gravel",
    "track": "track", "track_cycling": "track", "treadmill": "treadmill", "indoor_running": "indoor",
    "indoor_walking": "indoor", "indoor_cycling": "indoor", "spin": "indoor", "indoor_rowing": "indoor",
    "virtual_activity": "indoor", "lap_swimming": "pool", "open_water": "open water",
}  # fmt: skip
"""Sub-sport of the FIT profile -> what it is done on, a key of `SURFACES`. A virtual ride is on a trainer."""

_SURFACE_WORDS = tuple(
    (surface, re.compile(pattern))
    for surface, pattern in (
        ("treadmill", r"treadmill|laufband|loopband|tapis|virtual.?run"),
        ("indoor", r"\bindoor|virtu[ae]l|\bspin(ning)?\b|home.?trainer"),
        ("open water", r"open.?water|freiwasser|eau libre"),
        ("pool", r"\bpool\b|lap.?swim|schwimmbad|zwembad|piscin"),
        ("gravel", r"gravel"),
        ("trail", r"\btrail|mountain.?bik|\bmtb\b"),
        ("track", r"\btrack.?(and.field.)?(run|cycl|bik)"),
        ("road", r"\b(road|street).?(run|cycl|bik|rid)"),
    )
)
"""Words in a sport's name -> what it is done on, the first that fits wins; English, and what we know of others."""


def fit_sport(sport: object, sub_sport: object = None) -> str:
    """Return our sport for those of the FIT profile; xt when unknown.

    Examples
    --------
    >>> fit_sport("fitness_equipment", "indoor_rowing")
    'row'
    """
    return _FIT.get(str(sport)) or _FIT_SUB.get(str(sub_sport)) or "xt"


def fit_surface(sport: str, sub_sport: object) -> str:
    """Return what a sport of ours is done on by the sub-sport of the FIT profile; "" where that does not tell.

    Examples
    --------
    >>> fit_surface("run", "track"), fit_surface("run", "virtual_activity"), fit_surface("run", "generic")
    ('track', 'treadmill', '')
    """
    if (sport, sub_sport) == ("run", "virtual_activity"):
        return "treadmill"
    return _FIT_SURFACE.get(str(sub_sport), "")


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


def surface_of_words(*texts: str) -> str:
    """Return what a sport is done on by the first of the texts that names it; "" when none does.

    Examples
    --------
    >>> surface_of_words("Treadmill Running"), surface_of_words("", "VirtualRide"), surface_of_words("Run")
    ('treadmill', 'indoor', '')
    """
    for text in texts:
        words = text.casefold().replace("_", " ")
        for surface, pattern in _SURFACE_WORDS:
            if pattern.search(words):
                return surface
    return ""
