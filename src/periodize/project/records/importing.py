"""Recorded files into the store: decoded by workers, written by one.

A file is one transaction, so whatever ends a run leaves whole files behind, and the next run goes on after them.
"""

from __future__ import annotations

import hashlib
import signal
import threading
from collections import defaultdict
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from periodize import __version__
from periodize.activity import FileNote
from periodize.executors import Done, Lost, Processes, Serial
from periodize.formats.base import READERS
from periodize.formats.folder import entries, find, why
from periodize.project.records.decoding import Decoded, Settings, Task, decode, failed, in_parts
from periodize.project.records.measuring import remeasure
from periodize.report.views.record import ImportSummary
from periodize.store import Added, FileState, SourceFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import tzinfo

    from periodize.athlete import Athlete
    from periodize.executors import Executor
    from periodize.formats.archive import Entry
    from periodize.store import Store

WORKERS = 2
"""Processes that decode unasked: our choice; with their parent they stay under 400 MB, each one more takes 110 MB."""

FEW = 3
"""So many files are decoded here: our choice; workers take longer to start than they save."""

FEW_BYTES = 4 * 2**20
"""[bytes] Unless they are larger than this together: our choice."""


class Step(NamedTuple):
    """How far an import is: done and in all [bytes of the files on the disk], files so far, name of the last one."""

    done: int
    total: int
    files: int
    name: str


def import_files(
    store: Store,
    paths: Iterable[str | Path],
    *,
    athlete: Athlete | None,
    zone: tzinfo,
    with_positions: bool = False,
    executor: Executor | None = None,
    progress: Callable[[Step], None] | None = None,
    watch: bool = False,
) -> ImportSummary:
    """Read recorded files, folders and archives into the store.

    Parameters
    ----------
    store : open for writing.
    paths : files, folders and zips in any mix; .gz and a zip in a zip are looked into.
    athlete : whose thresholds measure; what the store holds already is measured anew where they changed. None:
        nothing is measured.
    zone : where recordings without a zone were made.
    with_positions : whether positions are kept; known files are then read again, since they may lack them.
    executor : who decodes; None: this process for a few small files, else `WORKERS` processes.
    progress : told after each file.
    watch : files that stand where they stood, with the size and the time that they had, are not even opened.

    Returns
    -------
    ImportSummary
        what became of every file; Ctrl-C ends the run early, and the summary says so.

    Raises
    ------
    UsageError
        if a path does not exist.
    StoreError
        if the store cannot be written; what was written before stays.
    """
    run = _Import(store, Settings(athlete, zone, with_positions), progress, watch=watch)
    try:
        run.go([Path(path) for path in paths], executor)
    except KeyboardInterrupt:
        run.interrupted = True
    return run.summary()


