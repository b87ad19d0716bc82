"""`season` as a user runs it: a folder of plans and one store, years of a record, data, and what cannot be compared."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLAN = """\
periodize: 1
title: Spring {year}
start: {year}-01-04
athlete: {{threshold: {{run: 4:00/km}}}}
races:
  - {{id: town, name: Town 10k, date: {year}-02-28, priority: A, distance: 10km}}
week: {{mon: 60min, wed: 60min, sat: long 90min}}
blocks: [{{name: base, until: town + 1d}}]
"""
HEAD = "date,sport,duration,distance,load\n"


@pytest.fixture
def folder(run: Run) -> Path:
    """Two springs, and a run every second day from October 2025 on up to the day before today."""
    from datetime import date, timedelta

    for year in (2026, 2027):
        Path(f"{year}.yaml").write_text(PLAN.format(year=year))
    days = (date(2025, 10, 1) + timedelta(days=k) for k in range(0, 497, 2))
    Path("runs.csv").write_text(HEAD + "".join(f"{day},run,1:00:00,{10 + day.year - 2025}km,60\n" for day in days))
    imported = run("import", "runs.csv")
    assert 0 == imported.code, imported.err
    return Path()


def test_its_help_has_examples_and_json(run: Run) -> None:
    found = run("season", "--help")

    assert "periodize season" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_seasons_of_a_folder_are_lined_up_by_weeks_to_the_race(run: Run, folder: Path) -> None:
    found = run("season", folder)

    assert (0, "") == (found.code, found.err)
    assert "2027 <   2027-01-04  2027-02-28" in found.out
    assert "2027 up to 2027-02-09, 19 days to Town 10k, beside the same days of" in found.out
    assert "km                  228       211    198  +30 (+15%)" in found.out
    assert "   > 2  08 Feb" in found.out
    assert "The row with > ends with the last recorded day, on both sides." in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_all_rows_are_shown_when_asked_for(run: Run, folder: Path) -> None:
    Path("empty").mkdir()
    few, all_ = (run("season", "empty", "--recorded", "runs.csv", *every).out for every in ((), ("--all",)))

    assert [True, False] == ["of 53 rows; all of them: --all" in out for out in (few, all_)]


def test_data_of_a_season_keep_the_contract(run: Run, folder: Path) -> None:
    data = run("season", "--json").data
    conforms(data, "season")

    assert ("2027", "2026", "2027-02-09") == (data["this"], data["against"], data["as_of"])
    assert len(data["seasons"]) == len(data["rows"][0]["seasons"])


def test_plans_without_a_record_are_listed_with_what_is_planned(run: Run) -> None:
    Path("2027.yaml").write_text(PLAN.format(year=2027))
    found = run("season")

    conforms(run("season", "--json").data, "season")
    assert 0 == found.code
    assert "Nothing is recorded of this season: `periodize import PATH ...`" in found.out


def test_narrow_screen_keeps_the_numbers(run: Run, folder: Path) -> None:
    found = run("season", width=60)

    assert max(map(len, found.out.splitlines())) <= 60
    assert "…" not in found.out


def test_record_without_a_plan_is_compared_by_years(run: Run, folder: Path) -> None:
    found = run("season", "--recorded", "runs.csv", Path("empty"))

    assert 2 == found.code
    Path("empty").mkdir()
    found = run("season", "--recorded", "runs.csv", Path("empty"))
    assert (0, "") == (found.code, found.err)
    assert "years without a plan are calendar years" in found.out


def test_plan_with_errors_is_reported_and_nothing_is_compared(run: Run, folder: Path) -> None:
    Path("2027.yaml").write_text(PLAN.format(year=2027).replace("long 90min", "lnog 90min"))
    found = run("season")

    assert (1, "") == (found.code, found.out)
    assert "error[P107]" in found.err


def test_empty_folder_says_what_to_do(run: Run) -> None:
    found = run("season")

    assert 2 == found.code
    assert "neither a plan nor eight weeks of record; `periodize init my-season` begins a plan" in found.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "nowhere does not exist; name a folder with plans, or the plans"),
        (["--against", "2O26"], "did you mean '2026'"),
        (["--by", "day"], "week"),
        (["--race", "soon"], "is not a date"),
    ],
)
def test_wrong_usage_of_season_is_refused(run: Run, folder: Path, arguments: list[str], said: str) -> None:
    found = run("season", *arguments)

    assert 2 == found.code
    assert said in found.err


def test_season_begins_in_simulate_where_the_record_of_the_folder_leaves_off(run: Run, folder: Path) -> None:
    found = run("simulate", "2027.yaml", "--no-chart")

    assert "Assumptions: from where the record of 2027-01-03 leaves you: fitness" in " ".join(found.out.split())


def test_pain_of_today_takes_the_next_days_of_the_rest_of_the_season(run: Run, folder: Path) -> None:
    assert 0 == run("wellness", "add", "--injury", "left calf").code
    found = run("simulate", "2027.yaml", "--from-here", "--json").data

    # of a single run the median of those that last over a day, ten days and a little
    assert [0.0] * 10 == [day["load"] for day in found["days"][:10]]
    assert any(line.startswith("pain noted on 2027-02-10 and no session since") for line in found["assumptions"])


@pytest.fixture
def summer(folder: Path) -> Path:
    """A third season, a week after the one that lasts."""
    path = folder / "summer.yaml"
    path.write_text(PLAN.format(year=2027).replace("2027-01-04", "2027-03-08").replace("02-28", "05-02"))
    return path


@pytest.mark.parametrize(
    "arguments",
    [
        ("simulate", "summer.yaml"),
        ("compare", "summer.yaml", "summer.yaml", "--runs", "1"),
        ("sweep", "summer.yaml", "--over", "week.sat=long 60min,long 90min", "--runs", "1"),
        ("sensitivity", "summer.yaml", "--runs", "200"),
    ],
)
def test_next_season_begins_after_the_rest_of_this_one_as_planned(
    run: Run, summer: Path, arguments: tuple[str, ...]
) -> None:
    words = "from where the record of 2027-02-09, and then 2027 done as written from 2027-02-10 on, would leave you"
    found = run(*arguments)

    assert 0 == found.code, found.err
    assert words in " ".join(found.out.split())


def test_beginning_of_the_next_season_is_in_its_data(run: Run, summer: Path) -> None:
    found = run("simulate", "summer.yaml", "--json").data
    conforms(found, "simulate")

    told = {key: found["begins"][key] for key in ("source", "record", "plans", "rest_days")}
    assert {
        "source": "plans",
        "record": "2027-02-09",
        "plans": [{"name": "2027", "from": "2027-02-10"}],
        "rest_days": 7,
    } == told


def test_report_on_the_next_season_says_what_it_begins_with(run: Run, summer: Path) -> None:
    found = run("report", "summer.yaml", "-o", "summer.html", "--runs", "20")

    assert 0 == found.code, found.err
    assert "then 2027 done as written from 2027-02-10 on" in Path("summer.html").read_text()


def test_season_says_what_the_plan_to_come_begins_with(run: Run, summer: Path) -> None:
    words = "summer begins from where the record of 2027-02-09, and then 2027 done as written from 2027-02-10 on"

    assert words in " ".join(run("season").out.split())


def test_broken_plan_beside_is_a_note_of_the_next_season(run: Run, summer: Path) -> None:
    Path("draft.yaml").write_text("periodize: 1\nblocks: ?\n")
    found = run("simulate", "summer.yaml", "--no-chart")

    assert 0 == found.code
    assert "draft has errors and counts for nothing here: `periodize validate draft.yaml`" in " ".join(
        found.out.split()
    )


# ---- best times, the same sessions, aims

AIM = "aims: [{name: Sub 38, by: 2029-02-09, distance: 10km, goal: 37:59}]"


@pytest.fixture
def raced(run: Run, folder: Path) -> Path:
    """The same with a table of tests, an aim, and a goal in this season's race."""
    for year in (2026, 2027):
        text = PLAN.format(year=year).replace("distance: 10km", "distance: 10km, goal: 39:30")
        Path(f"{year}.yaml").write_text(text.replace("athlete: {", f"athlete: {{{AIM}, "))
    rows = ("2026-01-25,41:30,10k", "2026-02-28,40:50,10 km", "2027-01-31,40:40,10k")
    Path("tests.csv").write_text("date,value,event\n" + "\n".join(rows) + "\n")
    return folder


