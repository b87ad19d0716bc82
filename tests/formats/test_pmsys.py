from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

import pytest
from tests.formats.samples_other_tools import SAMPLES

from periodize.activity import Morning
from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading, read_bytes

if TYPE_CHECKING:
    from pathlib import Path
    from zoneinfo import ZoneInfo

PEOPLE = [f"p0{number}" for number in range(1, 9)]
SCALES = ("fatigue", "mood", "sleep_quality", "soreness", "stress", "sleep_duration_h")


def reading(name: str, text: str) -> Reading:
    return READERS[name].read(text.encode(), source="p.csv", zone=UTC)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def imported(path: Path) -> Reading:
    return read_bytes(path.read_bytes(), source=str(path), zone=UTC)


def test_a_session_when_its_end_is_given(zone: ZoneInfo) -> None:
    (session,) = READERS["pmsys-srpe"].read(SAMPLES["pmsys-srpe"], source="p.csv", zone=zone).activities
    assert session.start == datetime(2025, 3, 1, 8, 30, tzinfo=zone)
    assert (session.duration, session.effort.rpe, session.sport, session.name) == (1800.0, 7.0, "run", "running")
    assert session.wall_clock


@pytest.mark.parametrize(
    ("words", "sport"),
    [("'individual', 'strength', 'running'", "gym"), ("'team', 'soccer'", "xt"), ("'team', 'running'", "run")],
)
def test_a_session_when_its_words_are_others(words: str, sport: str) -> None:
    text = f'end_date_time,activity_names,perceived_exertion,duration_min\n2025-03-01T09:00:00.000Z,"[{words}]",7,30\n'
    assert sport == reading("pmsys-srpe", text).activities[0].sport


def test_sessions_when_one_has_no_duration() -> None:
    text = "end_date_time,activity_names,perceived_exertion,duration_min\n2025-03-01T09:00:00Z,[],7,30\n2025-03-02T09:00:00Z,[],7,\n"
    found = reading("pmsys-srpe", text)
    assert found.rows == 1
    assert found.salvaged == "1 of 2 rows could not be read: row 3 (2025-03-02T09:00:00Z)"


def test_marks_when_five_is_the_best_end() -> None:
    (morning,) = READERS["pmsys-wellness"].read(SAMPLES["pmsys-wellness"], source="p.csv", zone=UTC).mornings
    assert morning == Morning(
        date(2025, 3, 1), None, "p.csv", sleep=21600.0, sleep_quality=3.0, fatigue=4.0, soreness=5.0, stress=1.0,
        mood=4.0, readiness=5.0,
    )  # fmt: skip


def test_a_row_when_it_is_all_zeros() -> None:
    header = SAMPLES["pmsys-wellness"].decode().splitlines()[0]
    found = reading(
        "pmsys-wellness", f"{header}\n2025-03-01T08:00:00Z,0,0,0,0,0,0,[],0\n2025-03-02T08:00:00Z,3,3,0,7,3,3,[],3\n"
    )
    assert [(date(2025, 3, 2), 0.0)] == [(morning.day, morning.readiness) for morning in found.mornings]


def test_injuries_when_a_report_names_two() -> None:
    found = READERS["pmsys-injury"].read(SAMPLES["pmsys-injury"], source="p.csv", zone=UTC)
    assert found.mornings == (
        Morning(date(2025, 3, 2), source="p.csv", injury="left elbow (minor), right shoulder (major)"),
    )
    assert found.rows == 2


def test_injuries_when_nothing_hurts() -> None:
    found = reading("pmsys-injury", "effective_time_frame,injuries\n2025-03-01T08:00:00.000Z,{}\n")
    assert found.skipped == "1 report, all of no injury"


@pytest.mark.parametrize("name", ["pmsys-srpe", "pmsys-wellness", "pmsys-injury"])
def test_a_file_when_the_columns_are_others(name: str) -> None:
    with pytest.raises(UnreadableError, match="columns seen: foo,bar"):
        reading(name, "foo,bar\n1,2\n")


@pytest.mark.parametrize("person", PEOPLE)
def test_the_sessions_of_pmdata_when_imported(person: str, histories: Path) -> None:
    path = histories / "pmdata" / person / "srpe.csv"
    found = imported(path)
    told = [(float(row["perceived_exertion"]), 60 * float(row["duration_min"])) for row in rows_of(path)]
    assert told == [(session.effort.rpe, session.duration) for session in found.activities]
    assert found.salvaged is None


@pytest.mark.parametrize("person", PEOPLE)
def test_the_mornings_of_pmdata_when_imported(person: str, histories: Path) -> None:
    path = histories / "pmdata" / person / "wellness.csv"
    found = imported(path)
    answered = [row for row in rows_of(path) if any(float(row[name]) for name in SCALES)]
    assert {row["effective_time_frame"][:10] for row in answered} == {str(one.day) for one in found.mornings}
    assert (len(answered), None) == (found.rows, found.salvaged)


@pytest.mark.parametrize("person", PEOPLE)
def test_the_resting_heart_rates_of_pmdata_when_imported(person: str, histories: Path) -> None:
    path = histories / "pmdata" / person / "resting_heart_rate.json"
    told = [
        (one["dateTime"][:10], one["value"]["value"]) for one in json.loads(path.read_text()) if one["value"]["value"]
    ]
    assert told == [(str(one.day), one.resting_hr) for one in imported(path).mornings]


@pytest.mark.parametrize("person", PEOPLE)
def test_the_exercises_of_pmdata_when_imported(person: str, histories: Path) -> None:
    path = histories / "pmdata" / person / "exercise.json"
    told = [(str(one["logId"]), one.get("averageHeartRate")) for one in json.loads(path.read_text())]
    found = imported(path).activities
    assert [log for log, _ in told] == [one.native_id for one in found]
    assert sum(bool(rate) for _, rate in told) == sum("heart_rate" in one.effort.channels for one in found)


def test_the_injuries_of_pmdata_when_imported(histories: Path) -> None:
    paths = sorted((histories / "pmdata").glob("*/injury.csv"))
    told = sum(
        len({row["effective_time_frame"][:10] for row in rows_of(path) if row["injuries"] != "{}"}) for path in paths
    )
    assert told == sum(len(imported(path).mornings) for path in paths)


def test_the_ends_of_sessions_when_held_against_the_watch(histories: Path) -> None:
    """What the module says of the stamps: the end, by the wall clock."""
    apart = []
    for person in PEOPLE:
        folder = histories / "pmdata" / person
        watch = [
            (one.start + timedelta(seconds=one.elapsed), one.elapsed / 60)
            for one in imported(folder / "exercise.json").activities
            if one.name != "Walk"
        ]
        for session in imported(folder / "srpe.csv").activities:
            end, minutes = session.start + timedelta(seconds=session.elapsed), session.elapsed / 60
            gaps = [
                (end - other).total_seconds() / 60
                for other, lasted in watch
                if abs(lasted - minutes) <= max(8.0, 0.2 * minutes)
            ]
            near = [gap for gap in gaps if abs(gap) < 360]
            if near:
                apart.append(min(near, key=abs))
    assert 0 == round(median(apart))
    assert 0.7 < sum(abs(gap) <= 10 for gap in apart) / len(apart)
