"""What is typed in, beside what was recorded; laps and positions of what was recorded."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, time, timedelta, timezone
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Lap
from periodize.project.folder import STORE_NAME
from periodize.project.records.activity_view import lap_rows
from periodize.project.records.exporting import export
from periodize.project.records.logbook import remark, typed
from periodize.project.records.same_day import placed
from periodize.store import Store, pack_activity
from periodize.twins import same
from tests.making import named, put, recorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from periodize.activity import Activity

TODAY = date(2026, 5, 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / STORE_NAME, create=True) as new:
        yield new


def ten_minutes(*, at: time | None = None, distance: str = "2km") -> Activity:
    return typed(["run", "10min", distance], today=TODAY, zone=UTC, at=at, heart_rate=150)


def test_another_session_when_the_day_has_one_as_long_stays_another(store: Store) -> None:
    store.log(ten_minutes())
    store.log(placed(store, ten_minutes(distance="3km"), new=True))

    assert [12, 13] == [one.start.hour for one in store.activities()]


def test_another_session_when_it_says_the_same_stays_another(store: Store) -> None:
    for _ in range(3):
        store.log(placed(store, ten_minutes(), new=True))

    assert 3 == len({one.id for one in store.activities()})


def test_a_session_without_an_hour_is_not_joined_with_one_that_ends_at_noon(store: Store) -> None:
    put(store, "watch.fit", recorded(after=4.4 * 3600 - 600))  # from 11:44 to 11:54
    store.log(placed(store, ten_minutes(distance="3km"), new=False))

    assert [11, 13] == [one.start.hour for one in store.activities()]


def test_a_session_without_an_hour_is_not_lost_inside_a_longer_one(store: Store) -> None:
    put(store, "watch.fit", recorded(after=4 * 3600, seconds=7000))
    store.log(placed(store, ten_minutes(), new=False))

    assert [11, 14] == [one.start.hour for one in store.activities()]


def test_a_session_without_an_hour_is_at_noon_beside_another_sport(store: Store) -> None:
    put(store, "watch.fit", recorded(sport="bike", after=4.4 * 3600))

    assert 12 == placed(store, ten_minutes(), new=False).start.hour


def test_a_session_that_was_put_later_is_the_same_when_it_is_said_again(store: Store) -> None:
    put(store, "watch.fit", recorded(after=4.4 * 3600))
    first = placed(store, ten_minutes(distance="3km"), new=False)
    store.log(first)

    assert first.id == placed(store, ten_minutes(distance="3km"), new=False).id


def test_a_typed_hour_when_the_recording_is_from_abroad_is_of_the_wall_clock() -> None:
    abroad = recorded(after=-9 * 3600, zone=timezone(timedelta(hours=9)))

    assert same(ten_minutes(at=time(7, 30)), abroad)


def test_a_remark_leaves_what_was_typed_in_before_the_recording(store: Store) -> None:
    mine = ten_minutes(at=time(7, 30))
    store.log(mine)
    put(store, "a.fit", recorded("a"))
    remark(store, "a", rpe=7)
    (said,) = (one for one in store.recordings("a") if one.key == mine.id)

    assert (2000.0, 150.0, 7.0) == (said.distance, said.heart_rate, said.rpe)


def test_laps_when_they_do_not_follow_at_once_leave_out_what_lies_between() -> None:
    whole = recorded(seconds=900, laps=(Lap(0.0, 300.0), Lap(600.0, 300.0)))
    rate = np.repeat([150.0, 100.0, 160.0], 300)
    activity = replace(whole, effort=replace(whole.effort, channels={"heart_rate": rate}))

    assert [150.0, 160.0] == [row.heart_rate for row in lap_rows(activity)]


def test_streams_when_positions_were_kept_come_out_with_them(store: Store, tmp_path: Path) -> None:
    here = recorded(seconds=2, positions=np.array([[59.9, 10.7], [np.nan, np.nan]]))
    store.add(named("a.fit"), [pack_activity(here, with_positions=True)])
    export(store, "streams", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open() as file:
        places = [(row["latitude"], row["longitude"]) for row in csv.DictReader(file)]

    assert [("59.9", "10.7"), ("", "")] == places
