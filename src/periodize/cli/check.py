"""`periodize check`: planned against recorded, and warning signs."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import (
    AsJson,
    PlanPath,
    StorePath,
    Timezone,
    Today,
    clock,
    command,
    hint_warnings,
    leave,
    parse_date,
    parse_week,
    print_json,
)
from periodize.cli.gathering import AthleteFile, Recorded, gather

if TYPE_CHECKING:
    from periodize.cli.gathering import Gathered
    from periodize.report.views.check import CheckReport


class Format(StrEnum):
    """How a check is printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


class FailOn(StrEnum):
    """From which level on a check fails."""

    INFO = "info"
    WATCH = "watch"
    ACT = "act"


@command
def check(
    plan: PlanPath = None,
    *,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    timezone: Timezone = None,
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="One week: 2027-W19, or a date in it.")
    ] = None,
    first: Annotated[
        date | None, typer.Option("--from", parser=parse_date, metavar="DATE", help="From this day on.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=parse_date, metavar="DATE", help="Up to this day, as it was then.")
    ] = None,
    session: Annotated[
        str | None, typer.Option("--session", metavar="ID", help="One planned session in detail: its id, or its date.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every session, week and earlier sign, not only the last.")
    ] = False,
    interactive: Annotated[
        bool, typer.Option("--interactive", help="Ask first which session an activity is, where that is not sure.")
    ] = False,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="How often each sign fires on this record, and before reports.")
    ] = False,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Exit with 1 from this level of the verdict on.")
    ] = FailOn.WATCH,
    format_: Annotated[
        Format | None, typer.Option("--format", help="text (default) is for people; github: annotations.")
    ] = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Compare a plan with what was recorded and say what is worth a look, and why.

    \b
    Examples:
      periodize check                      plan and record in this folder
      periodize check --week 2027-W19      one week; also --from, --to
      periodize check --session 2027-03-09    one session: repeats, zones
      periodize check --backtest           how far to trust the signs
      periodize check plan.yaml --recorded ~/garmin
      periodize check --recorded Activities.csv    the record, without a plan
      periodize check --today 2027-03-14 --json

    The record is the store that `periodize import` and `periodize log` fill; without one, recorded/ beside the plan
    or what --recorded names: FIT, TCX, GPX, the exports of other programs, gzipped, zipped or not, in any mix.

    Exit code 0 below the level of --fail-on, 1 from it on or when nothing is recorded or could be read, 2 on wrong
    usage. Recorded files are only ever read.
    """
    from periodize.errors import UsageError

    if as_json and format_ not in {None, Format.JSON}:
        message = f"--json and --format {format_} contradict each other; keep one of them"
        raise UsageError(message)
    how = Format.JSON if as_json else format_ or Format.TEXT
    first, last = _period(week, first, last)
    now = clock(today)
    found = gather(
        plan,
        recorded=recorded,
        store=store,
        athlete=athlete,
        timezone=timezone,
        today=now,
        tells=False,
        as_json=how is Format.JSON,
    )
    report = found.check(now, as_json=how is Format.JSON, first=first, last=last)
    if interactive:
        from periodize.cli.link import ask_about

        said = ask_about(report.comparison, found.store)
        report = found.check(now, as_json=how is Format.JSON, first=first, last=last, said=said)
    if session is not None:
        _print_session(found, report, session, how)
        return
    if backtest:
        _backtest(found, report, how)
        return
    report = _remembered(found, report)
    _print(found, report, how, every=every)
    leave(problems=report.verdict >= str(fail_on) or not found.kept.record.activities)


def _period(week: str | None, first: date | None, last: date | None) -> tuple[date | None, date | None]:
    """Return the days that are asked for.

    Raises
    ------
    UsageError
        if they contradict each other.
    """
    from periodize.errors import UsageError

    if week is not None and (first is not None or last is not None):
        message = "--week and --from/--to exclude each other: take one"
        raise UsageError(message)
    if first is not None and last is not None and first > last:
        message = f"--from {first} is after --to {last}; turn them round"
        raise UsageError(message)
    return parse_week(week) if week is not None else (first, last)


def _remembered(found: Gathered, report: CheckReport) -> CheckReport:
    """Say what is different from the last check, where there is a store to remember it."""
    if found.store is None:
        return report
    from periodize.project.checks.since import remembered
    from periodize.project.records.keeping import open_store
    from periodize.report.terminal.tables import console
    from periodize.store import StoreError

    try:
        with open_store(found.store) as opened:
            return remembered(opened, report)
    except StoreError as error:
        console(stderr=True).print(f"this check is not remembered: {error}", style="yellow", soft_wrap=True)
        return report


def _print(found: Gathered, report: CheckReport, how: Format, *, every: bool) -> None:
    if how is Format.JSON:
        from periodize.report.data.check import report_data

        print_json(report_data(report))
    elif how is Format.GITHUB:
        from periodize.report.data.annotations import plan_problems
        from periodize.report.data.formats import github

        for line in github([*found.problems, *plan_problems(report)]):
            typer.echo(line)
    else:
        from periodize.report.terminal.check import print_check
        from periodize.report.terminal.tables import console

        print_check(report, console(), every=every)
        if found.plan:
            hint_warnings([*found.problems, *report.problems], found.plan)


def _print_session(found: Gathered, report: CheckReport, name: str, how: Format) -> None:
    """Print one planned session beside what was recorded of it; that it went otherwise is no problem."""
    from periodize.errors import UsageError
    from periodize.project.checks.execution import whole_from
    from periodize.project.checks.session_check import session_check

    if found.season is None:
        message = f"--session {name} is a session of a plan, and there is none here; name it: periodize check plan.yaml"
        raise UsageError(message)
    if how is Format.GITHUB:
        message = "--session has no annotations; leave --format github out"
        raise UsageError(message)
    view = session_check(found.season, report, name, athlete=found.kept.athlete, whole=whole_from(found.kept.store))
    if how is Format.JSON:
        from periodize.report.data.session import session_check_data

        print_json(session_check_data(view))
    else:
        from periodize.report.terminal.session import print_session
        from periodize.report.terminal.tables import console

        print_session(view, console())


def _backtest(found: Gathered, report: CheckReport, how: Format) -> None:
    """Print how often each sign fires on the record's own past; that it does is no problem."""
    from periodize.cli.progress import Bar
    from periodize.errors import UsageError
    from periodize.project.checks.backtest import backtest
    from periodize.project.checks.checking import own_limits

    if how is Format.GITHUB:
        message = "--backtest has no annotations; leave --format github out"
        raise UsageError(message)
    with Bar("looking back") as bar:
        limits = own_limits(found.season)
        tried = backtest(report.history, found.kept.record.mornings, limits=limits, progress=bar.show)
    if how is Format.JSON:
        from periodize.report.data.check import backtest_data

        print_json(backtest_data(tried))
    else:
        from periodize.report.terminal.backtest import print_backtest
        from periodize.report.terminal.tables import console

        print_backtest(tried, console())
