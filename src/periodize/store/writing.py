"""What one file gave, into the tables; every function runs within the caller's transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from periodize.store.errors import StoreError
from periodize.store.facts import Added, FileState
from periodize.store.merging import regroup
from periodize.store.rows import (
    ENTRY,
    FACTS,
    MEASURED,
    NOTED,
    entry_row,
    facts_row,
    file_row,
    measure_row,
    morning_row,
    names,
    stream_row,
    text,
)
from periodize.store.signatures import forget_signatures, put_signature

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

    from periodize.activity import Morning, PlannedEntry
    from periodize.store.facts import Measure, Packed, SourceFile
    from periodize.store.rows import Row


def _insert(table: str, columns: Iterable[str]) -> str:
    names = tuple(columns)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"


FILE: Final = """
    INSERT INTO file (sha256, reader, state, reason, rows, unused, program) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sha256) DO UPDATE SET reader = excluded.reader, state = excluded.state, reason = excluded.reason,
        rows = excluded.rows, unused = excluded.unused, program = excluded.program
    RETURNING id
"""
PLACE: Final = """
    INSERT INTO place (file_id, path, size, mtime_ns) VALUES (?, ?, ?, ?)
    ON CONFLICT (path, file_id) DO UPDATE SET size = excluded.size, mtime_ns = excluded.mtime_ns
"""
RECORDING: Final = _insert("recording", ("file_id", *FACTS))
CHANGED: Final = f"UPDATE recording SET file_id = ?, {', '.join(f'{name} = ?' for name in FACTS)} WHERE id = ?"
KNOWN: Final = f"""
    SELECT recording.id, recording.file_id, activity_id, {", ".join(f"recording.{name}" for name in FACTS)},
        stream.n, stream.channels, data, positions, counted
    FROM recording JOIN stream ON recording_id = recording.id WHERE key = ?
"""
STREAM: Final = """
    INSERT OR REPLACE INTO stream (recording_id, n, channels, data, positions, counted) VALUES (?, ?, ?, ?, ?, ?)
"""
MEASURE: Final = _insert("measure", ("recording_id", "rpe", "stated_load", *MEASURED)).replace(
    "INSERT", "INSERT OR REPLACE", 1
)
MORNING: Final = _insert("morning", ("file_id", "day", *NOTED))
ENTRIES: Final = _insert("planned_entry", ("file_id", *ENTRY)).replace("INSERT", "INSERT OR REPLACE", 1)
OTHER: Final = "SELECT min(file_id) FROM origin WHERE recording_id = ?"
RANK: Final = "SELECT max(mtime_ns), sha256 FROM file LEFT JOIN place ON file_id = id WHERE id = ?"


def put_file(connection: sqlite3.Connection, file: SourceFile) -> int:
    """Note a file and where it stands; return its row."""
    (number,) = connection.execute(FILE, file_row(file)).fetchone()
    put_place(connection, number, file)
    return int(number)


def put_place(connection: sqlite3.Connection, number: int, file: SourceFile) -> None:
    """Note where a content stands."""
    connection.execute(PLACE, (number, text(file.path), file.size, file.mtime_ns))


def put_activities(connection: sqlite3.Connection, number: int | None, activities: Iterable[Packed]) -> Added:
    """Add recordings of a file, or of nobody's file when typed in, and build anew the activities that they touch."""
    new: set[int] = set()
    changed: set[int] = set()
    former: set[int] = set()
    unchanged = 0
    for packed in activities:
        row = connection.execute(KNOWN, [packed.recording.key]).fetchone()
        if row is None:
            new.add(_new(connection, number, packed))
            continue
        recording, _, activity, *_ = row
        if number is not None:
            connection.execute("INSERT OR IGNORE INTO origin VALUES (?, ?)", (recording, number))
        if recording in new or not _says_more(connection, row, number, packed):
            unchanged += 1
            continue
        _overwrite(connection, recording, number, packed)
        changed.add(recording)
        former.add(activity)
    alone = regroup(connection, new) if new else 0
    if changed:
        regroup(connection, changed, former)
    return Added(new=alone, merged=len(new) - alone, unchanged=unchanged, updated=len(changed))


def _new(connection: sqlite3.Connection, number: int | None, packed: Packed) -> int:
    recording = connection.execute(RECORDING, (number, *facts_row(packed.recording))).lastrowid
    assert recording is not None
    connection.execute(STREAM, (recording, *stream_row(packed)))
    if number is not None:
        connection.execute("INSERT INTO origin VALUES (?, ?)", (recording, number))
    _put_computed(connection, recording, packed)
    return recording


