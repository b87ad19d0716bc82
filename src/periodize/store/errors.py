"""What can go wrong with the store, each with its sentence."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from periodize.errors import PeriodizeError, UsageError, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class StoreError(PeriodizeError):
    """The store cannot be opened, read or written; nothing that was in it is lost."""


class NotFoundError(UsageError):
    """No activity, or more than one, goes by what was given."""


DAMAGED = (
    "{path} is damaged ({error}); move it away and import your files again; what you typed in is in no other file,"
    " so it has to be typed in again"
)

SENTENCES = (
    ("SQLITE_BUSY", "another process is writing to {path}; wait until it has ended, then try again"),
    ("SQLITE_LOCKED", "another process is writing to {path}; wait until it has ended, then try again"),
    ("SQLITE_READONLY", "{path} may not be written: its file or folder is read-only"),
    ("SQLITE_PERM", "{path} may not be opened: ask its owner for the right to"),
    ("SQLITE_AUTH", "{path} may not be opened: ask its owner for the right to"),
    ("SQLITE_CANTOPEN", "{path} cannot be opened: look whether its folder exists and may be read and written"),
    ("SQLITE_FULL", "the disk of {path} is full; nothing of this step was kept, all before it was"),
    ("SQLITE_IOERR", "the disk of {path} reports an error ({error}); nothing of this step was kept"),
    ("SQLITE_NOTADB", "{path} is not a store of periodize; choose another folder, or move the file away"),
    ("SQLITE_CORRUPT", DAMAGED),
)
"""How SQLite's error names begin -> what to say."""


@contextmanager
def speaking(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a `StoreError` that says it in words; a fault of the program stays itself."""
    try:
        yield
    except sqlite3.Error as error:
        name = getattr(error, "sqlite_errorname", "")
        for start, sentence in SENTENCES:
            if name.startswith(start):
                raise StoreError(sentence.format(path=path, error=error)) from error
        if not name and isinstance(error, sqlite3.OperationalError):  # a text that is no UTF-8 has no error name
            raise StoreError(DAMAGED.format(path=path, error=shortened(str(error)))) from error
        raise
    except (ValueError, OverflowError, OSError) as error:
        # all that is written can be read again: a day that is none was put there by something else;
        # OSError is how Python refuses a moment that its clock cannot show
        raise StoreError(DAMAGED.format(path=path, error=shortened(str(error)))) from error
