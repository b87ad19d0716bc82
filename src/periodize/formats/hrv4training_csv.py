"""HRV4Training's export, as the Android and as the iOS app write it.

Columns as real exports have them: names with stray blanks, blank
lines, 0.0 (Android) or - (iOS) where nothing was measured, lines that end in CR alone (iOS). rMSSD is in ms. The
day is that of the measurement, taken in the morning on waking.

Units not published: `sleep_time` is read as hours when it is a number up to 24, as minutes above, or as h:mm: our
reading. The questionnaire's marks (sleep_quality, fatigue, muscle_soreness, mental_energy ...) are not read: neither
their range nor their direction is published, and both changed between versions of the app.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.errors import UnreadableError
from periodize.formats.base import Reading, first_line, reader
from periodize.formats.tables.columns import Columns
from periodize.formats.tables.csv_file import header_of, number, rows_of
from periodize.formats.tables.mornings import Row, asleep, day_of, read_mornings, truth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "timestampmeasurement"),
    "resting_hr": ("hr",),
    "hrv": ("rmssd",),
    "sleep": ("sleeptime",),
    "illness": ("sickness",),
    "note": ("note", "notes"),
}
_ITS_OWN = frozenset({"avnn", "sdnn", "pnn50"})
"""Columns that, beside rMSSD, no other export has; its header says them whatever the version."""


def _is_hrv4training(head: bytes) -> bool:
    return _columns(header_of(head)) is not None


def _columns(header: list[str]) -> Columns | None:
    columns = Columns.of(header, _NAMES)
    own = Columns.of(header, {name: (name,) for name in _ITS_OWN})
    return columns if {"day", "hrv"} <= set(columns.places) and len(own.places) == len(_ITS_OWN) else None


@reader(".csv", name="hrv4training-csv", layout="HRV4Training's export", sniff=_is_hrv4training)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - its times are of the wall clock
    """Read an export: one morning for each day with a measurement, of several the first."""
    rows = rows_of(data)
    columns = _columns(rows[0] if rows else [])
    if columns is None:
        message = f"HRV4Training's export has the columns date, HR, AVNN, SDNN, rMSSD; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    return read_mornings(rows, columns, source=source, day=lambda row: day_of(row.text("day")), values=_values)


def _values(row: Row) -> dict[str, Any]:
    return {
        "resting_hr": row.number("resting_hr", zero_is_missing=True),
        "hrv": row.number("hrv", zero_is_missing=True),
        "sleep": _sleep(row),
        "illness": truth(row.text("illness")),
        "note": row.text("note"),
    }


def _sleep(row: Row) -> float | None:
    text = row.text("sleep")
    value = number(text, comma=row.comma)
    if not text or value == 0:
        return None
    unit = row.columns.units["sleep"] or ("min" if value is not None and value > 24 else "h")
    return row.believed("sleep", asleep(text, unit, comma=row.comma))
