"""A plain table of activities, ours, for what no other reader knows: one row an activity, columns by name.

docs/sources/plain-csv.md describes it for athletes. Times are of the wall clock and get the reader's zone unless
they carry their own; without an hour the first activity of a day starts at midnight, the next one an hour later,
so that two of a day stay two. Without a unit a distance is in kilometres and a duration in seconds. With both a
moving time and a duration, the duration is the time from start to end. A row that says no duration is kept, with
an effort of no samples.

The table is read in parts, and an activity's id comes from its row alone, so that a longer export of the same
table gives the same ids.
"""

from __future__ import annotations

import codecs
import csv
import io
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.formats.base import HEAD, Reading, first_line, reader
from periodize.formats.tables.columns import Columns, known_layout
from periodize.formats.tables.csv_file import NAMED, closed_rows, comma_is_decimal, delimiter_of, header_of, rows_lost
from periodize.formats.tables.plain_row import GIVEN, PlainTable, activity_of, plain_columns
from periodize.formats.tables.summary import whole
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from periodize.activity import Activity

PART = 2_000
"""Rows of one part: our choice; some 5 MB as activities."""

PIECE = 1 << 20
"""[bytes] Read at once while looking for the encoding: our choice."""


def _is_plain(head: bytes) -> bool:
    return plain_columns(header_of(head)) is not None and not known_layout(head)


def batches(data: bytes, *, source: str, zone: tzinfo) -> Iterator[Reading]:
    """Yield the activities of a plain table in parts; the last says what could not be read."""
    rows = _rows(data)
    table = _table(data, rows, source, zone)
    activities = _activities(rows, table)
    part: Reading | None = None
    while built := tuple(islice(activities, PART)):
        if part is not None:
            yield part
        part = Reading(built, rows=len(built))
    if part is None and (table.lost or table.torn):
        message = f"none of its {count(table.count, 'row')} has a date: {', '.join(table.lost[:3]) or table.torn}"
        raise UnreadableError(message)
    left = set(table.given.unused)
    said = (rows_lost(table.lost, table.count), _left_out(table.odd), table.torn)
    yield replace(
        part or Reading(skipped="a table without rows"),
        salvaged="; ".join(text for text in said if text) or None,
        unused=tuple(name for name in table.columns.unused if name in left),
    )


@reader(
    ".csv", name="plain-csv", layout="a plain table with date, sport, duration, distance", sniff=_is_plain,
    batches=batches,
)  # fmt: skip
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a plain table as a whole: see `batches`."""
    return whole(batches(data, source=source, zone=zone))


def _left_out(odd: list[str]) -> str | None:
    if not odd:
        return None
    more = f" and {len(odd) - NAMED:,} more" if len(odd) > NAMED else ""
    return f"left out what cannot be: {', '.join(odd[:NAMED])}{more}"


def _rows(data: bytes) -> Iterator[list[str]]:
    """Return the rows of a table without ever holding all of them, blank ones left out."""
    text, delimiter = _opened(data)
    return (row for row in closed_rows(text, delimiter) if any(cell.strip() for cell in row))


def _opened(data: bytes) -> tuple[io.TextIOWrapper, str]:
    """Return the text of a table at its start, and the mark between its cells."""
    text = io.TextIOWrapper(io.BytesIO(data), _encoding(data), errors="replace", newline="")
    delimiter = delimiter_of(text.read(HEAD))
    text.seek(0)
    return text, delimiter


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in data:
        raise UnreadableError("not a text file")
    utf8 = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        for place in range(0, len(data), PIECE):
            utf8.decode(data[place : place + PIECE])
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _table(data: bytes, rows: Iterator[list[str]], source: str, zone: tzinfo) -> PlainTable:
    """Read the header, and how numbers are written.

    Raises
    ------
    UnreadableError
        if there is no column of a day, or none of how long or how far.
    """
    try:
        header = next(rows, [])
    except csv.Error as error:
        message = f"not a table: {error}"
        raise UnreadableError(message) from error
    columns = plain_columns(header)
    if columns is None:
        message = f"a plain table has the columns date and duration or distance; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    given = Columns.of(header, {name: (name,) for name in GIVEN})
    # a comma stands within a cell only where cells are in quotes or parted by another mark
    comma = (b'"' in data or _opened(data)[1] != ",") and _comma(_rows(data), columns)
    return PlainTable(columns, given, comma, source, zone)


def _comma(rows: Iterator[list[str]], columns: Columns) -> bool:
    return comma_is_decimal(_numbers(rows, columns))


def _numbers(rows: Iterator[list[str]], columns: Columns) -> Iterator[str]:
    """Yield the cells that hold numbers, up to where the table breaks off."""
    with suppress(csv.Error):
        for row in rows:
            for name in ("moving", "duration", "distance", "heart_rate", "power", "rpe", "load"):
                yield columns.text(row, name)


def _activities(rows: Iterator[list[str]], table: PlainTable) -> Iterator[Activity]:
    try:
        for row in rows:
            table.count += 1
            activity = activity_of(row, table)
            if activity is not None:
                yield activity
    except csv.Error as error:
        table.torn = f"the table breaks off after {count(table.count, 'row')}: {error}"
