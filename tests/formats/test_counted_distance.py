"""The distance that a device counted, beside the samples of an effort."""

from __future__ import annotations

from datetime import UTC

import numpy as np
from tests.races import Part, fit_race

from periodize.formats.base import read_bytes
from periodize.formats.streams.effort import effort_from_records

NOON = 1_700_000_000.0


def test_a_distance_when_recorded_stands_where_each_sample_begins() -> None:
    (activity,) = read_bytes(
        fit_race((Part(20, 4, (140, 140), (180, 180)),), standing=1), source="a.fit", zone=UTC
    ).activities

    assert activity.counted is not None
    np.testing.assert_allclose(activity.counted, [0, 0, 5, 10, 15, 20])


def test_a_distance_when_a_record_lacks_it_is_missing_there() -> None:
    built = effort_from_records("run", NOON + np.arange(4.0), {"distance": np.array([0.0, 3.0, np.nan, 9.0])})

    assert built is not None
    assert built.counted is not None
    np.testing.assert_array_equal(built.counted, [0.0, 3.0, np.nan, 9.0])


def test_a_distance_when_nobody_counted_is_none() -> None:
    built = effort_from_records("run", NOON + np.arange(4.0), {"heart_rate": np.array([140.0] * 4)})

    assert built is not None
    assert built.counted is None


def test_a_distance_when_first_recorded_late_was_covered_since_the_beginning() -> None:
    far = np.array([np.nan] * 40 + [4.0 * second for second in range(40, 60)])
    built = effort_from_records("run", NOON + np.arange(60.0), {"distance": far})

    assert built is not None
    assert 236.0 == built.distance


def test_a_distance_when_it_begins_with_what_came_before_is_counted_from_there() -> None:
    built = effort_from_records("run", NOON + np.arange(60.0), {"distance": 900.0 + 4.0 * np.arange(60.0)})

    assert built is not None
    assert 236.0 == built.distance


def test_speed_when_nothing_was_counted_yet_is_missing() -> None:
    far = np.array([4.0 * second if 20 <= second <= 40 else np.nan for second in range(60)])
    built = effort_from_records("run", NOON + np.arange(60.0), {"distance": far})

    assert built is not None
    assert [20, 40] == np.flatnonzero(~np.isnan(built.effort.channels["speed"]))[[0, -1]].tolist()
