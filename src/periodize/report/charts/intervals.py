"""Intervals: a dot for the middle, a thick line for half of the runs, a thin one for nine in ten; and times on axes."""

from __future__ import annotations

from math import ceil, floor
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from periodize.report.charts.marks import middle, spread
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, mark, quantity
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.report.views.values import Value

CLOCK = (
    "(datum.value >= 3600 ? floor(datum.value / 3600) + ':' + format(floor(datum.value % 3600 / 60), '02d')"
    " : floor(datum.value / 60)) + ':' + format(floor(datum.value % 60), '02d')"
)
"""How an axis writes seconds, in the language of Vega."""

LINE = 59
"""Characters of a line above a panel: our choice, as many as 400 pixels hold."""

LEGEND = {"offset": 24}
"""Of a panel whose axis has its title above it, so that neither runs over the other."""

STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
"""[s] between the ticks of a clock."""

TICKS = 6
"""Most ticks of a clock: our choice, as many as 400 pixels hold."""


def interval(value: Value) -> Spec:
    """Return a value as columns of a row: `value`, and the ends of its range where it has one."""
    at = middle(value)
    return {} if at is None else {"value": round(at, 3), **spread(value)}


def intervals(rows: Sequence[Spec], x: Spec, where: Mapping[str, Any], *, hue: str) -> list[Spec]:
    """Return lines from left to right with a dot in the middle.

    Parameters
    ----------
    rows : each with the columns of `interval`.
    x : the field of the middle; the ends have its axis.
    where : the other channels: y, tooltip ...
    hue : their colour.
    """
    known = [row for row in rows if "value" in row]
    banded = [row for row in known if "p05" in row]
    lines = [
        mark("rule", banded, {**where, "x": {**x, "field": low}, "x2": {"field": high}}, color=hue, **look)
        for low, high, look in (
            ("p05", "p95", {"strokeWidth": 1.6}),
            ("p25", "p75", {"strokeWidth": 6, "opacity": 0.55}),
        )
        if banded
    ]
    dot = {"filled": True, "size": 85, "opacity": 1, "stroke": colour("ground"), "strokeWidth": 1, "color": hue}
    return [*lines, *([mark("point", known, {**where, "x": x}, **dot)] if known else [])]


def clock_axis(low: float, high: float, **more: object) -> Spec:
    """Return the axis of a time [s] with ticks on round ones."""
    span = max(high - low, 1.0)
    step = next((step for step in STEPS if span / step <= TICKS), STEPS[-1])
    values = [step * k for k in range(ceil(low / step), floor(high / step) + 1)]
    return {"labelExpr": CLOCK, "values": values, **more}


def room(values: Sequence[float], *, share: float = 0.08) -> tuple[float, float]:
    """Return the ends of an axis that holds some values with room on either side.

    Examples
    --------
    >>> room([10.0, 20.0], share=0.1)
    (9.0, 21.0)
    """
    low, high = min(values), max(values)
    beside = share * (high - low) or max(abs(high) * 0.01, 1.0)
    return low - beside, high + beside


def ends(value: Value) -> list[float]:
    """Return the numbers of a value that an axis has to hold: none, one, or the ends of its range."""
    found = interval(value)
    return [found[name] for name in ("value", "p05", "p95") if name in found]


def clock_words(value: Value) -> str:
    """Write a time with its range in words, "" where not known: 3:01:10 (2:52:00 to 3:11:30)."""
    found = interval(value)
    if not found:
        return ""
    told = print_clock(found["value"])
    return f"{told} ({print_clock(found['p05'])} to {print_clock(found['p95'])})" if "p05" in found else told


def share(value: float | None) -> str:
    """Write a share of the runs as whole per cent, never as none or all of what may happen; "" when not told."""
    if value is None:
        return ""
    return "<1 %" if value < 0.01 else ">99 %" if value > 0.99 else f"{100 * value:.0f} %"


def lines_of(sentence: str) -> list[str]:
    """Return a sentence in lines that a narrow page holds."""
    return wrap(sentence, LINE)


def caption(lines: Sequence[str], *, heading: str = "") -> Spec:
    """Return what stands above a panel: perhaps a heading, and how to read it, a line each or more where it is long."""
    told = [line for sentence in lines for line in lines_of(sentence)]
    small = {"fontSize": 10.5, "fontWeight": 400, "color": colour("faint")}
    if not heading:
        return {"text": told, "anchor": "start", "frame": "group", **small}
    below = {f"subtitle{key[0].upper()}{key[1:]}": value for key, value in small.items()}
    return {"text": heading, "fontSize": 12, "anchor": "start", "frame": "group", "subtitle": told, **below}


def zero_line(**where: Spec) -> Spec:
    """Return the line of no difference."""
    return mark("rule", [{"zero": 0}], {"x": quantity("zero"), **where}, strokeWidth=0.8)
