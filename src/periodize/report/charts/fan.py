"""The fan: performance over the season, as recorded and as it may come, with race days and their goals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.intervals import caption, clock_axis, clock_words, ends, interval, lines_of, room, share
from periodize.report.charts.marks import (
    cell,
    days_axis,
    in_words,
    instant,
    middle,
    race_lines,
    ranges,
    strip,
    tip,
    tip_day,
    today_line,
)
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, stacked, word
from periodize.report.views.performance import FanView
from periodize.report.views.values import Band
from periodize.units import print_clock

if TYPE_CHECKING:
    from periodize.report.views.performance import DayLevel, Measure, RacePoint, TestPoint
    from periodize.report.views.values import Value

HEIGHT = 300
"""[px] of the curve."""

CURVE = 2
"""Days that make a curve."""

LABEL = 165
"""[px] of a goal in words: our choice, the goal with its chance; the name above it is cut. As an expression, so
that a page does not shrink it."""

APART = 0.4
"""Share of the season between two races whose goals are written beside them: our choice, for 400 pixels."""


@chart("fan", of=FanView, about="performance over the season with its ranges, race days with goals, own tests")
def fan(view: FanView) -> Drawing:
    """Draw the fan."""
    season = view.season
    if sum(day.performance is not None for day in view.days) < CURVE:
        message = f"less than two days of {season.title} are left, so there is no curve to draw"
        raise UsageError(message)
    return Drawing(
        name="fan",
        title=f"{season.title}: performance to come",
        alt=_told(view),
        chart=stacked([strip(season), _curve(view)]),
        columns=("Race day", "Race", "On the day", "Goal", "Time", "Chance of the goal"),
        rows=tuple(_row(point, view.measure) for point in view.races),
        notes=(view.basis, *view.notes),
    )


def _curve(view: FanView) -> Spec:
    season = view.season
    x, y = days_axis(season.first, season.last), value_axis(view.measure, _every(view))
    rows = [row for day in view.days for row in [_day(day, view.measure)] if "value" in row]
    recorded, simulated = ([row for row in rows if row["told"] == told] for told in ("recorded", "simulated"))
    hue = colour("performance")
    layers = [layer for some in (recorded, simulated) for layer in banded_areas(some, x, y, hue)]
    tips = [tip_day("date"), tip("said", "performance"), tip("told")]
    for some, dash in ((recorded, [1, 0]), (simulated, [7, 3])):
        if some:
            layers.append(mark("line", some, {"x": x, "y": y}, color=hue, strokeDash=dash, strokeJoin="round"))
            layers.append(mark("rule", some, {"x": x, "tooltip": tips}, strokeWidth=6, opacity=0))
    layers += [*race_lines(season.races), *today_line(season.today, season.first, season.last)]
    layers += [*_tests(view.tests, x, y), *_races(view, x, y)]
    return layered(layers, height=HEIGHT, title=caption(_caption(view)))


def _caption(view: FanView) -> list[str]:
    """Return how to read it, a line each."""
    past = "solid: recorded; " if any(day.recorded and day.performance is not None for day in view.days) else ""
    ahead = "with half of the runs and nine in ten" if view.season.runs > 1 else "as planned"
    lines = [f"{past}dashed: to come, {ahead}"]
    marks = ["dot: race day"] if view.races else []
    marks += ["diamond: goal"] if any(point.goal is not None for point in view.races) else []
    marks += ["square: own test"] if view.tests else []
    return [*lines, *(["; ".join(marks)] if marks else []), *lines_of(view.basis)]


def value_axis(measure: Measure, values: list[float]) -> Spec:
    """Return the axis of a performance; a clock runs downwards, so that up is better."""
    low, high = room(values)
    scale = {"domain": [low, high], "reverse": measure.clock, "nice": False, "zero": False}
    axis = clock_axis(low, high) if measure.clock else {}
    return quantity("value", title=measure.title, scale=scale, axis=axis)


def told(value: Value, measure: Measure) -> str:
    """Write a performance as it is read, with its range; "" where not known."""
    if measure.clock:
        return clock_words(value)
    return f"{text} {measure.unit}" if (text := cell(value)) else ""


def _every(view: FanView) -> list[float]:
    values = [at for day in view.days for at in ends(day.performance)]
    values += [test.value for test in view.tests]
    values += [at for point in view.races for at in (*ends(point.at), *([] if point.goal is None else [point.goal]))]
    return values


def _day(day: DayLevel, measure: Measure) -> Spec:
    words = told(day.performance, measure)
    return {
        "day": instant(day.day), **interval(day.performance), "said": words,
        "told": "recorded" if day.recorded else "simulated",
    }  # fmt: skip


def banded_areas(rows: list[Spec], x: Spec, y: Spec, hue: str) -> list[Spec]:
    """Return the areas of `ranges` on the axis of the curve."""
    found = ranges(rows, x, hue, y["title"])
    for layer in found:
        layer["encoding"]["y"] = {**y, "field": layer["encoding"]["y"]["field"]}
    return found


def _tests(tests: tuple[TestPoint, ...], x: Spec, y: Spec) -> list[Spec]:
    rows = [
        {"day": instant(test.day), "value": round(test.value, 3), "event": test.event, "measured": test.text}
        for test in tests
    ]
    tips = [tip_day("date"), tip("event", "test"), tip("measured")]
    look = {"filled": False, "size": 60, "strokeWidth": 1.8, "opacity": 1, "color": colour("done")}
    return [mark("point", rows, {"x": x, "y": y, "tooltip": tips}, shape="square", **look)] if rows else []


def _races(view: FanView, x: Spec, y: Spec) -> list[Spec]:
    rows = [_mark(point, view.measure) for point in view.races]
    tips = [tip("name", "race"), tip_day("date"), tip("brings"), tip("goal_words", "goal"), tip("time"), tip("chance")]
    here: Spec = {"x": x, "tooltip": tips}
    brought = [{**row, **interval(point.at)} for row, point in zip(rows, view.races, strict=True)]
    brought = [row for row in brought if "value" in row]
    aimed = [{**row, "value": round(p.goal, 3)} for row, p in zip(rows, view.races, strict=True) if p.goal is not None]
    hue, layers = colour("race"), []
    banded = [row for row in brought if "p05" in row]
    if banded:
        thin = {**here, "y": {**y, "field": "p05"}, "y2": {"field": "p95"}}
        layers.append(mark("rule", banded, thin, color=hue, strokeWidth=2.5))
    if brought:
        layers.append(mark("point", brought, {**here, "y": y}, filled=True, size=80, opacity=1, color=hue))
    if aimed:
        star = {"shape": "diamond", "filled": False, "size": 150, "strokeWidth": 2.2, "opacity": 1}
        layers.append(mark("point", aimed, {**here, "y": y}, color=colour("ink"), **star))
    return [*layers, *_labels(view, rows, x)]


def _labels(view: FanView, rows: list[Spec], x: Spec) -> list[Spec]:
    """Return goals and chances in words at the foot of the picture, the most important first, while there is room."""
    season = view.season
    room = APART * ((season.last - season.first).days + 1)
    shown: list[int] = []
    days = [point.race.date.toordinal() for point in view.races]
    for nth in sorted(range(len(rows)), key=lambda nth: (view.races[nth].race.priority, -days[nth])):
        if rows[nth]["label"] and all(abs(days[nth] - days[other]) >= room for other in shown):
            shown.append(nth)
    labelled = [rows[nth] for nth in shown]
    where = {"x": x, "y": {"value": HEIGHT - 14}, "text": word("label")}
    look = {
        "limit": {"expr": f"{LABEL}"},
        "baseline": "bottom",
        "lineBreak": "\n",
        "fontSize": 10,
        "color": colour("race"),
    }
    early = [instant(season.first + timedelta(days=day)) for day in range(int(room))]
    sides = (({"align": "left", "dx": 6}, True), ({"align": "right", "dx": -6}, False))
    parts = [(side, [row for row in labelled if (row["day"] in early) is left]) for side, left in sides]
    ground = {"color": colour("ground"), "stroke": colour("ground"), "strokeWidth": 4, "strokeJoin": "round"}
    return [
        mark("text", some, where, **{**look, **side, **shine})
        for side, some in parts
        for shine in (ground, {})  # lines of races do not run through the words
        if some
    ]


def _mark(point: RacePoint, measure: Measure) -> Spec:
    race = point.race
    goal = f"goal {print_clock(race.goal)}" if race.goal else ""
    chance = share(race.goal_chance)
    why = "\nby threshold" if race.basis == "threshold" else ""
    return {
        "day": instant(race.date),
        "name": race.name,
        "label": f"{race.name}\n{goal}{f', chance {chance}{why}' if chance else ''}" if goal else "",
        "brings": told(point.at, measure) or "not known",
        "goal_words": goal or "none",
        "time": clock_words(race.time) or "not told",
        "chance": chance or "not told",
    }


def _row(point: RacePoint, measure: Measure) -> tuple[str, ...]:
    race = point.race
    goal = print_clock(race.goal) if race.goal else ""
    return (
        race.date.isoformat(), race.name, told(point.at, measure), goal, clock_words(race.time),
        share(race.goal_chance),
    )  # fmt: skip


def _told(view: FanView) -> str:
    known = [day for day in view.days if day.performance is not None and not day.recorded]
    if not known:
        return "No day of the season is simulated."
    first, last = known[0], known[-1]
    begin, end = told(middle(first.performance), view.measure), told(last.performance, view.measure)
    parts = [f"From {in_words(first.day)} to {in_words(last.day)}: {view.measure.name}, from {begin} to {end}."]
    if any(isinstance(day.performance, Band) for day in known):
        parts.append("In brackets what nine in ten runs come to.")
    for point in view.races:
        race = point.race
        goal = f", goal {print_clock(race.goal)}" if race.goal else ""
        chance = share(race.goal_chance)
        parts.append(f"{race.name} on {in_words(race.date)}{goal}{f', chance {chance}' if chance else ''}.")
    return " ".join(parts)
