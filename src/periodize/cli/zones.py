"""`periodize zones`: where the time went."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from periodize.cli.common import (
    AsJson,
    FirstDay,
    LastDay,
    PlanPath,
    StorePath,
    Timezone,
    Today,
    check_days,
    clock,
    command,
    print_json,
    refuse_plan,
)
from periodize.cli.drawing import Force, Output, check_place, draw
from periodize.cli.gathering import AthleteFile, Recorded, gather


class By(StrEnum):
    """Days that stand on one row."""

    WEEK = "week"
    MONTH = "month"
    BLOCK = "block"
    SEASON = "season"


class Basis(StrEnum):
    """What time in zones is told by."""

    HR = "hr"
    PACE = "pace"
    POWER = "power"
    GOAL = "goal"


def _models(incomplete: str) -> list[str]:
    from periodize.zones import ZONES

    return [name for name in (*ZONES, "own") if name.startswith(incomplete)]


@command
def zones(
    plan: PlanPath = None,
    *,
    by: Annotated[
        By | None, typer.Option("--by", help="A row a block, week, month or season; left out: blocks, or months.")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            "--model",
            metavar="NAME",
            help="Zones: seiler3, friel5, coros6, coggan7, own; left out: the athlete's.",
            autocompletion=_models,
        ),
    ] = None,
    basis: Annotated[
        Basis | None,
        typer.Option("--basis", help="By heart rate, pace or power, or sessions by their goal; left out: all of it."),
    ] = None,
    first: FirstDay = None,
    last: LastDay = None,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    timezone: Timezone = None,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Say where the time went: in zones and by goal, planned and recorded.

    \b
    Examples:
      periodize zones                      block by block, or by month
      periodize zones --by week --from 2027-01
      periodize zones --model seiler3      the same time in other zones
      periodize zones --basis hr           by heart rate alone
      periodize zones --basis goal         sessions by what they were for
      periodize zones --recorded Activities.csv    without a plan
      periodize zones --by week -o zones.svg       drawn too
      periodize zones --json

    Where only the averages of a session are known it counts whole in the zone
    of its average, on a line of its own.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.pictures.distribution import Asked, distribution

    check_days(first, last)
    check_place(output, force=force)
    if output is not None and basis is Basis.GOAL:
        message = "sessions by goal are not drawn, time in zones is; leave out -o, or --basis goal"
        raise UsageError(message)
    now = clock(today)
    found = gather(plan, recorded=recorded, store=store, athlete=athlete, timezone=timezone, today=now, as_json=as_json)
    asked = Asked(
        by=by.value if by else None,
        model=model,
        basis="heart_rate" if basis is Basis.HR else basis.value if basis else None,
        first=first,
        last=last,
    )
    try:
        view = distribution(found.season, found.kept, today=now, asked=asked)
    except PlanError as error:
        refuse_plan([*found.problems, *error.problems], as_json=as_json)
        return
    if as_json:
        from periodize.report.data.zones import distribution_data

        print_json(distribution_data(view))
    else:
        from periodize.report.terminal.tables import console
        from periodize.report.terminal.zones import print_distribution

        print_distribution(view, console())
    draw("zones", view, output, force=force, as_json=as_json)
