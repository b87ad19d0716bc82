"""PMSys, the player monitoring of Simula and ForzaSys, as the PMData set publishes it: wellness.csv and injury.csv.

Scales: PMData's paper (Thambawita et al., MMSys 2020, doi:10.1145/3339825.3394926) gives 1-5 with 3 as normal, and
readiness 0-10. That 5 is the best end of each is our reading, and the data bear it out: days on which a sore area is
named have a soreness of 1-2, and readiness goes up with the mark of fatigue. So fatigue, soreness and stress are
turned round here: 5 of "fatigue" (fresh) becomes 1 (not tired). A 0 on a scale of 1-5 is no answer.

Days: a stamp ends in Z, yet says the athlete's wall clock, as `pmsys_srpe` shows; its date is taken as it is
written. What is noted in the evening belongs to that day.

injury.csv: a morning for each report that names something; an empty report {} says that nothing hurts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from periodize.activity import Morning
from periodize.errors import UnreadableError
from periodize.formats.base import Reading, first_line, reader
from periodize.formats.tables.columns import Columns
from periodize.formats.tables.csv_file import header_of, rows_lost, rows_of
from periodize.formats.tables.mornings import Row, day_of, merged, read_mornings, turned
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_NAMES: Mapping[str, tuple[str, ...]] = {
    "day": ("effectivetimeframe",),
    "fatigue": ("fatigue",),
    "mood": ("mood",),
    "readiness": ("readiness",),
    "sleep": ("sleepduration",),
    "sleep_quality": ("sleepquality",),
    "soreness": ("soreness",),
    "stress": ("stress",),
}
_INJURIES: Mapping[str, tuple[str, ...]] = {"day": ("effectivetimeframe",), "injuries": ("injuries",)}
_INJURY = re.compile(r"'([a-z_]+)': '([a-z_ ]+)'")


def _is_wellness(head: bytes) -> bool:
    return len(Columns.of(header_of(head), _NAMES).places) == len(_NAMES)


def _is_injury(head: bytes) -> bool:
    return len(Columns.of(header_of(head), _INJURIES).places) == len(_INJURIES)


@reader(".csv", name="pmsys-wellness", layout="PMSys wellness.csv", sniff=_is_wellness)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - its times are of the wall clock
    """Read the daily questionnaire: one morning for each day; a row of zeros is one without answers."""
    rows = rows_of(data)
    columns = Columns.of(rows[0] if rows else [], _NAMES)
    if len(columns.places) < len(_NAMES):
        message = f"PMSys wellness.csv has effective_time_frame, fatigue, mood ..; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    return read_mornings(rows, columns, source=source, day=lambda row: day_of(row.text("day")), values=_values)


def _values(row: Row) -> dict[str, Any]:
    scales = {name: row.number(name, zero_is_missing=True) for name in ("fatigue", "soreness", "stress")}
    upright = {name: row.number(name, zero_is_missing=True) for name in ("mood", "sleep_quality")}
    known = {name: turned(value) for name, value in scales.items()} | upright
    known["sleep"] = row.number("sleep", scale=3600.0, zero_is_missing=True)
    # a readiness of 0 is a mark only where anything else was answered
    answered = any(value is not None for value in known.values())
    return {**known, "readiness": row.number("readiness", zero_is_missing=not answered)}


@reader(".csv", name="pmsys-injury", layout="PMSys injury.csv", sniff=_is_injury)
def read_injuries(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - as above
    """Read the injury reports: a morning for each day on which something hurt."""
    rows = rows_of(data)
    columns = Columns.of(rows[0] if rows else [], _INJURIES)
    if len(columns.places) < len(_INJURIES):
        message = f"PMSys injury.csv has effective_time_frame and injuries; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    mornings: list[Morning] = []
    lost: list[str] = []
    for line, row in enumerate(rows[1:], start=2):
        day, told = day_of(columns.text(row, "day")), columns.text(row, "injuries")
        hurts = _INJURY.findall(told)
        if day is None or (told not in {"", "{}"} and not hurts):
            lost.append(f"row {line} ({columns.text(row, 'day') or 'no date'})")
        elif hurts:
            words = ", ".join(f"{place.replace('_', ' ')} ({degree})" for place, degree in hurts)
            mornings.append(Morning(day=day, source=source, injury=words))
    total = len(rows) - 1
    if lost and len(lost) == total:
        message = f"none of its {count(total, 'row')} has a day and an injury"
        raise UnreadableError(message)
    skipped = None if mornings else f"{count(total, 'report')}, all of no injury"
    return Reading((), merged(mornings), salvaged=rows_lost(lost, total), skipped=skipped, rows=total - len(lost))
