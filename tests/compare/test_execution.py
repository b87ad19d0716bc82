"""The work of a session, planned and done."""

from __future__ import annotations

from dataclasses import replace

import pytest

from periodize.activity import Activity, Lap, WorkoutStep
from periodize.compare import Execution, Step, execute
from tests.compare.recordings import EASY, HARD, easy, recorded, set_of, work

FIVE = set_of(180, 180, 180, 180, 180)


def done(steps: list[Step], *activities: Activity, channel: str = "speed") -> Execution:
    found = execute(steps, activities, channel=channel)
    assert isinstance(found, Execution), found
    return found


def run_of(*speeds: float, rest: float = 60) -> Activity:
    """Return warm-up, three minutes at each speed with jogs between, cool-down."""
    inner = [part for speed in speeds for part in ((180, speed), (rest, EASY))]
    return recorded((600, EASY), *inner[:-1], (300, EASY))


def test_each_repeat_is_found_in_an_even_set() -> None:
    found = done(FIVE, run_of(HARD, HARD, HARD, HARD, HARD))

    assert (1.0, True, "recording") == (found.repeat_share, found.on_target, found.source)
    assert found.time_share == pytest.approx(1.0)


def test_missed_repeat_in_the_middle_is_named_when_it_was_jogged() -> None:
    found = done(FIVE, run_of(HARD, HARD, EASY, HARD, HARD))

    assert [True, True, False, True, True] == [repeat.counts for repeat in found.repeats]
    assert "4 of 5 repeats: the third is missing" == found.missing_words(by_time=False)


def test_later_repeats_answer_their_own_when_one_in_the_middle_is_missed() -> None:
    steps = set_of(60, 120, 240, 120, 60)
    activity = recorded(
        (600, EASY), (60, HARD), (60, EASY), (120, HARD), (60, EASY), (120, HARD), (60, EASY), (60, HARD), (300, EASY)
    )

    lengths = [repeat.length for repeat in done(steps, activity).repeats]

    assert [1.0, 1.0, None, 1.0, 1.0] == lengths  # by index two minutes would answer the four


def test_slow_set_is_still_found_and_said_to_be_slow() -> None:
    found = done(FIVE, run_of(3.84, 3.84, 3.84, 3.84, 3.7248))

    assert 1.0 == found.repeat_share
    assert "repeats 5% slower than planned, fade 3%" == found.target_words()


def test_repeats_on_both_sides_of_their_target_are_counted() -> None:
    found = done(FIVE, run_of(4.2, HARD, HARD, HARD, 3.8))

    assert "2 of 5 repeats more than 3% off their target, fade 10%" == found.target_words()


@pytest.mark.parametrize(("speed", "on_target"), [(3.88, True), (3.87, False), (4.12, True), (4.13, False)])
def test_repeat_is_on_target_within_three_percent_of_its_pace(speed: float, on_target: bool) -> None:
    assert on_target == done(set_of(180, 180), run_of(speed, speed)).on_target


@pytest.mark.parametrize(("seconds", "counts"), [(134, False), (136, True), (269, True), (271, False)])
def test_repeat_counts_from_three_quarters_to_one_and_a_half_of_its_length(seconds: int, counts: bool) -> None:
    activity = recorded((600, EASY), (180, HARD), (60, EASY), (seconds, HARD), (300, EASY))

    assert counts == done(set_of(180, 180), activity).repeats[1].counts


def test_lap_that_goes_on_into_the_recovery_gives_way_to_the_recording() -> None:
    laps = [Lap(0, 600), Lap(600, 240), Lap(840, 180), Lap(1020, 60), Lap(1080, 180), Lap(1260, 300)]
    activity = replace(run_of(HARD, HARD, HARD), laps=tuple(laps))

    found = done(set_of(180, 180, 180), activity)

    assert ("recording", [1.0] * 3) == (found.source, [repeat.length for repeat in found.repeats])


def test_laps_with_the_watch_stopped_between_them_are_enough() -> None:
    activity = recorded(
        (600, EASY), (180, HARD), (60, None), (180, HARD), (300, EASY),
        laps=[Lap(0, 600), Lap(600, 180), Lap(840, 180), Lap(1020, 300)],
    )  # fmt: skip

    assert "laps" == done(set_of(180, 180), activity).source


def test_short_repeat_is_said_to_be_short() -> None:
    activity = recorded((600, EASY), (180, HARD), (60, EASY), (90, HARD), (300, EASY))

    words = done(set_of(180, 180), activity).missing_words(by_time=False)

    assert "1 of 2 repeats: the second is 50% of its length" == words


def test_easy_run_instead_of_repeats_has_none() -> None:
    found = done(FIVE, recorded((2400, EASY)))

    assert "none of the 5 repeats was found" == found.missing_words(by_time=False)
    assert (0.0, None, None) == (found.repeat_share, found.on_target, found.fade)


