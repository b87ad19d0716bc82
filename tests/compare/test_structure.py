"""Repeats found without a plan, in sessions whose repeats are known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Lap
from periodize.compare.execution import execute
from periodize.compare.levels import levels
from periodize.compare.samples import samples_of
from periodize.compare.structure import PRICES, _leads, structure
from tests.compare.generated import beating, pressed, repeats, steady, two_sets, waiting, without_speed
from tests.compare.recordings import EASY, HARD, recorded

if TYPE_CHECKING:
    from collections.abc import Callable

    from periodize.activity import Activity
    from tests.compare.generated import Session

SESSIONS, TWO_SETS = 200, 50
NEAR = 2.0


@cache
def sessions() -> list[Session]:
    return [repeats(np.random.default_rng(seed)) for seed in range(SESSIONS)]


def hits(found: list[tuple[float, float]], truth: list[tuple[float, float]]) -> int:
    """Count the repeats of which both ends were found within two seconds."""
    return sum(any(abs(b - begin) <= NEAR and abs(e - end) <= NEAR for b, e in found) for begin, end in truth)


def sizes(*stretches: tuple[float, float | None], laps: list[Lap] | None = None) -> list[list[int]]:
    found = structure([recorded(*stretches, laps=laps or ())], "speed")
    return [[round(one.duration) for one in some] for some in found.sets] if found else []


def test_repeats_when_a_plan_names_them_are_found_within_two_seconds() -> None:
    """GPS noise, a stopped watch, laps forgotten: 95 of 100 repeats, begin and end."""
    found = total = 0
    for session in sessions():
        done = execute(session.steps, [session.activity], channel="speed")
        assert not isinstance(done, str)
        ends = [(one.done.start, one.done.start + one.done.duration) for one in done.repeats if one.done]
        found += hits(ends, session.truth)
        total += len(session.truth)

    assert found >= 0.95 * total


def forgetful(session: Session, seed: int, forgotten: float) -> Activity:
    """Return the recording with the laps of a runner who forgets a share of the presses."""
    return replace(
        session.activity, laps=pressed(np.random.default_rng(50_000 + seed), session.laps, forgotten=forgotten)
    )


@pytest.mark.parametrize("forgotten", [0.0, 0.1, 0.3])
def test_planned_repeats_when_presses_were_forgotten_are_found_within_two_seconds(forgotten: float) -> None:
    found = total = 0
    for seed, session in enumerate(sessions()):
        done = execute(session.steps, [forgetful(session, seed, forgotten)], channel="speed")
        assert not isinstance(done, str)
        ends = [(one.done.start, one.done.start + one.done.duration) for one in done.repeats if one.done]
        found += hits(ends, session.truth)
        total += len(session.truth)

    assert found >= 0.99 * total


def seen(activity: Activity) -> list[tuple[float, float]]:
    """Return when each repeat began and ended that is found in a recording alone."""
    found = structure([activity], "speed")
    return [(one.start, one.start + one.duration) for some in found.sets for one in some] if found else []


def test_repeats_when_nobody_names_them_are_found_within_two_seconds() -> None:
    found = sum(hits(seen(session.activity), session.truth) for session in sessions())

    assert found >= 0.95 * sum(len(session.truth) for session in sessions())


@pytest.mark.parametrize("forgotten", [0.0, 0.1, 0.3])
def test_repeats_when_presses_were_forgotten_are_found_within_two_seconds(forgotten: float) -> None:
    found = sum(
        hits(seen(forgetful(session, seed, forgotten)), session.truth) for seed, session in enumerate(sessions())
    )

    assert found >= 0.97 * sum(len(session.truth) for session in sessions())


def test_repeats_of_files_without_speed_are_found_within_two_seconds() -> None:
    found = sum(hits(seen(without_speed(session.activity)), session.truth) for session in sessions())

    assert found >= 0.95 * sum(len(session.truth) for session in sessions())


@pytest.mark.parametrize(
    ("first", "second"),
    [((12, 400.0), (10, 200.0)), ((5, 1000.0), (5, 200.0)), ((4, 2000.0), (6, 400.0))],
    ids=["12x400 + 10x200", "5x1000 + 5x200", "4x2000 + 6x400"],
)
@pytest.mark.parametrize("speed", [True, False], ids=["speed", "distance alone"])
def test_two_sets_of_different_pace_are_found_within_two_seconds(
    first: tuple[int, float], second: tuple[int, float], speed: bool
) -> None:
    found = total = 0
    for seed in range(TWO_SETS):
        session = two_sets(np.random.default_rng(20_000 + seed), first, second)
        ends = seen(session.activity if speed else without_speed(session.activity))
        found += hits(ends, session.truth)
        total += len(session.truth)

    assert found >= 0.95 * total


@pytest.mark.parametrize("read", [lambda run: run, without_speed], ids=["speed", "distance alone"])
def test_steady_runs_have_no_repeats(read: Callable[[Activity], Activity]) -> None:
    """Hills, a faster second half, up to four stops at lights or to tie a shoe."""
    runs = [read(steady(np.random.default_rng(10_000 + seed))) for seed in range(SESSIONS)]

    assert [] == [seed for seed, run in enumerate(runs) if structure([run], "speed")]


@pytest.mark.parametrize("heart", [True, False], ids=["heart rate", "pace alone"])
def test_steady_runs_with_waits_that_the_watch_recorded_have_no_repeats(heart: bool) -> None:
    """Two to six lights, each stood at for up to a minute while the watch runs on."""
    found = []
    for seed in range(SESSIONS):
        rng = np.random.default_rng(30_000 + seed)
        run = waiting(rng)
        if structure([beating(run, rng) if heart else run], "speed"):
            found.append(seed)

    assert [] == found


def test_repeats_on_the_way_with_recorded_waits_are_found() -> None:
    waits = [(400, EASY), (40, 0.0), (400, EASY)]

    assert [[180] * 5] == sizes(*waits, *[(180, HARD), (90, EASY)] * 5, *waits)


def test_lap_press_that_was_forgotten_makes_no_longer_repeat() -> None:
    """Ten minutes and a minute's jog as one lap are within what repeats may differ by."""
    laps = [Lap(0, 600), Lap(600, 660), Lap(1260, 600), Lap(1860, 60), Lap(1920, 600), Lap(2520, 600)]

    assert [[600] * 3] == sizes((600, EASY), *[(600, HARD), (60, EASY)] * 2, (600, HARD), (600, EASY), laps=laps)


