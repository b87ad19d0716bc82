"""From a plan file to its problems, its dated sessions, their loads, and its response model."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from periodize.errors import PlanError, Problem, UsageError, has_errors
from periodize.plan import Schedule, Season, expand, load_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from periodize.history import History
    from periodize.load import Load
    from periodize.report.views.values import WeekRow
    from periodize.response import ResponseModel


def validate(path: str | Path) -> list[Problem]:
    """Return every problem of a plan file, those of its arithmetic and its lint included.

    Raises
    ------
    UsageError
        if there is no such file.
    """
    from periodize.project.plans.limits import limit_problems

    season, problems = load_plan(path)
    if season is not None:
        found = expand(season)
        problems += _linted(found).problems if isinstance(found, Schedule) else found
        problems += [*_model_problems(season), *limit_problems(season)]
    return sorted(problems, key=lambda p: p.sort_key)


def schedule(season: Season, *, linted: bool = True) -> Schedule:
    """Return the dated sessions of a season, with what plan lint says about them among its problems if `linted`.

    Raises
    ------
    PlanError
        if the blocks cannot be dated; holds the problems.
    """
    return _dated(season, linted)


@lru_cache(maxsize=4)  # a report asks for the same one a dozen times
def _dated(season: Season, linted: bool) -> Schedule:
    found = expand(season)
    if not isinstance(found, Schedule):
        raise PlanError(found)
    if has_errors(found.problems):
        raise PlanError(found.problems)
    return _linted(found) if linted else found


def _linted(planned: Schedule) -> Schedule:
    from periodize.plan.lint import lint  # `today` asks for none

    # the plan language's own formula: the load metrics need numpy, and `validate` answers while somebody types
    found = lint(planned, {session.id: session.load for session in planned.sessions})
    return replace(planned, problems=(*planned.problems, *found))


def planned_loads(planned: Schedule) -> dict[str, Load]:
    """Return session id -> load, from the same functions that measure a recorded activity."""
    from periodize.load import Load, measure

    loads: dict[str, Load] = {}
    for session in planned.sessions:
        if session.given_load is not None:
            loads[session.id] = Load(session.given_load, "given", "unknown")
            continue
        load = measure(session.effort(), planned.season.athlete.on(session.day))
        loads[session.id] = Load(load.value + session.extra_load, load.metric, load.evidence, load.assumed, load.note)
    return loads


def response_model(season: Season, name: str | None = None) -> ResponseModel:
    """Return the response model of a season, or the named one with the season's parameters if it is the same.

    Raises
    ------
    UsageError
        if there is no such model, or a parameter that it does not have or cannot take.
    """
    from periodize.errors import UnknownNameError
    from periodize.response import MODELS, parameters

    chosen = MODELS[season.model if name is None else name]
    if name is not None and name != season.model:
        return chosen()
    known = [p.name for p in parameters(chosen)]
    values: dict[str, float] = {}
    convention = {}
    for key, text in season.model_parameters.items():
        if key == "convention":
            convention = {"convention": text}
            continue
        if key not in known:
            kind = f"parameter of {chosen.name}"
            raise UnknownNameError(kind, key, [*known, "convention"])
        try:
            values[key] = float(text)
        except ValueError:
            message = f"parameter {key} of the model takes a number, got {text!r}"
            raise UsageError(message) from None
    return chosen(**values, **convention)  # type: ignore[arg-type]


def _model_problems(season: Season) -> list[Problem]:
    from periodize.plan import RULES

    if season.root.at(("model",)) is None:
        return []
    try:
        response_model(season)
    except UsageError as error:
        return [RULES["P007"].problem(season.span(("model",)), str(error))]
    return []


def monday_of(day: date) -> date:
    """Return the first day of a calendar week."""
    return day - timedelta(days=day.weekday())


def week_row(history: History, monday: date, *, block: str, notes: Sequence[str] = ()) -> WeekRow:
    """Return one calendar week of a history of one run that overlaps it; unknown days count for nothing."""
    import numpy as np

    from periodize.report.views.values import WeekRow

    low = max(0, (monday - history.start).days)
    high = min(history.n_days, (monday - history.start).days + 7)

    def total(name: str) -> float:
        return float(np.nansum(history.one(name)[low:high]))

    def last(name: str) -> float | None:
        value = float(history.one(name)[high - 1])
        return None if np.isnan(value) else value

    return WeekRow(
        start=monday,
        block=block,
        hours=total("duration") / 3600,
        km=total("distance") / 1000,
        load=total("load"),
        fitness=last("fitness"),
        fatigue=last("fatigue"),
        form=last("form"),
        notes=tuple(notes),
    )
