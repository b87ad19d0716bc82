from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.formats.samples_other_tools import RIDE, RIDES, SAMPLES

from periodize.activity import Lap
from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


def ride(**changes: Any) -> Reading:
    whole = deepcopy(RIDE)
    whole["RIDE"] |= changes
    return READERS["golden-cheetah-json"].read(json.dumps(whole).encode(), source="r.json", zone=UTC)


def cache(**changes: Any) -> Reading:
    whole = {"VERSION": "1.0", "RIDES": [RIDES["RIDES"][0] | changes]}
    return READERS["golden-cheetah-rides"].read(json.dumps(whole).encode(), source="rideDB.json", zone=UTC)


def test_a_ride_when_it_has_samples(zone: ZoneInfo) -> None:
    (run,) = READERS["golden-cheetah-json"].read(SAMPLES["golden-cheetah-json"], source="r.json", zone=zone).activities
    assert run.start == datetime(2025, 3, 1, 8, tzinfo=zone)
    assert (run.sport, run.name, run.note, run.effort.rpe) == ("run", "hills", "windy", 6.0)
    assert run.distance == pytest.approx(87.0)
    assert run.duration == 30.0
    assert run.effort.mean("heart_rate") == 144.5
    assert run.effort.mean("speed") == pytest.approx(3.0)
    assert (run.device, run.native_id, run.wall_clock) == ("Joule GPS", "abc", False)


@pytest.mark.parametrize(
    ("sub_sport", "surface"), [("track", "track"), ("indoor cycling", "indoor"), ("VirtualRun", "treadmill"), ("", "")]
)
def test_a_surface_when_the_sub_sport_tells_it(sub_sport: str, surface: str) -> None:
    (activity,) = ride(TAGS={"Sport": "Run ", "SubSport": f"{sub_sport} "}).activities
    assert surface == activity.surface


def test_a_surface_in_the_cache_when_the_sub_sport_tells_it() -> None:
    (activity,) = cache(TAGS={"Sport": "Bike", "SubSport": "indoor cycling"}).activities
    assert "indoor" == activity.surface


def test_intervals_when_some_lie_within_others() -> None:
    assert (Lap(0.0, 20.0), Lap(20.0, 9.0)) == ride().activities[0].laps


def test_positions_when_all_are_zero() -> None:
    assert ride().activities[0].positions is None


def test_a_channel_when_a_sample_lacks_it() -> None:
    samples = [{"SECS": s, "WATTS": 200} if s % 2 else {"SECS": s} for s in range(10)]
    (found,) = ride(SAMPLES=samples).activities
    assert found.effort.coverage("power") == 0.5


def test_a_ride_when_it_has_no_samples() -> None:
    assert ride(SAMPLES=[]).skipped == "an activity without samples: import cache/rideDB.json for its summary"


def test_a_ride_when_its_start_is_no_date() -> None:
    with pytest.raises(UnreadableError, match="its STARTTIME is no date, got someday"):
        ride(STARTTIME="someday")


def test_fields_when_they_are_not_read() -> None:
    assert ("XDATA",) == ride().unused


def test_the_cache_when_it_is_sound(zone: ZoneInfo) -> None:
    data = SAMPLES["golden-cheetah-rides"]
    (found,) = READERS["golden-cheetah-rides"].read(data, source="rideDB.json", zone=zone).activities
    assert found.start == datetime(2025, 3, 1, 8, tzinfo=zone)
    assert (found.duration, found.elapsed, found.distance, found.peak_hr) == (3600.0, 3700.0, 30000.0, 171.0)
    assert (found.effort.mean("heart_rate"), found.effort.mean("power")) == (140.5, 200.0)
    assert (found.effort.stated_load, found.effort.rpe) == (64.0, None)
    assert (found.given, found.name) == ({"trimp_points": 80.5}, "tempo")


def test_the_cache_when_a_ride_is_only_planned() -> None:
    assert cache(planned=True).skipped == "1 activity, all only planned"


def test_the_cache_when_a_ride_has_no_date() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 activity has a date"):
        cache(date="")


def test_the_cache_when_it_breaks_off() -> None:
    data = json.dumps({"VERSION": "1.0", "RIDES": [*RIDES["RIDES"][:1], *RIDES["RIDES"][:1]]}).encode()[:-60]
    found = READERS["golden-cheetah-rides"].read(data, source="rideDB.json", zone=UTC)
    assert (1, "the JSON breaks off before its end") == (found.rows, found.salvaged)
