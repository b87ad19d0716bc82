"""Progress that is shown only when work takes longer than a second."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from periodize.cli.common import clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from periodize.athlete import Athlete
    from periodize.formats import Record
    from periodize.store import Store

PATIENCE = 1.0
"""[s] Work shorter than this shows no bar."""


class Bar:
    """A progress bar on stderr that comes when work takes longer than a second and somebody looks.

    Parameters
    ----------
    doing : what is done, in one word.
    """

    def __init__(self, doing: str) -> None:
        from periodize.report.terminal.tables import console

        self.doing = doing
        self.err = console(stderr=True)
        self.began = time.monotonic()
        self.stack = ExitStack()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def show(self, done: int, total: int, name: str, *, unit: str = "") -> None:
        """Say how far the work is; unit: "bytes" for sizes, "" for pieces."""
        if self.bar is None and self.err.is_terminal and time.monotonic() - self.began > PATIENCE:
            self._begin(total, unit)
        if self.bar is not None:
            self.bar.update(self.task, completed=done, total=total, description=name)

    def _begin(self, total: int, unit: str) -> None:
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        amounts = (DownloadColumn(), TransferSpeedColumn()) if unit else (MofNCompleteColumn(),)
        columns = (TextColumn(self.doing), BarColumn(bar_width=20), *amounts, TimeRemainingColumn())
        bar = Progress(*columns, TextColumn("{task.description}"), console=self.err, transient=True)
        self.bar = self.stack.enter_context(bar)
        self.task = self.bar.add_task("", total=total)


def read_with_progress(paths: Sequence[Path], timezone: str | None) -> Record:
    """Read recorded files, with a bar when it takes long."""
    from periodize.project.records.recorded import read_record

    with Bar("reading") as bar:
        return read_record(paths, timezone=timezone, progress=bar.show)


def athlete_beside(store: Path, today: date | None = None) -> Athlete | None:
    """Return the athlete beside a store, of seasons today's; None, with a warning, when that file has errors."""
    from periodize.project.records.keeping import owner
    from periodize.report.terminal.tables import console

    athlete, path = owner(store.parent, clock(today))
    if athlete is None:
        command = "periodize check" if path.endswith("athlete.yaml") else f"periodize validate {path}"
        message = f"{path} has errors, so loads stay as they were: {command} shows them"
        console(stderr=True).print(message, style="yellow", soft_wrap=True)
    return athlete


def computed(store: Store, athlete: Athlete | None) -> tuple[str, ...]:
    """Compute again what rests on thresholds that changed; return what was assumed of the athlete for that."""
    from periodize.project.records.keeping import refresh

    if athlete is None:
        return ()
    with Bar("computing") as bar:
        return refresh(store, athlete, progress=bar.show)[1]
