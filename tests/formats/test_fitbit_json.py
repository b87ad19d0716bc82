from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.formats.samples_other_tools import EXERCISES, RESTING

from periodize.activity import Morning
from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def reading(name: str, value: object) -> Reading:
    return READERS[name].read(json.dumps(value).encode(), source="f.json", zone=UTC)


def test_an_exercise_when_it_has_everything(zone: ZoneInfo) -> None:
    (run,) = READERS["fitbit-exercise"].read(json.dumps(EXERCISES).encode(), source="f.json", zone=zone).activities
    assert run.start == datetime(2025, 3, 1, 8, tzinfo=zone)
    assert (run.sport, run.duration, run.elapsed, run.distance) == ("run", 1800.0, 1900.0, 5000.0)
    assert run.effort.mean("heart_rate") == 144.0
    assert (run.native_id, run.wall_clock) == ("26451905128", True)


def test_an_exercise_when_its_date_is_american_and_its_distance_in_miles() -> None:
    (run,) = reading(
        "fitbit-exercise", [EXERCISES[0] | {"startTime": "03/01/25 08:00:00", "distanceUnit": "Mile"}]
    ).activities
    assert (run.start, run.distance) == (datetime(2025, 3, 1, 8, tzinfo=UTC), 8046.72)


def test_exercises_when_one_has_no_duration() -> None:
    found = reading(
        "fitbit-exercise", [EXERCISES[0], {"logId": 1, "activityName": "Run", "startTime": "2025-03-02 08:00:00"}]
    )
    assert found.rows == 1
    assert found.salvaged == "1 of 2 rows could not be read: exercise 2 (2025-03-02 08:00:00)"


def test_exercises_when_the_file_breaks_off() -> None:
    data = json.dumps([*EXERCISES, *EXERCISES]).encode()[:-40]
    found = READERS["fitbit-exercise"].read(data, source="f.json", zone=UTC)
    assert (1, "the JSON breaks off before its end") == (found.rows, found.salvaged)


def test_columns_when_they_are_not_read() -> None:
    assert reading("fitbit-exercise", EXERCISES).unused == ("steps",)


def test_resting_heart_rates_when_a_day_has_none() -> None:
    assert reading("fitbit-resting-heart-rate", RESTING).mornings == (Morning(date(2025, 3, 1), 48.5, "f.json"),)


def test_resting_heart_rates_when_no_day_has_one() -> None:
    assert reading("fitbit-resting-heart-rate", RESTING[1:]).skipped == "no day has a resting heart rate"


@pytest.mark.parametrize("name", ["fitbit-exercise", "fitbit-resting-heart-rate"])
def test_a_file_when_nothing_in_it_can_be_read(name: str) -> None:
    with pytest.raises(UnreadableError, match=r"no (exercise|day) has"):
        reading(name, [{"dateTime": "never"}])
