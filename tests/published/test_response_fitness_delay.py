"""The fitness-delay model, and the components that it is made of, against Calvert et al. (1976)."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.response import FitnessDelay, ImpulseResponse, NComponent, respond

CALVERT = [10.0, 0, 0, 20, 20, 0, 0, 10, 10, 0]
LOADS = np.random.default_rng(11).uniform(0, 200, 120)


def test_fitness_of_a_load_is_highest_after_12_79_days() -> None:
    """The paper's swimmer, tau1 50 d and tau3 5 d."""
    model = FitnessDelay()
    assert model.peak_days == pytest.approx(12.79, abs=5e-3)
    alone = FitnessDelay(fatigue_gain=0.0)
    around = alone.influence(alone.peak_days + np.array([-0.1, 0.0, 0.1]))
    assert around.argmax() == 1


def test_swimmer_s_time_over_100_m_is_that_of_the_paper_s_equation() -> None:
    """66.5 - (0.0075 p - 0.015 f), with p and f the convolutions of the loads."""
    chart = respond(CALVERT, model=FitnessDelay(convention="inclusive"))
    days = np.arange(len(CALVERT))
    age = days[:, np.newaxis] - days
    kernels = {tau: np.where(age >= 0, np.exp(-np.maximum(age, 0) / tau), 0.0) @ CALVERT for tau in (50, 5, 15)}
    seconds = 66.5 - (0.0075 * (kernels[50] - kernels[5]) - 0.015 * kernels[15])
    np.testing.assert_allclose(66.5 * (2 - chart.one("performance") / 100), seconds, rtol=1e-12)


def test_fitness_that_comes_at_once_is_the_impulse_response() -> None:
    quick = FitnessDelay(rise_days=1e-3)
    plain = ImpulseResponse(
        fitness_days=50.0, fatigue_days=15.0, fitness_gain=quick.fitness_gain, fatigue_gain=quick.fatigue_gain
    )
    after = np.arange(1.0, 100.0)
    np.testing.assert_allclose(quick.influence(after), plain.influence(after), rtol=1e-12)


def test_three_components_are_the_fitness_delay_model() -> None:
    np.testing.assert_allclose(
        respond(LOADS, model=NComponent(), fitness=30.0, fatigue=None).one("performance"),
        respond(LOADS, model=FitnessDelay(), fitness=30.0, fatigue=None).one("performance"),
        rtol=1e-12,
    )
    after = np.arange(100.0)
    np.testing.assert_allclose(NComponent().influence(after), FitnessDelay().influence(after), rtol=1e-12, atol=1e-15)


def test_one_component_equals_calvert_s_worked_example() -> None:
    model = NComponent(days_1=15.0, gain_1=1.0, gain_2=0.0, gain_3=0.0, baseline=0.0, convention="inclusive")
    exact = [10, 9.355, 8.752, 28.187, 46.369, 43.379, 40.581, 47.964, 54.871, 51.332]
    np.testing.assert_allclose(respond(CALVERT, model=model).one("performance"), exact, atol=5e-4)


def test_initial_components_are_added_with_their_own_fade() -> None:
    """p + k1 q_g exp(-n/tau1) - k2 q_h exp(-n/tau2), as Busso et al. (1992) write them."""
    model = ImpulseResponse(
        fitness_days=45.0, fatigue_days=15.0, fitness_gain=1.0, fatigue_gain=2.0,
        initial_fitness=60.0, initial_fatigue=20.0, convention="lagged",
    )  # fmt: skip
    n = np.arange(1, 31)
    expected = 100 + 60 * np.exp(-n / 45) - 2 * 20 * np.exp(-n / 15)
    np.testing.assert_allclose(respond([0.0] * 30, model=model).one("performance"), expected, rtol=1e-12)
