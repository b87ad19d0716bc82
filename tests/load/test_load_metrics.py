"""What every load metric has to keep, and the members one by one."""

from __future__ import annotations

import doctest
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.load import (
    METRICS,
    LoadMetric,
    banister_trimp,
    session_rpe,
    stress,
    trimp,
    typical,
    weighted_power,
)

ATHLETE = Athlete(
    thresholds={"run": (Dated(4.0),), "bike": (Dated(200.0),), "hr": (Dated(165.0),)}, hr_max=190, hr_rest=50
)
CHANNELS = {"heart_rate": 150.0, "power": 180.0, "speed": 3.5, "graded_speed": 3.6, "intensity": 0.8}
members = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)


def steady(seconds: int, *, sport: str = "run", **channels: float) -> Effort:
    return Effort(sport, np.ones(seconds), {k: np.full(seconds, v) for k, v in channels.items()}, rpe=6)


def measured(seconds: int) -> Effort:
    """Every channel at once."""
    return Effort("run", np.ones(seconds), {k: np.full(seconds, v) for k, v in CHANNELS.items()}, rpe=6)


@members
def test_metric_is_twice_as_much_when_a_steady_effort_lasts_twice_as_long(metric: LoadMetric) -> None:
    one, two = (metric(measured(seconds), ATHLETE) for seconds in (1800, 3600))

    assert 0 < one < 200
    assert two == pytest.approx(2 * one)


@members
def test_metric_is_unknown_not_zero_when_it_has_nothing_to_go_on(metric: LoadMetric) -> None:
    assert math.isnan(metric(Effort("run", np.array([]), {}), Athlete()))


@members
def test_metric_states_title_unit_and_reference(metric: LoadMetric) -> None:
    assert all((metric.title, metric.unit, metric.reference, metric.function.__doc__))


@members
def test_metric_example_runs(metric: LoadMetric) -> None:
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    for test in finder.find(metric.function, metric.name, globs={metric.name: metric.function}):
        runner.run(test)

    assert runner.failures == 0


@members
def test_metric_bridges_a_gap_with_the_mean_of_the_rest(metric: LoadMetric) -> None:
    whole, holed = measured(3600), measured(3600)
    for values in holed.channels.values():
        values[1000:1200] = np.nan

    assert metric(holed, ATHLETE) == pytest.approx(metric(whole, ATHLETE))


@given(st.floats(0.3, 1.3), st.floats(0.3, 1.3))
def test_stress_of_planned_parts_adds_up(first: float, second: float) -> None:
    both = Effort("run", np.array([600.0, 900.0]), {"intensity": np.array([first, second])})
    parts = [Effort("run", np.array([dt]), {"intensity": np.array([i])}) for dt, i in [(600.0, first), (900.0, second)]]

    assert stress(both, ATHLETE) == pytest.approx(sum(stress(part, ATHLETE) for part in parts))


def test_stress_does_not_hold_running_power_against_a_threshold_speed() -> None:
    assert math.isnan(stress(steady(3600, power=300.0), ATHLETE))


def test_stress_does_not_hold_cycling_speed_against_a_threshold_power() -> None:
    assert math.isnan(stress(steady(3600, sport="bike", speed=9.0), ATHLETE))


def test_stress_prefers_the_speed_that_allows_for_the_hills() -> None:
    assert stress(steady(3600, speed=3.0, graded_speed=4.0), ATHLETE) == pytest.approx(100)


def test_stress_of_a_swim_is_squared_not_cubed() -> None:
    swimmer = Athlete(thresholds={"swim": (Dated(1.0),)})

    assert stress(steady(3600, sport="swim", speed=0.9), swimmer) == pytest.approx(81)


def test_stress_by_power_is_above_the_planned_sum_of_squares_by_what_the_docstring_says() -> None:
    parts = [(900, 0.65), *[(240, 1.13), (180, 0.50)] * 4, (240, 1.13), (600, 0.65)]
    seconds, intensity = np.array(parts).T
    planned = Effort("bike", seconds, {"intensity": intensity})
    ridden = Effort("bike", np.ones(int(seconds.sum())), {"power": 200 * np.repeat(intensity, seconds.astype(int))})

    assert stress(planned, ATHLETE) == pytest.approx(65.2, abs=0.05)
    assert stress(ridden, ATHLETE) == pytest.approx(76.3, abs=0.05)


def test_weighted_power_is_the_mean_for_one_row() -> None:
    assert weighted_power(Effort("bike", np.array([5400.5]), {"power": np.array([187.0])})) == pytest.approx(187)


def test_weighted_power_does_not_depend_on_how_samples_are_cut() -> None:
    seconds = Effort("bike", np.ones(600), {"power": np.repeat([100.0, 300.0], 300)})
    steps = Effort("bike", np.array([300.0, 300.0]), {"power": np.array([100.0, 300.0])})

    assert weighted_power(steps) == pytest.approx(weighted_power(seconds))


def test_weighted_power_smooths_a_single_second() -> None:
    power = np.full(3600, 200.0)
    power[1800] = 1500.0

    assert weighted_power(Effort("bike", np.ones(3600), {"power": power})) < 203


def test_trimp_is_100_for_an_hour_at_threshold() -> None:
    assert trimp(steady(3600, heart_rate=165.0), ATHLETE) == pytest.approx(100)


def test_trimp_is_zero_not_negative_below_rest() -> None:
    assert trimp(steady(3600, heart_rate=45.0), ATHLETE) == 0


def test_trimp_counts_an_impossible_heart_rate_as_missing() -> None:
    dropouts = steady(3600, heart_rate=150.0)
    dropouts.channels["heart_rate"][:900:2] = 0.0
    dropouts.channels["heart_rate"][1:900:2] = 255.0

    assert trimp(dropouts, ATHLETE) == pytest.approx(trimp(steady(3600, heart_rate=150.0), ATHLETE))


@pytest.mark.parametrize(
    "athlete",
    [
        Athlete(),
        Athlete(hr_max=190, hr_rest=190),
        Athlete(thresholds={"hr": (Dated(55.0),)}, hr_max=190),  # below the resting heart rate that is assumed
    ],
)
def test_trimp_is_unknown_without_heart_rates_that_make_sense(athlete: Athlete) -> None:
    assert math.isnan(trimp(steady(3600, heart_rate=150.0), athlete))


def test_trimp_counts_intervals_for_more_than_their_mean() -> None:
    heart_rate = np.repeat([120.0, 180.0], 30)
    each, mean = (banister_trimp(1.0, hr, hr_max=190, hr_rest=50) for hr in (heart_rate, np.full(60, 150.0)))

    assert each > mean


@pytest.mark.parametrize(("rpe", "expected"), [(0, 20), (1, 20), (3.5, 45), (7, 80), (8, 100), (10, 140)])
def test_session_rpe_reads_points_an_hour_from_the_table(rpe: float, expected: float) -> None:
    assert expected == session_rpe(Effort("run", np.array([3600.0]), {}, rpe), ATHLETE)


@pytest.mark.parametrize("rpe", [None, -1, 17])
def test_session_rpe_is_unknown_off_the_scale(rpe: float | None) -> None:
    assert math.isnan(session_rpe(Effort("run", np.array([3600.0]), {}, rpe), ATHLETE))


@pytest.mark.parametrize(
    ("sport", "expected"), [("run", 57.76), ("bike", 42.25), ("gym", 30), ("xt", 45), ("walk", 30)]
)
def test_typical_is_the_hourly_load_of_the_sport(sport: str, expected: float) -> None:
    assert expected == pytest.approx(typical(Effort(sport, np.array([3600.0]), {}), ATHLETE))
