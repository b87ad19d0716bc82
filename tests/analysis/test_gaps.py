"""Gaps between records, in which the device counted on or stood."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from tests.races import raced

from periodize.activity import Activity, Pause
from periodize.analysis.course import Course, course_of
from periodize.analysis.segments import Segment, splits, whole
from periodize.formats.streams.effort import effort_from_records
from periodize.units import Quantity

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def recorded(times: Any, distance: Any) -> Activity:
    """A ride of which a device wrote these times [s] and counts [m]."""
    built = effort_from_records(
        "bike", NOON.timestamp() + np.asarray(times, float), {"distance": np.asarray(distance, float)}
    )
    assert built is not None
    return Activity(
        "aaaa", "bike", NOON, built.effort, built.elapsed, built.distance, pauses=built.pauses, counted=built.counted
    )


def laid(activity: Activity) -> Course:
    course = course_of(activity)
    assert isinstance(course, Course)
    return course


STEADY = np.append(np.arange(0.0, 300.0), np.arange(600.0, 1201.0))
"""[s] Records of twenty minutes, of which five are missing."""


def test_distance_when_counted_on_through_a_gap_is_covered() -> None:
    assert 3.3 * 1200 == pytest.approx(laid(recorded(STEADY, 3.3 * STEADY)).distance)


def test_segments_when_counted_on_through_a_gap_last_alike() -> None:
    places = [Quantity(place, "distance") for place in (0.0, 660.0, 1320.0, 1980.0, 2640.0, 3300.0)]
    segments = [Segment("", *ends) for ends in pairwise(places)]
    lasted = [part.duration for part in splits(laid(recorded(STEADY, 3.3 * STEADY)), segments)]

    assert [200.0] * 5 == pytest.approx(lasted, abs=0.5)


def test_gap_when_counted_on_is_no_standing() -> None:
    assert 0.0 == pytest.approx(whole(laid(recorded(STEADY, 3.3 * STEADY))).stood)


def test_gap_when_counted_on_is_told_with_its_time_and_distance() -> None:
    course = laid(recorded(STEADY, 3.3 * STEADY))

    assert (300.0, 990.0) == pytest.approx(course.bridged(course.start, course.finish), abs=4.0)


def test_marks_when_in_a_gap_are_a_guess() -> None:
    assert 300.0 == pytest.approx(whole(laid(recorded(STEADY, 3.3 * STEADY))).unplaced, abs=2.0)


def test_gap_when_the_count_stood_is_standing() -> None:
    course = laid(recorded(STEADY, 3.3 * np.where(STEADY < 300, STEADY, STEADY - 301)))

    assert 300.0 == pytest.approx(whole(course).stood, abs=2.0)
    assert (0.0, 0.0) == course.bridged(course.start, course.finish)


def test_gap_when_the_count_only_drifts_is_standing() -> None:
    course = laid(recorded(STEADY, np.where(STEADY < 300, 3.3 * STEADY, 3.3 * (STEADY - 301) + 20)))

    assert 300.0 == pytest.approx(whole(course).stood, abs=2.0)


def test_gaps_when_between_the_same_counts_share_what_was_counted() -> None:
    counted = np.full(100, np.nan)
    counted[:20], counted[60:] = 4.0 * np.arange(20), 4.0 * (np.arange(60, 100) + 90)
    course = laid(raced([4.0] * 100, pauses=(Pause(30.0, 30.0), Pause(90.0, 60.0)), counted=counted))

    assert 30.0 == pytest.approx(course.at_distance(120.0).clock)
    assert 60.0 == pytest.approx(course.at_distance(240.0).clock)
    assert 150.0 == pytest.approx(course.at_distance(600.0).clock)


def test_gap_when_nothing_was_counted_is_standing() -> None:
    assert 30.0 == whole(laid(raced([4.0] * 100, pauses=(Pause(50.0, 30.0),)))).stood
