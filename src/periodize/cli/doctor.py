"""`periodize doctor`: what the store holds, and what in it deserves a look."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from periodize.cli.common import AsJson, StorePath, Today, clock, command, leave, print_json, the_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.athlete import Athlete
    from periodize.store import Store


@command
def doctor(*, store: StorePath = None, today: Today = None, as_json: AsJson = False) -> None:
    """Look the record over: gaps, files, suspect data, stale thresholds, defaults in force.

    \b
    Examples:
      periodize doctor
      periodize doctor --json | jq '.diagnoses[] | select(.grade == "problem")'

    Without a store it looks at the files of recorded/ as they are. Exit code 1
    when there is a problem; a look or a note is none. Nothing is changed, and
    nothing is said about your health.
    """
    from periodize.cli.progress import athlete_beside, computed
    from periodize.project.records.doctor import examine
    from periodize.project.records.linking import planned_beside

    place = the_store(store)
    athlete = athlete_beside(place, today)
    with _opened(place, athlete, named=store is not None) as opened:
        computed(opened, athlete)
        report = examine(opened, athlete, today=clock(today), planned=planned_beside(place.parent, clock(today)))
    if as_json:
        from periodize.report.data.record import doctor_data

        print_json(doctor_data(report))
    else:
        from periodize.report.terminal.record import print_doctor
        from periodize.report.terminal.tables import console

        print_doctor(report, console())
    leave(problems=any(diagnosis.grade == "problem" for diagnosis in report.diagnoses))


@contextmanager
def _opened(place: Path, athlete: Athlete | None, *, named: bool) -> Iterator[Store]:
    """Open the store; where there is none, one that is made of recorded/ for this look and not kept."""
    from tempfile import TemporaryDirectory

    from periodize.cli.import_ import taken_in
    from periodize.project.folder import STORE_NAME, find_recorded
    from periodize.project.records.keeping import open_store
    from periodize.project.records.recorded import zone_of

    folder = None if named or place.exists() else find_recorded(None, folder=Path())
    if folder is None:
        with open_store(place) as opened:
            yield opened
        return
    typer.echo(f"No store here, so {folder}/ is read for this look; `periodize import {folder}` keeps it.", err=True)
    with TemporaryDirectory() as passing, open_store(Path(passing) / STORE_NAME, create=True) as opened:
        taken_in(opened, [folder], athlete, zone_of(athlete.timezone if athlete else None))
        yield opened
