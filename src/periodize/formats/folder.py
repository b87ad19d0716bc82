"""Everything that an athlete recorded: files and folders in, one record of activities and mornings out.

Only here are recorded files opened. A file that cannot be read becomes a note, never an exception.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import zlib
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError, UsageError
from periodize.formats.base import READERS, Reading, read_bytes, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, tzinfo

    from periodize.activity import Activity, Morning

LARGEST_FILE = 300 * 2**20
"""[bytes] A larger file is not read: our choice; a day at 1 Hz is below 10 MB."""

LARGEST_UNPACKED = 200 * 2**20
"""[bytes] A .gz that grows beyond is not read: our choice."""

SAME_START = 60.0
"""[s] Two recordings of one activity begin this close to each other: our choice."""

SAME_DURATION = 0.02
"""Share by which the durations of two recordings of one activity may differ: our choice."""


@dataclass(frozen=True, slots=True)
class FileNote:
    """A file of which there is something to say: path, the reason, rows that were kept."""

    path: str
    reason: str
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Record:
    """What was recorded, and what became of each file.

    Parameters
    ----------
    activities : sorted by start, then id; each activity once.
    mornings : sorted by day, one a day.
    read : number of files that gave an activity or a morning, the salvaged ones included.
    salvaged : files of which only part could be read.
    skipped : sound files that give nothing new: no activity in them, or one that another file has too.
    failed : files that could not be read, with the reason.
    """

    activities: tuple[Activity, ...] = ()
    mornings: tuple[Morning, ...] = ()
    read: int = 0
    salvaged: tuple[FileNote, ...] = ()
    skipped: tuple[FileNote, ...] = ()
    failed: tuple[FileNote, ...] = ()


def ingest(
    paths: Iterable[str | Path], *, zone: tzinfo, progress: Callable[[int, int, str], None] | None = None
) -> Record:
    """Read recorded files, and folders with all below them.

    Parameters
    ----------
    paths : files and folders in any mix. In folders, hidden files and files of other kinds are passed over.
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
    files = sorted(set(_files([Path(path) for path in paths], failed)))
    readings: list[tuple[str, Reading]] = []
    skipped: list[FileNote] = []
    first_with: dict[str, str] = {}
    for done, path in enumerate(files):
        if progress:
            progress(done, len(files), path.name)
        try:
            data, torn = _content(path)
            digest = hashlib.sha256(data).hexdigest()
            if data and digest in first_with:
                skipped.append(FileNote(str(path), f"same content as {first_with[digest]}"))
                continue
            first_with[digest] = str(path)
            reading = read_bytes(data, source=str(path), zone=zone)
        except UnreadableError as error:
            failed.append(FileNote(str(path), str(error)))
        except OSError as error:
            failed.append(FileNote(str(path), (error.strerror or str(error)).lower()))
        except Exception as error:  # noqa: BLE001 - a reader from another package may raise anything
            failed.append(FileNote(str(path), f"its reader failed: {type(error).__name__}: {error}"))
        else:
            readings.append((str(path), replace(reading, salvaged=reading.salvaged or torn) if torn else reading))
    if progress:
        progress(len(files), len(files), "")
    return _record(readings, skipped, failed)


