"""What makes a session the same as another, computed at first need and kept beside the measures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from periodize.store.reading import find
from periodize.store.rows import names

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    Connected = Callable[[], AbstractContextManager[sqlite3.Connection]]


class Signatures:
    """The signatures of a store, each under the first activity of its session.

    Parameters
    ----------
    reading, writing : give a connection; a writing one is a transaction.
    """

    def __init__(self, reading: Connected, writing: Connected) -> None:
        self._reading = reading
        self._writing = writing

    def all(self) -> dict[str, tuple[str, Any]]:
        """Return id of an activity -> fingerprint of what its signature was computed of, and the signature."""
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT a.keys, s.fingerprint, s.data FROM signature AS s JOIN activity AS a ON a.id = s.recording_id"
            ).fetchall()
        return {names(keys)[0]: (fingerprint, json.loads(data)) for keys, fingerprint, data in rows}

    def put(self, signatures: Mapping[str, tuple[str, Any]]) -> None:
        """Keep signatures, in place of those before: id of an activity -> fingerprint and signature."""
        with self._writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO signature VALUES (?, ?, ?)",
                [
                    (
                        find(connection, key),
                        fingerprint,
                        json.dumps(data, separators=(",", ":")),
                    )
                    for key, (fingerprint, data) in signatures.items()
                ],
            )
