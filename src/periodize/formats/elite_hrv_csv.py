"""Elite HRV's export of readings.

Columns as a real export has them: Member, Date, Datetime, Type, HRV,
lnRmssd, Rmssd .. HR, with a byte-order mark. Rmssd is in ms; "HRV" is the app's score out of 100, not read. HR is
the mean over the reading. Of several readings of a day a morning readiness counts before others, as the app
itself does: our reading. The day is that of the reading.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.formats.base import Reading, first_line, reader
from periodize.formats.tables.columns import Columns
from periodize.formats.tables.csv_file import header_of, rows_of
from periodize.formats.tables.mornings import day_of, read_mornings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("datetime", "date"),
    "type": ("type",),
    "hrv": ("rmssd",),
    "resting_hr": ("hr",),
    "note": ("notes", "note"),
}
_MARKS = ("member", "type", "lnrmssd")
"""Columns that, beside the day and Rmssd, tell its header from others."""


def _is_elite(head: bytes) -> bool:
    return _columns(header_of(head)) is not None


def _columns(header: list[str]) -> Columns | None:
    columns = Columns.of(header, _NAMES)
    marks = Columns.of(header, {name: (name,) for name in _MARKS})
    return columns if {"day", "hrv"} <= set(columns.places) and len(marks.places) == len(_MARKS) else None


@reader(".csv", name="elite-hrv-csv", layout="Elite HRV's export", sniff=_is_elite)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - its times are of the wall clock
    """Read an export: one morning for each day with a reading."""
    rows = rows_of(data)
    columns = _columns(rows[0] if rows else [])
    if columns is None:
        message = f"Elite HRV's export has Member, Date, Type, lnRmssd, Rmssd; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    return read_mornings(
        rows,
        columns,
        source=source,
        day=lambda row: day_of(row.text("day")),
        values=lambda row: {
            "resting_hr": row.number("resting_hr", zero_is_missing=True),
            "hrv": row.number("hrv", zero_is_missing=True),
            "note": row.text("note"),
        },
        preferred=lambda row: "readiness" in row.text("type").casefold(),
    )
