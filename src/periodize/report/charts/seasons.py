"""Seasons lined up by the weeks to their main races: load a week, and fitness below, a line for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.marks import cell, tip
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, scale, stacked, word
from periodize.report.views.seasons import SeasonsView

if TYPE_CHECKING:
    from periodize.report.views.seasons import Period, Row

MOST_OTHERS = 3
"""Seasons beside the two that are held against each other: our choice, more lines are not told apart."""

LOOKS = (
    (colour("plan_a"), [1, 0], 2.8, 1.0),
    (colour("plan_b"), [7, 3], 2.0, 1.0),
    (colour("faint"), [2, 2], 1.4, 0.75),
    (colour("faint"), [9, 3, 2, 3], 1.4, 0.75),
    (colour("faint"), [1, 4], 1.4, 0.75),
)
"""Colour, dash, width [px] and opacity of this season, of the one that it is held against, and of others."""

DAYS = {"week": 7, "month": 28}

SAMPLE = 900
"""[px^2] of a line in the legend, long enough to show its dashes: our choice."""


@chart(
    "seasons",
    of=SeasonsView,
    about="load and fitness of several seasons by the weeks to their main races",
    command="periodize season -o FILE",
)
def seasons(view: SeasonsView) -> Drawing:
    """Draw several seasons."""
    shown = _shown(view)
    if not shown:
        message = "nothing is recorded of these seasons as many weeks before their races, so there is nothing to draw"
        raise UsageError(message)
    names = [view.seasons[k].name for k in shown]
    title = f"Load a {'week' if view.by == 'week' else 'month of four weeks'} [AU]"
    return Drawing(
        name="seasons",
        title=f"{view.to_race}: {', '.join(names)}",
        alt=_told(view),
        chart=stacked(
            [_panel(view, shown, "load", title), _panel(view, shown, "fitness", "Fitness [AU a day]", last=True)]
        ),
        columns=("To race", *(f"{name}, {what}" for name in names for what in ("load", "fitness"))),
        rows=tuple(
            (f"{row.to_race}", *(cell(_value(row.seasons[k], what)) for k in shown for what in ("load", "fitness")))
            for row in view.rows
        ),
        notes=view.notes,
    )


def _shown(view: SeasonsView) -> list[int]:
    """Return the places of the seasons that are drawn: this one, the one beside it, then the latest others."""
    known = [k for k in range(len(view.seasons)) if any(row.seasons[k] for row in view.rows)]
    first = [k for k in (view.this, view.against) if k in known]
    others = [k for k in reversed(known) if k not in first and k < view.this]
    return [*(k for k in first if k is not None), *others[:MOST_OTHERS]]


def _value(period: Period | None, what: str) -> float | None:
    if period is None:
        return None
    return period.sums.load if what == "load" else None if period.stand is None else period.stand.fitness


def _panel(view: SeasonsView, shown: list[int], what: str, title: str, *, last: bool = False) -> Spec:
    names = [view.seasons[k].name for k in shown]
    others = 2 - sum(k in {view.this, view.against} for k in shown)
    # looks go by the part that a season plays, also where this one has nothing recorded
    looks = [LOOKS[0 if k == view.this else 1 if k == view.against else nth + others] for nth, k in enumerate(shown)]
    legend = None if last else {"symbolSize": SAMPLE}
    colours = scale({name: look[0] for name, look in zip(names, looks, strict=True)})
    lines = {"domain": names, "range": [look[1] for look in looks]}
    span = {"domain": [0, max(1, *(row.to_race for row in view.rows))], "reverse": True, "nice": False}
    ticks = {"title": view.to_race if last else None, "labels": last, "tickMinStep": 1}
    where = {
        "x": quantity("to_race", scale=span, axis=ticks),
        "y": quantity("value", title=title),
        "color": word("season", legend=legend, sort=names, scale=colours),
        "strokeDash": word("season", legend=legend, sort=names, scale=lines),
        "tooltip": [tip("season"), tip("days"), quantity("value", title=title, format=".0f")],
    }
    layers = []
    for k, (_, _, width, opacity) in reversed([*zip(shown, looks, strict=True)]):
        if rows := [found for row in view.rows if (found := _point(view, row, k, what))]:
            look = {"strokeWidth": width, "opacity": opacity, "strokeJoin": "round", "point": len(rows) == 1}
            layers.append(mark("line", rows, where, **look))
    return layered(layers, height=200 if last else 150)


def _point(view: SeasonsView, row: Row, k: int, what: str) -> Spec | None:
    period = row.seasons[k]
    value = _value(period, what)
    if period is None or value is None:
        return None
    # half a week of load is no low week
    if what == "load" and (period.last - period.first).days + 1 < DAYS[view.by]:
        return None
    days = f"{period.first} to {period.last}"
    return {"season": view.seasons[k].name, "to_race": row.to_race, "value": round(value, 2), "days": days}


def _told(view: SeasonsView) -> str:
    """Return what a look at it tells."""
    this = view.seasons[view.this].name
    if view.to_date is None:
        return f"Nothing is recorded of {this}; 0 of its weeks can be drawn."
    ours = view.to_date.seasons[view.this]
    theirs = None if view.against is None else view.to_date.seasons[view.against]
    told = f"Up to {view.as_of}, {this} has a load of {cell(_value(ours, 'load'))} and a fitness of"
    told += f" {cell(_value(ours, 'fitness'))}"
    if theirs is None or view.against is None:
        return f"{told}."
    other = view.seasons[view.against].name
    return (
        f"{told}; {other} had {cell(_value(theirs, 'load'))} and {cell(_value(theirs, 'fitness'))} as many days before."
    )
