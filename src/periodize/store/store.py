"""The store as the program uses it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from periodize.store import memory, reading, writing
from periodize.store.decisions import Decisions
from periodize.store.errors import NotFoundError, speaking
from periodize.store.facts import Added, FileState
from periodize.store.opening import connect, transaction
from periodize.store.rows import LOG, activity_of, effort_of, filled, morning_of, morning_row, text
from periodize.store.signatures import Signatures
from periodize.store.streams import pack_activity
from periodize.store.survey import damage, dump, survey

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Activity, Morning, PlannedEntry
    from periodize.effort import Effort
    from periodize.store.facts import Measure, Packed, Recording, SourceFile, Stored, Survey, WeekTotal
    from periodize.store.memory import LastCheck

AT_ONCE = 50
"""Activities that are read together: our choice."""


class Store:
    """What was recorded, in one SQLite file; a context manager that closes it.

    Many may read while one writes. A second writer waits a few seconds for the first one's transaction, then says so
    in a `StoreError`. Every method that writes is one transaction: all of it or nothing.

    Parameters
    ----------
    path : of the database file.
    create : whether to make a new store, readable by its owner alone, where there is none. Without it that is a
        `StoreError`.

    Raises
    ------
    StoreError
        if the file is no store, newer than the program, damaged, or cannot be opened.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self.path = Path(path)
        self._connection = connect(self.path, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        with speaking(self.path):
            self._connection.close()

    # -- files -------------------------------------------------------------------------------------------------------

    def seen(self, path: str, *, size: int, mtime_ns: int) -> SourceFile | None:
        """Return what became of the file that stood at a path with that size and time, without reading it."""
        with self._reading() as connection:
            found = reading.files(
                connection, "WHERE path = ? AND size = ? AND mtime_ns = ?", (text(path), size, mtime_ns)
            )
        return found[0] if found else None

    def known(self, sha256: str) -> SourceFile | None:
        """Return what became of a content, wherever it stood; ask `SourceFile.due` whether to read it again."""
        with self._reading() as connection:
            found = reading.files(connection, "WHERE sha256 = ?", [sha256])
        return found[0] if found else None

    def note_place(self, *files: SourceFile) -> None:
        """Note that known contents stand at other paths too, or were touched; nothing else changes."""
        with self._writing() as connection:
            for file in files:
                row = connection.execute("SELECT id FROM file WHERE sha256 = ?", [file.sha256]).fetchone()
                if row is None:
                    message = f"{file.path}: its content was never added"
                    raise NotFoundError(message)
                writing.put_place(connection, row[0], file)

    def files(self) -> tuple[SourceFile, ...]:
        """Return all files, by path; a content that stands at several paths comes with each."""
        with self._reading() as connection:
            return reading.files(connection)

    # -- writing -----------------------------------------------------------------------------------------------------

    def add(
        self,
        file: SourceFile,
        activities: Iterable[Packed] = (),
        *,
        mornings: Iterable[Morning] = (),
        planned: Iterable[PlannedEntry] = (),
        more: bool = False,
    ) -> Added:
        """Add what one file gave, in one transaction; adding the same again changes nothing.

        Parameters
        ----------
        file : with its state; a file that gave nothing (skipped, failed) is added without more.
        activities, mornings, planned : of the file, or of one batch of it.
        more : whether another batch of the same file follows: until the last one the file counts as begun, so that
            an import that breaks off is taken up again.

        Raises
        ------
        StoreError
            if another process writes, the disk is full or the store is damaged; nothing of the call is kept.
        """
        packed, entries, notes = tuple(activities), tuple(planned), _by_day(mornings)
        with self._writing() as connection:
            before = writing.state_before(connection, file.sha256)
            number = writing.put_file(connection, replace(file, state=FileState.BEGUN) if more else file)
            added = writing.put_activities(connection, number, packed)
            fresh = writing.put_mornings(connection, number, notes)
            told = writing.put_planned(connection, number, entries)
            if not more and file.state is not FileState.FAILED and before not in {None, FileState.BEGUN}:
                writing.forget_rest(
                    connection,
                    number,
                    keys={one.recording.key for one in packed},
                    days=set(notes),
                    entries={entry.id for entry in entries},
                )
        return replace(added, mornings=fresh, planned=told)

    def log(self, activity: Activity, *, measure: Measure | None = None) -> Added:
        """Add an activity that was typed in by hand. Its `id` is chosen by the caller and must not be a file's."""
        packed = replace(pack_activity(activity), measure=measure)
        with self._writing() as connection:
            return writing.put_activities(connection, None, [packed])

    def log_morning(self, morning: Morning) -> Added:
        """Add what was typed in of a day; fields that were given before stay, unless given again."""
        with self._writing() as connection:
            held = reading.mornings(connection, "WHERE a.day = ? AND a.file_id IS NULL", [morning.day.isoformat()])
            return Added(mornings=writing.put_mornings(connection, None, _by_day([morning, *held])))

    def remove(self, key: str) -> Recording:
        """Remove the hand-logged recording that goes by a key or its beginning; return what it was.

        Raises
        ------
        NotFoundError
            if there is none, or if it came from a file: its file would bring it back.
        """
        with self._writing() as connection:
            activity = reading.find(connection, key)
            typed = [one for one in reading.recordings(connection, [activity])[activity] if one.source == LOG]
            chosen = [one for one in typed if one.key.startswith(key)] or typed
            if not chosen:
                message = f"{key!r} came from a file; only what was typed in can be removed"
                raise NotFoundError(message)
            (number,) = connection.execute("SELECT id FROM recording WHERE key = ?", [chosen[0].key]).fetchone()
            writing.delete_recording(connection, number)
        return chosen[0]

    def remove_morning(self, day: date) -> bool:
        """Remove what was typed in of a day; whether there was something."""
        with self._writing() as connection:
            cursor = connection.execute("DELETE FROM morning WHERE day = ? AND file_id IS NULL", [day.isoformat()])
            return cursor.rowcount > 0

    def put_measures(self, measures: Mapping[str, Measure]) -> None:
        """Keep what was computed: id of a merged activity -> measure."""
        with self._writing() as connection:
            for key, measure in measures.items():
                number = reading.find(connection, key)
                inputs = connection.execute("SELECT rpe, stated_load FROM activity WHERE id = ?", [number]).fetchone()
                writing.put_measure(connection, number, inputs, measure)

    @property
    def decisions(self) -> Decisions:
        """What the athlete says of sessions and signs: links, skips, silences."""
        return Decisions(self._reading, self._writing)

    @property
    def signatures(self) -> Signatures:
        """What makes sessions the same as others."""
        return Signatures(self._reading, self._writing)

    def last_check(self, plan: str) -> LastCheck | None:
        """Return what the last check of a plan found; plan "" for the record alone."""
        with self._reading() as connection:
            return memory.last_check(connection, plan)

    def remember(self, plan: str, check: LastCheck) -> None:
        """Keep what a check of a plan found, in place of the one before."""
        with self._writing() as connection:
            memory.put_check(connection, plan, check)

    # -- reading -----------------------------------------------------------------------------------------------------

    def activities(
        self,
        *,
        first: date | None = None,
        last: date | None = None,
        sports: Iterable[str] = (),
        with_values: bool = False,
    ) -> tuple[Stored, ...]:
        """Return the merged activities, by start and id.

        Parameters
        ----------
        first, last : days, both included; None: without end.
        sports : any of these; none: all.
        with_values : whether each measure comes with its `values`, which takes longer.
        """
        where, values = reading.within(first, last, sports)
        with self._reading() as connection:
            return tuple(reading.activities(connection, where, values, with_values=with_values).values())

    def metric_values(self, *paths: str, first: date | None = None) -> dict[str, list[Any]]:
        """Return some of the `values` of every measure, by id of the activity; None where one has it not.

        Parameters
        ----------
        paths : keys into `values`, joined by points: "efficiency.value".
        first : leave out what was recorded before this day; None: nothing.
        """
        with self._reading() as connection:
            return reading.metric_values(connection, paths, first=first)

    def find(self, key: str) -> Stored:
        """Return the activity that goes by the key of any of its recordings, or by an unambiguous beginning of one.

        Raises
        ------
        NotFoundError
            if there is none, or several: the sentence lists them.
        """
        with self._reading() as connection:
            return self._stored(connection, reading.find(connection, key))

    def activity(self, key: str) -> Activity:
        """Return one merged activity in full, with its stream; see `find` for the key."""
        return next(self.several([key]))

    def several(self, keys: Sequence[str]) -> Iterator[Activity]:
        """Yield some merged activities in full, in the order of the keys; see `find` for those.

        All are read at once, which takes a third of the time of one after the other, and unpacked one at a time.
        """
        with self._reading() as connection:
            rows = [reading.find(connection, key) for key in keys]
            stored = reading.activities(connection, reading.AMONG, reading.among(rows))
            recordings, streams = reading.recordings(connection, rows), reading.streams(connection, rows)
        return (activity_of(stored[row], recordings[row], streams[row]) for row in rows)

    def full(
        self, *, first: date | None = None, last: date | None = None, sports: Iterable[str] = ()
    ) -> Iterator[Activity]:
        """Yield merged activities in full, one at a time, by start and id; parameters as `activities`."""
        chosen = self.activities(first=first, last=last, sports=sports)
        for begin in range(0, len(chosen), AT_ONCE):
            yield from self.several([one.id for one in chosen[begin : begin + AT_ONCE]])

    def effort(self, key: str) -> Effort:
        """Return the effort of one merged activity: its best stream, with the rating and the load of any recording."""
        with self._reading() as connection:
            number = reading.find(connection, key)
            stored, stream = self._stored(connection, number), reading.streams(connection, [number])[number]
            return effort_of(stored, reading.recordings(connection, [number])[number], stream)

    def recordings(self, key: str) -> tuple[Recording, ...]:
        """Return the raw facts of each recording of an activity, the best first; see `find` for the key."""
        with self._reading() as connection:
            number = reading.find(connection, key)
            return reading.recordings(connection, [number])[number]

    def outdated(self, fingerprints: Sequence[tuple[date, str]]) -> tuple[tuple[str, date], ...]:
        """Return id and day of the activities whose measure is missing or has another fingerprint than their day's.

        Parameters
        ----------
        fingerprints : (day, the fingerprint from it on), by day.
        """
        with self._reading() as connection:
            return tuple(reading.outdated(connection, fingerprints))

    def peak_heart_rates(self, *, of_mean: float) -> NDArray[np.float64]:
        """Return the highest heart rate of each activity that has any, (n,) [bpm].

        Parameters
        ----------
        of_mean : mean of a session as a share of its highest, for a summary that has the mean alone.
        """
        import numpy as np

        with self._reading() as connection:
            return np.fromiter(reading.peaks(connection, of_mean), dtype=np.float64)

    def weeks(
        self, *, first: date | None = None, last: date | None = None, sports: Iterable[str] = ()
    ) -> tuple[WeekTotal, ...]:
        """Return totals by week and sport; parameters as `activities`."""
        where, values = reading.within(first, last, sports)
        with self._reading() as connection:
            return reading.weeks(connection, where, values)

    def mornings(self, *, first: date | None = None, last: date | None = None) -> tuple[Morning, ...]:
        """Return one morning a day: field by field what was typed in, else what the newest file says."""
        where, values = reading.within(first, last)
        with self._reading() as connection:
            return reading.mornings(connection, where, values)

    def planned(self, *, first: date | None = None, last: date | None = None) -> tuple[PlannedEntry, ...]:
        """Return what other programs had planned, by day and id; the newest file decides."""
        where, values = reading.within(first, last)
        with self._reading() as connection:
            return reading.planned(connection, where, values)

    def survey(self, *, shortest_gap: int = 7) -> Survey:
        """Return what the store holds. shortest_gap : [d] shorter gaps are not listed."""
        with self._reading() as connection:
            return survey(connection, shortest_gap=shortest_gap)

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Return everything but row numbers, in an order of its own: equal stores, equal dumps."""
        with self._reading() as connection:
            return dump(connection)

    def damage(self) -> tuple[str, ...]:
        """Return what is wrong with the file of the store, in words; nothing when it is sound."""
        with self._reading() as connection:
            return damage(connection)

    # -- inside ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with speaking(self.path):
            yield self._connection

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with speaking(self.path), transaction(self._connection):
            yield self._connection

    @staticmethod
    def _stored(connection: sqlite3.Connection, number: int) -> Stored:
        return reading.activities(connection, reading.AMONG, reading.among([number]), with_values=True)[number]


def _by_day(mornings: Iterable[Morning]) -> dict[str, Morning]:
    """Return one morning a day; of several, each field from the first that has it."""
    found: dict[str, Morning] = {}
    for morning in mornings:
        day = morning.day.isoformat()
        rows = [morning_row(one) for one in (found.get(day), morning) if one is not None]
        found[day] = morning_of(day, filled(rows), source=morning.source)
    return found
