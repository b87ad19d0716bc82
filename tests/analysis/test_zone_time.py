"""Time in zones, and the zones themselves by heart rate."""

from __future__ import annotations

import numpy as np
import pytest

from periodize.analysis import NotComputable, ZoneTimes, time_in_zones
from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.zones import HEART_RATE_EDGES, ZONE_EDGES, ZONES, heart_rate_edges_of

RUNNER = Athlete(thresholds={"run": (Dated(4.0),), "hr": (Dated(170.0),)}, hr_max=190, hr_rest=50)
RIDER = Athlete(thresholds={"bike": (Dated(200.0),)})


def times(effort: Effort, athlete: Athlete, by: str, zones: str | tuple[float, ...] = (0.7, 0.9)) -> ZoneTimes:
    found = time_in_zones(effort, athlete, zones=zones)[by]
    assert isinstance(found, ZoneTimes)
    return found


def run(speed: list[float], dt: float = 60.0, **channels: list[float]) -> Effort:
    held = {name: np.array(values) for name, values in ({"speed": speed} | channels).items()}
    return Effort("run", np.full(len(speed), dt), held)


def test_pace_is_counted_by_the_length_of_the_samples() -> None:
    effort = Effort("run", np.array([10.0, 20.0, 30.0]), {"speed": np.array([2.0, 3.0, 4.0])})

    assert (10.0, 20.0, 30.0) == times(effort, RUNNER, "pace").seconds


def test_an_edge_belongs_to_the_zone_below() -> None:
    assert (60.0, 60.0, 0.0) == times(run([0.7 * 4.0, 0.9 * 4.0]), RUNNER, "pace").seconds


def test_samples_without_the_channel_are_left_out() -> None:
    assert (60.0, 0.0, 60.0) == times(run([2.0, np.nan, 4.0]), RUNNER, "pace").seconds


@pytest.mark.parametrize("creeping", [0.0, 0.4])
def test_standing_is_in_no_zone_by_pace(creeping: float) -> None:
    assert (60.0, 0.0, 60.0) == times(run([2.0, creeping, 4.0]), RUNNER, "pace").seconds


def test_rolling_without_power_is_in_the_lowest_zone() -> None:
    found = times(Effort("bike", np.ones(2), {"power": np.array([0.0, 190.0])}), RIDER, "power")

    assert (1.0, 0.0, 1.0) == found.seconds


def test_pace_is_graded_when_the_effort_has_it() -> None:
    found = times(run([2.0], graded_speed=[4.0]), RUNNER, "pace")

    assert ((0.0, 0.0, 60.0), "graded_speed") == (found.seconds, found.channel)


def test_power_has_the_edges_in_watts() -> None:
    found = times(Effort("bike", np.ones(2), {"power": np.array([100.0, 190.0])}), RIDER, "power")

    assert (1.0, 0.0, 1.0) == found.seconds
    assert [140.0, 180.0] == pytest.approx(list(found.edges))


def test_heart_rate_lies_in_zones_of_the_threshold_heart_rate() -> None:
    found = times(run([3.0] * 3, heart_rate=[140.0, 150.0, 175.0]), RUNNER, "heart_rate", "friel5")

    assert ((60.0, 60.0, 0.0, 0.0, 60.0), None) == (found.seconds, found.note)


def test_heart_rate_zones_say_when_the_threshold_is_estimated() -> None:
    found = times(run([3.0], heart_rate=[150.0]), Athlete(hr_max=190, hr_rest=50), "heart_rate")

    assert "estimated: threshold heart rate taken as 169 bpm" == found.note


@pytest.mark.parametrize(
    ("effort", "athlete", "by", "reason"),
    [
        (run([3.0]), RUNNER, "heart_rate", "no heart rate"),
        (run([3.0], heart_rate=[150.0]), Athlete(), "heart_rate", "no threshold of heart rate"),
        (run([3.0]), Athlete(), "pace", "no threshold of run"),
        (run([0.0]), RUNNER, "pace", "no speed"),
        (run([3.0], power=[250.0]), RUNNER, "power", "the threshold of run is a speed"),
        (Effort("bike", np.ones(1), {"speed": np.ones(1)}), RIDER, "pace", "the threshold of bike is a power"),
        (Effort("bike", np.ones(1), {"power": np.array([np.nan])}), RIDER, "power", "no power"),
    ],
)
def test_zones_say_why_there_are_none(effort: Effort, athlete: Athlete, by: str, reason: str) -> None:
    assert NotComputable(reason) == time_in_zones(effort, athlete)[by]


def test_zones_are_the_athletes_own_model_unless_another_is_named() -> None:
    athlete = Athlete(thresholds=RUNNER.thresholds, zones="seiler3")
    found = [time_in_zones(run([3.0]), athlete, zones=zones)["pace"] for zones in (None, "coggan7", (0.8,))]

    assert ["seiler3", "coggan7", "own"] == [one.model for one in found if isinstance(one, ZoneTimes)]


@pytest.mark.parametrize("model", ZONES)
def test_heart_rate_edges_rise_and_are_no_more_than_those_of_the_model(model: str) -> None:
    edges = HEART_RATE_EDGES[model]

    assert sorted(set(edges)) == list(edges)
    assert len(edges) <= len(ZONE_EDGES[model])


def test_own_edges_become_heart_rate_by_the_points_between_the_two() -> None:
    assert (0.75, 0.85, 0.985) == pytest.approx(heart_rate_edges_of((0.70, 0.80, 1.00)))
