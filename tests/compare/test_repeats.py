"""Repeats in laps and in recordings."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.activity import Lap, WorkoutStep
from periodize.compare.repeats import by_lap, by_workout_step, halfway, in_stream, lines
from periodize.compare.samples import samples_of
from tests.compare.recordings import EASY, HARD, easy, recorded, set_of, work

STEPS = set_of(180, 180, 180)
LINE = (EASY + HARD) / 2


def found(*stretches: tuple[float, float | None]) -> list[tuple[bool, int]]:
    samples = samples_of([recorded(*stretches)])
    return [(one.work, round(one.duration)) for one in in_stream(samples, "speed", LINE, STEPS)]


def test_repeats_are_found_between_easy_running() -> None:
    stretches = [(600, EASY), (180, HARD), (60, EASY), (180, HARD), (300, EASY)]

    assert [(False, 600), (True, 180), (False, 60), (True, 180), (False, 300)] == found(*stretches)


def test_stopped_watch_is_a_recovery() -> None:
    assert [(True, 180), (False, 60), (True, 180)] == found((180, HARD), (60, None), (180, HARD))


def test_traffic_light_in_the_middle_does_not_end_a_repeat() -> None:
    assert [(False, 600), (True, 180)] == found((600, EASY), (100, HARD), (15, None), (80, HARD))


def test_standing_and_walking_are_one_recovery() -> None:
    assert [(True, 180), (False, 90), (True, 180)] == found((180, HARD), (30, 1.5), (60, None), (180, HARD))


def test_few_seconds_of_speed_in_an_easy_run_are_no_repeat() -> None:
    assert [(False, 1220)] == found((600, EASY), (20, HARD), (600, EASY))


def test_waves_of_an_even_run_are_no_repeats() -> None:
    assert [] == found(*[(200, LINE + 0.1), (200, LINE - 0.1)] * 4)


def test_time_between_two_files_is_a_recovery() -> None:
    files = [recorded((180, HARD)), recorded((180, HARD), after=400, key="b")]

    stretches = in_stream(samples_of(files), "speed", LINE, STEPS)

    assert [(True, 0.0), (False, 180.0), (True, 400.0)] == [(one.work, one.start) for one in stretches]


def test_missing_samples_in_a_repeat_are_bridged() -> None:
    activity = recorded((600, EASY), (180, HARD), (300, EASY))
    activity.effort.channels["speed"][650:700] = np.nan

    stretches = in_stream(samples_of([activity]), "speed", LINE, STEPS)

    assert [(False, 600), (True, 180), (False, 300)] == [(one.work, round(one.duration)) for one in stretches]


def test_slow_start_after_a_stop_belongs_to_the_repeat() -> None:
    assert [(True, 180), (False, 60), (True, 180)] == found((5, 2.0), (175, HARD), (60, None), (5, 2.0), (175, HARD))


def test_speed_is_scaled_to_the_distance_of_its_file() -> None:
    samples = samples_of([recorded((100, 4.0))])
    from dataclasses import replace

    scaled = samples_of([replace(recorded((100, 4.0)), distance=440.0)])

    assert (4.0, pytest.approx(4.4)) == (samples.channels["speed"][0], scaled.channels["speed"][0])


def test_speed_stays_when_the_distance_is_of_something_else() -> None:
    from dataclasses import replace

    samples = samples_of([replace(recorded((100, 4.0)), distance=4000.0)])

    assert 4.0 == samples.channels["speed"][0]


# ---- where work begins


def test_line_lies_half_way_between_easy_and_work() -> None:
    assert LINE == next(lines(STEPS, np.array([EASY, HARD]), np.ones(2)))


def test_line_is_never_above_the_work_that_is_planned() -> None:
    steps = [easy(600), work(1200, 3.1)]
    tried = list(lines(steps, np.full(10, 3.0), np.ones(10)))

    assert max(tried) < 3.1


def test_recording_tells_the_line_when_no_threshold_does() -> None:
    from dataclasses import replace

    steps = [replace(step, expected=None) for step in STEPS]

    assert [pytest.approx(225.0)] == list(lines(steps, np.array([150.0] * 50 + [300.0] * 20), np.ones(70)))


# ---- laps


def test_laps_of_one_distance_are_the_device_own() -> None:
    laps = [Lap(k * 300, 300, 1000.0) for k in range(3)]

    assert [] == by_lap([recorded((900, EASY), laps=laps)], "speed", LINE)


def test_marked_laps_are_work_or_easy_by_their_speed() -> None:
    laps = [Lap(0, 600), Lap(600, 180), Lap(780, 60), Lap(840, 60), Lap(900, 180)]
    activity = recorded((600, EASY), (180, HARD), (120, EASY), (180, HARD), laps=laps)

    stretches = by_lap([activity], "speed", LINE)

    assert [(False, 600), (True, 180), (False, 120), (True, 180)] == [(s.work, round(s.duration)) for s in stretches]


GUIDE = (
    WorkoutStep("", "warmup", 600), WorkoutStep("", "active", 180), WorkoutStep("", "rest", 60),
    WorkoutStep("Repeat 3"), WorkoutStep("", "cooldown"),
)  # fmt: skip


def test_workout_steps_are_work_or_easy_by_their_own_word() -> None:
    laps = [
        Lap(0, 600, step=0),
        Lap(600, 180, step=1),
        Lap(780, 60, step=2),
        Lap(840, 180, step=1),
        Lap(1020, 60, step=4),
    ]
    activity = recorded((1080, EASY), laps=laps, steps=GUIDE)

    assert [False, True, False, True, False] == [one.work for one in by_workout_step([activity])]


def test_laps_inside_one_workout_step_are_one_stretch() -> None:
    laps = [Lap(0, 300, 1000.0, step=0), Lap(300, 300, 1000.0, step=0), Lap(600, 180, step=1)]
    activity = recorded((780, EASY), laps=laps, steps=GUIDE)

    assert [600, 180] == [round(one.duration) for one in by_workout_step([activity])]


def test_laps_that_each_fill_their_workout_step_are_repeats() -> None:
    laps = [Lap(0, 180, step=1), Lap(180, 180, step=1)]

    assert 2 == len(by_workout_step([recorded((360, HARD), laps=laps, steps=GUIDE)]))


def test_lap_of_a_step_that_is_not_there_is_left_out() -> None:
    assert [] == by_workout_step([recorded((60, HARD), laps=[Lap(0, 60, step=9)], steps=GUIDE)])


def test_line_between_groups_of_which_one_took_no_time_is_none() -> None:
    assert halfway(np.array([1.0, 3.0, 3.0]), np.array([0.0, 1.0, 1.0])) is None
