"""Calibration against the cyclist of Clarke & Skiba 2013, the data that every tool is shown with."""

from __future__ import annotations

import csv
from datetime import date

import numpy as np
import pytest
from tests.where import DATA

from periodize.calibration import Calibration, Performance, Priors, calibrate
from periodize.calibration.honesty import refitted
from periodize.calibration.least_squares import Fit, fit
from periodize.calibration.linear import Box, Series
from periodize.calibration.material import Material, gather
from periodize.calibration.traces import Traces
from periodize.history import History

CYCLIST = DATA / "response" / "clarke_skiba_2013_cyclist.csv"
pytestmark = pytest.mark.skipif(not CYCLIST.exists(), reason="needs the supplement of Clarke & Skiba 2013")


def record() -> tuple[History, list[Performance]]:
    with CYCLIST.open(newline="") as rows:
        table = list(csv.DictReader(rows))
    loads = np.array([[float(row["bikescore"]) for row in table]])
    tests = [
        Performance(date.fromisoformat(row["date"]), float(row["test_5min_power_w"]), "power", "5-min test")
        for row in table
        if row["test_5min_power_w"]
    ]
    return History(np.datetime64(table[0]["date"], "D") + np.arange(loads.shape[1]), {"load": loads}), tests


@pytest.fixture(scope="module")
def material() -> Material:
    return gather(*record())


@pytest.fixture(scope="module")
def calibrated() -> Calibration:
    """The priors of section 6: p0 ~ N(260, 40) and those of `Priors`."""
    return calibrate(*record(), past=0.0, priors=Priors(), fewest=9, draws=10_000, rng=np.random.default_rng(154))


def fitted(material: Material, box: Box) -> Fit:
    traces = Traces.of(material.loads, material.days, convention="inclusive")
    return fit(traces, Series(material.y[np.newaxis], np.ones((1, 9)), material.members), box)


def test_free_fit_has_no_optimum_but_an_infimum(material: Material) -> None:
    """18.299306 at tau1 = tau2 = 27.4176 d, the gains without end."""
    squares = [fitted(material, Box(ratio=ratio)).squares[0] for ratio in (1.1, 1.01, 1.001, 1.0001)]
    nearest = fitted(material, Box(ratio=1.0001))

    assert squares == sorted(squares, reverse=True)
    assert 18.299306 < squares[-1] == pytest.approx(18.299306, abs=1e-5)
    assert nearest.fitness_days[0] == pytest.approx(27.4176, abs=2e-3)
    assert nearest.fitness_gain[0] > 1000


def test_fit_with_kept_ratio(material: Material) -> None:
    """33.6968/22.4645 with SSE 19.488012; the valley is so flat that ours is lower by less than 1e-7 of it."""
    found = fitted(material, Box())

    assert found.fitness_days[0] == pytest.approx(33.6968, abs=1e-3)
    assert found.fatigue_days[0] == pytest.approx(22.4645, abs=1e-3)
    assert found.baselines[0, 0] == pytest.approx(261.2613, abs=5e-3)
    assert found.fitness_gain[0] == pytest.approx(0.239344, abs=1e-5)
    assert found.fatigue_gain[0] == pytest.approx(0.286251, abs=1e-5)
    assert found.squares[0] == pytest.approx(19.488012, abs=5e-7)


@pytest.mark.parametrize(
    ("tau1", "tau2", "squares"), [(42, 7, 101.95), (45, 15, 29.22), (50, 11, 46.02), (60, 4, 121.86)]
)
def test_fit_with_given_time_constants(material: Material, tau1: float, tau2: float, squares: float) -> None:
    found = fitted(material, Box((tau1, tau1), (tau2, tau2), 1.0))

    assert found.squares[0] == pytest.approx(squares, abs=5e-3)


def test_rolling_average_is_the_fit_of_42_and_7_days() -> None:
    found = calibrate(*record(), "rolling-average", past=0.0, fewest=9, draws=100)

    assert found.squares == pytest.approx(101.95, abs=5e-3)
    assert (42.0, 7.0) == (found.model.fitness_days, found.model.fatigue_days)  # type: ignore[attr-defined]