@pytest.mark.usefixtures("raced")
def test_best_times_are_held_against_those_as_long_before_the_race(run: Run) -> None:
    found = run("season")

    assert (0, "") == (found.code, found.err)
    assert "10km run  40:40  41:30  -0:50 (-2.0%)     40:50  39:30 on 28 Feb" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


@pytest.mark.usefixtures("raced")
def test_an_aim_is_told_with_its_gap_and_its_steps(run: Run) -> None:
    told = " ".join(run("season").out.split())

    assert "Sub 38: 10km run in 37:59 by 2029-02-09 Best known 40:40 on 2027-01-31 (10k): 2:41 (7.1%) to go" in told
    assert "Best of each season: 2026 40:50, 2027 so far 40:40 (-0:10)." in told
    assert "On the way: Town 10k on 2027-02-28, goal 39:30 (spread evenly: 40:36)." in told


@pytest.mark.usefixtures("raced")
def test_best_times_and_aims_as_data_keep_the_contract(run: Run) -> None:
    data = run("season", "--json").data
    conforms(data, "season")

    assert [2440.0, None] == [data["aims"][0]["best"]["time_s"], data["events"][0]["whole"][0]]


def test_an_athlete_of_files_without_a_plan_counts_with_thresholds_and_aims(run: Run, folder: Path) -> None:
    Path("empty").mkdir()
    Path("me.yaml").write_text(f"hr: {{max: 190, rest: 50}}\n{AIM}\n")
    found = run("season", "empty", "--recorded", "runs.csv", "--athlete", "me.yaml")

    assert "Sub 38: 10km run in 37:59 by 2029-02-09" in found.out
    assert "maximum heart rate" not in found.out


