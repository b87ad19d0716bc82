"""Climbs inside recordings: found, known again by their road, timed between the same two places."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import sample_starts
from periodize.compare.ascents import Way, ascents, passage
from periodize.compare.climb import unpacked
from periodize.compare.climbs import climbs_of
from periodize.compare.signature import Signature
from periodize.compare.signing import signature
from periodize.project.records.recorded import read_record
from tests.compare.climbing import hill, ride, road

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from periodize.activity import Activity
    from periodize.compare.ascents import Passage
    from periodize.compare.climb import Climb
    from tests.compare.climbing import Road

ROADS = 40


@cache
def rides() -> list[tuple[Road, list[tuple[Activity, NDArray[np.float64]]]]]:
    """Return made-up roads with two climbs, each ridden twice."""
    rng = np.random.default_rng(7)
    roads = [road(rng) for _ in range(ROADS)]
    return [(each, [ride(rng, each), ride(rng, each)]) for each in roads]


def again(climb: Climb, road: Climb) -> Passage | None:
    return passage(Way.of(climb), Way.of(road))


def within(climb: Climb, ridden: tuple[Activity, NDArray[np.float64]]) -> tuple[float, float]:
    """Return where on the road a climb was found to begin and end [m along]."""
    activity, along = ridden
    clock = climb.start + unpacked(climb.way)[2, [climb.foot, climb.top]]
    begin, end = np.interp(clock, sample_starts(activity), along)
    return float(begin), float(end)


def overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how much two stretches have in common, as a share of the longer."""
    longer = max(one[1] - one[0], other[1] - other[0])
    return max(0.0, min(one[1], other[1]) - max(one[0], other[0])) / longer


def test_95_of_100_made_up_climbs_are_found_and_known_again() -> None:
    known = []
    for each, (first, second) in rides():
        found = [[(climb, within(climb, one)) for climb in climbs_of(one[0])] for one in (first, second)]
        for true in each.climbs:
            here = [[climb for climb, at in some if overlap(at, true) > 0.75] for some in found]
            known.append(all(here) and again(here[1][0], here[0][0]) is not None)

    assert sum(known) >= 0.95 * len(known)


def test_the_time_of_a_made_up_climb_is_right_to_one_in_a_hundred() -> None:
    off = []
    for _, (first, second) in rides():
        for climb in climbs_of(second[0]):
            for before in climbs_of(first[0]):
                if found := again(climb, before):
                    begin, end = within(before, first)
                    true = np.interp(
                        [begin, end], second[1] + 1e-9 * np.arange(len(second[1])), sample_starts(second[0])
                    )
                    off.append(abs(found.duration / (true[1] - true[0]) - 1))

    assert np.quantile(off, 0.95) < 0.01


def test_no_made_up_climb_is_taken_for_another() -> None:
    groups = ascents([Signature("bike", climbs=tuple(climbs_of(first[0]))) for _, (first, _) in rides()])

    assert [] == [some for some in groups if len(some) > 1]


def test_nothing_is_found_in_made_up_rides_through_rolling_land() -> None:
    rng = np.random.default_rng(8)

    assert [] == [climb for _ in range(40) for climb in climbs_of(ride(rng, road(rng, climbs=0))[0])]


# ---- one road, made by hand


def only(activity: Activity) -> Climb:
    (found,) = climbs_of(activity)
    return found


def test_a_climb_is_as_long_and_as_high_as_its_road() -> None:
    found = only(hill())

    assert 3000 == pytest.approx(found.length, abs=100)  # the levelled altitude bends before and after
    assert 180 == pytest.approx(found.gain, abs=2)


@pytest.mark.parametrize(
    ("length", "grade", "number"),
    [(1300, 0.06, 0), (1500, 0.06, 1), (2900, 0.031, 1), (5000, 0.027, 0), (1300, 0.07, 1), (800, 0.09, 0)],
)
def test_a_climb_is_told_from_80_metres_at_3_per_cent_on(length: float, grade: float, number: int) -> None:
    assert number == len(list(climbs_of(hill(length=length, grade=grade))))


def test_a_passage_tells_time_power_and_heart_rate_between_the_ends_of_the_first() -> None:
    first = only(hill())

    found = again(only(hill(speed=5.0)), first)

    assert found is not None
    assert (first.length / 5, 250, 150) == pytest.approx((found.duration, found.power, found.heart_rate), rel=0.005)


