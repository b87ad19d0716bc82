"""`periodize log`: a session done without a device."""

from __future__ import annotations

from datetime import time
from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, StorePath, Timezone, Today, clock, command, print_json, the_store


def parse_time(text: str) -> time:
    """Read the time of day of an option, or refuse it as wrong usage."""
    try:
        return time.fromisoformat(text.zfill(5))
    except ValueError:
        message = f"{text!r} is no time of day; write HH:MM"
        raise typer.BadParameter(message) from None


@command
def log(
    words: Annotated[list[str], typer.Argument(metavar="WORD...", help="Day, sport, time, distance, in any order.")],
    *,
    at: Annotated[time | None, typer.Option("--at", parser=parse_time, metavar="HH:MM", help="When it began.")] = None,
    hr: Annotated[float | None, typer.Option("--hr", help="Mean heart rate [bpm].")] = None,
    power: Annotated[float | None, typer.Option("--power", help="Mean power [W].")] = None,
    rpe: Annotated[float | None, typer.Option("--rpe", help="Rating of the whole session, 0-10.")] = None,
    load: Annotated[float | None, typer.Option("--load", help="Load, 100 for an hour at threshold.")] = None,
    name: Annotated[str, typer.Option("--name", help="Title.")] = "",
    note: Annotated[str, typer.Option("--note", help="In your words.")] = "",
    new: Annotated[bool, typer.Option("--new", help="Another session, though one like it is recorded.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take back what was logged: WORD is its id.")] = False,
    store: StorePath = None,
    timezone: Timezone = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Note a session by hand, no device needed.

    \b
    Examples:
      periodize log 2026-05-03 run 62min 12.4km --hr 148 --rpe 6 --note "windy"
      periodize log gym 45min --rpe 5
      periodize log yesterday bike 2h10 48km --at 17:30
      periodize log log-3f2a --remove

    A day left out is today; a sport left out is the athlete's. To rate a
    session that a device recorded: periodize activity ID --rpe 6.
    """
    from periodize.athlete import Athlete
    from periodize.cli.progress import athlete_beside, computed
    from periodize.project.records.keeping import open_store
    from periodize.project.records.logbook import typed
    from periodize.project.records.recorded import zone_of
    from periodize.project.records.same_day import placed, refuse_twin
    from periodize.report.data.record import activity_row
    from periodize.report.terminal.record import activities_table
    from periodize.report.terminal.tables import console

    place = the_store(store)
    if remove:
        _remove(place, words, as_json=as_json)
        return
    athlete = athlete_beside(place, today)
    who = athlete or Athlete()
    activity = typed(
        words,
        today=clock(today),
        zone=zone_of(timezone or who.timezone),
        sport=who.sport,
        at=at,
        heart_rate=hr,
        power=power,
        rpe=rpe,
        load=load,
        name=name,
        note=note,
    )
    with open_store(place, create=True) as opened:
        if at is None:
            activity = placed(opened, activity, new=new)
        if not new:
            refuse_twin(opened, activity)
        added = opened.log(activity)
        computed(opened, athlete)
        stored = opened.find(activity.id)
    if as_json:
        print_json(activity_row(stored))
        return
    out = console()
    out.print("logged:" if added.new else "logged before, noted again:" if added.updated else "logged before:")
    out.print(activities_table([stored], width=out.width))


def _remove(place: Path, words: list[str], *, as_json: bool) -> None:
    """Take back what was typed in."""
    from periodize.errors import UsageError
    from periodize.project.records.keeping import open_store
    from periodize.report.terminal.tables import console

    if len(words) != 1:
        raise UsageError("--remove takes one id, as `periodize activities` lists it")
    with open_store(place) as opened:
        gone = opened.remove(words[0])
    if as_json:
        print_json({"removed": gone.key})
    else:
        console().print(f"removed: {gone.start:%Y-%m-%d} {gone.sport} {gone.key}")
