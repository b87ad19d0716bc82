"""`periodize benchmark`: the same session over the year."""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Timezone, Today, clock, command, parse_date, print_json
from periodize.cli.gathering import Recorded, gather
from periodize.errors import UsageError


def _first_day(text: str) -> date:
    """Read a day, or the first one of a month."""
    return parse_date(f"{text}-01" if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text) else text)


def _last_day(text: str) -> date:
    """Read a day, or the last one of a month."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        return parse_date(text)
    first = parse_date(f"{text}-01")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


@command
def benchmark(
    what: Annotated[
        str | None,
        typer.Argument(metavar="SESSION", help="One of them: 12x400m, as a plan writes it, or part of its name."),
    ] = None,
    *,
    first: Annotated[
        date | None, typer.Option("--from", parser=_first_day, metavar="DATE", help="First day, or its month: 2027-01.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=_last_day, metavar="DATE", help="Last day, or its month.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="All of them, not only those done most often.")] = False,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="The plan; left out: plan.yaml or season.yaml here.")
    ] = None,
    recorded: Recorded = None,
    store: StorePath = None,
    timezone: Timezone = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Line up sessions that were done more than once, and say what has changed.

    \b
    Examples:
      periodize benchmark                        all that were done twice
      periodize benchmark cruise                 one of them, repeat by repeat
      periodize benchmark "12x400m @ T+" --from 2027-01
      periodize benchmark --json | jq '.benchmarks[].title'

    A session is known again by its repeats, whether they were planned, marked
    as laps or are only seen in the recording; a steady one by its route, where
    positions are kept. What is not comparable is shown and left out.
    """
    from periodize.cli.progress import Bar
    from periodize.project.checks.benchmarks import Asked, benchmarks

    if what is not None and not what.strip():
        message = "SESSION is empty; leave it out for all of them"
        raise UsageError(message)
    if first and last and last < first:
        message = f"--to {last} is before --from {first}"
        raise UsageError(message)
    gathered = gather(plan, recorded=recorded, store=store, timezone=timezone, as_json=as_json)
    with Bar("looking at") as bar:
        view = benchmarks(
            gathered.season,
            gathered.kept,
            today=clock(today),
            asked=Asked(what or "", first, last),
            progress=bar.show,
        )
    if as_json:
        from periodize.report.data.benchmark import benchmark_data

        print_json(benchmark_data(view))
        return
    from periodize.report.terminal.benchmark import print_benchmarks
    from periodize.report.terminal.tables import console

    print_benchmarks(view, console(), every=every)
