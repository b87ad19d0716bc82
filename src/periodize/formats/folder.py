"""Everything that an athlete recorded: files and folders in, one record of activities and mornings out.

Only here are recorded files opened. A file that cannot be read becomes a note, never an exception.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from periodize.activity import FileNote, Record
from periodize.errors import UnreadableError, UsageError
from periodize.formats.archive import Entry, gunzip, refused, unzip
from periodize.formats.base import HEAD, READERS, Reading, foreign_kind, reader_of, suffix_of
from periodize.formats.tables.mornings import merged
from periodize.twins import grouped, rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats.archive import Content
    from periodize.formats.base import Reader

LARGEST_FILE = 300 * 2**20
"""[bytes] A larger file is not read: our choice; a day at 1 Hz is below 10 MB."""

TABLES = frozenset({".csv", ".json", ".txt"})
"""Kinds that other programs use for anything at all."""


def ingest(
    paths: Iterable[str | Path], *, zone: tzinfo, progress: Callable[[int, int, str], None] | None = None
) -> Record:
    """Read recorded files, and folders and archives with all below them.

    Parameters
    ----------
    paths : files, folders and zips in any mix: see `find`.
    zone : where recordings without a zone were made.
    progress : called with files done, files in all, and the name of the one that comes next.

    Returns
    -------
    Record
        the activities, and a note on each file that was not read whole.

    Raises
    ------
    UsageError
        if a path does not exist.
    """
    failed: list[FileNote] = []
    skipped: list[FileNote] = []
    readings: list[tuple[str, Reading]] = []
    first_with: dict[str, str] = {}
    given = [Path(path) for path in paths]
    named = {str(path) for path in given}
    files = find(given, failed)
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        for entry in entries(path, skipped):
            try:
                content = entry.read()
                digest = hashlib.sha256(content.data).hexdigest()
                if content.data and digest in first_with:
                    skipped.append(FileNote(entry.source, f"same content as {first_with[digest]}"))
                    continue
                first_with[digest] = entry.source
                _, reading = read_found(content, source=entry.source, zone=zone, named=entry.source in named)
            except Exception as error:  # noqa: BLE001 - a reader from another package may raise anything
                failed.append(FileNote(entry.source, why(error)))
            else:
                readings.append((entry.source, reading))
    if progress:
        progress(len(files), len(files), "")
    return _record(readings, skipped, failed)


def read_found(content: Content, *, source: str, zone: tzinfo, named: bool) -> tuple[Reader | None, Reading]:
    """Read one file, and say which reader did.

    Parameters
    ----------
    content : of the file.
    source : its path, as the user named it or found below what the user named.
    zone : where recordings without a zone were made.
    named : whether the user named this very file. A table that nobody knows is skipped where it was only found:
        exports of accounts are full of them.

    Raises
    ------
    UnreadableError
        if it cannot be read.
    """
    try:
        member = reader_of(content.data, source=source)
    except UnreadableError as error:
        if named or suffix_of(source) not in TABLES or foreign_kind(content.data[:HEAD]):
            raise
        return None, Reading(skipped=str(error))
    reading = member.read(content.data, source=source, zone=zone)
    return member, replace(reading, salvaged=reading.salvaged or content.torn)


def why(error: Exception) -> str:
    """Say in words why a file could not be read."""
    if isinstance(error, UnreadableError):
        return str(error)
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return f"its reader failed: {type(error).__name__}: {error}"


def _record(readings: list[tuple[str, Reading]], skipped: list[FileNote], failed: list[FileNote]) -> Record:
    kept, twice = _once([activity for _, reading in readings for activity in reading.activities])
    salvaged = [FileNote(path, reading.salvaged, reading.rows) for path, reading in readings if reading.salvaged]
    read = 0
    for path, reading in readings:
        doubled = [twice[path, one.id] for one in reading.activities if (path, one.id) in twice]
        if doubled:
            skipped.append(FileNote(path, _doubled(doubled, len(reading.activities)), len(doubled)))
        elif reading.skipped:
            skipped.append(FileNote(path, reading.skipped))
        read += bool(len(reading.activities) > len(doubled) or reading.mornings)
    mornings = merged(morning for _, reading in readings for morning in reading.mornings)
    return Record(
        activities=tuple(kept),
        mornings=tuple(sorted(mornings, key=lambda morning: morning.day)),
        read=read,
        salvaged=_by_path(salvaged),
        skipped=_by_path(skipped),
        failed=_by_path(failed),
    )


def _by_path(notes: list[FileNote]) -> tuple[FileNote, ...]:
    return tuple(sorted(notes, key=lambda note: (note.path, note.reason)))


def _doubled(others: list[str], total: int) -> str:
    if total == 1:
        return f"same activity as {others[0]}"
    return f"{len(others):,} of {total:,} activities are in other files too, e.g. same activity as {others[0]}"


def _once(activities: list[Activity]) -> tuple[list[Activity], dict[tuple[str, str], str]]:
    """Return each activity once, sorted, and (source, id) -> source of the one kept for those left out.

    The recording with a known sport and the most samples over all channels is kept.
    """
    kept: list[Activity] = []
    twice: dict[tuple[str, str], str] = {}
    for group in grouped(activities):
        best, *others = sorted(group, key=_rank)
        kept.append(best)
        twice |= {(other.source, other.id): best.source for other in others}
    return sorted(kept, key=lambda a: (a.start, a.id)), twice


def _rank(activity: Activity) -> tuple[object, ...]:
    effort = activity.effort
    return (*rank(activity.sport, len(effort.dt), effort.channels, activity.source), activity.id)


def find(paths: Iterable[Path], failed: list[FileNote]) -> list[Path]:
    """Return the files to read, sorted, each once.

    Parameters
    ----------
    paths : files and folders. In folders, hidden files and files of other kinds are passed over.
    failed : where to note what cannot be entered.

    Raises
    ------
    UsageError
        if a path does not exist.
    """
    return sorted(set(_files(paths, failed)))


def entries(path: Path, skipped: list[FileNote]) -> Iterator[Entry]:
    """Yield a file as it is, an archive as the files in it; each is to be read before the next is drawn.

    Parameters
    ----------
    path : of a file.
    skipped : where to note an archive in which nothing is read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield refused(str(path), 1.0, "not a regular file")
        elif _is_zip(path):
            empty = True
            for entry in unzip(path, wanted=_wanted):
                empty = False
                yield entry
            if empty:
                skipped.append(FileNote(str(path), "no recorded files in it"))
        else:
            yield Entry(str(path), status.st_size, 1.0, lambda: _content(path))
    except OSError as error:
        yield refused(str(path), 1.0, why(error))


