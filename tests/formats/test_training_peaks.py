from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from tests.formats.exports import PLANNED_AND_DONE, training_peaks

from periodize.activity import PlannedEntry
from periodize.errors import UnreadableError
from periodize.formats import READERS, read_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    from periodize.formats import Reading

TEMPO = {
    "Title": "Tempo run",
    "WorkoutType": "Run",
    "WorkoutDescription": "3x10 min T",
    "PlannedDuration": 1,
    "WorkoutDay": "2024-05-14",
}
JOG = {
    "Title": "Jog",
    "WorkoutType": "Run",
    "WorkoutDay": "2024-05-11",
    "TimeTotalInHours": 0.5,
    "DistanceInMeters": 5000,
}


def reading(*rows: Mapping[str, object], zone: tzinfo = UTC) -> Reading:
    return READERS["training-peaks"].read(training_peaks(*rows), source="workouts.csv", zone=zone)


def test_a_row_when_it_was_planned_and_done(zone: tzinfo) -> None:
    found = reading(PLANNED_AND_DONE, zone=zone)
    (ride,), (entry,) = found.activities, found.planned
    assert (ride.sport, round(ride.duration, 6), ride.distance) == ("bike", 10620.0, 88500.0)
    assert (ride.effort.mean("heart_rate"), ride.peak_hr, ride.effort.mean("power")) == (138.0, 160.0, 180.0)
    assert (ride.effort.rpe, ride.effort.stated_load, ride.given) == (4.0, 160.0, {"IF": 0.7})
    assert (ride.name, ride.note) == ("Long ride", "Felt good")
    assert entry == PlannedEntry(
        entry.id, date(2024, 5, 11), "bike", "Long ride", "Z2 steady, 3h\nfuel 60 g/h\neasy", 10800.0, 90000.0,
        source="workouts.csv",
    )  # fmt: skip


def test_a_row_when_it_has_no_hour(zone: tzinfo) -> None:
    (ride,) = reading(PLANNED_AND_DONE, zone=zone).activities
    assert (ride.start, ride.wall_clock) == (datetime(2024, 5, 11, 12, tzinfo=zone), True)


def test_rows_when_two_are_of_one_day(zone: tzinfo) -> None:
    found = reading(PLANNED_AND_DONE, JOG, JOG, zone=zone)
    assert [f"{activity.start:%H:%M}" for activity in found.activities] == ["12:00", "12:30", "13:00"]
    assert len({activity.id for activity in found.activities}) == 3


def test_a_row_when_it_was_only_planned() -> None:
    found = reading(TEMPO)
    assert found.activities == ()
    assert [(entry.name, entry.duration, entry.load) for entry in found.planned] == [("Tempo run", 3600.0, None)]


def test_a_row_when_it_was_only_done() -> None:
    found = reading({**JOG, "WorkoutDescription": "from the watch"})
    assert (len(found.activities), found.planned) == (1, ())


def test_a_row_when_it_is_only_described() -> None:
    (entry,) = reading({**TEMPO, "PlannedDuration": ""}).planned
    assert (entry.text, entry.duration) == ("3x10 min T", None)


def test_planned_rows_when_alike() -> None:
    first, second = reading(TEMPO, TEMPO).planned
    assert second.id == f"{first.id}-2"


def test_a_planned_id_when_the_coach_changes_the_duration() -> None:
    assert reading(TEMPO).planned[0].id == reading(JOG, {**TEMPO, "PlannedDuration": 1.25}).planned[0].id


def test_a_day_off_when_in_the_table() -> None:
    found = reading({"WorkoutType": "Day Off", "Title": "Rest", "WorkoutDay": "2024-05-13"}, JOG)
    assert (found.rows, found.planned, found.salvaged) == (1, (), None)


def test_numbers_when_they_have_decimal_commas() -> None:
    (ride,) = reading({**PLANNED_AND_DONE, "TimeTotalInHours": "2,917", "IF": "0,7"}).activities
    assert (round(ride.duration, 6), ride.given["IF"]) == (10501.2, 0.7)


@pytest.mark.parametrize(
    ("word", "title", "sport"),
    [("MtnBike", "", "bike"), ("XC-Ski", "", "ski"), ("Strength", "", "gym"), ("Race", "City run 10 km", "run"),
     ("Other", "Swim with friends", "swim"), ("X-Train", "Run and swim", "xt")],
)  # fmt: skip
def test_a_sport_when_named(word: str, title: str, sport: str) -> None:
    (activity,) = reading({**JOG, "WorkoutType": word, "Title": title}).activities
    assert activity.sport == sport


def test_rows_when_some_cannot_be_read() -> None:
    found = reading(JOG, {**JOG, "WorkoutDay": "someday"}, {**JOG, "TimeTotalInHours": ""})
    assert found.salvaged == "2 of 3 rows could not be read: row 3 (someday), row 4 (2024-05-11, without a duration)"


def test_rows_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 row has"):
        reading({**JOG, "WorkoutDay": "someday"})


def test_an_id_when_the_next_export_has_more_rows() -> None:
    assert reading(PLANNED_AND_DONE, JOG).activities[1].id == reading({**JOG, "Title": "Renamed"}).activities[0].id


def test_columns_when_they_are_not_read() -> None:
    assert reading(PLANNED_AND_DONE).unused == ("Feeling",)


def test_a_table_when_lines_end_in_cr_after_a_mark() -> None:
    data = b"\xef\xbb\xbf" + training_peaks(JOG).replace(b"\n", b"\r")
    assert read_bytes(data, source="a.csv", zone=UTC).rows == 1


def test_another_table_when_read_as_one() -> None:
    with pytest.raises(UnreadableError, match=r"not TrainingPeaks' workouts\.csv; columns seen: a,b"):
        READERS["training-peaks"].read(b"a,b\n1,2\n", source="a.csv", zone=UTC)
