"""Best times of several seasons, and aims over them: which times are known, up to which day, and how far it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pytest

import periodize
from periodize.activity import Activity
from periodize.athlete import Aim
from periodize.calibration import Performance
from periodize.effort import Effort
from periodize.plan import Season, read_plan_text
from periodize.project.checks.checking import check
from periodize.project.records.linking import Answers
from periodize.project.seasons.several import Beside, seasons_view
from periodize.report.views.bests import Best
from periodize.store import Link

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.bests import AimLine, EventLine
    from periodize.report.views.seasons import SeasonsView

PLAN = """\
periodize: 1
start: {year}-01-04
athlete: {{threshold: {{run: 4:00/km}}}}
races:
  - {{name: Tune-up, date: {year}-01-17, priority: B, distance: 10km, goal: 41:30}}
  - {{name: Town 10k, date: {year}-02-28, priority: A, distance: 10km, goal: 40:30}}
week: {{mon: 60min, wed: 60min, sat: long 90min}}
blocks: [{{name: base, weeks: 8}}]
"""
TODAY = date(2027, 2, 10)
"""18 days before the race of the second season; 10 February of the first is as many before its own."""


def plan(year: int, text: str = PLAN) -> Season:
    found, problems = read_plan_text(text.format(year=year))
    assert found is not None, problems
    return found


PLANS = (("2026", plan(2026)), ("2027", plan(2027)))


def run(day: date, seconds: float, *, km: float = 10.0, name: str = "") -> Activity:
    effort = Effort("run", np.array([seconds]), {"speed": np.array([1000 * km / seconds])})
    start = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return Activity(f"run-{day}-{km}", "run", start, effort, seconds, distance=1000 * km, name=name)


EASY = [run(date(2025, 12, 1) + timedelta(days=k), 3600.0, km=9.0) for k in range(0, 430, 7)]
LAST_YEAR = (run(date(2026, 1, 17), 2560.0), run(date(2026, 2, 28), 2500.0))
THIS_YEAR = run(date(2027, 1, 17), 2520.0)


def view(*races: Activity, beside: Beside | None = None, plans: tuple[tuple[str, Season], ...] = PLANS) -> SeasonsView:
    days = {race.day for race in races}
    easy = [one for one in EASY if one.day not in days and one.day <= TODAY]
    report = check(None, [*easy, *races], today=TODAY, athlete=PLANS[0][1].athlete)
    return seasons_view(plans, report, today=TODAY, beside=beside or Beside())


def event(found: SeasonsView, name: str = "10km run") -> EventLine:
    return next(one for one in found.events if one.event == name)


def known(bests: tuple[Best | None, ...], found: SeasonsView) -> dict[str, float]:
    """Return season -> best time [s] of those that have one."""
    return {season.name: best.time for season, best in zip(found.seasons, bests, strict=True) if best}


# ---- which times


def test_best_of_each_season_is_its_fastest_recorded_race() -> None:
    found = view(*LAST_YEAR, THIS_YEAR)

    assert {"2026": 2500.0, "2027": 2520.0} == known(event(found).whole, found)


def test_best_to_date_is_up_to_as_many_days_before_the_race() -> None:
    found = view(*LAST_YEAR, THIS_YEAR)

    assert {"2026": 2560.0, "2027": 2520.0} == known(event(found).to_date, found)


def test_best_to_date_of_a_season_that_is_over_is_its_whole_best() -> None:
    report = check(None, [*EASY, *LAST_YEAR, THIS_YEAR], today=date(2027, 3, 10))
    found = seasons_view(PLANS, report, today=date(2027, 3, 10))

    assert event(found).whole == event(found).to_date


def test_a_race_in_one_file_with_its_warm_up_has_no_time() -> None:
    assert () == view(run(date(2027, 1, 17), 3600.0, km=14.0)).events


def test_an_official_time_goes_before_the_recorded_one() -> None:
    tests = (Performance(date(2027, 1, 17), 2524.0, "time", "Tune-up"),)
    found = view(THIS_YEAR, beside=Beside(tests=tests))

    assert Best(date(2027, 1, 17), 2524.0, "Tune-up", official=True) == event(found).whole[-1]


def test_a_row_of_a_table_is_a_time_without_a_race() -> None:
    found = view(beside=Beside(tests=(Performance(date(2027, 1, 30), 1200.0, "time", "5k"),)))

    assert {"2027": 1200.0} == known(event(found, "5km run").whole, found)


@pytest.mark.parametrize(
    "test",
    [
        Performance(date(2027, 1, 30), 280.0, "power", "5-min test"),
        Performance(date(2027, 1, 30), 1200.0, "time", "the hill"),
        Performance(date(2027, 2, 11), 1200.0, "time", "5k"),
    ],
)
def test_a_row_of_a_table_when_no_time_over_a_distance_up_to_today_is_no_result(test: Performance) -> None:
    assert () == view(beside=Beside(tests=(test,))).events


def test_one_event_however_it_is_written_has_one_line() -> None:
    tests = [Performance(date(2027, 1, day), 2500.0, "time", name) for day, name in ((5, "10k"), (6, "10000m run"))]

    assert ["10km run"] == [one.event for one in view(*LAST_YEAR, beside=Beside(tests=tests)).events]


def test_what_is_called_a_race_is_one_where_it_is_as_long_as_an_event() -> None:
    found = view(run(date(2026, 6, 6), 1190.0, km=5.02, name="Town parkrun"))

    assert {"2026-03": 1190.0} == known(event(found, "5km run").whole, found)


@pytest.mark.parametrize(("km", "name"), [(6.0, "Town parkrun"), (5.0, "Morning run"), (5.0, "Race pace")])
def test_what_is_no_race_by_name_and_length_has_no_time(km: float, name: str) -> None:
    assert () == view(run(date(2026, 6, 6), 1190.0, km=km, name=name)).events


def test_what_is_called_a_race_and_linked_to_a_session_is_none() -> None:
    race = run(date(2026, 6, 6), 1190.0, km=5.0, name="Town parkrun")
    link = Link(race.id, "2026-06-06", race.day, "run")

    assert () == view(race, beside=Beside(said=Answers(links=(link,)))).events


def test_what_is_called_a_race_and_linked_to_no_session_is_one() -> None:
    race = run(date(2026, 6, 6), 1190.0, km=5.0, name="Town parkrun")
    link = Link(race.id, "", race.day, "run")
    found = view(race, beside=Beside(said=Answers(links=(link,))))

    assert {"2026-03": 1190.0} == known(event(found, "5km run").whole, found)


def test_goals_to_come_are_those_of_this_season_after_today() -> None:
    found = view(*LAST_YEAR, THIS_YEAR)

    assert [(date(2027, 2, 28), 2430.0, "Town 10k")] == [(g.day, g.time, g.name) for g in event(found).goals]


def test_rounds_of_a_race_are_times_and_goals_of_their_own() -> None:
    rounds = "rounds: {{heat: {{date: {year}-02-07, goal: 41:00}}, final: {year}-02-28}}"
    season = plan(2027, PLAN.replace("date: {year}-02-28", rounds))
    found = view(*LAST_YEAR, run(date(2027, 2, 7), 2470.0), plans=(PLANS[0], ("2027", season)))

    assert Best(date(2027, 2, 7), 2470.0, "Town 10k (heat)") == event(found).to_date[-1]
    assert ["Town 10k (final)"] == [goal.name for goal in event(found).goals]


def test_a_heat_to_come_is_no_goal_over_its_event() -> None:
    rounds = "rounds: {{heat: {{date: {year}-02-26, goal: 41:00}}, final: {year}-02-28}}"
    season = plan(2027, PLAN.replace("date: {year}-02-28", rounds))
    found = view(*LAST_YEAR, THIS_YEAR, plans=(PLANS[0], ("2027", season)))

    assert ["Town 10k (final)"] == [goal.name for goal in event(found).goals]


# ---- aims


SUB_40 = Aim("Sub 40", date(2029, 2, 9), "run", 10_000.0, 2399.0)
"""Two years from today, to the day of the calendar's mean year."""


