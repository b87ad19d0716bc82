"""What the store is asked: activities, weeks, mornings, what was planned."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from periodize.errors import shortened
from periodize.store.errors import NotFoundError
from periodize.store.facts import WeekTotal
from periodize.store.rows import (
    ENTRY,
    FACTS,
    LOG,
    MEASURED,
    MERGED,
    NOTED,
    entry_of,
    file_of,
    filled,
    measure_of,
    morning_of,
    names,
    recording_of,
    stored_of,
    stream_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from periodize.activity import Morning, PlannedEntry
    from periodize.store.facts import PackedStream, Recording, SourceFile, Stored

CURRENT: Final = "m.recording_id = a.id AND m.rpe IS a.rpe AND m.stated_load IS a.stated_load"
"""A measure of what is merged now: a rating from another source makes another load."""

AMONG: Final = "WHERE a.id IN (SELECT value FROM json_each(?))"
"""The condition for some activities; `among` gives what it binds."""

CANDIDATES: Final = 5
"""Activities that are named when a beginning of a key is not enough: our choice."""


def among(numbers: Iterable[int]) -> list[str]:
    """Return what `AMONG` binds for the rows of some activities."""
    return [json.dumps(list(numbers))]


def _places(table: str) -> str:
    """Return the query for when the files of a table's rows were last changed, and where they stand."""
    return (
        "SELECT file_id, max(mtime_ns) AS changed, min(path) AS path FROM place "
        f"WHERE file_id IN (SELECT file_id FROM {table}) GROUP BY file_id"
    )


NEWEST: Final = f"""
    SELECT a.path, {", ".join(f"a.{name}" for name in ENTRY)} FROM (
        SELECT path, planned_entry.*, row_number() OVER (PARTITION BY key ORDER BY changed DESC, sha256) AS place
        FROM planned_entry JOIN file ON file.id = planned_entry.file_id
        LEFT JOIN ({_places("planned_entry")}) AS p ON p.file_id = planned_entry.file_id
    ) AS a JOIN (SELECT 1 AS newest) ON place = newest
"""

FILES: Final = """
    SELECT sha256, reader, state, reason, rows, unused, program, path, size, mtime_ns
    FROM file LEFT JOIN place ON file_id = id
"""


def files(connection: sqlite3.Connection, where: str = "", values: Sequence[Any] = ()) -> tuple[SourceFile, ...]:
    """Return files by path; `where` holds conditions on `FILES`, `values` what they bind."""
    rows = connection.execute(f"{FILES} {where} ORDER BY path, sha256", values)
    return tuple(file_of(row) for row in rows)


def activities(
    connection: sqlite3.Connection, where: str = "", values: Sequence[Any] = (), *, with_values: bool = False
) -> dict[int, Stored]:
    """Return activities by row, in order of start and id; `where` : conditions on activity `a`, `values` : bound."""
    measured = [f"m.{name}" if with_values or name != "metrics" else "NULL" for name in MEASURED]
    rows = connection.execute(
        f"SELECT a.id, a.keys, {', '.join(measured)}, {', '.join(f'a.{name}' for name in MERGED)} "
        f"FROM activity AS a LEFT JOIN measure AS m ON {CURRENT} {where} ORDER BY a.start, a.keys",
        values,
    )
    told = _sources(connection, where, values)
    end = 2 + len(MEASURED)
    return {row[0]: stored_of(row[end:], row[1], sorted(told[row[0]]), measure_of(row[2:end])) for row in rows}


def metric_values(connection: sqlite3.Connection, paths: Sequence[str], *, first: date | None) -> dict[str, list[Any]]:
    """Return some of what was computed of each activity from a day on, by id; None where an activity has it not."""
    rows = connection.execute(
        f"SELECT a.keys, json_array({', '.join(['json_extract(m.metrics, ?)'] * len(paths))}) "
        f"FROM activity AS a JOIN measure AS m ON {CURRENT} WHERE m.metrics IS NOT NULL AND a.day >= ?",
        [*(f"$.{path}" for path in paths), (first or date.min).isoformat()],
    )
    return {names(keys)[0]: json.loads(values) for keys, values in rows}


def peaks(connection: sqlite3.Connection, of_mean: float) -> Iterator[float]:
    """Yield the highest heart rate of each activity that has any, guessed from the mean where that is all there is."""
    rows = connection.execute(
        "SELECT coalesce(peak_hr, heart_rate / ?) FROM activity WHERE peak_hr IS NOT NULL OR heart_rate IS NOT NULL",
        [of_mean],
    )
    return (float(peak) for (peak,) in rows)


def outdated(connection: sqlite3.Connection, fingerprints: Sequence[tuple[date, str]]) -> Iterator[tuple[str, date]]:
    """Yield id and day of the activities without a current measure of their day's fingerprint, by start."""
    cases = " ".join(["WHEN a.day >= ? THEN ?"] * len(fingerprints))
    rows = connection.execute(
        f"SELECT a.keys, a.day FROM activity AS a LEFT JOIN measure AS m ON {CURRENT} "
        f"WHERE m.fingerprint IS NOT CASE {cases} END ORDER BY a.start, a.keys",
        [value for day, fingerprint in reversed(fingerprints) for value in (day.isoformat(), fingerprint)],
    )
    return ((names(keys)[0], date.fromisoformat(day)) for keys, day in rows)


