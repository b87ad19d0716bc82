"""Best efforts over samples of any length."""

from __future__ import annotations

import doctest

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from periodize.analysis import NotComputable, best, best_efforts
from periodize.effort import Effort


def ride(power: list[float] | np.ndarray, dt: list[float] | None = None) -> Effort:
    values = np.asarray(power, dtype=float)
    return Effort("bike", np.ones(len(values)) if dt is None else np.array(dt), {"power": values})


def found(effort: Effort) -> dict[int, float]:
    bests = best_efforts(effort, "power")
    assert isinstance(bests, dict)
    return bests


def test_the_example_runs() -> None:
    assert 0 == doctest.testmod(best, optionflags=doctest.ELLIPSIS).failed


@given(st.lists(st.floats(0, 1000), min_size=5, max_size=80))
def test_best_is_that_of_trying_every_window(power: list[float]) -> None:
    tried = max(sum(power[k : k + 5]) / 5 for k in range(len(power) - 4))

    assert tried == pytest.approx(found(ride(power))[5])


@given(st.lists(st.tuples(st.floats(0, 1000), st.integers(1, 3)), min_size=10, max_size=40))
def test_best_does_not_depend_on_how_samples_are_cut(samples: list[tuple[float, int]]) -> None:
    cut = ride([power for power, _ in samples], [float(seconds) for _, seconds in samples])
    fine = ride(np.repeat([power for power, _ in samples], [seconds for _, seconds in samples]))

    assert found(fine) == pytest.approx(found(cut))


def test_best_takes_in_samples_of_a_quarter_second() -> None:
    assert {5: pytest.approx(200.0)} == found(ride([100.0, 300.0] * 12, [0.25] * 24))


def test_durations_longer_than_the_effort_are_left_out() -> None:
    assert [5, 15, 30, 60] == list(found(ride(np.full(60, 200.0))))


def test_durations_that_the_samples_are_too_long_for_are_left_out() -> None:
    assert [120, 300, 600] == list(found(ride(np.full(12, 200.0), [60.0] * 11 + [61.0])))[1:]


def test_a_short_gap_is_bridged_and_a_long_one_is_not() -> None:
    power = np.full(200, 200.0)
    power[::15] = np.nan

    assert 200 == pytest.approx(found(ride(power))[60])

    power[::3] = np.nan
    assert isinstance(best_efforts(ride(power), "power"), NotComputable)


@pytest.mark.parametrize(
    ("effort", "reason"),
    [
        (Effort("bike", np.ones(60), {}), "no power"),
        (ride([np.nan] * 60), "no power"),
        (ride([200.0, 200.0]), "power is too short, too coarse or too full of gaps"),
        (ride([200.0], [1e9]), "longer than a week"),
    ],
)
def test_best_says_why_there_is_none(effort: Effort, reason: str) -> None:
    assert NotComputable(reason) == best_efforts(effort, "power")
