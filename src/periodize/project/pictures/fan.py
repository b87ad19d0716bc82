"""What performance a season may come to: the record so far, the range of what is left, race days and their goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.pictures.calibration import performances
from periodize.project.pictures.season import from_here
from periodize.project.pictures.yardstick import Yardstick
from periodize.project.plans.planning import response_model
from periodize.project.seasons.scenario import prepare
from periodize.project.seasons.startlines import first_morning
from periodize.report.views.performance import DayLevel, FanView, Measure, RacePoint
from periodize.report.views.values import Band, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.calibration import Calibration
    from periodize.plan import Season
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.report.views.forecast import Forecast, RaceRow
    from periodize.report.views.season import SeasonView
    from periodize.report.views.values import Value
    from periodize.response import ResponseModel

MOST_RUNS = 2000
"""Runs whose every morning is kept for a curve: our choice, of memory."""

MOST_DAYS = 200
"""Mornings that are kept; a longer season has every second, third ...: our choice, of memory too."""


def fan_view(view: SeasonView, season: Season | None, question: Question | None) -> FanView:
    """Return the forecast of performance over a season.

    Parameters
    ----------
    view : the season in one picture.
    season : its plan.
    question : how it was played; with a calibrated model performances are in the unit of the athlete's own tests.

    Raises
    ------
    UsageError
        if there is no plan, or nothing of it is left.
    """
    if season is None:
        message = "a fan shows what a plan may come to, and there is no plan; `periodize chart pmc` shows the record"
        raise UsageError(message)
    if view.forecast is None:
        message = f"the season ended on {view.last}, so there is no forecast; `periodize chart season` shows it"
        raise UsageError(message)
    asked = from_here(question, view.report, view.first)
    if asked.model is None or isinstance(asked.model, str):
        return _by_others(view, view.forecast, season, asked)
    return _by_own_tests(view, view.forecast, season, asked.model.calibration)


def _by_others(view: SeasonView, forecast: Forecast, season: Season, asked: Question) -> FanView:
    """Return the fan as change, in each run since its own first morning.

    How high others stood says nothing of the athlete; how far training moved them says a little.
    """
    prepared = prepare(season, asked)
    assert asked.model is None or isinstance(asked.model, str)
    changes = {**_recorded(view, response_model(season, asked.model)), **_simulated(prepared, asked)}
    since = prepared.planned.first
    return FanView(
        season=view,
        measure=Measure(f"Change of performance since {since.day} {since:%b %Y}", "%"),
        days=tuple(DayLevel(day.day, day.recorded, changes.get(day.day)) for day in view.days),
        races=tuple(RacePoint(race, race.change, None) for race in forecast.races),
        tests=(),
        basis=f"with the gains of {forecast.borrowed}, not yours" if forecast.borrowed else f"by {forecast.model}",
        notes=view.notes,
    )


def _simulated(prepared: Prepared, asked: Question) -> dict[date, Value]:
    """Return the change of each morning [%], or of every few in a long season."""
    from periodize.simulation import Start
    from periodize.simulation.ensemble import ensemble

    scenario, runs = prepared.scenario, min(asked.runs, MOST_RUNS)
    if runs < asked.runs:
        prepared = prepared.first(runs)
        scenario = prepared.scenario
    days = range(0, scenario.days, -(-scenario.days // MOST_DAYS))
    mornings = [Start(str(day), day, 1) for day in days]
    found = ensemble(replace(scenario, starts=mornings), runs=runs, seed=asked.seed).starts
    first = first_morning(prepared, runs)
    return {
        scenario.start + timedelta(days=day): value_of(100 * (found[str(day)].reading.performance / first - 1))
        for day in days
    }


def _recorded(view: SeasonView, model: ResponseModel) -> dict[date, Value]:
    """Return the change of recorded days against the last of them [%], where the record has the model's averages.

    Parameters
    ----------
    model : that of the middle athlete; each run has gains of its own.
    """
    import numpy as np

    from periodize.response import RollingAverage, State

    known = [day for day in view.days if day.recorded and day.fitness is not None and day.fatigue is not None]
    if not isinstance(model, RollingAverage) or not known:
        return {}
    state = State(np.array([day.fitness for day in known]), np.array([day.fatigue for day in known]))
    levels = model.read(state).performance
    return dict(zip([day.day for day in known], (100 * (levels / levels[-1] - 1)).tolist(), strict=True))


def _by_own_tests(view: SeasonView, forecast: Forecast, season: Season, found: Calibration) -> FanView:
    """Return the fan in the unit of the athlete's own tests: of a race to come that they tell, else the first."""
    events = [_event(race, season, found) for race in forecast.races]
    axis = Yardstick(found, next((event for event in events if event), found.material.scale.events[0]))
    told = {day: axis.band(value) for day, value in performances(found).items()}
    days = {day.day for day in view.days}
    return FanView(
        season=view,
        measure=axis.measure,
        days=_days(view, told, axis),
        races=tuple(_race(race, event, axis) for race, event in zip(forecast.races, events, strict=True)),
        tests=tuple(axis.point(test) for test in found.tests if test.day in days),
        basis=f"by your own tests. {found.verdict[0]}",
        notes=view.notes,
    )


def _event(race: RaceRow, season: Season, found: Calibration) -> str:
    """Return the tested event that tells the time of a race; "" for none."""
    from periodize.plan.events import same_event

    planned = next(one for one in season.races if one.id == race.id)
    if race.basis != "own tests" or planned.distance is None:
        return ""
    return same_event(found.material.scale.kinds, planned.distance, planned.sport, usual=season.athlete.sport)


def _race(race: RaceRow, event: str, axis: Yardstick) -> RacePoint:
    """Return a race on the axis: by its time where own tests tell it, else by the form behind it."""
    from periodize.calibration import Performance

    if not event:
        return RacePoint(race, axis.band(race.performance), None)

    def on_axis(seconds: float) -> float:
        return axis.at(axis.index(Performance(race.date, seconds, "time", event)))

    goal = None if race.goal is None else on_axis(race.goal)
    if isinstance(race.time, Band):
        return RacePoint(race, Band(*map(on_axis, race.time)), goal)
    return RacePoint(race, None if race.time is None else on_axis(race.time), goal)


def _days(view: SeasonView, told: Mapping[date, Value], axis: Yardstick | None = None) -> tuple[DayLevel, ...]:
    """Return each day: of the record what it tells, else what is simulated."""
    return tuple(
        DayLevel(day.day, True, told.get(day.day))
        if day.recorded
        else DayLevel(day.day, False, axis.band(day.performance) if axis else day.performance)
        for day in view.days
    )