def test_left_out_tests_are_forecast_worse_than_by_their_trend(calibrated: Calibration) -> None:
    """FFM 5.0-5.1 by the constraint, log trend 3.99, linear 5.76, mean 11.7."""
    errors = calibrated.left_out

    assert errors.model == pytest.approx(5.0, abs=0.1)
    assert errors.rules["log trend"] == pytest.approx(3.99, abs=5e-3)
    assert errors.rules["linear trend"] == pytest.approx(5.76, abs=5e-3)
    assert errors.rules["mean"] == pytest.approx(11.7, abs=0.05)
    assert not errors.beats


def test_next_tests_are_forecast_worse_than_by_the_last_value(calibrated: Calibration) -> None:
    """FFM 7.3, last value 4.2; ours is 7.03, other constraints on the five parameters of five tests."""
    errors = calibrated.one_ahead

    assert errors.n == 4
    assert errors.model == pytest.approx(7.3, abs=0.3)
    assert errors.rules["last value"] == pytest.approx(4.18, abs=5e-3)


@pytest.mark.parametrize("ratio", [1.0001, 1.5, 2.0])
def test_constraint_hardly_moves_the_error_of_left_out_tests(material: Material, ratio: float) -> None:
    traces = Traces.of(material.loads, material.days, convention="inclusive")
    others, _ = refitted(traces, Series(material.y[np.newaxis], np.ones((1, 9)), material.members), Box(ratio=ratio))

    assert np.sqrt(((others - material.y) ** 2).mean()) == pytest.approx(5.0, abs=0.12)


def test_verdict_says_in_the_first_line_that_a_trend_is_better(calibrated: Calibration) -> None:
    assert calibrated.verdict[0].startswith(
        "Not useful for forecasts: no better than a trivial rule (log trend: 3.99 W"
    )
    assert any("as near to each other as allowed" in line for line in calibrated.verdict)
    assert any("variance inflation" in line for line in calibrated.verdict)


def test_nine_tests_are_too_few_unless_asked_for() -> None:
    found = calibrate(*record(), past=0.0, draws=200)

    assert found.priors_only
    assert found.verdict[0].startswith("Priors only: 9 tests are fewer than 10")


@pytest.mark.parametrize(
    ("name", "low", "middle", "high"),
    [
        ("fitness_days", 31.3, 44.2, 70.0),
        ("fatigue_days", 9.1, 17.3, 26.7),
        ("fitness_gain", 0.042, 0.094, 0.25),
        ("fatigue_gain", 0.070, 0.148, 0.303),
        ("noise", 1.5, 2.5, 4.7),
    ],
)
def test_posterior_has_the_published_middle_and_ends(
    calibrated: Calibration, name: str, low: float, middle: float, high: float
) -> None:
    """Within 8 %: the numbers are of one random walk of 120,000 steps, worth about a thousand draws."""
    draws = calibrated.draws.noise if name == "noise" else calibrated.draws.values[name]

    np.testing.assert_allclose(np.quantile(draws, (0.025, 0.5, 0.975)), (low, middle, high), rtol=0.08)


def test_posterior_peaks_at_the_published_performance_and_day(calibrated: Calibration) -> None:
    """322.9 [310.8, 339.9] W on day 154 [143, 165]; day 154 itself 322.3 [306.4, 337.1]: within 2.5 W and 2 d."""
    performance = calibrated.forecast(runs=10_000).series["performance"]
    ends = (0.025, 0.5, 0.975)

    np.testing.assert_allclose(np.quantile(performance.max(axis=1), ends), (310.8, 322.9, 339.9), atol=2.5)
    np.testing.assert_allclose(np.quantile(performance.argmax(axis=1), ends), (143, 154, 165), atol=2)
    np.testing.assert_allclose(np.quantile(performance[:, 154], ends), (306.4, 322.3, 337.1), atol=2.5)


def test_posterior_of_the_days_of_no_use(calibrated: Calibration) -> None:
    """11.9 [2.5, 22.1] d: within 1 d."""
    t_n = calibrated.ensemble(10_000).t_n  # type: ignore[attr-defined]

    np.testing.assert_allclose(np.quantile(t_n, (0.025, 0.5, 0.975)), (2.5, 11.9, 22.1), atol=1.0)
