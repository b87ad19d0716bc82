"""`periodize race`: one recorded race by segments, and against a pacing plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from periodize.cli.common import AsJson, StorePath, Timezone, clock, command, print_json, the_store
from periodize.cli.drawing import Force, Output, check_place, draw
from periodize.errors import UsageError, shortened
from periodize.units import Quantity, parse_quantity

if TYPE_CHECKING:
    from datetime import date

    from periodize.activity import Activity
    from periodize.plan import Season
    from periodize.project.records.raced import Measured


def _length(text: str) -> Quantity:
    """Read a distance or a time, or refuse it as wrong usage."""
    found = parse_quantity(text)
    if found is None or not found.value:
        message = f"{shortened(text)!r} is no length; write 400m, 1km or 5min"
        raise typer.BadParameter(message)
    return found


def _distance(text: str) -> float:
    found = _length(text)
    if found.is_time:
        message = f"{shortened(text)!r} is a time; write a distance, as 5000m or 10km"
        raise typer.BadParameter(message)
    return found.value


@command
def race(
    what: Annotated[
        str, typer.Argument(metavar="FILE_OR_ID", help="A recorded file, or an activity as `activities` lists it.")
    ],
    *,
    segments: Annotated[
        str | None, typer.Option("--segments", metavar="LIST", help="From-to, or last 600; metres or with units.")
    ] = None,
    every: Annotated[
        Quantity | None,
        typer.Option("--every", parser=_length, metavar="LENGTH", help="Equal segments: 400m, 1km, 5min."),
    ] = None,
    laps: Annotated[bool, typer.Option("--laps", help="The laps that the device marked.")] = False,
    plan: Annotated[
        str | None, typer.Option("--plan", metavar="PACING", help="A pacing plan to hold it against.")
    ] = None,
    distance: Annotated[
        float | None,
        typer.Option("--distance", parser=_distance, metavar="DISTANCE", help="What the race measures: 5000m."),
    ] = None,
    store: StorePath = None,
    timezone: Timezone = None,
    output: Output = None,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Read a race by segments: pace, heart rate and cadence, mean and highest.

    \b
    Examples:
      periodize race final.fit --segments 0-1000,1000-3000,3000-4400,4400-
      periodize race 3f2a91 --every 400m --distance 5000m
      periodize race 3f2a91 --segments start=0-1km,settle=1km-3km,end=3km-
      periodize race 3f2a91 --segments "0-4400,last 600"
      periodize race 3f2a91 --plan "62s laps to 4000, 60s to 4400, go"
      periodize race 3f2a91 --plan "2:49 to 1000, 10:15"
      periodize race 3f2a91 --laps --json
      periodize race final.fit --every 1km -o race.svg

    A file is read, not imported. Satellites see another distance than the
    tape: --distance, or the plan's race of that day, scales the recorded one.
    Where that race has a goal, the race is held against it.
    """
    from periodize.project.records.raced import by_hand, is_file
    from periodize.project.records.racing import Asked, race_view

    check_place(output, force=force)
    if sum((segments is not None, every is not None, laps)) > 1:
        message = "--segments, --every and --laps each cut the race; give one of them"
        raise UsageError(message)
    for name, text in (("--segments", segments), ("--plan", plan)):
        if text is not None and not text.strip():
            message = f"{name} is empty; leave it out, or see periodize race --help"
            raise UsageError(message)
    found = _of_file(Path(what), timezone) if is_file(what) else _of_store(what, store)
    view = race_view(
        found.activity,
        Asked(segments or "", every, laps=laps, pacing=plan or ""),
        measured=found.measured if distance is None else by_hand(distance, found.measured),
        hr_max=found.hr_max,
        notes=found.notes,
    )
    if as_json:
        from periodize.report.data.race import race_data

        print_json(race_data(view))
        draw("race", view, output, force=force, as_json=as_json)
        return
    from periodize.report.terminal.race import print_race
    from periodize.report.terminal.tables import console

    print_race(view, console())
    draw("race", view, output, force=force, as_json=as_json)


class _Found(NamedTuple):
    """A recording, and what the folder says of it.

    Parameters
    ----------
    activity : with its stream.
    measured : the race of the plan that it is, or None.
    hr_max : the athlete's own [bpm], or None.
    notes : what became of the file and of the plan, a sentence each.
    """

    activity: Activity
    measured: Measured | None
    hr_max: float | None
    notes: tuple[str, ...]


def _of_file(path: Path, timezone: str | None) -> _Found:
    from periodize.project.checks.tested import official_words
    from periodize.project.records.keeping import owner
    from periodize.project.records.raced import measured_in_plan, plan_of, read_race
    from periodize.project.records.recorded import zone_of

    who = owner(Path(), clock(None))[0]
    activity, told = read_race(path, zone=zone_of(timezone or (who.timezone if who else None)))
    season, notes = plan_of(Path(), activity.day)
    measured = measured_in_plan(season, activity, None) if season else None
    if season and measured:
        notes = (*notes, *official_words(Path(), season, activity.day))
    return _Found(activity, measured, _hr_max(season, Path(), activity.day), (*told, *notes))


def _of_store(key: str, store: Path | None) -> _Found:
    from periodize.project.checks.tested import official_words
    from periodize.project.records.keeping import open_store
    from periodize.project.records.raced import measured_in_plan, plan_of

    place = the_store(store)
    with open_store(place) as opened:
        activity = opened.activity(key)
        season, notes = plan_of(place.parent, activity.day)
        measured = measured_in_plan(season, activity, opened) if season else None
        if season and measured:
            notes = (*notes, *official_words(place.parent, season, activity.day))
        return _Found(activity, measured, _hr_max(season, place.parent, activity.day), notes)


def _hr_max(season: Season | None, folder: Path, day: date) -> float | None:
    """Return the heart rate [bpm] that the athlete of a folder has for the highest; None where none is stated."""
    from periodize.project.records.keeping import owner

    athlete = season.athlete if season else owner(folder, day)[0]
    return athlete.on(day).hr_max if athlete else None
