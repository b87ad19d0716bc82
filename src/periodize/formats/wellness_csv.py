"""A plain table of mornings: a column `date` and one of the resting heart rate; others are passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.activity import Morning
from periodize.errors import UnreadableError
from periodize.formats._table import MISSING, comma_is_decimal, header_of, moment, number, rows_lost, rows_of
from periodize.formats.base import Reading, first_line, reader

if TYPE_CHECKING:
    from datetime import tzinfo

_DATE = frozenset({"date", "day"})
_RESTING_HR = frozenset({"restinghr", "rhr", "restingheartrate", "restingheartratebpm"})
"""Headers in small letters without blanks and marks."""

PLAUSIBLE = (20.0, 130.0)
"""[bpm] A resting heart rate outside is a slip of the pen: our choice."""


def _column(header: list[str], names: frozenset[str]) -> int | None:
    plain = ["".join(letter for letter in cell.casefold() if letter.isalnum()) for cell in header]
    return next((place for place, name in enumerate(plain) if name in names), None)


def _is_wellness(head: bytes) -> bool:
    header = header_of(head)
    return _column(header, _DATE) is not None and _column(header, _RESTING_HR) is not None


@reader(".csv", name="wellness-csv", layout="a wellness table with date and resting_hr", sniff=_is_wellness)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - a day has no zone
    """Read a wellness table: one morning for each row that has a resting heart rate."""
    rows = rows_of(data)
    header = rows[0] if rows else []
    day, resting = _column(header, _DATE), _column(header, _RESTING_HR)
    if day is None or resting is None:
        message = f"a wellness table has the columns date and resting_hr; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    body = [[*row, *[""] * (len(header) - len(row))] for row in rows[1:]]
    comma = comma_is_decimal(row[resting].strip() for row in body)
    mornings: list[Morning] = []
    lost: list[str] = []
    for line, row in enumerate(body, start=2):
        if row[resting].strip().casefold() in MISSING:
            continue
        when, rate = moment(row[day]), number(row[resting], comma=comma)
        if when is None or rate is None or not PLAUSIBLE[0] <= rate <= PLAUSIBLE[1]:
            lost.append(f"row {line} ({row[day].strip()}, {row[resting].strip()})")
        else:
            mornings.append(Morning(when.date(), rate, source))
    if lost and not mornings:
        message = f"none of its {len(body):,} rows has a date and a resting heart rate"
        raise UnreadableError(message)
    skipped = None if mornings else "a table without a resting heart rate"
    salvaged = rows_lost(lost, len(body))
    return Reading((), tuple(mornings), salvaged=salvaged, skipped=skipped, rows=len(mornings))
