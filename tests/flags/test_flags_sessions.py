"""The rules that look at sessions: heart rate at pace, ratings, easy days, key sessions, tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.flags.records import days_of, reasons, record, signs_of

from periodize.flags import (
    decoupled,
    dissociation,
    easy_too_hard,
    felt_harder,
    fuel_prompt,
    hr_at_pace,
    key_sessions,
    performance_drop,
)

if TYPE_CHECKING:
    from periodize.history import History

NAN = float("nan")


def every(days: int, values: list[float]) -> list[float]:
    """A value every so many days, nan between."""
    found = [NAN] * (days * len(values))
    found[::days] = values
    return found


NOISE = [2.0, -2.0, 1.0, -1.0, 2.0, -2.0, 1.0, -1.0]
"""Residuals of eight sessions: standard deviation 1.7."""

# R3 dissociation


def both(rate: list[float], rating: list[float], *, days: int = 2) -> History:
    return record(
        hr_at_pace=every(days, [*NOISE, *rate]),
        rpe_above=every(days, [*[0.0] * len(NOISE), *rating]),
    )


@pytest.mark.parametrize(
    ("rate", "rating", "fires"),
    [
        ([-5.0, 0.0, -5.0], [1.0, 0.0, 1.5], True),
        ([-5.0, 0.0, -5.0], [1.0, 0.0, 0.5], False),
        ([-5.0, -5.0, -5.0], [0.0, 0.0, 0.0], False),
        ([5.0, 5.0, 5.0], [2.0, 2.0, 2.0], False),
        ([-5.0, 0.0, 0.0], [2.0, 2.0, 2.0], False),
    ],
)
def test_dissociation_fires_when_heart_rate_is_low_and_it_felt_harder(
    rate: list[float], rating: list[float], fires: bool
) -> None:
    assert fires == bool(days_of(dissociation, both(rate, rating)))


def test_dissociation_does_not_join_sessions_that_lie_far_apart() -> None:
    assert not days_of(dissociation, both([-5.0, -5.0, -5.0], [2.0, 2.0, 2.0], days=25))


def test_dissociation_needs_a_rating_on_the_session_itself() -> None:
    assert not days_of(dissociation, both([-5.0, -5.0, -5.0], [NAN, NAN, 2.0]))


def test_dissociation_says_how_many_sessions_are_missing() -> None:
    assert reasons(dissociation, both([], [])) == [
        "only 8 comparable sessions with heart rate and a rating on record, needs 9"
    ]


# R4 heart rate at pace


@pytest.mark.parametrize(
    ("last", "fires"),
    [([5.0, 5.0, 0.0, 5.0], True), ([5.0, 5.0, 5.0], True), ([5.0, 5.0], False), ([-5.0] * 4, False)],
)
def test_hr_at_pace_fires_on_three_of_four_high_sessions(last: list[float], fires: bool) -> None:
    assert fires == bool(days_of(hr_at_pace, record(hr_at_pace=every(3, [*NOISE, 0.0, *last]))))


def test_hr_at_pace_does_not_let_a_step_hide_itself() -> None:
    fired = days_of(hr_at_pace, record(hr_at_pace=every(3, [0.0, *NOISE, *[4.0] * 4])))

    assert fired == [33, 36]


def test_hr_at_pace_is_not_evaluated_after_six_weeks_without_a_session() -> None:
    history = record(hr_at_pace=[*every(2, NOISE * 2), *[NAN] * 42])

    assert reasons(hr_at_pace, history) == ["no comparable steady sessions with heart rate in the last 42 days"]


# R5 decoupling


def test_decoupling_fires_above_the_athlete_s_own_top_tenth() -> None:
    assert days_of(decoupled, record(decoupling=[1.0, 2, 3, 4, 5, 6, 5.6, 5.4])) == [6]


def test_decoupling_does_not_judge_the_sixth_session() -> None:
    assert not days_of(decoupled, record(decoupling=[1.0, 2, 3, 4, 5, 20]))


# R7 felt harder


@pytest.mark.parametrize(
    ("last", "fires"),
    [([1.0, 1.0, 0.0, 1.0], True), ([1.0, 1.0, 0.5], False), ([2.0, 2.0, 2.0], True), ([0.5] * 4, False)],
)
def test_felt_harder_fires_on_three_of_four_sessions(last: list[float], fires: bool) -> None:
    assert fires == bool(days_of(felt_harder, record(rpe_above=every(2, [*[0.0] * 8, *last]))))


def test_felt_harder_needs_eight_ratings() -> None:
    history = record(rpe_above=[0.0, 0, 0, 0, 2, 2, 2])

    assert not days_of(felt_harder, history)
    assert reasons(felt_harder, history) == ["only 7 comparable rated sessions on record, needs 8"]


# R13 easy too hard


@pytest.mark.parametrize(
    ("above", "rated", "fires"),
    [
        ([0.3, 0.0, 0.2, 0.0, 0.5], [NAN] * 5, True),
        ([0.3, 0.0, 0.19, 0.0, 0.5], [NAN] * 5, False),
        ([0.0] * 5, [2.0, 0.0, 2.0, 1.0, 3.0], True),
        ([0.3, NAN, 0.0, 0.0, 0.0], [0.0, 2.0, 2.0, 0.0, 0.0], True),
        ([0.5] * 4, [NAN] * 4, False),
    ],
)
def test_easy_too_hard_fires_on_three_of_five(above: list[float], rated: list[float], fires: bool) -> None:
    assert fires == bool(days_of(easy_too_hard, record(above_easy=above, rpe_over_target=rated)))


def test_easy_too_hard_says_when_it_goes_by_the_rating() -> None:
    (sign,) = signs_of(easy_too_hard, record(above_easy=[0.0] * 5, rpe_over_target=[2.0] * 5))

    assert "by your own rating" in sign.message


# R15 key sessions


@pytest.mark.parametrize(
    ("done", "fires"), [([1.0, 0, 0], True), ([0.0, 1, 0], True), ([1.0, 1, 0], False), ([0.0, 0], False)]
)
def test_key_sessions_fires_on_two_of_three(done: list[float], fires: bool) -> None:
    assert fires == bool(days_of(key_sessions, record(key_done=every(4, done))))


# R2 performance drop


def results(*found: float, apart: int = 28, easy: int = 10) -> History:
    """Tests some days apart, the days before the last one easy."""
    values = [NAN] * 30 + every(apart, list(found))[: -apart + 1]
    loads = np.full(len(values), 60.0)
    loads[len(values) - 1 - easy :] = 30.0
    return record(**{"test:5 km run": np.array(values), "load": loads})


EARLIER = (100.0, 101.0, 100.5)


def test_performance_drop_fires_on_two_low_tests_the_second_after_easy_days() -> None:
    (sign,) = signs_of(performance_drop, results(*EARLIER, 97.0, 97.5))

    assert sign.seen == 97.5
    assert "5 km run" in sign.message
    assert "doctor or coach" in sign.message


@pytest.mark.parametrize(
    "history",
    [
        results(*EARLIER, 97.0, 100.0),
        results(*EARLIER, 100.0, 97.0),
        results(*EARLIER, 99.8, 99.8),
        results(*EARLIER, 97.0, 97.5, easy=3),
        results(*EARLIER, 97.0, 97.5, apart=43),
        results(*EARLIER[:2], 97.0, 97.5),
        results(100.0, 108.0, 101.0, 97.0, 97.5),
    ],
    ids=["recovered", "first low", "within a per cent", "not rested", "months apart", "few", "uncertain test"],
)
def test_performance_drop_does_not_fire(history: History) -> None:
    assert not signs_of(performance_drop, history)


def test_performance_drop_does_not_mix_events() -> None:
    history = results(*EARLIER, 97.0, 97.5)
    values = history.one("test:5 km run").copy()
    other = np.full(values.size, NAN)
    other[-1], values[-1] = values[-1], NAN
    mixed = record(**{"test:5 km run": values, "test:10 km run": other, "load": history.one("load")})

    assert not signs_of(performance_drop, mixed)


def test_performance_drop_says_how_many_tests_there_are() -> None:
    assert [reasons(performance_drop, results(*times)) for times in (EARLIER, EARLIER[:1])] == [
        ["only 3 tests or races of one event on record, needs 3 and two more"],
        ["only 1 test or race of one event on record, needs 3 and two more"],
    ]


def times_of_a_benchmark(unknown: slice) -> History:
    """Two low times, the second after easy days; the load of some days is not known."""
    found = results(*EARLIER, 97.0, 97.5)
    loads = found.one("load").copy()
    loads[unknown] = NAN
    return record(**{"benchmark:5x1km": found.one("test:5 km run"), "load": loads})


@pytest.mark.parametrize("unknown", [slice(0, 0), slice(40, 41)], ids=["no day", "one day"])
def test_performance_drop_fires_on_a_benchmark_when_the_load_is_known_but_of(unknown: slice) -> None:
    (sign,) = signs_of(performance_drop, times_of_a_benchmark(unknown))

    assert "Benchmark 5x1km" in sign.message


def test_performance_drop_says_when_the_load_before_a_benchmark_is_not_known() -> None:
    history = times_of_a_benchmark(slice(30, 80))

    assert not signs_of(performance_drop, history)
    assert ["the load before two low times of 5x1km up to 22 May 2024 is not known on most days"] == reasons(
        performance_drop, history
    )


# R16 fuel prompt


def test_fuel_prompt_asks_from_the_seventh_day_of_a_spell() -> None:
    seen = np.zeros(30)
    seen[10:18] = 1

    assert days_of(fuel_prompt, record(**{"sign:R6": seen})) == [16, 17]


def test_fuel_prompt_asks_at_once_after_a_performance_drop() -> None:
    assert days_of(fuel_prompt, record(**{"sign:R2": [0.0, 0, 1]})) == [2]


def test_fuel_prompt_does_not_join_spells_that_are_weeks_apart() -> None:
    seen = np.zeros(40)
    seen[[5, 25]] = 1

    assert not days_of(fuel_prompt, record(**{"sign:R3": seen}))


def test_heart_rate_at_pace_does_not_believe_a_spread_below_two_beats() -> None:
    even = [0.1, -0.1] * 5

    assert not days_of(hr_at_pace, record(hr_at_pace=every(3, [*even, *[1.9] * 4])))
    assert days_of(hr_at_pace, record(hr_at_pace=every(3, [*even, *[2.5] * 4])))
