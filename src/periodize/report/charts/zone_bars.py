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

ROOM_FOR_BOTH, ROOM_FOR_ZONE = 0.16, 0.055
"""Share of the longest bar from which the zone and its share, or the zone alone, fit into a part on a telephone."""


NO_ZONE = "no zone"
"""Time of which no zone is known: strength, or a recording of averages alone."""


def down(height: int, axis: Spec | None = None) -> Spec:
    """Return the axis of places from the top [px]; without `axis` nothing is read off it."""
    return quantity("top", axis=axis, scale={"domain": [height, 0], "nice": False, "zero": False})


def parts(
    seconds: Sequence[float], zones: Sequence[str], *, top: int, per: float, longest: float, **told: str
) -> list[Spec]:
    """Return a bar as its parts, the easiest first.

    Parameters
    ----------
    seconds : (zones,) [s]; of fewer than there are names the last is the highest that is known.
    zones : the name of each.
    top : [px] of the bar.
    per : [s] that one unit of the axis is.
    longest : [units of the axis] of the bars together.
    told : more lines of the tooltip.
    """
    found, begin, whole = [], 0.0, sum(seconds)
    for k, (time, zone, ink) in enumerate(zip(seconds, zones, zone_inks(len(zones)), strict=False), 1):
        if time <= 0:
            continue
        end, room = begin + time / per, time / per / longest
        share = f"{time / whole:.0%}"
        middle = top + BAR / 2 + 0.5
        label = f"Z{k} {share}" if room >= ROOM_FOR_BOTH else f"Z{k}" if room >= ROOM_FOR_ZONE else ""
        found.append({
            "from": round(begin, 3), "to": round(end, 3), "top": top, "bottom": top + BAR, "middle": middle,
            "zone": zone, "time": print_clock(time), "share": share, "label": label, "ink": ink, **told,
        })  # fmt: skip
        begin = end
    return found


def bars(rows: Sequence[Spec], zones: Sequence[str], x: Spec, y: Spec, tips: Sequence[str]) -> list[Spec]:
    """Return bars as `parts` gives them, with the zone in each part and a legend of the zones.

    Parameters
    ----------
    rows : of all bars.
    zones : names, the easiest first; `NO_ZONE` where it occurs.
    x, y : axes; `y` as `down` returns it.
    tips : of the rows, what a tooltip says beside zone and time.
    """
    known = [zone for zone in zones if zone != NO_ZONE]
    hues = dict(zip(known, zone_colours(len(known)), strict=True))
    hues |= {NO_ZONE: colour("no_zone")} if NO_ZONE in zones else {}
    legend = {"columns": {"expr": "width < 500 ? 4 : 0"}, "symbolType": "square", "symbolStrokeWidth": 0}
    where = {
        "x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": y, "y2": {"field": "bottom"},
        "color": word("zone", legend=legend, scale=scale(hues)),
        "tooltip": [tip(name) for name in ("zone", "time", "share", *tips)],
    }  # fmt: skip
    inside = {
        "x": {**x, "field": "from"}, "y": {**y, "field": "middle"}, "text": word("label"),
        "color": word("ink", scale=None),
    }  # fmt: skip
    return [
        mark("bar", rows, where, stroke=colour("ground"), strokeWidth=0.6),
        mark("text", [row for row in rows if row["label"]], inside, align="left", baseline="middle", dx=3, fontSize=9),
    ]


def lines(rows: Sequence[Mapping[str, object]], x: Spec, y: Spec, **look: object) -> Spec:
    """Return lines of words: `text` at `at` and `top`, no wider than the chart."""
    where = {"x": {**x, "field": "at"}, "y": y, "text": word("text")}
    return mark("text", rows, where, align="left", baseline="middle", limit={"expr": "width"}, **look)
