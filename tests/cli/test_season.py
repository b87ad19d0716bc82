"""`season` as a user runs it: a folder of plans and one store, years of a record, data, and what cannot be compared."""

from __future__ import annotations

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
