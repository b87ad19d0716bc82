"""`periodize season`: several seasons, this one beside another at the same week to the race."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import (
    AsJson,
    StorePath,
    Timezone,
    Today,
    clock,
    command,
    parse_date,
    print_json,
    refuse_plan,
    sound_plan,
)
from periodize.cli.drawing import Force, Output, check_place, draw
from periodize.cli.gathering import AthleteFile, Recorded, gather, tell_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.calibration import Performance
    from periodize.cli.gathering import Gathered
    from periodize.cli.progress import Bar
    from periodize.plan import Season
    from periodize.project.seasons.several import Beside


class By(StrEnum):
    """Days that stand on one row."""

    WEEK = "week"
    MONTH = "month"


@command
def season(
    places: Annotated[
        list[Path] | None, typer.Argument(metavar="FOLDER_OR_PLAN", help="A folder of plans, or plans; left out: here.")
    ] = None,
    *,
    by: Annotated[By, typer.Option("--by", help="A row a week, or a month of four weeks.")] = By.WEEK,
    against: Annotated[
        str | None, typer.Option("--against", metavar="NAME", help="Hold this season against that one, not the last.")
    ] = None,
    races: Annotated[
        list[date] | None,
        typer.Option("--race", parser=parse_date, metavar="DATE", help="Main race of a year without a plan."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every row to the race, not only those around today.")] = False,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    timezone: Timezone = None,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Compare this season with earlier ones, at the same week to the main race.

    \b
    Examples:
      periodize season                     the plans in this folder, one store
      periodize season ~/training          2026.yaml, 2027.yaml, or folders
      periodize season --against 2025      with another than the one before
      periodize season --race 2025-04-13 --race 2024-04-14
      periodize season --by month --all
      periodize season --recorded Activities.csv    years, without a plan
      periodize season -o seasons.svg      load and fitness, a line a season
      periodize season --json

    Weeks are counted back from the last A race, or from a season's last day.
    Years of the record that no plan has are seasons too. Below stand best
    times, the sessions that were done in both, and how far it is to your aims.
    """
    from periodize.cli.progress import Bar
    from periodize.errors import PlanError
    from periodize.project.seasons.folders import season_files
    from periodize.project.seasons.several import seasons_view

    check_place(output, force=force)
    now = clock(today)
    folder, files = season_files(places or [Path()])
    if not places or places[0].is_dir():
        files = _sound(files, now)
    plans = [(name, sound_plan(path, as_json=as_json)[0]) for name, path in files]
    found = _record(
        folder,
        [plan for _, plan in plans],
        recorded=recorded,
        store=store,
        athlete=athlete,
        timezone=timezone,
        as_json=as_json,
    )
    report = found.check(now, as_json=as_json) if found else None
    tests = _tests(folder, [(path.parent, season) for (_, path), (_, season) in zip(files, plans, strict=True)])
    try:
        with Bar("comparing") as bar:
            beside = _beside(found, tests, bar)
            view = seasons_view(
                plans, report, today=now, by=by.value, against=against, races=races or (), beside=beside
            )
    except PlanError as error:
        refuse_plan(list(error.problems), as_json=as_json)
        return
    if as_json:
        from periodize.report.data.seasons import seasons_data

        print_json(seasons_data(view))
        draw("seasons", view, output, force=force, as_json=as_json)
        return
    from periodize.report.terminal.seasons import print_seasons
    from periodize.report.terminal.tables import console

    print_seasons(view, console(), every=every)
    draw("seasons", view, output, force=force, as_json=as_json)


def _sound(files: list[tuple[str, Path]], today: date) -> list[tuple[str, Path]]:
    """Return the plans of a folder without those with errors, which are named; the season that runs has to be sound."""
    from periodize.project.plans.here import begins_by, days_of
    from periodize.report.problems import printable

    begun = {path: begin for _, path in files if date.min < (begin := begins_by(path)) <= today}
    running = max(begun, key=lambda path: begun[path], default=None)
    kept = [(name, path) for name, path in files if path == running or days_of(path)] or files
    for name, path in files:
        if (name, path) not in kept:
            told = f"{name} has errors and counts for nothing here: `periodize validate {path}`"
            typer.echo(printable(told), err=True)
    return kept


def _record(
    folder: Path, plans: Sequence[Season], *, recorded: list[Path] | None, store: Path | None, athlete: Path | None,
    timezone: str | None, as_json: bool,
) -> Gathered | None:  # fmt: skip
    """Return the whole record, of no plan's days alone; None where nothing is recorded."""
    from periodize.project.folder import RECORDED, store_path

    kept = store or store_path(folder)
    if not recorded and not kept.exists():
        recorded = [folder / RECORDED] if (folder / RECORDED).is_dir() else None
        if recorded is None and store is None:
            return None
    last = Path(plans[-1].path) if plans else None
    found = gather(
        last, recorded=recorded, store=None if recorded else kept, athlete=athlete, timezone=timezone, as_json=as_json
    )
    # a plan's fitness is that of its own first day, not of the record's
    who = replace(found.kept.athlete, fitness=None, fatigue=None) if found.kept.athlete else None
    if who is None and found.season:
        who = replace(found.season.athlete, fitness=None, fatigue=None)
    alone = replace(found, season=None, plan=None, kept=replace(found.kept, athlete=who))
    return alone if found.kept.record.activities else None


def _tests(folder: Path, plans: Sequence[tuple[Path, Season]]) -> list[Performance]:
    """Return the tests of the tables in the folder of the seasons and beside their plans; faults of them are said."""
    from periodize.project.checks.tested import read_folder

    beside = {folder.resolve(): (folder, plans[-1][1] if plans else None)}
    for place, season in plans:
        beside[place.resolve()] = (place, season)
    found: list[Performance] = []
    for place, owner in beside.values():
        tests, problems = read_folder(place, owner)
        found += () if problems and tell_table(problems) else tests
    return found


def _beside(found: Gathered | None, tests: Sequence[Performance], bar: Bar) -> Beside:
    """Return what is known beside plans and record."""
    from periodize.project.checks.repeated import signed_in
    from periodize.project.seasons.several import Beside

    if found is None:
        return Beside(tests)
    aims = found.kept.athlete.aims if found.kept.athlete else ()
    return Beside(tests, aims, found.kept.answers, signed_in(found.kept.store, progress=bar.show))
