"""P401: hard days back to back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan.planned import Session


@plan_lint(
    "P401",
    name="hard-days",
    limit=1,
    unit="hard days in a row",
    evidence="D",
    reference="convention of most coaches (hard days and easy days alternate); no trial known to us",
    headline="more than {limit:g} hard day in a row {n} time{s}",
    step="put an easy day between, or both hard sessions on one day",
)
def hard_days(plan: Context, limit: float) -> Iterator[Case]:
    """Find spells of consecutive days with a tempo session, intervals or a race.

    Notes
    -----
    Several hard sessions on one day are one hard day. Races on consecutive days (rounds, stages) count as one: the
    organiser sets them.
    """
    for spell in _spells(plan):
        days = sum(
            1 for before, day in zip((None, *spell), spell, strict=False) if not (before and _both_race(before, day))
        )
        if days > limit:
            first, last = spell[0][0].day, spell[-1][-1].day
            yield Case(spell[-1][-1].place, days, f"{days} from {first:%a} {first} to {last:%a} {last}")


def _spells(plan: Context) -> Iterator[list[list[Session]]]:
    """Yield the hard sessions by day, a list for each spell of consecutive days."""
    spell: list[list[Session]] = []
    for session in (s for s in plan.schedule.sessions if s.hard):
        if spell and session.day == spell[-1][0].day:
            spell[-1].append(session)
        elif spell and session.day == spell[-1][0].day + timedelta(days=1):
            spell.append([session])
        else:
            if spell:
                yield spell
            spell = [[session]]
    if spell:
        yield spell


def _both_race(one: list[Session], other: list[Session]) -> bool:
    return any(s.race for s in one) and any(s.race for s in other)
