"""Which race a recording is of: read from a file, and its distance as the plan or the athlete has it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError, UsageError, few, shortened
from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date, tzinfo

    from periodize.activity import Activity
    from periodize.plan import Season
    from periodize.store import Store

CLOSE = 0.02
"""Share by which a recorded distance may differ from a usual one to be likely of it: our choice."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How far a race is, and in which time it was to be run.

    Parameters
    ----------
    distance : [m].
    source : who says so, in words.
    sure : the athlete linked or said it.
    race : its name in the plan, or "".
    goal : [s] of the plan, or None.
    """

    distance: float
    source: str
    sure: bool
    race: str = ""
    goal: float | None = None


def by_hand(distance: float, planned: Measured | None) -> Measured:
    """Return what `--distance` says [m], with the goal of the planned race where that is as long."""
    found = Measured(distance, "--distance", sure=True)
    if planned is None or abs(planned.distance / distance - 1) > CLOSE:
        return found
    return replace(found, race=planned.race, goal=planned.goal)


def read_race(path: Path, *, zone: tzinfo) -> tuple[Activity, tuple[str, ...]]:
    """Return the one activity of a recorded file, and what became of the file; it is not imported.

    Raises
    ------
    UsageError
        if the file is not there, or holds several activities.
    UnreadableError
        if nothing can be read of it.
    """
    from periodize.formats import ingest

    record = ingest([path], zone=zone)
    if record.failed or not record.activities:
        why = next((note.reason for note in (*record.failed, *record.skipped)), "no activity in it")
        message = f"{path}: {why}"
        raise UnreadableError(message)
    if len(record.activities) > 1:
        several = few([f"{one.sport} of {one.start:%Y-%m-%d %H:%M}" for one in record.activities], 3, between="; ")
        message = f"{path} holds {len(record.activities)} activities ({several}); import it and name one by its id"
        raise UsageError(message)
    return record.activities[0], tuple(f"Only part of the file could be read: {n.reason}." for n in record.salvaged)


def is_file(name: str) -> bool:
    """Tell whether a file is meant and not an id; what looks like neither is refused.

    Raises
    ------
    UsageError
        if a path is meant that is not there, or a folder.
    """
    if not name.strip():
        message = "FILE_OR_ID is empty; name one recorded file, or an activity as `activities` lists it"
        raise UsageError(message)
    path = Path(name)
    try:
        if path.is_file():
            return True
        if path.is_dir():
            message = f"{shortened(name)} is a folder; name one recorded file, or an activity as `activities` lists it"
            raise UsageError(message)
    except (OSError, ValueError):  # a name that no file can have
        pass
    if path.suffix or len(path.parts) > 1:
        message = f"{shortened(name)} does not exist"
        raise UsageError(message)
    return False


def plan_of(folder: Path, day: date) -> tuple[Season | None, tuple[str, ...]]:
    """Return the plan of a folder, of several seasons that of a day, and what to say; None without a sound one."""
    from periodize.project.plans.here import plan_beside

    try:
        path = plan_beside(folder, day)
    except UsageError as error:
        return None, (f"{error}; none was asked how far this race is.",)
    if path is None:
        return None, ()
    from periodize.errors import has_errors
    from periodize.plan import load_plan

    season, problems = load_plan(path)
    if season is None or has_errors(problems):
        return None, (f"{path} has errors, so its races were not asked how far this one is.",)
    return season, ()


def measured_in_plan(season: Season, activity: Activity, store: Store | None) -> Measured | None:
    """Return the distance of the race that an activity is linked to, else of the one race of its day and sport.

    Parameters
    ----------
    season : the plan.
    activity : recorded.
    store : with the links, or None.
    """
    links = [link for link in store.decisions.links() if link.activity == activity.id] if store else []
    if links and links[-1].session:
        linked = _round_of(season, links[-1].session)
        found = [(race, one) for race in season.races for one in race.rounds if (race.id, one.label) == linked]
    else:
        races = [race for race in season.races if race.sport == activity.sport]
        found = [(race, one) for race in races for one in race.rounds if one.day == activity.day]
    distances = {race.distance for race, _ in found if race.distance}
    if len(distances) != 1:
        return None
    race, one = found[0]
    source = f"the race {race.name!r} of the plan"
    goal = one.goal if len({one.goal for _, one in found}) == 1 else None
    return Measured(distances.pop(), source, bool(links), race.named(one.label), goal)


def _round_of(season: Season, session: str) -> tuple[str | None, str]:
    """Return the race of a session and its round; None where it is of none."""
    from periodize.project.plans.planning import schedule

    return next(((one.race, one.round) for one in schedule(season).sessions if one.id == session), (None, ""))
