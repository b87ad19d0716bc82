"""Where a race begins and ends by what the device counted, and by its speed where it did not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.races import raced, recorded

from periodize.analysis.course import Course, course_of
from periodize.analysis.segments import Segment, splits, whole
from periodize.units import Quantity

if TYPE_CHECKING:
    from periodize.activity import Activity


def laid(activity: Activity) -> Course:
    course = course_of(activity)
    assert isinstance(course, Course)
    return course


def seen(course: Course) -> tuple[float, float, float, float]:
    """When a race began, how long it took, what came after, and how far it was."""
    return course.begun, course.finish.clock, course.after, course.distance


def stood_before(seconds: int) -> Any:
    """Counts of a run of 1200 s after standing for so long, with a minute behind the finish."""
    return np.concatenate([np.zeros(seconds), 4.0 * np.arange(1201), np.full(60, 4800.0)])


@pytest.mark.parametrize("seconds", [2, 5, 12, 120])
def test_a_race_when_counted_alone_begins_where_the_count_does(seconds: int) -> None:
    counted = stood_before(seconds)

    assert (seconds, 1200.0, 61.0, 4800.0) == pytest.approx(
        seen(laid(recorded(np.arange(len(counted)), counted, sport="run")))
    )


def test_a_stand_when_counted_alone_is_one() -> None:
    counted = np.concatenate([4.0 * np.arange(600), np.full(60, 2400.0), 4.0 * np.arange(600, 1201)])
    course = laid(recorded(np.arange(len(counted)), counted, sport="run"))

    assert 60.0 == pytest.approx(whole(course).stood, abs=1.0)


def test_a_pool_when_its_first_length_is_not_counted_yet_is_swum_from_the_start() -> None:
    counted = np.repeat(25.0 * np.arange(21), 25)
    course = laid(recorded(np.arange(len(counted)), counted, sport="swim"))

    assert (0.0, 25.0) == pytest.approx((course.begun, course.at_distance(25.0).clock))


def test_a_receiver_when_it_leaps_out_of_a_tunnel_had_not_stood() -> None:
    times = np.arange(1201.0)
    course = laid(recorded(times, np.where((times > 600) & (times < 620), 2400.0, 4.0 * times), sport="run"))

    assert 0.0 == whole(course).stood


# ---- where it does not count


LATE = np.where(np.arange(1190) < 20, np.nan, 4.0 * np.arange(1190))
EARLY = np.where(np.arange(1190) > 1160, np.nan, 4.0 * np.arange(1190))


@pytest.mark.parametrize("speed", [np.full(1190, 4.0), np.where(np.isnan(LATE), np.nan, 4.0)], ids=["with", "without"])
def test_a_first_count_when_above_nothing_was_covered_since_the_beginning(speed: Any) -> None:
    course = laid(raced(speed, counted=LATE))

    assert (0.0, 1189.0, 4756.0) == pytest.approx((course.begun, course.finish.clock, course.distance), abs=5.0)


def test_a_first_count_when_none_was_covered_before_follows_the_speed() -> None:
    assert 0.0 == laid(raced(np.full(1190, 4.0), counted=LATE - 80.0)).begun


def test_time_when_nothing_tells_of_it_before_the_first_count_is_told() -> None:
    course = laid(raced(np.where(np.isnan(LATE), np.nan, 4.0), counted=LATE - 80.0))

    assert (20.0, (20.0, 0.0)) == (course.begun, course.silent)


def test_a_last_count_when_the_speed_goes_on_is_not_the_finish() -> None:
    course = laid(raced(np.full(1190, 4.0), counted=EARLY))

    assert (1189.0, 4756.0) == pytest.approx((course.finish.clock, course.distance), abs=5.0)


def test_time_when_nothing_tells_of_it_after_the_last_count_is_told() -> None:
    course = laid(raced(np.where(np.isnan(EARLY), np.nan, 4.0), counted=EARLY))

    assert (29.0, (0.0, 29.0)) == (course.after, course.silent)


def test_segments_when_the_first_count_is_late_are_even() -> None:
    course = laid(raced(np.full(1190, 4.0), counted=LATE))
    (first,) = splits(course, [Segment("", Quantity(0.0, "distance"), Quantity(80.0, "distance"))])

    assert 20.0 == pytest.approx(first.duration)
