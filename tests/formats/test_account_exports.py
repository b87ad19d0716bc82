"""What the exports of all accounts have in common."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.formats.exports import EXPORTS
from tests.formats.test_formats_fuzz import damaged, edits, survives

from periodize.formats import READERS, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.formats import Reading

FILES = [
    pytest.param(name, data, id=f"{name}-{place}")
    for name, files in EXPORTS.items()
    for place, data in enumerate(files)
]


def ids(reading: Reading) -> list[str]:
    return [activity.id for activity in reading.activities] + [entry.id for entry in reading.planned]


@pytest.mark.parametrize(("name", "data"), FILES)
def test_an_export_when_all_readers_look_at_it(name: str, data: bytes) -> None:
    assert [name] == [member for member in READERS if READERS[member].sniff(data[:4096])]


@pytest.mark.parametrize(("name", "data"), FILES)
def test_an_export_when_its_file_is_called_otherwise(name: str, data: bytes) -> None:
    expected = READERS[name].read(data, source="a", zone=UTC)
    found = read_bytes(data, source="a.txt", zone=UTC)
    assert ids(expected) == ids(found)
    assert [morning.day for morning in expected.mornings] == [morning.day for morning in found.mornings]


@pytest.mark.parametrize(("name", "data"), FILES)
def test_ids_when_read_again_from_elsewhere(name: str, data: bytes) -> None:
    first, second = (READERS[name].read(data, source=source, zone=UTC) for source in ("a", "b"))
    assert ids(first) == ids(second)


@pytest.mark.parametrize(("name", "data"), FILES)
def test_an_export_when_read_whole(name: str, data: bytes) -> None:
    reading = READERS[name].read(data, source="a", zone=UTC)
    assert (reading.salvaged, reading.skipped) == (None, None)
    assert reading.rows > 0


@pytest.mark.parametrize(("name", "data"), FILES)
@settings(deadline=None, max_examples=40)
@given(changes=edits)
def test_an_export_when_damaged(name: str, data: bytes, changes: list[tuple[float, int, bytes]]) -> None:
    survives(name, damaged(data, changes))


@pytest.mark.parametrize(
    ("name", "path"),
    [("strava-csv", "strava-bulk-112/activities.csv"), ("garmin-csv", "garmin-csv-1131-runs/Activities.csv")],
)
def test_a_real_export_when_all_readers_look_at_it(name: str, path: str, histories: Path) -> None:
    head = (histories / path).read_bytes()[:4096]
    assert [name] == [member for member in READERS if READERS[member].sniff(head)]
