"""The saturated load against the sheet of Clarke & Skiba (2013) and a series of an R notebook."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from tests.where import DATA

from periodize.response import ImpulseResponse, SaturatedLoad, respond

CYCLIST = DATA / "response" / "clarke_skiba_2013_cyclist.csv"
NOTEBOOK = DATA / "response" / "bsh2" / "nb_hill.csv"


def test_hill_function_equals_the_sheet_s() -> None:
    """Sheet 10 of the supplement: gamma 1.55, delta 200, kappa 400 for fitness and 1000 for fatigue."""
    counted = SaturatedLoad(half_load=200.0, steepness=1.55).saturated([100.0, 200.0])
    np.testing.assert_allclose(counted, [101.82855, 200.0], atol=5e-6)
    np.testing.assert_allclose(1000 / 400 * counted, [254.57138, 500.0], atol=5e-6)


def test_no_load_counts_as_none_and_a_huge_one_as_twice_the_half_load() -> None:
    np.testing.assert_allclose(SaturatedLoad().saturated([0.0, 1e12]), [0.0, 400.0])


@pytest.mark.skipif(not NOTEBOOK.exists(), reason="needs the notebook series of bsh2/Fitness-Fatigue-Models")
def test_true_parameters_give_the_notebook_s_series() -> None:
    """kappa 100, delta 10, gamma 2; p* 400, gains 1 and 3, tau 60 and 15; lagged."""
    with NOTEBOOK.open(newline="") as rows:
        table = {name: np.array(column, dtype=float) for name, *column in zip(*csv.reader(rows), strict=True)}
    scale = 100 / (2 * 10)
    model = SaturatedLoad(
        half_load=10.0, steepness=2.0, baseline=400.0, fitness_days=60.0, fatigue_days=15.0,
        fitness_gain=1 * scale, fatigue_gain=3 * scale, unit="a.u.", convention="lagged",
    )  # fmt: skip
    np.testing.assert_allclose(scale * model.saturated(table["w"]), table["w_ffm"], rtol=1e-12)
    chart = respond(table["w"], model=model)
    np.testing.assert_allclose(chart.one("fitness"), table["g"], rtol=1e-11)
    np.testing.assert_allclose(chart.one("fatigue"), 3 * table["h"], rtol=1e-11)
    np.testing.assert_allclose(chart.one("performance"), table["p_hat"], rtol=1e-11)


@pytest.mark.skipif(not CYCLIST.exists(), reason="needs the supplement of Clarke & Skiba 2013")
def test_default_gains_are_the_least_squares_of_one_cyclist() -> None:
    with CYCLIST.open(newline="") as rows:
        table = list(csv.DictReader(rows))
    watts = np.array([float(row["test_5min_power_w"] or "nan") for row in table])
    tested = ~np.isnan(watts)
    default = SaturatedLoad()
    counted = default.saturated([float(row["bikescore"]) for row in table])
    traces = ImpulseResponse(fitness_gain=1.0, fatigue_gain=1.0, convention="inclusive")
    chart = respond(counted, model=traces)
    design = np.stack([np.ones(9), chart.one("fitness")[tested], -chart.one("fatigue")[tested]], axis=1)
    best = np.linalg.lstsq(design, watts[tested], rcond=None)[0]
    assert ((watts[tested] - design @ best) ** 2).sum() == pytest.approx(26.81, abs=5e-3)
    assert default.fitness_gain == pytest.approx(100 * best[1] / best[0], rel=1e-9)
    assert default.fatigue_gain == pytest.approx(100 * best[2] / best[0], rel=1e-9)
