"""Repeats that pace shows are believed where heart rate, cadence or power shows them too, or none of these can tell."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from periodize.activity import Lap
from periodize.compare.structure import structure
from periodize.project.records.recorded import read_record
from tests.compare.generated import beating, repeats
from tests.compare.recordings import EASY, HARD, recorded
from tests.compare.test_structure import SESSIONS, hits

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from periodize.activity import Activity


def alternating(seconds: float = 60, *, laps: Sequence[Lap] = ()) -> Activity:
    return recorded((600, EASY), *[(seconds, HARD), (seconds, EASY)] * 10, (600, EASY), laps=laps)


def with_channel(activity: Activity, name: str, values: NDArray[np.float64]) -> Activity:
    effort = activity.effort
    return replace(activity, effort=replace(effort, channels={**effort.channels, name: values}))


def calm(activity: Activity, name: str, level: float, spread: float = 0.01) -> Activity:
    """Add a channel that knows nothing of the pace."""
    noise = np.random.default_rng(3).normal(0, spread * level, len(activity.effort.dt))
    return with_channel(activity, name, level + np.convolve(noise, np.full(9, 1 / 9), mode="same"))


def following(activity: Activity, name: str, easy: float, hard: float) -> Activity:
    return with_channel(activity, name, np.where(activity.effort.channels["speed"] > 3.5, hard, easy))


def test_repeats_when_heart_rate_is_known_are_found_within_two_seconds() -> None:
    """The generated sessions, with a heart that follows: none is lost by what it tells."""
    found = total = 0
    for seed in range(SESSIONS):
        rng = np.random.default_rng(seed)
        session = repeats(rng)
        seen = structure([beating(session.activity, rng)], "speed")
        found += hits([(one.start, one.start + one.duration) for some in seen.sets for one in some] if seen else [],
                      session.truth)  # fmt: skip
        total += len(session.truth)

    assert found >= 0.95 * total


def test_pace_that_alternates_while_the_heart_is_calm_is_no_set_of_repeats() -> None:
    assert structure([calm(alternating(), "heart_rate", 165.0)], "speed") is None


def test_pace_that_alternates_while_cadence_stays_is_no_set_of_repeats() -> None:
    assert structure([calm(alternating(), "cadence", 184.0)], "speed") is None


@pytest.mark.parametrize(("name", "easy", "hard"), [("cadence", 168.0, 176.0), ("power", 240.0, 320.0)])
def test_repeats_that_cadence_or_power_shows_are_believed_beside_a_calm_heart(
    name: str, easy: float, hard: float
) -> None:
    assert structure([following(calm(alternating(), "heart_rate", 165.0), name, easy, hard)], "speed")


def test_heart_that_follows_at_once_is_believed() -> None:
    assert structure([following(alternating(), "heart_rate", 150.0, 170.0)], "speed")


def test_strap_that_is_stuck_tells_nothing_of_repeats() -> None:
    assert structure([with_channel(alternating(), "heart_rate", np.full(2400, 150.0))], "speed")


def test_repeats_that_are_too_short_for_the_heart_are_believed() -> None:
    assert structure([calm(alternating(30), "heart_rate", 165.0)], "speed")


def test_laps_that_the_athlete_marked_are_believed_whatever_the_heart_does() -> None:
    laps = [Lap(0, 600), *[Lap(600 + 60 * k, 60) for k in range(20)], Lap(1800, 600)]

    found = structure([calm(alternating(laps=laps), "heart_rate", 165.0)], "speed")

    assert found is not None
    assert ("laps", 10) == (found.source, len(found.sets[0]))


def test_cadence_of_a_ride_is_not_asked() -> None:
    ride = recorded((600, 150.0), *[(60, 300.0), (60, 150.0)] * 10, channel="power", sport="bike")

    assert structure([calm(ride, "cadence", 90.0)], "power")


def test_alternate_minutes_of_june_2013_are_repeats(shared_data: Path) -> None:
    """Ten kilometres in fast and easy minutes: cadence 193 and 175, and a heart that is half a minute late."""
    folder = shared_data / "recorded" / "tcx-trackeR"
    record = read_record([folder / "2013-06-14-100911.TCX.gz"], timezone="Europe/London")

    found = structure(record.activities, "speed")

    assert found is not None
    assert (1, True) == (len(found.sets), 18 <= len(found.sets[0]) <= 20)