def _sources(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> defaultdict[int, set[str]]:
    """Return the paths of the files that hold an activity, by its row."""
    told: defaultdict[int, set[str]] = defaultdict(set)
    rows = connection.execute(
        f"SELECT a.id, path FROM activity AS a JOIN recording ON activity_id = a.id "
        f"LEFT JOIN origin ON recording_id = recording.id LEFT JOIN place ON place.file_id = origin.file_id {where}",
        values,
    )
    for number, path in rows:
        told[number].add(LOG if path is None else path)
    return told


def within(
    first: date | None, last: date | None, sports: Iterable[str] = (), *, table: str = "a"
) -> tuple[str, list[str]]:
    """Return the condition for days and sports, and what it binds."""
    terms: list[str] = []
    values: list[str] = []
    for day, sign in ((first, ">="), (last, "<=")):
        if day is not None:
            terms.append(f"{table}.day {sign} ?")
            values.append(day.isoformat())
    if chosen := list(sports):
        terms.append(f"{table}.sport IN ({', '.join('?' * len(chosen))})")
        values += chosen
    return (f"WHERE {' AND '.join(terms)}" if terms else "", values)


def find(connection: sqlite3.Connection, key: str) -> int:
    """Return the row of the activity that goes by a key, or by an unambiguous beginning of one.

    Raises
    ------
    NotFoundError
        if there is none, or several.
    """
    if not key:
        raise NotFoundError("no id was given; `periodize activities` lists them")
    exact = connection.execute("SELECT activity_id FROM recording WHERE key = ?", [key]).fetchone()
    if exact:
        return int(exact[0])
    rows = connection.execute(
        "SELECT DISTINCT a.id, a.keys, a.day, a.sport FROM recording JOIN activity AS a ON a.id = activity_id "
        "WHERE key >= ?1 AND key < ?1 || char(0x10ffff) ORDER BY a.start, a.id",
        [key],
    ).fetchall()
    if len(rows) == 1:
        return int(rows[0][0])
    if not rows:
        message = f"no activity {shortened(key)!r}; `periodize activities` lists their ids"
        raise NotFoundError(message)
    named = ", ".join(f"{names(keys)[0]} ({day} {sport})" for _, keys, day, sport in rows[:CANDIDATES])
    more = f" and {len(rows) - CANDIDATES} more" if len(rows) > CANDIDATES else ""
    message = f"{key!r} begins the id of {len(rows)} activities: {named}{more}; write more of it"
    raise NotFoundError(message)


def recordings(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, tuple[Recording, ...]]:
    """Return the recordings of each of some activities, the best first, by row."""
    rows = connection.execute(
        f"SELECT a.id, a.keys, min(path), {', '.join(f'r.{name}' for name in FACTS)} FROM activity AS a "
        "JOIN recording AS r ON r.activity_id = a.id LEFT JOIN origin ON recording_id = r.id "
        f"LEFT JOIN place ON place.file_id = origin.file_id {AMONG} GROUP BY r.id",
        among(numbers),
    )
    found: defaultdict[int, list[tuple[int, Recording]]] = defaultdict(list)
    for number, keys, path, *facts in rows:
        recording = recording_of(facts, source=LOG if path is None else path)
        found[number].append((names(keys).index(recording.key), recording))
    return {number: tuple(one for _, one in sorted(some, key=itemgetter(0))) for number, some in found.items()}


def streams(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, PackedStream]:
    """Return the stream of the best recording of each of some activities, by row."""
    rows = connection.execute(
        "SELECT a.id, n, s.channels, data, positions, counted FROM activity AS a "
        f"JOIN stream AS s ON s.recording_id = a.id {AMONG}",
        among(numbers),
    )
    return {number: stream_of(row) for number, *row in rows}


def weeks(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> tuple[WeekTotal, ...]:
    """Return totals by week and sport; `where` as of `activities`."""
    rows = connection.execute(
        "SELECT coalesce(date(a.day, '-6 days', 'weekday 1'), a.day) AS monday, a.sport, count(*), total(a.moving), "
        "total(a.distance), total(m.load), count(*) - count(m.load) "
        f"FROM activity AS a LEFT JOIN measure AS m ON {CURRENT} {where} GROUP BY monday, a.sport "
        "ORDER BY monday, a.sport",
        values,
    )
    return tuple(WeekTotal(date.fromisoformat(monday), *rest) for monday, *rest in rows)


def mornings(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> tuple[Morning, ...]:
    """Return one morning a day, each field from the first source that has it: what was typed in, the newest file."""
    rows = connection.execute(
        f"SELECT a.day, coalesce(path, '{LOG}'), {', '.join(f'a.{name}' for name in NOTED)} FROM morning AS a "
        f"LEFT JOIN ({_places('morning')}) AS p ON p.file_id = a.file_id LEFT JOIN file ON file.id = a.file_id {where} "
        "ORDER BY a.day, a.file_id IS NOT NULL, changed DESC, sha256",
        values,
    )
    merged = []
    for day, of_day in groupby(rows, key=lambda row: row[0]):
        several = list(of_day)
        merged.append(morning_of(day, filled([row[2:] for row in several]), source=several[0][1]))
    return tuple(merged)


def planned(connection: sqlite3.Connection, where: str, values: Sequence[Any]) -> tuple[PlannedEntry, ...]:
    """Return entries by day and id; of several files that name one, the newest decides."""
    rows = connection.execute(f"{NEWEST} {where} ORDER BY a.day, a.key", values)
    return tuple(entry_of(row[1:], source=row[0] or "") for row in rows)
