"""Reading with a progress bar that appears only when it takes longer than a second."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from periodize.formats import Record

PATIENCE = 1.0
"""[s] Work shorter than this shows no bar."""


def read_with_progress(paths: Sequence[Path], timezone: str | None) -> Record:
    """Read recorded files; a bar on stderr when it takes longer than a second and somebody looks."""
    from periodize.project.recorded import read_record
    from periodize.report.terminal import console

    began = time.monotonic()
    err = console(stderr=True)
    with ExitStack() as stack:
        bar = task = None

        def show(done: int, total: int, name: str) -> None:
            nonlocal bar, task
            if bar is None and err.is_terminal and time.monotonic() - began > PATIENCE:
                from rich.progress import (
                    BarColumn,
                    MofNCompleteColumn,
                    Progress,
                    TextColumn,
                    TimeRemainingColumn,
                )

                columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
                bar = stack.enter_context(
                    Progress(*columns, TextColumn("{task.description}"), console=err, transient=True)
                )
                task = bar.add_task(name, total=total)
            if bar is not None and task is not None:
                bar.update(task, completed=done, description=name)

        return read_record(paths, timezone=timezone, progress=show)
