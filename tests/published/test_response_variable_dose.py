"""The variable dose-response of Busso (2003), and the tapers that Thomas & Busso (2005) found with it.

The tapers are computed with the group's mean parameters; the paper gives means over its six subjects, each with his
own, so its numbers are near, not equal: -30.8 +- 11.8 % for 19.3 +- 2.3 d, and -39.3 +- 9.9 % for 28.0 +- 5.1 d.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.response import VariableDose, respond

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL = VariableDose()
BEST_LOAD = 290.2023922865
HORIZON = 70
OVERLOAD = np.full(28, 1.2)
NO_OVERLOAD = np.full(28, 1.0)
REDUCTIONS = np.arange(0, 1.0001, 0.005)


def gained(before: NDArray[np.float64], tapers: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what each day of each taper gains over training at the optimum, in W; loads are shares of it."""
    loads = np.concatenate([np.repeat(before[np.newaxis], len(tapers), 0), tapers], axis=1) * BEST_LOAD
    performance = respond(loads, model=MODEL, fitness=BEST_LOAD, fatigue=None).series["performance"]
    return performance[:, len(before) :] - (250.0 + float(MODEL.highest_gain))


def best_step(before: NDArray[np.float64]) -> tuple[float, int, float]:
    """Return reduction, days and gain of the best step taper."""
    gains = gained(before, (1 - REDUCTIONS)[:, np.newaxis] * np.full(HORIZON, before[-1]))
    which, days = np.unravel_index(gains.argmax(), gains.shape)
    return float(REDUCTIONS[which]), int(days), float(gains.max())


def best_linear(before: NDArray[np.float64], ends: NDArray[np.float64]) -> tuple[float, int]:
    """Return gain and days of the best linear taper from the last load to one of `ends`."""
    found = []
    for days in range(5, 61):
        share = np.arange(1, days + 1) / days
        tapers = before[-1] + (ends[:, np.newaxis] - before[-1]) * share
        found.append((gained(before, np.pad(tapers, ((0, 0), (0, 1))))[:, days].max(), days))
    return max(found)


def best_exponential(before: NDArray[np.float64]) -> float:
    """Return the gain of the best exponential taper towards nothing."""
    days = np.arange(1, HORIZON + 1)
    constants = np.arange(2.0, 80.0)[:, np.newaxis]
    return float(gained(before, before[-1] * np.exp(-days / constants)).max())


def test_group_means_give_the_inverted_u() -> None:
    found = {quantity.name: float(quantity.value) for quantity in MODEL.derived}
    assert found["optimal_load"] == pytest.approx(290.2, abs=0.05)
    assert found["highest_gain"] == pytest.approx(136.3, abs=0.05)
    assert found["useless_load"] == pytest.approx(580.4, abs=0.05)


def test_simulated_steady_states_lie_on_the_inverted_u() -> None:
    loads = np.array([0.0, 200.0, 290.2, 400.0, 580.4])
    long = respond(np.repeat(loads[:, np.newaxis], 900, 1), model=MODEL).series["performance"][:, -1]
    np.testing.assert_allclose(MODEL.steady(loads).performance, long, rtol=1e-9)
    assert long[2] - 250 == pytest.approx(136.3, abs=0.05)
    assert long[4] - 250 == pytest.approx(0.0, abs=0.05)
    assert long.argmax() == 2


def test_recursion_is_the_published_double_sum() -> None:
    loads = np.random.default_rng(5).uniform(0, 400, 40)
    k1, k3, t1, t2, t3 = 0.031, 3.5e-5, 30.8, 16.8, 2.3
    expected = []
    for n in range(40):
        total = 250.0
        for i in range(n):
            k2 = k3 * sum(loads[j] * np.exp(-(i - j) / t3) for j in range(i + 1))
            total += k1 * loads[i] * np.exp(-(n - i) / t1) - k2 * loads[i] * np.exp(-(n - i) / t2)
        expected.append(total)
    np.testing.assert_allclose(respond(loads, model=MODEL).one("performance"), expected, rtol=1e-12)


def test_double_the_load_is_not_double_the_effect() -> None:
    """What tells Busso's model from the one that drops the factor w(i)."""
    one, two = (respond([load] * 30, model=MODEL).one("fatigue")[-1] for load in (100.0, 200.0))
    assert two == pytest.approx(4 * one)


def test_best_step_taper_without_overload() -> None:
    reduction, days, gain = best_step(NO_OVERLOAD)
    assert reduction == pytest.approx(0.315)
    assert days == 18
    assert gain == pytest.approx(8.286, abs=5e-4)


def test_best_step_taper_after_28_days_of_overload() -> None:
    reduction, days, gain = best_step(OVERLOAD)
    assert reduction == pytest.approx(0.395)
    assert days == 26
    assert gain == pytest.approx(10.712, abs=5e-4)


def test_overload_costs_performance_before_the_taper() -> None:
    assert gained(OVERLOAD, np.zeros((1, 1)))[0, 0] == pytest.approx(-15.31, abs=5e-3)


def test_progressive_taper_is_no_better_without_overload() -> None:
    linear, _ = best_linear(NO_OVERLOAD, np.arange(0, 1.0001, 0.02))
    assert linear == pytest.approx(8.12, abs=5e-3)
    assert best_exponential(NO_OVERLOAD) == pytest.approx(8.20, abs=5e-3)


def test_progressive_taper_is_better_after_overload() -> None:
    """To half of the overload's load, over 45 days."""
    linear, _ = best_linear(OVERLOAD, np.array([0.6]))
    assert gained(OVERLOAD, np.append(1.2 - 0.6 * np.arange(1, 46) / 45, 0.0)[np.newaxis])[0, 45] == pytest.approx(
        13.105, abs=5e-4
    )
    assert linear == pytest.approx(13.105, abs=0.05)
    assert best_exponential(OVERLOAD) > 10.712
