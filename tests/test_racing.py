"""What is said of a race: units of its sport, pauses, gaps, what is known of only a part."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.activity import Pause
from periodize.errors import UsageError
from periodize.project.records.racing import Asked, race_view
from periodize.report.terminal.race import print_race
from periodize.report.terminal.tables import console
from periodize.units import Quantity
from tests.races import raced

if TYPE_CHECKING:
    from periodize.activity import Activity

HALVES = Asked(segments="0-400,400-")

COUNTED_ON = 4.0 * (np.arange(200) + 30 * (np.arange(200) >= 50))
"""[m] What a device counts that goes on through a gap of 30 s."""


def printed(activity: Activity, asked: Asked) -> str:
    out = io.StringIO()
    print_race(race_view(activity, asked), console(out))
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize(
    ("sport", "speed", "words"),
    [
        ("run", 4.0, "4:10/km"),
        ("swim", 1.25, "1:20/100m"),
        ("row", 4.0, "2:05/500m"),
        ("bike", 10.0, "36.0 km/h"),
        ("ski", 5.0, "18.0 km/h"),
    ],
)
def test_speed_when_printed_is_as_its_sport_counts(sport: str, speed: float, words: str) -> None:
    assert f", {words} Distances" in printed(raced([speed] * 600, sport=sport), Asked())


@pytest.mark.parametrize(
    ("sport", "length"), [("run", 1000.0), ("swim", 100.0), ("row", 500.0), ("bike", 5000.0), ("hike", 1000.0)]
)
def test_segments_when_none_are_asked_for_are_those_of_the_sport(sport: str, length: float) -> None:
    view = race_view(raced([2.5] * 3000, sport=sport), Asked())

    assert length == pytest.approx(view.splits[0].distance)


def test_power_when_recorded_stands_in_the_table() -> None:
    found = printed(raced([10.0] * 80, sport="bike", power=[240] * 40 + [260] * 40), HALVES)

    assert "power 250 W" in found
    assert "0-400 0:40.0 0:40.0 36.0 240 240 400- 0:40.0 1:20.0 36.0 260 260" in found


def test_power_when_planned_stands_beside_what_it_was() -> None:
    asked = Asked(segments="0-", pacing="250W to 400, go")
    found = printed(raced([10.0] * 80, sport="bike", power=[240] * 40 + [260] * 40), asked)

    assert "250W to 400 0m 400m - 0:40.0 250 240 - -" in found
    assert "the plan." not in found


@pytest.mark.parametrize(
    ("others", "note"),
    [
        ({"pauses": (Pause(50.0, 30.0),)}, "The recording stood for 0:30 (0:30 in 0-400); the clock goes on."),
        (
            {"pauses": (Pause(50.0, 30.0),), "counted": COUNTED_ON},
            "Interpolated: 0:30 without records, in which the device counted on by 120m (0-400).",
        ),
        ({"heart_rate": [140] * 150 + [np.nan] * 50}, "Heart rate is known for only 50% of 400-."),
        (
            {"heart_rate": [140] * 90 + [190] * 5 + [140] * 105},
            "Left out as impossible, in 1 case: heart rate leaps by more than 10 bpm a second and back: 5 s left out.",
        ),
    ],
    ids=["a pause", "a gap", "heart rate missing", "a leap"],
)
def test_a_recording_when_something_is_odd_says_so(others: dict[str, Any], note: str) -> None:
    assert (note,) == race_view(raced([4.0] * 200, **others), HALVES).notes


def test_a_gap_when_no_speed_was_recorded_names_its_segments() -> None:
    speed = [4.0] * 90 + [np.nan] * 20 + [4.0] * 90

    assert ("For 0:20 no speed was recorded (0-400, 400-): a mark there is a guess.",) == race_view(
        raced(speed, distance=800.0), HALVES
    ).notes


def test_a_gap_when_the_device_counted_on_is_none() -> None:
    speed = [4.0] * 90 + [np.nan] * 20 + [4.0] * 90

    assert () == race_view(raced(speed, distance=796.0, counted=4.0 * np.arange(200)), HALVES).notes


def test_heart_rate_when_missing_throughout_a_segment_is_a_dash() -> None:
    found = printed(raced([4.0] * 200, heart_rate=[140] * 100 + [np.nan] * 100), HALVES)

    assert "400- 1:40.0 3:20.0 4:10/km - -" in found


def test_laps_when_none_were_marked_are_refused() -> None:
    with pytest.raises(UsageError, match="no laps were marked in aaaa; for equal segments: --every 1km"):
        race_view(raced([4.0] * 200), Asked(laps=True))


def test_half_an_hour_off_when_printed_is_in_minutes() -> None:
    found = printed(raced([2.0] * 3600), Asked(every=Quantity(3600, "distance"), pacing="4:00/km"))

    assert "4:00/km 0m 1km 4:00.0 8:20.0 +4:20.0 +4:20.0" in found
    assert "31:12.0 behind the plan" in found
