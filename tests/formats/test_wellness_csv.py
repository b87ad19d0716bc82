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
    assert found.mornings == (Morning(date(2025, 3, 1), 48.0, "w.csv"),)


def test_a_row_when_it_has_no_value() -> None:
    found = reading("date,resting_hr\n2025-03-01,\n2025-03-02,51\n2025-03-03,--\n")
    assert ([date(2025, 3, 2)], None) == ([morning.day for morning in found.mornings], found.salvaged)


def test_a_table_when_delimited_by_semicolons_with_commas_in_numbers() -> None:
    assert reading("Date;rhr\n01.03.2025;48,5\n").mornings[0].resting_hr == 48.5


def test_rows_when_some_are_implausible() -> None:
    found = reading("date,rhr\n2025-03-01,48\n2025-03-02,480\nnever,50\n")
    assert found.salvaged == "2 of 3 rows could not be read: row 3 (2025-03-02, 480), row 4 (never, 50)"


def test_rows_when_none_can_be_read() -> None:
    with pytest.raises(UnreadableError, match="none of its 1 rows"):
        reading("date,rhr\nnever,50\n")


def test_rows_when_shorter_than_the_header() -> None:
    assert reading("date,mood,rhr\n2025-03-01\n2025-03-02,1,50\n").rows == 1
