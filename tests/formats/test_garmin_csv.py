from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from periodize.demo import DemoSession, garmin_csv_bytes
from periodize.errors import UnreadableError
from periodize.formats import READERS, read_bytes

if TYPE_CHECKING:
    from datetime import tzinfo
    from pathlib import Path

    from periodize.formats import Reading

ENGLISH = (
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Steps,Avg Power,Moving Time,Elapsed Time"
)
GERMAN = (
    "Aktivitätstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,Ø HF,Maximale HF,"
    "Schritte,Leistung,Zeit in Bewegung,Verstrichene Zeit"
)
RUN = '{},2025-12-23 18:11:32,false,"Abend","10,08","715","00:49:40","151","183","8.676","--","00:49:37","00:57:00"'


def reading(*lines: str, zone: tzinfo = UTC) -> Reading:
    return READERS["garmin-csv"].read("\n".join(lines).encode(), source="Activities.csv", zone=zone)


def test_a_row_when_numbers_have_decimal_commas(zone: tzinfo) -> None:
    (activity,) = reading(ENGLISH, RUN.format("Running"), zone=zone).activities
    assert activity.start == datetime(2025, 12, 23, 18, 11, 32, tzinfo=zone)
    assert (activity.sport, activity.name, activity.distance) == ("run", "Abend", 10080.0)
    assert (activity.duration, activity.elapsed) == (2977.0, 3420.0)
    assert activity.effort.mean("heart_rate") == 151.0
    assert activity.effort.mean("speed") == pytest.approx(10080 / 2977)
    assert "power" not in activity.effort.channels


def test_a_row_when_numbers_have_decimal_points() -> None:
    row = RUN.replace("10,08", "10.08").replace("8.676", "8,676").replace("--", "355.0")
    (activity,) = reading(ENGLISH, row.format("Running")).activities
    assert (activity.distance, activity.effort.mean("power")) == (10080.0, 355.0)


@pytest.mark.parametrize(
    ("word", "sport"), [("Laufen", "run"), ("Radfahren", "bike"), ("Krafttraining", "gym"), ("Yoga", "xt")]
)
def test_a_row_when_the_header_is_german(word: str, sport: str, zone: tzinfo) -> None:
    text = f"{GERMAN}\n{RUN.format(word)}\n".encode()
    (activity,) = read_bytes(text, source="Activities.csv", zone=zone).activities
    assert (activity.sport, activity.duration, activity.elapsed) == (sport, 2977.0, 3420.0)
    assert (activity.distance, activity.effort.mean("heart_rate")) == (10080.0, 151.0)


def test_a_row_when_the_delimiter_is_a_semicolon() -> None:
    row = "Running;2025-12-23 18:11:32;false;x;10,08;715;00:49:40;151;183;8.676;--;00:49:37;00:57:00"
    (activity,) = reading(ENGLISH.replace(",", ";"), row).activities
    assert activity.distance == 10080.0


def test_a_row_when_the_heart_rate_is_missing() -> None:
    (activity,) = reading(ENGLISH, RUN.format("Running").replace('"151"', '"--"')).activities
    assert "heart_rate" not in activity.effort.channels


@pytest.mark.parametrize(
    ("kind", "surface"),
    [
        ("Treadmill Running", "treadmill"),
        ("Laufbandtraining", "treadmill"),
        ("Track Running", "track"),
        ("Trail Running", "trail"),
        ("Street Running", "road"),
        ("Road Cycling", "road"),
        ("Indoor Cycling", "indoor"),
        ("Indoor Track", "indoor"),
        ("Virtual Cycling", "indoor"),
        ("Virtual Running", "treadmill"),
        ("Gravel/Unpaved Cycling", "gravel"),
        ("Mountain Biking", "trail"),
        ("Pool Swim", "pool"),
        ("Open Water Swimming", "open water"),
        ("Running", ""),
        ("Cycling", ""),
    ],
)
def test_a_surface_when_the_sport_names_it(kind: str, surface: str) -> None:
    (activity,) = reading(ENGLISH, RUN.format(kind)).activities
    assert surface == activity.surface


