"""Calibration against the simulated series of bsh2/Fitness-Fatigue-Models, whose truth is known."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from tests.where import DATA

from periodize.calibration.kalman import kalman
from periodize.calibration.least_squares import fit
from periodize.calibration.linear import Series
from periodize.calibration.traces import Traces
from periodize.response import ImpulseResponse

FOLDER = DATA / "response" / "bsh2"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="needs the simulated series of bsh2")


def columns(name: str) -> dict[str, np.ndarray]:
    with (FOLDER / name).open(newline="") as rows:
        table = list(csv.DictReader(rows))
    return {key: np.array([float(row[key]) for row in table]) for key in ("w", "p")}


def test_lagged_fit_of_the_basic_notebook() -> None:
    """Independent best of nb_basic: 390.14266, .820146, 68.2671, 2.881272, 13.3982, SSE 53571.3074."""
    series = columns("nb_basic.csv")
    days = np.arange(len(series["w"]))
    one = np.ones((1, len(days)))
    found = fit(Traces.of(series["w"], days, convention="lagged"), Series(series["p"][np.newaxis], one, one))

    assert found.baselines[0, 0] == pytest.approx(390.14266, abs=1e-5)
    assert found.fitness_gain[0] == pytest.approx(0.820146, abs=1e-6)
    assert found.fitness_days[0] == pytest.approx(68.2671, abs=1e-4)
    assert found.fatigue_gain[0] == pytest.approx(2.881272, abs=1e-6)
    assert found.fatigue_days[0] == pytest.approx(13.3982, abs=1e-4)
    assert found.squares[0] == pytest.approx(53571.3074, abs=1e-4)


def test_filter_gives_the_likelihood_of_the_true_parameters() -> None:
    """nb_kalman: p0 400, k .1/.3, tau 50/15, test 15, wander 20/10 with correlation .2, the mean load before."""
    series = columns("nb_kalman.csv")
    model = ImpulseResponse(
        baseline=400.0, fitness_gain=0.1, fatigue_gain=0.3, fitness_days=50.0, fatigue_days=15.0, unit="W"
    )
    seen = kalman(
        series["w"],
        series["p"],
        model,
        wander=(20.0, 10.0),
        correlation=0.2,
        noise=15.0,
        start=(250.0, 100.0),
        start_sd=(500.0, 250.0),
        load_before=float(series["w"].mean()),
    )

    np.testing.assert_allclose(
        seen.log_likelihoods[:4], [-5.432046759, -5.364781081, -3.866370994, -4.891049525], atol=5e-10
    )
    assert seen.log_likelihood == pytest.approx(-2747.88595918, abs=5e-9)
