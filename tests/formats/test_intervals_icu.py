from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.formats.exports import INTERVALS_ACTIVITY, INTERVALS_DAY, INTERVALS_EVENT, of_dicts

from periodize.activity import Morning, PlannedEntry
from periodize.errors import UnreadableError
from periodize.formats import READERS, read_bytes
from periodize.formats.tables import intervals

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.formats import Reading

RIDE = {
    "id": "i2", "start_date_local": "2026-03-04T08:00:00", "type": "VirtualRide", "icu_training_load": 80,
    "moving_time": 5400, "icu_average_watts": 210,
}  # fmt: skip
STUB = {
    "id": "16589160080",
    "icu_athlete_id": "i1",
    "start_date_local": "2025-11-28T15:20:49",
    "source": "STRAVA",
    "_note": "not available",
}


def reading(kind: str, *records: Mapping[str, object], zone: tzinfo = UTC) -> Reading:
    data = of_dicts(*records) if kind == "csv" else json.dumps(records).encode()
    return READERS[f"intervals-{kind}"].read(data, source=f"a.{kind}", zone=zone)


def one(record: Mapping[str, object], zone: tzinfo = UTC) -> Activity:
    (activity,) = reading("json", record, zone=zone).activities
    return activity


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_activity_when_read(kind: str) -> None:
    (run,) = reading(kind, INTERVALS_ACTIVITY).activities
    assert run.start == datetime(2026, 3, 3, 18, 31, 48, tzinfo=UTC)
    assert (run.start.utcoffset(), run.wall_clock) == (timedelta(hours=1), False)
    assert (run.sport, run.duration, run.elapsed, run.distance) == ("run", 3600.0, 3700.0, 12000.0)
    assert (run.effort.mean("heart_rate"), run.peak_hr, run.effort.mean("cadence")) == (152.0, 171.0, 172.0)
    assert (run.effort.rpe, run.effort.stated_load) == (6.0, 65.0)
    assert (run.name, run.note, run.device, run.native_id) == ("Tempo", "felt good", "garmin fr955", "i129182755")
    assert run.given == {"icu_ctl": 51.25, "icu_atl": 40.5, "feel": 2.0, "paired_event_id": 1234.0}


def test_a_start_when_only_the_zone_is_named(zone: tzinfo) -> None:
    run = one({**INTERVALS_ACTIVITY, "start_date": None, "timezone": "(GMT-05:00) America/New_York"}, zone)
    assert (run.start.utcoffset(), run.wall_clock) == (timedelta(hours=-5), False)


@pytest.mark.parametrize("name", [None, "../../etc/passwd", "Europe/Atlantis", "Europe"])
def test_a_start_when_it_is_only_local(name: str | None, zone: tzinfo) -> None:
    run = one({**RIDE, "timezone": name}, zone)
    assert (run.start, run.wall_clock) == (datetime(2026, 3, 4, 8, tzinfo=zone), True)


def test_power_when_it_is_stated() -> None:
    ride = one(RIDE)
    assert (ride.sport, ride.effort.mean("power")) == ("bike", 210.0)


@pytest.mark.parametrize("load", [0, None, -1])
def test_a_load_when_it_is_not_computed(load: int | None) -> None:
    assert one({**RIDE, "icu_training_load": load}).effort.stated_load is None


