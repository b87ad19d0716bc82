"""Variable projection: the global optimum, for one series and for many."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.calibration.conftest import Athlete, athlete, train

from periodize.calibration.honesty import flags, refitted
from periodize.calibration.least_squares import Fit, fit
from periodize.calibration.linear import TAUS, Box, Series, gains, linear
from periodize.calibration.traces import LONGEST, SHORTEST, Traces
from periodize.response import ImpulseResponse, respond


def series(y: np.ndarray, weights: np.ndarray | None = None, members: np.ndarray | None = None) -> Series:
    rows = np.atleast_2d(y)
    return Series(rows, np.ones_like(rows) if weights is None else weights, members or np.ones((1, rows.shape[1])))


def measured(who: Athlete) -> np.ndarray:
    return np.array([t.value for t in who.tests])


# ---- traces


@pytest.mark.parametrize("convention", ["inclusive", "lagged"])
@pytest.mark.parametrize("past", [0.0, 40.0])
@pytest.mark.parametrize("tau", [0.7, 3.3, 17.123, 42.0, 200.0])
def test_trace_equals_the_response_model_s(swinging: Athlete, convention: Any, past: float, tau: float) -> None:
    model = ImpulseResponse(
        fitness_days=tau, fatigue_days=5.0, baseline=0.0, fitness_gain=1.0, fatigue_gain=0.0, convention=convention
    )
    expected = respond(swinging.loads, model=model, fitness=past).one("performance")[swinging.days]
    traces = Traces.of(swinging.loads, swinging.days, convention=convention, past=past)

    np.testing.assert_allclose(traces.exact(tau), expected, rtol=1e-10)
    np.testing.assert_allclose(traces.at(np.log(tau)), expected, rtol=1e-6)


def test_slope_of_a_trace_is_its_derivative(swinging: Athlete) -> None:
    traces = Traces.of(swinging.loads, swinging.days, convention="inclusive", past=30.0)
    at = np.log(23.0)
    expected = (traces.exact(float(np.exp(at + 1e-5))) - traces.exact(float(np.exp(at - 1e-5)))) / 2e-5

    np.testing.assert_allclose(traces.slope(at), expected, rtol=1e-5)


def test_another_past_is_that_of_a_new_table(swinging: Athlete) -> None:
    moved = Traces.of(swinging.loads, swinging.days, convention="lagged", past=10.0).with_past(35.0)
    made = Traces.of(swinging.loads, swinging.days, convention="lagged", past=35.0)

    np.testing.assert_allclose(moved.values, made.values, rtol=1e-12)
    np.testing.assert_allclose(moved.slopes, made.slopes, rtol=1e-9, atol=1e-9)


# ---- the linear part


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(-10, 10), min_size=12, max_size=12))
def test_gains_are_the_best_that_are_not_negative(values: list[float]) -> None:
    g, h, y = np.array(values).reshape(3, 4)
    products = (g @ g, h @ h, g @ h, g @ y, h @ y)
    k1, k2 = gains(*(np.asarray(x) for x in products))

    def left(a: float, b: float) -> float:
        return float(((y - a * g + b * h) ** 2).sum())

    assert k1 >= 0
    assert k2 >= 0
    for other in ((0.0, 0.0), (k1 * 1.01, k2), (k1, k2 * 1.01), (k1 * 0.99, k2), (k1, k2 * 0.99), (k1 + 0.01, k2)):
        assert left(float(k1), float(k2)) <= left(*map(float, other)) + 1e-9 * (1 + y @ y)


def test_baseline_is_never_negative() -> None:
    g = np.array([100.0, 200.0, 300.0])
    part = linear(g, np.zeros(3), series(np.array([1.0, 102.0, 203.0])))

    assert part.baselines.tolist() == [[0.0]]
    assert part.k1[0] == pytest.approx(g @ [1.0, 102.0, 203.0] / (g @ g))


# ---- the search


def test_exact_tests_give_the_truth_back() -> None:
    who = athlete(noise=0.0)
    found = fit(Traces.of(who.loads, who.days, convention="inclusive"), series(measured(who)))

    assert found.fitness_days[0] == pytest.approx(45.0, rel=1e-4)
    assert found.fatigue_days[0] == pytest.approx(11.0, rel=1e-4)
    assert found.baselines[0, 0] == pytest.approx(250.0, rel=1e-5)
    assert found.fitness_gain[0] == pytest.approx(0.1, rel=1e-3)
    assert found.fatigue_gain[0] == pytest.approx(0.18, rel=1e-3)


@pytest.mark.parametrize("seed", range(12))
def test_no_point_of_a_dense_grid_is_better(seed: int) -> None:
    who = athlete(n_days=200, n_tests=25, noise=8.0, seed=seed)
    traces = Traces.of(who.loads, who.days, convention="inclusive")
    found = fit(traces, series(measured(who)))
    nodes = np.linspace(np.log(TAUS[0]), np.log(TAUS[1]), 300)
    table = traces.at(nodes)
    best = np.inf
    for k in range(300):
        shorter = nodes <= nodes[k] - np.log(1.5)
        if shorter.any():
            best = min(best, linear(table[k], table[shorter], series(measured(who))).squares.min())

    assert found.squares[0] <= best * (1 + 1e-9)


def test_many_problems_at_once_equal_each_alone(swinging: Athlete) -> None:
    traces = Traces.of(swinging.loads, swinging.days, convention="inclusive")
    rng = np.random.default_rng(2)
    y = measured(swinging) + rng.normal(0, 2, (5, len(swinging.days)))
    together = fit(traces, series(y))
    for k in range(5):
        alone = fit(traces, series(y[k]))

        assert together.squares[k] == pytest.approx(alone.squares[0], rel=1e-6)
        assert together.fitness_days[k] == pytest.approx(alone.fitness_days[0], rel=1e-3)


def test_bootstrap_finds_what_single_fits_find(swinging: Athlete) -> None:
    traces = Traces.of(swinging.loads, swinging.days, convention="inclusive")
    rng = np.random.default_rng(2)
    y = measured(swinging) + rng.normal(0, 2, (300, len(swinging.days)))
    together = fit(traces, series(y))
    alone = np.array([fit(traces, series(row)).squares[0] for row in y[:40]])

    np.testing.assert_allclose(together.squares[:40], alone, rtol=1e-5)


def test_test_of_no_weight_is_not_heard(swinging: Athlete) -> None:
    traces = Traces.of(swinging.loads, swinging.days, convention="inclusive")
    y = measured(swinging)
    weights = np.ones((1, len(y)))
    weights[0, 3] = 0.0
    wild = y.copy()
    wild[3] = 1e4

    assert fit(traces, series(y, weights)).squares == pytest.approx(fit(traces, series(wild, weights)).squares)


def test_events_have_levels_of_their_own(swinging: Athlete) -> None:
    traces = Traces.of(swinging.loads, swinging.days, convention="inclusive")
    y = measured(swinging)
    second = np.arange(len(y)) % 2.0
    members = np.array([1.0 - second, second])
    one = fit(traces, series(y))
    two = fit(traces, Series((y + 90 * second)[np.newaxis], np.ones((1, len(y))), members))

    assert two.squares[0] <= one.squares[0]
    assert two.baselines[0, 1] - two.baselines[0, 0] == pytest.approx(90, abs=3)


def test_left_out_test_is_forecast_as_a_fit_without_it_does(swinging: Athlete) -> None:
    traces = Traces.of(swinging.loads, swinging.days, convention="inclusive")
    y = measured(swinging)
    others, before = refitted(traces, series(y), Box())
    keep = np.arange(len(y)) != 7
    without = fit(Traces.of(swinging.loads, swinging.days[keep], convention="inclusive"), series(y[keep]))
    said = (
        without.baselines[0, 0]
        + without.fitness_gain[0] * traces.exact(float(without.fitness_days[0]))[7]
        - without.fatigue_gain[0] * traces.exact(float(without.fatigue_days[0]))[7]
    )

    assert others[7] == pytest.approx(said, abs=1e-3)
    assert np.isnan(before[:5]).all()
    assert not np.isnan(before[5:]).any()


# ---- flags


def flagged(y: np.ndarray, who: Athlete, box: Box | None = None) -> tuple[str, ...]:
    traces = Traces.of(who.loads, who.days, convention="inclusive")
    limits = box or Box()
    return flags(traces, fit(traces, series(y), limits), series(y), limits)


def test_fit_inside_its_bounds_has_no_flag() -> None:
    who = athlete(n_tests=80, noise=0.5)

    assert () == tuple(flag for flag in flagged(measured(who), who) if "variance inflation" not in flag)


def test_training_that_does_nothing_is_flagged(swinging: Athlete) -> None:
    found = flagged(np.full(len(swinging.days), 300.0), swinging)

    assert "fitness gain at its bound 0: training shows no use" in found
    assert "fatigue gain at its bound 0: training shows no harm" in found


def test_time_constant_on_its_bound_is_flagged(swinging: Athlete) -> None:
    assert "fitness_days at its bound 30 d" in flagged(measured(swinging), swinging, Box((2.0, 30.0), (2.0, 15.0)))


def test_table_spans_what_the_search_needs() -> None:
    assert SHORTEST < TAUS[0] < TAUS[1] < LONGEST


def test_fit_is_a_value(swinging: Athlete) -> None:
    found = fit(
        Traces.of(train(100, np.random.default_rng(0)), np.array([50, 80]), convention="lagged"),
        series(np.array([1.0, 2.0])),
    )

    assert isinstance(found, Fit)
    with pytest.raises(AttributeError):
        found.squares = np.zeros(1)  # type: ignore[misc]