def _wanted(name: str) -> bool:
    """Whether a file of that name is of a kind that is read."""
    return suffix_of(name) == ".zip" or any(suffix_of(name) == member.suffix for member in READERS.values())


def _is_zip(path: Path) -> bool:
    if _wanted(path.name):
        return path.suffix.lower() == ".zip"
    with path.open("rb") as stream:
        return stream.read(4) == b"PK\x03\x04"


def _content(path: Path) -> Content:
    size = path.stat().st_size
    if size > LARGEST_FILE:
        message = f"{size / 2**20:,.0f} MB, more than the {LARGEST_FILE // 2**20} MB that are read"
        raise UnreadableError(message)
    return gunzip(path.read_bytes())


def _files(paths: Iterable[Path], failed: list[FileNote]) -> Iterator[Path]:
    """Yield what to read of files and folders; what cannot be entered goes to `failed`."""
    entered: set[tuple[int, int]] = set()
    for path in paths:
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            message = f"{path} does not exist"
            raise UsageError(message) from None
        except OSError as error:
            failed.append(FileNote(str(path), why(error)))
            continue
        if os.path.isdir(path):  # noqa: PTH112 - the method of Path raises where it may not look
            yield from _below(path, entered, failed)
        else:
            yield path


def _below(folder: Path, entered: set[tuple[int, int]], failed: list[FileNote]) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        place = waiting.pop()
        try:
            identity = place.stat()
            if (identity.st_dev, identity.st_ino) in entered:
                if place.is_symlink():
                    failed.append(FileNote(str(place), "a link to a folder that is read already"))
                continue
            entered.add((identity.st_dev, identity.st_ino))
            below = sorted(os.scandir(place), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            failed.append(FileNote(str(place), why(error)))
            continue
        for entry in below:
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            elif _wanted(entry.name):
                yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False