def _record(readings: list[tuple[str, Reading]], skipped: list[FileNote], failed: list[FileNote]) -> Record:
    kept, twice = _once([activity for _, reading in readings for activity in reading.activities])
    salvaged = [FileNote(path, reading.salvaged, reading.rows) for path, reading in readings if reading.salvaged]
    read = 0
    for path, reading in readings:
        doubled = [twice[activity.id] for activity in reading.activities if activity.id in twice]
        if doubled:
            skipped.append(FileNote(path, _doubled(doubled, len(reading.activities)), len(doubled)))
        elif reading.skipped:
            skipped.append(FileNote(path, reading.skipped))
        read += bool(len(reading.activities) > len(doubled) or reading.mornings)
    mornings: dict[date, Morning] = {}
    for _, reading in readings:
        for morning in reading.mornings:
            mornings.setdefault(morning.day, morning)
    return Record(
        activities=tuple(kept),
        mornings=tuple(mornings[day] for day in sorted(mornings)),
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


def _once(activities: list[Activity]) -> tuple[list[Activity], dict[str, str]]:
    """Return each activity once, sorted, and id -> source of the one kept for those left out.

    The recording with a known sport and the most samples over all channels is kept.
    """
    best_first = sorted(
        activities,
        key=lambda a: (a.sport == "xt", -len(a.effort.dt) * len(a.effort.channels), a.source, a.id),
    )
    # by wall clock: the same moment has it too, unless the two sources disagree about the zone
    buckets: dict[int, list[Activity]] = {}
    moments: dict[int, list[Activity]] = {}
    kept: list[Activity] = []
    twice: dict[str, str] = {}
    for activity in best_first:
        clock, moment = int(_wall(activity) // SAME_START), int(activity.start.timestamp() // SAME_START)
        near = (
            other
            for slots, slot in ((moments, moment), (buckets, clock))
            for step in (-1, 0, 1)
            for other in slots.get(slot + step, ())
        )
        same = next((other for other in near if _same(activity, other)), None)
        if same is not None:
            twice[activity.id] = same.source
            continue
        kept.append(activity)
        buckets.setdefault(clock, []).append(activity)
        moments.setdefault(moment, []).append(activity)
    return sorted(kept, key=lambda a: (a.start, a.id)), twice


def _wall(activity: Activity) -> float:
    """Return the wall-clock time of a start, in seconds of a calendar without zones."""
    return activity.start.replace(tzinfo=UTC).timestamp()


def _same(one: Activity, other: Activity) -> bool:
    """Whether two recordings are of one activity: start, sport as far as known, moving or elapsed time.

    A source without a zone is held against the other's wall clock: abroad, the zone that was assumed is wrong.
    """
    apart = (one.start - other.start).total_seconds()
    if one.wall_clock or other.wall_clock:
        apart = _wall(one) - _wall(other)
    if abs(apart) > SAME_START:
        return False
    if one.sport != other.sport and "xt" not in {one.sport, other.sport}:
        return False
    pairs = ((one.duration, other.duration), (one.elapsed, other.elapsed))
    return any(abs(a - b) <= SAME_DURATION * max(a, b) for a, b in pairs)


def _files(paths: list[Path], failed: list[FileNote]) -> Iterator[Path]:
    """Yield what to read of files and folders; what cannot be entered goes to `failed`."""
    known = {member.suffix for member in READERS.values()}
    entered: set[tuple[int, int]] = set()
    for path in paths:
        try:
            path.lstat()
        except (FileNotFoundError, NotADirectoryError, ValueError):
            message = f"{path} does not exist"
            raise UsageError(message) from None
        except OSError as error:
            failed.append(FileNote(str(path), (error.strerror or str(error)).lower()))
            continue
        if os.path.isdir(path):  # noqa: PTH112 - the method of Path raises where it may not look
            yield from _below(path, known, entered, failed)
        else:
            yield path


def _below(folder: Path, known: set[str], entered: set[tuple[int, int]], failed: list[FileNote]) -> Iterator[Path]:
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
            entries = sorted(os.scandir(place), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            failed.append(FileNote(str(place), (error.strerror or str(error)).lower()))
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__MACOSX":
                continue
            if _is_folder(entry):
                waiting.append(Path(entry.path))
            elif suffix_of(entry.name) in known:
                yield Path(entry.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _content(path: Path) -> tuple[bytes, str | None]:
    """Return the decompressed content of a file, and why it is not whole when a .gz breaks off."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableError("not a regular file")
    if status.st_size > LARGEST_FILE:
        message = f"{status.st_size / 2**20:,.0f} MB, more than the {LARGEST_FILE // 2**20} MB that are read"
        raise UnreadableError(message)
    data = path.read_bytes()
    if not data.startswith(b"\x1f\x8b"):
        return data, None
    pieces: list[bytes] = []
    size = 0
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(1 << 20):
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST_UNPACKED:
                    limit = LARGEST_UNPACKED // 2**20
                    message = f"it unpacks to more than the {limit} MB that are read"
                    raise UnreadableError(message)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if not pieces:
            message = f"the .gz is damaged: {error}"
            raise UnreadableError(message) from error
        return b"".join(pieces), "the .gz breaks off"
    return b"".join(pieces), None
