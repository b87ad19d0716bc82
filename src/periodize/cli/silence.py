"""`periodize silence`: a warning sign that is not raised for a while, and why."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Today, clock, command, parse_date, print_json, the_store

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.store import Silence


@command
def silence(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A sign, as `check` names it: R12.")] = None,
    *,
    until: Annotated[
        date | None, typer.Option("--until", parser=parse_date, metavar="DATE", help="Last day: YYYY-MM-DD.")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why, in your words.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Let it speak again.")] = False,
    store: StorePath = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Silence a warning sign up to a day; `check` lists it with the reason.

    \b
    Examples:
      periodize silence R12 --until 2026-06-14 --reason "camp, as planned"
      periodize silence R12 --undo
      periodize silence                    what is silenced

    For good, a sign is silenced in the plan: `limits:`.
    """
    from periodize.errors import UsageError
    from periodize.flags import SIGNS, illness_or_injury
    from periodize.project.records.keeping import open_store
    from periodize.project.records.linking import sign_code, unsilence
    from periodize.project.records.linking import silence as hush

    place, now = the_store(store), clock(today)
    if code is None and (until or reason or undo):
        raise UsageError("which sign? write its code before the options, as R12")
    if code is not None and not undo:
        sign_code(code)
    with open_store(place) as opened:
        if code is None:
            found: Sequence[Silence] = opened.decisions.silences()
        elif undo:
            found = [unsilence(opened, code)]
        else:
            found = [hush(opened, code, until=until, reason=reason, today=now)]
            if found[0].code == illness_or_injury.code:
                typer.echo("words that a doctor should hear of are shown all the same", err=True)
    _print(found, {key: sign.title for key, sign in SIGNS.items()}, now, undo=undo, as_json=as_json)


def _print(silences: Sequence[Silence], titles: dict[str, str], today: date, *, undo: bool, as_json: bool) -> None:
    from periodize.report.data.answers import silence_row
    from periodize.report.terminal.answers import silences_table
    from periodize.report.terminal.tables import console

    if as_json:
        print_json([silence_row(one, titles, today) for one in silences])
    elif silences:
        out = console()
        out.print("speaks again:" if undo else "silenced:")
        out.print(silences_table(silences, titles, today))
    else:
        console().print("no sign is silenced")
