"""What is dropped of a recording, what is only told, and what is left alone."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.analysis import Finding, findings, gated
from periodize.effort import Effort


def wandering(around: float, seconds: int) -> np.ndarray:
    """A number of beats or steps that drifts up and down, whole as devices write it."""
    return np.rint(around + 8 * np.sin(np.arange(seconds) / 40))


def run(seconds: int = 3600, **channels: np.ndarray) -> Effort:
    """A plausible run, with other channels instead."""
    held = {"heart_rate": wandering(150.0, seconds), "speed": np.full(seconds, 3.0)} | channels
    return Effort("run", np.ones(seconds), held)


def told(effort: Effort) -> list[tuple[str, str, float, bool]]:
    return [(one.code, one.channel, one.seconds, one.dropped) for one in findings(effort)]


def missing(effort: Effort, channel: str) -> list[int]:
    return np.flatnonzero(np.isnan(gated(effort).channels[channel])).tolist()


def changed(effort: Effort, channel: str, where: slice, value: float) -> Effort:
    effort.channels[channel][where] = value
    return effort


def test_a_plausible_run_is_left_alone() -> None:
    effort = run()

    assert [] == told(effort)
    assert gated(effort) is effort


def test_the_effort_given_is_not_changed() -> None:
    effort = changed(run(), "heart_rate", slice(100, 105), 240.0)
    gated(effort)

    assert not np.isnan(effort.channels["heart_rate"]).any()


def test_heart_rate_out_of_range_is_dropped() -> None:
    effort = changed(run(), "heart_rate", slice(100, 105), 240.0)

    assert [("range", "heart_rate", 5.0, True)] == told(effort)
    assert [100, 101, 102, 103, 104] == missing(effort, "heart_rate")


def test_heart_rate_that_leaps_and_comes_back_is_dropped() -> None:
    effort = changed(run(), "heart_rate", slice(100, 105), 200.0)

    assert [("spike", "heart_rate", 5.0, True)] == told(effort)
    assert [100, 101, 102, 103, 104] == missing(effort, "heart_rate")


def test_heart_rate_that_steps_at_a_pause_is_kept() -> None:
    effort = run()
    effort.channels["heart_rate"][1800:] -= 40

    assert ([], []) == (told(effort), missing(effort, "heart_rate"))


def test_heart_rate_that_steps_often_is_told_and_kept() -> None:
    effort = run()
    for start in range(0, 3600, 400):
        effort.channels["heart_rate"][start : start + 200] -= 40

    assert [("jump", "heart_rate", False)] == [(code, channel, dropped) for code, channel, _, dropped in told(effort)]


def test_a_lasting_change_of_heart_rate_in_long_samples_is_no_leap() -> None:
    laps = Effort("run", np.full(3, 300.0), {"heart_rate": np.array([120.0, 170.0, 130.0])})

    assert [] == told(laps)


def test_heart_rate_of_a_stuck_strap_is_dropped() -> None:
    effort = changed(run(), "heart_rate", slice(1000, 1900), 150.0)

    assert ["flat"] == [code for code, _, _, dropped in told(effort) if dropped]
    assert 899 <= len(missing(effort, "heart_rate")) <= 902


def test_heart_rate_that_rests_for_some_minutes_is_kept() -> None:
    assert [] == missing(changed(run(), "heart_rate", slice(1000, 1300), 150.0), "heart_rate")


def test_one_heart_rate_for_the_whole_is_an_average_and_kept() -> None:
    assert [] == told(Effort("run", np.full(5, 600.0), {"heart_rate": np.full(5, 150.0)}))


def test_heart_rate_that_follows_the_steps_is_dropped() -> None:
    effort = run()
    steps = wandering(170.0, 3600) + 5
    effort.channels["heart_rate"][1000:1400] = steps[1000:1400]
    locked = Effort("run", effort.dt, {**effort.channels, "cadence": steps})

    assert "lock" in [code for code, _, _, dropped in told(locked) if dropped]
    assert set(range(1000, 1400)) <= set(missing(locked, "heart_rate"))


def test_heart_rate_near_the_steps_for_a_minute_is_kept() -> None:
    effort = run()
    cadence = np.full(3600, 170.0)
    cadence[1000:1060] = effort.channels["heart_rate"][1000:1060]

    assert [] == told(Effort("run", effort.dt, {**effort.channels, "cadence": cadence}))


def test_speed_that_leaps_and_comes_back_is_dropped_with_the_graded_one() -> None:
    effort = changed(run(graded_speed=np.full(3600, 3.1)), "speed", slice(100, 103), 6.9)

    assert [("spike", "speed", 3.0, True)] == told(effort)
    assert [100, 101, 102] == missing(effort, "speed") == missing(effort, "graded_speed")


def test_a_start_from_standing_is_no_leap() -> None:
    assert [] == told(changed(run(), "speed", slice(0, 600), 6.9))


def test_a_sprint_is_told_and_kept() -> None:
    effort = changed(run(), "speed", slice(100, 130), 7.5)

    assert [("fast", "speed", 30.0, False)] == [one for one in told(effort) if one[0] == "fast"]


def test_a_run_by_car_is_dropped() -> None:
    effort = changed(run(), "speed", slice(1000, 1300), 8.0)

    assert list(range(1000, 1300)) == missing(effort, "speed")


def test_a_ride_may_be_faster_than_a_run() -> None:
    assert [] == told(Effort("bike", np.ones(600), {"speed": np.full(600, 9.0)}))


def test_a_single_sample_of_power_is_dropped() -> None:
    effort = changed(Effort("bike", np.ones(600), {"power": np.full(600, 200.0)}), "power", slice(100, 101), 2000.0)

    assert [("spike", "power", 1.0, True)] == told(effort)


def test_a_sprint_on_the_bike_is_kept() -> None:
    effort = changed(Effort("bike", np.ones(600), {"power": np.full(600, 200.0)}), "power", slice(100, 108), 1400.0)

    assert [] == told(effort)


def test_power_that_is_nought_throughout_is_a_meter_that_was_not_there() -> None:
    assert [("dead", "power", 600.0, True)] == told(Effort("bike", np.ones(600), {"power": np.zeros(600)}))


def test_a_channel_with_gaps_says_its_coverage() -> None:
    effort = changed(run(), "heart_rate", slice(0, 900), np.nan)

    expected = Finding("coverage", "heart_rate", 900.0, dropped=False, text="heart rate covers 75 % of the time")
    assert (expected,) == findings(effort)


def test_what_was_dropped_stands_first() -> None:
    effort = changed(run(), "heart_rate", slice(0, 900), np.nan)
    effort = changed(effort, "speed", slice(100, 130), 6.9)
    effort.channels["speed"][110] = 7.1
    effort = changed(effort, "heart_rate", slice(1000, 1005), 240.0)

    assert ["range", "fast", "coverage"] == [code for code, _, _, _ in told(effort)]


@pytest.mark.parametrize(
    "effort", [Effort("run", np.array([]), {}), Effort("run", np.array([]), {"speed": np.array([])})]
)
def test_nothing_is_said_of_nothing(effort: Effort) -> None:
    assert () == findings(effort)
