"""The shape of a race, and a race against its plan."""

from __future__ import annotations

import numpy as np
import pytest
from tests.analysis.test_segments import laid
from tests.races import raced

from periodize.analysis.pacing import Leg, Target, against, shape
from periodize.errors import UsageError

FAST_END = [4.0] * 225 + [5.0] * 20
"""1000 m, the last tenth by a quarter faster."""


@pytest.mark.parametrize(
    ("second", "word"), [(4.1, "negative"), (4.03, "even"), (4.0, "even"), (3.97, "even"), (3.9, "positive")]
)
def test_halves_when_compared_are_named(second: float, word: str) -> None:
    assert word == shape(laid(raced([4.0] * 250 + [second] * round(1000 / second)))).split


def test_halves_when_the_second_is_faster_differ_by_less_than_nothing() -> None:
    found = shape(laid(raced([4.0] * 250 + [5.0] * 200)))

    assert (250.0, 200.0, -0.2) == pytest.approx((found.first, found.second, found.change))


def test_the_end_when_faster_is_held_against_all_before() -> None:
    assert 0.25 == pytest.approx(shape(laid(raced(FAST_END))).kick)


def test_variability_when_pieces_differ_is_their_spread() -> None:
    speeds = np.repeat([4.0, 5.0, 4.0, 5.0], [25, 20, 25, 20])

    # sample standard deviation of 4, 5, 4, 5 against their mean
    assert {100.0: pytest.approx(np.std([4, 5, 4, 5], ddof=1) / 4.5)} == shape(laid(raced(speeds))).variability


def test_variability_when_a_race_has_too_few_pieces_is_not_told() -> None:
    assert {} == shape(laid(raced([4.0] * 90))).variability


def laps_of_100(end: float | None, seconds: float = 25.0) -> Leg:
    return Leg("laps", end, Target(speed=100 / seconds), 100.0)


def test_a_race_when_held_against_laps_is_behind_by_their_sum() -> None:
    found = against(laid(raced([4.0] * 50 + [5.0] * 40)), [laps_of_100(None, 24.0)])

    assert [1.0, 1.0, -4.0, -4.0] == pytest.approx([row.off for row in found])
    assert [1.0, 2.0, -2.0, -6.0] == pytest.approx([row.behind for row in found])


def test_a_time_when_asked_of_a_part_is_spread_evenly_over_it() -> None:
    legs = [Leg("50s", 250.0, Target(time=50.0), 100.0), Leg("30s", None, Target(time=30.0), 100.0)]
    found = against(laid(raced([4.0] * 100)), legs)

    assert [20.0, 20.0, 10.0, 20.0, 10.0] == pytest.approx([row.target_time for row in found])


@pytest.mark.parametrize(
    ("target", "word"),
    [
        (Target(time=20.0), "'x' asks for 0:50/km, faster than anybody; write laps as '62s laps'"),
        (Target(speed=100 / 78), "'x' asks for 13:00/km, more than 3 times off the 4:10/km of the race"),
        (Target(speed=12.4), "'x' asks for 1:21/km, more than 3 times off"),
    ],
)
def test_a_target_when_it_cannot_be_meant_is_refused(target: Target, word: str) -> None:
    with pytest.raises(UsageError) as refused:
        against(laid(raced([4.0] * 100)), [Leg("x", None, target, 100.0)])

    assert word in str(refused.value)


def test_a_lap_when_cut_by_the_end_of_a_leg_has_its_share_of_the_time() -> None:
    found = against(laid(raced([4.0] * 100)), [laps_of_100(250.0), Leg("go", None, Target(), None)])

    assert [25.0, 25.0, 12.5, None] == [row.target_time for row in found]


def test_a_plan_when_it_asks_for_nothing_is_not_counted_from_there() -> None:
    legs = [laps_of_100(100.0), Leg("go", 200.0, Target(), None), laps_of_100(None)]

    assert [0.0, None, None, None] == pytest.approx([row.behind for row in against(laid(raced([4.0] * 100)), legs)])


def test_a_plan_when_it_stops_short_of_the_finish_leaves_the_rest() -> None:
    last = against(laid(raced([4.0] * 100)), [laps_of_100(200.0)])[-1]

    assert ("the rest", 200.0, 400.0, None) == (last.text, last.begin.distance, last.end.distance, last.target_time)


def test_a_plan_when_it_asks_for_power_has_the_power_beside_it() -> None:
    course = laid(raced([4.0] * 100, sport="bike", power=[200] * 50 + [260] * 50))
    found = against(course, [Leg("250W", None, Target(power=250.0), 200.0)])

    assert [(250.0, 200.0, None), (250.0, 260.0, None)] == [(row.target_power, row.power, row.off) for row in found]


def test_a_plan_when_it_asks_for_power_that_was_not_recorded() -> None:
    (row,) = against(laid(raced([4.0] * 100, sport="bike")), [Leg("250W", None, Target(power=250.0), None)])

    assert row.power is None


@pytest.mark.parametrize("legs", [[laps_of_100(402.0)], [laps_of_100(400.0), laps_of_100(None)]])
def test_a_plan_when_it_goes_beyond_the_race_is_refused(legs: list[Leg]) -> None:
    with pytest.raises(UsageError, match=r"'laps' goes beyond the race of 400m"):
        against(laid(raced([4.0] * 100)), legs)


def test_no_plan_when_none_is_given_is_no_row() -> None:
    assert () == against(laid(raced([4.0] * 100)), [])
