"""`periodize check`: planned against recorded, and warning signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import (
    AsJson,
    PlanPath,
    StorePath,
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
    from periodize.project.keeping import Kept


@command
def check(
    plan: PlanPath = None,
    *,
    recorded: Annotated[
        list[Path] | None,
        typer.Option("--recorded", metavar="DIR_OR_FILE", help="Recorded files, instead of the store beside the plan."),
    ] = None,
    store: StorePath = None,
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
      periodize check                      plan and record in this folder
      periodize check plan.yaml --recorded ~/garmin
      periodize check --recorded Activities.csv    the record, without a plan
      periodize check --today 2027-03-14 --json

    The record is the store that `periodize import` and `periodize log` fill; without one, recorded/ beside the plan
    or what --recorded names: FIT, TCX, GPX, the exports of other programs, gzipped, zipped or not, in any mix.

    Exit code 0 when no sign is up, 1 when one is or nothing could be read, 2 on wrong usage. Recorded files are only
    ever read.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.checking import check as compare_with
    from periodize.project.folder import find_plan

    kept_at = None if recorded else _store(store, plan)
    path = find_plan(plan, folder=Path()) if plan is not None or not (recorded or kept_at) else _plan_beside(kept_at)
    season, problems = sound_plan(path, as_json=as_json) if path else (None, [])
    if season and athlete:
        message = f"--athlete is for a record without a plan; {path} names its own athlete"
        raise UsageError(message)
    who = season.athlete if season else _athlete(athlete, as_json=as_json)
    kept = _kept(kept_at, who) if kept_at else _files(recorded, path, timezone or (who.timezone if who else None))
    try:
        report = compare_with(
            season, kept.record, today=clock(today), athlete=kept.athlete, loads=kept.loads, assumed=kept.notes
        )
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
    unread = bool(kept.record.failed) and not kept.record.activities
    leave(problems=bool(report.signs) or unread)


def _store(named: Path | None, plan: Path | None) -> Path | None:
    """Return the store that is meant, or None where there is none."""
    from periodize.project.keeping import store_path

    place = named or store_path(plan.parent if plan is not None else Path())
    return place if named is not None or place.exists() else None


def _plan_beside(store: Path | None) -> Path | None:
    """Return the plan beside a store, or None: a record without a plan is worth a look too."""
    from periodize.errors import UsageError
    from periodize.project.folder import find_plan

    try:
        return find_plan(None, folder=store.parent) if store else None
    except UsageError:
        return None


def _kept(store: Path, athlete: Athlete | None) -> Kept:
    """Return what the store holds, computed again where thresholds changed."""
    from periodize.athlete import Athlete
    from periodize.cli.progress import Bar
    from periodize.project.folder import RECORDED
    from periodize.project.keeping import kept, not_imported, open_store
    from periodize.report.terminal import console

    with open_store(store) as opened:
        with Bar("computing") as bar:
            found = kept(opened, athlete or Athlete(), progress=bar.show)
        missing = not_imported(opened, store.parent / RECORDED)
    if missing:
        folder = store.parent / RECORDED
        console(stderr=True).print(f"{missing} files not imported yet: periodize import {folder}", style="yellow")
    return found


def _files(recorded: list[Path] | None, plan: Path | None, timezone: str | None) -> Kept:
    """Return what recorded files hold."""
    from periodize.cli.progress import read_with_progress
    from periodize.errors import UsageError
    from periodize.project.folder import find_recorded
    from periodize.project.keeping import Kept

    paths = recorded or [p for p in [find_recorded(plan, folder=Path())] if p is not None]
    if not paths:
        message = (
            "nothing is recorded here: `periodize import PATH ...` takes files in, or name them with"
            " --recorded DIR_OR_FILE"
        )
        raise UsageError(message)
    record = read_with_progress(paths, timezone)
    if not (record.read or record.failed or record.skipped):
        message = (
            f"no recorded files in {', '.join(map(str, paths))} (FIT, TCX, GPX, CSV, JSON; gzipped and zipped too)"
        )
        raise UsageError(message)
    return Kept(record)


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