class _Import:
    """One run: what is found, what of it is known, what is written, what became of each file."""

    def __init__(
        self, store: Store, settings: Settings, progress: Callable[[Step], None] | None, *, watch: bool
    ) -> None:
        self.store = store
        self.settings = settings
        self.progress = progress
        self.watch = watch
        self.added = Added()
        self.unchanged = 0
        self.notes: dict[FileState, list[FileNote]] = defaultdict(list)
        self.unused: dict[str, set[str]] = defaultdict(set)
        self.twins: list[SourceFile] = []
        self.broken: dict[str, str] = {}
        self.interrupted = False
        self.done = self.total = self.files = 0

    def go(self, paths: list[Path], executor: Executor | None) -> None:
        """Do it all; may be interrupted anywhere."""
        files = find(paths, self.notes[FileState.FAILED])
        self.total = sum(size for size, _ in map(_status, files))
        tasks = self._tasks(files, {str(path) for path in paths})
        if executor is None:
            first = list(islice(tasks, FEW + 1))
            size = sum(len(task.content.data) for task in first if task.content)
            few = len(first) <= FEW and size <= FEW_BYTES
            executor = Serial() if few else Processes(WORKERS, preload=(decode.__module__,))
            tasks = chain(first, tasks)
        with closing(executor.map(partial(decode, settings=self.settings), tasks)) as outcomes:
            for outcome in outcomes:
                self._take(outcome)
        for file in self.twins:
            self.store.note_place(file)
        if self.settings.athlete is not None:
            # two recordings that became one have no measure in common yet
            remeasure(self.store, self.settings.athlete)

    def _tasks(self, files: list[Path], named: set[str]) -> Iterator[Task]:
        """Yield what is to be decoded; what is known or cannot be read is dealt with on the way."""
        behind = 0
        first_with: set[str] = set()
        for path in files:
            size, mtime_ns = _status(path)
            for entry in entries(path, self.notes[FileState.SKIPPED]):
                done = behind + int(entry.share * size)
                task = self._task(entry, mtime_ns, named=entry.source in named, done=done)
                if task is None:
                    self._tell(done, entry.source)
                elif task.content and task.content.data and task.file.sha256 in first_with:
                    self.unchanged += 1
                    self.twins.append(task.file)
                    self._tell(done, entry.source)
                else:
                    first_with.add(task.file.sha256)
                    yield from in_parts(task, self.settings)
            behind += size

    def _task(self, entry: Entry, mtime_ns: int, *, named: bool, done: int) -> Task | None:
        """Return what is to be decoded; None for what is known or cannot be read."""
        if self.watch and self._is_known(self.store.seen(entry.source, size=entry.size, mtime_ns=mtime_ns)):
            return None
        try:
            content = entry.read()
        except Exception as error:  # noqa: BLE001 - one bad file stops nothing
            self.notes[FileState.FAILED].append(FileNote(entry.source, why(error)))
            return None
        digest = hashlib.sha256(content.data).hexdigest()
        file = SourceFile(digest, entry.source, entry.size, mtime_ns)
        if not self.settings.with_positions and self._is_known(self.store.known(digest)):
            if self.store.seen(file.path, size=file.size, mtime_ns=mtime_ns) is None:
                self.store.note_place(file)
            return None
        return Task(file, done, content, named)

    def _is_known(self, file: SourceFile | None) -> bool:
        if file is None or file.due(__version__):
            return False
        self.unchanged += 1
        return True

    def _take(self, outcome: Done[Decoded] | Lost[Task]) -> None:
        """Write what came of a file, or of a part of one."""
        decoded = outcome.value if isinstance(outcome, Done) else failed(outcome.item, outcome.reason)
        file = decoded.file
        if decoded.more and file.state is FileState.FAILED:
            self.broken[file.sha256] = file.reason
        elif not decoded.more and file.sha256 in self.broken:
            file = replace(file, state=FileState.FAILED, reason=self.broken.pop(file.sha256))
        with _undisturbed():
            self.added += self.store.add(
                file, decoded.activities, mornings=decoded.mornings, planned=decoded.planned, more=decoded.more
            )
            if file.unused:
                self.unused[READERS[file.reader].layout] |= set(file.unused)
            if not decoded.more and file.state is not FileState.READ:
                self.notes[file.state].append(FileNote(file.path, file.reason, file.rows))
        if not decoded.more:
            self._tell(decoded.done, file.path)

    def _tell(self, done: int, name: str) -> None:
        self.done, self.files = max(self.done, done), self.files + 1
        if self.progress:
            self.progress(Step(self.done, self.total, self.files, name))

    def summary(self) -> ImportSummary:
        """Return what became of every file so far."""

        def notes(state: FileState) -> tuple[FileNote, ...]:
            return tuple(sorted(self.notes[state], key=lambda note: (note.path, note.reason)))

        return ImportSummary(
            new=self.added.new,
            merged=self.added.merged,
            updated=self.added.updated,
            unchanged=self.unchanged + self.added.unchanged,
            mornings=self.added.mornings,
            planned=self.added.planned,
            salvaged=notes(FileState.SALVAGED),
            skipped=notes(FileState.SKIPPED),
            failed=notes(FileState.FAILED),
            unused={layout: tuple(sorted(self.unused[layout])) for layout in sorted(self.unused)},
            interrupted=self.interrupted,
        )


def _status(path: Path) -> tuple[int, int]:
    """Return size [bytes] and time of the last change [ns since 1970]; zeros where the system does not tell."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let Ctrl-C wait until the block is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt
