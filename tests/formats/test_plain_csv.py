from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from tests.formats.samples_other_tools import SAMPLES
from tests.where import ROOT

from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading, plain_csv, read_bytes
from periodize.formats.base import read_in_parts

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo


def reading(*lines: str, encoding: str = "utf-8") -> Reading:
    return READERS["plain-csv"].read("\n".join(lines).encode(encoding), source="a.csv", zone=UTC)


def duration(header: str, cell: str) -> float:
    return reading(f"date,{header}", f"2025-03-01,{cell}").activities[0].duration


def test_a_row_when_it_has_everything(zone: ZoneInfo) -> None:
    (activity, _) = READERS["plain-csv"].read(SAMPLES["plain-csv"], source="a.csv", zone=zone).activities
    assert (activity.sport, activity.name, activity.distance) == ("run", "hills", 12400.0)
    assert (activity.duration, activity.elapsed) == (3720.0, 3720.0)
    assert activity.start == datetime(2025, 3, 1, tzinfo=zone)
    assert (activity.effort.rpe, activity.effort.stated_load) == (6.0, 70.0)
    assert activity.effort.mean("heart_rate") == 148.0
    assert activity.wall_clock


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("duration", "3720", 3720.0), ("duration", "1:02:03", 3723.0), ("duration", "62min", 3720.0),
        ("duration", "1h02", 3720.0), ("duration_s", "3720.5", 3720.5), ("duration (min)", "62", 3720.0),
        ("Duration [h]", "1.5", 5400.0), ("moving time", "75:30", 4530.0), ("time", "45:00", 2700.0),
    ],
)  # fmt: skip
def test_a_duration_when_written_in_one_of_its_ways(header: str, cell: str, expected: float) -> None:
    assert expected == duration(header, cell)


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [("distance", "12.4", 12400.0), ("distance", "800m", 800.0), ("distance", "5mi", 8046.72),
     ("distance_m", "12400", 12400.0), ("Distance (mi)", "5", 8046.72)],
)  # fmt: skip
def test_a_distance_when_written_in_one_of_its_ways(header: str, cell: str, expected: float) -> None:
    assert expected == reading(f"date,{header}", f"2025-03-01,{cell}").activities[0].distance


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("2025-03-01,08:30", datetime(2025, 3, 1, 8, 30, tzinfo=UTC)),
        ("2025-03-01,8:30", datetime(2025, 3, 1, 8, 30, tzinfo=UTC)),
        ("2025-03-01 07:15,", datetime(2025, 3, 1, 7, 15, tzinfo=UTC)),
        ("01.03.2025,", datetime(2025, 3, 1, tzinfo=UTC)),
    ],
)
def test_a_start_when_written_in_one_of_its_ways(row: str, expected: datetime) -> None:
    assert expected == reading("date,time,duration", f"{row},60min").activities[0].start


def test_a_start_when_it_carries_its_zone() -> None:
    (activity,) = reading("start,duration", "2025-03-01T08:00:00+02:00,60min").activities
    assert activity.start == datetime(2025, 3, 1, 8, tzinfo=timezone(timedelta(hours=2)))
    assert not activity.wall_clock


def test_a_start_when_it_is_of_utc(zone: ZoneInfo) -> None:
    data = b"start,duration\n2025-03-01T23:30:00Z,60min\n"
    (activity,) = READERS["plain-csv"].read(data, source="a.csv", zone=zone).activities
    assert "2025-03-02" == activity.day.isoformat()


def test_numbers_when_commas_are_decimal() -> None:
    (activity,) = reading("date;distance;duration;hr", "01.03.2025;12,4;62,5min;148,5").activities
    assert (activity.distance, activity.duration, activity.effort.mean("heart_rate")) == (12400.0, 3750.0, 148.5)


def test_a_table_when_it_is_utf16() -> None:
    assert (
        "Müllroser See"
        == reading("date,km,distance,name", "2025-03-01,,5,Müllroser See", encoding="utf-16").activities[0].name
    )


def test_a_table_when_it_is_not_utf8() -> None:
    assert "Müggelsee" == reading("date,distance,name", "2025-03-01,5,Müggelsee", encoding="cp1252").activities[0].name


def test_a_moving_time_when_a_duration_stands_beside() -> None:
    (activity,) = reading("date,duration_s,moving_s", "2025-03-01,4000,3600").activities
    assert (activity.duration, activity.elapsed) == (3600.0, 4000.0)


def test_a_moving_time_when_nobody_is_that_fast() -> None:
    (activity,) = reading("date,sport,duration_s,moving_s,distance_km", "2025-03-01,Run,4000,10,10").activities
    assert activity.duration == 4000.0


def test_a_distance_when_nobody_is_that_fast() -> None:
    found = reading("date,sport,duration,distance", "2025-03-01,run,62min,12400")
    assert found.activities[0].distance is None
    assert found.salvaged == "left out what cannot be: row 2 (distance 12400)"


def test_a_rating_when_it_is_on_another_scale() -> None:
    found = reading("date,duration,rpe", "2025-03-01,62min,14")
    assert found.activities[0].effort.rpe is None
    assert found.salvaged == "left out what cannot be: row 2 (rpe 14)"


def test_rows_when_some_have_no_date() -> None:
    found = reading("date,duration", "2025-03-01,62min", "someday,62min")
    assert found.rows == 1
    assert found.salvaged == "1 of 2 rows could not be read: row 3 (someday)"


def test_rows_when_none_has_a_date() -> None:
    with pytest.raises(UnreadableError, match=r"none of its 1 row has a date: row 2 \(someday\)"):
        reading("date,duration", "someday,62min")


def test_a_row_when_it_has_but_a_date() -> None:
    found = reading("date,sport,duration", "2025-03-01,run,30min", "2025-03-02,,")
    assert (1, None) == (found.rows, found.salvaged)


def test_a_row_when_it_has_no_duration() -> None:
    (activity,) = reading("date,sport,duration", "2025-03-01,gym,").activities
    assert (activity.sport, len(activity.effort.dt), activity.effort.channels) == ("gym", 0, {})


def test_a_table_when_the_columns_are_others() -> None:
    with pytest.raises(UnreadableError, match="has the columns date and duration or distance; columns seen: when,what"):
        reading("when,what", "2025-03-01,run")


def test_columns_when_they_are_not_read() -> None:
    found = reading("date,duration,shoes,mood,trimp", "2025-03-01,30min,red,4,51")
    assert found.unused == ("shoes", "mood")
    assert found.activities[0].given == {"trimp": 51.0}


def test_two_rows_of_a_day_when_they_say_the_same() -> None:
    one, two = reading("date,sport,duration", "2025-03-01,run,30min", "2025-03-01,run,30min").activities
    assert one.id != two.id
    assert timedelta(hours=1) == two.start - one.start


def test_ids_when_rows_are_added_and_moved() -> None:
    rows = ["2025-03-01,run,30min", "2025-03-01,bike,1h", "2025-03-02,run,30min"]
    before = {one.id for one in reading("date,sport,duration", *rows).activities}
    after = {one.id for one in reading("date,sport,duration", "2025-02-01,run,1h", *reversed(rows)).activities}
    assert before < after


def test_an_id_when_the_row_has_its_own() -> None:
    old, new = (reading("id,date,duration", f"7,2025-03-01,{lasted}").activities[0] for lasted in ("30min", "31min"))
    assert (old.id, "7") == (new.id, new.native_id)


def test_a_quote_when_it_is_never_closed() -> None:
    found = reading("date,duration,note", "2025-03-01,30min,fine", '2025-03-02,30min,"' + "x" * 140_000)
    assert found.rows == 1
    assert found.salvaged is not None
    assert found.salvaged.startswith("the table breaks off after 1 row: field larger than")


