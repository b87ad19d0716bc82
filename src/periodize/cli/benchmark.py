"""`periodize benchmark`: the same session over the year."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import (
    AsJson,
    FirstDay,
    LastDay,
    StorePath,
    Timezone,
    Today,
    check_days,
    clock,
    command,
    print_json,
)
from periodize.cli.drawing import Force, Output, check_place, draw
from periodize.cli.gathering import Recorded, gather
from periodize.errors import UsageError


@command
def benchmark(
    what: Annotated[
        str | None,
        typer.Argument(metavar="SESSION", help="One of them: 12x400m, as in a plan, part of its name, a day or an id."),
    ] = None,
    *,
    first: FirstDay = None,
    last: LastDay = None,
    every: Annotated[bool, typer.Option("--all", help="All of them, not only those done most often.")] = False,
    plan: Annotated[
        Path | None,
        typer.Option("--plan", metavar="PLAN", help="The plan; left out: plan.yaml here, or the season of today."),
    ] = None,
    recorded: Recorded = None,
    store: StorePath = None,
    timezone: Timezone = None,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Line up sessions that were done more than once, and say what has changed.

    \b
    Examples:
      periodize benchmark                        all that were done twice
      periodize benchmark cruise                 one of them, repeat by repeat
      periodize benchmark "12x400m @ T+" --from 2027-01
      periodize benchmark 2027-05-10             what was recognised that day
      periodize benchmark cruise -o cruise.svg   drawn over the year
      periodize benchmark climb                  climbs inside rides and runs
      periodize benchmark --json | jq '.benchmarks[].title'

    A session is known again by its repeats, whether they were planned, marked
    as laps or are only seen in the recording; a steady one by its route, where
    positions are kept, and climbs inside it by their road. What is not
    comparable is shown and left out.
    """
    from periodize.cli.progress import Bar
    from periodize.project.checks.benchmarks import Asked, benchmarks

    if what is not None and not what.strip():
        message = "SESSION is empty; leave it out for all of them"
        raise UsageError(message)
    check_days(first, last)
    check_place(output, force=force)
    gathered = gather(plan, recorded=recorded, store=store, timezone=timezone, today=clock(today), as_json=as_json)
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
        draw("benchmark", view, output, force=force, as_json=as_json)
        return
    from periodize.report.terminal.benchmark import print_benchmarks
    from periodize.report.terminal.tables import console

    print_benchmarks(view, console(), every=every)
    draw("benchmark", view, output, force=force, as_json=as_json)
