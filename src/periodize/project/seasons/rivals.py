"""A races that are close to each other: in which of them a season meets the athlete in better shape."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.plan.lint import LINTS
from periodize.project.seasons.raceday import change
from periodize.project.seasons.startlines import paired
from periodize.report.views.forecast import Rivals

if TYPE_CHECKING:
    from periodize.plan import Session
    from periodize.plan.season import Race
    from periodize.project.seasons.outcomes import Asked


def rivals(asked: Asked) -> tuple[Rivals, ...]:
    """Return each A race that follows another within the days that plan lint asks for, and how it is met against it.

    Each race is taken in its last round. Differences are run by run, so both have the same weather.
    """
    found = []
    for (one, race), (other, next_race) in pairwise(_finals(asked)):
        if (next_race.first - race.last).days >= LINTS["P402"].limit:
            continue
        line, next_line = asked.found.starts[one.id], asked.found.starts[other.id]
        found.append(
            Rivals(
                first=race.named(one.round),
                second=next_race.named(other.round),
                days=(other.day - one.day).days,
                form=paired(next_line.reading.form, line.reading.form),
                change=paired(change(asked, next_line), change(asked, line)),
            )
        )
    return tuple(found)


def _finals(asked: Asked) -> list[tuple[Session, Race]]:
    """Return the last round of each A race, in order of their days."""
    planned = asked.prepared.planned
    races = {race.id: race for race in planned.season.races if race.priority == "A"}
    last = {session.race: session for session in planned.sessions if session.race in races}
    return sorted(((session, races[key]) for key, session in last.items() if key), key=lambda pair: pair[0].day)