def test_hard_run_in_one_piece_is_no_set_of_repeats() -> None:
    found = done(FIVE, recorded((600, EASY), (1800, HARD), (300, EASY)))

    assert (0.0, 2.0) == pytest.approx((found.repeat_share, found.time_share))
    assert "200% of the planned work" == found.missing_words(by_time=True)


def test_repeats_beyond_the_plan_are_extra() -> None:
    found = done(set_of(180, 180), run_of(HARD, HARD, HARD))

    assert (1.0, [180.0]) == (found.repeat_share, [stretch.duration for stretch in found.extra])


def test_strides_are_never_missed() -> None:
    strides = [replace(work(20), counted=False), easy(60)] * 4

    found = done([easy(600), *strides, *set_of(180, 180)[1:]], run_of(HARD, HARD))

    assert (2, 1.0) == (len(found.repeats), found.repeat_share)


def test_work_of_two_paces_without_a_rest_is_one_stretch_of_a_recording() -> None:
    steps = [easy(600), work(300, 4.0), work(300, 4.4), easy(300)]

    found = done(steps, recorded((600, EASY), (300, 4.0), (300, 4.4), (300, EASY)))

    assert (1, True) == (len(found.repeats), found.on_target)


def test_pace_of_hills_counts_level() -> None:
    activity = run_of(3.6, 3.6)
    channels = {**activity.effort.channels, "graded_speed": activity.effort.channels["speed"] / 0.9}

    found = done(set_of(180, 180), replace(activity, effort=replace(activity.effort, channels=channels)))

    assert True is found.on_target


# ---- what work is told by


def by(channel: str, value: float, seconds: float = 180) -> Step:
    return replace(work(seconds), channel=channel, low=value, high=value)


def test_power_has_a_wider_tolerance() -> None:
    steps = [
        replace(easy(600), expected=150),
        replace(by("power", 300), expected=300),
        replace(easy(300), expected=150),
    ]
    ride = recorded((600, 150), (180, 313), (300, 150), channel="power", sport="bike")

    assert True is done(steps, ride, channel="power").on_target


def test_heart_rate_says_nothing_of_a_repeat_under_three_minutes() -> None:
    steps = [easy(600), by("heart_rate", 170, 120), easy(300)]

    found = done(steps, recorded((600, EASY), (120, HARD), (300, EASY), heart=140))

    assert (None, 1.0) == (found.on_target, found.repeat_share)


def test_heart_rate_is_judged_from_three_minutes_on() -> None:
    steps = [easy(600), by("heart_rate", 170), easy(300)]

    found = done(steps, recorded((600, EASY), (180, HARD), (300, EASY), heart=155))

    assert "work 9% lower than planned" == found.target_words()


def test_range_is_met_anywhere_between_its_edges() -> None:
    steps = [easy(600), replace(work(180, 3.8), high=4.2), easy(300)]

    found = done(steps, recorded((600, EASY), (180, 4.2), (300, EASY)))

    assert 0.0 == found.repeats[0].off


# ---- laps and workout steps


def test_marked_laps_come_before_the_recording() -> None:
    laps = [Lap(0, 600), Lap(600, 180), Lap(780, 60), Lap(840, 180), Lap(1020, 300)]
    activity = replace(run_of(HARD, HARD), laps=tuple(laps))

    assert "laps" == done(set_of(180, 180), activity).source


def test_recording_counts_when_only_one_lap_was_marked() -> None:
    activity = replace(run_of(HARD, HARD, HARD), laps=(Lap(0, 600), Lap(600, 960)))

    assert "recording" == done(set_of(180, 180, 180), activity).source


def test_workout_step_that_was_skipped_is_the_repeat_that_is_missing() -> None:
    guide = (WorkoutStep("", "active", 180), WorkoutStep("", "rest", 60), WorkoutStep("Repeat 3"))
    lengths = [(180, 0), (60, 1), (4, 0), (60, 1), (180, 0)]
    starts = [0, 180, 240, 244, 304]
    laps = [Lap(start, seconds, step=step) for start, (seconds, step) in zip(starts, lengths, strict=True)]
    activity = recorded((484, EASY), laps=laps, steps=guide)

    found = done([work(180), easy(60), work(180), easy(60), work(180)], activity)

    assert ("workout steps", [True, False, True]) == (found.source, [repeat.counts for repeat in found.repeats])


# ---- nothing to look at


def test_summary_has_no_structure() -> None:
    import numpy as np

    from periodize.effort import Effort

    summary = replace(recorded((2, EASY)), effort=Effort("run", np.array([1800.0]), {"speed": np.array([3.5])}))

    assert "only averages are known" == execute(FIVE, [summary], channel="speed")


def test_ride_without_power_has_no_structure() -> None:
    ride = recorded((600, EASY), sport="bike")

    assert "no power was recorded" == execute(FIVE, [ride], channel="power")


def test_plan_without_work_has_no_structure() -> None:
    assert "nothing in the plan of it is work" == execute([easy(600)], [recorded((600, EASY))], channel="speed")
