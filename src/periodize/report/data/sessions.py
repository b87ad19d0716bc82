"""Sessions, signs and the core of a check as data."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

from periodize.report.data.forecast import UNITS, Json, number, week_data
from periodize.report.problems import problems_data
from periodize.report.views.verdict import verdict_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.compare import Amount, Done, Planned, Question, Row
    from periodize.flags import Sign
    from periodize.report.views.check import CheckReport


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


def amount_data(amount: Amount) -> Json:
    """Return sessions, load, duration and distance of one side."""
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
        "verdict": verdict_word(report),
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
            **{kind: amount_data(getattr(report.totals, kind)) for kind in ("planned", "done", "extra")},
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
