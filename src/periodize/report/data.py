"""Reports as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

from periodize.report.problems import problems_data
from periodize.report.views import Band

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.compare import Amount, Done, Planned, Question, Row
    from periodize.flags import Sign
    from periodize.report.views import CheckReport, DayRow, Forecast, RaceRow, Risk, Taper, Value, WeekRow, WhatIf

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
    return {"start": row.start.isoformat(), "block": row.block, **numbers, "notes": list(row.notes)}


def race_data(row: RaceRow) -> Json:
    """Return one race."""
    return {
        "id": row.id,
        "name": row.name,
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
    return {"first": taper.first.isoformat(), **numbers, "change_percent": number(taper.change)}


def _risk_data(risk: Risk | None) -> Json | None:
    if risk is None:
        return None
    numbers = {name: number(getattr(risk, name)) for name in ("ill", "injured", "missed", "done")}
    return {**numbers, "lost_days": number(risk.lost)}


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
        "days": [day_data(row) for row in forecast.days],
        "weeks": [week_data(row) for row in forecast.weeks],
        "races": [race_data(row) for row in forecast.races],
        "risk": _risk_data(forecast.risk),
        "what_ifs": [_what_if_data(found) for found in forecast.what_ifs],
        "problems": problems_data(forecast.problems),
    }


def sign_data(sign: Sign) -> Json:
    """Return one warning sign."""
    data = {"id": sign.id, **asdict(sign)}
    data["date"], data["last_date"], data["worst_date"] = data.pop("day"), data.pop("last_day"), data.pop("worst")
    return {key: _plain(value) for key, value in data.items()}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return number(value)
    return str(value) if isinstance(value, str) else value


def _planned_data(planned: Planned | None) -> Json | None:
    if planned is None:
        return None
    return {
        "id": planned.id,
        "sport": planned.sport,
        "text": planned.text,
        "intent": planned.intent,
        "key": planned.key,
        "duration_s": number(planned.duration),
        "distance_m": number(planned.distance),
        "load": number(planned.load),
    }


def _activities_data(done: Done | None, notes: Mapping[str, str]) -> list[Json]:
    return [
        {
            "id": activity.id,
            "start": activity.start.isoformat(),
            "sport": activity.sport,
            "name": activity.name,
            "duration_s": number(activity.duration),
            "distance_m": number(activity.distance),
            "heart_rate": number(activity.effort.mean("heart_rate")),
            "source": activity.source,
            "load_note": notes.get(activity.id),
        }
        for activity in (done.activities if done else ())
    ]


def question_data(question: Question) -> Json:
    """Return what the athlete is asked of a recorded session."""
    sessions = [plan.id for plan in question.sessions]
    return {"text": question.text, "activity": question.done.id, "sessions": sessions, "command": question.command}


def session_data(row: Row, notes: Mapping[str, str]) -> Json:
    """Return one line of the comparison."""
    how = row.compliance
    return {
        "date": row.day.isoformat(),
        "slot": row.slot,
        "planned": _planned_data(row.planned),
        "activities": _activities_data(row.done, notes),
        "state": str(row.state),
        "compliance": {
            "volume": number(how.volume),
            "load": number(how.load),
            "volume_ok": how.volume_ok,
            "load_ok": how.load_ok,
            "days_late": how.days_late,
            "intensity": number(how.intensity),
            "structure": number(how.structure),
            "intensity_ok": how.intensity_ok,
            "structure_ok": how.structure_ok,
            "reasons": list(how.reasons),
        }
        if how
        else {},
        "done_load": number(row.done.load) if row.done else None,
        "note": row.note,
        "linked": row.linked,
        "confidence": number(row.confidence),
        "confirm": row.question is not None,
        "question": row.question and question_data(row.question),
    }


def _amount(amount: Amount) -> Json:
    return {key: _plain(value) for key, value in asdict(amount).items()}


def check_data(report: CheckReport) -> Json:
    """Return what `check --json` prints."""
    record = report.record
    history = report.history
    days = []
    if history is not None:
        names = ("load", "fitness", "fatigue", "form", "distance", "longest_run", "resting_hr")
        series = {name: history.one(name) for name in names}
        days = [
            {"date": history.day(k).isoformat(), **{n: number(float(v[k])) for n, v in series.items()}}
            for k in range(history.n_days)
        ]
    return {
        "plan": report.plan,
        "today": report.today.isoformat(),
        "as_of": report.as_of.isoformat(),
        "verdict": str(report.verdict),
        "silent_since": _plain(report.findings.silent_since),
        "signs": [sign_data(sign) for sign in report.signs],
        "past_signs": [sign_data(sign) for sign in report.past_signs],
        "not_evaluated": [{"code": n.code, "reason": n.reason} for n in report.findings.not_evaluated],
        "sessions": [session_data(row, report.load_notes) for row in report.comparison.rows],
        "files": {
            "read": record.read,
            **{kind: [asdict(note) for note in getattr(record, kind)] for kind in ("salvaged", "skipped", "failed")},
        },
        "totals": {
            **{kind: _amount(getattr(report.totals, kind)) for kind in ("planned", "done", "extra")},
            "adherence": number(report.totals.adherence),
        },
        "weeks": [week_data(row) for row in report.weeks],
        "days": days,
        "load_metrics": dict(report.metrics),
        "units": {**UNITS, **(history.units if history else {})},
        "assumptions": list(report.assumptions),
        "problems": problems_data(report.problems),
        "remarks": list(report.remarks),
    }
