"""`periodize link` and `periodize unlink`: which recorded activity is which planned session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import (
    AsJson,
    StorePath,
    Today,
    clock,
    command,
    plan_of_day,
    print_json,
    sound_plan,
    the_store,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.compare import Comparison, Question
    from periodize.plan import Schedule
    from periodize.project.records.linking import Answers
    from periodize.store import Link

PlanOption = Annotated[Path | None, typer.Option("--plan", metavar="PLAN", help="The plan; left out: the one here.")]


@command
def link(
    key: Annotated[
        str | None, typer.Argument(metavar="ACTIVITY", help="As `activities` lists it; its beginning is enough.")
    ] = None,
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="Its id, or its day if that has one session; or none.")
    ] = None,
    *,
    plan: PlanOption = None,
    store: StorePath = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Say which planned session an activity is, also of another day or sport.

    \b
    Examples:
      periodize link 3f2a91 2026-05-03     the day's only session
      periodize link 3f2a91 2026-05-03-pm
      periodize link 3f2a91 none           it is no planned session
      periodize link                       all links

    A link wins over what `check` would have chosen. Several activities may be
    linked to one session: they count as one. Plan and files stay as they are.
    """
    from periodize.project.records.keeping import open_store
    from periodize.project.records.linking import link as link_to
    from periodize.project.records.naming import FAR_DAYS, day_of, refuse_no_session

    place = the_store(store)
    with open_store(place) as opened:
        asked = day_of(session or "") or clock(today)
        if key is None:
            _print(opened.decisions.links(), season_of(place, plan, asked, as_json=as_json), as_json=as_json)
            return
        planned = needed(season_of(place, plan, asked, as_json=as_json))
        if session is None:
            refuse_no_session(planned, opened.find(key))
        linked = link_to(opened, planned, key, session, today=clock(today))
        others = [one for one in opened.decisions.links() if one.session and one.session == linked.session]
    _print([linked], planned, as_json=as_json)
    day = day_of(linked.session)
    if day is not None and abs(day - linked.day).days > FAR_DAYS:
        typer.echo(f"these are {abs(day - linked.day).days} days apart; to take it back: `unlink {key}`", err=True)
    if len(others) > 1 and not as_json:
        typer.echo(f"{len(others)} activities are linked to {linked.session}: they count as one", err=True)


@command
def unlink(
    name: Annotated[
        str, typer.Argument(metavar="ACTIVITY|SESSION", help="Either end, as `link` takes it; also one that is gone.")
    ],
    *,
    plan: PlanOption = None,
    store: StorePath = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Forget a link: `check` chooses again.

    \b
    Examples:
      periodize unlink 3f2a91
      periodize unlink 2026-05-03          the session of that day
      periodize unlink 2026-05-03-pm
    """
    from periodize.project.records.keeping import open_store
    from periodize.project.records.linking import unlink as forget
    from periodize.project.records.naming import day_of

    place = the_store(store)
    planned = season_of(place, plan, day_of(name) or clock(today), as_json=as_json)
    with open_store(place) as opened:
        gone = forget(opened, planned, name, today=clock(today))
    _print(gone, planned, as_json=as_json, title="forgotten:")


def ask_about(comparison: Comparison, place: Path | None) -> Answers:
    """Ask on the terminal about each doubtful session, keep what is said, return all that was said so far.

    Raises
    ------
    UsageError
        if there is no store to keep it in.
    """
    from periodize.errors import UsageError
    from periodize.project.records.keeping import open_store
    from periodize.project.records.linking import answers, ask

    if place is None:
        raise UsageError("--interactive keeps what you say in the store; first `periodize import` the files")
    found = ask(comparison.rows, _answer)
    with open_store(place) as opened:
        for activity, session in found:
            opened.decisions.link(activity, session)
        return answers(opened)


def _answer(question: Question) -> str | None:
    from periodize.report.terminal.answers import print_question
    from periodize.report.terminal.tables import console

    print_question(question, console(stderr=True))
    choices = {str(n): plan.id for n, plan in enumerate(question.sessions, start=1)} | {"n": "", "": None}
    offered = ", ".join(f"{n} = {session}" for n, session in choices.items() if session)
    while True:
        try:
            word = typer.prompt(f"  {offered}, n = none, Enter = leave open", default="", show_default=False, err=True)
        except typer.Abort:
            raise EOFError from None
        if word.strip().casefold() in choices:
            return choices[word.strip().casefold()]
        typer.echo(f"  {word!r} is none of these", err=True)


def season_of(store: Path, plan: Path | None, day: date, *, as_json: bool) -> Schedule | None:
    """Return the plan that is named, or the one beside a store, of several seasons that of a day; None without one."""
    from periodize.errors import UsageError
    from periodize.project.folder import find_plan
    from periodize.project.plans.planning import schedule

    path = None if plan else plan_of_day(store.parent, day)
    try:
        path = path or find_plan(plan, folder=store.parent)
    except UsageError:
        return None
    return schedule(sound_plan(path, as_json=as_json)[0])


def needed(planned: Schedule | None) -> Schedule:
    """Return the plan.

    Raises
    ------
    UsageError
        if there is none.
    """
    from periodize.errors import UsageError

    if planned is None:
        message = "no plan beside the record; name one with --plan PLAN"
        raise UsageError(message)
    return planned


def texts(planned: Schedule | None) -> dict[str, str] | None:
    """Return id -> line of every session of a plan, as worked out for its day."""
    from periodize.project.plans.spoken import line_of

    return None if planned is None else {session.id: line_of(session, planned.season) for session in planned.sessions}


def _print(links: Sequence[Link], planned: Schedule | None, *, as_json: bool, title: str = "linked:") -> None:
    from periodize.report.data.answers import link_row
    from periodize.report.terminal.answers import links_table
    from periodize.report.terminal.tables import console

    lines = texts(planned)
    if as_json:
        print_json([link_row(one, lines) for one in links])
    elif links:
        out = console()
        out.print(title)
        out.print(links_table(links, lines))
    else:
        console().print("no links; `periodize check` asks where one is wanted")
