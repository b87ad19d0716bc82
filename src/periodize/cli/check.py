"""`periodize check`: planned against recorded, and warning signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import (
    AsJson,
    PlanPath,
    Today,
    clock,
    command,
    hint_warnings,
    leave,
    print_json,
    refuse_plan,
    sound_plan,
)

if TYPE_CHECKING:
    from periodize.athlete import Athlete


@command
def check(
    plan: PlanPath = None,
    *,
    recorded: Annotated[
        list[Path] | None,
        typer.Option("--recorded", metavar="DIR_OR_FILE", help="Recorded files; left out: recorded/ beside the plan."),
    ] = None,
    athlete: Annotated[
        Path | None, typer.Option("--athlete", metavar="FILE", help="Athlete for a record without a plan.")
    ] = None,
    timezone: Annotated[
        str | None,
        typer.Option("--timezone", metavar="NAME", help="Where recordings without a zone were made."),
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every session and earlier signs, not only the last weeks.")
    ] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Compare a plan with what was recorded and say what is worth a look, and why.

    \b
    Examples:
      periodize check                      plan and recorded/ in this folder
      periodize check plan.yaml --recorded ~/garmin
      periodize check --recorded Activities.csv    the record, without a plan
      periodize check --today 2027-03-14 --json

    Reads FIT, TCX, GPX and CSV (Garmin's Activities.csv, resting heart rates), gzipped or not, in any mix.

    Exit code 0 when no sign is up, 1 when one is or nothing could be read, 2 on wrong usage. Recorded files are only
    ever read.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.checking import check as compare_with
    from periodize.project.folder import find_plan, find_recorded

    path = find_plan(plan, folder=Path()) if plan is not None or not recorded else None
    season, problems = sound_plan(path, as_json=as_json) if path else (None, [])
    paths = recorded or [p for p in [find_recorded(path, folder=Path())] if p is not None]
    if not paths:
        message = "no recorded files: name them with --recorded DIR_OR_FILE, or put them into recorded/ beside the plan"
        raise UsageError(message)
    if season and athlete:
        message = f"--athlete is for a record without a plan; {path} names its own athlete"
        raise UsageError(message)
    who = season.athlete if season else _athlete(athlete, as_json=as_json)
    from periodize.cli.progress import read_with_progress

    record = read_with_progress(paths, timezone or (who.timezone if who else None))
    if not (record.read or record.failed or record.skipped):
        message = f"no recorded files in {', '.join(map(str, paths))} (FIT, TCX, GPX, CSV; gzipped too)"
        raise UsageError(message)
    try:
        report = compare_with(season, record, today=clock(today), athlete=who)
    except PlanError as error:
        refuse_plan([*problems, *error.problems], as_json=as_json)
        return
    if as_json:
        from periodize.report.data import check_data

        print_json(check_data(report))
    else:
        from periodize.report.check import print_check
        from periodize.report.terminal import console

        print_check(report, console(), every=every)
        if path:
            hint_warnings([*problems, *report.problems], path)
    unread = bool(record.failed) and not record.activities
    leave(problems=bool(report.signs) or unread)


def _athlete(path: Path | None, *, as_json: bool) -> Athlete | None:
    """Return the athlete of a file, or of athlete.yaml here, or None."""
    from periodize.plan import read_athlete

    here = Path("athlete.yaml")
    if path is None and not here.is_file():
        return None
    found, problems = read_athlete(path or here)
    if found is None:
        refuse_plan(problems, as_json=as_json, what="athlete's file")
    return found
