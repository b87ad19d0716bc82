"""The tables of intervals.icu, activities, wellness and events, as CSV and as JSON of its API."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.formats.base import first_line, reader
from periodize.formats.tables import intervals
from periodize.formats.tables.csv_file import header_of, rows_of
from periodize.formats.tables.json_file import Records, looks_like_json, text_of
from periodize.formats.tables.mornings import merged, odd_told
from periodize.formats.tables.summary import reading_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from periodize.activity import Activity, Morning, PlannedEntry
    from periodize.formats.base import Reading
    from periodize.formats.tables.json_file import Fields

_OF_A_DAY = frozenset({
    "restingHR", "hrvSDNN", "sleepSecs", "sleepScore", "sleepQuality", "avgSleepingHR", "spO2", "kcalConsumed",
    "menstrualPhase", "rampRate", "ctlLoad", "atlLoad",
})  # fmt: skip
"""Names of the wellness table that no other table spells so."""

ENOUGH = 3
"""Of them make a table one of intervals.icu: our choice."""

_JSON_DAY = re.compile(rb'"id"\s*:\s*"\d{4}-\d{2}-\d{2}"')


def _is_table(header: Sequence[str]) -> bool:
    names = set(header)
    if "start_date_local" in names:
        return "category" in names or any(name.startswith("icu_") for name in names)
    return bool(names & {"id", "date"}) and len(names & _OF_A_DAY) >= ENOUGH


def _is_json(head: bytes) -> bool:
    if not looks_like_json(head):
        return False
    if b'"start_date_local"' in head:
        return b'"icu_' in head or b'"category"' in head
    return bool(_JSON_DAY.search(head)) and sum(f'"{name}"'.encode() in head for name in _OF_A_DAY) >= ENOUGH


@reader(
    ".csv",
    name="intervals-csv",
    layout="an activities, wellness or events table of intervals.icu",
    sniff=lambda head: _is_table(header_of(head)),
)
def read_csv(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a CSV of intervals.icu: an activity, a morning or a planned session for each row."""
    rows = rows_of(data)
    header = [cell.strip() for cell in rows[0]] if rows else []
    if not _is_table(header):
        message = f"not a table of intervals.icu; columns seen: {first_line(data)}"
        raise UnreadableError(message)
    records = (dict(zip(header, row, strict=False)) for row in rows[1:])
    return _reading(records, "row", 2, source=source, zone=zone)


@reader(
    ".json",
    name="intervals-json",
    layout="activities, wellness or events from the API of intervals.icu",
    sniff=_is_json,
)
def read_json(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read JSON of intervals.icu: an activity, a morning or a planned session for each record."""
    if not _is_json(data):
        raise UnreadableError("not JSON of intervals.icu: no record has its fields, e.g. start_date_local and icu_ctl")
    records = Records(data, depth=0 if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else 1)
    return _reading(records, "record", 1, source=source, zone=zone)


def _reading(records: Iterable[Fields | None], noun: str, first: int, *, source: str, zone: tzinfo) -> Reading:
    activities: dict[str, Activity] = {}
    mornings: list[Morning] = []
    planned: dict[str, PlannedEntry] = {}
    lost: list[str] = []
    odd: list[str] = []
    unused: dict[str, None] = {}
    stubs = total = 0
    for total, fields in enumerate(records, start=1):
        unused |= dict.fromkeys(intervals.unread(fields or {}))
        found: Activity | Morning | PlannedEntry | None = None
        if fields and "category" in fields:
            if not intervals.is_planned(fields):
                continue
            if found := intervals.planned_from(fields, source=source):
                planned.setdefault(found.id, found)
        elif fields and "start_date_local" in fields:
            if intervals.is_stub(fields):
                stubs += 1
                continue
            if found := intervals.activity_from(fields, source=source, zone=zone):
                activities.setdefault(found.id, found)
        elif fields and (found := intervals.morning_from(fields, source=source)):
            mornings.append(found)
            if told := intervals.impossible(fields):
                odd.append(f"{noun} {total + first - 1} ({', '.join([str(found.day), *told])})")
        if found is None:
            day = text_of(fields or {}, "start_date_local", "date", "id") or "no date"
            lost.append(f"{noun} {total + first - 1} ({day})")
    noted = merged(morning for morning in mornings if not intervals.is_empty(morning))
    notes = (_from_strava(stubs), odd_told(odd, noun), records.broken if isinstance(records, Records) else None)
    return reading_of(
        list(activities.values()),
        lost,
        total,
        mornings=noted,
        planned=list(planned.values()),
        unused=tuple(unused),
        note="; ".join(text for text in notes if text) or None,
    )


def _from_strava(stubs: int) -> str | None:
    if not stubs:
        return None
    return f"{count(stubs, 'activity')} came from Strava, which lets nobody hand them on: import Strava's own export"
