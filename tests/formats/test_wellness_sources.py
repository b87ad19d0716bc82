"""HRV4Training, Elite HRV, WHOOP and Oura."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from tests.formats.samples_other_tools import SAMPLES, WHOOP_HEADER, WHOOP_ROWS

from periodize.activity import Morning
from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading, read_bytes


def reading(name: str, text: str | bytes | None = None) -> Reading:
    data = SAMPLES[name] if text is None else text if isinstance(text, bytes) else text.encode()
    return READERS[name].read(data, source="w.csv", zone=UTC)


def test_hrv4training_when_of_android() -> None:
    first, second = reading("hrv4training-csv").mornings
    assert first == Morning(date(2025, 3, 1), 48.2, "w.csv", hrv=71.5, sleep=27000.0, illness=False, note="rested")
    assert second == Morning(date(2025, 3, 2), None, "w.csv", illness=True)


def test_hrv4training_when_of_ios() -> None:
    text = "timestamp_measurement,HR,AVNN,SDNN,rMSSD,pNN50,fatigue\r2025-03-01 07:10:05,48,1244,80,71,-,-\r2025-03-02 07:10:05,-,-,-,-,-,3\r"
    found = read_bytes(text.encode(), source="w.csv", zone=UTC)
    assert found.mornings == (Morning(date(2025, 3, 1), 48.0, "w.csv", hrv=71.0),)
    assert "fatigue" in found.unused


@pytest.mark.parametrize(("cell", "expected"), [("7.5", 27000.0), ("450", 27000.0), ("7:30", 27000.0), ("0.0", None)])
def test_hrv4training_when_sleep_is_written_in_one_of_its_ways(cell: str, expected: float | None) -> None:
    text = f"date,HR,AVNN,SDNN,rMSSD,pNN50,sleep_time\n2025-03-01,48,1,1,71,1,{cell}\n"
    assert expected == reading("hrv4training-csv", text).mornings[0].sleep


def test_elite_hrv_when_a_day_has_two_readings() -> None:
    (morning,) = reading("elite-hrv-csv").mornings
    assert morning == Morning(date(2025, 3, 1), 49.0, "w.csv", hrv=66.7)


def test_whoop_when_a_night_ends_on_the_next_day() -> None:
    first, second = reading("whoop-csv").mornings
    assert first == Morning(date(2025, 3, 3), 50.0, "w.csv", hrv=48.0, sleep=27000.0, readiness=6.1000000000000005)
    assert date(2025, 3, 2) == second.day


def test_whoop_when_the_headers_are_german() -> None:
    german = ",".join(f"Spalte {number}" for number in range(WHOOP_HEADER.count(",") + 1))
    found = read_bytes(f"{german}\n{WHOOP_ROWS}".encode(), source="physiologische_zyklen.csv", zone=UTC)
    assert reading("whoop-csv").mornings == tuple(
        Morning(one.day, one.resting_hr, "w.csv", one.hrv, one.sleep, readiness=one.readiness) for one in found.mornings
    )


def test_whoop_when_a_cycle_has_no_night() -> None:
    row = "2025-03-03 08:00:00,2025-03-04 08:00:00,UTC+01:00,,,,,,9.1,2100,150,70,,,,,"
    found = reading("whoop-csv", f"{WHOOP_HEADER}\n{WHOOP_ROWS}{row}\n")
    assert (2, None) == (found.rows, found.salvaged)


def test_whoop_when_it_is_the_table_of_workouts() -> None:
    text = "Cycle start time,Cycle end time,Cycle timezone,Workout start time\n2025-03-03 08:00:00,,UTC+01:00,2025-03-03 09:00:00\n"
    with pytest.raises(UnreadableError, match="columns seen: Cycle start time"):
        reading("whoop-csv", text)


def test_oura_when_newer() -> None:
    (morning,) = reading("oura-csv").mornings
    assert morning == Morning(date(2025, 3, 1), 47.0, "w.csv", hrv=61.0, sleep=27030.0, readiness=8.3)


def test_oura_when_older_and_in_minutes() -> None:
    text = "date,Sleep Score,Total Sleep Time,Average Resting Heart Rate,Average HRV\n2020-03-01,80,450,52.5,60\n"
    (morning,) = reading("oura-csv", text).mornings
    assert morning == Morning(date(2020, 3, 1), 52.5, "w.csv", hrv=60.0, sleep=27000.0)


def test_oura_when_a_night_is_missing() -> None:
    text = "date,Sleep Score,Total Sleep Duration,Average HRV\n2025-03-01,,,\n2025-03-02,80,27030,None\n"
    assert [date(2025, 3, 2)] == [morning.day for morning in reading("oura-csv", text).mornings]


@pytest.mark.parametrize("name", ["hrv4training-csv", "elite-hrv-csv", "whoop-csv", "oura-csv"])
def test_a_source_when_the_columns_are_others(name: str) -> None:
    with pytest.raises(UnreadableError, match="columns seen: foo,bar"):
        reading(name, "foo,bar\n1,2\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("oura-csv", ("Sleep Score",)),
        ("elite-hrv-csv", ("Member", "Date", "HRV", "lnRmssd", "Nn50", "Pnn50", "Sdnn")),
    ],
)
def test_columns_when_they_are_not_read(name: str, expected: tuple[str, ...]) -> None:
    assert expected == reading(name).unused
