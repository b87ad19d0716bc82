"""Sessions that were done again and again beside the tests of a calibration."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from tests.calibration.conftest import FIRST, Athlete, athlete

from periodize.calibration import Calibration, MaterialError, Performance, calibrate
from periodize.calibration.material import gather, held_back
from periodize.response import respond


def weak(
    one: Athlete, days: list[int], *, error: float = 0.02, event: str = "5x4min", seed: int = 1
) -> list[Performance]:
    """Return a session at 70 % of the form, with its error."""
    rng = np.random.default_rng(seed)
    form = respond(one.loads, model=one.truth).one("performance")
    values = [float(0.7 * form[day] * np.exp(error * rng.standard_normal())) for day in days]
    return [
        Performance(FIRST + timedelta(day), value, "power", event, sd=error * value, weak=True)
        for day, value in zip(days, values, strict=True)
    ]


def found(one: Athlete, tests: list[Performance]) -> Calibration:
    return calibrate(one.history, tests, past=0.0, draws=400)


def test_few_tests_with_benchmarks_foresee_the_next_one_better() -> None:
    """Ten athletes with three tests and two sessions that were done a dozen times each; benchmarks/weak_tests.py."""
    off: dict[bool, list[float]] = {False: [], True: []}
    for seed in range(10):
        one = athlete(n_tests=3, seed=seed)
        goal = float(respond(one.loads, model=one.truth).one("performance")[-1])
        days = [list(range(first, 230, 18)) for first in (20, 28)]
        sessions = [test for k in (0, 1) for test in weak(one, days[k], event=f"session {k}", seed=2 * seed + k)]
        for beside, missed in off.items():
            band = found(one, [*one.tests, *(sessions if beside else ())]).band(one.history.end, event="5-min test")
            missed.append(100 * np.log(band.middle / goal))

    assert np.sqrt(np.mean(np.square(off[True]))) < 0.8 * np.sqrt(np.mean(np.square(off[False])))


def test_no_weak_test_is_forecast() -> None:
    one = athlete(n_tests=7)
    errors = found(one, [*one.tests, *weak(one, [60, 100, 140, 180])])

    assert (7, 7) == (len(errors.tests), errors.left_out.n)


def test_tests_are_forecast_ahead_from_the_sixth_real_one_on() -> None:
    one = athlete(n_tests=7)
    errors = found(one, [*one.tests, *weak(one, list(range(2, 20, 3)))])

    assert 2 == errors.one_ahead.n


def test_trivial_rules_are_those_of_the_tests_alone() -> None:
    one = athlete(n_tests=7)
    alone, beside = found(one, list(one.tests)), found(one, [*one.tests, *weak(one, [60, 100, 140, 180])])

    assert dict(alone.left_out.rules) == pytest.approx(dict(beside.left_out.rules))


def test_watts_stay_watts_beside_a_session_in_another_unit() -> None:
    one = athlete(n_tests=7)
    sessions = [replace(test, kind="speed", value=test.value / 45) for test in weak(one, [60, 100, 140, 180])]
    result = found(one, [*one.tests, *[replace(test, sd=0.02 * test.value) for test in sessions]])
    scale = result.material.scale

    assert ("W", one.tests[0].value) == (result.unit, scale.index(one.tests[0]))
    assert one.tests[0].value == pytest.approx(scale.index(sessions[0]))
    assert sessions[2].value == pytest.approx(scale.value(scale.index(sessions[2]), "5x4min"))


def test_the_model_is_that_of_the_tests_where_a_benchmark_came_first() -> None:
    one = athlete(n_tests=7)

    assert ("5-min test", "5x4min") == found(one, [*one.tests, *weak(one, [10, 60, 100, 140])]).material.scale.events


def test_benchmarks_are_told_with_their_error_and_their_weight() -> None:
    one = athlete(n_tests=12)
    result = found(one, [*one.tests, *weak(one, [60, 100, 140, 180], error=0.03)])
    (told,) = result.weak

    assert ("5x4min", 4, 3.0) == (told.event, told.n, round(told.error, 6))
    assert 0 < told.weight < 0.5
    (line,) = [line for line in result.verdict if line.startswith("Benchmarks count as weak tests")]
    assert f"5x4min: 4 times, each off by 3.0 % and worth {told.weight:.2f} of a test." in line


def test_the_larger_the_error_the_smaller_the_weight() -> None:
    one = athlete(n_tests=12)
    weights = [
        found(one, [*one.tests, *weak(one, [60, 90, 120], error=error)]).weak[0].weight for error in (0.015, 0.05)
    ]

    assert weights[0] > 2 * weights[1]


@pytest.mark.parametrize(("n_weak", "times"), [(3, 1.0), (6, 1.0), (24, 2.0)])
def test_many_weak_tests_are_held_back(n_weak: int, times: float) -> None:
    is_weak = np.arange(6 + n_weak) >= 6
    sd = np.where(is_weak, 1.5, 0.0)

    assert (sd * times).tolist() == held_back(sd, is_weak).tolist()


def test_benchmarks_never_weigh_more_than_the_tests_do() -> None:
    one = athlete(n_tests=3)
    material = gather(one.history, [*one.tests, *weak(one, list(range(30, 230, 4)))])
    noise = 3 / 2.6  # a test's scatter in the priors [%]
    weights = 1 / (noise**2 + material.sd**2)

    assert weights[material.weak].sum() < weights[~material.weak].sum()


def test_weak_tests_are_counted_among_those_that_are_needed() -> None:
    one = athlete(n_tests=4)
    sessions = weak(one, [50, 90, 130, 170, 200, 220])

    assert [True, False] == [found(one, [*one.tests, *sessions[:n]]).priors_only for n in (5, 6)]
    assert (
        found(one, [*one.tests, *sessions[:5]]).verdict[0].startswith("Priors only: 4 tests and 5 weak ones are fewer")
    )


@pytest.mark.parametrize(("n", "message"), [(0, "no tests"), (1, "one test only")])
def test_benchmarks_stand_in_for_no_test(n: int, message: str) -> None:
    one = athlete(n_tests=4)
    with pytest.raises(MaterialError, match=message):
        found(one, [*one.tests[:n], *weak(one, [50, 90, 130, 170])])


def test_without_weak_tests_data_name_none() -> None:
    one = athlete(n_tests=4)

    assert [] == found(one, list(one.tests)).as_data()["benchmarks"]
