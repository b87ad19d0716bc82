"""WHOOP's physiological_cycles.csv, in the language of the account.

The order of the columns is the same in every language, as public exports show: start, end and zone of the cycle,
recovery [%], resting heart rate [bpm], variability [ms, rMSSD], skin temperature, blood oxygen, strain, energy,
maximum and mean heart rate, sleep onset, wake onset, sleep performance, respiratory rate, time asleep [min] and
more. So a file is known by where its values stand and what they look like.

Times are of the wall clock in the cycle's zone, and the day is that of the wake onset: a night belongs to the
morning after. Recovery of 0-100 becomes readiness of 0-10: our reading. A cycle without a wake onset has no night.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from periodize.errors import UnreadableError
from periodize.formats.base import Reading, first_line, reader
from periodize.formats.tables.columns import Columns
from periodize.formats.tables.csv_file import MISSING, moment, rows_of
from periodize.formats.tables.mornings import Row, day_of, read_mornings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

_PLACES: Mapping[str, int] = {"readiness": 3, "resting_hr": 4, "hrv": 5, "day": 13, "sleep": 16}
FEWEST_COLUMNS = 17
"""Up to the time asleep."""

NEWEST_ROWS = 20
"""Rows looked at to recognise the table; four in five must fit: our choice."""

_ZONE = re.compile(r"UTC(Z|[+-]\d\d:\d\d)")
_NUMBER = re.compile(r"\d+([.,]\d+)?")


def _is_whoop(head: bytes) -> bool:
    try:
        rows = rows_of(head, whole=False)
    except UnreadableError:
        return False
    # the last row may be cut off by the end of the head
    return _are_cycles(rows[1:-1] or rows[1:])


def _are_cycles(rows: Sequence[Sequence[str]]) -> bool:
    newest = rows[:NEWEST_ROWS]
    return bool(newest) and sum(map(_is_cycle, newest)) >= 0.8 * len(newest)


def _is_cycle(row: Sequence[str]) -> bool:
    if len(row) < FEWEST_COLUMNS or moment(row[0]) is None or not _ZONE.fullmatch(row[2].strip()):
        return False
    cells = [row[place].strip() for place in (3, 4, 5, 16)]
    return all(_NUMBER.fullmatch(cell) or cell.casefold() in MISSING for cell in cells)


@reader(".csv", name="whoop-csv", layout="WHOOP's physiological_cycles.csv", sniff=_is_whoop)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - its times are of the wall clock
    """Read the cycles: one morning for each night."""
    rows = rows_of(data)
    if not _are_cycles(rows[1:]):
        message = f"WHOOP's physiological_cycles.csv begins with start, end and zone; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    header = tuple(cell.strip() for cell in rows[0])
    columns = Columns(header, _PLACES, dict.fromkeys(_PLACES, ""))
    return read_mornings(rows, columns, source=source, day=lambda row: day_of(row.text("day")), values=_values)


def _values(row: Row) -> dict[str, Any]:
    return {
        "readiness": row.number("readiness", scale=0.1),
        "resting_hr": row.number("resting_hr", zero_is_missing=True),
        "hrv": row.number("hrv", zero_is_missing=True),
        "sleep": row.number("sleep", scale=60.0, zero_is_missing=True),
    }
