"""Opening the file of the store: what is refused, what is made new, what is brought forward."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from periodize.store.errors import StoreError, speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION: Final = int.from_bytes(b"prdz")
"""What SQLite's header calls a store of ours."""

VERSION: Final = 8
"""Of the tables: the number of migrations in `schema`."""

PATIENCE: Final = 5.0
"""[s] How long a writer waits for another one: our choice; a transaction takes a fraction of a second."""

MAGIC: Final = b"SQLite format 3\0"

TABLES: Final = (
    "activity", "file", "last_check", "link", "measure", "morning", "origin", "place", "planned_entry", "recording",
    "signature", "silence", "skip", "stream",
)  # fmt: skip
"""Without these a file of this version is no whole store."""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the store, bring it forward to the version of the program, and return the connection.

    Parameters
    ----------
    path : of the database file.
    create : whether to make a new one where there is none.

    Raises
    ------
    StoreError
        if it is no store, newer than the program, damaged, or cannot be opened.
    """
    if create:
        _touch(path)
    elif not path.exists():
        message = f"nothing is recorded here yet: there is no {path}; `periodize import` makes it"
        raise StoreError(message)
    _refuse_foreign(path)
    with speaking(path):
        connection = _opened(path)
        try:
            _prepare(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _touch(path: Path) -> None:
    """Make an empty file that its owner alone may read: what is in it is health data."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        message = f"{path} cannot be made: {(error.strerror or str(error)).lower()}"
        raise StoreError(message) from None


def _refuse_foreign(path: Path) -> None:
    if path.with_name(path.name + "-wal").exists():
        return  # it is open, and to close a file gives up the locks that this process has on it; SQLite tells the rest
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except OSError as error:
        message = f"{path} cannot be opened: {(error.strerror or str(error)).lower()}"
        raise StoreError(message) from None
    if head and head != MAGIC:
        message = f"{path} is not a store of periodize; choose another folder, or move the file away"
        raise StoreError(message)


def _opened(path: Path) -> sqlite3.Connection:
    place = path.absolute().as_uri()
    log = path.with_name(path.name + "-wal")
    if not os.access(path.parent, os.W_OK) and not log.exists():
        place += "?immutable=1"  # a folder where SQLite may not write needs no lock either
    return sqlite3.connect(place, uri=True, timeout=PATIENCE, isolation_level=None)


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")  # with a write-ahead log no crash of the program loses a commit
    version = _version(connection, path)
    if version < VERSION:
        if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            connection.execute("PRAGMA journal_mode = WAL")
        with transaction(connection):
            if _version(connection, path) < VERSION:  # another process may have been first
                _bring_forward(connection, path)
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if lost := [name for name in TABLES if name not in found]:
        message = f"{path} is damaged (it lacks the tables {', '.join(lost)}); move it away, import again"
        raise StoreError(message)


def _version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the tables, 0 for a file without any; refuse what is not ours."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    empty = not application and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION and not empty:
        message = f"{path} is a database of another program; choose another folder, or move the file away"
        raise StoreError(message)
    if version > VERSION:
        message = (
            f"{path} was written by a newer periodize: it has version {version}, this program knows up to "
            f"{VERSION}; update the program (the store was not touched)"
        )
        raise StoreError(message)
    return int(version)


def _bring_forward(connection: sqlite3.Connection, path: Path) -> None:
    """Run the steps that the file lacks, within the caller's transaction: all of them or none."""
    from sqlite_utils import Database

    from periodize.store.schema import MIGRATIONS

    try:
        MIGRATIONS.apply(Database(connection, execute_plugins=False))
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorname", "") != "SQLITE_ERROR":
            raise
        message = f"{path} could not be brought forward to version {VERSION} ({error}); it was left as it was"
        raise StoreError(message) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Write all that happens inside, or nothing; waits for another writer."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):  # a full disk has rolled back already; its own error is the one to tell
            connection.execute("ROLLBACK")
        raise
