"""How far repeats went, by speed that is levelled or late and by what the device counted."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

import periodize
from periodize.activity import Activity, Lap
from periodize.compare.counting import by_count
from periodize.compare.execution import execute
from periodize.compare.repeats import laid, runs
from periodize.compare.samples import samples_of
from periodize.compare.signing import signature
from periodize.formats.streams.effort import effort_from_records
from tests.compare.recordings import EASY, NOON, easy, recorded, work

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.compare.alignment import Stretch

NOISE = 0.15


def counted_by(values: np.ndarray) -> np.ndarray:
    return np.concatenate(([0.0], np.cumsum(values)[:-1]))


def without_speed(*pieces: tuple[float, float], seed: int = 0, lapped: bool = False) -> Activity:
    """Return what is read of a file with a distance each second and no speed, with the noise of satellites."""
    true = np.concatenate([np.full(round(seconds), speed) for seconds, speed in pieces])
    distance = counted_by(np.maximum(true + np.random.default_rng(seed).normal(0, NOISE, len(true)), 0.0))
    times = NOON.timestamp() + np.arange(len(true), dtype=np.float64)
    built = effort_from_records("run", times, {"distance": distance})
    assert built is not None
    edges = np.cumsum([0, *(round(seconds) for seconds, _ in pieces)]).tolist()
    marked = [
        Lap(begin, end - begin, float(distance[min(end, len(true) - 1)] - distance[begin]))
        for begin, end in pairwise(edges)
    ]
    laps = tuple(marked) if lapped else ()
    return Activity("a", "run", NOON, built.effort, built.elapsed, built.distance, laps=laps, counted=built.counted)


def late(activity: Activity, seconds: int) -> Activity:
    """Return a recording whose count is in time, and whose speed comes after it."""
    speed = activity.effort.channels["speed"]
    after = np.concatenate((np.full(seconds, speed[0]), speed[:-seconds]))
    effort = replace(activity.effort, channels={"speed": after})
    return replace(activity, effort=effort, counted=counted_by(speed))


def work_of(activity: Activity, line: float = 4.0, channel: str = "speed") -> list[Stretch]:
    """Return the repeats above a line of speed or power, by the count."""
    samples = samples_of([activity])
    hard = samples.channels[channel] >= line
    spans = [span for piece in samples.pieces() for span in runs(samples, hard, piece)]
    return [one for one in by_count(samples, laid(samples, spans), channel) if one.work]


SHORT = [(600, EASY), *[(30, 6.0), (60, EASY)] * 6, (300, EASY)]
"""Six times 180 m."""


@pytest.mark.parametrize(
    ("number", "metres", "seconds"), [(10, 200, 30), (12, 400, 68), (5, 1000, 180)], ids=["200 m", "400 m", "1000 m"]
)
def test_repeats_of_a_file_without_speed_are_as_fast_as_they_were(number: int, metres: float, seconds: int) -> None:
    set_of = [(seconds, metres / seconds), (60, 2.6)] * number
    files = [without_speed((900, 3.3), *set_of, (600, 3.3), seed=seed) for seed in range(8)]
    reps = [rep for file in files for rep in signature([file], channel="speed").reps]

    assert 8 * number == len(reps)
    assert metres / seconds == pytest.approx(np.mean([rep.speed for rep in reps]), rel=0.005)


def test_pace_of_repeats_when_laps_were_marked_and_when_not_is_one() -> None:
    pieces = [(900, 3.3), *[(68, 400 / 68), (60, 2.6)] * 12, (180, 2.6), *[(30, 200 / 30), (60, 2.6)] * 10, (600, 3.3)]
    lapped, found = (
        signature([without_speed(*pieces, seed=3, lapped=marked)], channel="speed") for marked in (True, False)
    )

    assert ("laps", "recording") == (lapped.source, found.source)
    for number in range(2):
        paces = [np.mean([rep.speed for rep in one.reps if rep.set == number]) for one in (lapped, found)]
        assert paces[0] == pytest.approx(paces[1], rel=0.005)


def test_planned_repeats_of_a_file_without_speed_are_on_target() -> None:
    steps = [easy(900), *[work(30, 6.0), easy(60)] * 10]
    done = execute(steps, [without_speed((900, EASY), *[(30, 6.0), (60, EASY)] * 10)], channel="speed")

    assert not isinstance(done, str)
    paces = [repeat.done.mean("speed") for repeat in done.repeats if repeat.done]
    assert [6.0] * 10 == pytest.approx(paces, rel=0.015)


def test_planned_repeats_beside_slow_recoveries_are_as_long_as_they_were() -> None:
    """Half-way between what the plan asks for is not half-way between what was done."""
    steps = [easy(900), *[work(30, 6.0), easy(60)] * 10]
    done = execute(steps, [without_speed((900, EASY), *[(30, 6.0), (60, 1.5)] * 10)], channel="speed")

    assert not isinstance(done, str)
    assert [30.0] * 10 == pytest.approx([repeat.done.duration for repeat in done.repeats if repeat.done], abs=1.0)


def test_repeats_when_speed_comes_seconds_after_the_count_are_laid_on_the_count() -> None:
    assert [180.0] * 6 == pytest.approx([one.distance for one in work_of(late(recorded(*SHORT), 5))])


def test_repeats_between_stops_of_the_watch_stay_where_it_stood() -> None:
    activity = recorded(*[(30, 6.0), (60, None)] * 5, (30, 6.0))
    activity = replace(activity, counted=counted_by(activity.effort.channels["speed"]))

    assert [180.0] * 6 == pytest.approx([one.distance for one in work_of(activity)])


def test_metres_that_were_counted_while_the_watch_stood_are_not_of_the_repeat() -> None:
    activity = recorded((30, 6.0), (60, None), (30, 6.0))
    counted = counted_by(activity.effort.channels["speed"])
    counted[30:] += 80.0

    assert [180.0] * 2 == pytest.approx([one.distance for one in work_of(replace(activity, counted=counted))])


def test_climbs_that_power_tells_stay_where_it_does() -> None:
    """Uphill a rider is slow, and later he would have come further."""
    activity = recorded((300, 8.0), *[(180, 4.0), (120, 12.0)] * 4)
    speed = activity.effort.channels["speed"]
    effort = replace(activity.effort, channels={"speed": speed, "power": np.where(speed == 4.0, 300.0, 150.0)})
    climbs = work_of(replace(activity, effort=effort, counted=counted_by(speed)), 200.0, "power")

    assert [720.0] * 4 == pytest.approx([one.distance for one in climbs])


def test_speed_of_a_repeat_follows_from_its_count() -> None:
    repeat = work_of(late(recorded(*SHORT), 5))[0]

    assert repeat.mean("speed") == pytest.approx((repeat.distance or 0.0) / repeat.duration)


@pytest.mark.parametrize("how", ["missing", "of lengths of a pool", "of another run"])
def test_distance_of_repeats_when_the_count_does_not_tell_is_by_speed(how: str) -> None:
    activity = recorded(*SHORT)
    counted = counted_by(activity.effort.channels["speed"])
    told = {
        "missing": None,
        "of lengths of a pool": np.floor(counted / 50) * 50,
        "of another run": counted / 2,
    }[how]

    assert [180.0] * 6 == pytest.approx([one.distance for one in work_of(replace(activity, counted=told))])


def test_pieces_of_a_stopped_watch_are_as_long_as_it_counted(shared_data: Path) -> None:
    """Two hundred metres each on a Forerunner 310XT, whose speed begins at 2 m/s after each stop."""
    file = shared_data / "recorded" / "tcx-trackeR" / "2013-06-19-175630.TCX.gz"
    samples = samples_of(list(periodize.read(file)))
    hard = np.ones(len(samples.dt), dtype=bool)
    spans = [span for piece in samples.pieces() for span in runs(samples, hard, piece)]

    assert 2012 == pytest.approx(
        sum(one.distance or 0.0 for one in by_count(samples, laid(samples, spans), "speed")), abs=8
    )
