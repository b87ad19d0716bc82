"""`periodize activities` and `periodize activity`: what was recorded, as a list and one in detail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, StorePath, command, parse_date, print_json, the_store
from periodize.cli.progress import athlete_beside, computed
from periodize.units import count

if TYPE_CHECKING:
    from periodize.store import Store

RECENT = 30
"""Activities that are listed unless more are asked for: our choice."""


@command
def activities(
    *,
    first: Annotated[
        date | None, typer.Option("--from", parser=parse_date, metavar="DATE", help="First day: YYYY-MM-DD.")
    ] = None,
    last: Annotated[
        date | None, typer.Option("--to", parser=parse_date, metavar="DATE", help="Last day: YYYY-MM-DD.")
    ] = None,
    sport: Annotated[list[str] | None, typer.Option("--sport", help="Of this sport; may be repeated.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All, not only the last ones.")] = False,
    races: Annotated[
        bool, typer.Option("--races", help="Races alone: those of the plan, and those called so.")
    ] = False,
    planned: Annotated[
        bool, typer.Option("--planned", help="What other programs had planned, as they exported it.")
    ] = False,
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """List what was recorded, each activity once, whatever number of files have it.

    \b
    Examples:
      periodize activities                 the last ones
      periodize activities --from 2026-05-01 --to 2026-05-31 --sport run
      periodize activities --races         of the plan, or named so
      periodize activities --json | jq 'map(.load) | add'

    A load with ~ rests on an assumption: periodize activity ID says which.
    """
    from periodize.plan.workout import SPORTS
    from periodize.project.records.keeping import open_store
    from periodize.report.terminal.tables import console

    _known(sport or [], SPORTS)
    place = the_store(store)
    with open_store(place) as opened:
        if planned:
            _print_planned(opened, first, last, as_json=as_json)
            return
        notes = computed(opened, athlete_beside(place))
        found = opened.activities(first=first, last=last, sports=sport or [])
        if races:
            from periodize.project.records.races import plans_of, races_among

            found = races_among(found, plans_of(place.parent), opened)
    if as_json:
        from periodize.report.data.record import activity_row

        print_json([activity_row(one) for one in found])
        return
    from periodize.report.terminal.record import activities_table

    out = console()
    if not found:
        kind, none_yet = "activities", " yet: periodize import PATH ... or periodize log"
        if races:
            kind, none_yet = "races", ": none is the plan's by day and distance, and none is called one"
        out.print(f"no {kind}{' in that range' if first or last or sport else none_yet}")
        return
    shown = found if every or first or last else found[-RECENT:]
    out.print(activities_table(shown, width=out.width))
    rest = f", the last {len(shown)} shown (--all)" if len(shown) < len(found) else ""
    out.print(f"{count(len(found), 'activity')} from {found[0].day} to {found[-1].day}{rest}", style="dim")
    if notes and any(one.measure and one.measure.assumed for one in shown):
        out.print(f"~ {'; '.join(notes)}", style="dim")


@command
def activity(
    key: Annotated[str, typer.Argument(metavar="ID", help="As `activities` lists it; its beginning is enough.")],
    *,
    rpe: Annotated[float | None, typer.Option("--rpe", help="Rate the whole session, 0-10.")] = None,
    load: Annotated[float | None, typer.Option("--load", help="State its load, 100 for an hour at threshold.")] = None,
    name: Annotated[str, typer.Option("--name", help="Give it a title.")] = "",
    note: Annotated[str, typer.Option("--note", help="Say something about it.")] = "",
    store: StorePath = None,
    as_json: AsJson = False,
) -> None:
    """Show one activity in detail: laps, zones, load and what it rests on; or rate it.

    \b
    Examples:
      periodize activity 3f2a91            the beginning of an id is enough
      periodize activity 3f2a91 --rpe 6 --note "windy"
      periodize activity 3f2a91 --json | jq .measures.zones

    What you say is kept beside the recording, which stays as it is.
    """
    from periodize.project.records.activity_view import activity_view
    from periodize.project.records.keeping import open_store
    from periodize.project.records.logbook import remark

    place = the_store(store)
    with open_store(place) as opened:
        if rpe is not None or load is not None or name or note:
            key = remark(opened, key, rpe=rpe, load=load, name=name, note=note).id
        notes = computed(opened, athlete_beside(place))
        view = activity_view(opened, key)
    if as_json:
        from periodize.report.data.record import activity_data

        print_json(activity_data(view))
    else:
        from periodize.report.terminal.record import print_activity
        from periodize.report.terminal.tables import console

        print_activity(view, console(), assumed=notes)


def _known(sports: list[str], choices: tuple[str, ...]) -> None:
    from periodize.errors import UnknownNameError

    for sport in sports:
        if sport not in choices:
            raise UnknownNameError("sport", sport, choices)


def _print_planned(store: Store, first: date | None, last: date | None, *, as_json: bool) -> None:
    from periodize.report.data.record import planned_row
    from periodize.report.terminal.record import planned_table
    from periodize.report.terminal.tables import console

    found = store.planned(first=first, last=last)
    if as_json:
        print_json([planned_row(entry) for entry in found])
    elif found:
        out = console()
        out.print(planned_table(found, width=out.width))
    else:
        console().print("no planned sessions of other programs")
