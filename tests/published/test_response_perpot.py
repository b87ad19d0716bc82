"""The performance potential against the series that the program traipor gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.response import ParameterError, PerPot, respond

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXAMPLE = PerPot(full_load=1.0, ceiling=1.0, baseline=0.2)
REST = [0.0] * 4


def potential(loads: list[float], model: PerPot = EXAMPLE) -> NDArray[np.float64]:
    """Return PP after each day, its load taken at the day's opening."""
    state, found = model.initial(1), []
    for load in loads:
        state = model.step(model.step(state, load, 0.0), 0.0, 1.0)
        found.append(state.further[0][0])
    return np.array(found)


def test_a_light_load_every_day() -> None:
    expected = [
        0.2, 0.2, 0.2, 0.2, 0.183333, 0.158333, 0.147685, 0.150231, 0.159967, 0.173155, 0.187528, 0.201762,
    ]  # fmt: skip
    np.testing.assert_allclose(potential([*REST, *[0.1] * 8]), expected, atol=5e-7)


def test_a_single_full_load() -> None:
    expected = [
        0.266667, 0.3, 0.316667, 0.315741, 0.297685, 0.271116, 0.241294, 0.21132, 0.182929, 0.156993, 0.142128, 0.137085,
    ]  # fmt: skip
    np.testing.assert_allclose(potential([*REST, 1.0, *[0.0] * 11])[4:], expected, atol=5e-7)


def test_collapse_under_too_much() -> None:
    expected = [0.183333, 0.213889, 0.268981, 0.30054, 0.176505, 0.074895, -0.016671]
    np.testing.assert_allclose(potential([0.3] * 7), expected, atol=5e-7)


def test_performance_is_never_read_below_0() -> None:
    state = EXAMPLE.initial(1)
    for _ in range(7):
        state = EXAMPLE.step(EXAMPLE.step(state, 0.3, 0.0), 0.0, 1.0)
    assert state.further[0] < 0
    assert EXAMPLE.read(state).performance == 0.0


def test_scales_change_the_units_and_nothing_else() -> None:
    scaled = PerPot(full_load=800.0, ceiling=400.0, baseline=80.0)
    np.testing.assert_allclose(potential([240.0] * 7, scaled), potential([0.3] * 7), rtol=1e-12)


def test_potential_and_buffers_keep_their_balance() -> None:
    state = EXAMPLE.initial(1)
    for load in np.random.default_rng(4).uniform(0, 0.6, 60):
        state = EXAMPLE.step(state, load, 1.0)
        assert state.further[0] + state.fitness - state.fatigue == pytest.approx(0.2, abs=1e-12)


@pytest.mark.parametrize("parts", [2, 24, 86_400 // 900])
def test_flows_run_once_a_day_however_the_day_is_cut(parts: int) -> None:
    state = EXAMPLE.initial(1)
    found = []
    for _ in range(12):
        state = EXAMPLE.step(state, 0.1, 0.0)
        for _ in range(parts):
            state = EXAMPLE.step(state, 0.0, 1 / parts)
        found.append(state.further[0][0])
    np.testing.assert_allclose(found, potential([0.1] * 12), rtol=1e-12)


def test_load_shows_a_day_after_it_was_counted() -> None:
    loads = [*REST, 1.0, *[0.0] * 7]
    for convention in ("inclusive", "lagged"):
        model = PerPot(full_load=1.0, ceiling=1.0, baseline=0.2, convention=convention)
        np.testing.assert_allclose(
            respond(loads, model=model).one("performance")[1:], potential(loads)[:-1], rtol=1e-12
        )


@pytest.mark.parametrize("baseline", [0.05, 0.2, 0.5, 0.9])
@pytest.mark.parametrize("load", [0.0, 0.02, 0.08, 0.12, 0.16])
def test_even_past_is_held_in_every_regime(baseline: float, load: float) -> None:
    """Within what strain, response or the potential itself lets through, and with strain that runs over."""
    model = PerPot(full_load=1.0, ceiling=1.0, baseline=baseline)
    state = model.initial(1, fitness=load)
    later = state
    for _ in range(50):
        later = model.step(later, load, 1.0)
    for was, now in zip((*state[:2], state.further[0]), (*later[:2], later.further[0]), strict=True):
        np.testing.assert_allclose(now, was, rtol=1e-9, atol=1e-12)
    assert state.further[0] + state.fitness - state.fatigue == pytest.approx(baseline)


def test_best_steady_load_is_the_optimal_one() -> None:
    loads = np.linspace(0, 166, 400)
    best = loads[PerPot().steady(loads).performance.argmax()]
    assert float(PerPot().optimal_load) == pytest.approx(best, abs=0.5)


def test_more_than_can_be_held_is_refused_as_a_past() -> None:
    with pytest.raises(ParameterError, match=r"fitness\(=170\) must be <= 166\.667, the most that perpot can hold"):
        PerPot().initial(1, fitness=170.0)


def test_ceiling_below_the_baseline_is_refused() -> None:
    with pytest.raises(ParameterError, match=r"ceiling\(=90\) must be >= the baseline"):
        PerPot(ceiling=90.0)
