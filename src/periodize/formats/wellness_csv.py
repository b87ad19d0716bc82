"""A plain table of mornings, ours: a column `date` and any that a morning has; see docs/sources/plain-csv.md.

The scales are those of `Morning`: 1-5, and the number says how much there is of what the word says; readiness
0-10. The day is the one on which the athlete woke up. Both are what the page asks the athlete to write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.bounds import MORNING
from periodize.errors import UnreadableError
from periodize.formats.base import Reading, first_line, reader
from periodize.formats.tables.columns import Columns, known_layout
from periodize.formats.tables.csv_file import header_of, rows_of
from periodize.formats.tables.mornings import Row, asleep, day_of, read_mornings, truth

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "day"),
    "resting_hr": ("restinghr", "rhr", "restingheartrate"),
    "hrv": ("hrv", "rmssd", "hrvrmssd"),
    "sleep": ("sleep", "sleeptime", "sleepduration", "asleep"),
    "sleep_quality": ("sleepquality",),
    "fatigue": ("fatigue", "tiredness"),
    "soreness": ("soreness", "musclesoreness"),
    "stress": ("stress",),
    "mood": ("mood",),
    "motivation": ("motivation",),
    "readiness": ("readiness",),
    "weight": ("weight", "bodyweight"),
    "illness": ("illness", "ill", "sick", "sickness"),
    "injury": ("injury", "injuries"),
    "note": ("note", "notes", "comment", "comments"),
}
"""Column of ours -> its names in small letters without blanks and marks."""

_SESSION = frozenset({"duration", "moving", "movingtime", "elapsedtime", "distance"})
"""Columns that make a table one of activities."""

POUND = 0.45359237
"""[kg]"""


def _is_wellness(head: bytes) -> bool:
    columns = Columns.of(header_of(head), _NAMES)
    if "day" not in columns or not set(columns.places) & set(MORNING):
        return False
    sessions = Columns.of(columns.header, {name: (name,) for name in _SESSION})
    return not sessions.places and not known_layout(head)


@reader(".csv", name="wellness-csv", layout="a wellness table with date and e.g. resting_hr", sniff=_is_wellness)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - a day has no zone
    """Read a wellness table: one morning for each day that has a value."""
    rows = rows_of(data)
    columns = Columns.of(rows[0] if rows else [], _NAMES)
    if "day" not in columns or len(columns.places) < 2:
        message = f"a wellness table has the columns date and e.g. resting_hr; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    return read_mornings(rows, columns, source=source, day=lambda row: day_of(row.text("day")), values=_values)


def _values(row: Row) -> dict[str, Any]:
    plain = ("resting_hr", "hrv", "sleep_quality", "fatigue", "soreness", "stress", "mood", "motivation", "readiness")
    return {
        **{name: row.number(name) for name in plain},
        "sleep": _sleep(row),
        "weight": row.number("weight", scale=POUND if row.columns.units.get("weight") in {"lb", "lbs"} else 1.0),
        "illness": truth(row.text("illness")),
        "injury": row.text("injury"),
        "note": row.text("note"),
    }


def _sleep(row: Row) -> float | None:
    text = row.text("sleep")
    return row.believed("sleep", asleep(text, row.columns.units["sleep"], comma=row.comma)) if text else None
