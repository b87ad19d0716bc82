"""What the athlete says: which activity answers which session, what was skipped, which sign is silent."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Final

from periodize.plain import dataclass
from periodize.store.reading import find
from periodize.store.rows import names, text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    Connected = Callable[[], AbstractContextManager[sqlite3.Connection]]

NO_SESSION: Final = ""
"""The session of an activity that answers none."""


@dataclass(frozen=True, slots=True)
class Link:
    """An activity and the planned session that it answers.

    Parameters
    ----------
    activity : id of the activity, or of one that was there when it was linked.
    session : id of the session; `NO_SESSION` for none.
    day, sport : of the activity when it was linked.
    gone : no recording of it is in the store any more.
    """

    activity: str
    session: str
    day: date
    sport: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Skip:
    """A planned session that was left out, and why."""

    session: str
    reason: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A warning sign that is not raised up to a day, that one included, and why."""

    code: str
    until: date
    reason: str


class Decisions:
    """What the athlete says, in the store; plan and recordings stay as they are.

    A link holds the keys of all recordings of its activity, so that it outlives another import and a merger with the
    recording of another source. Every method that writes is one transaction.

    Parameters
    ----------
    reading, writing : give the connection of the store.
    """

    def __init__(self, reading: Connected, writing: Connected) -> None:
        self._reading, self._writing = reading, writing

    # -- links -------------------------------------------------------------------------------------------------------

    def links(self) -> tuple[Link, ...]:
        """Return all links, in the order in which they were made; of one activity the last one counts."""
        with self._reading() as connection:
            return tuple(link for _, link in _links(connection))

    def link(self, key: str, session: str) -> Link:
        """Link the activity that goes by a key to a session, in place of its former link; a skip of it ends.

        Raises
        ------
        NotFoundError
            if no activity goes by the key, or several do.
        """
        with self._writing() as connection:
            number = find(connection, key)
            row = connection.execute("SELECT keys, day, sport FROM activity WHERE id = ?", [number]).fetchone()
            keys, day, sport = row
            link = Link(names(keys)[0], text(session), date.fromisoformat(day), sport)
            _forget(connection, {former for former, held in _links(connection) if held.activity == link.activity})
            connection.execute(
                "INSERT INTO link (keys, session, day, sport) VALUES (?, ?, ?, ?)", (keys, link.session, day, sport)
            )
            connection.execute("DELETE FROM skip WHERE session = ?", [link.session])
        return link

    def unlink(self, wanted: Callable[[Link], bool]) -> tuple[Link, ...]:
        """Forget the links that are wanted so; return them."""
        with self._writing() as connection:
            found = [(number, link) for number, link in _links(connection) if wanted(link)]
            _forget(connection, {number for number, _ in found})
        return tuple(link for _, link in found)

    # -- skips -------------------------------------------------------------------------------------------------------

    def skips(self) -> tuple[Skip, ...]:
        """Return what was skipped, by session."""
        with self._reading() as connection:
            return tuple(Skip(*row) for row in connection.execute("SELECT session, reason FROM skip ORDER BY session"))

    def skip(self, skip: Skip) -> None:
        """Note that a session was left out; a reason given before gives way."""
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO skip VALUES (?, ?)", (text(skip.session), text(skip.reason)))

    def unskip(self, session: str) -> Skip | None:
        """Take a skip back; return what it was."""
        with self._writing() as connection:
            row = connection.execute("DELETE FROM skip WHERE session = ? RETURNING *", [text(session)]).fetchone()
        return Skip(*row) if row else None

    # -- silences ----------------------------------------------------------------------------------------------------

    def silences(self) -> tuple[Silence, ...]:
        """Return the silences, those that are over included, by code."""
        with self._reading() as connection:
            rows = connection.execute("SELECT code, until, reason FROM silence ORDER BY code")
            return tuple(_silence(row) for row in rows)

    def silence(self, silence: Silence) -> None:
        """Silence a sign; a day and reason given before give way."""
        row = (silence.code, silence.until.isoformat(), text(silence.reason))
        with self._writing() as connection:
            connection.execute("INSERT OR REPLACE INTO silence VALUES (?, ?, ?)", row)

    def unsilence(self, code: str) -> Silence | None:
        """Take a silence back; return what it was."""
        with self._writing() as connection:
            row = connection.execute("DELETE FROM silence WHERE code = ? RETURNING *", [code]).fetchone()
            return _silence(row) if row else None


def _silence(row: Sequence[str]) -> Silence:
    code, until, reason = row
    return Silence(code, date.fromisoformat(until), reason)


def _links(connection: sqlite3.Connection) -> list[tuple[int, Link]]:
    """Return row and link, each with the activity that holds any of its recordings now."""
    rows = connection.execute("SELECT id, keys, session, day, sport FROM link ORDER BY id").fetchall()
    wanted = json.dumps([key for _, keys, *_ in rows for key in names(keys)])
    now = dict(
        connection.execute(
            "SELECT recording.key, activity.keys FROM json_each(?) JOIN recording ON recording.key = value "
            "JOIN activity ON activity.id = activity_id",
            [wanted],
        )
    )
    found = []
    for number, keys, session, day, sport in rows:
        held = next((names(now[key])[0] for key in names(keys) if key in now), None)
        link = Link(held or names(keys)[0], session, date.fromisoformat(day), sport, gone=held is None)
        found.append((number, link))
    return found


def _forget(connection: sqlite3.Connection, numbers: set[int]) -> None:
    connection.execute("DELETE FROM link WHERE id IN (SELECT value FROM json_each(?))", [json.dumps(sorted(numbers))])
