"""Where the time went, as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.data.forecast import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.report.data.forecast import Json
    from periodize.report.views.distribution import DistributionView, Goals, Times, ZoneDays

UNITS = {"seconds": "s", "edges": "share of threshold", "heart_rate_edges": "share of threshold heart rate"}


def distribution_data(view: DistributionView) -> Json:
    """Return what `zones --json` prints."""
    return {
        "title": view.title,
        "model": view.model.name,
        "chosen": view.chosen,
        "edges": [number(edge) for edge in view.model.edges],
        "heart_rate_edges": [number(edge) for edge in view.heart_rate],
        "other_models": list(view.others),
        "by": view.by,
        "basis": view.basis,
        "rows": [_days_data(row, view.basis) for row in view.rows],
        "whole": _days_data(view.whole, view.basis),
        "lately": _days_data(view.lately, view.basis) if view.lately else None,
        "units": UNITS,
        "notes": list(view.notes),
    }


def _days_data(row: ZoneDays, basis: str | None) -> Json:
    """Return some days; of one basis where it is asked for."""
    goals = basis in {None, "goal"}
    return {
        "label": row.label,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "planned": _times_data(row.planned) if basis != "goal" else None,
        "done": _told(row.done, basis),
        "averaged": _told(row.averaged, basis),
        "planned_goals": _goals_data(row.planned_goals) if goals else None,
        "done_goals": _goals_data(row.done_goals) if goals else None,
        "recordings": row.recordings,
        "unknown": row.unknown,
    }


def _told(times: Mapping[str, Times], basis: str | None) -> Json:
    return {name: _times_data(one) for name, one in times.items() if basis in {None, name}}


def _times_data(times: Times | None) -> Json | None:
    if times is None:
        return None
    return {
        "count": times.count,
        "seconds": [number(seconds) for seconds in times.seconds],
        "polarisation": number(times.index),
    }


def _goals_data(goals: Goals | None) -> Json | None:
    if goals is None:
        return None
    counts = {goal or "unplanned": sessions for goal, sessions in goals.counts.items()}
    return {"sessions": counts, "polarisation": number(goals.index)}