def test_a_swim_when_its_distance_is_in_metres() -> None:
    row = 'Lap Swimming,2025-12-23 18:11:32,false,x,"1,500",300,00:30:00,130,150,--,--,00:28:00,00:31:00'
    (activity,) = reading(ENGLISH, row).activities
    assert (activity.sport, activity.distance) == ("swim", 1500.0)


def test_distances_when_stride_and_cadence_show_miles() -> None:
    header = "Activity Type,Date,Title,Distance,Time,Avg HR,Avg Run Cadence,Avg Stride Length"
    (activity,) = reading(header, "Running,2025-12-23 18:11:32,x,6.21,00:50:00,150,170,1.18").activities
    assert activity.distance == pytest.approx(9994, abs=1)


def test_rows_when_some_cannot_be_read() -> None:
    broken = RUN.format("Running").replace("2025-12-23 18:11:32", "someday")
    found = reading(ENGLISH, RUN.format("Running"), broken)
    assert found.salvaged == "1 of 2 rows could not be read: row 3 (someday)"
    assert found.rows == 1


def test_rows_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 row has a date and a time"):
        reading(ENGLISH, RUN.format("Running").replace("2025-12-23 18:11:32", "someday"))


def test_rows_when_names_of_columns_repeat() -> None:
    header = "Activity Type,Date,Time,Avg Run Cadence,Distance,Avg Run Cadence"
    (activity,) = reading(header, "Running,2025-12-23 18:11:32,00:49:40,170,10.0,--").activities
    assert activity.effort.mean("cadence") == 170.0


def test_a_table_when_it_has_no_rows() -> None:
    assert reading(ENGLISH).skipped == "a table without rows"


OTHER = RUN.replace("2025-12-23", "2025-12-24").format("Running")


def test_an_id_when_the_next_export_has_more_rows() -> None:
    first, second = reading(ENGLISH, RUN.format("Running")), reading(ENGLISH, OTHER, RUN.format("Running"))
    assert second.activities[1].id == first.activities[0].id


@pytest.mark.parametrize(
    ("before", "after"), [("Abend", "Race"), ('"10,08"', '"10,11"'), ("Running", "Treadmill Running")]
)
def test_an_id_when_the_row_is_corrected(before: str, after: str) -> None:
    row = RUN.format("Running")
    first, second = reading(ENGLISH, row), reading(ENGLISH, row.replace(before, after))
    assert second.activities[0].id == first.activities[0].id


def test_ids_when_rows_begin_at_different_times() -> None:
    found = reading(ENGLISH, RUN.format("Running"), OTHER)
    assert len({activity.id for activity in found.activities}) == 2


def test_ids_when_two_rows_say_the_same(session: DemoSession) -> None:
    found = READERS["garmin-csv"].read(garmin_csv_bytes([session, session]), source="a.csv", zone=UTC)
    first, second = found.activities
    assert second.id == f"{first.id}-2"


def test_columns_when_they_are_not_read() -> None:
    assert reading(ENGLISH, RUN.format("Running")).unused == ("Favorite", "Calories", "Steps")


def test_our_own_table_when_read_back(session: DemoSession, zone: tzinfo) -> None:
    (activity,) = READERS["garmin-csv"].read(garmin_csv_bytes([session]), source="a.csv", zone=zone).activities
    assert (activity.start, activity.duration, activity.elapsed) == (session.start, 780.0, 840.0)


def test_a_real_export_when_it_has_1131_runs(histories: Path) -> None:
    data = (histories / "garmin-csv-1131-runs" / "Activities.csv").read_bytes()
    found = read_bytes(data, source="Activities.csv", zone=UTC)
    assert (found.rows, len(found.activities), found.salvaged) == (1131, 1131, None)
    assert sum("heart_rate" in activity.effort.channels for activity in found.activities) == 1130
    assert {activity.sport for activity in found.activities} == {"run"}
    assert all(activity.effort.mean("speed") > 1 for activity in found.activities)
