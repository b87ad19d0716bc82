"""`periodize why`: the data, the limits, the arithmetic and the reference behind a line."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Timezone, Today, clock, command, print_json
from periodize.cli.gathering import AthleteFile, Recorded, gather

PlanOption = Annotated[Path | None, typer.Option("--plan", metavar="PLAN", help="The plan; left out: the one here.")]


@command
def why(
    what: Annotated[
        str, typer.Argument(metavar="SIGN_OR_SESSION", help="R12, a sign's or session's id, a date, an activity.")
    ],
    *,
    plan: Annotated[
        Path | None, typer.Option("--plan", metavar="PLAN", help="The plan; left out: the one here.")
    ] = None,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    timezone: Timezone = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Take a warning sign or a session apart: what it was held against, and the numbers behind it.

    \b
    Examples:
      periodize why R12                    the sign, its rule, its last weeks
      periodize why R9-2027-02-08          one spell of it
      periodize why 2027-02-07             what was planned and done that day
      periodize why 2027-02-07-am          one session
      periodize why yesterday --json

    What a planned session is made of: `periodize explain DATE`.
    """
    from periodize.project.checks.checking import own_limits
    from periodize.project.checks.why import why as reasons

    now = clock(today)
    found = gather(plan, recorded=recorded, store=store, athlete=athlete, timezone=timezone, today=now, as_json=as_json)
    report = found.check(now, as_json=as_json)
    reasons_found = reasons(report, what, limits=own_limits(found.season))
    if as_json:
        from periodize.report.data.why import why_data

        print_json(why_data(reasons_found))
        return
    from periodize.report.terminal.tables import console
    from periodize.report.terminal.why import print_why

    print_why(reasons_found, console())
