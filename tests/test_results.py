"""What became of a planned race: time, goal, the last one, and what was noted around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import periodize
from periodize.activity import Activity, Morning, Record
from periodize.calibration import Performance
from periodize.compare import race_time
from periodize.effort import Effort
from periodize.plan import read_plan_text
from periodize.project.checks.tested import all_out, not_of_a_race, official_words, round_of, with_races
from periodize.project.checks.today import today_view
from periodize.report.terminal.check import print_check
from periodize.report.terminal.results import noted_words, result_words
from periodize.report.terminal.tables import console
from periodize.report.terminal.today import print_today

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.plan import Season
    from periodize.report.views.check import CheckReport
    from periodize.report.views.result import Result

PLAN = """\
periodize: 1
start: 2026-06-01
athlete: {{threshold: {{run: 4:00/km, hr: 168bpm}}, fitness: 40}}
races:
  - {{id: club, name: Club 5k, date: 2026-06-20, priority: C, distance: 5km, goal: 18:15}}
  - {{id: main, name: "Main: 5k", date: 2026-07-11, priority: A, distance: 5km, goal: 18:00}}
week: {{tue: easy 45min}}
{calendar}
blocks: [{{name: all, weeks: {weeks}}}]
"""
CLUB, MAIN = date(2026, 6, 20), date(2026, 7, 11)


def season(calendar: str = "", *, weeks: int = 7, plan: str = PLAN) -> Season:
    found, problems = read_plan_text(plan.format(calendar=calendar, weeks=weeks))
    assert found is not None, problems
    return found


def run(day: date, seconds: float, km: float = 5.0, *, stood: float = 0.0) -> Activity:
    effort = Effort("run", np.array([seconds]), {"speed": np.array([1000 * km / seconds])})
    start = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    return Activity(f"run-{day}-{km}", "run", start, effort, seconds + stood, distance=1000 * km)


BOTH = (run(CLUB, 1098), run(MAIN, 1180))


def checked(
    plan: Season, *runs: Activity, mornings: tuple[Morning, ...] = (), today: date = MAIN, **others: Any
) -> CheckReport:
    return periodize.check(plan, Record(activities=runs, mornings=mornings), today=today, **others)


def result(*runs: Activity, plan: Season | None = None, **others: Any) -> Result:
    """The result of the last race that was run."""
    return checked(plan or season(), *(runs or BOTH), **others).results[-1]


# ---- the time


def test_a_race_when_run_has_its_goal_and_the_last_one_beside_it() -> None:
    found = result()

    assert ("Main: 5k", MAIN, 1180.0, 1080.0) == (found.name, found.day, found.time, found.goal)
    assert (1098.0, CLUB) == (found.last, found.last_day)


def test_the_time_of_a_race_when_it_stood_is_that_of_the_clock() -> None:
    assert 1180.0 == result(run(MAIN, 1150, stood=30)).time


def test_a_race_when_nothing_was_run_before_has_no_last_one() -> None:
    assert None is result(run(MAIN, 1180)).last


def test_a_race_when_another_distance_was_run_before_has_no_last_one() -> None:
    plan = season(plan=PLAN.replace("C, distance: 5km, goal: 18:15", "C, distance: 10km"))

    assert None is result(run(CLUB, 2400, 10.0), run(MAIN, 1180), plan=plan).last


@pytest.mark.parametrize(("km", "time"), [(5.14, 1180.0), (5.16, None), (9.0, None)])
def test_a_recording_when_not_as_long_as_the_race_is_not_its_time(km: float, time: float | None) -> None:
    assert time == result(run(MAIN, 1180, km)).time


def test_a_time_of_the_table_when_of_that_race_is_the_official_one() -> None:
    found = result(tests=(Performance(MAIN, 1177.0, "time", "5km run"),))

    assert (1177.0, True) == (found.time, found.official)


@pytest.mark.parametrize("event", ["5k", "5 km run", "5000m", "5K parkrun", "main: 5k", "main"])
def test_a_time_of_the_table_when_it_speaks_of_the_race_is_official_however_written(event: str) -> None:
    found = result(tests=(Performance(MAIN, 1177.0, "time", event),))

    assert (1177.0, True) == (found.time, found.official)


@pytest.mark.parametrize("event", ["10k", "5km swim", "club", "test"])
def test_a_time_of_the_table_when_of_something_else_is_not_official(event: str) -> None:
    assert not result(tests=(Performance(MAIN, 1177.0, "time", event),)).official


@pytest.mark.parametrize("event", ["5k", "5000m run", "5 km"])
def test_the_last_race_when_written_otherwise_is_found(event: str) -> None:
    assert 1111.0 == result(run(MAIN, 1180), tests=(Performance(date(2025, 5, 4), 1111.0, "time", event),)).last


def test_a_time_of_the_table_when_of_a_race_is_not_counted_beside_it() -> None:
    report = checked(season(), *BOTH, tests=(Performance(MAIN, 1177.0, "time", "5k"),))

    assert report.history is not None
    assert ["test:5k"] == [name for name in report.history.series if name.startswith("test:")]


@pytest.mark.parametrize(
    ("row", "words"), [("19:37,5k", ["Official time of Main: 5k: 19:37 (tests.csv)."]), ("1:00:00,10k", [])]
)
def test_the_official_time_when_the_table_has_it_is_said_of_a_race(tmp_path: Path, row: str, words: list[str]) -> None:
    (tmp_path / "tests.csv").write_text(f"date,value,event\n{MAIN},{row}\n")

    assert words == list(official_words(tmp_path, season(), MAIN))


def test_a_race_when_a_row_tells_it_is_one_test_and_bears_the_name_of_the_table() -> None:
    races = [Performance(day, 1180.0, "time", "5km run") for day in (CLUB, MAIN)]
    found = with_races([Performance(MAIN, 1177.0, "time", "5k")], races, season())

    assert [(MAIN, 1177.0, "5k"), (CLUB, 1180.0, "5k")] == [(test.day, test.value, test.event) for test in found]


# ---- the time among several files


def part(km: float, seconds: float, after: float) -> Activity:
    """A file that begins so many minutes after ten."""
    found = run(MAIN, seconds, km)
    return replace(found, id=f"at-{after}", start=found.start + timedelta(minutes=after))


WARM_UP, RACE, COOL_DOWN = part(2.5, 900, -30), part(5.02, 1215, 0), part(2.2, 700, 25)
HALVES = (part(2.5, 600, 0), part(2.51, 615, 10.2))


def test_the_time_of_a_race_when_warm_up_is_beside_it_is_that_of_the_race() -> None:
    assert 1215.0 == race_time((WARM_UP, RACE, COOL_DOWN), 5000.0)


def test_the_time_of_a_race_when_in_two_files_that_adjoin_is_from_start_to_end() -> None:
    assert 1227.0 == race_time((WARM_UP, *HALVES, COOL_DOWN), 5000.0)


def test_the_time_of_a_race_when_files_do_not_adjoin_is_not_known() -> None:
    assert race_time((HALVES[0], part(2.5, 600, 12)), 5000.0) is None


def test_the_time_of_a_race_when_without_a_distance_and_of_many_files_is_not_known() -> None:
    assert race_time((WARM_UP, RACE), None) is None


def test_the_time_of_a_race_when_the_watch_ran_around_it_is_from_step_to_step() -> None:
    early = replace(RACE, moved=(180.0, 1150.0))

    assert 970.0 == race_time((early,), 5000.0)
    assert 970.0 == race_time((early,), None)


def test_the_time_of_a_race_when_in_two_files_is_from_the_first_step_to_the_last() -> None:
    halves = (replace(HALVES[0], moved=(20.0, 590.0)), replace(HALVES[1], moved=(5.0, 600.0)))

    assert 1192.0 == race_time(halves, 5000.0)


def test_a_race_when_recorded_with_warm_up_stands_in_the_table_by_its_own_time() -> None:
    found = screen(checked(season(), WARM_UP, RACE, COOL_DOWN))

    assert "20:15" in found
    assert "46:55" not in found


@pytest.mark.parametrize(("km", "state"), [(3.8, "done"), (3.7, "partial")])
def test_a_race_when_recorded_for_a_part_of_its_distance_is_partial(km: float, state: str) -> None:
    rows = checked(season(), run(MAIN, 900, km)).comparison.rows

    assert [state] == [row.state for row in rows if row.planned and row.planned.intent == "race" and row.done]


LEGS = PLAN.replace("A, distance: 5km, goal: 18:00", "A, goal: 4:40:00")


@pytest.mark.parametrize(
    ("goal", "seconds", "state", "time"),
    [
        (", goal: 4:40:00", 12_600, "done", 12_600.0),
        (", goal: 4:40:00", 12_599, "partial", None),
        ("", 1200, "done", 1200.0),
    ],
)
def test_a_race_without_a_distance_when_far_shorter_than_its_goal_is_partial_and_has_no_time(
    goal: str, seconds: float, state: str, time: float | None
) -> None:
    report = checked(season(plan=LEGS.replace(", goal: 4:40:00", goal)), run(MAIN, seconds, 21.1))
    (row,) = (row for row in report.comparison.rows if row.planned and row.planned.intent == "race" and row.done)

    assert (state, time) == (row.state, report.results[-1].time)


def test_one_leg_of_a_race_when_recorded_alone_says_nothing_of_key_sessions() -> None:
    report = checked(season(plan=LEGS), run(MAIN, 5594, 21.1))

    assert report.history is not None
    assert "key_done" not in report.history.series


# ---- rows that speak of no race


def test_a_row_when_of_the_day_of_a_race_but_not_of_it_is_named() -> None:
    (found,) = not_of_a_race([Performance(MAIN, 1177.0, "time", "test")], season(), until=MAIN)

    assert "tests.csv: 'test' on 2026-07-11 is not taken for Main: 5k; as event write '5km run' or 'Main: 5k'" == found


@pytest.mark.parametrize("events", [("5k",), ("5k", "test")])
def test_a_row_when_the_race_has_one_needs_no_word(events: tuple[str, ...]) -> None:
    rows = [Performance(MAIN, 1177.0, "time", event) for event in events]

    assert not list(not_of_a_race(rows, season(), until=MAIN))


def test_a_time_of_the_table_when_of_an_earlier_year_is_the_last_one() -> None:
    found = result(run(MAIN, 1180), tests=(Performance(date(2025, 5, 4), 1111.0, "time", "5km run"),))

    assert (1111.0, False) == (found.last, found.official)


def test_a_race_when_it_has_no_distance_is_told_by_its_clock_alone() -> None:
    plan = season(plan=PLAN.replace("distance: 5km, ", ""))

    assert (1180.0, None) == (result(plan=plan).time, result(plan=plan).last)


def test_the_last_race_when_too_far_back_to_be_compared_is_found_in_the_record() -> None:
    assert 1098.0 == result(near=7).last


def test_a_race_when_still_to_come_has_no_result() -> None:
    assert ["Club 5k"] == [one.name for one in checked(season(), *BOTH, today=date(2026, 7, 1)).results]


def test_results_when_a_period_is_asked_for_are_those_of_its_days() -> None:
    assert ["Club 5k"] == [one.name for one in checked(season(), *BOTH, last=CLUB).results]


def test_a_round_when_run_is_named() -> None:
    rounds = PLAN.replace("date: 2026-07-11", "rounds: {{heat: 2026-07-09, final: 2026-07-11}}")

    assert "Main: 5k (final)" == result(plan=season(plan=rounds)).name


# ---- rounds

HEAT = date(2026, 7, 9)
ROUNDS = PLAN.replace("date: 2026-07-11", "rounds: {{heat: {{date: 2026-07-09, goal: 18:30}}, final: 2026-07-11}}")
NO_GOAL = PLAN.replace("date: 2026-07-11", "rounds: {{heat: 2026-07-09, final: 2026-07-11}}")


def rounds(*runs: Activity, plan: str = ROUNDS, **others: Any) -> tuple[Result, ...]:
    return checked(season(plan=plan), *runs, **others).results


def test_a_round_when_run_is_held_against_its_own_goal() -> None:
    heat, final = rounds(run(HEAT, 1120), run(MAIN, 1070))

    assert [(1120.0, 1110.0), (1070.0, 1080.0)] == [(one.time, one.goal) for one in (heat, final)]


def test_a_round_when_it_has_no_goal_is_held_against_none() -> None:
    heat, final = rounds(run(HEAT, 1120), run(MAIN, 1070), plan=NO_GOAL)

    assert (None, 1080.0) == (heat.goal, final.goal)


def test_the_last_race_when_a_heat_came_between_is_the_one_before_it() -> None:
    final = rounds(*BOTH, run(HEAT, 1120))[-1]

    assert (1098.0, CLUB) == (final.last, final.last_day)


def test_the_last_race_when_the_heat_was_the_fastest_is_the_heat() -> None:
    final = rounds(*BOTH, run(HEAT, 1075))[-1]

    assert (1075.0, HEAT) == (final.last, final.last_day)


@pytest.mark.parametrize(("event", "official"), [("Main: 5k (heat)", True), ("5k", True), ("Main: 5k (final)", False)])
def test_a_time_of_the_table_when_of_a_round_is_official_for_it(event: str, official: bool) -> None:
    heat, _ = rounds(run(HEAT, 1120), run(MAIN, 1070), tests=(Performance(HEAT, 1118.0, "time", event),))

    assert official == heat.official


def test_a_time_of_the_table_when_two_rounds_are_of_a_day_is_of_the_one_it_names() -> None:
    (race,) = [one for one in season(plan=ROUNDS.replace("2026-07-09", "2026-07-11")).races if one.id == "main"]
    found = [round_of(Performance(MAIN, 1118.0, "time", event), race) for event in ("main: 5k (heat)", "5k", "10k")]

    assert ["heat", "final", None] == [one and one.label for one in found]


NEXT = ROUNDS.replace("week:", "  - {{id: next, name: Next 5k, date: 2026-07-18, distance: 5km}}\nweek:")


@pytest.mark.parametrize("event", ["5k", "Main: 5k", "Main: 5k (final)"])
def test_the_last_race_when_a_final_has_an_official_time_is_that_time(event: str) -> None:
    official = Performance(MAIN, 1075.0, "time", event)
    runs = run(HEAT, 1120), run(MAIN, 1070), run(date(2026, 7, 18), 1090)
    found = rounds(*runs, plan=NEXT, tests=(official,), today=date(2026, 7, 18))[-1]

    assert (1075.0, MAIN) == (found.last, found.last_day)


def kept(plan: str, *times: tuple[date, float, str]) -> list[float]:
    tests = [Performance(day, seconds, "time", event) for day, seconds, event in times]
    return [test.value for test in all_out(tests, season(plan=plan))]


@pytest.mark.parametrize(
    ("heat", "expected"),
    [(1120.0, [1098.0, 1070.0]), (1098.0, [1098.0, 1070.0]), (1060.0, [1098.0, 1060.0, 1070.0])],
)
def test_a_heat_is_a_test_when_nothing_faster_is_known(heat: float, expected: list[float]) -> None:
    assert expected == kept(ROUNDS, (CLUB, 1098.0, "5km run"), (HEAT, heat, "5k"), (MAIN, 1070.0, "5000m run"))


def test_a_heat_is_a_test_when_it_is_all_that_is_known() -> None:
    assert [1120.0] == kept(ROUNDS, (HEAT, 1120.0, "5k"))


def test_a_heat_when_named_in_the_table_is_no_test_either() -> None:
    assert [1070.0] == kept(ROUNDS, (HEAT, 1120.0, "Main: 5k (heat)"), (MAIN, 1070.0, "5k"))


def test_a_final_is_a_test_however_slow_it_was() -> None:
    assert [1060.0, 1120.0] == kept(ROUNDS, (HEAT, 1060.0, "5k"), (MAIN, 1120.0, "5k"))


def test_of_two_rounds_of_a_day_the_slower_is_no_test() -> None:
    one_day = ROUNDS.replace("2026-07-09", "2026-07-11")

    assert [1050.0, 1070.0] == kept(one_day, (CLUB, 1050.0, "5k"), (MAIN, 1120.0, "5k"), (MAIN, 1070.0, "5k"))


@pytest.mark.parametrize("other", [(HEAT, 2400.0, "10k"), (HEAT, 1120.0, "5km swim")])
def test_another_event_is_a_test_when_on_the_day_of_a_heat(other: tuple[date, float, str]) -> None:
    assert [other[1], 1070.0] == kept(ROUNDS, other, (MAIN, 1070.0, "5k"))


def test_a_heat_of_the_record_is_no_test_of_the_warning_signs() -> None:
    report = checked(season(plan=ROUNDS), *BOTH, run(HEAT, 1200))

    assert report.history is not None
    assert 2 == int(np.isfinite(report.history.one("test:5km run")).sum())


# ---- what was noted


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((1,), ("ill on 12 Jul",)),
        ((-2, -1, 1), ("ill 9 Jul to 10 Jul", "ill on 12 Jul")),
        ((-7,), ("ill on 4 Jul",)),
        ((3,), ("ill on 14 Jul",)),
        ((-8,), ()),
        ((4,), ()),
    ],
)
def test_illness_when_noted_around_a_race_is_told(days: tuple[int, ...], words: tuple[str, ...]) -> None:
    mornings = tuple(Morning(MAIN + timedelta(days=k), illness=True) for k in days)

    assert words == result(mornings=mornings, today=MAIN + timedelta(days=6)).around


def test_illness_when_noted_after_the_day_of_the_question_is_not_known_yet() -> None:
    assert () == result(mornings=(Morning(MAIN + timedelta(days=1), illness=True),)).around


def test_pain_when_noted_for_days_is_told_once() -> None:
    mornings = tuple(Morning(MAIN - timedelta(days=k), injury="left calf") for k in (3, 2))

    assert ("pain noted on 8 Jul (left calf)",) == result(mornings=mornings).around


def test_a_morning_when_nothing_is_wrong_is_no_cause() -> None:
    assert () == result(mornings=(Morning(MAIN, illness=False, resting_hr=50.0),)).around


@pytest.mark.parametrize(
    ("dates", "words"),
    [("2026-06-28..2026-07-05", ("illness 28 Jun to 5 Jul in the plan",)), ("2026-06-10..2026-06-28", ())],
)
def test_the_calendar_when_it_names_an_illness_near_a_race_is_told(dates: str, words: tuple[str, ...]) -> None:
    assert words == result(plan=season(f"calendar: [{{dates: {dates}, kind: illness}}]")).around


# ---- in words


def test_a_result_when_printed_is_one_line() -> None:
    assert ("Main: 5k on 11 Jul: 19:40, goal 18:00 (+9.3%), last 18:18 on 20 Jun (+7.5%).") == result_words(result())


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"official": True, "goal": None, "last": None}, "Main: 5k on 11 Jul: 19:40 (official)."),
        (
            {"time": None, "recorded": 9020.0, "elapsed": 2700.0},
            (
                "Main: 5k on 11 Jul: 9km in 45:00 recorded, so its time over 5km is not known;"
                " a row of tests.csv says it: 2026-07-11,h:mm:ss,5km."
            ),
        ),
        (
            {"time": None, "distance": None, "recorded": None, "elapsed": 2700.0},
            (
                "Main: 5k on 11 Jul: 45:00 recorded, so its time is not known;"
                " a row of tests.csv says it: 2026-07-11,h:mm:ss,Main: 5k."
            ),
        ),
    ],
)
def test_a_result_when_less_is_known_says_so(changed: dict[str, Any], words: str) -> None:
    assert words == result_words(replace(result(), **changed))


def test_what_was_noted_when_there_is_something_is_a_sentence() -> None:
    assert "Noted around it: ill on 12 Jul; pain." == noted_words(replace(result(), around=("ill on 12 Jul", "pain")))


def test_what_was_noted_when_nothing_was_is_nothing() -> None:
    assert not noted_words(result())


def screen(report: CheckReport, plan: Season | None = None, *, every: bool = False) -> str:
    out = StringIO()
    if plan is None:
        print_check(report, console(out), every=every)
    else:
        print_today(today_view(report, plan), console(out))
    return " ".join(out.getvalue().split())


def test_a_check_when_a_race_was_slow_says_so_beside_clear() -> None:
    found = screen(checked(season(), *BOTH))

    assert "Race: Main: 5k on 11 Jul: 19:40, goal 18:00 (+9.3%)" in found
    assert "Club 5k on 20 Jun:" not in found


def test_a_check_when_all_is_asked_for_tells_every_race() -> None:
    assert "Race: Club 5k on 20 Jun: 18:18, goal 18:15 (+0.3%)." in screen(checked(season(), *BOTH), every=True)


@pytest.mark.parametrize(("later", "told"), [(0, True), (6, True), (7, False)])
def test_today_when_a_race_was_run_of_late_tells_its_result(later: int, told: bool) -> None:
    plan = season(weeks=8)
    report = checked(plan, *BOTH, today=MAIN + timedelta(days=later))

    assert told == ("Race: Main: 5k on 11 Jul: 19:40" in screen(report, plan))


def test_a_race_when_done_stands_in_the_table_by_its_clock() -> None:
    assert "goal 18:00 19:40 5km" in screen(checked(season(), run(MAIN, 1150, stood=30)))
