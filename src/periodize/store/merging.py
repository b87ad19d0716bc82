"""From recordings to real activities: which belong together, and what each tells of the one activity."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from periodize.store.rows import FACTS, MERGED, SEPARATOR, filled, recording_of
from periodize.twins import SAME_START, grouped, rank

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Sequence

    from periodize.store.facts import Recording
    from periodize.store.rows import Row

FILLED: Final = ("distance", "peak_hr", "rpe", "stated_load", "name", "note", "device", "native_id", "surface")
"""What an activity takes from its next best recording where the best one does not say it."""

SAID: Final = frozenset({"rpe", "stated_load", "name", "note"})
"""What the athlete knows better than any device: typed in, it comes first."""

NEIGHBOURS: Final = """
    SELECT other.activity_id FROM recording AS one JOIN recording AS other
        ON other.start BETWEEN one.start - :reach AND one.start + :reach
    WHERE one.id IN (SELECT value FROM json_each(:ids)) AND other.activity_id IS NOT NULL
    UNION
    SELECT other.activity_id FROM recording AS one JOIN recording AS other
        ON other.wall BETWEEN one.wall - :reach AND one.wall + :reach
    WHERE one.id IN (SELECT value FROM json_each(:ids)) AND other.activity_id IS NOT NULL
"""
MEMBERS: Final = f"""
    SELECT id, file_id IS NULL, {", ".join(FACTS)} FROM recording
    WHERE id IN (SELECT value FROM json_each(:ids)) OR activity_id IN (SELECT value FROM json_each(:activities))
"""
ACTIVITY: Final = f"INSERT INTO activity (id, keys, {', '.join(MERGED)}) VALUES ({', '.join('?' * (len(MERGED) + 2))})"


def regroup(connection: sqlite3.Connection, ids: Collection[int], former: Collection[int] = ()) -> int:
    """Build anew the activities that some recordings are part of.

    Parameters
    ----------
    connection : in a transaction.
    ids : of recordings that are new or changed.
    former : ids of activities that a recording has left.

    Returns
    -------
    int
        activities that hold recordings of `ids` alone.
    """
    numbers = json.dumps(sorted(ids))
    touched = {row[0] for row in connection.execute(NEIGHBOURS, {"ids": numbers, "reach": SAME_START})}
    activities = json.dumps(sorted(touched.union(former)))
    rows = connection.execute(MEMBERS, {"ids": numbers, "activities": activities}).fetchall()
    by_key = {row[2 + FACTS.index("key")]: row for row in rows}
    groups = grouped([recording_of(row[2:]) for row in rows])
    connection.execute(
        "UPDATE recording SET activity_id = NULL WHERE activity_id IN (SELECT value FROM json_each(?))", [activities]
    )
    connection.execute("DELETE FROM activity WHERE id IN (SELECT value FROM json_each(?))", [activities])
    own = 0
    for group in groups:
        group.sort(key=lambda recording: rank(recording.sport, recording.samples, recording.channels, recording.key))
        members = [by_key[recording.key] for recording in group]
        _write(connection, group, members)
        own += all(row[0] in ids for row in members)
    return own


def _write(connection: sqlite3.Connection, group: Sequence[Recording], members: Sequence[Row]) -> None:
    best = members[0][0]
    keys = SEPARATOR.join(recording.key for recording in group)
    connection.execute(ACTIVITY, (best, keys, *_merged(members)))
    connection.executemany("UPDATE recording SET activity_id = ? WHERE id = ?", [(best, row[0]) for row in members])
    if len(members) > 1 and any(row[1] for row in members):
        # the same load counts otherwise when it is the athlete who states it
        connection.execute("DELETE FROM measure WHERE recording_id = ?", [best])


def _merged(members: Sequence[Row]) -> Row:
    """Return the values of `MERGED`: the best member's, filled from the others where that is told."""
    best: Row = members[0][2 : 2 + len(MERGED)]
    if len(members) == 1:
        return best
    full = filled([row[2 : 2 + len(MERGED)] for row in members])
    said = filled([row[2 : 2 + len(MERGED)] for row in sorted(members, key=lambda row: not row[1])])
    return tuple(
        first if name in SAID else whole if name in FILLED else own
        for name, own, whole, first in zip(MERGED, best, full, said, strict=True)
    )
