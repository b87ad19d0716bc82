"""`periodize compare`, `sweep` and `sensitivity` as a user runs them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.response import ImpulseResponse, respond
from tests.cli.test_commands import conforms

if TYPE_CHECKING:
    from tests.cli.conftest import Run

PLAN = """\
periodize: 1
title: Short
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}, fitness: 40}
races:
  - {id: fondo, name: Spring 10k, date: 2027-03-14, priority: A, distance: 10km}
week: {mon: 60min, wed: 5x3min @ I (2min), sat: long 90min}
blocks:
  - {name: base, weeks: 4}
  - {name: build, until: fondo - 14d}
  - {name: taper, phase: taper, until: fondo + 1d, taper: {volume: 50%}}
"""
FEW = ("--runs", "250", "--seed", "7")
OVER = ("--over", "blocks.taper.days=5,10,15")
QUESTIONS = {
    "compare": ("compare", "a.yaml", "b.yaml"),
    "sweep": ("sweep", "a.yaml", *OVER),
    "sensitivity": ("sensitivity", "a.yaml"),
}


@pytest.fixture(autouse=True)
def plans(run: Run) -> None:
    Path("a.yaml").write_text(PLAN)
    Path("b.yaml").write_text(PLAN.replace("fondo - 14d", "fondo - 7d"))


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_an_answer_is_on_stdout_within_eighty_columns_and_without_colour(run: Run, question: tuple[str, ...]) -> None:
    found = run(*question, *FEW)

    assert (0, "") == (found.code, found.err)
    assert max(map(len, found.out.splitlines())) <= 80
    assert "\x1b" not in found.out


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_an_answer_says_runs_seed_and_what_is_assumed(run: Run, question: tuple[str, ...]) -> None:
    text = " ".join(run(*question, *FEW).out.split())

    assert "250 runs, seed 7" in text
    assert "Assumptions: mean daily load 40 before the first day" in text


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_keeps_the_contract(run: Run, name: str) -> None:
    conforms(run(*QUESTIONS[name], *FEW, "--json").data, name)


@pytest.mark.parametrize("name", ["compare", "sweep"])
def test_json_of_a_single_run_keeps_the_contract(run: Run, name: str) -> None:
    conforms(run(*QUESTIONS[name], "--runs", "1", "--json").data, name)


def test_same_seed_gives_the_same_answer_and_another_one_another(run: Run) -> None:
    one, two, other = (run(*QUESTIONS["compare"], "--seed", seed, "--json").out for seed in ("3", "3", "4"))

    assert one == two != other


def test_plans_are_left_as_they_are(run: Run) -> None:
    run(*QUESTIONS["sweep"], "--runs", "1")

    assert PLAN == Path("a.yaml").read_text()
    assert ["a.yaml", "b.yaml"] == sorted(str(path) for path in Path().iterdir())


def test_compare_says_in_words_what_the_other_plan_brings(run: Run) -> None:
    text = " ".join(run("compare", "a.yaml", "b.yaml", *FEW).out.split())

    assert "Spring 10k (A) · 2027-03-14" in text
    assert re.search(
        r" B brings \+\d\.\d \(.*\) fitness to Spring 10k at -\d\.\d \(.*\) form; performance .* points,"
        r" higher in \d+ % of the runs[.:] ",
        text,
    )


def test_compare_shows_the_weeks_that_differ_and_counts_the_others(run: Run) -> None:
    found = run("compare", "a.yaml", "b.yaml", "--runs", "1").out

    assert ["2027-03-01", "2027-03-08"] == [row[:10] for row in found.splitlines() if row.startswith("2027-0")]
    assert "8 weeks of the same load in every plan (--json has all)." in found


def test_compare_of_equal_plans_says_so(run: Run) -> None:
    Path("b.yaml").write_text(PLAN)

    assert "The same from every plan" in run("compare", "a.yaml", "b.yaml", *FEW).out


def test_four_plans_fit(run: Run) -> None:
    Path("c.yaml").write_text(PLAN.replace("weeks: 4", "weeks: 4, volume: 3h"))
    Path("d.yaml").write_text(PLAN.replace("weeks: 4", "weeks: 4, volume: 6h"))
    found = run("compare", "a.yaml", "b.yaml", "c.yaml", "d.yaml", *FEW)

    assert max(map(len, found.out.splitlines())) <= 80
    assert "…" not in found.out
    assert all(f"\n{letter} - A" in found.out for letter in "BCD")


def test_sweep_answers_first_and_marks_the_best(run: Run) -> None:
    lines = run("sweep", "a.yaml", *OVER, *FEW, "--no-chart").out.splitlines()
    best = next(line for line in lines if line.startswith(">")).split()[1]

    assert lines[3].startswith(f"{best} brings the highest form, +")


def test_sweep_draws_a_curve_unless_told_not_to(run: Run) -> None:
    drawn, bare = (run("sweep", "a.yaml", *OVER, "--runs", "1", *more).out for more in ((), ("--no-chart",)))

    assert ("⠉" in drawn, "⠉" in bare) == (True, False)


@pytest.mark.parametrize(
    ("values", "ticks"), [("5,10,15", ["5", "10", "15"]), ("5..20", ["5", "10", "15", "20"]), ("7,14", ["7", "14"])]
)
def test_sweep_names_each_value_once_below_its_place(run: Run, values: str, ticks: list[str]) -> None:
    out = run("sweep", "a.yaml", "--over", f"blocks.taper.days={values}", "--runs", "1").out.splitlines()
    axis = next(nth for nth, line in enumerate(out) if line.startswith("-----------|-|"))

    assert ticks == out[axis + 1].partition("|")[2].split()


def test_sweep_marks_its_curves_where_there_is_no_colour(run: Run) -> None:
    out = run("sweep", "a.yaml", *OVER, "--runs", "1").out
    drawn = [line.partition("|")[2] for line in out.splitlines() if " | " in line]

    assert "o fitness  + form" in out
    assert (3, 3) == (sum(line.count("o") for line in drawn), sum(line.count("+") for line in drawn))


def test_sensitivity_answers_first_in_words(run: Run) -> None:
    lines = run("sensitivity", "a.yaml", *FEW, "--measure", "fitness").out.splitlines()

    assert lines[4].startswith("By chance, the fitness of race day goes most with: ")


def test_sensitivity_of_a_changed_plan_is_that_of_the_change(run: Run) -> None:
    plain, changed = (
        run("sensitivity", "a.yaml", *FEW, "--json", *more).data["forecast"]["fitness"]["p50"]
        for more in ((), ("--set", "blocks.build.volume=50%"))
    )

    assert changed < plain


def own_tests() -> None:
    """Two hundred days and twenty-four 10 km of a synthetic athlete before the season."""
    rng = np.random.default_rng(11)
    loads = (50 + 20 * np.sin(np.arange(200) / 25)) * rng.gamma(4, 0.25, 200) * (rng.random(200) < 0.8)
    truth = ImpulseResponse(baseline=100.0, fitness_gain=0.02, fatigue_gain=0.04, convention="inclusive")
    form = respond(loads, model=truth).one("performance") + rng.normal(0, 0.5, 200)
    days = [date(2026, 6, 15) + timedelta(days=k) for k in range(200)]
    rows = [f"{day},{load:.1f}\n" for day, load in zip(days, loads, strict=True)]
    times = [2700 * np.exp((100 - form[k]) / 100) for k in range(10, 200, 8)]
    tests = [
        f"{days[k]},{int(time // 60)}:{time % 60:04.1f},10km run\n"
        for k, time in zip(range(10, 200, 8), times, strict=True)
    ]
    Path("loads.csv").write_text("date,load\n" + "".join(rows))
    Path("tests.csv").write_text("date,value,event\n" + "".join(tests))


def test_sweep_over_the_time_of_a_race_with_own_tests(run: Run) -> None:
    own_tests()
    tables = ("--model", "calibrated", "--loads", "loads.csv", "--performances", "tests.csv")
    data = run("sweep", "a.yaml", *OVER, *tables, *FEW, "--measure", "time", "--json").data
    times = {row["value"]: row["time_s"]["p50"] for row in data["values"]}

    conforms(data, "sweep")
    assert min(times, key=lambda value: times[value]) == data["best"]
    assert all(1500 < time < 3300 for time in times.values())


# ---- wrong usage and plans with problems


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("compare", "a.yaml"), "error: a comparison takes 2 to 4 plans, got 1"),
        (("compare", "a.yaml", "no.yaml"), "there is no file no.yaml"),
        (("compare", "a.yaml", "b.yaml", "--runs", "auto"), "so --runs takes a number here, not auto"),
        (("compare", "a.yaml", "b.yaml", "--life", "wild"), "unknown life 'wild'; there is: none, rough, typical"),
        (("compare", "a.yaml", "b.yaml", "--policy", "x"), "unknown policy 'x'"),
        (("compare", "a.yaml", "b.yaml", "--model", "banana"), "unknown response model 'banana'"),
        (("sweep", "a.yaml", "--over", "blocks.taper.days=9..5"), "is empty"),
        (("sweep", "a.yaml", "--over", "blocks.taper.days=1..10000"), "10,000 values, at most 60 are played"),
        (("sweep", "a.yaml", *OVER, "--at", "race:berlin"), "unknown race 'berlin'; there is: fondo"),
        (("sweep", "a.yaml", *OVER, "--measure", "joy"), "unknown measure 'joy'"),
        (("sweep", "a.yaml", *OVER, "--measure", "time"), "is told by your own tests of that event alone"),
        (("sweep", "a.yaml", *OVER, "--loads", "x.csv"), "--loads and --performances are for --model calibrated"),
        (("sensitivity", "a.yaml", "--runs", "1"), "runs(=1) must be >= 200"),
        (("sensitivity", "a.yaml", "--runs", "1000000000"), "must lie in 1 .. 100,000"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exits_with_two(run: Run, arguments: tuple[str, ...], message: str) -> None:
    found = run(*arguments)

    assert (2, "") == (found.code, found.out)
    assert message in found.err
    assert "Traceback" not in found.err


@pytest.mark.parametrize("question", [("sweep", *OVER), ("sensitivity",), ("compare", "b.yaml")])
def test_a_plan_with_problems_is_refused_with_its_place(run: Run, question: tuple[str, ...]) -> None:
    Path("a.yaml").write_text(PLAN.replace("weeks: 4", "weeks: four"))
    found = run(*question, "a.yaml")

    assert (1, "") == (found.code, found.out)
    assert "--> a.yaml:9:" in found.err
    assert "nothing was done with it" in found.err


@pytest.mark.parametrize("question", [("sweep", "a.yaml", *OVER), ("sensitivity", "a.yaml")])
def test_a_wrong_setting_is_shown_with_its_caret(run: Run, question: tuple[str, ...]) -> None:
    found = run(*question, "--set", "blocks.bild.volume=60%")

    assert 1 == found.code
    assert "1 | blocks.bild.volume=60%\n  |        ^^^^" in found.err


def test_an_impossible_value_of_a_sweep_is_shown_with_its_caret(run: Run) -> None:
    found = run("sweep", "a.yaml", "--over", "blocks.taper.days=40,50")

    assert (1, "") == (found.code, found.out)
    assert (
        "error[P303]: with blocks.taper.days=50: block 'taper' cannot have 50 days: 'build' before it has 27 and keeps at least one"
        in found.err
    )
    conforms(run("sweep", "a.yaml", "--over", "blocks.taper.days=40,50", "--json").data, "validate")


@pytest.mark.parametrize("command", QUESTIONS)
def test_every_help_has_examples_and_json(run: Run, command: str) -> None:
    found = run(command, "--help")

    assert 0 == found.code
    assert "Examples:" in found.out
    assert "--json" in found.out


def test_a_volume_out_of_reach_is_a_problem_in_the_answer_of_a_sweep(run: Run) -> None:
    Path("v.yaml").write_text(PLAN.replace("{name: base, weeks: 4}", "{name: base, weeks: 4, volume: 45km}"))
    data = run("sweep", "v.yaml", "--over", "blocks.base.volume=30%,100%", *FEW, "--json").data
    conforms(data, "sweep")

    assert ["with blocks.base.volume=30%"] == [
        problem["message"].partition(":")[0] for problem in data["problems"] if problem["code"] == "P304"
    ]


def test_a_sweep_of_policies_fits_eighty_columns_whole(run: Run) -> None:
    out = run("sweep", "a.yaml", "--over", "policy=follow,stepped-return,catch-up", *FEW).out

    assert max(map(len, out.splitlines())) <= 80
    assert "…" not in out
