"""The rest of a season, from where the record leaves the athlete."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Activity
from periodize.effort import Effort
from periodize.errors import UsageError
from periodize.plan import read_plan_text
from periodize.project.checks.checking import check
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question, Standing
from periodize.project.seasons.standing import standing_of, told_standing

if TYPE_CHECKING:
    from periodize.plan import Season
    from periodize.report.views.check import CheckReport

TEXT = """\
periodize: 1
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}, fitness: 40}
races: [{id: town, name: Town 10k, date: 2027-02-14, priority: A, distance: 10km}]
week: {mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}
blocks: [{name: base, weeks: 4}, {name: peak, until: town + 1d}]
"""
FEBRUARY = date(2027, 2, 1)


def season() -> Season:
    found, problems = read_plan_text(TEXT)
    assert found is not None, problems
    return found


def test_rest_goes_on_as_the_whole_season_would_from_the_same_state() -> None:
    whole = {row.date: row for row in forecast(season()).days}
    here = whole[FEBRUARY]
    assert isinstance(here.fitness, float)
    assert isinstance(here.fatigue, float)
    rest = forecast(season(), Question(standing=Standing(FEBRUARY, here.fitness, here.fatigue)))
    assert [whole[row.date].fitness for row in rest.days] == pytest.approx([row.fitness for row in rest.days], abs=1e-9)


def test_rest_begins_on_the_day_after() -> None:
    rest = forecast(season(), Question(standing=Standing(FEBRUARY, 40.0, 40.0)))
    assert rest.days[0].date == FEBRUARY + timedelta(days=1)


def test_rest_has_the_whole_weeks_that_are_left_and_the_race() -> None:
    rest = forecast(season(), Question(standing=Standing(date(2027, 2, 7), 40.0, 40.0)))
    assert ([week.start for week in rest.weeks], [race.id for race in rest.races]) == ([date(2027, 2, 8)], ["town"])


def test_fitter_athlete_stands_fitter_at_the_race() -> None:
    low, high = (forecast(season(), Question(standing=Standing(FEBRUARY, fitness, 40.0))) for fitness in (30.0, 50.0))
    assert low.races[0].fitness < high.races[0].fitness  # type: ignore[operator]


def test_what_the_rest_begins_with_is_said_first() -> None:
    rest = forecast(season(), Question(standing=Standing(FEBRUARY, 43.0, 51.0)))
    assert rest.assumptions[0] == "from where the record of 2027-02-01 leaves you: fitness 43, fatigue 51"


def test_days_between_record_and_season_are_said_to_be_unknown() -> None:
    rest = forecast(season(), Question(standing=Standing(date(2026, 12, 31), 43.0, 51.0)))
    assert rest.assumptions[0].endswith("nothing is known of the 3 days until the season begins")


def test_nothing_is_left_after_the_last_day() -> None:
    with pytest.raises(UsageError, match="nothing is planned after 2027-02-14"):
        forecast(season(), Question(standing=Standing(date(2027, 2, 14), 40.0, 40.0)))


def run(day: date) -> Activity:
    """An hour at 5:00/km, between easy and the threshold of 4:00/km."""
    effort = Effort("run", np.full(60, 60.0), {"speed": np.full(60, 1000 / 300)})
    return Activity(f"run-{day}", "run", datetime(day.year, day.month, day.day, 8, tzinfo=UTC), effort, 3600.0)


def checked(last: date, *, today: date, weeks: int = 8) -> CheckReport:
    """The check of runs every second day, up to a day."""
    return check(season(), [run(last - timedelta(days=2 * k)) for k in range(weeks * 7 // 2)], today=today)


def test_standing_is_the_evening_of_the_last_day_that_the_record_tells() -> None:
    report = checked(FEBRUARY, today=FEBRUARY + timedelta(days=5))
    assert report.history is not None
    state = (float(report.history.one(name)[-1]) for name in ("fitness", "fatigue"))
    assert standing_of(report) == Standing(FEBRUARY, *state)


def test_standing_is_the_evening_before_while_something_is_planned_on_the_last_day() -> None:
    saturday = date(2027, 2, 6)
    report = check(season(), [run(saturday - timedelta(days=k)) for k in range(30)], today=saturday)
    early = replace(report.comparison.rows[-1], day=saturday)
    assert early.planned is not None
    pending = replace(early, planned=replace(early.planned, day=saturday))
    rows = (*report.comparison.rows, pending)
    found = standing_of(replace(report, comparison=replace(report.comparison, rows=rows)))
    assert found is not None
    assert found.day == saturday - timedelta(days=1)


def test_nothing_recorded_tells_no_standing() -> None:
    report = check(season(), [], today=FEBRUARY)
    assert standing_of(report) is None
    with pytest.raises(UsageError, match="--from-here begins where the record ends: nothing is recorded yet"):
        told_standing(report)
