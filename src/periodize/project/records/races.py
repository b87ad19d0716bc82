"""Which recorded activities were races: those of the plan, and those that are called one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.project.records.racing import OFF

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan import Season
    from periodize.store import Store, Stored

_RACE = r"\b(races?|raced|parkrun|time trial|championships?)\b"
_FOR_ONE = r"(?![ -](pace|prep|simulation|rehearsal|recon|week|effort|(day[ -])?(warm|cool|shake|opener)))"

CALLED = re.compile(_RACE + _FOR_ONE, re.IGNORECASE)
"""How people call a race, and no session for one: our choice."""

BESIDE = re.compile(rf"\b(pre|post|before|after)[ -]((the|a|my) )?{_RACE}", re.IGNORECASE)
"""How people call what stands before or after a race: our choice."""


def races_among(found: Sequence[Stored], season: Season | None, store: Store) -> tuple[Stored, ...]:
    """Return the activities that were races: linked to one, as long as the plan's race of that day, or called one.

    Parameters
    ----------
    found : of the store.
    season : the plan beside it, or None.
    store : with the links.
    """
    linked = {link.activity: link.session for link in store.decisions.links()}
    planned = _race_sessions(season) if season and any(linked.values()) else frozenset()

    def is_race(one: Stored) -> bool:
        if one.id in linked:
            return linked[one.id] in planned
        return _called(one.name) or (season is not None and _of_plan(one, season))

    return tuple(one for one in found if is_race(one))


def _called(name: str) -> bool:
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