@pytest.mark.parametrize(
    ("said", "surface"),
    [
        ({"type": "VirtualRide"}, "indoor"),
        ({"type": "Ride", "trainer": True}, "indoor"),
        ({"type": "Ride", "trainer": False}, ""),
        ({"type": "TrailRun"}, "trail"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_surface_when_type_or_trainer_tell_it(kind: str, said: dict[str, object], surface: str) -> None:
    (activity,) = reading(kind, RIDE | said).activities
    assert surface == activity.surface


def test_activities_when_they_came_from_strava() -> None:
    found = reading("json", STUB, RIDE, STUB)
    assert len(found.activities) == 1
    assert found.salvaged == "2 activities came from Strava, which lets nobody hand them on: import Strava's own export"


def test_activities_when_all_came_from_strava() -> None:
    found = reading("json", STUB)
    assert (found.rows, found.salvaged) == (0, None)
    assert (found.skipped or "").startswith("1 activity came from Strava")


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_a_day_when_read(kind: str) -> None:
    # 1 is good and 4 is bad there; here the number says how much there is of what the word says
    assert reading(kind, INTERVALS_DAY).mornings == (
        Morning(
            date(2026, 3, 3), 44.0, f"a.{kind}", hrv=68.0, sleep=26100.0, weight=72.6, sleep_quality=5.0, soreness=5.0,
            fatigue=2.33, stress=3.67, mood=1.0, motivation=5.0, injury="niggle", note="early",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("mark", [-1, 0, 5, None])
def test_a_mark_when_it_is_not_set(mark: int | None) -> None:
    (morning,) = reading("json", {**INTERVALS_DAY, "fatigue": mark}).mornings
    assert morning.fatigue is None


def test_a_day_when_some_of_it_cannot_be() -> None:
    odd = {**INTERVALS_DAY, "restingHR": 440, "fatigue": 7, "mood": -1}
    found = reading("json", odd)

    assert found.salvaged == "left out what cannot be, in 1 record: record 1 (2026-03-03, restingHR 440, fatigue 7)"
    assert [morning.resting_hr for morning in found.mornings] == [None]


def test_a_day_when_none_of_it_can_be() -> None:
    found = reading("csv", {**dict.fromkeys(INTERVALS_DAY), "id": "2026-03-03", "restingHR": 440})

    assert found.skipped == "left out what cannot be, in 1 row: row 2 (2026-03-03, restingHR 440)"


def test_a_day_when_nothing_was_noted() -> None:
    names = ("ctl", "atl", "rampRate", "ctlLoad", "atlLoad")
    computed = {"id": "2026-03-04", **{name: INTERVALS_DAY[name] for name in names}}
    assert [morning.day for morning in reading("json", computed, INTERVALS_DAY).mornings] == [date(2026, 3, 3)]


def test_a_day_when_the_file_holds_one() -> None:
    found = read_bytes(json.dumps(INTERVALS_DAY).encode(), source="day.json", zone=UTC)
    assert [morning.day for morning in found.mornings] == [date(2026, 3, 3)]


def test_a_table_of_days_when_its_column_is_called_date() -> None:
    renamed = {"date": "2026-03-03", **{name: value for name, value in INTERVALS_DAY.items() if name != "id"}}
    assert reading("csv", renamed).rows == 1


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_an_event_when_read(kind: str) -> None:
    assert reading(kind, INTERVALS_EVENT).planned == (
        PlannedEntry(
            "intervals.icu-1234",
            date(2026, 3, 3),
            "run",
            "Tempo",
            "- 20m 90%",
            3600.0,
            12500.0,
            70.0,
            source=f"a.{kind}",
        ),
    )


def test_an_event_when_it_is_a_race() -> None:
    (entry,) = reading("json", {**INTERVALS_EVENT, "category": "RACE_A"}).planned
    assert entry.race


def test_an_event_when_only_targets_are_set() -> None:
    targets = {
        "icu_training_load": None,
        "moving_time": None,
        "distance": None,
        "load_target": 50,
        "time_target": 1800,
        "distance_target": 6000,
    }
    (entry,) = reading("json", {**INTERVALS_EVENT, **targets}).planned
    assert (entry.load, entry.duration, entry.distance) == (50.0, 1800.0, 6000.0)


@pytest.mark.parametrize("category", ["NOTE", "HOLIDAY", "SICK", "SET_EFTP", "TARGET", "PLAN"])
def test_an_event_when_it_is_no_session(category: str) -> None:
    found = reading("json", {**INTERVALS_EVENT, "category": category}, {**INTERVALS_EVENT, "id": 5})
    assert [entry.id for entry in found.planned] == ["intervals.icu-5"]


def test_records_when_some_cannot_be_read() -> None:
    found = reading("json", RIDE, {**RIDE, "moving_time": None}, {**INTERVALS_EVENT, "start_date_local": "someday"})
    assert found.salvaged == ("2 of 3 rows could not be read: record 2 (2026-03-04T08:00:00), record 3 (someday)")


def test_rows_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match=r"none of its 1 row .*: row 2 \(2026-03-04T08:00:00\)"):
        reading("csv", {**RIDE, "moving_time": ""})


def test_records_when_the_file_breaks_off() -> None:
    data = json.dumps([RIDE, {**RIDE, "id": "i3"}]).encode()[:-30]
    found = READERS["intervals-json"].read(data, source="a.json", zone=UTC)
    assert (found.rows, found.salvaged) == (1, "the JSON breaks off before its end")


def test_records_when_they_stand_twice() -> None:
    assert reading("json", RIDE, RIDE).rows == 1


def test_an_activity_when_exported_as_csv_and_as_json() -> None:
    assert reading("csv", RIDE).activities[0].id == reading("json", RIDE).activities[0].id


def test_fields_when_they_are_not_read() -> None:
    assert reading("json", INTERVALS_ACTIVITY).unused == ("calories", "icu_hr_zone_times")


def test_a_table_when_lines_end_in_cr_after_a_mark() -> None:
    data = b"\xef\xbb\xbf" + of_dicts(RIDE).replace(b"\n", b"\r")
    assert read_bytes(data, source="a.csv", zone=UTC).rows == 1


@pytest.mark.parametrize(("kind", "data"), [("csv", b"a,b\n1,2\n"), ("json", b'[{"a": 1}]')])
def test_another_file_when_read_as_one(kind: str, data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"not .* of intervals\.icu"):
        READERS[f"intervals-{kind}"].read(data, source=f"a.{kind}", zone=UTC)


@pytest.mark.parametrize(
    ("schema", "names", "older"),
    [
        ("Activity", intervals._ACTIVITY, {"icu_fitness", "icu_fatigue", "_note"}),
        ("Event", intervals._EVENT, set()),
        ("Wellness", intervals._WELLNESS, {"date"}),
    ],
)
def test_fields_when_held_against_the_published_schema(
    schema: str, names: frozenset[str], older: set[str], shared_data: Path
) -> None:
    published = json.loads((shared_data / "formats-intervals-icu" / "openapi.json").read_text())
    assert names - set(published["components"]["schemas"][schema]["properties"]) == older
