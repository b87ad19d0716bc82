"""Which recorded activities were races: those of the plan, and those that are called one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.project.records.racing import OFF

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from periodize.plan import Season
    from periodize.store import Store, Stored

_RACE = r"\b(races?|raced|parkrun|time trial|championships?)\b"
_FOR_ONE = r"(?![ -](pace|prep|simulation|rehearsal|recon|week|effort|(day[ -])?(warm|cool|shake|opener)))"

CALLED = re.compile(_RACE + _FOR_ONE, re.IGNORECASE)
"""How people call a race, and no session for one: our choice."""

BESIDE = re.compile(rf"\b(pre|post|before|after)[ -]((the|a|my) )?{_RACE}", re.IGNORECASE)
"""How people call what stands before or after a race: our choice."""


def races_among(found: Sequence[Stored], seasons: Sequence[Season], store: Store) -> tuple[Stored, ...]:
    """Return the activities that were races: linked to one, as long as the plan's race of that day, or called one.

    Parameters
    ----------
    found : of the store.
    seasons : the plans beside it.
    store : with the links.
    """
    linked = {link.activity: link.session for link in store.decisions.links()}
    planned = {name for one in seasons for name in _race_sessions(one)} if any(linked.values()) else set()

    def is_race(one: Stored) -> bool:
        if linked.get(one.id):
            return linked[one.id] in planned
        # one that is linked to no session is none of the plan's, and may be another race
        of_plan = one.id not in linked and any(_of_plan(one, season) for season in seasons)
        return of_plan or called_a_race(one.name)

    return tuple(one for one in found if is_race(one))


def plans_of(folder: Path) -> tuple[Season, ...]:
    """Return the plan of a folder, else all of its seasons; one with errors tells no race."""
    from periodize.errors import UsageError, has_errors
    from periodize.plan import load_plan
    from periodize.project.plans.here import seasons_beside

    found = []
    for path in seasons_beside(folder):
        try:
            season, problems = load_plan(path)
        except UsageError:
            continue
        if season and not has_errors(problems):
            found.append(season)
    return tuple(found)


def called_a_race(name: str) -> bool:
    """Whether people call a race so."""
    return CALLED.search(BESIDE.sub("", name)) is not None


def _race_sessions(season: Season) -> frozenset[str]:
    from periodize.project.plans.planning import schedule

    return frozenset(session.id for session in schedule(season).sessions if session.race)


def _of_plan(one: Stored, season: Season) -> bool:
    """Whether an activity is as long as a race of its day and sport; a race without a distance is of any length."""
    return any(
        race.sport == one.sport
        and one.day in {day for _, day in race.days}
        and (not race.distance or abs((one.distance or 0.0) / race.distance - 1) <= OFF)
        for race in season.races
    )
