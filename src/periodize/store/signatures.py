"""What makes a session the same as another: computed of its recording alone, and with what a plan asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from periodize.store.facts import Signed
from periodize.store.reading import find, within
from periodize.store.rows import SEPARATOR, names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager
    from datetime import date

    Connected = Callable[[], AbstractContextManager[sqlite3.Connection]]

SIGNATURE: Final = "INSERT OR REPLACE INTO signature VALUES (?, ?, ?, ?, ?)"


class Signatures:
    """The signatures of a store, each under the first activity of its session.

    Parameters
    ----------
    reading, writing : give a connection; a writing one is a transaction.
    """

    def __init__(self, reading: Connected, writing: Connected) -> None:
        self._reading = reading
        self._writing = writing

    def all(self, *, first: date | None = None) -> tuple[Signed, ...]:
        """Return the signatures of sessions from a day on, those that a plan had a say in after those without."""
        where, values = within(first, None)
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT a.keys, s.others, s.planned, s.fingerprint, s.data "
                f"FROM activity AS a JOIN signature AS s ON s.recording_id = a.id {where} ORDER BY s.planned",
                values,
            ).fetchall()
        return tuple(
            Signed((names(keys)[0], *names(others)), bool(planned), fingerprint, json.loads(data))
            for keys, others, planned, fingerprint, data in rows
        )

    def put(self, signatures: Iterable[Signed]) -> None:
        """Keep signatures, in place of those before."""
        with self._writing() as connection:
            for signed in signatures:
                put_signature(connection, find(connection, signed.files[0]), signed)


def put_signature(connection: sqlite3.Connection, recording: int, signed: Signed) -> None:
    """Keep a signature under the row of the session's first recording."""
    others, data = SEPARATOR.join(signed.files[1:]), json.dumps(signed.data, separators=(",", ":"))
    connection.execute(SIGNATURE, (recording, signed.planned, others, signed.fingerprint, data))


def forget_signatures(connection: sqlite3.Connection, recording: int, key: str) -> None:
    """Forget the signatures of every session that a recording is part of: it says something else now."""
    connection.execute("DELETE FROM signature WHERE recording_id = ?", [recording])
    connection.execute("DELETE FROM signature WHERE others <> '' AND instr(others, ?)", [key])
