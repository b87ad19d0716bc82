"""P408: a hard session or another race too soon after a race, or between its rounds."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint
from periodize.units import count, print_distance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from periodize.plan.planned import Session
    from periodize.plan.season import Race

SHARES = {"A": 1.0, "B": 1 / 3}
"""Priority -> share of the easy days that is left after it; a C race is training, and needs none: our choice, as with
their tapers."""


@plan_lint(
    "P408",
    name="short-recovery",
    limit=3,
    unit="easy days for each 10 km of an A race on foot, a third of it for a B race",
    evidence="D",
    reference="convention of running coaches, from one easy day for each mile raced to one for each 3 km; no trial"
    " known to us; the limit, near the milder end, is our choice",
    headline="{n} hard session{s} or race{s} too soon after a race ({limit:g} easy days for each 10 km of an A race)",
    step="train easily until then, or leave one of the two out",
)
def short_recovery(plan: Context, limit: float) -> Iterator[Case]:
    """Find what comes too soon after each race, and hard sessions between the rounds of one.

    Notes
    -----
    Begun easy days do not count: 1.5 are 1. Rounds of one race and races of one day are the organiser's. Rides and
    swims have no such convention that we know of: of them, and of C races, only what stands between rounds is judged.
    Of what is too soon after several races, the one that asks for most is told.
    """
    races = {race.id: race for race in plan.schedule.season.races}
    stress = [session for session in plan.schedule.sessions if session.hard]
    found: dict[str, Case] = {}
    for k, session in enumerate(stress):
        if session.race is None:
            continue
        race = races[session.race]
        usual = _usual(race, limit)
        for raced, following in enumerate(_after(session, stress[k + 1 :])):
            easy = (following.day - session.day).days - 1 - raced
            if following.race is None and following.day < race.last:
                case = Case(following.place, usual - easy + 1, f"{_told(following)}, between the rounds of {race.id!r}")
            elif easy < usual:
                of = f"{race.id!r} ({print_distance(race.distance or 0.0)})"
                text = f"{_told(following)}, {count(easy, 'easy day')} after {of}, {usual} are usual"
                case = Case(following.place, usual - easy, text)
            else:
                continue
            if following.id not in found or found[following.id].excess < case.excess:
                found[following.id] = case
    yield from found.values()


def _after(session: Session, stress: Iterable[Session]) -> Iterator[Session]:
    """Yield what comes after a day of a race: on each day one race, up to the first hard session or its next round."""
    last = session.day
    for one in stress:
        if one.race == session.race:  # the next round is the organiser's, and judged itself
            return
        if one.day > last:
            yield one
            last = one.day
            if one.race is None:
                return


def _usual(race: Race, limit: float) -> int:
    """Return how many easy days follow a race."""
    if race.sport != "run" or not race.distance:
        return 0
    # rounded first, or a third of three would be less than one
    return floor(round(SHARES.get(race.priority, 0.0) * limit * race.distance / 10_000, 6))


def _told(session: Session) -> str:
    return f"{session.text!r} on {session.day:%a} {session.day}"