def _says_more(connection: sqlite3.Connection, row: Row, number: int | None, packed: Packed) -> bool:
    """Whether a recording that is there is to be overwritten, whichever of two files came first.

    The same file read again replaces its own word. Of two files that name one recording, the one with the larger
    stream is believed, then the one that was changed last.
    """
    recording, owner, _, *held = row
    equal = tuple(held) == (*facts_row(packed.recording), *stream_row(packed))
    if owner is None and number is None:
        return not equal
    if owner is None or number is None:
        message = f"{packed.recording.key} is the key of a recording from a file and of one that was typed in"
        raise StoreError(message)
    if owner == number:
        return not equal
    *_, n, channels, _, _, _ = held
    there = (n * len(names(channels)), *_changed(connection, owner))
    here = (packed.stream.n * len(packed.stream.channels), *_changed(connection, number))
    if equal and here > there:
        connection.execute("UPDATE recording SET file_id = ? WHERE id = ?", (number, recording))
    return not equal and here > there


def _changed(connection: sqlite3.Connection, number: int) -> tuple[int, str]:
    """Return when a file was last changed, and its content's name, which decides between equals."""
    mtime_ns, sha256 = connection.execute(RANK, [number]).fetchone()
    return (mtime_ns or 0, sha256)


def _overwrite(connection: sqlite3.Connection, recording: int, number: int | None, packed: Packed) -> None:
    connection.execute(CHANGED, (number, *facts_row(packed.recording), recording))
    connection.execute(STREAM, (recording, *stream_row(packed)))
    connection.execute("DELETE FROM measure WHERE recording_id = ?", [recording])
    forget_signatures(connection, recording, packed.recording.key)
    _put_computed(connection, recording, packed)


def _put_computed(connection: sqlite3.Connection, recording: int, packed: Packed) -> None:
    """Keep what was computed of a recording alone."""
    if packed.measure:
        put_measure(connection, recording, (packed.recording.rpe, packed.recording.stated_load), packed.measure)
    if packed.signature:
        put_signature(connection, recording, packed.signature)


def put_measure(connection: sqlite3.Connection, recording: int, inputs: Row, measure: Measure) -> None:
    """Keep what was computed; inputs : the rating and the stated load that it was computed of."""
    connection.execute(MEASURE, (recording, *inputs, *measure_row(measure)))


def put_mornings(connection: sqlite3.Connection, number: int | None, mornings: Mapping[str, Morning]) -> int:
    """Keep mornings of a file, or typed in, by day; return how many are new or say something else."""
    find = f"SELECT {', '.join(NOTED)} FROM morning WHERE day = ? AND file_id IS ?"
    changed = 0
    for day, morning in mornings.items():
        row = morning_row(morning)
        held = connection.execute(find, (day, number)).fetchone()
        if held == row:
            continue
        connection.execute("DELETE FROM morning WHERE day = ? AND file_id IS ?", (day, number))
        connection.execute(MORNING, (number, day, *row))
        changed += 1
    return changed


def put_planned(connection: sqlite3.Connection, number: int, planned: Iterable[PlannedEntry]) -> int:
    """Keep what a file says was planned; return how many entries are new or say something else."""
    find = f"SELECT {', '.join(ENTRY)} FROM planned_entry WHERE file_id = ? AND key = ?"
    changed = 0
    for entry in planned:
        row = entry_row(entry)
        if connection.execute(find, (number, row[0])).fetchone() != row:
            connection.execute(ENTRIES, (number, *row))
            changed += 1
    return changed


def forget_rest(
    connection: sqlite3.Connection, number: int, *, keys: set[str], days: set[str], entries: set[str]
) -> None:
    """Forget what a file gave when it was read before and does not give now."""
    former = connection.execute(
        "SELECT recording_id, key FROM origin JOIN recording ON recording.id = recording_id WHERE origin.file_id = ?",
        [number],
    ).fetchall()
    for recording, key in former:
        if key not in keys:
            connection.execute("DELETE FROM origin WHERE recording_id = ? AND file_id = ?", (recording, number))
            (other,) = connection.execute(OTHER, [recording]).fetchone()
            if other is None:
                delete_recording(connection, recording)
            else:
                connection.execute("UPDATE recording SET file_id = ? WHERE id = ?", (other, recording))
    for (day,) in connection.execute("SELECT day FROM morning WHERE file_id = ?", [number]).fetchall():
        if day not in days:
            connection.execute("DELETE FROM morning WHERE file_id = ? AND day = ?", (number, day))
    for (key,) in connection.execute("SELECT key FROM planned_entry WHERE file_id = ?", [number]).fetchall():
        if key not in entries:
            connection.execute("DELETE FROM planned_entry WHERE file_id = ? AND key = ?", (number, key))


def delete_recording(connection: sqlite3.Connection, recording: int) -> None:
    """Delete a recording, and build its activity anew of the others."""
    (activity,) = connection.execute("SELECT activity_id FROM recording WHERE id = ?", [recording]).fetchone()
    connection.execute("DELETE FROM activity WHERE id = ?", [activity])
    connection.execute("DELETE FROM recording WHERE id = ?", [recording])
    regroup(connection, (), (activity,))


def state_before(connection: sqlite3.Connection, sha256: str) -> FileState | None:
    """Return the state of a content, None when it was never seen."""
    row = connection.execute("SELECT state FROM file WHERE sha256 = ?", [sha256]).fetchone()
    return FileState(row[0]) if row else None
