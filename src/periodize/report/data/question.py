"""`compare`, `sweep` and `sensitivity` as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from periodize.report.data.forecast import UNITS, edge_data
from periodize.report.problems import problems_data
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.report.views.question import (
        Paired,
        PlansCompared,
        RacePair,
        RaceSide,
        Sensitivity,
        Side,
        Sweep,
    )
    from periodize.report.views.values import Value

Json = dict[str, Any]

SECONDS = {"time": "time_s"}
"""Measure -> its key, where that names the unit."""


def number_data(value: Value) -> Any:
    """Return a value or a band, None where it is not known."""
    if isinstance(value, Band):
        return {name: number_data(quantile) for name, quantile in value._asdict().items()}
    return None if value is None or not isfinite(value) else round(value, 6)


def _units(unit: str) -> Json:
    return {"load": UNITS["load"], "fitness": unit, "form": unit, "performance": "% change since the first day"}


def _values(values: Mapping[str, Value]) -> Json:
    return {name: number_data(value) for name, value in values.items()}


def _paired(found: Paired) -> Json:
    return {
        "difference": number_data(found.value),
        "error": number_data(found.error),
        "above": number_data(found.above),
    }


def _differences(found: Mapping[str, Paired]) -> Json:
    return {name: _paired(value) for name, value in found.items()}


def comparison_data(found: PlansCompared) -> Json:
    """Return what `compare --json` prints."""
    return {
        "plans": [_side(side) for side in found.sides],
        "seed": found.seed,
        "runs": found.runs,
        "model": found.model,
        "units": {**_units(found.unit), "hours": "h"},
        "races": [_race(race) for race in found.races],
        "races_of_one_plan": list(found.alone),
        "weeks": [
            {
                "start": week.start.isoformat(),
                "loads": [number_data(value) for value in week.loads],
                "hours": [number_data(value) for value in week.hours],
            }
            for week in found.weeks
        ],
        "cautions": list(found.cautions),
        "assumptions": list(found.assumptions),
        "problems": problems_data(found.problems),
    }


def _side(side: Side) -> Json:
    return {
        "letter": side.letter,
        "plan": side.plan,
        "title": side.title,
        "first": side.first.isoformat(),
        "last": side.last.isoformat(),
        "load": number_data(side.load),
        "hours": number_data(side.hours),
        "ill": number_data(side.ill),
        "injured": number_data(side.injured),
        "missed": number_data(side.missed),
        "largest_jump": number_data(side.jump),
        "largest_jump_week": side.jump_week.isoformat() if side.jump_week else None,
        "over_edge": edge_data(side.edge),
        "warnings": list(side.warnings),
    }


def _race(race: RacePair) -> Json:
    return {
        "id": race.key,
        "name": race.name,
        "priority": race.priority,
        "plans": [_race_side(side) for side in race.sides],
        "differences": [_differences(side) or None for side in race.differences],
    }


def _race_side(side: RaceSide | None) -> Json | None:
    if side is None:
        return None
    return {"date": side.date.isoformat(), **_values(side.values), "laid_off": number_data(side.absent)}


def sweep_data(found: Sweep) -> Json:
    """Return what `sweep --json` prints."""
    rows = [
        {
            "value": row.value,
            "load": number_data(row.load),
            **{SECONDS.get(name, name): value for name, value in _values(row.values).items()},
            "laid_off": number_data(row.absent),
            "injured": number_data(row.injured),
            "over_edge": edge_data(row.edge),
            "behind_best": _paired(row.behind),
            "as_good_as_best": row.level,
        }
        for row in found.rows
    ]
    return {
        "plan": found.plan,
        "title": found.title,
        "over": found.path,
        "at": found.key,
        "race": found.race,
        "measure": found.measure,
        "seed": found.seed,
        "runs": found.runs,
        "model": found.model,
        "units": _units(found.unit),
        "written": found.written,
        "values": rows,
        "best": found.rows[found.best].value,
        "cost": {
            name: {"highest_at": found.rows[place].value, **_paired(cost)} for name, (place, cost) in found.cost.items()
        },
        "cautions": list(found.cautions),
        "notes": list(found.notes),
        "assumptions": list(found.assumptions),
        "problems": problems_data(found.problems),
    }


def sensitivity_data(found: Sensitivity) -> Json:
    """Return what `sensitivity --json` prints."""
    chance = [
        {
            "name": share.name,
            "doc": share.doc,
            "band": number_data(share.band),
            "unit": share.unit,
            "shares": _values(share.shares),
            "direction": _values(share.direction),
        }
        for share in found.shares
    ]
    return {
        "plan": found.plan,
        "title": found.title,
        "at": found.key,
        "race": found.race,
        "date": found.date.isoformat(),
        "measure": found.measure,
        "seed": found.seed,
        "runs": found.runs,
        "choice_runs": found.choice_runs,
        "model": found.model,
        "units": _units(found.unit),
        "forecast": _values(found.values),
        "chance": chance,
        "noise": number_data(found.noise),
        "choice": [{"name": one.name, **_differences(one.differences)} for one in found.decisions],
        "left_out": list(found.left_out),
        "assumptions": list(found.assumptions),
    }
