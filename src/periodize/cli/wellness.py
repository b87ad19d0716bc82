"""`periodize wellness`: mornings, typed in or from the files of other programs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Timezone, Today, clock, command, parse_date, print_json, the_store
from periodize.units import count

RECENT = 14
"""Mornings that are listed unless more are asked for: our choice."""

HELP = """Note how you slept and feel, or import it.

\b
Examples:
  periodize wellness add --rhr 47 --hrv 68 --sleep 7:20 --fatigue 3
  periodize wellness import hrv4training.csv
  periodize wellness list --from 2026-05-01

Ratings go from 1 to 5 and say how much there is of the word: fatigue 5 is very
tired, mood 5 is very good. Importers turn other scales round.
Every part has --json.
"""

wellness = typer.Typer(help=HELP, no_args_is_help=True, rich_markup_mode=None)

Rating = Annotated[float | None, typer.Option(help="1-5.", metavar="1-5")]


@wellness.command("add")
@command
def add(
    day: Annotated[
        date | None, typer.Option("--date", parser=parse_date, metavar="DATE", help="The morning; left out: today.")
    ] = None,
    *,
    rhr: Annotated[float | None, typer.Option("--rhr", help="Resting heart rate [bpm].")] = None,
    hrv: Annotated[float | None, typer.Option("--hrv", help="Heart rate variability, rMSSD [ms].")] = None,
    sleep: Annotated[str | None, typer.Option("--sleep", metavar="7:20", help="Time asleep.")] = None,
    sleep_quality: Rating = None,
    fatigue: Rating = None,
    soreness: Rating = None,
    stress: Rating = None,
    mood: Rating = None,
    motivation: Rating = None,
    readiness: Annotated[float | None, typer.Option("--readiness", metavar="0-10", help="0-10, 10 for ready.")] = None,
    weight: Annotated[float | None, typer.Option("--weight", help="Body weight [kg].")] = None,
    ill: Annotated[bool | None, typer.Option("--ill/--well", help="Whether you are ill.")] = None,
    injury: Annotated[str, typer.Option("--injury", help="What hurts.")] = "",
    note: Annotated[str, typer.Option("--note", help="In your words.")] = "",
    store: StorePath = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Note one morning; what was noted before stays unless it is given again.

    \b
    Examples:
      periodize wellness add --rhr 47 --hrv 68 --sleep 7:20 --fatigue 3
      periodize wellness add --date 2026-05-03 --injury "left calf"
    """
    from periodize.project.records.keeping import open_store
    from periodize.project.records.logbook import morning

    noted = morning(
        day or clock(today),
        today=clock(today),
        resting_hr=rhr,
        hrv=hrv,
        sleep=sleep,
        sleep_quality=sleep_quality,
        fatigue=fatigue,
        soreness=soreness,
        stress=stress,
        mood=mood,
        motivation=motivation,
        readiness=readiness,
        weight=weight,
        illness=ill,
        injury=injury,
        note=note,
    )
    with open_store(the_store(store), create=True) as opened:
        opened.log_morning(noted)
        (whole,) = opened.mornings(first=noted.day, last=noted.day)
    from periodize.report.data.record import morning_row
    from periodize.report.terminal.mornings import mornings_table
    from periodize.report.terminal.tables import console

    if as_json:
        print_json(morning_row(whole))
    else:
        out = console()
        out.print(mornings_table([whole], width=out.width))


@wellness.command("import")
@command
def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders of other programs.")],
    *,
    store: StorePath = None,
    timezone: Timezone = None,
    as_json: AsJson = False,
) -> None:
    """Import mornings: intervals.icu, HRV4Training, EliteHRV, WHOOP, Oura, PMSys, plain CSV.

    \b
    Examples:
      periodize wellness import hrv4training.csv
      periodize wellness import physiological_cycles.csv --json
    """
    from periodize.cli.import_ import import_ as import_files

    # a file says itself what it holds
    import_files(paths, store=store, timezone=timezone, as_json=as_json)


@wellness.command("list")
@command
def listed(
    *,
    first: Annotated[
        date | None, typer.Option("--from", parser=parse_date, metavar="DATE", help="First day: YYYY-MM-DD.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=parse_date, metavar="DATE", help="Last day: YYYY-MM-DD.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All, not only the last ones.")] = False,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """List the mornings, one a day, whatever number of sources have it.

    \b
    Examples:
      periodize wellness list
      periodize wellness list --from 2026-05-01 --json
    """
    from periodize.project.records.keeping import open_store
    from periodize.report.data.record import morning_row
    from periodize.report.terminal.mornings import mornings_table, print_trends
    from periodize.report.terminal.tables import console

    with open_store(the_store(store)) as opened:
        found = opened.mornings(first=first, last=last)
    if as_json:
        print_json([morning_row(one) for one in found])
        return
    out = console()
    if not found:
        out.print("no mornings" + (" in that range" if first or last else " yet"))
        return
    shown = found if every or first or last else found[-RECENT:]
    out.print(mornings_table(shown, width=out.width))
    rest = f", the last {len(shown)} shown (--all)" if len(shown) < len(found) else ""
    out.print(f"{count(len(found), 'morning')} from {found[0].day} to {found[-1].day}{rest}", style="dim")
    print_trends(found, out)
