"""Results of races, as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.data.forecast import number

if TYPE_CHECKING:
    from periodize.report.data.forecast import Json
    from periodize.report.views.result import Result


def result_data(one: Result) -> Json:
    """Return what became of a race, as `check` and `today` print it."""
    return {
        "session": one.session,
        "name": one.name,
        "date": one.day.isoformat(),
        "distance_m": number(one.distance),
        "time_s": number(one.time),
        "official": one.official,
        "recorded_m": number(one.recorded),
        "elapsed_s": number(one.elapsed),
        "goal_s": number(one.goal),
        "last_s": number(one.last),
        "last_date": one.last_day.isoformat() if one.last_day else None,
        "around": list(one.around),
    }
