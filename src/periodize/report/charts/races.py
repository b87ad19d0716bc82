"""Race days: what may come out of each, as an interval, with its goal and the chances in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.intervals import (
    caption,
    clock_axis,
    clock_words,
    ends,
    interval,
    intervals,
    room,
    share,
)
from periodize.report.charts.marks import cell, in_words, middle, tip
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, stacked
from periodize.report.views.forecast import FROM_THRESHOLD
from periodize.report.views.season import SeasonView
from periodize.units import count, print_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.report.views.forecast import Forecast, FormWindow, RaceRow

MOST = 10
"""Races that are drawn, the most important ones: our choice, a page; the table has them all."""

NAMED = 3
"""Races that are not drawn and named: our choice."""

HEIGHT = 34
"""[px] of a race."""


@chart("races", of=SeasonView, about="what may come out of each race: times or form with ranges, goals and chances")
def races(view: SeasonView) -> Drawing:
    """Draw the race days to come."""
    forecast = view.forecast
    if forecast is None:
        message = "nothing of a plan is left to simulate, so there is no race day to forecast"
        raise UsageError(message)
    if not forecast.races:
        message = f"no race is planned from {forecast.days[0].date} on; add one under `races:`"
        raise UsageError(message)
    shown = _chosen(forecast.races)
    beside = _beside([race for race in forecast.races if race not in shown])
    panels = stacked(_panel(race, forecast) for race in shown)
    return Drawing(
        name="races",
        title=f"{view.title}: race days",
        alt=" ".join([*(_told(race, forecast.window) for race in shown), *([f"{beside}."] if beside else [])]),
        chart={**panels, "title": caption([beside])} if beside else panels,
        columns=("Race day", "Race", "Priority", "Time", "Goal", "Chance", "Starts", "Form [% of fitness]", "In form"),
        rows=tuple(_row(race) for race in forecast.races),
        notes=(*([beside] if beside else []), *_basis(forecast)),
        caption=beside,
    )


def _chosen(races: Sequence[RaceRow]) -> list[RaceRow]:
    first = sorted(races, key=lambda race: (race.priority, race.date))[:MOST]
    return sorted(first, key=lambda race: race.date)


def _beside(races: Sequence[RaceRow]) -> str:
    """Name the races that are not drawn; "" where all are."""
    if not races:
        return ""
    named = ", ".join(f"{race.name} ({race.priority}), {in_words(race.date)}" for race in races[:NAMED])
    more = f" and {count(len(races) - NAMED, 'more race')}" if len(races) > NAMED else ""
    return f"Of less priority and in the table alone: {named}{more}"


def _panel(race: RaceRow, forecast: Forecast) -> Spec:
    """Return a race on an axis of its own: minutes of a mile say nothing of those of a marathon."""
    timed = race.time is not None
    layers = _time(race) if timed else _form(race, forecast.window)
    how = _lines(race, forecast.window, many=forecast.runs > 1)
    heading = f"{race.name} · {in_words(race.date)} · {race.priority}"
    return layered(layers, height=HEIGHT, title={**caption(how, heading=heading), "limit": LIMIT})


LIMIT = 390
"""[px] of the longest heading, cut off beyond: our choice, for a narrow page."""


def _time(race: RaceRow) -> list[Spec]:
    goal = [] if race.goal is None else [race.goal]
    low, high = room([*ends(race.time), *goal], share=0.06)
    axis = clock_axis(low, high, title="time [h:mm:ss]" if high >= 3600 else "time [m:ss]")
    x = quantity("value", scale={"domain": [low, high], "nice": False, "zero": False}, axis=axis)
    row = {**interval(race.time), "race": race.name, "time": clock_words(race.time), "chance": share(race.goal_chance)}
    tips = [tip("race"), tip("time", "time (nine in ten)"), *([tip("chance", "chance of the goal")] if goal else [])]
    layers = intervals([row], x, {"y": {"value": HEIGHT / 2}, "tooltip": tips}, hue=colour("race"))
    if race.goal is not None:
        aimed = [{"value": race.goal, "race": race.name, "goal": print_clock(race.goal)}]
        where: Spec = {"x": x, "tooltip": [tip("race"), tip("goal")]}
        ink = colour("ink")
        layers.append(mark("rule", aimed, where, color=ink, strokeWidth=1.6, strokeDash=[4, 2]))
        flag = {"x": x, "y": {"value": 0}, "text": {"value": "goal"}}
        left = middle(race.time) is not None and race.goal > (low + high) / 2
        side = {"align": "right", "dx": -4} if left else {"align": "left", "dx": 4}
        layers.append(mark("text", aimed, flag, baseline="top", fontSize=10, color=ink, **side))
    return layers


def _form(race: RaceRow, window: FormWindow) -> list[Spec]:
    """Return form as a share of fitness over the window that is called in form."""
    known = [100 * at for at in ends(race.form_share)]
    low, high = room([*known, 100 * window.low, 100 * window.high], share=0.06)
    x = quantity("value", scale={"domain": [low, high], "nice": False}, axis={"title": "form [% of fitness]"})
    inside = [{"value": round(100 * window.low, 1), "end": round(100 * window.high, 1), "what": "called in form"}]
    shaded = {"x": x, "x2": {"field": "end"}, "tooltip": [tip("what")]}
    hundred = {name: round(100 * value, 2) for name, value in interval(race.form_share).items()}
    row = {**hundred, "race": race.name, "form": cell_of_form(race), "fresh": share(race.fresh)}
    tips = [tip("race"), tip("form", "form [% of fitness]"), tip("fresh", "in form")]
    where = {"y": {"value": HEIGHT / 2}, "tooltip": tips}
    return [mark("bar", inside, shaded, color=colour("spell")), *intervals([row], x, where, hue=colour("form"))]


def cell_of_form(race: RaceRow) -> str:
    """Write form on race day as a share of fitness [%]."""
    value = race.form_share
    if value is None:
        return ""
    return cell(type(value)(*(100 * at for at in value)) if isinstance(value, tuple) else 100 * value, signed=True)


def _lines(race: RaceRow, window: FormWindow, *, many: bool) -> list[str]:
    """Return what is said beside the interval: what may come out, then goal and chances."""
    goal = []
    if race.time is not None:
        first = f"{clock_words(race.time)}{' in nine of ten runs' if many else ''}"
        if race.goal is not None:
            chance = share(race.goal_chance)
            why = f" ({FROM_THRESHOLD})" if race.basis == "threshold" else ""
            goal = [f"goal {print_clock(race.goal)}{f', reached in {chance}{why}' if chance else ''}"]
    else:
        first = f"no time: {race.no_time}"
    starts = [f"{share(race.at_start)} start"] if race.at_start is not None else []
    fresh = [f"{share(race.fresh)} in form"] if race.fresh is not None else []
    span = f"form of {100 * window.low:.0f} to {100 * window.high:.0f} % of fitness is called in form"
    said = [first, "; ".join([*goal, *starts, *fresh] if race.time is not None else [*starts, *fresh, span])]
    return [line for line in said if line]


def _row(race: RaceRow) -> tuple[str, ...]:
    return (
        race.date.isoformat(), race.name, race.priority, clock_words(race.time),
        print_clock(race.goal) if race.goal else "", share(race.goal_chance), share(race.at_start),
        cell_of_form(race), share(race.fresh),
    )  # fmt: skip


def _basis(forecast: Forecast) -> list[str]:
    """Return what the times rest on, a sentence each."""
    found = {race.basis for race in forecast.races if race.time is not None}
    told = {
        "own tests": "times as the athlete's own tests of the event tell them",
        "threshold": "times from the threshold by Riegel's formula, whatever the training does to it; `periodize"
        " calibrate` learns more from tests",
    }
    return [told[basis] for basis in sorted(found) if basis in told] + list(forecast.assumptions)


def _told(race: RaceRow, window: FormWindow) -> str:
    lines = _lines(race, window, many=False)
    form = "" if race.time is not None else f" Form {cell_of_form(race)} % of fitness."
    return f"{race.name} on {in_words(race.date)}: {'; '.join(lines)}.{form}"
