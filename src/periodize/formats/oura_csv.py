"""Oura's trends table, older and newer.

Columns as real exports have them: "Total Sleep Time" in the older
layout, "Total Sleep Duration" in seconds in the newer one. The older unit is not published; a night of more than
24 × 60 cannot be minutes, so the largest night of the file says which it is: our reading. Average HRV is rMSSD
[ms] over the night. The resting heart rate is the lowest of the night, as Oura's app shows it, else the average. The
Readiness Score of 0-100 becomes readiness of 0-10: our reading. Oura's date is the day of the morning after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.errors import UnreadableError
from periodize.formats.base import Reading, first_line, reader
from periodize.formats.tables.columns import Columns
from periodize.formats.tables.csv_file import header_of, number, rows_of
from periodize.formats.tables.mornings import Row, day_of, read_mornings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("date",),
    "lowest": ("lowestrestingheartrate",),
    "resting_hr": ("averagerestingheartrate",),
    "hrv": ("averagehrv",),
    "sleep": ("totalsleepduration", "totalsleeptime"),
    "readiness": ("readinessscore",),
}
LONGEST_IN_MINUTES = 24 * 60


def _columns(header: list[str]) -> Columns | None:
    columns = Columns.of(header, _NAMES)
    score = Columns.of(header, {"score": ("sleepscore",)})
    known = {"readiness", "sleep"} & set(columns.places) or score.places
    night = {"hrv", "lowest", "resting_hr"} & set(columns.places)
    return columns if "day" in columns and known and night else None


def _is_oura(head: bytes) -> bool:
    return _columns(header_of(head)) is not None


@reader(".csv", name="oura-csv", layout="Oura's trends table", sniff=_is_oura)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - a day has no zone
    """Read a trends table: one morning for each day."""
    rows = rows_of(data)
    columns = _columns(rows[0] if rows else [])
    if columns is None:
        message = f"Oura's trends have the columns date, Sleep Score, Average HRV; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    nights = [number(columns.text(row, "sleep"), comma=False) or 0.0 for row in rows[1:]]
    unit = 60.0 if max(nights, default=0.0) <= LONGEST_IN_MINUTES else 1.0

    def values(row: Row) -> dict[str, Any]:
        lowest, average = row.text("lowest"), row.text("resting_hr")
        rate = number(lowest or average, comma=row.comma) or None
        return {
            "resting_hr": row.believed("resting_hr", rate) if rate is not None else None,
            "hrv": row.number("hrv", zero_is_missing=True),
            "sleep": row.number("sleep", scale=unit, zero_is_missing=True),
            "readiness": row.number("readiness", scale=0.1, zero_is_missing=True),
        }

    return read_mornings(rows, columns, source=source, day=lambda row: day_of(row.text("day")), values=values)
