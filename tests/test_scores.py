"""What forecasts are worth: coverage, continuous ranked probability score."""

from __future__ import annotations

from math import erf, exp, pi, sqrt

import numpy as np
import pytest

from periodize.scores import Held, crps, score, wilson


def test_crps_of_a_point_is_its_distance() -> None:
    assert crps([3.0], 5.5) == pytest.approx(2.5)


@pytest.mark.parametrize("value", [-1.5, 0.0, 0.7, 2.0])
def test_crps_of_normal_draws_is_that_of_the_normal_distribution(value: float) -> None:
    """The closed form of Gneiting & Raftery (2007), equation 21."""
    draws = np.random.default_rng(3).standard_normal(200_000)
    density, below = exp(-(value**2) / 2) / sqrt(2 * pi), (1 + erf(value / sqrt(2))) / 2
    exact = value * (2 * below - 1) + 2 * density - 1 / sqrt(pi)

    assert crps(draws, value) == pytest.approx(exact, abs=0.01)


def test_crps_is_the_double_mean_of_distances() -> None:
    rng = np.random.default_rng(4)
    draws = rng.normal(size=30)
    exact = np.abs(draws - 0.4).mean() - np.abs(draws[:, None] - draws[None, :]).mean() / 2

    assert crps(draws, 0.4) == pytest.approx(exact)


def test_ranges_that_hold_their_name_are_kept() -> None:
    rng = np.random.default_rng(5)
    held = [Held(rng.standard_normal(400), rng.standard_normal(), {}) for _ in range(300)]

    assert [True, True] == [coverage.kept for coverage in score(held).coverage]


def test_ranges_that_are_too_narrow_are_not_kept() -> None:
    rng = np.random.default_rng(6)
    held = [Held(0.4 * rng.standard_normal(400), rng.standard_normal(), {}) for _ in range(300)]

    assert [False, False] == [coverage.kept for coverage in score(held).coverage]


def test_sharper_forecast_of_the_same_centre_has_the_better_score() -> None:
    rng = np.random.default_rng(7)
    values = rng.standard_normal(200)
    sharp = score([Held(rng.standard_normal(200), x, {"wide": 4 * rng.standard_normal(200)}) for x in values])

    assert sharp.crps < sharp.trivial["wide"]


def test_trivial_forecast_that_cannot_be_made_everywhere_does_not_count() -> None:
    found = score([Held([1.0], 1.0, {"a": [1.0], "b": [2.0]}), Held([1.0], 2.0, {"a": [1.0]})])

    assert {"a": 0.5} == dict(found.trivial)


@pytest.mark.parametrize(("found", "n"), [(0, 10), (10, 10), (5, 10)])
def test_wilson_interval_holds_the_share_and_stays_a_share(found: int, n: int) -> None:
    low, high = wilson(found, n)

    assert -1e-12 <= low <= found / n <= high <= 1 + 1e-12
