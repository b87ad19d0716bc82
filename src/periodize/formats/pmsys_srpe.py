"""PMSys srpe.csv: how hard a session felt, and how long it lasted.

`end_date_time` is the end of a session: held against the exercises that the same eight athletes' watches recorded
(PMData, Thambawita et al., MMSys 2020, doi:10.1145/3339825.3394926), the stamp as it is written is 0 minutes after
the watch's local end in the median, and 254 of 336 pairs agree within 10 minutes. So it is the end, not the start,
and of the wall clock although it is written with a Z. The start is the end less the duration, which is given in
steps of ten minutes. perceived_exertion is CR10, 0-10; 0 is no answer.

The words of a session are kind and sport, e.g. individual and running; a session of strength and running is one of
strength: our reading. The words are kept as its name.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.bounds import YEARS
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words
from periodize.formats.base import Reading, activity_id, first_line, reader
from periodize.formats.tables.columns import Columns
from periodize.formats.tables.csv_file import header_of, moment, number, rows_lost, rows_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

_NAMES: Mapping[str, tuple[str, ...]] = {
    "end": ("enddatetime",),
    "words": ("activitynames",),
    "rpe": ("perceivedexertion",),
    "duration": ("duration",),
}
_WORD = re.compile(r"'([^']*)'")
_KINDS = frozenset({"individual", "team"})
LONGEST = 24 * 60.0
"""[min] A session that lasts longer is a slip of the pen: our choice."""


def _is_srpe(head: bytes) -> bool:
    return len(Columns.of(header_of(head), _NAMES).places) == len(_NAMES)


@reader(".csv", name="pmsys-srpe", layout="PMSys srpe.csv", sniff=_is_srpe)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read the session ratings: an activity with a duration and a rating for each row."""
    rows = rows_of(data)
    columns = Columns.of(rows[0] if rows else [], _NAMES)
    if len(columns.places) < len(_NAMES):
        message = f"PMSys srpe.csv has end_date_time, perceived_exertion ..; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    built: list[Activity] = []
    lost: list[str] = []
    for line, row in enumerate(rows[1:], start=2):
        activity = _activity(row, columns, source, zone)
        if activity is None:
            lost.append(f"row {line} ({columns.text(row, 'end') or 'no date'})")
        else:
            built.append(activity)
    total = len(rows) - 1
    if lost and not built:
        message = f"none of its {count(total, 'row')} has an end and a duration"
        raise UnreadableError(message)
    return Reading(
        tuple(built),
        salvaged=rows_lost(lost, total),
        skipped=None if built else "a table without rows",
        rows=len(built),
        unused=columns.unused,
    )


def _activity(row: Sequence[str], columns: Columns, source: str, zone: tzinfo) -> Activity | None:
    end = moment(columns.text(row, "end"))
    minutes = number(columns.text(row, "duration"), comma=False) or 0.0
    if end is None or not YEARS[0] < end.year <= YEARS[1] or not 0 < minutes <= LONGEST:
        return None
    from periodize.formats.streams.effort import effort_of_summary

    words = [word for word in _WORD.findall(columns.text(row, "words")) if word not in _KINDS]
    sport = "gym" if "strength" in words else sport_of_words(*words)
    rating = number(columns.text(row, "rpe"), comma=False)
    rpe = rating if rating is not None and 0 < rating <= 10 else None
    return Activity(
        id=activity_id("\x1f".join(row).encode("utf-8", "replace")),
        sport=sport,
        start=end.replace(tzinfo=zone) - timedelta(minutes=minutes),
        effort=effort_of_summary(sport, [minutes * 60], {}, rpe=rpe),
        elapsed=minutes * 60,
        name=" and ".join(words),
        source=source,
        wall_clock=True,
    )
