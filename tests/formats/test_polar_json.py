from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from tests.formats.samples_other_tools import POLAR

from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def session(*exercises: dict[str, Any], **changes: Any) -> Reading:
    """The sample with its exercise changed, or doubled and changed."""
    whole: dict[str, Any] = deepcopy(POLAR)
    whole |= changes
    if exercises:
        whole["exercises"] = [whole["exercises"][0] | exercise for exercise in exercises]
    return READERS["polar-json"].read(json.dumps(whole).encode(), source="s.json", zone=UTC)


def samples(channel: str, values: list[float]) -> dict[str, Any]:
    listed = [{"dateTime": f"2025-03-01T08:00:{second:02d}.000", "value": value} for second, value in enumerate(values)]
    return {"samples": {channel: listed}}


def test_a_session_when_it_has_averages() -> None:
    (run,) = session().activities
    assert run.start == datetime(2025, 3, 1, 8, tzinfo=timezone(timedelta(hours=1)))
    assert (run.sport, run.name, run.duration, run.distance) == ("run", "Evening", 2753.875, 8000.0)
    assert (run.effort.mean("heart_rate"), run.peak_hr, run.wall_clock) == (150.0, 171.0, False)


def test_a_session_when_it_has_samples() -> None:
    (run,) = session(samples("heartRate", [120.0 + second for second in range(20)])).activities
    assert (len(run.effort.dt), run.effort.mean("heart_rate")) == (20, 129.5)
    assert run.start == datetime(2025, 3, 1, 8, tzinfo=timezone(timedelta(hours=1)))


def test_a_speed_when_it_is_sampled() -> None:
    assert session(samples("speed", [10.8] * 20)).activities[0].effort.mean("speed") == pytest.approx(3.0)


def test_a_session_when_it_has_two_exercises() -> None:
    found = session({}, {"sport": "CYCLING", "startTime": "2025-03-01T09:00:00.000", "distance": 20000.0}).activities
    assert [("run", 8000.0), ("bike", 20000.0)] == [(one.sport, one.distance) for one in found]
    assert found[0].id != found[1].id


def test_a_session_when_it_has_no_zone(zone: ZoneInfo) -> None:
    whole: dict[str, Any] = deepcopy(POLAR)
    del whole["timeZoneOffset"], whole["exercises"][0]["timezoneOffset"]
    (run,) = READERS["polar-json"].read(json.dumps(whole).encode(), source="s.json", zone=zone).activities
    assert (run.start, run.wall_clock) == (datetime(2025, 3, 1, 8, tzinfo=zone), True)


def test_a_session_when_it_has_no_exercises() -> None:
    assert session(exercises=[]).skipped == "a training session without exercises"


def test_exercises_when_one_lasts_no_time() -> None:
    found = session({}, {"duration": "PT0S"})
    assert (1, "1 of 2 rows could not be read: exercise 2 (2025-03-01T08:00:00.000)") == (found.rows, found.salvaged)


def test_a_session_when_no_exercise_can_be_read() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 exercise has a start and a duration"):
        session({"duration": "45min"}, startTime="x")


def test_fields_when_they_are_not_read() -> None:
    assert ("kiloCalories",) == session().unused
