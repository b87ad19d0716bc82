"""Monotony and strain against the numbers that others print."""

from __future__ import annotations

import math

import numpy as np
import pytest

from periodize.flags import monotony, strain

CASES = pytest.mark.parametrize(
    ("load", "population", "sample", "strain_population", "strain_sample"),
    [
        ([0, 20, 10, 10, 10, 10, 10], 1.8708, 1.7321, 130.96, 121.24),  # Runalyze, MonotonyTest
        ([5, 15, 20, 20, 20, 25, 35], 2.3664, 2.1909, 331.3, 306.7),  # the same
        ([0, 80, 40, 0, 90, 60, 80], 1.4265, 1.321, 499.3, 462.2),  # docstring of acwr
        ([10, 0, 20, 10, 0, 30, 10], 1.1547, 1.069, 92.4, 85.5),  # the same
        ([0, 0, 0, 10, 20, 30, 40], 0.9535, 0.8827, 95.35, 88.27),  # recomputed
        ([100, 0, 0, 0, 0, 0, 0], 0.4082, 0.3780, 40.82, 37.80),  # recomputed
    ],
)


@CASES
def test_monotony_and_strain_are_the_sample_forms(
    load: list[float], population: float, sample: float, strain_population: float, strain_sample: float
) -> None:
    week = np.array(load, dtype=np.float64)

    assert sample == pytest.approx(monotony(week)[-1], abs=6e-4)
    assert strain_sample == pytest.approx(strain(week)[-1], abs=6e-2)


@CASES
def test_population_forms_are_larger_by_the_root_of_seven_sixths(
    load: list[float], population: float, sample: float, strain_population: float, strain_sample: float
) -> None:
    week = np.array(load, dtype=np.float64)

    assert population == pytest.approx(monotony(week)[-1] * math.sqrt(7 / 6), abs=6e-4)
    assert strain_population == pytest.approx(strain(week)[-1] * math.sqrt(7 / 6), abs=6e-2)


def test_equal_days_have_no_monotony_to_speak_of() -> None:
    week = np.full(7, 50.0)

    assert np.isinf(monotony(week)[-1])
    assert np.isnan(strain(week)[-1])


def test_a_week_of_rest_has_none() -> None:
    assert np.isnan(monotony(np.zeros(7))[-1])


def test_monotony_needs_seven_known_days() -> None:
    load = np.array([5, 15, 20, 20, 20, 25, 35, np.nan, 10])

    assert np.isfinite(monotony(load)).tolist() == [False] * 6 + [True, False, False]
