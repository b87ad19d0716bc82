"""Chance by name and day: the same for whoever asks, and like no other day's."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest

from periodize.simulation import BlockWeather, OneOf, normal_over_runs, weather

DAY = date(2027, 1, 4)
N = 100_000
FAR = 4.5
"""Standard errors that none of some hundred numbers passes by chance."""

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


def correlation(first: Floats, second: Floats) -> float:
    return float(np.corrcoef(first, second)[0, 1])


def distance(numbers: Floats) -> float:
    """The largest distance of the numbers' distribution from the uniform one, in 1/sqrt(n)."""
    ordered, n = np.sort(numbers), len(numbers)
    steps = np.arange(n + 1) / n
    return float(max((steps[1:] - ordered).max(), (ordered - steps[:-1]).max()) * sqrt(n))


STREAMS = {
    "name": lambda k: BlockWeather(7, runs=N).uniform(f"illness{k}", DAY),
    "day": lambda k: BlockWeather(7, runs=N).uniform("illness", DAY + timedelta(days=k)),
    "question of the day": lambda k: BlockWeather(7, runs=N).uniform("illness", DAY, k),
    "block": lambda k: BlockWeather(7, k, runs=N).uniform("illness", DAY),
    "seed": lambda k: BlockWeather(7 + k, runs=N).uniform("illness", DAY),
}


@pytest.mark.parametrize("neighbour", STREAMS)
def test_neighbouring_streams_are_not_correlated(neighbour: str) -> None:
    drawn = [STREAMS[neighbour](k) for k in range(6)]
    shifted = [(a[:-1], b[1:]) for a, b in pairwise(drawn)]

    found = [abs(correlation(a, b)) for a, b in [*pairwise(drawn), *shifted]]

    assert max(found) < FAR / sqrt(N)


def test_a_run_s_own_numbers_are_not_correlated_from_day_to_day() -> None:
    chance = BlockWeather(3, runs=2)
    days = np.array([chance.uniform("missed", DAY + timedelta(days=k)) for k in range(20_000)])

    found = [correlation(days[:-lag, 0], days[lag:, 0]) for lag in (1, 2, 7, 365)]

    assert max(map(abs, [*found, correlation(days[:, 0], days[:, 1])])) < FAR / sqrt(len(days) - 365)


def test_uniform_numbers_are_uniform_over_runs_and_over_days() -> None:
    chance = BlockWeather(3, runs=1)
    over_days = np.array([chance.uniform("missed", DAY + timedelta(days=k))[0] for k in range(20_000)])

    # Kolmogorov's distribution: 2.2 is passed once in 8,000 times
    assert distance(over_days) < 2.2
    assert distance(BlockWeather(3, runs=N).uniform("missed", DAY)) < 2.2


def test_normal_numbers_have_the_normal_distribution_s_moments() -> None:
    drawn = BlockWeather(5, runs=N).normal("time", DAY)

    # standard errors of mean, variance, skewness and kurtosis of n normal numbers
    for moment, expected, variance in ((1, 0, 1), (2, 1, 2), (3, 0, 15), (4, 3, 96)):
        assert expected == pytest.approx((drawn**moment).mean(), abs=FAR * sqrt(variance / N))


def test_no_number_of_a_name_comes_twice_in_a_year() -> None:
    chance = BlockWeather(1, runs=4096)
    year = np.concatenate([chance.uniform("illness", DAY + timedelta(days=k)) for k in range(365)])

    assert year.size == np.unique(year).size


def test_an_answer_does_not_depend_on_what_else_is_asked() -> None:
    chance = BlockWeather(1, runs=100)
    chance.normal("time", DAY + timedelta(days=30))
    chance.uniform("illness", DAY - timedelta(days=3), 2)
    chance.normal("illness", DAY)

    np.testing.assert_array_equal(BlockWeather(1, runs=100).uniform("illness", DAY), chance.uniform("illness", DAY))


def test_a_run_s_numbers_do_not_depend_on_how_many_runs_there_are() -> None:
    few, many = (BlockWeather(1, runs=runs) for runs in (10, 1000))

    np.testing.assert_array_equal(few.normal("time", DAY), many.normal("time", DAY)[:10])


def test_one_of_a_block_sees_its_own_number() -> None:
    block = BlockWeather(1, runs=50)
    one = OneOf(block, 17)

    assert one.runs == 1
    assert [block.uniform("illness", DAY)[17]] == one.uniform("illness", DAY).tolist()
    assert [block.normal("time", DAY, 1)[17]] == one.normal("time", DAY, 1).tolist()


def test_the_numbers_of_an_ensemble_are_those_of_its_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weather, "BLOCK", 64)
    expected = [BlockWeather(9, block, runs=runs).normal("race", DAY) for block, runs in ((0, 64), (1, 64), (2, 22))]

    np.testing.assert_array_equal(np.concatenate(expected), normal_over_runs(9, 150, "race", DAY))
