"""What the store holds as a whole: what `doctor` asks, and a dump for comparisons."""

from __future__ import annotations

import hashlib
import sqlite3
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from periodize.store.facts import FileState, Gap, Survey
from periodize.store.reading import CURRENT, files
from periodize.store.rows import ENTRY, FACTS, LOG, MEASURED, MERGED, NOTED, names
from periodize.units import count

WITHOUT_HEART_RATE: Final = """
    SELECT keys FROM activity WHERE heart_rate IS NULL AND NOT EXISTS
        (SELECT 1 FROM recording WHERE activity_id = activity.id AND recording.heart_rate IS NOT NULL)
    ORDER BY start, keys
"""


def survey(connection: sqlite3.Connection, *, shortest_gap: int) -> Survey:
    """Return what the store holds. shortest_gap : [d] shorter gaps are not listed."""
    days = [date.fromisoformat(day) for (day,) in connection.execute("SELECT DISTINCT day FROM activity ORDER BY day")]
    gaps = [Gap(a + timedelta(days=1), b - timedelta(days=1)) for a, b in pairwise(days)]
    mornings = [date.fromisoformat(day) for (day,) in connection.execute("SELECT DISTINCT day FROM morning ORDER BY 1")]
    return Survey(
        first=days[0] if days else None,
        last=days[-1] if days else None,
        sports=dict(connection.execute("SELECT sport, count(*) FROM activity GROUP BY sport ORDER BY 2 DESC, 1")),
        readers=dict(
            connection.execute(
                f"SELECT coalesce(reader, '{LOG}'), count(*) FROM recording LEFT JOIN file ON file.id = file_id "
                "GROUP BY 1 ORDER BY 2 DESC, 1"
            )
        ),
        recordings=_count(connection, "SELECT count(*) FROM recording"),
        without_heart_rate=tuple(names(keys)[0] for (keys,) in connection.execute(WITHOUT_HEART_RATE)),
        unmeasured=_count(
            connection,
            f"SELECT count(*) FROM activity AS a LEFT JOIN measure AS m ON {CURRENT} WHERE load IS NULL",
        ),
        gaps=tuple(sorted((gap for gap in gaps if gap.days >= shortest_gap), key=lambda gap: (-gap.days, gap.first))),
        files={
            FileState(state): number
            for state, number in connection.execute("SELECT state, count(*) FROM file GROUP BY state ORDER BY state")
        },
        told=files(connection, "WHERE state <> ?", [FileState.READ]),
        morning_first=mornings[0] if mornings else None,
        morning_last=mornings[-1] if mornings else None,
        mornings=len(mornings),
        morning_fields=_noted(connection),
        planned=_count(connection, "SELECT count(DISTINCT key) FROM planned_entry"),
        size=_count(connection, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"),
    )


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _noted(connection: sqlite3.Connection) -> dict[str, int]:
    """Return field of a morning -> days that have it, those that none has left out."""
    most = ", ".join(f"max(nullif({name}, '')) AS {name}" for name in NOTED)
    counts = ", ".join(f"count({name})" for name in NOTED)
    row = connection.execute(f"SELECT {counts} FROM (SELECT {most} FROM morning GROUP BY day)").fetchone()
    return {name: days for name, days in zip(NOTED, row, strict=True) if days}


DUMPED: Final = {
    "files": "SELECT sha256, reader, state, reason, rows, unused, program FROM file",
    "places": "SELECT path, sha256, size, mtime_ns FROM place JOIN file ON id = file_id",
    "recordings": f"SELECT {', '.join(FACTS)}, file_id IS NULL FROM recording",
    "origins": "SELECT key, sha256 FROM origin JOIN recording ON recording.id = recording_id "
    "JOIN file ON file.id = origin.file_id",
    "streams": "SELECT key, n, stream.channels, data, positions, counted FROM stream "
    "JOIN recording ON id = recording_id",
    "activities": f"SELECT keys, {', '.join(MERGED)} FROM activity",
    "members": "SELECT own.key, best.key FROM recording AS own JOIN recording AS best ON best.id = own.activity_id",
    "measures": f"SELECT key, m.rpe, m.stated_load, {', '.join(f'm.{name}' for name in MEASURED)} "
    "FROM measure AS m JOIN recording ON id = recording_id",
    "signatures": "SELECT key, planned, others, fingerprint, s.data FROM signature AS s "
    "JOIN recording ON id = recording_id",
    "mornings": f"SELECT day, sha256, {', '.join(NOTED)} FROM morning LEFT JOIN file ON file.id = file_id",
    "planned": f"SELECT sha256, {', '.join(ENTRY)} FROM planned_entry JOIN file ON file.id = file_id",
    "links": "SELECT keys, session, day, sport FROM link",
    "skips": "SELECT session, reason FROM skip",
    "silences": "SELECT code, until, reason FROM silence",
}
"""Part of the dump -> the query for its rows."""


def dump(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows without row numbers, sorted; of compressed bytes their SHA-256."""
    return {
        part: sorted((tuple(map(_short, row)) for row in connection.execute(query)), key=repr)
        for part, query in DUMPED.items()
    }


def _short(value: object) -> object:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def damage(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return what SQLite finds wrong with the file, and references that lead nowhere; nothing when it is sound."""
    try:
        found = [text for (text,) in connection.execute("PRAGMA quick_check") if text != "ok"]
    except sqlite3.DatabaseError as error:
        if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            raise
        return (str(error),)  # so damaged that not even the check gets through
    if found:
        return tuple(found)
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        found.append(f"a row of {table} refers to a row of {parent} that is not there")
    alone = _count(connection, "SELECT count(*) FROM recording WHERE activity_id IS NULL")
    return (*found, *([f"{count(alone, 'recording')} of no activity"] if alone else []))
