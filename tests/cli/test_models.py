"""`models`, `model` and `simulate --model` as a user runs them."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest
from jsonschema import Draft202012Validator

from periodize.plan import load_plan
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.report.views.values import Band
from periodize.response import MODELS, parameters
from tests.where import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NAMES = pytest.mark.parametrize("name", list(MODELS))


@pytest.mark.parametrize("command", ["model", "models"])
def test_help_has_examples_and_fits(run: Run, command: str) -> None:
    found = run(command, "--help")

    assert (0, "") == (found.code, found.err)
    assert f"periodize {command}" in found.out.partition("Examples:")[2]
    assert "--json" in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_models_lists_every_model(run: Run) -> None:
    found = run("models")

    assert (0, "") == (found.code, found.err)
    assert set(MODELS) <= {row.split()[0] for row in found.out.splitlines() if row.strip()}
    assert max(map(len, found.out.splitlines())) <= 80


@NAMES
def test_model_tells_all_parameters_its_trap_and_where_they_come_from(run: Run, name: str) -> None:
    found = run("model", name)

    assert (0, "") == (found.code, found.err)
    assert {p.name for p in parameters(MODELS[name])} <= {row.split()[0] for row in found.out.splitlines() if row}
    for row in ("convention", "evidence", "validity", "trap", "source", "[1]"):
        assert f"\n{row}  " in found.out
    assert max(map(len, found.out.splitlines())) <= 80


def test_model_says_what_follows_from_the_parameters(run: Run) -> None:
    found = run("model", "variable-dose")

    assert "optimal_load  290.2 AU a day: daily load that gives most" in found.out
    assert "fitness_gain     0.031 W per AU " in found.out


def test_models_and_model_json_keep_the_contract(run: Run) -> None:
    schema = json.loads((ROOT / "docs" / "schema" / "models.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    listed, one = run("models", "--json").data, run("model", "Turner", "--json").data
    Draft202012Validator(schema).validate(listed)

    assert list(MODELS) == [model["name"] for model in listed["models"]]
    assert one in listed["models"]
    assert all(model["equation"] and model["valid"] and model["trap"] for model in listed["models"])


def test_unknown_model_has_a_near_miss(run: Run) -> None:
    found = run("model", "variable-dos")

    assert (2, "") == (found.code, found.out)
    assert "did you mean 'variable-dose'?" in found.err


@NAMES
@pytest.mark.parametrize("runs", [1, 5])
def test_every_model_simulates_the_example_season(demo: Path, name: str, runs: int) -> None:
    season, _ = load_plan(demo / "plan.yaml")
    assert season is not None
    found = forecast(season, Question(model=name, runs=runs))
    performances = [day.performance for day in found.days]

    assert (name, runs) == (found.model, found.runs)
    assert {float if runs == 1 else Band} == set(map(type, performances))
    assert np.array(performances, dtype=float).min() > 0
    assert all(race.performance is not None for race in found.races)


def test_simulate_takes_the_name_of_a_model(run: Run, demo: Path) -> None:
    found = run("simulate", demo / "plan.yaml", "--model", "perpot", "--json")

    assert (0, "perpot") == (found.code, found.data["model"])


def test_report_says_whose_parameters_a_forecast_rests_on(run: Run, demo: Path) -> None:
    found = " ".join(run("simulate", demo / "plan.yaml", "--model", "fitness-delay").out.split())

    assert "with the gains of one published swimmer: grade D, not calibrated to you." in found
    assert "fitness-delay with the parameters of one published swimmer (default, not calibrated)" in found


def test_report_names_nobody_when_all_parameters_are_the_plan_s_own(run: Run, demo: Path, tmp_path: Path) -> None:
    shutil.copytree(demo, tmp_path / "season")
    plan = tmp_path / "season" / "plan.yaml"
    text = plan.read_text()
    assert "\nmodel:" not in text
    own = "fitness_days: 40, fatigue_days: 10, baseline: 250, fitness_gain: 0.1, fatigue_gain: 0.2"
    plan.write_text(f"{text}\nmodel: {{name: impulse-response, parameters: {{{own}}}}}\n")
    found = run("simulate", plan)

    assert 0 == found.code
    assert "* change since the first day.\n" in found.out
    assert "published" not in found.out
