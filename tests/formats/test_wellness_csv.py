from __future__ import annotations

from datetime import UTC, date

import pytest

from periodize.activity import Morning
from periodize.errors import UnreadableError
from periodize.formats import READERS, Reading, read_bytes


def reading(text: str) -> Reading:
    return READERS["wellness-csv"].read(text.encode(), source="w.csv", zone=UTC)


@pytest.mark.parametrize(
    "name", ["resting_hr", "rhr", "resting hr", "restingHR", "Resting heart rate (bpm)", "Resting HR"]
)
def test_a_table_when_the_column_has_one_of_its_names(name: str) -> None:
    found = read_bytes(f"date,mood,{name}\n2025-03-01,3,48\n".encode(), source="w.csv", zone=UTC)
    assert found.mornings == (Morning(date(2025, 3, 1), 48.0, "w.csv", mood=3.0),)


def test_a_row_when_it_has_no_value() -> None:
    found = reading("date,resting_hr\n2025-03-01,\n2025-03-02,51\n2025-03-03,--\n")
    assert ([date(2025, 3, 2)], None) == ([morning.day for morning in found.mornings], found.salvaged)


def test_a_table_when_delimited_by_semicolons_with_commas_in_numbers() -> None:
    assert reading("Date;rhr\n01.03.2025;48,5\n").mornings[0].resting_hr == 48.5


def test_rows_when_some_are_implausible() -> None:
    found = reading("date,rhr\n2025-03-01,48\n2025-03-02,480\nnever,50\n")
    assert found.salvaged == "2 of 3 rows could not be read: row 3 (2025-03-02, 480), row 4 (never, 50)"


def test_rows_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 row has"):
        reading("date,rhr\nnever,50\n")


def test_rows_when_shorter_than_the_header() -> None:
    assert reading("date,mood,rhr\n2025-03-01\n2025-03-02,1,50\n").rows == 1


def test_a_row_when_it_has_everything() -> None:
    found = reading(
        "date,resting hr,hrv,sleep,sleep_quality,fatigue,soreness,stress,mood,motivation,readiness,weight (kg),ill,injury,note\n"
        "2025-03-01,48,68,7:20,4,3,2,1,5,4,8,70.5,no,left calf,windy\n"
    )
    assert found.mornings == (
        Morning(
            date(2025, 3, 1), 48.0, "w.csv", hrv=68.0, sleep=26400.0, sleep_quality=4.0, fatigue=3.0, soreness=2.0,
            stress=1.0, mood=5.0, motivation=4.0, readiness=8.0, weight=70.5, illness=False, injury="left calf",
            note="windy",
        ),
    )  # fmt: skip


def test_a_weight_when_it_is_in_pounds() -> None:
    assert reading("date,weight_lb\n2025-03-01,150\n").mornings[0].weight == pytest.approx(68.04, abs=0.01)


def test_two_rows_of_a_day_when_each_knows_something() -> None:
    (morning,) = reading("date,rhr,mood,note\n2025-03-01,48,,\n2025-03-01,50,4,late\n").mornings
    assert (48.0, 4.0, "late") == (morning.resting_hr, morning.mood, morning.note)


def test_a_mark_when_it_is_off_the_scale() -> None:
    found = reading("date,rhr,mood\n2025-03-01,48,8\n")
    assert found.mornings[0].mood is None
    assert found.salvaged == "left out what cannot be, in 1 row: row 2 (2025-03-01, 8)"


def test_columns_when_they_are_not_read() -> None:
    assert reading("date,rhr,spO2\n2025-03-01,48,97\n").unused == ("spO2",)


def test_a_table_when_it_has_no_values() -> None:
    assert reading("date,rhr\n2025-03-01,\n").skipped == "a table of days without a value"


def test_a_table_when_it_is_one_of_activities() -> None:
    found = read_bytes(b"date,duration,stress\n2025-03-01,30min,3\n", source="w.csv", zone=UTC)
    assert (1, ()) == (len(found.activities), found.mornings)


def test_a_quote_when_never_closed_loses_no_row_unsaid() -> None:
    data = b'date,rhr,note\n2026-03-01,50,a\n2026-03-02,51,"b\n2026-03-03,52,c\n'
    with pytest.raises(UnreadableError, match="a quote mark is opened and never closed"):
        READERS["wellness-csv"].read(data, source="a.csv", zone=UTC)
