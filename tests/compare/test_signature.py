"""When two sessions are the same one, done twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import isnan, nan
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Lap
from periodize.compare.signature import Rep, Signature, WorkSet, channel_of, gathered, same_session
from periodize.compare.signing import signature
from periodize.project.records.recorded import read_record
from tests.compare.recordings import EASY, HARD, easy, recorded, set_of, work
from tests.test_planned_steps import steps

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.compare import Step


def intervals(
    number: int = 5, seconds: float = 180, rest: float = 90, speed: float = HARD, rate: float | None = None
) -> Activity:
    return recorded((600, EASY), *[(seconds, speed), (rest, EASY)] * number, (600, EASY), heart=rate)


def signed(activity: Activity, planned: list[Step] | None = None) -> Signature:
    return signature([activity], channel="speed", steps=planned or ())


def titles(found: Signature) -> list[str]:
    return [f"{one.count}x{one.length}" for one in found.sets]


def test_work_of_12_times_400_and_10_times_200_metres_is_exactly_6800_metres() -> None:
    """The plan names no recovery between the two sets; who runs them takes one."""
    planned = steps("wu 15min + 12x400m @ T+ (60s jog) + 10x200m @ mile (200m jog) + cd 3km")
    pieces = [(step.duration, (step.distance or 0.0) / step.duration) for step in planned]
    between = 2 * 12

    found = signed(recorded(*pieces[:between], (120, EASY), *pieces[between:]), planned)

    assert ("plan", ["12x400m", "10x200m"], 6800.0) == (
        found.source,
        titles(found),
        sum(one.work for one in found.sets),
    )


def test_two_paces_that_alternate_are_one_set() -> None:
    planned = steps("wu 10min + 4x(2min @ 105% + 1min @ 95%) (2min) + cd 10min")
    pieces = [(step.duration, (step.distance or 0.0) / step.duration) for step in planned]

    assert ["4x3min"] == titles(signed(recorded(*pieces), planned))


def test_what_repeats_aim_at_is_as_the_plan_writes_it() -> None:
    planned = steps("wu 10min + 5x3min @ T+ (90s) + cd 10min")
    pieces = [(step.duration, (step.distance or 0.0) / step.duration) for step in planned]

    assert ["T+"] == [one.target for one in signed(recorded(*pieces), planned).sets]


def test_repeats_are_called_by_the_rounder_length() -> None:
    assert (["5x3min"], ["5x800m"]) == (titles(signed(intervals())), titles(signed(intervals(seconds=199, speed=4.02))))


def test_same_session_from_the_plan_and_from_the_recording_alone() -> None:
    planned = signed(intervals(), set_of(180, 180, 180, 180, 180, rest=90))

    assert ("plan", "recording") == (planned.source, signed(intervals()).source)
    assert same_session(planned, signed(intervals()))


def test_plan_that_was_not_followed_is_not_what_was_done() -> None:
    assert ["8x1min"] == titles(signed(intervals(8, 60, 60), set_of(600, 600, 600, rest=90)))


def test_strides_of_a_planned_easy_run_are_no_repeats() -> None:
    planned = [easy(2000), *[replace(work(20), counted=False), easy(60)] * 6]

    assert [] == titles(signed(recorded((1800, EASY), *[(20, HARD + 1), (60, EASY)] * 6), planned))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (intervals(6), True),
        (intervals(9), False),
        (intervals(seconds=185), True),
        (intervals(seconds=240), False),
        (intervals(rest=120), True),
        (intervals(rest=180), False),
        (intervals(speed=4.3), True),
        (intervals(speed=4.8), False),
    ],
    ids=["one more", "twice as many", "a little longer", "longer", "rest", "long rest", "faster", "another effort"],
)
def test_session_is_the_same_when_number_length_recovery_and_effort_are_near(other: Activity, same: bool) -> None:
    assert same == same_session(signed(intervals()), signed(other))


def test_targets_of_a_plan_tell_sessions_apart() -> None:
    one = Signature("run", (WorkSet(5, "time", 180, 180, 720, 90, "T"),), ())

    assert not same_session(one, replace(one, sets=(replace(one.sets[0], target="I"),)))


def test_sessions_of_a_target_are_the_same_however_fast() -> None:
    slow = Signature(
        "run", (WorkSet(1, "time", 1200, 1200, 4000, nan, "T"),), (Rep(0, 0, 1200, 4000, 3.3, nan, nan, nan),)
    )
    fast = replace(slow, reps=(replace(slow.reps[0], speed=4.0),))

    assert same_session(slow, fast)


# ---- routes


def loop(*, east: float = 0.0, noise: float = 0.0, length: float = 8000.0) -> Activity:
    """A steady run round a circle, east : [degrees] of where it lies. noise : [m] of the satellites."""
    activity = recorded((length / EASY, EASY))
    angle = np.linspace(0, 2 * np.pi, len(activity.effort.dt))
    radius = length / (2 * np.pi) / 111_195
    off = np.random.default_rng(3).normal(0, noise / 111_195, (2, len(angle)))
    where = np.stack(
        [48 + radius * np.sin(angle) + off[0], 11 + east + radius * np.cos(angle) / 0.669 + off[1]], axis=1
    )
    return replace(activity, positions=where)


def test_route_is_known_again_through_the_noise_of_satellites() -> None:
    assert same_session(signed(loop(noise=5)), signed(loop()))


def test_pace_of_a_route_leaves_out_the_waits_that_the_watch_recorded() -> None:
    found = signed(recorded((1000, 3.0), (60, 0.0), (1000, 3.0)))

    assert ((), [2000]) == (found.sets, [round(rep.duration) for rep in found.reps])


def test_route_elsewhere_is_another() -> None:
    assert not same_session(signed(loop(east=0.05)), signed(loop()))


def test_route_without_positions_is_not_known() -> None:
    plain = signed(replace(loop(), positions=None))

    assert not same_session(plain, plain)


def test_route_of_a_race_is_known_again_with_its_warm_up_in_a_file_before() -> None:
    race = loop()
    warm_up = recorded((900, EASY), key="warm-up", after=-1200.0)
    positions = np.stack([np.linspace(47.9, 47.91, 900), np.full(900, 11.05)], axis=1)
    warm_up = replace(warm_up, positions=positions)

    both = signature([warm_up, race], channel="speed")

    assert same_session(both, signed(loop(noise=5)))
    assert [1200.0] == [rep.start for rep in both.reps]


def test_routes_of_june_2013_are_one_with_and_without_a_warm_up(shared_data: Path) -> None:
    folder = shared_data / "recorded" / "tcx-trackeR"
    names = ["2013-06-08-090442", "2013-06-15-084005", "2013-06-15-090638"]
    first, warm_up, race = (
        read_record([folder / f"{name}.TCX.gz"], timezone="Europe/London").activities[0] for name in names
    )

    assert same_session(signed(first), signature([warm_up, race], channel="speed"))


# ---- strides beside it


def lapped(*pieces: tuple[float, float]) -> Activity:
    starts = np.cumsum([0.0, *(seconds for seconds, _ in pieces)]).tolist()
    laps = [Lap(start, seconds, seconds * speed) for start, (seconds, speed) in zip(starts, pieces, strict=False)]
    return recorded(*pieces, laps=laps)


def test_strides_of_a_warm_up_are_not_part_of_the_session() -> None:
    strides = [(17, 5.9), (30, EASY)] * 4
    main = [(80, 5.0), (60, EASY)] * 12 + [(34, 5.9), (60, EASY)] * 10

    found = signed(lapped((900, EASY), *strides, *main, (600, EASY)))

    assert ("laps", ["12x400m", "10x200m"], 6800.0) == (
        found.source, titles(found), sum(one.work for one in found.sets)
    )  # fmt: skip
    assert {0, 1} == {rep.set for rep in found.reps}


def test_short_repeats_that_are_much_of_the_session_stay_part_of_it() -> None:
    main = [(80, 5.0), (60, EASY)] * 6 + [(22, 5.9), (60, EASY)] * 10

    assert [6, 10] == [one.count for one in signed(lapped((900, EASY), *main, (600, EASY))).sets]


def test_five_times_200_metres_behind_kilometres_are_no_strides() -> None:
    found = signed(recorded((900, EASY), *[(200, 5.0), (120, EASY)] * 5, *[(30, 6.6), (60, EASY)] * 5, (600, EASY)))

    assert ["5x1km", "5x30s"] == titles(found)


# ---- what is told of repeats


def test_heart_rate_recovery_is_the_fall_in_a_minute() -> None:
    activity = intervals(rate=0.0)
    speed, rate = activity.effort.channels["speed"], activity.effort.channels["heart_rate"]
    rate[:] = np.where(speed > 3.5, 170.0, 140.0)

    assert {30.0} == {rep.recovery for rep in signed(activity).reps}


def test_heart_rate_recovery_is_not_told_when_the_next_repeat_comes_first() -> None:
    assert all(isnan(rep.recovery) for rep in signed(intervals(rest=50, rate=150)).reps[:-1])


def test_drift_is_the_fall_of_output_for_each_beat() -> None:
    activity = intervals(6, rate=150.0)
    speed, rate = activity.effort.channels["speed"], activity.effort.channels["heart_rate"]
    rate[len(rate) // 2 :] = 157.5
    rate[speed == EASY] = 130.0

    assert pytest.approx(100 * 7.5 / 157.5, abs=0.4) == signed(activity).drift


def test_heart_rate_of_zero_is_none() -> None:
    assert isnan(signed(intervals(rate=0.0)).reps[0].heart_rate)


def test_surface_of_repeats_is_that_of_the_longest_file() -> None:
    main = replace(intervals(), surface="track")
    before = replace(recorded((300, EASY)), surface="road", start=main.start - timedelta(hours=1))

    assert "track" == signature([before, main], channel="speed").surface


def test_surface_of_a_route_is_not_told_as_it_is_the_same() -> None:
    assert not signed(replace(loop(), surface="trail")).surface


# ---- together, and kept


def test_gathered_sessions_follow_a_slow_change() -> None:
    """Each is held against the last one, so that a year's progress does not part the first from the last."""
    faster = [signed(intervals(speed=3.9 + 0.1 * k)) for k in range(8)]

    assert [list(range(8))] == gathered(faster)


