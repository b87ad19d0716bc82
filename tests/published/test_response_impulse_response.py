"""The impulse response against numbers that its authors print."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from tests.where import DATA

from periodize.response import ImpulseResponse, respond

CYCLIST = DATA / "response" / "clarke_skiba_2013_cyclist.csv"
NOTEBOOK = DATA / "response" / "bsh2" / "nb_basic.csv"
SPREADSHEET = {
    "fitness_days": 35.821034441472136,
    "fatigue_days": 21.33971458297882,
    "baseline": 261.9273721089768,
    "fitness_gain": 0.1825819069014407,
    "fatigue_gain": 0.23016327121095306,
}


def test_one_trace_equals_calvert_s_worked_example() -> None:
    """Calvert et al. 1976, tau 15 d; its sixth day, 43.39, is a slip of hand rounding for 43.379."""
    model = ImpulseResponse(fitness_days=15.0, fitness_gain=1.0, fatigue_gain=0.0, baseline=0.0, convention="inclusive")
    got = respond([10.0, 0, 0, 20, 20, 0, 0, 10, 10, 0], model=model).one("performance")
    exact = [10, 9.355, 8.752, 28.187, 46.369, 43.379, 40.581, 47.964, 54.871, 51.332]
    np.testing.assert_allclose(got, exact, atol=5e-4)
    printed = [10, 9.36, 8.75, 28.19, 46.37, 43.39, 40.58, 47.96, 54.87, 51.33]
    np.testing.assert_allclose(np.delete(got, 5), np.delete(printed, 5), atol=5.1e-3)


@pytest.mark.parametrize(
    ("k2", "tau1", "tau2", "t_n", "t_g"),
    [
        (2.0, 45.0, 15.0, 15.60, 40.31),  # Fitz-Clarke et al. 1991: 16 and 40 d
        (1.8, 50.0, 11.0, 8.29, 29.64),  # Morton et al. 1990
        (2.0, 42.0, 7.0, 5.82, 20.87),
    ],
)
def test_days_of_no_use_and_of_most_use(k2: float, tau1: float, tau2: float, t_n: float, t_g: float) -> None:
    model = ImpulseResponse(fitness_days=tau1, fatigue_days=tau2, fitness_gain=1.0, fatigue_gain=k2)
    assert model.t_n == pytest.approx(t_n, abs=5e-3)
    assert model.t_g == pytest.approx(t_g, abs=5e-3)


def test_days_of_no_use_and_of_most_use_of_clarke_and_skiba() -> None:
    assert ImpulseResponse().t_n == pytest.approx(12.2247, abs=5e-5)
    assert ImpulseResponse().t_g == pytest.approx(39.5660, abs=5e-5)


def test_influence_is_nothing_at_t_n_and_most_at_t_g() -> None:
    model = ImpulseResponse()
    assert model.influence(model.t_n).item() == pytest.approx(0.0, abs=1e-15)
    around = model.influence(model.t_g + np.array([-0.1, 0.0, 0.1]))
    assert around.argmax() == 1


def test_influence_of_an_ensemble_has_a_row_a_member() -> None:
    model = ImpulseResponse(fitness_gain=np.array([0.05, 0.07]))
    assert model.influence(np.arange(10.0)).shape == (2, 10)
    assert model.t_n.shape == (2,)


def test_load_that_never_harms_has_no_days_of_no_use() -> None:
    assert ImpulseResponse(fatigue_gain=0.0).t_n == 0.0


def test_days_of_no_use_are_unknown_when_fatigue_outlasts_fitness() -> None:
    assert np.isnan(ImpulseResponse(fitness_days=10.0, fatigue_days=10.0).t_n)


@pytest.mark.skipif(not CYCLIST.exists(), reason="needs the supplement of Clarke & Skiba 2013")
def test_published_parameters_give_the_published_predictions() -> None:
    """Clarke & Skiba 2013, the spreadsheet of the supplement; inclusive."""
    with CYCLIST.open(newline="") as rows:
        table = list(csv.DictReader(rows))
    loads = [float(row["bikescore"]) for row in table]
    watts = np.array([float(row["test_5min_power_w"] or "nan") for row in table])
    tested = ~np.isnan(watts)
    model = ImpulseResponse(**SPREADSHEET, unit="W", convention="inclusive")
    got = respond(loads, model=model).one("performance")
    sheet = np.array([float(row["spreadsheet_p_w"] or "nan") for row in table])
    assert (~np.isnan(sheet)).sum() > 150
    np.testing.assert_allclose(got[~np.isnan(sheet)], sheet[~np.isnan(sheet)], rtol=1e-12)
    predictions = [
        273.07505, 274.94705, 279.51916, 289.54959, 291.79631, 295.41298, 298.70358, 294.53450, 304.46430,
    ]  # fmt: skip
    np.testing.assert_allclose(got[tested], predictions, atol=6e-6)
    squares = ((watts - got)[tested] ** 2).sum()
    assert squares == pytest.approx(20.25455866, abs=1e-8)
    assert got.max() == pytest.approx(322.1090, abs=5e-5)
    assert got.argmax() == 154

    percent = respond(loads, model=ImpulseResponse(convention="inclusive")).one("performance")
    np.testing.assert_allclose(percent / 100 * SPREADSHEET["baseline"], got, rtol=1e-12)


@pytest.mark.skipif(not NOTEBOOK.exists(), reason="needs the notebook series of bsh2/Fitness-Fatigue-Models")
def test_lagged_model_gives_the_notebook_s_series() -> None:
    """Simulated with p* 400, gains 1 and 3, tau 60 and 15 d; the least squares leave 53,571.3074."""
    with NOTEBOOK.open(newline="") as rows:
        table = {name: np.array(column, dtype=float) for name, *column in zip(*csv.reader(rows), strict=True)}
    true = ImpulseResponse(
        baseline=400.0, fitness_gain=1.0, fatigue_gain=3.0, fitness_days=60.0, fatigue_days=15.0, convention="lagged"
    )
    chart = respond(table["w"], model=true)
    np.testing.assert_allclose(chart.one("fitness"), table["g"], rtol=1e-11)
    np.testing.assert_allclose(chart.one("performance"), table["p_hat"], rtol=1e-11)
    best = ImpulseResponse(
        baseline=390.14266, fitness_gain=0.820146, fatigue_gain=2.881272, fitness_days=68.2671, fatigue_days=13.3982,
        convention="lagged",
    )  # fmt: skip
    residual = table["p"] - respond(table["w"], model=best).one("performance")
    assert (residual**2).sum() == pytest.approx(53571.3074, abs=1e-3)
