"""Several seasons as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from periodize.report.data.benchmark import found_data
from periodize.report.data.forecast import UNITS, number

if TYPE_CHECKING:
    from periodize.report.data.forecast import Json
    from periodize.report.views.bests import AimLine, Best, EventLine, Goal, Output, SessionLine
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
        "events": [_event_data(one) for one in view.events],
        "sessions": [_session_line_data(one) for one in view.sessions],
        "aims": [_aim_data(one) for one in view.aims],
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


def _event_data(one: EventLine) -> Json:
    return {
        "event": one.event,
        "sport": one.sport,
        "distance_m": one.distance,
        "to_date": [_best_data(best) for best in one.to_date],
        "whole": [_best_data(best) for best in one.whole],
        "goals": [_goal_data(goal) for goal in one.goals],
    }


def _best_data(best: Best | None) -> Json | None:
    if best is None:
        return None
    return {"date": str(best.day), "time_s": number(best.time), "name": best.name, "official": best.official}


def _goal_data(goal: Goal) -> Json:
    return {"date": str(goal.day), "time_s": number(goal.time), "name": goal.name, "season": goal.season}


def _session_line_data(one: SessionLine) -> Json:
    return {
        "title": one.title,
        "sport": one.sport,
        "channel": one.channel,
        "measure": one.measure,
        "this": None
        if one.day is None
        else {"date": str(one.day), "value": number(one.value), **_output_data(one.output)},
        "against": None
        if not one.days
        else {
            "dates": [str(day) for day in one.days],
            "mean": number(one.mean),
            **_output_data(one.mean_output),
        },
        "change": found_data(one.change),
        "judged": one.judged,
        "says": one.says,
    }


def _output_data(found: Output) -> Json:
    return {"output": number(found.value), "heart_rate": number(found.heart_rate)}


def _aim_data(one: AimLine) -> Json:
    gap = one.gap
    return {
        "name": one.name,
        "by": str(one.by),
        "event": one.event,
        "sport": one.sport,
        "distance_m": one.distance,
        "goal_s": number(one.goal),
        "best": _best_data(one.best),
        "gap_s": None if gap is None else number(gap),
        "gap_share": None if gap is None else number(gap / one.goal),
        "days_left": one.days_left,
        "a_year_s": None if one.a_year is None else number(one.a_year),
        "seasons": [{"season": name, "best": _best_data(best)} for name, best in one.seasons],
        "steps": [{**_goal_data(step), "even_s": _even_data(one, step)} for step in one.steps],
    }


def _even_data(one: AimLine, step: Goal) -> float | None:
    even = one.even(step.day)
    return None if even is None else number(even)
