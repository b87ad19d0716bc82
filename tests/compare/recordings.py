"""Recordings of a known shape, for the tests beside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from periodize.activity import Activity, Lap, Pause, WorkoutStep
from periodize.compare import Step
from periodize.effort import Effort

if TYPE_CHECKING:
    from collections.abc import Sequence

NOON = datetime(2027, 5, 11, 12, tzinfo=UTC)
EASY, HARD = 3.0, 4.0


def recorded(
    *stretches: tuple[float, float | None],
    laps: Sequence[Lap] = (),
    steps: Sequence[WorkoutStep] = (),
    heart: float | None = None,
    channel: str = "speed",
    sport: str = "run",
    after: float = 0.0,
    key: str = "a",
) -> Activity:
    """Return a recording of stretches (seconds, speed or power), one sample a second; None: the watch stood."""
    values: list[float] = []
    pauses, clock = [], 0.0
    for seconds, value in stretches:
        if value is None:
            pauses.append(Pause(clock, seconds))
        else:
            values += [value] * round(seconds)
        clock += seconds
    channels = {channel: np.array(values)}
    if heart is not None:
        channels["heart_rate"] = np.full(len(values), heart)
    distance = sum(values) if channel == "speed" else None
    return Activity(
        key, sport, NOON + timedelta(seconds=after), Effort(sport, np.ones(len(values)), channels), clock, distance,
        laps=tuple(laps), steps=tuple(steps), pauses=tuple(pauses),
    )  # fmt: skip


def work(seconds: float, speed: float = HARD, *, by_distance: bool = False) -> Step:
    return Step(
        f"{seconds:g}s", True, seconds, seconds * speed, "distance" if by_distance else "time",
        expected=speed, channel="speed", low=speed, high=speed,
    )  # fmt: skip


def easy(seconds: float) -> Step:
    return Step("easy", False, seconds, seconds * EASY, expected=EASY)


def set_of(*repeats: float, rest: float = 60) -> list[Step]:
    """Return warm-up, repeats [s] with recoveries between, cool-down."""
    steps = [easy(600)]
    for seconds in repeats:
        steps += [work(seconds), easy(rest)]
    return [*steps[:-1], easy(300)]