def test_gathered_sessions_of_two_kinds_are_two() -> None:
    mixed = [signed(intervals()), signed(intervals(10, 60, 60)), signed(intervals()), signed(intervals(10, 60, 60))]

    assert [[0, 2], [1, 3]] == gathered(mixed)


def test_routes_of_one_home_are_gathered_as_each_against_all_others_would_be() -> None:
    """Loops of twenty squares about one home, of which two of one number differ by up to a third of their squares."""
    rng = np.random.default_rng(2)
    rep = Rep(0, 0.0, 3000.0, 10_000.0, 10 / 3, nan, 150.0, nan)
    loops = [
        Signature("run", reps=(rep,), cells=frozenset([1, 2, *(100 * loop + rng.permutation(20)[:16]).tolist()]))
        for loop in rng.integers(1, 9, 120)
    ]
    expected: list[list[int]] = []
    for k, one in enumerate(loops):
        same = next((group for group in expected if same_session(loops[group[-1]], one)), None)
        if same is None:
            expected.append([k])
        else:
            same.append(k)

    assert 8 < len(expected) < 60
    assert expected == gathered(loops)


def with_power(found: Signature, power: float) -> Signature:
    return replace(found, reps=tuple(replace(rep, power=power) for rep in found.reps))


def test_session_is_the_same_with_and_without_power() -> None:
    assert [[0, 1]] == gathered([signed(intervals()), with_power(signed(intervals()), 320.0)])


@pytest.mark.parametrize(("sport", "powers", "channel"), [
    ("bike", [250.0, 250.0, nan], "power"), ("bike", [250.0, nan, nan], "speed"), ("run", [320.0] * 3, "speed"),
])  # fmt: skip
def test_times_of_one_session_are_told_by_one_channel(sport: str, powers: list[float], channel: str) -> None:
    assert channel == channel_of(sport, [with_power(signed(intervals()), power).reps for power in powers])


def test_signature_comes_back_from_its_data() -> None:
    import json

    found = replace(signed(loop()), surface="trail")
    back = Signature.from_data(json.loads(json.dumps(found.as_data(), allow_nan=False)))

    assert (found.as_data(), found.cells, "trail") == (back.as_data(), back.cells, back.surface)
