"""`periodize simulate --model calibrated`: in form as on the athlete's own best days, or by the convention."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.test_commands import conforms
from tests.test_form_window import BEST, DAYS, FIRST, PLAN, made_loads, made_tests, mornings

if TYPE_CHECKING:
    from tests.cli.conftest import Run

OWN = ("--model", "calibrated", "--loads", "loads.csv", "--performances", "tests.csv", "--past", "55", "--no-chart")
MANY = ("--runs", "40", "--life", "none")


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def write_tables(days: range, *, by_form: float = 12.0) -> None:
    loads = made_loads()
    rows = [f"{FIRST + timedelta(day)},{load:.2f}\n" for day, load in enumerate(loads)]
    tests = [f"{test.day},{test.value:.1f} W,{test.event}\n" for test in made_tests(loads, days, by_form=by_form)]
    Path("loads.csv").write_text("date,load\n" + "".join(rows))
    Path("tests.csv").write_text("date,value,event\n" + "".join(tests))
    Path("plan.yaml").write_text(PLAN)


@pytest.fixture
def enough(run: Run) -> None:
    write_tables(range(50, DAYS, 25))


def test_own_window_is_told_with_its_tests(run: Run, enough: None) -> None:
    data = run("simulate", *OWN, *MANY, "--json").data
    window = data["form_window"]

    conforms(data, "simulate")
    assert ("own tests", 22, 7, None) == (window["basis"], window["tests"], window["best"], window["why"])
    assert window["low"] < BEST < window["high"]


@pytest.mark.parametrize("chance", [MANY, ()])
def test_page_says_what_in_form_means_for_many_runs_and_for_one(
    run: Run, enough: None, chance: tuple[str, ...]
) -> None:
    window = run("simulate", *OWN, *chance, "--json").data["form_window"]
    found = run("simulate", *OWN, *chance)
    span = f"form of {100 * window['low']:.0f} to {100 * window['high']:.0f} % of fitness"

    said = in_one_line(found.out)
    assert f"In form: {span} by averages of 42 and 7 days, as before the best 7 of your 22 tests (grade D)." in said
    assert "on your best days (own tests, grade D)." in said
    assert max(map(len, found.out.splitlines())) <= 80


@pytest.mark.parametrize("chance", [MANY, ()])
def test_page_says_why_few_tests_leave_the_convention(run: Run, chance: tuple[str, ...]) -> None:
    write_tables(range(50, DAYS, 90))
    data = run("simulate", *OWN, *chance, "--json").data
    said = in_one_line(run("simulate", *OWN, *chance).out)
    why = "9 tests with known loads would tell your own, and there are 7"

    conforms(data, "simulate")
    assert {
        "low": 0.05,
        "high": 0.35,
        "basis": "convention",
        "tests": 7,
        "best": None,
        "unseen": [],
        "why": why,
    } == data["form_window"]
    assert f"form of 5 to 35 % of fitness by averages of 42 and 7 days (convention, grade D: {why})." in said


def test_page_without_own_tests_names_the_convention_alone(run: Run, enough: None) -> None:
    data = run("simulate", *MANY, "--json").data
    said = in_one_line(run("simulate", "--no-chart", *MANY).out)

    expected = {
        "low": 0.05,
        "high": 0.35,
        "basis": "convention",
        "tests": None,
        "best": None,
        "unseen": [],
        "why": None,
    }
    assert expected == data["form_window"]
    assert "In form: form of 5 to 35 % of fitness (convention, grade D). Shares of the runs." in said


def test_races_that_most_runs_come_to_too_rested_are_held_against_the_best_days(run: Run, enough: None) -> None:
    Path("plan.yaml").write_text(PLAN.replace("days: 14, taper: {volume: 50%}", "days: 14, taper: {volume: 5%}"))
    said = in_one_line(run("simulate", *OWN, *MANY).out)

    assert "Lake ride finds you more rested than on your best days (own tests, grade D)." in said
    assert "come to Lake ride more rested than on your best days: form above" in said


def test_races_that_most_runs_come_to_tired_are_held_against_the_best_days(run: Run, enough: None) -> None:
    Path("plan.yaml").write_text(PLAN.replace("taper: {volume: 50%}", "volume: 25h"))
    said = in_one_line(run("simulate", *OWN, *MANY).out)

    assert "Lake ride finds you less rested than on your best days (own tests, grade D)." in said
    assert "come to Lake ride less rested than on your best days: form below" in said


def test_end_that_was_never_tried_is_said(run: Run, enough: None) -> None:
    # of the tests those after an easy week are left out
    _, form = mornings(made_loads())
    tests = Path("tests.csv").read_text().splitlines(keepends=True)
    tired = [row for row in tests[1:] if form[(date.fromisoformat(row[:10]) - FIRST).days] < BEST]
    Path("tests.csv").write_text("".join([tests[0], *tired]))
    window = run("simulate", *OWN, "--json").data["form_window"]
    said = in_one_line(run("simulate", *OWN).out)

    assert ("own tests", ["high"], 0.35) == (window["basis"], window["unseen"], window["high"])
    assert "hardly a test was more rested, so the upper end is at least the convention's)." in said
