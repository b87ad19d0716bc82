"""Efficiency and decoupling: what they rest on, and when they are not computed."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.analysis import Decoupling, Efficiency, NotComputable, decoupling, efficiency
from periodize.effort import Effort


def run(minutes: int = 50, **channels: float) -> Effort:
    seconds = 60 * minutes
    held = {"heart_rate": 150.0, "speed": 3.0} | channels
    return Effort("run", np.ones(seconds), {name: np.full(seconds, value) for name, value in held.items()})


def reason(found: object) -> str:
    assert isinstance(found, NotComputable)
    return found.reason


def test_efficiency_takes_graded_speed_before_speed() -> None:
    assert Efficiency(1.4, "m/beat", "graded_speed") == efficiency(run(graded_speed=3.5))


def test_efficiency_of_a_ride_is_power_not_speed() -> None:
    channels = {"heart_rate": np.full(60, 140.0), "power": np.full(60, 210.0), "speed": np.full(60, 9.0)}

    assert Efficiency(1.5, "W/bpm", "power") == efficiency(Effort("bike", np.ones(60), channels))


def test_efficiency_counts_only_samples_that_have_both() -> None:
    effort = run()
    effort.channels["speed"][:60] = 9.0
    effort.channels["heart_rate"][:60] = np.nan

    assert Efficiency(1.2, "m/beat", "speed") == efficiency(effort)


def test_efficiency_needs_heart_rate_for_most_of_the_time() -> None:
    effort = run()
    effort.channels["heart_rate"][:400] = np.nan

    assert "heart rate and speed cover 87 % of the time, 90 % are needed" == reason(efficiency(effort))


@pytest.mark.parametrize(
    ("effort", "missing"),
    [
        (Effort("run", np.ones(3), {"speed": np.ones(3)}), "no heart rate"),
        (Effort("run", np.ones(3), {"heart_rate": np.ones(3)}), "no speed"),
        (Effort("bike", np.ones(3), {"heart_rate": np.ones(3), "speed": np.ones(3)}), "no power"),
    ],
)
def test_efficiency_says_which_channel_is_missing(effort: Effort, missing: str) -> None:
    assert missing == reason(efficiency(effort))


def test_decoupling_rests_on_the_steady_time_alone() -> None:
    effort = run(60)
    effort.channels["speed"][:600:2] = 5.0  # strides while warming up
    found = decoupling(effort)

    assert isinstance(found, Decoupling)
    assert (0.0, 3600 - 600) == pytest.approx((found.value, found.steady), abs=150)


def test_decoupling_needs_forty_minutes() -> None:
    assert "shorter than 40 min" == reason(decoupling(run(39)))


def test_decoupling_needs_a_steady_pace() -> None:
    effort = run(60)
    effort.channels["speed"][::2] = 4.0

    assert "steady for 0 min, 40 min are needed" == reason(decoupling(effort))


def test_decoupling_takes_a_pace_that_varies_by_less_than_eight_percent() -> None:
    effort = run(60)
    effort.channels["speed"][::2] = 3.4  # coefficient of variation 6 %

    assert isinstance(decoupling(effort), Decoupling)


def test_decoupling_needs_heart_rate_for_most_of_the_time() -> None:
    effort = run(60)
    effort.channels["heart_rate"][:500] = np.nan

    assert "90 % are needed" in reason(decoupling(effort))


def test_decoupling_is_not_taken_from_laps() -> None:
    laps = {"heart_rate": np.full(10, 150.0), "speed": np.full(10, 3.0)}

    assert "samples are too long (up to 300 s)" == reason(decoupling(Effort("run", np.full(10, 300.0), laps)))
