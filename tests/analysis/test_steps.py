"""The first step and the last one, walking around a race, and standing in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from periodize.analysis.steps import WALK, from_first_to_last, standing, usual_speed

RACE = [4.0] * 600


def span(covered: Any, *, share: float | None = None, late: float = 0.0) -> tuple[int, int]:
    """From which sample to which a race goes, of metres a second; `late` [s]: a pause before the race."""
    metres = np.asarray(covered, dtype=float)
    second = np.arange(float(len(metres)))
    starts = second + np.where(second < len(metres) - 600, 0.0, late)
    found = from_first_to_last(metres, starts, np.ones(len(metres)), **({"share": share} if share else {}))
    return found.start, found.stop


@pytest.mark.parametrize(
    "before",
    [[0.0] * 120, [3 / 120] * 120, [0.0] * 20 + [1.0] + [0.0] * 99, [0.0, 0.3] * 60],
    ids=["standing", "drift", "one step on the spot", "jitter"],
)
def test_the_first_step_when_the_athlete_stood_before_is_that_of_the_race(before: list[float]) -> None:
    assert (120, 720) == span([*before, *RACE])


@pytest.mark.parametrize("after", [[0.0] * 90, [5 / 90] * 90], ids=["standing", "drift"])
def test_the_last_step_when_the_athlete_stood_after_is_that_of_the_race(after: list[float]) -> None:
    assert (0, 600) == span([*RACE, *after])


def test_the_first_step_when_a_step_on_the_spot_stands_before_a_pause_is_that_of_the_race() -> None:
    assert (1, 601) == span([1.0, *RACE], late=60.0)


def test_walking_when_around_a_race_is_of_it() -> None:
    assert (0, 680) == span([*[1.2] * 40, *RACE, *[1.2] * 40])


def test_walking_when_asked_for_is_told_apart() -> None:
    assert (40, 640) == span([*[1.2] * 40, *RACE, *[1.2] * 40], share=WALK)


def test_a_recording_when_nothing_moved_has_no_step() -> None:
    assert (0, 0) == span([0.0] * 700)


def test_a_recording_when_it_moved_for_a_moment_has_that() -> None:
    assert (300, 301) == span([0.0] * 300 + [0.5] + [0.0] * 300)


def test_the_usual_speed_when_the_watch_ran_on_is_that_of_the_race() -> None:
    assert 4.0 == pytest.approx(usual_speed(np.array([0.02] * 7200 + RACE), np.ones(7800)), rel=0.1)


def test_the_usual_speed_when_a_receiver_leaps_is_not_that_of_the_leap() -> None:
    leaping = np.where(np.arange(600) % 12 == 0, 8.0, 0.4)

    assert usual_speed(leaping, np.ones(600)) < 1.3


@pytest.mark.parametrize(("seconds", "stood"), [(60, 60), (5, 5), (4, 0)])
def test_a_stand_when_within_a_race_is_told_from_five_seconds_on(seconds: int, stood: int) -> None:
    covered = np.array([*RACE, *[0.0] * seconds, *RACE])

    assert stood == standing(covered, np.ones(len(covered))).sum()