def aim(*races: Activity, wanted: Aim = SUB_40, plans: tuple[tuple[str, Season], ...] = PLANS) -> AimLine:
    return view(*races, beside=Beside(aims=(wanted,)), plans=plans).aims[0]


def told(found: AimLine) -> tuple[date, float]:
    """Return the day and the time that an aim is told by."""
    assert found.best is not None
    return found.best.day, found.best.time


def test_the_gap_of_an_aim_is_that_of_the_best_time_ever() -> None:
    found = aim(*LAST_YEAR, THIS_YEAR)

    assert Best(date(2026, 2, 28), 2500.0, "Town 10k") == found.best
    assert 101.0 == found.gap


def test_a_year_has_to_bring_the_gap_spread_evenly() -> None:
    found = aim(*LAST_YEAR)

    assert 730 == found.days_left
    assert found.a_year == pytest.approx(101 / (730 / 365.25))


def test_seasons_of_an_aim_are_those_with_a_time() -> None:
    assert [("2026", 2500.0), ("2027", 2520.0)] == [
        (name, best.time) for name, best in aim(*LAST_YEAR, THIS_YEAR).seasons
    ]


def test_steps_of_an_aim_are_goals_of_every_plan_up_to_its_day() -> None:
    plans = (*PLANS, ("2028", plan(2028)), ("2030", plan(2030)))
    days = [date(2027, 2, 28), date(2028, 1, 17), date(2028, 2, 28)]

    assert days == [step.day for step in aim(*LAST_YEAR, plans=plans).steps]


