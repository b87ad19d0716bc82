"""Several seasons as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from periodize.report.data.forecast import UNITS, number

if TYPE_CHECKING:
    from periodize.report.data.forecast import Json
    from periodize.report.views.seasons import Period, Row, SeasonLine, SeasonsView, Stand


def seasons_data(view: SeasonsView) -> Json:
    """Return what `season --json` prints."""
    return {
        "today": view.today.isoformat(),
        "as_of": view.as_of.isoformat() if view.as_of else None,
        "by": view.by,
        "this": view.seasons[view.this].name,
        "against": None if view.against is None else view.seasons[view.against].name,
        "seasons": [_season_data(one) for one in view.seasons],
        "to_date": _row_data(view.to_date) if view.to_date else None,
        "rows": [_row_data(row) for row in view.rows],
        "units": {name: UNITS[name] for name in ("load", "fitness", "fatigue", "form", "hours", "km")},
        "notes": list(view.notes),
    }


def _season_data(one: SeasonLine) -> Json:
    return {
        "name": one.name,
        "title": one.title or None,
        "plan": one.plan or None,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "race": one.race or None,
        "day": one.day.isoformat(),
        "done": _period_data(one.done),
        "began": _stand_data(one.began),
        "best": _stand_data(one.best),
        "there": _stand_data(one.there),
    }


def _row_data(row: Row) -> Json:
    return {
        "to_race": row.to_race,
        "first": row.first.isoformat(),
        "last": row.last.isoformat(),
        "so_far": row.so_far,
        "seasons": [_period_data(period) for period in row.seasons],
        "planned": _period_data(row.planned),
    }


def _period_data(period: Period | None) -> Json | None:
    if period is None:
        return None
    sums = {name: number(value) for name, value in asdict(period.sums).items()}
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return {**days, **sums, "stand": _stand_data(period.stand)}


def _stand_data(stand: Stand | None) -> Json | None:
    if stand is None:
        return None
    return {
        "date": stand.day.isoformat(),
        **{name: number(getattr(stand, name)) for name in ("fitness", "fatigue", "form")},
    }
