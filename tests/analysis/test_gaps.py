"""Gaps between records, in which the device counted on or stood."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from tests.races import raced, recorded

from periodize.activity import Activity, Pause
from periodize.analysis.course import Course, course_of
from periodize.analysis.segments import Segment, split, splits, whole
from periodize.units import Quantity


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


# ---- shorter gaps, which a reader makes one long sample


def filled() -> Activity:
    """A ride of twenty minutes with a record a second, of which 55 seconds are missing."""
    times = np.append(np.arange(0.0, 300.0), np.arange(354.0, 1201.0))
    return recorded(times, 3.3 * times, heart_rate=np.where(times < 300, 140.0, 150.0) + times % 2)


def test_gap_when_shorter_than_a_minute_is_told_with_its_time_and_distance() -> None:
    course = laid(filled())

    assert (54.0, 178.2) == pytest.approx(course.bridged(course.start, course.finish), abs=0.1)


def test_heart_rate_when_in_a_gap_shorter_than_a_minute_is_not_known() -> None:
    course = laid(filled())
    heart = split(course, "", course.at_clock(295.0), course.at_clock(359.0)).channels["heart_rate"]

    assert (10 / 64, 145.5) == pytest.approx((heart.coverage, heart.mean))


def test_places_when_around_a_gap_shorter_than_a_minute_are_those_counted() -> None:
    course = laid(filled())

    assert [200.0, 330.0, 1000.0] == pytest.approx([course.at_distance(3.3 * t).clock for t in (200, 330, 1000)])


def test_samples_when_usually_as_long_are_no_gaps() -> None:
    times = np.arange(0.0, 1200.0, 15.0)
    course = laid(recorded(times, 3.3 * times))

    assert (0.0, 0.0) == course.bridged(course.start, course.finish)
