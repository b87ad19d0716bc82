"""What a worker does with one recorded file: read, pack, measure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize import __version__
from periodize.formats.base import Reading, reader_of
from periodize.formats.folder import read_found, why
from periodize.plain import dataclass
from periodize.project.records.measuring import measured
from periodize.store import FileState, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from periodize.activity import Morning, PlannedEntry
    from periodize.athlete import Athlete
    from periodize.formats.archive import Content
    from periodize.formats.base import Reader
    from periodize.store import Packed

LONG_TABLE = 2**20
"""[bytes] A longer table is read in parts where its reader can: our choice; that is some 10,000 rows."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What decoding depends on, beside the file.

    Parameters
    ----------
    athlete : whose thresholds measure; None: nothing is measured.
    zone : where recordings without a zone were made.
    with_positions : whether positions are kept.
    """

    athlete: Athlete | None
    zone: tzinfo
    with_positions: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be decoded, or a part of a long table to be measured.

    Parameters
    ----------
    file : where it stands, and its sha256.
    done : [bytes] of the files on the disk that are behind with it.
    content : of the file; None for a part.
    named : whether the user named this very file.
    part : what stands in that part of the file; a text says why there is no more.
    more : whether another part of the same file follows.
    """

    file: SourceFile
    done: int
    content: Content | None = None
    named: bool = False
    part: Reading | str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one file or one part gave, as the store takes it; `done` and `more` as in its task."""

    file: SourceFile
    activities: tuple[Packed, ...] = ()
    mornings: tuple[Morning, ...] = ()
    planned: tuple[PlannedEntry, ...] = ()
    done: int = 0
    more: bool = False


def decode(task: Task, settings: Settings) -> Decoded:
    """Read a file, pack and measure its activities; what is wrong with it is said in its state."""
    try:
        if task.content is not None:
            member, reading = read_found(task.content, source=task.file.path, zone=settings.zone, named=task.named)
            file = replace(task.file, reader=member.name if member else "")
            return _packed(replace(task, file=file), reading, settings)
        if isinstance(task.part, Reading):
            return _packed(task, task.part, settings)
    except Exception as error:  # noqa: BLE001 - a reader from another package may raise anything
        return failed(task, why(error))
    return failed(task, task.part)


def in_parts(task: Task, settings: Settings) -> Iterator[Task]:
    """Yield a file as it is, a long table in parts where its reader can."""
    member = _reader_in_parts(task)
    if member is None or member.batches is None or task.content is None:
        yield task
        return
    file = replace(task.file, reader=member.name)
    held: Reading | None = None
    fault = ""
    rows = 0
    try:
        for reading in member.batches(task.content.data, source=file.path, zone=settings.zone):
            if held is not None:
                yield Task(file, task.done, part=held, more=True)
            rows += reading.rows
            held = replace(reading, rows=rows)
    except Exception as error:  # noqa: BLE001 - as in decode
        fault = why(error)
        if held is not None:
            yield Task(file, task.done, part=held, more=True)
    yield Task(file, task.done, part=fault or held or Reading())


def _reader_in_parts(task: Task) -> Reader | None:
    if task.content is None or len(task.content.data) <= LONG_TABLE:
        return None
    try:
        return reader_of(task.content.data, source=task.file.path)
    except Exception:  # noqa: BLE001 - decoding it says what is wrong
        return None


def failed(task: Task, reason: str) -> Decoded:
    """Return a file that could not be read, or not to its end."""
    file = replace(task.file, state=FileState.FAILED, reason=reason, program=__version__)
    return Decoded(file, done=task.done, more=task.more)


def _packed(task: Task, reading: Reading, settings: Settings) -> Decoded:
    state, reason = FileState.READ, ""
    if reading.salvaged:
        state, reason = FileState.SALVAGED, reading.salvaged
    elif reading.skipped:
        state, reason = FileState.SKIPPED, reading.skipped
    file = replace(task.file, state=state, reason=reason, rows=reading.rows, unused=reading.unused, program=__version__)
    activities = tuple(
        measured(activity, settings.athlete, with_positions=settings.with_positions) for activity in reading.activities
    )
    return Decoded(file, activities, reading.mornings, reading.planned, task.done, task.more)
