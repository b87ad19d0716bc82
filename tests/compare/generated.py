"""Sessions as a runner would record them, made up: repeats at known times, noise, stops of the watch, laps forgotten."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.activity import Activity, Lap, Pause, sample_starts
from periodize.compare import Step
from periodize.effort import Effort
from periodize.formats.streams.effort import effort_from_records
from tests.compare.recordings import NOON

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SETS = (
    (12, 400.0, "distance"), (10, 200.0, "distance"), (5, 1000.0, "distance"), (4, 2000.0, "distance"),
    (8, 60.0, "time"), (10, 30.0, "time"), (6, 180.0, "time"), (3, 600.0, "time"), (1, 1200.0, "time"),
)  # fmt: skip


@dataclass(frozen=True)
class Session:
    """A recording, its plan, when its repeats were run [s by the clock on the wall], and the laps of each press."""

    activity: Activity
    steps: list[Step]
    truth: list[tuple[float, float]]
    laps: list[Lap]


def satellites(rng: np.random.Generator, n: int) -> Floats:
    """Return the error of a watch's speed, (n,) [m/s]: slow by its filter, and a little of each second."""
    slow, kept = np.zeros(n), np.exp(-1 / rng.uniform(3, 8))
    drawn = rng.normal(0, rng.uniform(0.08, 0.16), n) * np.sqrt(1 - kept**2)
    for k in range(1, n):
        slow[k] = kept * slow[k - 1] + drawn[k]
    return slow + rng.normal(0, 0.05, n)


def repeats(rng: np.random.Generator) -> Session:
    """Return a session of repeats."""
    number, length, by = SETS[rng.integers(len(SETS))]
    easy = rng.uniform(2.6, 3.3)
    fast = easy * rng.uniform(1.22, 1.3 if by == "time" and length >= 600 else 1.6)
    planned = length / fast if by == "distance" else length
    rest = float(np.clip(planned * rng.uniform(0.4, 0.9), 30, 180))
    how = rng.choice(["jog", "walk", "stand", "stop"])
    between = {"jog": 0.85 * easy, "walk": 1.4, "stand": 0.0, "stop": None}[str(how)]
    pieces: list[tuple[float, float | None, bool]] = [(float(rng.integers(480, 1200)), easy, False)]
    for _ in range(number):
        pieces += [(planned * rng.normal(1, 0.01), fast * rng.normal(1, 0.015), True),
                   (rest * rng.uniform(0.9, 1.1), between, False)]  # fmt: skip
    pieces[-1] = (float(rng.integers(300, 900)), easy, False)
    steps = [Step("wu", False, 600, 600 * easy, expected=easy)]
    for _ in range(number):
        own = Step(
            "work",
            True,
            planned,
            planned * fast,
            "distance" if by == "distance" else "time",
            fast,
        )
        steps += [own, Step("jog", False, rest, expected=easy)]
    steps[-1] = Step("cd", False, 600, 600 * easy, expected=easy)
    return _recorded(rng, pieces, steps)


def two_sets(rng: np.random.Generator, first: tuple[int, float], second: tuple[int, float]) -> Session:
    """Return a session of two sets, the shorter repeats faster, as (number, metres) each, with a break between them."""
    easy = rng.uniform(2.8, 3.6)
    pieces: list[tuple[float, float | None, bool]] = [(float(rng.integers(480, 1200)), easy, False)]
    steps = [Step("wu", False, 600, 600 * easy, expected=easy)]
    fast = easy * rng.uniform(1.45, 1.65)
    for number, length in (first, second):
        planned = length / fast
        rest = float(rng.integers(45, 90))
        between = {"jog": 0.85 * easy, "walk": 1.4, "stand": 0.0, "stop": None}[
            str(rng.choice(["jog", "walk", "stand", "stop"]))
        ]
        for _ in range(number):
            pieces += [(planned * rng.normal(1, 0.01), fast * rng.normal(1, 0.01), True),
                       (rest * rng.uniform(0.9, 1.1), between, False)]  # fmt: skip
            steps += [Step(f"{length:g}m", True, planned, length, "distance", fast),
                      Step("jog", False, rest, expected=easy)]  # fmt: skip
        pieces[-1] = (float(rng.integers(120, 300)), 0.85 * easy, False)
        fast *= rng.uniform(1.12, 1.25)
    pieces[-1] = (float(rng.integers(300, 900)), easy, False)
    return _recorded(rng, pieces, steps)


