"""What holds for every source that is neither a device nor an account."""

from __future__ import annotations

from datetime import UTC

import pytest
from tests.formats.samples_other_tools import SAMPLES

from periodize.formats import READERS, read_bytes

TABLES = sorted(name for name in SAMPLES if READERS[name].suffix == ".csv")


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_sniffing_when_a_file_is_sound(name: str) -> None:
    assert [name] == [member for member in READERS if READERS[member].sniff(SAMPLES[name])]


@pytest.mark.parametrize("name", TABLES)
def test_a_table_when_lines_end_in_cr_alone(name: str) -> None:
    expected = read_bytes(SAMPLES[name], source="a.csv", zone=UTC)
    found = read_bytes(SAMPLES[name].replace(b"\n", b"\r"), source="a.csv", zone=UTC)
    assert (expected.rows, expected.mornings) == (found.rows, found.mornings)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_when_it_has_a_mark_and_lines_end_in_crlf(name: str) -> None:
    plain = SAMPLES[name].removeprefix(b"\xef\xbb\xbf")
    expected = read_bytes(plain, source="a.csv", zone=UTC)
    found = read_bytes(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"), source="a.csv", zone=UTC)
    assert (expected.rows, expected.mornings) == (found.rows, found.mornings)


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_ids_when_a_file_is_read_twice(name: str) -> None:
    first, second = (READERS[name].read(SAMPLES[name], source=f"{path}.x", zone=UTC) for path in "ab")
    assert [one.id for one in first.activities] == [one.id for one in second.activities]
