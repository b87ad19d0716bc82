"""The rest of a season, from where the record leaves the athlete."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Activity, Morning, Record
from periodize.effort import Effort
from periodize.errors import UsageError
from periodize.plan import read_plan_text
from periodize.project.checks.checking import check
from periodize.project.plans.planning import schedule
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question, Standing
from periodize.project.seasons.scenario import prepare
from periodize.project.seasons.standing import must_not_be_over, standing_before, standing_of, told_standing
from periodize.project.seasons.startlines import from_the_same_state

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
    fitness, fatigue = (float(report.history.one(name)[-1]) for name in ("fitness", "fatigue"))
    found = standing_of(report)
    assert found is not None
    assert (FEBRUARY, fitness, fatigue) == found[:3]


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


@pytest.mark.parametrize(("days", "unknown"), [(28, 0), (29, 29), (1136, 1136)])
def test_record_that_ended_long_ago_is_told_with_its_age(days: int, unknown: int) -> None:
    assert told_standing(checked(FEBRUARY, today=FEBRUARY + timedelta(days=days))).unknown == unknown


def test_age_of_the_record_is_said_first() -> None:
    rest = forecast(season(), Question(standing=Standing(FEBRUARY, 43.0, 51.0, 1136)))
    assert rest.assumptions[0].endswith("the record ends 1,136 days before today; what came between is not known")


def test_season_that_is_over_says_how_it_can_be_seen() -> None:
    words = "the season ended on 2027-02-14; there is nothing left to simulate.*--today 2027-01-04"
    with pytest.raises(UsageError, match=words):
        must_not_be_over(schedule(season()), date(2027, 2, 15))


def test_season_on_its_last_day_is_not_over() -> None:
    must_not_be_over(schedule(season()), date(2027, 2, 14))


# ---- what a season that is played whole begins with

UNSAID = TEXT.replace(", fitness: 40", "")


def began(text: str, last: date, *, weeks: int = 8) -> list[str]:
    """What a season says first of its beginning, with a record of runs every second day up to a day."""
    found, _ = read_plan_text(text)
    assert found is not None
    record = [run(last - timedelta(days=2 * k)) for k in range(weeks * 7 // 2)]
    history = check(None, record, today=last).history
    return list(forecast(found, Question(carried=history)).assumptions[:1])


def test_season_begins_where_the_record_leaves_off() -> None:
    (note,) = began(UNSAID, date(2027, 1, 3))
    assert note.startswith("from where the record of 2027-01-03 leaves you: fitness ")


def test_season_within_the_record_begins_with_the_evening_before_it() -> None:
    (note,) = began(UNSAID, date(2027, 1, 13))
    assert note.startswith("from where the record of 2027-01-03 leaves you: fitness ")


def test_fitness_that_the_plan_gives_wins_over_the_record() -> None:
    assert ["mean daily load 40 before the first day, 40 lately (given)"] == began(TEXT, date(2027, 1, 3))


@pytest.mark.parametrize(("last", "told"), [(date(2026, 12, 20), True), (date(2026, 12, 19), False)])
def test_record_tells_the_beginning_of_a_season_for_two_weeks(last: date, told: bool) -> None:
    (note,) = began(UNSAID, last)
    assert told is note.endswith("nothing is known of the 14 days until the season begins")


@pytest.mark.parametrize(("weeks", "told"), [(7, True), (6, False)])
def test_record_of_less_than_six_weeks_tells_no_beginning(weeks: int, told: bool) -> None:
    (note,) = began(UNSAID, date(2027, 1, 3), weeks=weeks)
    assert told is note.startswith("from where the record")


def test_season_before_the_record_is_not_told_by_it() -> None:
    (note,) = began(UNSAID, date(2027, 3, 31), weeks=8)
    assert note.endswith("(assumed: you already train like the plan's first week)")


def test_plans_side_by_side_begin_each_where_the_record_leaves_off() -> None:
    later = UNSAID.replace("start: 2027-01-04", "start: 2027-01-11").replace("weeks: 4", "weeks: 3")
    plans = [read_plan_text(text)[0] for text in (UNSAID, later)]
    record = [run(date(2027, 1, 17) - timedelta(days=2 * k)) for k in range(40)]
    history = check(None, record, today=date(2027, 1, 17)).history
    prepared = [prepare(plan, Question(carried=history)) for plan in plans if plan]
    told = [standing_before(history, one.planned.first) for one in prepared]
    assert [found.fitness for found in told if found] == [one.scenario.fitness for one in from_the_same_state(prepared)]


# ---- an illness that the athlete brings


def noted(days: dict[int, bool]) -> CheckReport:
    """The check of a record up to 31 January with notes on some days of February: ill, or well."""
    mornings = tuple(Morning(date(2027, 2, day), illness=ill, source="typed") for day, ill in days.items())
    runs = tuple(run(date(2027, 1, 31) - timedelta(days=2 * k)) for k in range(28))
    return check(season(), Record(runs, mornings), today=date(2027, 2, 3))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({3: True}, (date(2027, 2, 3), date(2027, 2, 3))),
        ({1: True, 2: True}, (date(2027, 2, 1), date(2027, 2, 2))),
        ({1: True, 3: True}, (date(2027, 2, 1), date(2027, 2, 3))),
        ({1: True, 2: False, 3: True}, (date(2027, 2, 3), date(2027, 2, 3))),
        ({1: True}, None),
        ({2: True, 3: False}, None),
        ({}, None),
    ],
)
def test_illness_goes_on_unless_it_is_noted_as_over(days: dict[int, bool], expected: tuple[date, date] | None) -> None:
    assert expected == told_standing(noted(days)).ill


def test_rest_of_a_season_begins_without_training_for_who_is_ill() -> None:
    ill = Standing(FEBRUARY, 40.0, 40.0, ill=(FEBRUARY, FEBRUARY))
    rest = forecast(season(), Question(standing=ill)).days

    # of a single run the median of four days, of which one is over
    assert [0.0] * 3 == [day.load for day in rest[:3]]
    assert 0.0 < sum(day.load for day in rest[3:7])  # type: ignore[misc]


def test_training_comes_back_by_steps_after_an_illness_that_was_brought() -> None:
    well, ill = (
        forecast(season(), Question(runs=200, life="none", standing=Standing(FEBRUARY, 40.0, 40.0, ill=days))).days
        for days in (None, (FEBRUARY, FEBRUARY))
    )
    # Saturday the 6th is the second day after four of illness
    assert ill[4].load.p50 == pytest.approx(0.4 * well[4].load.p50, rel=0.05)  # type: ignore[union-attr]


def test_illness_that_was_brought_is_not_counted_as_chance() -> None:
    calm = {"illness": {"per_year": 0.0}}
    ill = Standing(FEBRUARY, 40.0, 40.0, ill=(FEBRUARY, FEBRUARY))
    risk = forecast(season(), Question(runs=50, changes=calm, standing=ill)).risk
    assert risk is not None

    assert 0.0 == risk.ill


def test_illness_that_was_brought_is_said() -> None:
    ill = Standing(FEBRUARY, 40.0, 40.0, ill=(date(2027, 1, 31), FEBRUARY))

    assert any(
        line.startswith("ill on 2027-02-01 since 2027-01-31, as you noted")
        for line in forecast(season(), Question(standing=ill)).assumptions
    )


# ---- an injury that the athlete brings


def ached(days: dict[int, Morning], *trained: int, today: int = 3) -> CheckReport:
    """The check of a record up to 31 January, with mornings and runs on some days of February."""
    runs = [run(date(2027, 1, 31) - timedelta(days=2 * k)) for k in range(28)]
    runs += [run(date(2027, 2, day)) for day in trained]
    mornings = tuple(replace(morning, day=date(2027, 2, day)) for day, morning in days.items())
    return check(season(), Record(tuple(runs), mornings), today=date(2027, 2, today))


PAIN = Morning(FEBRUARY, injury="left calf", source="typed")
SILENT = Morning(FEBRUARY, soreness=2, source="typed")
WELL = Morning(FEBRUARY, illness=False, source="typed")


@pytest.mark.parametrize(
    ("days", "trained", "expected"),
    [
        ({3: PAIN}, (), (3, 3)),
        ({2: PAIN}, (), (2, 2)),
        ({1: PAIN}, (), None),
        ({1: PAIN, 3: PAIN}, (), (1, 3)),
        ({2: PAIN, 3: SILENT}, (), (2, 2)),
        ({2: PAIN, 3: WELL}, (), None),
        ({3: PAIN}, (3,), (3, 3)),
        ({2: PAIN}, (3,), None),
        ({1: PAIN, 3: PAIN}, (2,), (3, 3)),
        ({}, (), None),
    ],
)
def test_pain_goes_on_until_training_or_a_good_morning(
    days: dict[int, Morning], trained: tuple[int, ...], expected: tuple[int, int] | None
) -> None:
    found = told_standing(ached(days, *trained)).hurt

    assert (None if expected is None else tuple(date(2027, 2, day) for day in expected)) == found


HURT = Standing(FEBRUARY, 40.0, 40.0, hurt=(FEBRUARY, FEBRUARY))


def test_rest_of_a_season_begins_without_training_for_who_is_hurt() -> None:
    rest = forecast(season(), Question(standing=HURT)).days

    # of a single run the median of those that last over a day, ten days and a little, of which one is over
    assert [0.0] * 9 == [day.load for day in rest[:9]]
    assert 0.0 < sum(day.load for day in rest[9:])  # type: ignore[misc]


def test_injury_that_was_brought_is_not_counted_as_chance() -> None:
    calm = {"injury": {"stopping": 0.0}}
    risk = forecast(season(), Question(runs=50, changes=calm, standing=HURT)).risk
    assert risk is not None

    assert 0.0 == risk.injured


def test_training_comes_back_by_steps_after_an_injury_that_was_brought() -> None:
    well, hurt = (
        forecast(season(), Question(runs=50, life="none", standing=here)).days
        for here in (HURT._replace(hurt=None), HURT)
    )
    # 13 February is the second step after ten days away: each lasts a day and a half
    assert hurt[11].load.p50 == pytest.approx(0.4 * well[11].load.p50, rel=0.1)  # type: ignore[union-attr]


def test_injury_that_was_brought_is_said() -> None:
    assert (
        "pain noted on 2027-02-01 and no session since: played as an injury that stops training, half of which last over"
        " 10 days (our assumption)"
    ) in forecast(season(), Question(standing=HURT)).assumptions


def test_weeks_of_the_record_are_what_the_first_weeks_are_held_against() -> None:
    report = checked(FEBRUARY, today=FEBRUARY)
    assert report.history is not None
    loads = report.history.one("load")[-28:].reshape(4, 7).sum(axis=1)

    assert loads.tolist() == list(prepare(season(), Question(standing=standing_of(report))).scenario.weeks_before)
