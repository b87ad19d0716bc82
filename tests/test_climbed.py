"""Climbs that were gone up again and again: which are told, and what is told of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.compare import join
from periodize.compare.signing import signature
from periodize.project.checks.climbed import climbed
from periodize.project.checks.followed import benchmark_of
from periodize.project.records.measuring import measured
from tests.compare.climbing import hill

if TYPE_CHECKING:
    from periodize.activity import Activity
    from periodize.report.views.benchmark import Benchmark, Repeat


def weekly(*rides: Activity, races: tuple[int, ...] = ()) -> tuple[list[Repeat], int]:
    """Return the climbs of rides, one a week."""
    dated = [replace(one, id=f"a{k}", start=one.start + timedelta(days=7 * k)) for k, one in enumerate(rides)]
    done = [join([one], loads=[nan], hard=False) for one in dated]
    signed = {one.id: signature(one.activities, channel="power") for one in done}
    return climbed(done, signed, races={f"a{k}" for k in races})


def one_of(*rides: Activity) -> Benchmark:
    (found,), _ = weekly(*rides)
    return benchmark_of(found, {}, most=1)


def with_channel(made: Activity, **channels: Any) -> Activity:
    told = {**made.effort.channels, **channels}
    kept = {name: np.broadcast_to(value, made.effort.dt.shape) for name, value in told.items() if value is not None}
    return replace(made, effort=replace(made.effort, channels=kept))


def stopped(made: Activity, seconds: int, *, at: int | None = None) -> Activity:
    """Return a ride with a stand at a second, left out in the middle of its climb."""
    at = len(made.effort.dt) // 2 if at is None else at
    assert made.positions is not None
    channels = {
        name: np.insert(values, at, np.full(seconds, values[at])) for name, values in made.effort.channels.items()
    }
    channels["speed"][at : at + seconds] = 0.0
    effort = replace(made.effort, dt=np.ones(len(made.effort.dt) + seconds), channels=channels)
    positions = np.insert(made.positions, at, np.tile(made.positions[at], (seconds, 1)), axis=0)
    return replace(made, effort=effort, positions=positions, elapsed=made.elapsed + seconds)


def test_a_climb_is_named_by_its_length_and_grade() -> None:
    (found,), _ = weekly(*[hill()] * 5)

    assert ("climb of 3.1 km at 6 %", "bike") == (found.title, found.sport)


@pytest.mark.parametrize(("times", "told", "seldom"), [(1, 0, 0), (2, 0, 1), (4, 0, 1), (5, 1, 0)])
def test_a_climb_is_told_from_five_times_on(times: int, told: int, seldom: int) -> None:
    found, others = weekly(*[hill()] * times)

    assert (told, seldom) == (len(found), others)


def test_the_climb_that_was_ridden_most_often_comes_first() -> None:
    found, _ = weekly(*[hill()] * 5, *[hill(beside=2000, length=2000)] * 6)

    assert [6, 5] == [len(one.outings) for one in found]


def test_two_climbs_of_one_length_are_told_apart_by_their_first_day() -> None:
    found, _ = weekly(*[hill()] * 5, *[hill(beside=2000)] * 5)

    assert 2 == len({one.title for one in found})


def test_a_climb_of_a_race_is_no_benchmark() -> None:
    found, others = weekly(*[hill()] * 5, races=(2,))

    assert ([], 1) == (found, others)


def test_time_and_power_are_told_of_a_ride_with_power() -> None:
    told = one_of(*[hill(power=watts) for watts in (248, 251, 250, 249, 252)], hill(speed=4.4, power=275))

    assert "power" == told.channel
    assert 3100 / 4.4 == pytest.approx(told.outings[-1].values["time"], rel=0.01)
    assert 275 == pytest.approx(told.outings[-1].values["output"])
    assert any(sentence.startswith("In time the last was 9.1 % shorter than the 5 before it") for sentence in told.says)


def test_without_power_and_heart_rate_the_time_is_told_once_as_speed() -> None:
    speeds = (4.0, 4.05, 3.95, 4.0, 4.02, 4.4)

    told = one_of(*[with_channel(hill(speed=speed), power=None, heart_rate=None) for speed in speeds])

    assert "speed" == told.channel
    assert not any(sentence.startswith(("In time", "Trend of the time")) for sentence in told.says)


def test_without_a_heart_rate_what_is_told_is_of_the_climb() -> None:
    rides = [with_channel(hill(power=watts), heart_rate=None) for watts in (248, 251, 250, 249, 275)]

    assert "Over the climb the last was" in one_of(*rides).says[0]


def test_a_climb_with_a_stop_is_shown_and_left_out() -> None:
    found = one_of(*[hill()] * 5, stopped(hill(), 60))

    assert [(), ("stood for 60 s",)] == [outing.why for outing in found.outings[-2:]]


def test_a_stop_between_two_findings_of_the_top_counts_as_one_in_the_climb() -> None:
    # by its own altitude the last climb ends 50 m before the first one's top, and the stop is between
    last = stopped(hill(flat=1487.0), 120, at=1129)

    assert ("stood for 120 s",) == one_of(*[hill()] * 5, last).outings[-1].why


def test_a_moment_at_the_lights_leaves_a_climb_comparable() -> None:
    assert () == one_of(*[hill()] * 5, stopped(hill(), 10)).outings[-1].why


def test_a_climb_on_a_hot_day_is_shown_and_left_out() -> None:
    found = one_of(*[hill()] * 5, with_channel(hill(), temperature=33.0))

    assert ("12 degrees warmer than usual",) == found.outings[-1].why


def test_a_rating_of_the_whole_session_says_nothing_of_a_climb() -> None:
    rides = [replace(hill(), effort=replace(hill().effort, rpe=rpe)) for rpe in (4.0, 4.0, 5.0, 4.0, 4.0, 9.0)]

    assert one_of(*rides).measure("rating_at_output") is None


# ---- in the store


@pytest.mark.parametrize("asked", [False, True])
def test_places_of_a_climb_are_kept_where_positions_are_asked_for_alone(asked: bool) -> None:
    kept = measured(hill(), None, with_positions=asked).signature
    assert kept is not None

    assert [asked, asked] == [bool(kept.data[name]) for name in ("climbs", "cells")]