def test_a_long_table_when_it_is_read_in_parts() -> None:
    start = datetime(2020, 1, 1, 6, tzinfo=UTC)
    rows = [f"{start + timedelta(hours=hour):%Y-%m-%d %H:%M},run,30min" for hour in range(4_500)]
    data = "\n".join(["start,sport,duration", *rows, "never,run,30min"]).encode()
    parts = list(read_in_parts(data, source="a.csv", zone=UTC))
    assert [plain_csv.PART, plain_csv.PART, 500] == [part.rows for part in parts]
    assert [None, None, "1 of 4,501 rows could not be read: row 4502 (never)"] == [part.salvaged for part in parts]
    whole = read_bytes(data, source="a.csv", zone=UTC)
    assert [one.id for one in whole.activities] == [one.id for part in parts for one in part.activities]


def test_goldencheetahs_own_columns_when_read_as_they_stand(histories: Path) -> None:
    path = next((histories / "goldencheetah-opendata").glob("*.csv"))
    with path.open() as file:
        rows = list(csv.DictReader(file))
    found = read_bytes(path.read_bytes(), source=path.name, zone=UTC)
    assert (731, None, ("data", "cp")) == (found.rows, found.salvaged, found.unused)
    assert [float(row["tss"]) if row["tss"] else None for row in rows] == [
        activity.effort.stated_load for activity in found.activities
    ]
    assert [round(float(row["distance_km"]) * 1000, 2) if row["distance_km"] else None for row in rows] == [
        activity.distance for activity in found.activities
    ]
    assert [f"{row['date']} {row['time']}" for row in rows] == [
        f"{a.start:%Y-%m-%d %H:%M:%S}" for a in found.activities
    ]
    assert sum(not row["duration_s"] for row in rows) == sum(not len(a.effort.dt) for a in found.activities)
    assert 731 == len({activity.id for activity in found.activities})


def test_the_examples_of_the_page_when_read() -> None:
    page = (ROOT / "docs" / "sources" / "plain-csv.md").read_text(encoding="utf-8")
    activities, mornings = (
        read_bytes(block.encode(), source="a.csv", zone=UTC)
        for block in re.findall(r"^```csv\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    )
    assert [2, None, ()] == [len(activities.activities), activities.salvaged, activities.unused]
    assert [1, None, ()] == [len(mornings.mornings), mornings.salvaged, mornings.unused]


def test_columns_when_there_are_very_many_are_told_once_and_soon() -> None:
    more = [f"c{number}" for number in range(20_000)]
    text = f"date,sport,duration,{','.join(more)}\n2026-03-01,run,3600\n"
    assert more == list(READERS["plain-csv"].read(text.encode(), source="a.csv", zone=UTC).unused)


def test_a_cell_when_endless_is_shortened_in_the_reason() -> None:
    text = f"date,sport,duration\n2026-03-01,run,{'9' * 50_000}\n{'8' * 50_000},run,3600\n"
    salvaged = READERS["plain-csv"].read(text.encode(), source="a.csv", zone=UTC).salvaged or ""
    assert 300 > len(salvaged)


def test_a_quote_when_never_closed_loses_no_row_unsaid() -> None:
    found = reading(
        "date,sport,duration,name", "2026-03-01,run,3600,a", '2026-03-02,run,3600,"b', "2026-03-03,run,60,c"
    )
    assert "the table breaks off after 1 row: a quote mark is opened and never closed" == found.salvaged


def test_a_decimal_comma_when_the_table_breaks_off() -> None:
    found = reading("date;sport;distance;name", "2026-03-01;run;12,40;a", '2026-03-02;run;10,50;"b')
    assert [12400.0] == [activity.distance for activity in found.activities]


def test_a_load_when_no_activity_has_so_much() -> None:
    found = reading("date,sport,duration,load", "2026-03-01,run,3600,1e308")
    assert found.activities[0].effort.stated_load is None
