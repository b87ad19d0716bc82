"""`periodize show`: the season as a calendar."""

from __future__ import annotations

import calendar as months
import re
from datetime import date
from typing import Annotated

import typer

from periodize.cli.common import (
    AsJson,
    PlanPath,
    Today,
    clock,
    command,
    hint_warnings,
    parse_date,
    parse_week,
    print_json,
    refuse_plan,
    sound_plan,
    the_plan,
)


@command
def show(
    plan: PlanPath = None,
    *,
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="One week: 2027-W19, or a date in it.")
    ] = None,
    month: Annotated[
        str | None, typer.Option("--month", metavar="MONTH", help="The weeks of a month: 2027-05.")
    ] = None,
    first: Annotated[
        date | None, typer.Option("--from", parser=parse_date, metavar="DATE", help="From the week of this day.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=parse_date, metavar="DATE", help="To the week of this day.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="The whole season.")] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Print the season as a training calendar, with the amounts of each week.

    \b
    Examples:
      periodize show                       the four weeks from today
      periodize show plan.yaml --all
      periodize show --week 2027-W12       or --week 2027-03-28
      periodize show --month 2027-05
      periodize show --from 2027-03-01 --to 2027-03-28 --json

    Weeks are whole, Monday to Sunday. When today lies outside the season, all of it is shown. From 120 columns
    on a week is one row of seven days.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.plans.calendar import calendar

    if sum((week is not None, month is not None, first is not None or last is not None, every)) > 1:
        message = "--week, --month, --from/--to and --all exclude each other: take one"
        raise UsageError(message)
    if week is not None:
        first, last = parse_week(week)
    elif month is not None:
        first, last = _month(month)
    path = the_plan(plan, clock(today))
    season, problems = sound_plan(path, as_json=as_json)
    try:
        found = calendar(season, today=clock(today), first=first, last=last, every=every)
    except PlanError as error:
        refuse_plan([*problems, *error.problems], as_json=as_json)
        return
    if as_json:
        from periodize.report.data.plan import calendar_data

        print_json(calendar_data(found))
        return
    from periodize.report.terminal.calendar import print_calendar
    from periodize.report.terminal.tables import console

    print_calendar(found, console())
    hint_warnings([*problems, *found.problems], path)


def _month(text: str) -> tuple[date, date]:
    """Return the first and last day of a month."""
    match = re.fullmatch(r"(\d{4})-(\d{1,2})", text)
    if match is None or not 1 <= int(match[2]) <= 12 or not int(match[1]):
        message = f"{text!r} is not a month; write YYYY-MM"
        raise typer.BadParameter(message)
    year, number = int(match[1]), int(match[2])
    return date(year, number, 1), date(year, number, months.monthrange(year, number)[1])
