"""Strava's activities.csv, the table of an account's bulk export: one row an activity, times in UTC.

The header is in the language of the account, broken ("translation_missing") or both, five of its names stand twice,
and columns are added every few months. So nothing hangs on their number: the first eighteen are known by place,
the later ones by the place at which a name stands for the second time, newer ones by their English name.
The numbers behind the second "Elapsed Time" are written by a machine, with a point or a comma, never grouped.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import first_line, reader
from periodize.formats.tables.csv_file import columns_unread, header_of, machine_number, rows_of
from periodize.formats.tables.dates import written_moment
from periodize.formats.tables.summary import Summary, activity_of, reading_of, row_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats.base import Reading

_PREFIX = 18
"""Columns whose place has not changed between exports of 79 and 103 columns."""

_PLACES: Mapping[str, int] = {
    "id": 0, "date": 1, "name": 2, "type": 3, "note": 4, "elapsed": 5, "kilometres": 6, "peak_hr": 7,
    "private": 10, "moving": 16, "distance": 17,
}  # fmt: skip

_FILENAME = 12
"""Place of the recording's name: it is a file of the same export, recognised by its start and duration."""

_LONGEST_ID = 20
"""Digits: our choice, twice what they have."""

_TWICE = ((5, 15), (6, 17))
"""Places of the names, elapsed time and distance, that stand a second time within the prefix."""

_BEHIND: Mapping[str, tuple[int, int]] = {
    "cadence": (7, -1), "heart_rate": (7, 1), "power": (7, 3), "Calories": (7, 4),
    "Relative Effort": (8, 0), "Total Work": (8, 1), "rpe": (8, 6), "Weighted Average Power": (8, 9),
    "Perceived Relative Effort": (8, 12),
}  # fmt: skip
"""Column -> place of the name that stands again, and how far behind its second one it is, seen in exports of 86 to
103 columns in English and German."""

_NEWER = ("Training Load", "Intensity", "Grade Adjusted Distance", "Sport Type")
"""Columns known by their English name alone."""

_GIVEN = (
    "Relative Effort", "Training Load", "Intensity", "Weighted Average Power", "Perceived Relative Effort",
    "Grade Adjusted Distance", "Total Work", "Calories",
)  # fmt: skip

_TAG = re.compile(r"<[^>]*>")


def _columns(header: Sequence[str]) -> dict[str, int] | None:
    """Return where the columns stand; None when it is no such table."""
    names = [_TAG.sub("", cell).strip() for cell in header]
    if len(names) < _PREFIX or any(not names[one] or names[one] != names[other] for one, other in _TWICE):
        return None
    if names[5] == names[6]:
        return None
    found = dict(_PLACES)
    for ours, (first, behind) in _BEHIND.items():
        again = next((place for place in range(_PREFIX, len(names)) if names[place] == names[first]), None)
        if again is not None and again + behind < len(names):
            found[ours] = again + behind
    return found | {name: names.index(name) for name in _NEWER if name in names}


@reader(
    ".csv",
    name="strava-csv",
    layout="Strava's activities.csv of a bulk export",
    sniff=lambda head: _columns(header_of(head)) is not None,
)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read an activities.csv: one activity of one sample for each row, its start in UTC shown in `zone`."""
    rows = rows_of(data)
    columns = _columns(rows[0]) if rows else None
    if columns is None:
        message = f"not Strava's activities.csv; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    built: dict[str, Activity] = {}
    lost: list[str] = []
    for line, cells in enumerate(rows[1:], start=2):
        row = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
        activity = _activity(row, source, zone)
        if activity is None:
            lost.append(f"row {line} ({row.get('date') or 'no date'})")
        else:
            built.setdefault(activity.id, activity)
    header = [_TAG.sub("", cell).strip() for cell in rows[0]]
    unread = columns_unread(header, rows[1:], {*columns.values(), _FILENAME})
    return reading_of(list(built.values()), lost, len(rows) - 1, unused=unread)


def _activity(row: Mapping[str, str], source: str, zone: tzinfo) -> Activity | None:
    native, start = row.get("id", ""), written_moment(row.get("date", ""))
    if not native.isdecimal() or len(native) > _LONGEST_ID or start is None:
        return None
    try:
        begun = start.replace(tzinfo=start.tzinfo or UTC).astimezone(zone)
    except (OverflowError, ValueError):
        return None
    kilometres = _number(row, "kilometres")
    return activity_of(
        Summary(
            key=row_id("strava", int(native)),
            sport=sport_of_words(row.get("Sport Type", ""), row.get("type", "")),
            start=begun,
            source=source,
            moving=_number(row, "moving"),
            elapsed=_number(row, "elapsed"),
            distance=_number(row, "distance") or (kilometres * 1000 if kilometres else None),
            heart_rate=_number(row, "heart_rate"),
            peak_hr=_number(row, "peak_hr"),
            power=_number(row, "power"),
            cadence=_number(row, "cadence"),
            rpe=_number(row, "rpe"),
            name=row.get("name", ""),
            note="\n".join(text for text in (row.get("note"), row.get("private")) if text),
            native_id=native,
            surface=surface_of_words(row.get("Sport Type", ""), row.get("type", "")),
            given={name: _number(row, name) for name in _GIVEN},
        )
    )


def _number(row: Mapping[str, str], name: str) -> float | None:
    return machine_number(row.get(name, ""))
