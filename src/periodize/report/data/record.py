"""The record as data: the JSON of import, activities, activity, wellness, doctor, and the rows of an export."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from periodize.activity import Morning, PlannedEntry
    from periodize.report.views.record import ActivityView, DoctorReport, ImportSummary
    from periodize.store import Recording, Stored


def import_data(summary: ImportSummary) -> dict[str, Any]:
    """Return what an import did."""
    return {
        "new": summary.new,
        "merged": summary.merged,
        "updated": summary.updated,
        "unchanged": summary.unchanged,
        "mornings": summary.mornings,
        "planned": summary.planned,
        "salvaged": [{"path": note.path, "rows": note.rows, "reason": note.reason} for note in summary.salvaged],
        "skipped": [{"path": note.path, "reason": note.reason} for note in summary.skipped],
        "failed": [{"path": note.path, "reason": note.reason} for note in summary.failed],
        "unused": {layout: list(columns) for layout, columns in summary.unused.items()},
        "interrupted": summary.interrupted,
    }


def activity_row(one: Stored) -> dict[str, Any]:
    """Return one activity as a line of a list."""
    measure = one.measure
    return {
        "id": one.id,
        "start": one.start.isoformat(),
        "date": one.day.isoformat(),
        "sport": one.sport,
        "surface": one.surface or None,
        "duration_s": one.moving,
        "elapsed_s": one.elapsed,
        "distance_m": one.distance,
        "heart_rate": one.heart_rate,
        "peak_heart_rate": one.peak_hr,
        "power": one.power,
        "cadence": one.cadence,
        "rpe": one.rpe,
        "load": measure.load if measure else None,
        "load_metric": measure.metric if measure and measure.load is not None else None,
        "load_assumed": measure.assumed if measure else None,
        "load_note": measure.note if measure else None,
        "name": one.name,
        "note": one.note,
        "device": one.device,
        "sources": list(one.sources),
    }


def activity_data(view: ActivityView) -> dict[str, Any]:
    """Return one activity in detail."""
    return {
        **activity_row(view.stored),
        "laps": [
            {
                "start_s": row.lap.start,
                "duration_s": row.lap.duration,
                "distance_m": row.lap.distance,
                "intensity": row.lap.intensity,
                "step": row.lap.step,
                "heart_rate": row.heart_rate,
                "power": row.power,
            }
            for row in view.laps
        ],
        "measures": view.measures.as_data() if view.measures else None,
        "recordings": [recording_data(recording) for recording in view.recordings],
    }


def recording_data(one: Recording) -> dict[str, Any]:
    """Return what one source says of an activity."""
    return {
        "id": one.key,
        "source": one.source,
        "sport": one.sport,
        "surface": one.surface or None,
        "start": one.start.isoformat(),
        "duration_s": one.moving,
        "elapsed_s": one.elapsed,
        "distance_m": one.distance,
        "heart_rate": one.heart_rate,
        "power": one.power,
        "rpe": one.rpe,
        "stated_load": one.stated_load,
        "name": one.name,
        "note": one.note,
        "device": one.device,
        "native_id": one.native_id,
        "samples": one.samples,
        "channels": list(one.channels),
        "pauses": [asdict(pause) for pause in one.pauses],
        "steps": [asdict(step) for step in one.steps],
        "given": dict(one.given),
        "dropped": list(one.dropped),
    }


def morning_row(one: Morning) -> dict[str, Any]:
    """Return one morning as a line of a list."""
    data = asdict(one)
    return {"date": data.pop("day").isoformat(), "sleep_s": data.pop("sleep"), "weight_kg": data.pop("weight"), **data}


def planned_row(one: PlannedEntry) -> dict[str, Any]:
    """Return one planned session of another program as a line of a list."""
    data = asdict(one)
    return {
        "id": data.pop("id"),
        "date": data.pop("day").isoformat(),
        "duration_s": data.pop("duration"),
        "distance_m": data.pop("distance"),
        **data,
    }


def doctor_data(report: DoctorReport) -> dict[str, Any]:
    """Return what a store holds and what deserves a look."""
    survey = report.survey
    return {
        "first": survey.first and survey.first.isoformat(),
        "last": survey.last and survey.last.isoformat(),
        "activities": sum(survey.sports.values()),
        "sports": dict(survey.sports),
        "recordings": survey.recordings,
        "formats": dict(survey.readers),
        "without_heart_rate": len(survey.without_heart_rate),
        "without_load": survey.unmeasured,
        "gaps": [{"first": g.first.isoformat(), "last": g.last.isoformat(), "days": g.days} for g in survey.gaps],
        "files": {str(state): count for state, count in survey.files.items()},
        "mornings": survey.mornings,
        "morning_fields": dict(survey.morning_fields),
        "planned": survey.planned,
        "size_bytes": survey.size,
        "diagnoses": [{"grade": d.grade, "text": d.text, "details": list(d.details)} for d in report.diagnoses],
        "defaults": list(report.defaults),
    }
