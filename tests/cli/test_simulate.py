"""`simulate` as a user runs it: what may happen, questions, settings, the past once more."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from tests.where import ROOT

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SEASON = ROOT / "examples" / "season" / "plan.yaml"


def conforms(data: Any, name: str) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / f"{name}.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)


def test_many_runs_say_what_may_happen_on_race_day(run: Run) -> None:
    found = run("simulate", SEASON, "--runs", "200", "--no-chart")

    assert (0, "") == (found.code, found.err)
    assert "Race day" in found.out
    assert "The taper from 2027-05-03 brings" in found.out
    assert "of the runs fall ill at some time" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_fan_chart_shows_the_series_that_is_asked_for(run: Run) -> None:
    found = run("simulate", SEASON, "--runs", "50", "--fan", "performance")

    assert "performance: median, ranges of half and of nine tenths of the runs" in found.out
    assert "form: median" not in found.out


def test_fan_without_runs_asks_about_chance(run: Run) -> None:
    found = run("simulate", SEASON, "--fan", "form", "--no-chart")

    assert "1,000 runs, seed 0" in found.out


def test_life_without_chance_tells_no_rates(run: Run) -> None:
    found = run("simulate", SEASON, "--life", "none", "--runs", "20", "--no-chart")

    assert "fall ill" not in found.out
    assert run("simulate", SEASON, "--life", "none", "--runs", "20", "--json").data["risk"] is None


def test_few_runs_say_how_little_they_know_of_a_chance(run: Run) -> None:
    few, many = (
        " ".join(run("simulate", SEASON, "--runs", runs, "--no-chart").out.split()) for runs in ("100", "2000")
    )

    assert ("Chance: of 100 runs, give or take 5 points" in few, "give or take" in many.partition("‡")[0]) == (
        True,
        False,
    )
    assert "Chance: of 2,000 runs" not in many


def test_curves_have_marks_where_there_is_no_colour(run: Run) -> None:
    out = run("simulate", SEASON).out
    drawn = [line for line in out.splitlines() if " | " in line]

    assert "o fitness  x fatigue  + form" in out
    assert all(any(mark in line.partition("|")[2] for line in drawn) for mark in "ox+")


def test_ride_shows_its_goal_its_watts_and_why_it_has_no_time(run: Run) -> None:
    Path("ride.yaml").write_text(
        "periodize: 1\nstart: 2027-01-04\nathlete: {threshold: {bike: 250W}, fitness: 50}\n"
        "races: [{id: fondo, name: Gran Fondo, date: 2027-02-14, priority: A, sport: bike, goal: 5:00:00}]\n"
        "week: {tue: bike 60min, sat: bike 180min}\nblocks: [{name: base, weeks: 6}]\n"
    )
    found = run("simulate", "ride.yaml", "--runs", "200", "--no-chart")
    text = " ".join(found.out.split())
    conforms(run("simulate", "ride.yaml", "--runs", "20", "--json").data, "simulate")

    assert "Gran Fondo 5:00:00" in text
    assert "No time of Gran Fondo: course and wind decide it" in text
    assert " W over 5:00:00, your threshold times hours^-0.15 (our choice)" in text


def test_a_what_if_over_race_day_does_not_start(run: Run) -> None:
    found = run("simulate", SEASON, "--what-if", "sick 7d from 2027-05-10", "--runs", "50", "--no-chart")

    assert "does not start" in found.out
    assert "Only the training lost is counted, not the illness itself." in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_chance_from_the_threshold_says_at_its_place_that_training_does_not_change_it(run: Run) -> None:
    out = run("simulate", SEASON, "--runs", "50", "--no-chart").out
    table = out[out.index("Race day") :].partition("\n‡")[0]

    assert "from threshold alone: training does not change it." in " ".join(table.split())


def test_what_if_that_has_faded_by_the_races_says_so(run: Run) -> None:
    data = run("simulate", SEASON, "--json").data
    first = date.fromisoformat(data["days"][0]["date"])
    text = run("simulate", SEASON, "--what-if", f"camp 1850m {first}..{first + timedelta(days=3)}", "--no-chart").out

    assert "By the races nothing is left of it" in text


def test_what_if_that_lasts_is_not_said_to_have_faded(run: Run) -> None:
    out = run("simulate", SEASON, "--what-if", "miss 30%", "--no-chart").out

    assert "nothing is left of it" not in out


def test_weeks_tell_how_many_runs_are_over_the_edge_as_the_risk_does(run: Run) -> None:
    data = run("simulate", SEASON, "--runs", "100", "--json").data
    edge, weeks = data["risk"]["over_edge"], {week["start"]: week["over_edge"] for week in data["weeks"]}
    conforms(data, "simulate")

    assert max(weeks.values()) == weeks[edge["week"]] == edge["week_share"] <= edge["share"]


def test_season_that_is_over_is_refused_with_the_day_to_name(run: Run) -> None:
    first = run("simulate", SEASON, "--json").data["days"][0]["date"]
    found = run("simulate", SEASON, "--from-here", "--today", "2031-01-01")

    assert (2, True) == (found.code, f"--today DATE, e.g. --today {first}" in " ".join(found.err.split()))


def test_time_of_a_what_if_is_in_minutes(run: Run) -> None:
    asked = ("--what-if", "heat 32C 2027-05-16", "--runs", "50", "--no-chart")

    assert re.search(r"Marathon .* \+\d+:\d\d +\d+ %", run("simulate", SEASON, *asked).out)


def test_catching_up_says_why_it_is_not_advised(run: Run) -> None:
    text = " ".join(run("simulate", SEASON, "--policy", "catch-up", "--runs", "20", "--no-chart").out.split())

    assert "not advised: what it takes of recovery and adds of risk is hardly in this model" in text


def test_what_ifs_are_answered_in_the_same_weather(run: Run) -> None:
    asked = ("--what-if", "sick 5d from 2027-05-01", "--what-if", "miss 20%")
    data = run("simulate", SEASON, "--runs", "100", *asked, "--json").data
    conforms(data, "simulate")

    assert ["sick 5d from 2027-05-01", "miss 20%"] == [found["text"] for found in data["what_ifs"]]
    for found in data["what_ifs"]:
        assert found["load"]["p50"] < 0
        assert "marathon" == found["races"][-1]["id"]


def test_illness_in_the_last_fortnight_costs_fitness_and_brings_form(run: Run) -> None:
    data = run("simulate", SEASON, "--what-if", "sick 5d from 2027-05-07", "--runs", "1", "--json").data
    race = data["what_ifs"][0]["races"][-1]

    assert race["form_difference"] > 0
    assert "sick 5d" in run("simulate", SEASON, "--what-if", "sick 5d from 2027-05-07", "--no-chart").out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sick 5d from 2031-01-01", "2031-01-01"),
        ("sick 0d from 2027-03-01", "0"),
        ("sick -3d from 2027-03-01", "-3d"),
        ("sikc 5d from 2027-03-01", "did you mean"),
        ("miss 130%", "130%"),
        ("camp 1850m 2027-03-14..2027-03-01", "2027-03-01"),
        ("", "begins with one of"),
    ],
)
def test_impossible_what_if_is_refused_before_any_work(run: Run, text: str, said: str) -> None:
    found = run("simulate", SEASON, "--what-if", text)

    assert (2, "") == (found.code, found.out)
    assert said in found.err
    assert "Traceback" not in found.err


def test_setting_changes_the_question_and_never_the_plan(run: Run) -> None:
    before = SEASON.read_bytes()
    whole, less = (
        run("simulate", SEASON, *setting, "--json").data for setting in ((), ("--set", "blocks.peak.volume=60%"))
    )

    assert sum(week["load"] for week in less["weeks"]) < sum(week["load"] for week in whole["weeks"])
    assert before == SEASON.read_bytes()


def test_setting_that_does_not_exist_has_a_near_miss(run: Run) -> None:
    found = run("simulate", SEASON, "--set", "blocks.peek.volume=60%")

    assert (1, "") == (found.code, found.out)
    assert "peak" in found.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--runs", "none"), "auto"),
        (("--runs", "0"), "auto"),
        (("--life", "ruogh"), "did you mean 'rough'?"),
        (("--policy", "folow"), "did you mean 'follow'?"),
        (("--fan", "speed"), "performance"),
    ],
)
def test_impossible_option_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    found = run("simulate", SEASON, *arguments)

    assert (2, "") == (found.code, found.out)
    assert said in found.err


@pytest.fixture
def season(run: Run, demo: Path) -> Path:
    """The example season, its recordings in a store beside it."""
    folder = Path("season")
    shutil.copytree(demo, folder)
    assert 0 == run("import", folder / "recorded", "--store", folder / "periodize.db").code
    return folder / "plan.yaml"


def test_backtest_says_first_what_the_ranges_are_worth(run: Run, season: Path) -> None:
    found = run("simulate", season, "--backtest")
    data = run("simulate", season, "--backtest", "--json").data
    conforms(data, "replay")

    assert found.code == 0
    assert found.out.startswith(("Calibrated as far", "Not calibrated"))
    assert {"load", "fitness", "form"} <= {row["name"].partition(",")[0] for row in data["forecasts"]}
    assert max(map(len, found.out.splitlines())) <= 80


def test_backtest_without_a_past_says_what_it_takes(run: Run, season: Path) -> None:
    found = run("simulate", season, "--backtest", "--today", "2026-08-01")

    assert (2, "") == (found.code, found.out)
    assert "nothing to replay" in found.err


def test_own_habits_are_used_where_the_record_tells_them(run: Run, season: Path) -> None:
    data = run("simulate", season, "--runs", "20", "--json").data

    assert any("your own habits" in text for text in data["assumptions"])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--backtest", "--what-if", "miss 20%"), "--what-if"),
        (("--backtest", "--set", "blocks.nope=3"), "--set"),
        (("--past", "5"), "--model calibrated"),
        (("--rest-left-out",), "--model calibrated"),
        (("--model", ""), "unknown response model"),
    ],
)
def test_option_that_would_not_be_heard_is_refused(run: Run, arguments: tuple[str, ...], said: str) -> None:
    found = run("simulate", SEASON, *arguments)

    assert (2, "") == (found.code, found.out)
    assert said in found.err


def test_version_of_a_plan_is_not_set(run: Run) -> None:
    found = run("simulate", SEASON, "--set", "periodize=2")

    assert (1, "") == (found.code, found.out)
    assert "P013" in found.err


def test_warnings_of_a_setting_are_shown_because_the_file_has_none(run: Run) -> None:
    found = run("simulate", SEASON, "--set", "blocks.build.volume=99999km", "--no-chart")

    assert found.code == 0
    assert "warning[P304]" in found.err
    assert "periodize validate" not in found.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("arguments", [("simulate",), ("simulate", "--json"), ("validate",)])
def test_full_disk_is_said_in_one_line(arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "periodize", arguments[0], str(SEASON), *arguments[1:]],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60,
        )  # fmt: skip

    assert done.returncode == 1
    assert "error: the output could not be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_closed_output_is_no_traceback() -> None:
    line = f"{sys.executable} -m periodize simulate {SEASON} >&-"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, text=True, check=False, timeout=60)

    assert (0, "") == (done.returncode, done.stderr)


def test_own_number_takes_the_place_of_an_assumption_and_is_said(run: Run) -> None:
    often, never = (
        run("simulate", SEASON, "--runs", "300", "--assume", f"illness.per_year={rate}", "--json").data
        for rate in (20, 0)
    )

    assert often["risk"]["ill"] > 0.9
    assert never["risk"]["ill"] == 0
    assert "illness.per_year=20 (as you say)" in often["assumptions"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ilness.per_year=2", "did you mean 'illness'?"),
        ("illness.peryear=2", "did you mean 'per_year'?"),
        ("illness.per_year=often", "takes a number"),
        ("illness.per_year=-1", "must be >= 0"),
        ("illness.per_year=nan", "per_year"),
        ("illness", "is no assumption"),
    ],
)
def test_impossible_assumption_is_refused(run: Run, text: str, said: str) -> None:
    found = run("simulate", SEASON, "--assume", text)

    assert (2, "") == (found.code, found.out)
    assert said in found.err


def test_rest_of_a_season_begins_where_the_record_ends(run: Run, demo: Path) -> None:
    found = run("simulate", demo / "plan.yaml", "--from-here", "--json")

    assert (0, "2027-02-10") == (found.code, found.data["days"][0]["date"])
    conforms(found.data, "simulate")


def test_whole_season_beside_a_record_says_that_it_is_played_as_written(run: Run, demo: Path) -> None:
    shutil.copytree(demo, "mine")
    run("import", "mine/recorded", "--store", "mine/periodize.db")
    found = [run("simulate", "mine/plan.yaml", "--no-chart", *more).out for more in ((), ("--from-here",))]
    told = "from where your record leaves you: --from-here"

    assert [True, False] == [" ".join(out.split()).endswith(told) for out in found]


def test_rest_of_a_season_needs_a_record(run: Run) -> None:
    run("init", "here")
    found = run("simulate", "here/plan.yaml", "--from-here")

    assert 2 == found.code
    assert "--from-here begins where the record ends: nothing is recorded yet" in " ".join(found.err.split())


def test_ranges_beside_a_record_say_that_they_are_not_checked_here(run: Run, demo: Path) -> None:
    shown = ("--from-here", "--no-chart", "--runs")
    found = [" ".join(run("simulate", demo / "plan.yaml", *shown, runs).out.split()) for runs in ("1", "20")]
    told = "Not checked on your past here: `periodize simulate --backtest` tells what such ranges were worth."

    assert [False, True] == [out.endswith(told) for out in found]