def test_two_lengths_are_two_sets() -> None:
    long, short = [(240, HARD), (90, EASY)] * 4, [(40, HARD + 1), (60, EASY)] * 6

    assert [[240] * 4, [40] * 6] == sizes((600, EASY), *long, *short, (300, EASY))


def test_stood_recoveries_beside_a_warm_up_are_three_levels() -> None:
    assert [[180] * 5] == sizes((600, EASY), *[(180, HARD), (90, 0.0)] * 4, (180, HARD), (600, EASY))


def test_watch_stopped_in_each_recovery_and_no_easy_running_beside() -> None:
    assert [[180] * 5] == sizes(*[(180, HARD), (90, None)] * 4, (180, HARD))


def test_easy_loops_with_a_stop_after_each_are_no_repeats() -> None:
    assert [] == sizes(*[(1200, EASY), (90, None)] * 3, (1200, EASY))


@pytest.mark.parametrize(("last", "number"), [(180.0, 4), (130.0, 0)])
def test_parts_of_one_length_between_stops_are_repeats_when_they_are_equally_hard(last: float, number: int) -> None:
    """Rides of which no second is like the next, so that there are no two levels of power."""
    powers = [*[(500, 180.0), (120, None)] * 3, (500, last)]
    ride = recorded(*powers, channel="power", sport="bike")
    ride.effort.channels["power"] += np.repeat(np.random.default_rng(1).normal(0, 60, 200), 10)

    found = structure([ride], "power")

    assert number == (len(found.sets[0]) if found else 0)


def test_block_of_work_is_one_repeat() -> None:
    assert [[1200]] == sizes((900, EASY), (1200, HARD), (600, EASY))


def test_race_without_a_warm_up_has_no_repeats() -> None:
    assert [] == sizes((40, 2.0), (1200, HARD))


def test_ladder_has_no_sets() -> None:
    steps = [(seconds, speed) for seconds in (60, 120, 180, 240, 180, 120, 60) for speed in (HARD, EASY)]

    assert [] == sizes((600, EASY), *steps, (600, EASY))


def test_stop_at_a_light_does_not_end_a_long_repeat() -> None:
    assert [[600, 600, 600]] == sizes(
        (600, EASY), (600, HARD), (120, EASY), (300, HARD), (10, None), (300, HARD), (120, EASY), (600, HARD),
        (300, EASY),
    )  # fmt: skip


def test_laps_when_all_are_marked_tell_the_ends() -> None:
    laps = [Lap(0, 600), *[Lap(600 + 300 * k + at, length) for k in range(4) for at, length in ((0, 179), (179, 121))]]
    activity = recorded((600, EASY), *[(180, HARD), (120, EASY)] * 4, laps=laps)

    found = structure([activity], "speed")

    assert found is not None
    assert ("laps", [179] * 4) == (found.source, [round(one.duration) for one in found.sets[0]])


def test_laps_when_some_were_forgotten_give_way_to_the_recording() -> None:
    laps = [Lap(0, 600), *[Lap(600 + 300 * k + at, length) for k in range(3) for at, length in ((0, 180), (180, 120))]]
    activity = recorded((600, EASY), *[(180, HARD), (120, EASY)] * 5, laps=laps)

    found = structure([activity], "speed")

    assert found is not None
    assert ("recording", 5) == (found.source, len(found.sets[0]))


def coarse() -> Activity:
    fine = recorded((600, EASY), *[(180, HARD), (120, EASY)] * 4)
    effort = replace(fine.effort, dt=np.full(66, 30.0), channels={"speed": fine.effort.channels["speed"][:66]})
    return replace(fine, effort=effort)


@pytest.mark.parametrize("price", PRICES)
def test_lead_when_summed_up_by_runs_is_that_of_one_sample_after_the_other(price: float) -> None:
    gain = np.clip(np.convolve(np.random.default_rng(1).normal(0, 1, 2004), np.full(5, 0.4), mode="valid"), -1.0, 1.0)
    lead, expected = 0.0, []
    for one in gain.tolist():
        lead = one + min(max(lead, -price), price)
        expected.append(lead)

    assert expected == pytest.approx(_leads(gain, price).tolist(), abs=1e-9)


def test_levels_of_a_warm_up_stood_recoveries_and_work_are_told_apart() -> None:
    session = recorded((600, EASY), *[(180, HARD), (90, 0.0)] * 5, (600, EASY))

    lines = [line for line, _ in levels(samples_of([session]), "speed")]
    assert any(0 < line < EASY for line in lines)
    assert any(EASY < line < HARD for line in lines)


def test_samples_of_half_a_minute_tell_no_repeats() -> None:
    assert structure([coarse()], "speed") is None


@pytest.mark.parametrize("channel", ["power", "speed"])
def test_channel_that_is_not_there_or_empty_tells_none(channel: str) -> None:
    activity = recorded((600, EASY), *[(180, HARD), (120, EASY)] * 4)
    activity.effort.channels["speed"][:] = np.nan

    assert structure([activity], channel) is None
