"""Results of races as a user sees them: in check, today and the report, and as data."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from periodize.plan import load_plan
from periodize.project.checks.tested import of_record
from periodize.project.records.keeping import open_store
from tests.cli.test_commands import conforms
from tests.races import fit_race

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLAN = """\
periodize: 1
title: Track
start: 2026-06-01
athlete: {threshold: {run: 4:00/km, hr: 168bpm}, fitness: 40, timezone: UTC}
races:
  - {id: club, name: Club 5k, date: 2026-06-20, priority: C, distance: 5km, goal: 18:15}
  - {id: main, name: Main 5k, date: 2026-07-11, priority: A, distance: 5km, goal: 18:00}
week: {tue: easy 45min}
blocks: [{name: all, weeks: 7}]
"""
WORDS = "Main 5k on 11 Jul: 19:40, goal 18:00 (+9.3%), last 18:18 on 20 Jun (+7.5%)."


@pytest.fixture
def raced(run: Run) -> None:
    """Two races of a plan, and an illness noted the day after the second."""
    Path("plan.yaml").write_text(PLAN)
    run("log", "2026-06-20", "run", "18:18", "5km")
    run("log", "2026-07-11", "run", "19:40", "5km")
    run("wellness", "add", "--ill", "--date", "2026-07-12", "--today", "2026-07-12")


@pytest.mark.usefixtures("raced")
@pytest.mark.parametrize("command", ["check", "today"])
def test_a_race_when_slower_than_its_goal_is_told(run: Run, command: str) -> None:
    found = " ".join(run(command, "--today", "2026-07-12", width=80).out.split())

    assert f"Race: {WORDS} Noted around it: ill on 12 Jul." in found


@pytest.mark.usefixtures("raced")
@pytest.mark.parametrize(("command", "names"), [("check", ["Club 5k", "Main 5k"]), ("today", ["Main 5k"])])
def test_results_when_asked_for_as_data_keep_the_contract(run: Run, command: str, names: list[str]) -> None:
    data = run(command, "--today", "2026-07-12", "--json").data

    conforms(data, command)
    assert names == [one["name"] for one in data["results"]]


@pytest.mark.usefixtures("raced")
def test_a_result_when_asked_for_as_data_is_in_seconds(run: Run) -> None:
    (found,) = run("today", "--today", "2026-07-12", "--json").data["results"]

    assert {
        "session": "2026-07-11-race", "name": "Main 5k", "date": "2026-07-11", "distance_m": 5000.0, "time_s": 1180.0,
        "official": False, "recorded_m": 5000.0, "elapsed_s": 1180.0, "goal_s": 1080.0, "last_s": 1098.0,
        "last_date": "2026-06-20", "around": ["ill on 12 Jul"],
    } == found  # fmt: skip


@pytest.mark.usefixtures("raced")
def test_a_report_when_a_race_was_run_of_late_tells_its_result(run: Run) -> None:
    run("report", "-o", "season.html", "--today", "2026-07-12", "--runs", "1")

    assert WORDS in Path("season.html").read_text(encoding="utf-8")


# ---- a watch that ran before the gun

TRACK = """\
periodize: 1
title: Track
start: 2024-07-29
athlete: {threshold: {run: 3:00/km, hr: 170bpm}, timezone: UTC}
races:
  - {id: final, name: Final, date: 2024-08-10, priority: A, distance: 5000m, goal: 13:14}
