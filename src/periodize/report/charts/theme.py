"""How charts look: one colour for each meaning, told apart without colour vision too, light and dark."""

from __future__ import annotations

from typing import Any

COLOURS = {
    # (on white, on black): after the palette of Okabe & Ito, lighter or darker where the ground asks for it, our choice
    "fitness": ("#0072b2", "#56b4e9"),
    "fatigue": ("#d55e00", "#f0894a"),
    "form": ("#008f6a", "#2fc79c"),
    "performance": ("#7a4fa3", "#b795dd"),
    "planned": ("#a9b4c2", "#5c6775"),
    "done": ("#2f7fb8", "#6bb5e6"),
    "extra": ("#c98a00", "#e6b040"),
    "race": ("#b5487f", "#e58bb8"),
    "modified": ("#86bbdd", "#3f789f"),
    "moved": ("#6fb8ad", "#3f857b"),
    "substituted": ("#b3a3d6", "#75649c"),
    "partial": ("#e8c07a", "#9a7a3c"),
    "plan_a": ("#1f5c99", "#5fa3e0"),
    "plan_b": ("#c4561b", "#ef9660"),
    "plan_c": ("#2e7d5b", "#5cc296"),
    "plan_d": ("#84539c", "#c093d6"),
    "missed": ("#3d3d3d", "#d0d0d0"),
    "skipped": ("#8d8d8d", "#7c7c7c"),
    "unknown": ("#d9dde2", "#4b525b"),
    "no_zone": ("#bfae9f", "#6f6257"),
    "upcoming": ("#eef1f5", "#262c34"),
    "today": ("#55606e", "#9aa6b5"),
    "spell": ("#efe3c2", "#4a4128"),
    "block": ("#e4e9f0", "#2b323c"),
    "block_other": ("#f3f5f8", "#22272e"),
    "ink": ("#1c2530", "#e8edf3"),
    "faint": ("#6b7684", "#8f9baa"),
    "grid": ("#e3e7ec", "#333b45"),
    "ground": ("#ffffff", "#14181d"),
}
"""Meaning -> its colour on a light and on a dark ground; no two meanings share one, so a page can swap them."""

ZONES = {
    # cividis, dark to bright: the order is seen without colour vision too
    1: ("#c9cfd8", "#414a56"),
    2: ("#8fa0bd", "#546a90"),
    3: ("#6881b0", "#7d97c4"),
    4: ("#c9b458", "#d6c067"),
    5: ("#dd9a2d", "#e8aa45"),
    6: ("#c5611f", "#d9773a"),
    7: ("#8f2d12", "#b8512f"),
}
"""Intensity zone -> its colour on a light and on a dark ground."""

ON_BRIGHT, ON_DARK = "#0b0f14", "#fdfdfd"
"""Words on a zone whose colour is as bright on both grounds: a contrast of at least 4.5."""


FONTS = "'Liberation Sans', Arial, Helvetica, sans-serif"
"""Of the words in a picture. vl-convert brings the first, so a file looks the same wherever it is drawn; Arial is as
wide. A page draws with the font of its own words."""


def colour(meaning: str) -> str:
    """Return the colour of a meaning on a light ground; a page for dark ones puts the other in its place."""
    return COLOURS[meaning][0]


def zone_colours(count: int) -> list[str]:
    """Return the colours of so many zones, the easiest first; of fewer than seven, spread over the range."""
    return [ZONES[step][0] for step in _zone_steps(count)]


def zone_inks(count: int) -> list[str]:
    """Return the colours of words on those of so many zones: in the middle of the range one for both grounds."""
    return [colour("ink") if step < 3 else ON_BRIGHT if step < 7 else ON_DARK for step in _zone_steps(count)]


def _zone_steps(count: int) -> list[int]:
    last = max(ZONES)
    return [1 + round(k * (last - 1) / max(count - 1, 1)) for k in range(count)]


def swaps() -> dict[str, str]:
    """Return the colour on a light ground -> the one on a dark ground."""
    return dict([*COLOURS.values(), *ZONES.values()])


def config() -> dict[str, Any]:
    """Return how Vega draws axes, legends and text."""
    ink, faint, grid = colour("ink"), colour("faint"), colour("grid")
    text = {"labelColor": faint, "titleColor": ink, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 500}
    labels = {"labelOverlap": True, "labelSeparation": 6}
    legend = {
        "orient": "top", "offset": 24, "title": None, "titleLimit": 330, "symbolStrokeWidth": 2, "columnPadding": 12,
    }  # fmt: skip
    return {
        "background": colour("ground"),
        "font": FONTS,
        "view": {"stroke": None},
        "axis": {**text, **dict.fromkeys(("gridColor", "domainColor", "tickColor"), grid), **labels},
        "axisX": {"grid": False, "title": None},
        "axisY": {"titleAnchor": "end", "titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -8},
        "legend": {**text, **legend},
        "header": text,
        "title": {"color": ink, "anchor": "start", "fontSize": 14, "fontWeight": 600, "subtitleColor": faint},
        "text": {"color": ink, "fontSize": 11},
        "rule": {"color": faint},
        "line": {"strokeWidth": 2},
        "bar": {"cornerRadiusEnd": 1},
        "aria": True,
    }