def beating(activity: Activity, rng: np.random.Generator) -> Activity:
    """Return a recording with a heart that follows pace late, through stops of the watch too, and wanders by itself."""
    speed = np.nan_to_num(activity.effort.channels["speed"])
    late, most, rest = rng.uniform(20, 45), rng.uniform(175, 195), rng.uniform(90, 110)
    wander = np.convolve(rng.normal(0, 4, len(speed) + 59), np.full(60, 1 / 60), mode="valid")
    begin, rate, level = sample_starts(activity), np.zeros(len(speed)), rest
    aims = rest + (most - rest) * np.minimum(speed / np.quantile(speed, 0.95), 1.05)
    for k, aim in enumerate(aims.tolist()):
        stood = begin[k] - begin[k - 1] - 1.0 if k else 0.0
        level = rest + (level - rest) * np.exp(-stood / late)
        level += (aim - level) * (1 - np.exp(-1 / late))
        rate[k] = round(level + wander[k])
    effort = activity.effort
    return replace(activity, effort=replace(effort, channels={**effort.channels, "heart_rate": rate}))


def steady(rng: np.random.Generator) -> Activity:
    """Return a steady run: a little faster or slower towards its end, over hills, with lights and a shoe to tie."""
    n = int(rng.integers(1500, 6000))
    easy = rng.uniform(2.6, 4.2)
    drift = np.linspace(0, rng.uniform(-0.06, 0.06), n)
    hills = rng.uniform(0, 0.04) * np.sin(np.arange(n) / rng.uniform(60, 300) + rng.uniform(0, 6))
    speed = easy * (1 + drift + hills) + satellites(rng, n)
    pauses = tuple(
        Pause(float(at) + k, float(rng.integers(10, 120)))
        for k, at in enumerate(sorted(rng.integers(60, n - 60, rng.integers(0, 5)).tolist()))
    )
    return _activity(speed, pauses, ())


def waiting(rng: np.random.Generator) -> Activity:
    """Return a steady run with two to six waits at lights, recorded standing, each with the seconds to slow down."""
    n = int(rng.integers(2400, 4800))
    aim = np.full(n, rng.uniform(2.7, 3.6))
    for at in sorted(rng.integers(120, n - 120, rng.integers(2, 7)).tolist()):
        aim[at : at + int(rng.integers(15, 61))] = 0.0
    speed = np.convolve(np.pad(aim, 3, mode="edge"), np.full(7, 1 / 7), mode="valid")
    return _activity(speed + satellites(rng, n) * (speed > 0.2), (), ())


def without_speed(activity: Activity) -> Activity:
    """Return what is read of the same recording from a file that has a distance each second and no speed."""
    speed = np.nan_to_num(activity.effort.channels["speed"])
    distance = np.concatenate(([0.0], np.cumsum(speed)[:-1]))
    built = effort_from_records("run", NOON.timestamp() + sample_starts(activity), {"distance": distance})
    assert built is not None
    return replace(
        activity, effort=built.effort, distance=built.distance, pauses=built.pauses, laps=(), counted=built.counted
    )


def _recorded(
    rng: np.random.Generator,
    pieces: list[tuple[float, float | None, bool]],
    steps: list[Step],
) -> Session:
    """Write the pieces (seconds, speed or None for a stopped watch, work) as a watch does: a sample a second."""
    clock, moving, speeds, pauses, truth, laps = 0.0, 0.0, [], [], [], []
    for seconds, speed, work in pieces:
        whole = float(round(seconds))
        if speed is None:
            pauses.append(Pause(clock, whole))
        else:
            speeds.append(np.full(int(whole), speed))
            moving += whole
        if work:
            truth.append((clock, clock + whole))
        laps.append(Lap(clock, whole if speed is not None else 0.0))
        clock += whole
    values = np.convolve(np.pad(np.concatenate(speeds), 1, mode="edge"), np.full(3, 1 / 3), mode="valid")
    values = np.maximum(values + satellites(rng, len(values)) * (values > 0.2), 0.0)
    if rng.random() < 0.3:  # under a bridge
        at = int(rng.integers(0, len(values) - 10))
        values[at : at + 10] = np.nan
    kept = pressed(rng, laps, forgotten=0.3) if rng.random() < 0.3 else ()
    return Session(_activity(values, tuple(pauses), kept), steps, truth, laps)


def pressed(rng: np.random.Generator, laps: list[Lap], *, forgotten: float) -> tuple[Lap, ...]:
    """Return the laps of a runner who forgets a share of the presses, each of which would have parted two."""
    found = laps[:1]
    for lap in laps[1:]:
        if lap.duration and rng.random() >= forgotten:
            found.append(lap)
        else:
            found[-1] = Lap(found[-1].start, found[-1].duration + lap.duration)
    return tuple(found)


def _activity(speed: Floats, pauses: tuple[Pause, ...], laps: tuple[Lap, ...]) -> Activity:
    elapsed = len(speed) + sum(pause.duration for pause in pauses)
    effort = Effort("run", np.ones(len(speed)), {"speed": np.maximum(speed, 0.0)})
    return Activity(
        "a",
        "run",
        NOON,
        effort,
        elapsed,
        float(np.nansum(speed)),
        pauses=pauses,
        laps=laps,
    )
