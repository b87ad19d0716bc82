from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from periodize.response import ImpulseResponse, LoadError, RollingAverage, respond


def test_history_has_the_given_dates_and_five_series() -> None:
    chart = respond([[10.0, 20.0], [0.0, 5.0]], start=date(2025, 3, 1))
    assert date(2025, 3, 1) == chart.start
    assert date(2025, 3, 2) == chart.end
    assert {"load", "fitness", "fatigue", "form", "performance"} == set(chart.series)
    assert {(2, 2)} == {values.shape for values in chart.series.values()}


def test_no_days_give_an_empty_history() -> None:
    assert respond([]).n_days == 0


def test_rolling_average_form_is_of_the_evening_before() -> None:
    chart = respond([100.0, 0.0, 50.0], fitness=60.0, fatigue=80.0)
    difference = chart.one("fitness") - chart.one("fatigue")
    np.testing.assert_array_equal([-20.0, *difference[:-1]], chart.one("form"))


def test_lagged_rolling_average_form_is_not_shifted_twice() -> None:
    chart = respond([100.0, 0.0, 50.0], model=RollingAverage(convention="lagged"), fitness=60.0, fatigue=None)
    np.testing.assert_array_equal(chart.one("fitness") - chart.one("fatigue"), chart.one("form"))


def test_impulse_response_form_is_of_the_performance_s_instant() -> None:
    chart = respond([100.0, 0.0, 50.0], model="impulse-response", fitness=60.0, fatigue=None)
    np.testing.assert_allclose(100.0 + chart.one("form"), chart.one("performance"))


def test_lagged_is_the_inclusive_day_before_decayed_once() -> None:
    loads = np.random.default_rng(1).uniform(0, 150, 60)
    inclusive = respond(loads, model=ImpulseResponse(convention="inclusive"), fitness=40.0, fatigue=None)
    lagged = respond(loads, model=ImpulseResponse(convention="lagged"), fitness=40.0, fatigue=None)
    left = np.exp(-1 / np.asarray(ImpulseResponse().fitness_days))
    np.testing.assert_allclose(left * inclusive.one("fitness")[:-1], lagged.one("fitness")[1:], rtol=1e-12)


def test_clock_counts_daily_totals_as_inclusive() -> None:
    loads = [30.0, 0.0, 90.0]
    for name in ("fitness", "form", "performance"):
        np.testing.assert_array_equal(
            respond(loads, model=ImpulseResponse(convention="inclusive")).one(name),
            respond(loads, model=ImpulseResponse(convention="clock")).one(name),
        )


def test_units_say_what_is_not_in_load_a_day() -> None:
    assert respond([1.0]).units == {"performance": "% of baseline"}
    watts = respond([1.0], model=ImpulseResponse(baseline=262.0, unit="W"))
    assert watts.units == {"fitness": "W", "fatigue": "W", "form": "W", "performance": "W"}


def test_unknown_loads_are_counted_and_refused() -> None:
    with pytest.raises(LoadError, match=r"2 of 3 loads are unknown .* decide"):
        respond([np.nan, 1.0, np.nan])


@pytest.mark.parametrize("wrong", [-2.0, np.inf])
def test_impossible_load_is_refused(wrong: float) -> None:
    with pytest.raises(LoadError, match=r"must be >= 0 and finite"):
        respond([1.0, wrong])


def test_loads_of_three_dimensions_are_refused() -> None:
    with pytest.raises(LoadError, match=r"shape \(1, 1, 1\)"):
        respond([[[1.0]]])


def test_loads_and_ensemble_of_different_runs_are_refused() -> None:
    with pytest.raises(LoadError, match="2 runs do not go with a model of 3"):
        respond([[1.0], [2.0]], model=ImpulseResponse(baseline=np.array([1.0, 2.0, 3.0])))


def test_result_does_not_share_the_caller_s_loads() -> None:
    loads = np.array([[1.0, 2.0]])
    chart = respond(loads)
    loads[0, 0] = 99.0
    assert chart.one("load")[0] == 1.0