def test_a_step_stands_beside_the_gap_spread_evenly() -> None:
    found = aim(*LAST_YEAR)

    assert found.even(date(2028, 2, 10)) == pytest.approx(2399 + 101 * 365 / 730)


def test_an_aim_when_no_time_is_known_has_no_gap() -> None:
    found = aim()

    assert (None, None, None, ()) == (found.best, found.gap, found.a_year, found.seasons)


def test_an_aim_when_reached_asks_for_nothing_a_year() -> None:
    found = aim(run(date(2026, 2, 28), 2390.0))

    assert (-9.0, None, None) == (found.gap, found.a_year, found.even(date(2027, 6, 1)))


def test_an_aim_when_reached_in_time_is_told_by_the_best_of_then() -> None:
    wanted = Aim("Sub 42", date(2026, 3, 31), "run", 10_000.0, 2510.0)

    assert (date(2026, 2, 28), 2500.0) == told(aim(*LAST_YEAR, run(date(2027, 1, 17), 2450.0), wanted=wanted))


def test_an_aim_when_reached_too_late_is_told_by_the_best_of_all() -> None:
    wanted = Aim("Sub 41", date(2026, 3, 31), "run", 10_000.0, 2460.0)

    assert (date(2027, 1, 17), 2450.0) == told(aim(*LAST_YEAR, run(date(2027, 1, 17), 2450.0), wanted=wanted))


def test_an_aim_of_another_sport_knows_nothing_of_runs() -> None:
    found = aim(*LAST_YEAR, wanted=Aim("Ski", date(2029, 2, 9), "ski", 10_000.0, 1800.0))

    assert (None, ()) == (found.best, found.steps)


def test_an_aim_when_several_plans_have_it_counts_once() -> None:
    text = PLAN.replace("athlete: {{", "athlete: {{aims: [{{name: a, by: 2029-02-09, distance: 10km, goal: 39:59}}], ")
    plans = (("2026", plan(2026, text)), ("2027", plan(2027, text)))

    assert ["a"] == [one.name for one in view(*LAST_YEAR, plans=plans).aims]


# ---- a real record


REAL = """\
periodize: 1
start: {start}
athlete: {{threshold: {{run: 4:00/km, hr: 170bpm}}}}
races: [{{name: 10k, date: {day}, priority: A, distance: 10km}}]
week: {{mon: 60min}}
blocks: [{{name: base, days: 15}}]
"""


def test_races_of_a_real_record_are_held_against_each_other(shared_data: Path) -> None:
    folder = shared_data / "recorded" / "tcx-trackeR"
    if not folder.is_dir():
        pytest.skip("the recordings of June 2013 are not there")
    days = (("early", "2013-06-01", "2013-06-14"), ("late", "2013-06-16", "2013-06-23"))
    plans = []
    for name, start, day in days:
        season, problems = read_plan_text(REAL.format(start=start, day=day))
        assert season is not None, problems
        plans.append((name, season))
    today = date(2013, 6, 25)
    activities = periodize.read(folder, timezone="Europe/London")

    found = seasons_view(plans, check(None, activities, today=today), today=today)

    # as long as 10 km to one per cent, by the clock of the watch
    assert known(event(found).whole, found) == pytest.approx({"early": 2426.0, "late": 2358.0}, abs=1)