week: {mon: 60min}
blocks: [{name: base, weeks: 2}]
"""


@pytest.fixture
def early(run: Run) -> None:
    """A final in 12:58, imported, whose watch was started three minutes before the gun."""
    Path("plan.yaml").write_text(TRACK)
    Path("final.fit").write_bytes(fit_race(standing=180))
    run("import", "final.fit")


@pytest.mark.usefixtures("early")
@pytest.mark.parametrize("files", [(), ("--recorded", "final.fit")], ids=["store", "file"])
@pytest.mark.parametrize("command", ["check", "today"])
def test_a_race_when_the_watch_ran_before_the_gun_counts_from_the_first_step(
    run: Run, command: str, files: tuple[str, ...]
) -> None:
    found = run(command, "plan.yaml", "--today", "2024-08-11", *files, "--json").data

    assert [778.0] == [one["time_s"] for one in found["results"]]


@pytest.mark.usefixtures("early")
def test_a_race_when_the_watch_ran_before_the_gun_stands_in_the_table_by_its_time(run: Run) -> None:
    assert "12:58 5km" in run("check", "--today", "2024-08-11", width=80).out


@pytest.mark.usefixtures("early")
def test_seasons_when_the_watch_ran_before_the_gun_have_the_time_of_the_race(run: Run) -> None:
    (event,) = run("season", "--today", "2024-08-11", "--json").data["events"]

    assert [778.0] == [one["time_s"] for one in event["whole"]]


@pytest.mark.usefixtures("early")
def test_a_calibration_when_the_watch_ran_before_the_gun_takes_the_time_of_the_race() -> None:
    season, problems = load_plan(Path("plan.yaml"))
    assert season is not None, problems
    with open_store(Path("periodize.db")) as store:
        _, tests = of_record(store, season, folder=Path(), today=date(2024, 8, 11))

    assert [778.0] == [test.value for test in tests]


@pytest.mark.usefixtures("early")
def test_a_race_when_it_is_one_file_alone_is_held_against_no_warm_up(run: Run) -> None:
    found = " ".join(run("why", "2024-08-10", "--today", "2024-08-11", width=120).out.split())

    assert "load 29 against 28" in found
    assert "held against 28: the file is the race alone, so warm-up and cool-down are left out of it" in found


# ---- the table beside the plan


def with_table(*rows: str) -> None:
    Path("tests.csv").write_text("\n".join(["date,value,event", *rows]) + "\n")


@pytest.mark.usefixtures("raced")
@pytest.mark.parametrize("event", ["5k", "5000m run", "Main 5k", "main"])
def test_a_row_when_it_speaks_of_the_race_is_its_official_time(run: Run, event: str) -> None:
    with_table(f"2026-07-11,19:37,{event}")

    assert "19:37 (official)" in " ".join(run("check", "--today", "2026-07-12", width=80).out.split())


@pytest.mark.usefixtures("raced")
def test_a_check_when_a_row_is_wrong_names_it_and_goes_on_without_the_table(run: Run) -> None:
    with_table("2026-07-11,19:37,5k", "2026-06-20,-5:00,5k")

    found = run("check", "--today", "2026-07-12", width=80)

    assert "error[C110]: value(='-5:00') cannot be read" in found.err
    assert "tests.csv:3:1" in found.err
    assert "Nothing of tests.csv counts until it is mended." in found.err
    assert WORDS in " ".join(found.out.split())


@pytest.mark.usefixtures("raced")
def test_a_check_when_a_row_has_no_value_counts_the_others(run: Run) -> None:
    with_table("2026-07-11,19:37,5k", "2026-06-20,-,5k")

    found = run("check", "--today", "2026-07-12", width=80)

    assert "warning[C111]: value(='-') is missing; the row is left out" in found.err
    assert "19:37 (official)" in " ".join(found.out.split())


@pytest.mark.usefixtures("raced")
def test_a_check_when_a_row_of_a_race_day_speaks_of_something_else_says_so(run: Run) -> None:
    with_table("2026-07-11,19:37,time over five")

    found = run("check", "--today", "2026-07-12", width=80)

    assert "tests.csv: 'time over five' on 2026-07-11 is not taken for Main 5k" in found.err


def test_a_calibration_when_there_are_no_tests_names_the_table(run: Run) -> None:
    run("log", "2026-05-23", "run", "20min", "5km")

    assert "write them in tests.csv beside the plan" in " ".join(run("calibrate", width=80).err.split())


# ---- which activities were races


def listed(run: Run, *options: str) -> list[str]:
    return [one["date"] for one in run("activities", "--races", *options, "--json").data]


@pytest.mark.usefixtures("raced")
def test_races_when_asked_for_are_those_of_the_plan(run: Run) -> None:
    run("log", "2026-06-23", "run", "45min", "9km")
    run("log", "2026-07-11", "run", "12min", "2km", "--new")

    assert ["2026-06-20", "2026-07-11"] == listed(run)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Town parkrun #12", True),
        ("Hill RACE", True),
        ("Time trial", True),
        ("8km race pace", False),
        ("race-pace 400s", False),
        ("Racetrack", False),
        ("Cross country championships", True),
        ("Races, leg 2", True),
        ("Race day", True),
        ("Race, sore after the race", True),
        ("Pre-race shakeout", False),
        ("Post race recovery jog", False),
        ("Jog the day before the race", False),
        ("race-day warmup", False),
        ("race recon", False),
        ("Easy", False),
    ],
)
def test_an_activity_when_called_a_race_is_one(run: Run, name: str, found: bool) -> None:
    run("log", "2026-05-23", "run", "20min", "5km", "--name", name)

    assert found == bool(listed(run))


@pytest.mark.usefixtures("raced")
@pytest.mark.parametrize(("session", "days"), [("2026-06-20-race", 3), ("2026-06-23-day", 2), ("none", 3)])
def test_an_activity_when_linked_is_what_it_is_linked_to(run: Run, session: str, days: int) -> None:
    run("log", "2026-06-21", "run", "18min", "5km", "--name", "Hill race")
    key = run("activities", "--from", "2026-06-21", "--to", "2026-06-21", "--json").data[0]["id"]
    run("link", key, session, "--today", "2026-07-12")

    assert days == len(listed(run))


def test_races_when_there_are_none_says_so(run: Run) -> None:
    run("log", "2026-05-23", "run", "20min", "5km")

    found = run("activities", "--races")

    assert (0, "no races: none is the plan's by day and distance, and none is called one\n") == (found.code, found.out)
