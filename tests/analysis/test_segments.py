"""A race along its distance, and its segments."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.races import raced

from periodize.activity import Activity, Lap, Pause
from periodize.analysis.course import Course, course_of, resampled
from periodize.analysis.segments import MOST, Segment, every, laps_of, split, splits, whole
from periodize.analysis.value import NotComputable
from periodize.effort import Effort
from periodize.errors import UsageError
from periodize.units import Quantity


def laid(activity: Activity, *, distance: float | None = None) -> Course:
    course = course_of(activity, distance=distance)
    assert isinstance(course, Course)
    return course


def metres(*edges: float | None) -> list[Segment]:
    """Segments between distances; None is the finish."""
    places = [None if edge is None else Quantity(edge, "distance") for edge in edges]
    return [Segment(f"{a}-{b}", a, b) for a, b in pairwise(places) if a is not None]


# ---- where and when


def test_a_mark_when_it_lies_within_a_sample_is_interpolated() -> None:
    mark = laid(raced([5.0] * 100)).at_distance(12.0)

    assert (12.0, 2.4) == pytest.approx((mark.distance, mark.clock))


def test_a_mark_when_distance_is_scaled_comes_at_the_same_share() -> None:
    mark = laid(raced([5.0] * 100), distance=490.0).at_distance(245.0)

    assert 50.0 == pytest.approx(mark.clock)


def test_a_pause_when_in_a_segment_counts_as_the_clock_of_a_race_does() -> None:
    course = laid(raced([4.0] * 100, pauses=(Pause(50.0, 30.0),)))
    first, second = splits(course, metres(0, 200, None))

    assert (50.0, 0.0) == (first.duration, first.stood)
    assert (80.0, 30.0) == (second.duration, second.stood)


def test_a_pause_when_time_is_asked_for_stands_where_it_began() -> None:
    course = laid(raced([4.0] * 100, pauses=(Pause(50.0, 30.0),)))

    assert (200.0, 200.0, 240.0) == tuple(course.at_clock(clock).distance for clock in (50.0, 75.0, 90.0))


def test_standing_when_before_and_after_the_race_is_left_out() -> None:
    course = laid(raced([0.0] * 7 + [4.0] * 50 + [0.0] * 9))

    assert (7.0, 50.0, 9.0) == (course.begun, course.finish.clock, course.after)


def test_heart_rate_when_recorded_before_the_first_step_is_not_of_the_race() -> None:
    course = laid(raced([0.0] * 4 + [4.0] * 50, heart_rate=[121] * 4 + [125] * 50))

    assert (121.0, 125.0) == (course.waiting, whole(course).channels["heart_rate"].mean)


def test_standing_when_within_the_race_counts() -> None:
    course = laid(raced([4.0] * 25 + [0.0] * 20 + [4.0] * 25))

    assert [25.0, 45.0] == [part.duration for part in splits(course, metres(0, 100, None))]


def test_speed_when_missing_for_a_while_is_interpolated_and_said() -> None:
    course = laid(raced([4.0] * 40 + [np.nan] * 20 + [4.0] * 40, distance=400.0))
    first, second = splits(course, metres(0, 160, None))

    assert (40.0, 0.0, 60.0, 20.0) == pytest.approx((first.duration, first.unplaced, second.duration, second.unplaced))


@pytest.mark.parametrize(
    ("activity", "reason"),
    [
        (raced([0.0] * 20), "its speed is known for 0% of the time only"),
        (raced([4.0] * 9 + [np.nan] * 11), "its speed is known for 45% of the time only"),
        (raced([4.0], dt=[1800]), "only averages are known"),
        (raced([4.0] * 5, dt=[300] * 5), "only averages are known"),
        (replace(raced([4.0] * 9), effort=Effort("bike", np.ones(9), {})), "neither distance nor speed was recorded"),
    ],
    ids=["standing", "mostly unknown", "a summary", "laps alone", "no distance"],
)
def test_a_recording_when_it_cannot_be_laid_says_why(activity: Activity, reason: str) -> None:
    found = course_of(activity)

    assert NotComputable(reason) == found


# ---- what the device counted


def test_places_when_the_device_counted_them_are_not_those_of_its_levelled_speed() -> None:
    truth = np.concatenate([np.full(20, 3.0), np.full(20, 5.0)])
    levelled = np.full(40, 4.0)
    counted = np.concatenate([[0.0], np.cumsum(truth)[:-1]])
    course = laid(raced(levelled, counted=counted))

    assert 20.0 == pytest.approx(course.at_distance(60.0 * course.distance / counted[-1]).clock, abs=0.02)


def test_places_when_only_laps_are_known_are_anchored_at_their_ends() -> None:
    laps = (Lap(0.0, 100.0, 360.0), Lap(100.0, 100.0, 440.0))
    course = laid(raced([4.0] * 200, laps=laps))

    assert 100.0 == pytest.approx(course.at_distance(360.0).clock)


def test_places_when_a_lap_does_not_fit_the_speed_are_those_of_the_speed() -> None:
    laps = (Lap(0.0, 100.0, 700.0), Lap(100.0, 100.0, 100.0))
    course = laid(raced([4.0] * 200, laps=laps))

    assert 100.0 == pytest.approx(course.at_distance(400.0).clock)


def test_a_pool_when_counted_by_lengths_is_swum_evenly_between_them() -> None:
    counted = np.repeat([0.0, 25.0, 50.0, 75.0, 100.0], 25)[:101]
    course = laid(raced([1.0] * 101, sport="swim", counted=counted, distance=100.0))

    assert [12.5, 50.0] == pytest.approx([course.at_distance(far).clock for far in (12.5, 50.0)], abs=1.0)


def test_a_distance_when_far_from_the_speed_is_that_of_the_speed() -> None:
    assert 400.0 == pytest.approx(laid(raced([4.0] * 100, distance=9000.0)).distance)


# ---- channels


def test_a_mean_when_a_sample_is_cut_counts_the_part_inside() -> None:
    course = laid(raced([4.0, 4.0], power=[100, 200]))

    assert (4.0 * 100 + 2.0 * 200) / 6 == split(course, "", course.start, course.at_distance(6.0)).channels[
        "power"
    ].mean


def test_a_maximum_when_a_sample_is_mostly_outside_is_of_the_next_segment() -> None:
    course = laid(raced([4.0] * 4, heart_rate=[140, 140, 150, 140]))
    first, second = splits(course, metres(0, 9, None))

    assert (140.0, 150.0) == (first.channels["heart_rate"].highest, second.channels["heart_rate"].highest)


def test_heart_rate_when_missing_for_part_is_the_mean_of_what_is_known() -> None:
    course = laid(raced([4.0] * 100, heart_rate=[140] * 30 + [np.nan] * 70))
    first, second = splits(course, metres(0, 200, None))

    assert (140.0, 0.6) == pytest.approx((first.channels["heart_rate"].mean, first.channels["heart_rate"].coverage))
    assert 0.0 == second.channels["heart_rate"].coverage
    assert np.isnan(second.channels["heart_rate"].highest)


@given(
    st.lists(st.floats(4.0, 6.0), min_size=3, max_size=60),
    st.lists(st.floats(0.0, 1.0), max_size=6, unique=True),
    st.floats(0.9, 1.1),
)
def test_segments_when_side_by_side_add_up_to_the_whole(speed: list[float], cuts: list[float], factor: float) -> None:
    activity = raced(speed, sport="bike", power=np.arange(len(speed)))
    course = laid(activity, distance=factor * float(activity.distance or 0))
    edges = sorted({0.0, *(cut * course.distance for cut in cuts)})
    edges = [edge for edge in edges if edge == 0 or 1e-3 < edge < course.distance - 1e-3]
    assume(all(b - a > 1e-3 for a, b in pairwise(edges)))
    parts = splits(course, metres(*edges, None))

    assert whole(course).duration == pytest.approx(sum(part.duration for part in parts))
    work = sum(part.channels["power"].mean * part.duration for part in parts)
    assert whole(course).channels["power"].mean * whole(course).duration == pytest.approx(work, abs=1e-6)


# ---- what may be asked for


def test_segments_when_they_overlap_are_refused() -> None:
    asked = [*metres(0, 200), *metres(150, 300)]

    with pytest.raises(UsageError, match=r"'150m-300m' begins before '0m-200m' has ended"):
        splits(laid(raced([4.0] * 100)), asked)


def test_segments_when_time_and_distance_overlap_are_refused() -> None:
    timed = Segment("late", Quantity(20.0, "time"), Quantity(60.0, "time"))

    with pytest.raises(UsageError, match=r"'late' begins before '0m-200m' has ended"):
        splits(laid(raced([4.0] * 100)), [*metres(0, 200), timed])


def test_a_segment_when_it_goes_beyond_the_race_is_refused() -> None:
    with pytest.raises(UsageError, match=r"beyond the end of the recording at 400m; .* as 4400-; .* --distance"):
        splits(laid(raced([4.0] * 100)), metres(0, 402))


def test_a_segment_when_it_ends_within_a_metre_of_the_finish_ends_there() -> None:
    assert 400.0 == splits(laid(raced([4.0] * 100)), metres(0, 400.9))[0].distance


def test_a_segment_when_it_is_empty_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'100m-100m' ends where it begins"):
        splits(laid(raced([4.0] * 100)), metres(100, 100))


def test_a_segment_when_it_begins_at_the_finish_says_where_that_is() -> None:
    rest = Segment("1:40-", Quantity(100, "time"), None)

    with pytest.raises(UsageError, match=r"'1:40-' begins where the recording ends, at 1:40; leave it out"):
        splits(laid(raced([4.0] * 100)), [rest])


def test_a_segment_when_its_ends_are_swapped_is_refused() -> None:
    with pytest.raises(UsageError, match=r"'300m-100m' ends before it begins"):
        splits(laid(raced([4.0] * 100)), metres(300, 100))


def test_equal_segments_when_the_last_is_shorter_end_with_the_race() -> None:
    course = laid(raced([4.0] * 110))
    parts = splits(course, every(course, Quantity(200.0, "distance")))

    assert [("0-200m", 200.0), ("200m-400m", 200.0), ("400m-end", 40.0)] == [(p.name, p.distance) for p in parts]


def test_equal_segments_when_rounding_is_left_over_have_no_more() -> None:
    course = laid(raced([4.0] * 100, distance=400.4))

    assert 2 == len(every(course, Quantity(200.0, "distance")))


def test_equal_segments_when_they_are_of_time() -> None:
    course = laid(raced([4.0] * 100))

    parts = splits(course, every(course, Quantity(40.0, "time")))

    assert [160.0, 160.0, 80.0] == pytest.approx([part.distance for part in parts])


def test_equal_segments_when_too_many_are_refused() -> None:
    with pytest.raises(UsageError, match=f"every 0.001m makes more than {MOST} segments"):
        every(laid(raced([4.0] * 100)), Quantity(0.001, "distance", "0.001m"))


def test_laps_when_the_watch_ran_before_the_start_begin_with_the_race() -> None:
    activity = raced([0.0] * 10 + [4.0] * 90, laps=(Lap(0.0, 60.0, 200.0), Lap(60.0, 40.0, 160.0)))
    course = laid(activity)
    parts = splits(course, laps_of(course, activity.laps))

    assert [("lap 1", 50.0), ("lap 2", 40.0)] == [(part.name, part.duration) for part in parts]


def test_laps_when_they_are_of_several_kinds_have_them_in_their_names() -> None:
    laps = (Lap(0.0, 60.0, 240.0, "active"), Lap(60.0, 40.0, 160.0, "rest"))
    course = laid(raced([4.0] * 100, laps=laps))

    assert ["lap 1 active", "lap 2 rest"] == [segment.name for segment in laps_of(course, laps)]


def test_laps_when_none_were_marked() -> None:
    assert () == laps_of(laid(raced([4.0] * 100)), ())


# ---- for a chart


def test_cells_when_a_race_is_resampled_are_round_and_few() -> None:
    series = resampled(laid(raced([5.0] * 1000)))

    assert (25.0, 200, 5000.0) == (series.step, len(series.ends), series.ends[-1])


def test_cells_when_the_heart_rate_is_missing_are_empty() -> None:
    series = resampled(laid(raced([4.0] * 100, heart_rate=[140] * 50 + [np.nan] * 50)), cells=4)

    assert (140.0, 140.0, None, None) == series.channels["heart_rate"]


def test_cells_when_there_is_a_pause_are_slower_by_the_clock() -> None:
    series = resampled(laid(raced([4.0] * 100, pauses=(Pause(50.0, 50.0),))), cells=4)

    assert (25.0, 50.0, 125.0, 150.0) == pytest.approx(series.clock)
    assert (4.0, 4.0, 4.0 / 3, 4.0) == pytest.approx(series.speed)
