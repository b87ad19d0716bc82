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