@pytest.mark.usefixtures("raced")
@pytest.mark.parametrize("width", [60, 40])
def test_best_times_on_a_narrow_screen_keep_both_seasons(run: Run, width: int) -> None:
    found = run("season", width=width)

    assert "10km run  40:40  41:30  -0:50 (-2.0%)" in found.out
    assert max(len(line) for line in found.out.splitlines() if "10km run" in line) <= width


@pytest.mark.usefixtures("raced")
def test_a_faulty_table_of_tests_is_told_and_left_out(run: Run) -> None:
    Path("tests.csv").write_text("date,value,event\n2027-01-31,soon,10k\n")
    found = run("season")

    assert (0, True) == (found.code, "Nothing of tests.csv counts until it is mended." in found.err)
    assert "Best times" not in found.out


def test_a_table_of_tests_is_known_where_nothing_is_recorded(run: Run) -> None:
    Path("2027.yaml").write_text(PLAN.format(year=2027))
    Path("tests.csv").write_text("date,value,event\n2027-01-31,40:40,10k\n")

    assert "10km run  40:40" in run("season").out


def test_sessions_done_in_both_seasons_are_held_against_each_other(run: Run) -> None:
    from datetime import date, datetime, timedelta
    from zoneinfo import ZoneInfo

    import numpy as np

    from periodize.demo.files import DemoSession, fit_bytes

    Path("files").mkdir()
    for year, first, speed, weeks in ((2026, 6, 4.10, 6), (2027, 5, 4.30, 4)):
        text = PLAN.format(year=year).replace("wed: 60min", "tue: wu 10min + 5x3min @ T (90s) + cd 10min")
        Path(f"{year}.yaml").write_text(text)
        for week in range(weeks):
            repeats = [(180.0, speed + 0.01 * (week % 2), 168.0), (90.0, 2.6, 130.0)] * 5
            pieces = [(600.0, 3.0, 140.0), *repeats, (600.0, 3.0, 140.0)]
            start = datetime(year, 1, first, 18, tzinfo=ZoneInfo("UTC")) + timedelta(days=7 * week)
            data = fit_bytes(DemoSession(start, "run", pieces, "Track"), rng=np.random.default_rng(week))
            Path(f"files/{start:%Y-%m-%d}.fit").write_bytes(data)
    run("import", "files")
    found = run("season", PERIODIZE_TODAY=str(date(2027, 1, 30)))

    told = " ".join(found.out.partition("The same sessions")[2].split())
    assert told.startswith(", beside 2026 within two weeks of as long before the race 5x3min @ T · run")
    assert re.search(r"run \d:\d\d/km at \d{3} bpm on 26 Jan; 2026 \d:\d\d/km at \d{3} bpm \(", told)
    assert "% faster than" in told
    assert "more than what matters (1 %)." in told
    data = run("season", "--json", PERIODIZE_TODAY="2027-01-30").data
    conforms(data, "season")
    assert ["up"] == [one["judged"] for one in data["sessions"]]


def test_rest_of_a_season_that_has_not_begun_is_all_of_it(run: Run, summer: Path) -> None:
    whole, rest = (run("simulate", "summer.yaml", *more, "--json").data for more in ([], ["--from-here"]))

    assert (whole["begins"], whole["days"]) == (rest["begins"], rest["days"])
