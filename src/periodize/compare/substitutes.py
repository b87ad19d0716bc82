"""What was done instead: another endurance sport on the day of a planned session."""

from __future__ import annotations

from collections import defaultdict
from math import inf, isnan, log2
from typing import TYPE_CHECKING

from periodize.compare.matching import Pair
from periodize.compare.sessions import Done, Planned, same_sport

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

REPLACING = frozenset({"run", "bike", "swim", "row", "ski"})
"""Sports that may stand for each other; a walk is recorded for other reasons too. Our choice."""

LIKE = 1.5
"""A substitute takes at most so many times the planned duration, or comes to so many times the load, or the inverse:
our choice."""

ROUNDING = 1e-9


def substitutes(planned: Iterable[Planned], done: Iterable[Done]) -> list[Pair]:
    """Pair planned sessions that nothing answers with what was done instead of them.

    Parameters
    ----------
    planned, done : those that have no partner.

    Returns
    -------
    list[Pair]
        of sessions of one day and two sports, the most alike first, each session at most once. Races, strength and
        other sessions have no substitute.

    Notes
    -----
    A ride that is in nobody's plan is not told from a ride for a run: only that the run was not done, and that the
    ride was as long or as hard, speaks for it.
    """
    by_day: defaultdict[date, list[Done]] = defaultdict(list)
    for record in done:
        if record.sport in REPLACING:
            by_day[record.day].append(record)
    found = [
        Pair(plan, record, apart)
        for plan in planned
        if plan.sport in REPLACING and plan.intent != "race"
        for record in by_day.get(plan.day, ())
        if not same_sport(plan, record) and (apart := _apart(plan, record)) <= log2(LIKE) + ROUNDING
    ]
    chosen: list[Pair] = []
    taken: set[str] = set()
    answered: set[str] = set()
    for pair in sorted(found, key=lambda pair: (pair.cost, pair.planned.id, pair.done.start, pair.done.id)):
        if pair.planned.id not in answered and pair.done.id not in taken:
            chosen.append(pair)
            answered.add(pair.planned.id)
            taken.add(pair.done.id)
    return chosen


def _apart(planned: Planned, done: Done) -> float:
    """Return how often duration or load, whichever is more alike, would have to be doubled; inf for neither known."""
    ratios = [
        abs(log2(did / meant))
        for meant, did in ((planned.duration, done.duration), (planned.load, done.load))
        if not isnan(meant) and not isnan(did) and meant > 0 and did > 0
    ]
    return min(ratios, default=inf)
