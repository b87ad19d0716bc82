"""Turner's model against its differential equation, and against the model that it extends.

The authors print no series; what can be checked are the equation, its limit, and the load that is best in it.
"""

from __future__ import annotations

import numpy as np
import pytest

from periodize.response import ImpulseResponse, Turner, respond

LOADS = np.random.default_rng(2).uniform(0, 200, 60)


def euler(steps_a_day: int) -> float:
    """Return the performance after the loads, each at a day's close, by Euler steps; the authors take one a day."""
    fitness = fatigue = 0.0
    for load in LOADS:
        for _ in range(steps_a_day):
            fitness -= fitness**1.16 / 61.0 / steps_a_day
            fatigue -= fatigue**0.85 / 5.5 / steps_a_day
        fitness, fatigue = fitness + 0.10 * load, fatigue + 0.12 * load
    return 155.0 + fitness - fatigue


def test_euler_steps_come_to_the_closed_form_as_they_become_smaller() -> None:
    exact = respond(LOADS, model=Turner(convention="inclusive")).one("performance")[-1]
    coarse, fine = (abs(euler(steps) - exact) for steps in (100, 1000))
    assert fine < 3e-3
    assert coarse / fine == pytest.approx(10, rel=0.02)  # the error of Euler's method


def test_powers_of_1_are_the_impulse_response() -> None:
    linear = Turner(fitness_power=1.0, fatigue_power=1.0)
    plain = ImpulseResponse(
        fitness_days=61.0, fatigue_days=5.5, baseline=155.0, fitness_gain=0.10, fatigue_gain=0.12, convention="lagged"
    )
    for name in ("fitness", "fatigue", "performance"):
        np.testing.assert_allclose(
            respond(LOADS, model=linear, fitness=40.0, fatigue=60.0).one(name),
            respond(LOADS, model=plain, fitness=40.0, fatigue=60.0).one(name),
            rtol=1e-12,
        )


def test_powers_close_to_1_lose_no_digits() -> None:
    near = Turner(fitness_power=1 + 1e-12, fatigue_power=1 - 1e-12)
    exact = Turner(fitness_power=1.0, fatigue_power=1.0)
    np.testing.assert_allclose(
        respond(LOADS, model=near).one("performance"), respond(LOADS, model=exact).one("performance"), rtol=1e-9
    )


def test_fatigue_ends_on_the_day_that_the_equation_says() -> None:
    """x(0)^(1-beta) tau2/(1-beta)."""
    model = Turner(initial_fatigue=24.5)
    last = 24.5**0.15 * 5.5 / 0.15
    before, after = (model.read(model.step(model.initial(1), 0.0, last + days)).fatigue for days in (-0.5, 0.0))
    assert before > 0
    assert after == pytest.approx(0.0, abs=1e-12)


def test_steady_state_is_what_a_long_simulation_comes_to() -> None:
    loads = np.array([20.0, 100.0, 250.0, 400.0])
    long = respond(np.repeat(loads[:, np.newaxis], 1500, 1), model=Turner()).series["performance"][:, -1]
    np.testing.assert_allclose(Turner().steady(loads).performance, long, rtol=1e-9)


def test_optimal_load_is_the_best_of_the_spread_load() -> None:
    model = Turner()
    best = float(model.optimal_load)
    around = best * np.array([0.99, 1.0, 1.01])
    steady = (0.10 * 61 * around) ** (1 / 1.16) - (0.12 * 5.5 * around) ** (1 / 0.85)
    assert steady.argmax() == 1
    assert best == pytest.approx(250.65, abs=5e-3)


def test_linear_model_has_no_optimal_load() -> None:
    assert np.isnan(Turner(fitness_power=1.0, fatigue_power=1.0).optimal_load)


def test_steps_of_one_day_differ_as_the_docstring_says() -> None:
    """The authors' Euler steps against the closed form, at 100 AU a day."""
    fitness = fatigue = 0.0
    for _ in range(3000):
        fitness += 10 - fitness**1.16 / 61.0
        fatigue += 12 - fatigue**0.85 / 5.5
    held = Turner().initial(1, fitness=100.0)
    assert held.fitness[0] / fitness - 1 == pytest.approx(0.020, abs=5e-4)
    assert held.fatigue[0] / fatigue - 1 == pytest.approx(0.044, abs=5e-4)
