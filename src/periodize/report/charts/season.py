"""The season: blocks and races, load by weeks planned and done, and fitness, fatigue and form below."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from periodize.report.charts.base import Drawing, chart
from periodize.report.charts.marks import (
    cell,
    days_axis,
    in_words,
    instant,
    middle,
    race_lines,
    race_words,
    ranges,
    spread,
    strip,
    tip,
    tip_day,
    today_line,
)
from periodize.report.charts.theme import colour
from periodize.report.charts.vega import Spec, layered, mark, quantity, scale, stacked, word
from periodize.report.views.season import SeasonView

if TYPE_CHECKING:
    from periodize.report.views.season import DayState, WeekLoad

STATES = ("fitness", "fatigue", "form")

LEVELS, FORM = "Fitness, fatigue [AU a day]", "Form [AU a day]"

MANY_WEEKS = 130
"""Weeks above which bars stand without gaps: our choice, or the gaps would be as wide as they."""

MANY_DAYS = 800
"""Days above which curves are drawn by the last day of each week: our choice, two seasons and a bit stay daily."""

MOST_NAMED = 5
"""Races that are named one by one in words: our choice."""

INSET = 1 / 7
"""Share of the bar of a week that the one in front of it is narrower on each side: our choice."""


@chart("season", of=SeasonView, about="blocks, weekly load planned and done, fitness, fatigue and form in one picture")
def season(view: SeasonView) -> Drawing:
    """Draw the season."""
    panels = [strip(view), week_bars(view), *state_panels(view)]
    return Drawing(
        name="season",
        title=view.title,
        alt=_told(view),
        chart=stacked(panels),
        columns=("Week of", "Block", "Planned load", "Recorded load", "Hours", "km", "Fitness", "Fatigue", "Form"),
        rows=_table(view),
        notes=(_how(view, bars=True), *view.notes),
        caption=_how(view, bars=True),
    )


@chart("pmc", of=SeasonView, about="fitness, fatigue and form day by day, recorded and simulated")
def pmc(view: SeasonView) -> Drawing:
    """Draw the performance management chart."""
    panels = [strip(view), *state_panels(view, height=240)]
    return Drawing(
        name="pmc",
        title=f"{view.title}: fitness, fatigue, form",
        alt=_told(view),
        chart=stacked(panels),
        columns=("Week of", "Block", "Planned load", "Recorded load", "Hours", "km", "Fitness", "Fatigue", "Form"),
        rows=_table(view),
        notes=(_how(view), *view.notes),
        caption=_how(view),
    )


def _how(view: SeasonView, *, bars: bool = False) -> str:
    """Return how to read it, in a sentence."""
    parts = ["AU: 100 = an hour at threshold"]
    if bars and any(week.deload or week.taper for week in view.weeks):
        parts.append("pale bars: deload or taper")
    if bars and any(week.planned is not None and (week.done or 0.0) > week.planned for week in view.weeks):
        parts.append("line across a bar: planned, more was done")
    if view.first <= view.today <= view.last:
        parts.append("grey dashes: today")
    parts += race_words(view.races)
    parts.append("fitness, fatigue: in the evening; form: in the morning")
    if view.runs > 1:
        parts.append("bands: half of the runs, nine in ten")
    return "; ".join(parts) + "."


def week_bars(view: SeasonView, *, height: int = 130) -> Spec:
    """Return load by weeks: planned, paler in deloads and tapers, and in front of it what was recorded."""
    x, y = days_axis(view.first, view.last, labels=False), {"title": "Load a week [AU]"}
    names = {"planned": "planned", "recorded": "done"}
    told = {what: name for what, name in names.items() if any(getattr(week, name) is not None for week in view.weeks)}
    hues = word("what", legend={}, scale=scale({what: colour(field) for what, field in told.items()}))
    tips = [
        tip_day("week of", "monday"),
        tip("block"),
        quantity("planned", title="planned [AU]", format=".0f"),
        quantity("done", title="recorded [AU]", format=".0f"),
        quantity("hours", format=".1f"),
        quantity("km", format=".0f"),
        tip("notes"),
    ]
    rows = [_week_row(week) for week in view.weeks]
    layers = []
    slim = len(view.weeks) > MANY_WEEKS
    for what, field in told.items():
        known = [
            {**row, "what": what, **_ends(view, week, 0 if slim or what == "planned" else INSET)}
            for row, week in zip(rows, view.weeks, strict=True)
            if row[field] is not None
        ]
        where = {"x": x, "x2": {"field": "end"}, "y": quantity(field, **y), "y2": {"datum": 0}, "color": hues}
        if what == "planned":
            where["opacity"] = {"condition": {"test": "datum.light", "value": 0.5}, "value": 1}
        gap = 0 if slim else 1
        layers.append(mark("bar", known, {**where, "tooltip": tips}, stroke=colour("ground"), strokeWidth=gap))
    beyond = [
        {**row, **_ends(view, week, 0)}
        for row, week in zip(rows, view.weeks, strict=True)
        if week.planned is not None and (week.done or 0.0) > week.planned
    ]
    if beyond:
        top = {"x": x, "x2": {"field": "end"}, "y": quantity("planned", **y), "tooltip": tips}
        layers.append(mark("rule", beyond, top, color=colour("ink"), strokeWidth=1.4))
    layers += [*race_lines(view.races), *today_line(view.today, view.first, view.last)]
    return layered(layers, height=height)


def _ends(view: SeasonView, week: WeekLoad, inset: float) -> Spec:
    """Return the ends of the bar of a week, cut to the picture, and narrower by a share of it on each side."""
    first = datetime.combine(max(week.monday, view.first), time())
    end = datetime.combine(min(week.monday + timedelta(days=7), view.last + timedelta(days=1)), time())
    off = inset * (end - first)
    return {"day": f"{first + off:%Y-%m-%dT%H:%M:%S}", "end": f"{end - off:%Y-%m-%dT%H:%M:%S}"}


def _week_row(week: WeekLoad) -> Spec:
    return {
        "monday": instant(week.monday),
        "planned": None if week.planned is None else round(week.planned, 1),
        "done": None if week.done is None else round(week.done, 1),
        "hours": round(week.hours, 2),
        "km": round(week.km, 1),
        "block": week.block or "no plan",
        "light": week.deload or week.taper,
        "notes": ", ".join(week.notes) or "nothing special",
    }


def state_panels(view: SeasonView, *, height: int = 170) -> list[Spec]:
    """Return fitness and fatigue with fitness as planned, and form below, each with its ranges."""
    days = _thinned(view)
    pillars = _pillars(view, days)
    return [_levels(view, days, pillars, height), _form(view, days, pillars, height * 2 // 3)]


def _levels(view: SeasonView, days: list[DayState], pillars: list[Spec], height: int) -> Spec:
    x, y = days_axis(view.first, view.last, labels=False), quantity("value", title=LEVELS)
    fatigue, fitness = (_rows(days, name, evening=True) for name in ("fatigue", "fitness"))
    inner = [{key: row[key] for key in row if key not in {"p05", "p95"}} for row in fatigue]
    layers = [*ranges(inner, x, colour("fatigue"), LEVELS), *ranges(fitness, x, colour("fitness"), LEVELS)]
    told = any(day.recorded for day in days)
    wanted = [
        {"day": _evening(day), "state": "fitness as planned", "value": round(day.planned_fitness, 2)}
        for day in days
        if day.planned_fitness is not None and told
    ]
    names = {"fatigue": "fatigue", "fitness": "fitness", **({"fitness as planned": "planned"} if wanted else {})}
    hue = word("state", legend={}, scale=scale({name: colour(meaning) for name, meaning in names.items()}))
    for rows, thickness, dash in ((wanted, 1.4, [5, 4]), (fatigue, 1.2, [1, 0]), (fitness, 2.4, [1, 0])):
        if rows:
            look = {"strokeJoin": "round", "strokeWidth": thickness, "strokeDash": dash}
            layers.append(mark("line", rows, {"x": x, "y": y, "color": hue}, **look))
    layers.append(_hover(view, pillars, x))
    return layered([*layers, *race_lines(view.races), *today_line(view.today, view.first, view.last)], height=height)


def _form(view: SeasonView, days: list[DayState], pillars: list[Spec], height: int) -> Spec:
    x, y = days_axis(view.first, view.last), quantity("value", title=FORM)
    rows = _rows(days, "form")
    layers = [
        mark("rule", [{"value": 0}], {"y": y}, color=colour("faint"), strokeWidth=0.8),
        *ranges(rows, x, colour("form"), FORM),
        mark("line", rows, {"x": x, "y": y}, color=colour("form"), strokeJoin="round", strokeWidth=1.6),
        _hover(view, pillars, x),
    ]
    return layered([*layers, *race_lines(view.races), *today_line(view.today, view.first, view.last)], height=height)


def _rows(days: list[DayState], name: str, *, evening: bool = False) -> list[Spec]:
    """Return a state where it is known, with the ends of its ranges where it is simulated many times."""
    known = [(day, getattr(day, name)) for day in days]
    return [
        {"day": _evening(day) if evening else instant(day.day), "state": name, "value": round(at, 2), **spread(value)}
        for day, value in known
        for at in [middle(value)]
        if at is not None
    ]


def _evening(day: DayState) -> str:
    """Return where the day ends: fitness and fatigue count its load, so on the line of a race they are those before."""
    return instant(day.day + timedelta(days=1))


def _thinned(view: SeasonView) -> list[DayState]:
    """Return the days, of very many the last of each week: a state is that of a moment, nothing is lost in between."""
    days = list(view.days)
    if len(days) <= MANY_DAYS:
        return days
    return [day for day in days if day.day.weekday() == 6] + ([days[-1]] if days[-1].day.weekday() != 6 else [])


def _pillars(view: SeasonView, days: list[DayState]) -> list[Spec]:
    """Return for each day what is known of it, in words."""
    simulated = f"of {view.runs} runs" if view.runs > 1 else "as planned"
    return [
        {
            "day": instant(day.day),
            "noon": f"{day.day}T12:00:00",
            "told": "recorded" if day.recorded else simulated,
            **{name: cell(getattr(day, name), signed=name == "form") or "not known" for name in STATES},
            "plan": day.text or "nothing planned",
        }
        for day in days
    ]


def _hover(view: SeasonView, pillars: list[Spec], x: Spec) -> Spec:
    """Return a pillar for each day, unseen, that says it when pointed at."""
    tips = [tip_day("date"), *(tip(name) for name in (*STATES, "told")), *([tip("plan")] if view.blocks else [])]
    return mark("rule", pillars, {"x": {**x, "field": "noon"}, "tooltip": tips}, strokeWidth=6, opacity=0)


def _table(view: SeasonView) -> tuple[tuple[str, ...], ...]:
    states = {day.day: day for day in view.days}
    rows = []
    for week in view.weeks:
        last = min(week.monday + timedelta(days=6), view.last)
        state = states.get(last)
        rows.append(
            (
                week.monday.isoformat(),
                week.block,
                cell(week.planned),
                cell(week.done),
                f"{week.hours:.1f}",
                f"{week.km:.0f}",
                *(cell(getattr(state, name) if state else None, signed=name == "form") for name in STATES),
            )
        )
    return tuple(rows)


def _told(view: SeasonView) -> str:
    """Return what a look at it tells."""
    known = [day for day in view.days if day.fitness is not None]
    if not known:
        return f"From {in_words(view.first)} to {in_words(view.last)}; fitness is not known."
    run = [race for race in view.races if known[0].day < race.day <= known[-1].day]
    start = max(run, key=lambda race: race.day, default=None)
    # a race is a load too: what is brought to the last start line says more than what the race adds
    known = [day for day in known if start is None or day.day < start.day]
    first, last = known[0], known[-1]
    best = max(known, key=lambda day: middle(day.fitness) or 0.0)
    began, ended, most = (middle(day.fitness) for day in (first, last, best))
    span = f"From {in_words(first.day)} to {in_words(view.last)}"
    eve = f" on the eve of {start.name}" if start else ""
    top = f"highest with {most:.0f} on {in_words(best.day)}"
    parts = [f"{span}, fitness goes from {began:.0f} to {ended:.0f}{eve}, {top}."]
    raced = {race.day - timedelta(days=race.day.weekday()) for race in view.races}
    trained = [week for week in view.weeks if week.monday not in raced]
    heaviest = max(trained, key=lambda week: week.planned or week.done or 0.0, default=None)
    if heaviest is not None:
        load, free = heaviest.planned or heaviest.done or 0.0, " without a race" if raced else ""
        parts.append(f"The heaviest week{free} begins on {in_words(heaviest.monday)} with a load of {load:.0f}.")
    told = [f"{race.name} on {in_words(race.day)}" for race in view.races]
    if told:
        named = ", ".join(told) if len(told) <= MOST_NAMED else f"{len(told)}, from {told[0]} to {told[-1]}"
        parts.append(f"Races: {named}.")
    return " ".join(parts)
