"""`periodize skip`: a planned session that is left out, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Today, clock, command, print_json, the_store
from periodize.cli.link import PlanOption, needed, season_of, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan import Schedule
    from periodize.store import Skip


@command
def skip(
    sessions: Annotated[
        list[str] | None, typer.Argument(metavar="SESSION...", help="Ids, or days that have one session.")
    ] = None,
    *,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why, in your words.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take it back.")] = False,
    plan: PlanOption = None,
    store: StorePath = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Say that a session was, or will be, left out, and why.

    \b
    Examples:
      periodize skip 2026-05-03 --reason illness
      periodize skip 2026-05-03-am 2026-05-04 --reason travel
      periodize skip 2026-05-03-am --undo
      periodize skip                       what was skipped

    A skipped session is never called missed; `check` shows the reason. The
    plan stays as it is.
    """
    from periodize.errors import UsageError
    from periodize.project.records.keeping import open_store
    from periodize.project.records.linking import recorded_on, unskip
    from periodize.project.records.linking import skip as leave_out
    from periodize.project.records.naming import day_of

    place = the_store(store)
    if not sessions and (undo or reason):
        raise UsageError("which session? write its id or day before the options")
    day = day_of(sessions[0]) if sessions else None
    planned = season_of(place, plan, day or clock(today), as_json=as_json)
    with open_store(place) as opened:
        if not sessions:
            found = opened.decisions.skips()
        elif undo:
            found = unskip(opened, sessions)
        else:
            found = leave_out(opened, needed(planned), sessions, reason, today=clock(today))
            for told in recorded_on(opened, needed(planned), found):
                typer.echo(told, err=True)
    _print(found, planned, as_json=as_json, title="taken back:" if undo else "skipped:")


def _print(skips: Sequence[Skip], planned: Schedule | None, *, as_json: bool, title: str) -> None:
    from periodize.report.data.answers import skip_row
    from periodize.report.terminal.answers import skips_table
    from periodize.report.terminal.tables import console

    lines = texts(planned)
    if as_json:
        print_json([skip_row(one, lines) for one in skips])
    elif skips:
        out = console()
        out.print(title)
        out.print(skips_table(skips, lines))
    else:
        console().print("nothing was skipped")