def test_ends_that_were_found_elsewhere_change_no_time() -> None:
    road = only(hill())
    late = replace(road, foot=road.foot + 2, top=road.top - 3)

    assert again(road, road) == again(late, road)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (hill(beside=12.0), True),
        (hill(beside=80.0), False),
        (hill(leaves=1500.0), False),
        (hill(length=4500.0), False),
        (hill(flat=200.0), False),
    ],
    ids=["beside it by what satellites err", "parallel", "turns off half way", "goes on", "elsewhere on the road"],
)
def test_a_climb_is_the_same_by_its_road(other: Activity, same: bool) -> None:
    assert same == (again(only(other), only(hill())) is not None)


def test_the_way_down_is_no_climb() -> None:
    assert [] == list(climbs_of(hill(down=True)))


def test_the_same_road_up_from_the_other_side_is_another_climb() -> None:
    there = hill()
    back = replace(there, positions=there.positions[::-1] if there.positions is not None else None)

    assert again(only(back), only(there)) is None


def test_runs_and_rides_up_one_road_are_two_climbs() -> None:
    signed = [signature([hill(sport=sport)], channel="speed") for sport in ("run", "bike")]

    assert [1, 1] == [len(some) for some in ascents(signed)]


def test_of_several_ways_up_in_one_session_the_first_counts() -> None:
    climb = only(hill())
    again = replace(climb, start=climb.start + 3600)

    (found,) = ascents([Signature("bike", climbs=(climb, again)), Signature("bike", climbs=(climb,))])

    assert [(0, climb), (1, climb)] == [(one.session, one.climb) for one in found]


# ---- what is not known


@pytest.mark.parametrize("missing", ["altitude", "speed"])
@pytest.mark.parametrize("how", ["without", "empty"])
def test_no_climb_is_told_where_altitude_or_speed_is_not_known(missing: str, how: str) -> None:
    made = hill()
    channels = {name: values for name, values in made.effort.channels.items() if name != missing}
    if how == "empty":
        channels[missing] = np.full(len(made.effort.dt), nan)

    assert [] == list(climbs_of(replace(made, effort=replace(made.effort, channels=channels))))


def test_no_climb_is_told_without_positions() -> None:
    assert [] == list(climbs_of(replace(hill(), positions=None)))


def test_a_ski_lift_is_no_climb() -> None:
    assert [] == list(climbs_of(hill(sport="ski")))


def test_a_climb_does_not_reach_across_a_gap() -> None:
    made = hill()
    assert made.positions is not None
    positions = made.positions.copy()
    positions[600:800] = nan  # 800 m from the middle of the climb on

    found = [climb.gain for climb in climbs_of(replace(made, positions=positions))]

    assert max(found, default=0.0) < 100


def test_a_short_gap_is_no_end() -> None:
    made = hill()
    assert made.positions is not None
    positions = made.positions.copy()
    positions[600:650] = nan

    assert again(only(replace(made, positions=positions)), only(made)) is not None


def test_power_is_not_told_where_it_was_not_recorded() -> None:
    made = hill()
    channels = {name: values for name, values in made.effort.channels.items() if name != "power"}

    found = again(only(replace(made, effort=replace(made.effort, channels=channels))), only(hill()))

    assert found is not None
    assert isnan(found.power)


def test_standing_in_a_climb_is_told() -> None:
    made = hill()
    speed = made.effort.channels["speed"].copy()
    speed[600:660] = 0.0
    channels = {**made.effort.channels, "speed": speed}

    found = only(replace(made, effort=replace(made.effort, channels=channels), distance=None))

    assert Way.of(found).passed(found.foot, found.top).stood == pytest.approx(60, abs=2)


# ---- in a signature


def test_climbs_come_back_from_the_store_as_they_were() -> None:
    found = signature([hill()], channel="power")

    assert found.climbs == Signature.from_data(json.loads(json.dumps(found.as_data(), allow_nan=False))).climbs


def test_a_climb_in_the_second_file_of_a_session_is_told_by_the_time_of_the_session() -> None:
    from datetime import timedelta

    first, second = hill(grade=0.0), hill()
    later = replace(second, start=second.start + timedelta(seconds=5000))

    found = signature([first, later], channel="power").climbs

    assert [only(second).start + 5000] == [climb.start for climb in found]


def test_the_climb_that_was_ridden_twice_on_16_august_2013_is_one(shared_data: Path) -> None:
    path = shared_data / "recorded" / "fit-fitdecode" / "Edge810-Vector-2013-08-16-15-35-10.fit"
    (made,) = read_record([path], timezone="America/St_Johns").activities

    first, second = climbs_of(made)

    found = again(second, first)
    assert (2900, 3.4) == pytest.approx((first.length, first.grade), rel=0.02)
    assert found is not None
    assert (455, 330) == pytest.approx((found.duration, found.power), rel=0.01)
