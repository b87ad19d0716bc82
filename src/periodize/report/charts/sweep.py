"""The trade-off of a sweep: what is asked for by the value that is changed, and what that costs below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.intervals import caption, clock_axis, clock_words, ends, interval, lines_of, room
from periodize.report.charts.marks import cell, ranges, tip
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, ordered, quantity, stacked
from periodize.report.views.question import Sweep

if TYPE_CHECKING:
    from periodize.report.views.question import SweepRow
    from periodize.report.views.values import Value

HUES = {"form": "form", "fitness": "fitness", "performance": "performance", "time": "performance"}
"""Measure -> the meaning whose colour it has."""

LASTING = ("days", "weeks")
"""Names of settings that are a unit too."""

BETWEEN = 2
"""Values from which on there is something between them to draw."""


@chart(
    "sweep",
    of=Sweep,
    about="what a race says to each value of a sweep, and what the best one costs",
    command="periodize sweep --over PATH=FROM..TO -o FILE",
)
def sweep(view: Sweep) -> Drawing:
    """Draw a sweep."""
    from periodize.report.terminal.sweep import answer

    if not any("value" in interval(row.values[view.measure]) for row in view.rows):
        message = f"no value of the sweep has a {view.measure} at {view.race}, so there is nothing to draw"
        raise UsageError(message)
    beside = [name for name in ("form", "fitness") if name != view.measure]
    panels = [_panel(view, view.measure, height=220, main=True)]
    panels += [_panel(view, name, height=110, last=name == beside[-1]) for name in beside]
    return Drawing(
        name="sweep",
        title=f"{view.measure.capitalize()} at {view.race}, by {view.path}",
        alt=" ".join(answer(view)),
        chart=stacked(panels),
        columns=(view.path, *(_title(view, name) for name in (view.measure, *beside)), "Beside the best", "Told apart"),
        rows=tuple(_row(view, place, beside) for place in range(len(view.rows))),
        notes=(*view.notes, *view.assumptions),
    )


def _panel(view: Sweep, measure: str, *, height: int, main: bool = False, last: bool = False) -> Spec:
    rows = [_place(view, row, place, measure) for place, row in enumerate(view.rows)]
    rows = [row for row in rows if "value" in row]
    low, high = room([at for row in view.rows for at in ends(row.values[measure])])
    title = _title(view, measure)
    values = [row.value for row in view.rows]
    x = ordered("at", sort=values, axis={"title": _of(view) if last else None, "labels": last, "labelAngle": 0})
    timed = measure == "time"
    scale = {"domain": [low, high], "reverse": timed, "nice": False, "zero": False}
    y = quantity("value", title=title, scale=scale, axis=clock_axis(low, high) if timed else {})
    hue, here = colour(HUES[measure]), {"x": x, "y": y, "tooltip": _tips(view, measure)}
    layers = []
    if view.ordered and len(rows) >= BETWEEN:
        layers = ranges(rows, x, hue, title)
        for layer in layers:
            layer["encoding"]["y"] = {**y, "field": layer["encoding"]["y"]["field"]}
        layers.append(mark("line", rows, {"x": x, "y": y}, color=hue))
    else:
        layers += _upright(rows, here, hue)
    layers.append(mark("point", rows, here, color=hue, filled=False, fill=colour("ground"), size=42, opacity=1))
    layers += _best(view, rows, here, hue, named=main)
    panel = layered(layers, height=height)
    return {**panel, "title": caption(_how(view))} if main else panel


def _upright(rows: list[Spec], here: Spec, hue: str) -> list[Spec]:
    """Return ranges of values between which there is nothing."""
    banded = [row for row in rows if "p05" in row]
    ends_of = (("p05", "p95", {"strokeWidth": 1.6}), ("p25", "p75", {"strokeWidth": 6, "opacity": 0.45}))
    return [
        mark("rule", banded, {**here, "y": {**here["y"], "field": low}, "y2": {"field": high}}, color=hue, **look)
        for low, high, look in ends_of
        if banded
    ]


def _best(view: Sweep, rows: list[Spec], here: Spec, hue: str, *, named: bool) -> list[Spec]:
    """Return the marks of the best value and of the plan's own."""
    best = [row for row in rows if row["place"] == view.best]
    own = [row for row in rows if row["at"] == view.written and row["place"] != view.best]
    layers = []
    if best:
        layers.append(mark("point", best, here, shape="diamond", filled=True, size=150, opacity=1, color=hue))
    if own:
        look = {"shape": "square", "filled": True, "size": 80, "opacity": 1, "color": colour("ink")}
        layers.append(mark("point", own, here, **look))
    if named:
        beside = {"dy": -15} if view.ordered else {"align": "left", "dx": 12, "baseline": "middle"}
        level = [row for row in rows if row["level"] and row not in own]
        plan = "the plan =" if any(row["level"] for row in own) else "the plan"
        for some, text in ((best, f"best {view.measure}"), (own, plan), (level, "=")):
            at = {"x": here["x"], "y": here["y"], "text": {"value": text}}
            if some:
                layers.append(mark("text", some, at, fontWeight=600, **beside))
    return layers


def _how(view: Sweep) -> list[str]:
    many = "areas: half of the runs, nine in ten" if view.ordered else "lines: half of the runs, nine in ten"
    own = view.written is not None and view.written != view.rows[view.best].value
    level = any(row.level for place, row in enumerate(view.rows) if place != view.best)
    signs = [f"diamond: the best {view.measure}", *(["square: the plan"] if own else [])]
    signs += ["=: as good for all that the runs tell"] if level else []
    return lines_of("; ".join([*signs, *([many] if view.runs > 1 else [])]))


def _of(view: Sweep) -> str:
    """Return what is changed as an axis names it, with its unit where the values have none."""
    owner, _, name = view.path.rpartition(".")
    return f"{owner.rpartition('.')[2]} [{name}]" if owner and name in LASTING else view.path


def _title(view: Sweep, measure: str) -> str:
    if measure == "time":
        return "Time [h:mm:ss, up is faster]"
    unit = "% since the first day" if measure == "performance" else view.unit.replace("AU/day", "AU a day")
    return f"{measure.capitalize()} [{unit}]"


def _tips(view: Sweep, measure: str) -> list[Spec]:
    name = view.path.rpartition(".")[2]
    return [tip("at", name), tip("told", measure), tip("behind", "beside the best"), tip("apart", "told apart")]


def _place(view: Sweep, row: SweepRow, place: int, measure: str) -> Spec:
    value = row.values[measure]
    return {
        "at": row.value, "place": place, **interval(value), "told": _words(value, measure),
        "behind": _behind(row, view, place), "apart": _apart(row, view, place),
        "level": row.level and place != view.best,
    }  # fmt: skip


def _words(value: Value, measure: str) -> str:
    return clock_words(value) if measure == "time" else cell(value, 1, signed=measure != "fitness")


def _behind(row: SweepRow, view: Sweep, place: int) -> str:
    if place == view.best:
        return "the best"
    return f"{cell(row.behind.value, 1, signed=True)}{' s' if view.measure == 'time' else ''}"


def _apart(row: SweepRow, view: Sweep, place: int) -> str:
    return "" if place == view.best else "as good for all the runs tell" if row.level else "yes"


def _row(view: Sweep, place: int, beside: list[str]) -> tuple[str, ...]:
    row = view.rows[place]
    values = (_words(row.values[name], name) for name in (view.measure, *beside))
    return (row.value, *values, _behind(row, view, place), _apart(row, view, place))
