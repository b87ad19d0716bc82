from __future__ import annotations

import numpy as np
import pytest

from periodize.formats.streams.grade import grade_factor, slope
from periodize.load.minetti import cost_of_running

MINETTI_TABLE = {
    -0.45: 4.0323, -0.3: 2.4622, -0.2: 1.8000, -0.1: 2.1517, -0.05: 2.7459, 0.0: 3.6, 0.05: 4.6852,
    0.1: 5.9682, 0.2: 9.0067, 0.3: 12.5793, 0.45: 19.4260,
}  # fmt: skip
"""The published polynomial (Minetti 2002) at grades of the treadmill."""


@pytest.mark.parametrize(("grade", "cost"), MINETTI_TABLE.items())
def test_cost_when_within_the_measured_range(grade: float, cost: float) -> None:
    assert cost_of_running(np.array([grade]))[0] == pytest.approx(cost, abs=5e-5)


@pytest.mark.parametrize(
    ("grade", "measured", "spread"), [(0.45, 18.93, 1.74), (-0.2, 1.73, 0.36), (-0.45, 3.92, 0.81)]
)
def test_cost_when_compared_with_what_was_measured(grade: float, measured: float, spread: float) -> None:
    assert cost_of_running(np.array([grade]))[0] == pytest.approx(measured, abs=spread)


def test_cost_when_steeper_than_measured() -> None:
    steep = cost_of_running(np.array([-0.9, 0.9]))
    np.testing.assert_array_equal(cost_of_running(np.array([-0.45, 0.45])), steep)


def test_factor_when_downhill_has_a_floor() -> None:
    np.testing.assert_allclose(grade_factor(np.array([-0.2, 0.0, 0.1])), [0.85, 1.0, 5.9682 / 3.6], rtol=1e-4)


def test_slope_when_steady() -> None:
    distance = np.linspace(0, 2000, 600)
    np.testing.assert_allclose(slope(distance, 0.06 * distance), 0.06, atol=1e-9)


def test_slope_when_the_path_is_too_short() -> None:
    np.testing.assert_array_equal(np.zeros(3), slope(np.array([0.0, 50.0, 100.0]), np.array([0.0, 20.0, 0.0])))


def test_factor_when_a_flat_path_has_a_noisy_altitude(rng: np.random.Generator) -> None:
    distance = np.arange(0, 10_000, 3.0)
    noisy = np.round(rng.normal(100, 1.0, len(distance)) * 5) / 5
    assert grade_factor(slope(distance, noisy)).mean() == pytest.approx(1.0, abs=0.005)
