"""`periodize import`: recorded files into the store of the season."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Timezone, command, leave, print_json, the_store
from periodize.cli.progress import Bar, athlete_beside, computed
from periodize.units import count

if TYPE_CHECKING:
    from datetime import tzinfo

    from periodize.athlete import Athlete
    from periodize.report.views.record import ImportSummary
    from periodize.store import Store

EVERY = 5.0
"""[s] A watched folder is looked at so often, and a file is taken once it has rested as long: our choice."""


@command
def import_(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files, folders, zips, in any mix.")
    ] = None,
    *,
    watch_folder: Annotated[
        list[Path] | None,
        typer.Option("--watch-folder", metavar="DIR", help="Import what is new in it, until Ctrl-C."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="With --watch-folder: look once, then stop.")] = False,
    with_positions: Annotated[
        bool, typer.Option("--with-positions", help="Keep positions too; a home address is in them.")
    ] = False,
    store: StorePath = None,
    timezone: Timezone = None,
    every: Annotated[bool, typer.Option("--all", help="Name every file that gave nothing new.")] = False,
    as_json: AsJson = False,
) -> None:
    """Take recorded files into the store: each activity once, however often it comes.

    \b
    Examples:
      periodize import ~/Downloads/export.zip ~/garmin/*.fit rides/
      periodize import --watch-folder inbox/ --once
      periodize import Activities.csv --json | jq .failed

    Reads FIT, TCX, GPX, and the exports of Strava, Garmin, intervals.icu,
    TrainingPeaks, GoldenCheetah, Polar and others; docs/sources/ tells how to
    get them. Files are only ever read. The store is periodize.db in this
    folder; thresholds are those of the plan or athlete.yaml beside it.

    Exit code 1 when a file failed, 130 when it was interrupted; what was read
    until then is kept, and the next import goes on from there.
    """
    from periodize.errors import UsageError
    from periodize.project.records.keeping import open_store
    from periodize.project.records.recorded import zone_of

    if once and not watch_folder:
        raise UsageError("--once belongs to --watch-folder DIR")
    if not paths and not watch_folder:
        raise UsageError("name files or folders to import, or a folder with --watch-folder")
    for path in (*(paths or ()), *(watch_folder or ())):
        if not os.path.lexists(path):
            message = f"{path} does not exist"
            raise UsageError(message)
    place = the_store(store)
    athlete = athlete_beside(place)
    zone = zone_of(timezone or (athlete.timezone if athlete else None))
    failed = False
    with open_store(place, create=True) as opened:
        if paths:
            summary = taken_in(opened, paths, athlete, zone, with_positions=with_positions, watch=False)
            _show(summary, every=every, as_json=as_json)
            computed(opened, athlete)
            failed = bool(summary.failed)
        passes_over = not with_positions  # what is known may lack them, so the first look reads it again
        while watch_folder:
            if not once and not _at_rest(watch_folder):
                time.sleep(1)
                continue
            summary = taken_in(opened, watch_folder, athlete, zone, with_positions=with_positions, watch=passes_over)
            passes_over = True
            anything = summary.new or summary.merged or summary.updated or summary.failed or summary.mornings
            if once or anything:
                _show(summary, every=every, as_json=as_json)
                computed(opened, athlete)
            failed = failed or bool(summary.failed)
            if once:
                break
            time.sleep(EVERY)
    leave(problems=failed)


def _at_rest(folders: list[Path]) -> bool:
    """Whether nothing is being copied into the folders right now: half a file would count as another activity."""
    from periodize.formats.folder import find

    # a link that leads nowhere, or a file that is gone since, holds nothing up
    return all(time.time() - path.stat().st_mtime > EVERY for path in find(folders, []) if path.exists())


def taken_in(
    store: Store,
    paths: list[Path],
    athlete: Athlete | None,
    zone: tzinfo,
    *,
    with_positions: bool = False,
    watch: bool = False,
) -> ImportSummary:
    """Import files, with a bar when it takes long; as `import_files`."""
    from periodize.project.records.importing import import_files
    from periodize.project.records.keeping import known_athlete

    with Bar("importing") as bar:
        return import_files(
            store,
            paths,
            athlete=known_athlete(store, athlete),
            zone=zone,
            with_positions=with_positions,
            progress=lambda step: bar.show(step.done, step.total, count(step.files, "file"), unit="bytes"),
            watch=watch,
        )


def _show(summary: ImportSummary, *, every: bool, as_json: bool) -> None:
    """Print what an import did; ends the command when it was interrupted."""
    from periodize.errors import Exit

    if as_json:
        from periodize.report.data.record import import_data

        print_json(import_data(summary))
    else:
        from periodize.report.terminal.record import print_import
        from periodize.report.terminal.tables import console

        print_import(summary, console(), every=every)
    if summary.interrupted:
        raise typer.Exit(Exit.INTERRUPTED)
