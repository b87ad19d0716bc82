"""A simulated season as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from periodize.report.problems import problems_data
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from periodize.report.views.forecast import (
        Begins,
        DayRow,
        Forecast,
        FormWindow,
        RaceRow,
        Risk,
        Rivals,
        Taper,
        WhatIf,
    )
    from periodize.report.views.values import Edge, Value, WeekRow

UNITS = {
    "load": "AU (100 = one hour at threshold)",
    "fitness": "AU/day",
    "fatigue": "AU/day",
    "form": "AU/day",
    "performance": "unit of the model",
    "hours": "h",
    "km": "km",
}

Json = dict[str, Any]


def number(value: Value) -> Any:
    """Return a value as JSON has it: a number, the quantiles of a band, None where not known."""
    if isinstance(value, Band):
        return {name: number(quantile) for name, quantile in value._asdict().items()}
    return None if value is None or not isfinite(value) else round(value, 9)


def day_data(row: DayRow) -> Json:
    """Return one day."""
    names = ("load", "fitness", "fatigue", "form", "performance")
    return {"date": row.date.isoformat(), **{name: number(getattr(row, name)) for name in names}}


def week_data(row: WeekRow) -> Json:
    """Return one week."""
    names = ("hours", "km", "load", "fitness", "fatigue", "form")
    numbers = {name: number(getattr(row, name)) for name in names}
    week = {"start": row.start.isoformat(), "block": row.block, **numbers, "notes": list(row.notes)}
    return week | {"over_edge": number(row.over)}


def race_data(row: RaceRow) -> Json:
    """Return one race."""
    return {
        "id": row.id,
        "name": row.name,
        "round": row.round or None,
        "date": row.date.isoformat(),
        "priority": row.priority,
        "fitness": number(row.fitness),
        "fatigue": number(row.fatigue),
        "form": number(row.form),
        "performance": number(row.performance),
        "change_percent": number(row.change),
        "goal_s": number(row.goal),
        "threshold_time_s": number(row.threshold_time),
        "time_s": number(row.time),
        "time_basis": row.basis or None,
        "no_time": row.no_time or None,
        "power_w": number(row.watts),
        "power_basis": row.watts_basis or None,
        "power_over": row.watts_over or None,
        "conditions_percent": number(row.conditions),
        "at_start": row.at_start,
        "form_share": number(row.form_share),
        "fresh": row.fresh,
        "too_rested": row.too_rested,
        "goal_chance": row.goal_chance,
        "goal_chance_error": number(row.goal_chance_error),
        "taper": _taper_data(row.taper),
    }


def _taper_data(taper: Taper | None) -> Json | None:
    if taper is None:
        return None
    numbers = {name: number(getattr(taper, name)) for name in ("fitness", "form")}
    days = {"first": taper.first.isoformat(), "week": taper.week.isoformat()}
    return {**days, **numbers, "change_percent": number(taper.change)}


def _window_data(window: FormWindow) -> Json:
    numbers = {"low": number(window.low), "high": number(window.high)}
    tests = {"tests": window.tests, "best": window.best, "unseen": list(window.unseen)}
    return {**numbers, "basis": window.basis, **tests, "why": window.why or None}


def _risk_data(risk: Risk | None) -> Json | None:
    if risk is None:
        return None
    numbers = {name: number(getattr(risk, name)) for name in ("ill", "injured", "missed", "done")}
    return {**numbers, "lost_days": number(risk.lost), "over_edge": edge_data(risk.edge)}


def edge_data(edge: Edge | None) -> Json | None:
    """Return how many of the runs go over the edge, None for a single one."""
    if edge is None:
        return None
    shares = {"share": number(edge.ever), "load_jump": number(edge.jump), "low_form": number(edge.low)}
    return {**shares, "week": edge.week.isoformat() if edge.week else None, "week_share": number(edge.most)}


def _rivals_data(found: Rivals) -> Json:
    differences = {
        name: {"difference": number(by.value), "error": number(by.error), "above": number(by.above)}
        for name, by in (("form", found.form), ("change_percent", found.change))
    }
    return {"first": found.first, "second": found.second, "days": found.days, **differences}


def _begins_data(begins: Begins) -> Json:
    return {
        "source": begins.source,
        "fitness": number(begins.fitness),
        "fatigue": number(begins.fatigue),
        "record": begins.record.isoformat() if begins.record else None,
        "plans": [{"name": name, "from": day.isoformat()} for name, day in begins.plans],
        "rest_days": begins.rest,
    }


def _what_if_data(found: WhatIf) -> Json:
    return {
        "text": found.text,
        "load": number(found.load),
        "notes": list(found.notes),
        "races": [
            {
                "id": race.id,
                "date": race.date.isoformat(),
                "form": number(race.form),
                "form_difference": number(race.form_by),
                "change_percent": number(race.change),
                "change_difference": number(race.change_by),
                "time_s": number(race.time),
                "time_difference_s": number(race.time_by),
                "at_start": race.at_start,
            }
            for race in found.races
        ],
    }


def forecast_data(forecast: Forecast) -> Json:
    """Return what `simulate --json` prints."""
    return {
        "plan": forecast.plan,
        "title": forecast.title,
        "seed": forecast.seed,
        "runs": forecast.runs,
        "model": forecast.model,
        "units": {**UNITS, **forecast.units},
        "assumptions": list(forecast.assumptions),
        "begins": _begins_data(forecast.begins),
        "days": [day_data(row) for row in forecast.days],
        "weeks": [week_data(row) for row in forecast.weeks],
        "races": [race_data(row) for row in forecast.races],
        "form_window": _window_data(forecast.window),
        "risk": _risk_data(forecast.risk),
        "what_ifs": [_what_if_data(found) for found in forecast.what_ifs],
        "rivals": [_rivals_data(found) for found in forecast.rivals],
        "problems": problems_data(forecast.problems),
    }
