"""`-o FILE` of the commands that answer a question: the answer as ever, and its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from periodize.report.charts import CHARTS
from tests.charts.seasons import plan_text
from tests.races import fit_race

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

QUESTIONS = {
    "sweep": ["sweep", "plan.yaml", "--over", "blocks.taper.taper.volume=40%,60%", "--runs", "1"],
    "compare": ["compare", "plan.yaml", "plan.yaml", "--runs", "1"],
    "sensitivity": ["sensitivity", "plan.yaml", "--runs", "200"],
    "influence": ["model", "impulse-response"],
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(plan_text(), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", QUESTIONS)
@pytest.mark.usefixtures("plan")
def test_command_draws_its_answer_beside_printing_it(run: Run, tmp_path: Path, kind: str) -> None:
    printed = run(*QUESTIONS[kind])
    drawn = run(*QUESTIONS[kind], "-o", "picture.svg")

    assert (0, "") == (drawn.code, drawn.err)
    assert drawn.out.startswith(printed.out)
    assert "<svg" in (tmp_path / "picture.svg").read_text(encoding="utf-8")


def test_race_is_drawn_from_its_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "final.fit").write_bytes(fit_race())
    found = run("race", "final.fit", "-o", "race.svg")

    assert "race.svg: run, 2024-08-10" == found.out.splitlines()[-1]
    assert "<svg" in (tmp_path / "race.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("plan")
def test_answer_as_data_stays_data_when_it_is_drawn_too(run: Run, tmp_path: Path) -> None:
    found = run(*QUESTIONS["influence"], "-o", "picture.json", "--json")

    assert "impulse-response" == found.data["name"]
    assert (tmp_path / "picture.json").is_file()


def test_calibration_is_drawn_from_tables(run: Run, tmp_path: Path) -> None:
    days = [f"2026-{month:02}-{day:02}" for month in range(1, 7) for day in range(1, 29)]
    loads = "".join(f"{day},{40 + 37 * nth % 60}\n" for nth, day in enumerate(days))
    tests = "".join(f"{day},{250 + nth % 5} W,5-min test\n" for nth, day in enumerate(days[20::12]))
    (tmp_path / "loads.csv").write_text("date,load\n" + loads, encoding="utf-8")
    (tmp_path / "tests.csv").write_text("date,value,event\n" + tests, encoding="utf-8")
    found = run("calibrate", "--loads", "loads.csv", "--performances", "tests.csv", "-o", "fit.svg")

    assert "fit.svg: impulse-response, calibrated: 5-min test" == found.out.splitlines()[-1]


@pytest.mark.usefixtures("plan")
def test_file_that_exists_is_left_as_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "picture.svg").write_text("mine", encoding="utf-8")
    found = run(*QUESTIONS["influence"], "-o", "picture.svg")

    assert (2, "", "mine") == (found.code, found.out, (tmp_path / "picture.svg").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("plan")
def test_suffix_that_no_picture_has_is_refused_before_the_runs(run: Run) -> None:
    found = run(*QUESTIONS["sweep"], "-o", "picture.txt")

    assert (2, "") == (found.code, found.out)
    assert "written as one of .html .svg .png .pdf .json" in found.err


@pytest.mark.usefixtures("plan")
def test_help_of_chart_names_every_kind(run: Run) -> None:
    told = run("chart", "--help").out.partition("Arguments:")[0]

    assert [] == [kind for kind in CHARTS if f" {kind}" not in told]


def test_chart_of_an_answer_names_the_command_that_draws_it(run: Run) -> None:
    found = run("chart", "sweep")

    assert (2, "") == (found.code, found.out)
    assert "periodize sweep --over PATH=FROM..TO -o FILE" in " ".join(found.err.split())


@pytest.mark.usefixtures("plan")
def test_force_without_a_file_is_refused(run: Run) -> None:
    found = run(*QUESTIONS["influence"], "--force")

    assert (2, "") == (found.code, found.out)
    assert "name it with -o FILE" in found.err


def test_session_is_drawn_over_the_year(run: Run, demo: Path, tmp_path: Path) -> None:
    found = run(
        "benchmark", "cruise", "--plan", demo / "plan.yaml", "--recorded", demo / "recorded", "-o", "cruise.svg"
    )

    assert found.out.splitlines()[-1].startswith("cruise.svg: 3-5x8min @ T over time")
    assert "<svg" in (tmp_path / "cruise.svg").read_text(encoding="utf-8")


def test_a_name_never_moves_the_terminal(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(plan_text().replace("title: ", 'title: "a\\e[2Jb" # ', 1), encoding="utf-8")
    found = run("chart", "season", "-o", "season.svg", "--runs", "1")

    assert "season.svg: a\ufffd[2Jb\n" == found.out


@pytest.mark.usefixtures("plan")
def test_a_name_too_long_for_a_file_is_wrong_usage(run: Run) -> None:
    found = run("chart", "season", "-o", "a" * 300 + ".svg", "--runs", "1")

    assert (2, "error: no file can have so long a name: aaa") == (found.code, found.err[:43])


def test_characters_that_no_font_has_are_told_with_what_to_do(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(plan_text().replace("title: ", 'title: "\\U0010FFF0" # ', 1), encoding="utf-8")
    found = run("chart", "season", "-o", "season.png", "--runs", "1")

    assert 0 == found.code
    assert "so season.png shows boxes in their place; install a font that does" in " ".join(found.err.split())
