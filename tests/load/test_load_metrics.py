"""What every load metric has to keep, and the members one by one."""

from __future__ import annotations

import doctest
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.errors import UnknownNameError
from periodize.load import (
    METRICS,
    LoadMetric,
    banister_trimp,
    edwards,
    govss,
    itrimp,
    lucia,
    running_power,
    session_rpe,
    stress,
    swim_cubed,
    swim_score,
    trimp,
    typical,
    weighted_power,
    zonal,
)

ATHLETE = Athlete(
    thresholds={"run": (Dated(4.0),), "bike": (Dated(200.0),), "hr": (Dated(165.0),)}, hr_max=190, hr_rest=50
)
TESTED = replace(
    ATHLETE, trimp=(0.2, 3.2), weight=70.0, height=1.75, thresholds={**ATHLETE.thresholds, "swim": (Dated(4.0),)}
)
"""With what only a laboratory or a scale knows."""

CHANNELS = {"heart_rate": 150.0, "power": 180.0, "speed": 3.5, "graded_speed": 3.6, "intensity": 0.8}
members = pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)


def steady(seconds: int, *, sport: str = "run", **channels: float) -> Effort:
    return Effort(sport, np.ones(seconds), {k: np.full(seconds, v) for k, v in channels.items()}, rpe=6)


def measured(seconds: int, metric: LoadMetric) -> Effort:
    """Every channel at once, of the sport that the metric is for."""
    channels = {k: np.full(seconds, v) for k, v in CHANNELS.items()}
    sport = "swim" if metric.name.startswith("swim") else "run"
    return Effort(sport, np.ones(seconds), channels, rpe=6, stated_load=seconds / 60)


@members
def test_metric_is_twice_as_much_when_a_steady_effort_lasts_twice_as_long(metric: LoadMetric) -> None:
    one, two = (metric(measured(seconds, metric), TESTED) for seconds in (1800, 3600))

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
    whole, holed = measured(3600, metric), measured(3600, metric)
    for values in holed.channels.values():
        values[1000:1200] = np.nan

    assert metric(holed, TESTED) == pytest.approx(metric(whole, TESTED))


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


def test_weighted_power_is_the_mean_when_a_row_lasts_for_years() -> None:
    assert weighted_power(Effort("bike", np.array([1e9]), {"power": np.array([187.0])})) == pytest.approx(187)


def test_weighted_power_does_not_depend_on_how_samples_are_cut() -> None:
    seconds = Effort("bike", np.ones(600), {"power": np.repeat([100.0, 300.0], 300)})
    steps = Effort("bike", np.array([300.0, 300.0]), {"power": np.array([100.0, 300.0])})

    assert weighted_power(steps) == pytest.approx(weighted_power(seconds))


def test_weighted_power_smooths_a_single_second() -> None:
    power = np.full(3600, 200.0)
    power[1800] = 1500.0

    assert weighted_power(Effort("bike", np.ones(3600), {"power": power})) < 203


@pytest.mark.parametrize(("heart_rate", "zone"), [(94, 0), (95, 1), (114, 2), (133, 3), (152, 4), (171, 5), (200, 5)])
def test_edwards_weighs_by_tenths_of_the_maximum(heart_rate: float, zone: int) -> None:
    assert 60 * zone == pytest.approx(edwards(steady(3600, heart_rate=heart_rate), ATHLETE))


def test_lucia_takes_the_thresholds_of_a_test_before_estimated_ones() -> None:
    effort = steady(3600, heart_rate=150.0)  # the threshold is 165, the first one estimated at 150.2

    assert [60, 120] == pytest.approx([lucia(effort, ATHLETE), lucia(effort, replace(ATHLETE, vt1=140.0))])


def test_lucia_says_what_it_estimates() -> None:
    assert lucia.assumes(steady(60), replace(ATHLETE, vt1=140.0, vt2=160.0)) is None
    assert "ventilatory thresholds estimated at 150 and 165 bpm" == lucia.assumes(steady(60), ATHLETE)


def test_zonal_takes_an_estimated_threshold_and_says_so() -> None:
    athlete = Athlete(hr_max=190, hr_rest=50)

    assert 60 * 1.2 == pytest.approx(zonal(steady(3600, heart_rate=0.85 * 169), athlete))
    assert "threshold heart rate estimated at 169 bpm" == zonal.assumes(steady(60), athlete)


def test_itrimp_is_unknown_without_weights_of_the_athletes_own() -> None:
    assert math.isnan(itrimp(steady(3600, heart_rate=150.0), replace(ATHLETE, trimp="runalyze")))


def test_trimp_weights_that_nobody_has_published_are_answered() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'runalyze'"):
        trimp(steady(3600, heart_rate=150.0), replace(ATHLETE, trimp="runalize"))


@pytest.mark.parametrize("sport", ["bike", "walk"])
def test_govss_is_of_runs_alone(sport: str) -> None:
    assert math.isnan(govss(steady(3600, sport=sport, speed=3.5), TESTED))


@pytest.mark.parametrize("athlete", [replace(TESTED, weight=None), replace(TESTED, height=None)])
def test_govss_is_unknown_without_the_runners_body(athlete: Athlete) -> None:
    assert math.isnan(govss(steady(3600, speed=3.5), athlete))


def test_govss_is_higher_uphill() -> None:
    flat = steady(3600, speed=3.0)
    up = Effort("run", flat.dt, {**flat.channels, "altitude": np.linspace(0, 540, 3600)})

    ratio = (running_power(np.array(3.0), np.array(0.05), weight=70, height=1.75) / 262.553) ** 2
    assert govss(up, TESTED) / govss(flat, TESTED) == pytest.approx(float(ratio), rel=0.01)


def test_govss_bridges_an_altitude_with_gaps() -> None:
    up = steady(3600, speed=3.0, altitude=0.0)
    up.channels["altitude"][:] = 0.05 * 3.0 * np.arange(3600)
    whole = govss(up, TESTED)
    up.channels["altitude"][1::2] = np.nan

    assert govss(up, TESTED) == pytest.approx(whole)


@pytest.mark.parametrize("metric", [swim_cubed, swim_score])
def test_swim_loads_are_of_swims_alone(metric: LoadMetric) -> None:
    assert math.isnan(metric(steady(3600, speed=3.5), TESTED))


def test_swim_score_counts_repeats_for_more_than_their_mean() -> None:
    repeats, even = steady(3600, sport="swim", speed=3.6), steady(3600, sport="swim", speed=3.6)
    repeats.channels["speed"][:] = np.tile(np.repeat([4.0, 3.2], 60), 30)

    assert swim_score(repeats, TESTED) > swim_score(even, TESTED)


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


@pytest.mark.parametrize("name", list(METRICS))
def test_no_metric_of_an_effort_without_duration_is_a_number(name: str) -> None:
    effort = Effort("run", np.empty(0), {}, rpe=5)

    assert math.isnan(METRICS[name](effort, TESTED))
