"""Bars of time in zones on lines of their own, each line with its words above: for a week, and for blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.charts.marks import tip
from periodize.report.charts.theme import colour, zone_colours, zone_inks
from periodize.report.charts.vega import Spec, mark, quantity, scale, word
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

BAR = 15
"""[px] Height of a bar; a line of words above it takes as much."""

LETTER, BESIDE = 6.7, 5.0
"""[px] of a letter on a telephone, where they are the largest, and of what stays free beside the words of a part."""

NO_ZONE = "no zone"
"""Time of which no zone is known: strength, or a recording of averages alone."""


def down(height: int, axis: Spec | None = None) -> Spec:
    """Return the axis of places from the top [px]; without `axis` nothing is read off it."""
    return quantity("top", axis=axis, scale={"domain": [height, 0], "nice": False, "zero": False})


def parts(seconds: Sequence[float], zones: Sequence[str], *, top: int, per: float, **told: str) -> list[Spec]:
    """Return a bar as its parts, the easiest first.

    Parameters
    ----------
    seconds : (zones,) [s]; of fewer than there are names the last is the highest that is known.
    zones : the name of each.
    top : [px] of the bar.
    per : [s] that one unit of the axis is.
    told : more lines of the tooltip.
    """
    found, begin, whole = [], 0.0, sum(seconds)
    for k, (time, zone, ink) in enumerate(zip(seconds, zones, zone_inks(len(zones)), strict=False), 1):
        if time <= 0:
            continue
        end, share = begin + time / per, f"{time / whole:.0%}"
        middle = top + BAR / 2 + 0.5
        found.append({
            "from": round(begin, 3), "to": round(end, 3), "top": top, "bottom": top + BAR, "middle": middle,
            "zone": zone, "time": print_clock(time), "share": share, "label": f"Z{k} {share}", "short": f"Z{k}",
            "ink": ink, **told,
        })  # fmt: skip
        begin = end
    return found


def bars(rows: Sequence[Spec], zones: Sequence[str], x: Spec, y: Spec, tips: Sequence[str], *, of: str) -> list[Spec]:
    """Return bars as `parts` gives them, with the zone in each part and a legend of the zones.

    Parameters
    ----------
    rows : of all bars.
    zones : names, the easiest first; `NO_ZONE` where it occurs.
    x, y : axes; `y` as `down` returns it.
    tips : of the rows, what a tooltip says beside zone and time.
    of : what the numbers in the names are shares of, as the title of the legend.
    """
    known = [zone for zone in zones if zone != NO_ZONE]
    hues = dict(zip(known, zone_colours(len(known)), strict=True))
    hues |= {NO_ZONE: colour("no_zone")} if NO_ZONE in zones else {}
    legend = {"columns": {"expr": "width < 500 ? 4 : 0"}, "symbolType": "square", "symbolStrokeWidth": 0, "title": of}
    where = {
        "x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y, "y2": {"field": "bottom"},
        "color": word("zone", legend=legend, scale=scale(hues)),
        "tooltip": [tip(name) for name in ("zone", "time", "share", *tips)],
    }  # fmt: skip
    inside = {
        "x": {**x, "field": "from"}, "y": {**y, "field": "middle"}, "color": word("ink", scale=None),
    }  # fmt: skip
    named = [row for row in rows if row["label"]]
    return [
        mark("bar", rows, where, stroke=colour("ground"), strokeWidth=0.6),
        mark("text", named, inside, text={"expr": _fitting()}, align="left", baseline="middle", dx=3, fontSize=9),
    ]


def _fitting() -> str:
    """Return the words of a part that fit into it, in the language of Vega: zone and share, the zone alone, or none."""
    room = f"abs(scale('x', datum.to) - scale('x', datum.from)) - {BESIDE}"
    both, alone = (f"{room} >= {LETTER} * length(datum.{name})" for name in ("label", "short"))
    return f"{both} ? datum.label : {alone} ? datum.short : ''"


def lines(rows: Sequence[Mapping[str, object]], x: Spec, y: Spec, **look: object) -> Spec:
    """Return lines of words: `text` at `at` and `top`, no wider than the chart."""
    where = {"x": {**x, "field": "at"}, "y": y, "text": word("text")}
    return mark("text", rows, where, align="left", baseline="middle", limit={"expr": "width"}, **look)
