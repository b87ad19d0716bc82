"""A folder of seasons, none of them called plan.yaml, as a user runs commands in it without naming one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLAN = """\
periodize: 1
start: {year}-01-04
athlete: {{threshold: {{run: 4:00/km}}}}
races:
  - {{id: town, name: Town 10k, date: {year}-02-28, priority: A, distance: 10km}}
week: {{mon: 60min, wed: 60min, sat: long 90min}}
blocks: [{{name: base, until: town + 1d}}]
"""
RACES = """\
date,sport,duration,distance
2026-02-28,run,0:40:00,10km
2026-02-27,run,0:40:00,8km
"""
TODAYS = "plan: 2027.yaml (2027-02-10 lies in it)\n"
"""Today is 10 February 2027."""


@pytest.fixture(autouse=True)
def seasons(run: Run) -> None:
    """Two springs, with nothing recorded."""
    for year in (2026, 2027):
        Path(f"{year}.yaml").write_text(PLAN.format(year=year))


@pytest.mark.parametrize(
    "command", ["today", "check", "benchmark", "zones", "show", "explain", "simulate --no-chart", "format --diff"]
)
def test_command_without_a_plan_takes_the_season_of_today_and_says_so(run: Run, command: str) -> None:
    assert run(*command.split()).err.startswith(TODAYS)


def test_data_stays_data_where_the_season_is_told(run: Run) -> None:
    assert "2027.yaml" == run("today", "--json").data["plan"]


def test_check_of_everything_is_of_all_seasons(run: Run) -> None:
    for year in (2026, 2027):
        Path(f"{year}.yaml").write_text(PLAN.format(year=year).replace("60min", "60mim"))
    told = run("validate", "--format", "concise").out

    assert {"2026.yaml", "2027.yaml"} == {line.partition(":")[0] for line in told.splitlines()}


@pytest.mark.parametrize("command", [("explain", "2026-01-07"), ("skip", "2026-01-07", "--reason", "travel")])
def test_day_that_is_asked_for_tells_its_season(run: Run, command: tuple[str, ...]) -> None:
    run("log", "60min", "run", "--rpe", "4")

    assert "plan: 2026.yaml (2026-01-07 lies in it)\n" == run(*command).err


def test_plan_may_stand_behind_what_is_to_be_explained(run: Run) -> None:
    found = run("explain", "2026-01-07", "2026.yaml")

    assert (0, "", True) == (found.code, found.err, found.out.startswith("Wed 7 Jan 2026"))


def test_two_seasons_of_today_are_named(run: Run) -> None:
    Path("other.yaml").write_text(PLAN.format(year=2027).replace("90min", "80min"))
    found = run("today")

    assert 2 == found.code
    assert "several plans may be meant (2027-02-10 lies in it): 2027.yaml, other.yaml" in " ".join(found.err.split())


def test_races_of_all_seasons_are_listed(run: Run) -> None:
    Path("races.csv").write_text(RACES)
    run("import", "races.csv")

    assert ["2026-02-28"] == [one["date"] for one in run("activities", "--races", "--json").data]


def test_broken_plan_beside_seasons_is_named_and_left_out(run: Run) -> None:
    Path("x.yaml").write_text("periodize: 1\nblocks: [\n")
    found = run("season", "--json")

    assert (0, ["2026", "2027"]) == (found.code, [one["name"] for one in found.data["seasons"]])
    assert "x has errors and counts for nothing here: `periodize validate x.yaml`\n" == found.err


def test_broken_plan_that_is_named_is_refused(run: Run) -> None:
    Path("x.yaml").write_text("periodize: 1\nblocks: [\n")

    assert 1 == run("season", "2026.yaml", "x.yaml").code


def test_link_to_a_season_leaves_the_next_its_beginning(run: Run) -> None:
    Path("2026-current.yaml").symlink_to("2026.yaml")
    told = run("simulate", "2027.yaml", "--no-chart").out

    assert "share the days" not in told


# ---- a folder for each, and the record above them


@pytest.fixture
def inside(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is recorded, and the folder of the season that it belongs to."""
    Path("2027").mkdir()
    Path("2027.yaml").rename("2027/plan.yaml")
    run("log", "60min", "run", "--rpe", "4", "2027-02-08")
    monkeypatch.chdir("2027")


@pytest.mark.usefixtures("inside")
def test_what_is_recorded_above_answers_the_plan_of_a_folder(run: Run) -> None:
    assert ["2027-02-08"] == [one["date"] for one in run("check", "--json").data["sessions"] if one["activities"]]


@pytest.mark.usefixtures("inside")
def test_forecast_from_here_begins_after_what_is_recorded_above(run: Run) -> None:
    assert "2027-02-08" == run("simulate", "--from-here", "--json").data["begins"]["record"]


@pytest.mark.usefixtures("inside")
def test_what_is_typed_in_the_folder_of_a_season_is_recorded_above(run: Run) -> None:
    said = run("log", "30min", "run", "--rpe", "3").err

    assert "record: ../periodize.db (that of several seasons)\n" == said
    assert not Path("periodize.db").exists()
    assert 2 == len(run("activities", "--json").data)


@pytest.mark.usefixtures("inside")
def test_record_of_several_seasons_is_measured_by_the_athlete_of_todays(run: Run) -> None:
    Path("run.csv").write_text("date,sport,duration,distance\n2027-02-09,run,0:40:00,10km\n")
    run("import", "run.csv")

    assert ["session_rpe", "stress"] == [one["load_metric"] for one in run("activities", "--json").data]
