"""P314: a journey of one day to where a race is, days before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P314",
    name="one-day-journey",
    limit=14,
    unit="days up to a race",
    evidence="D",
    reference="arithmetic of the calendar; the limit is our choice",
    headline="{n} journey{s} of one day, home again that night, at most {limit:g} days before a race",
    step="let its `dates:` reach to the last day there, e.g. to the race",
)
def one_day_journey(plan: Context, limit: float) -> Iterator[Case]:
    """Find ranges of one day in another time zone with a race soon after it that no such range covers."""
    season = plan.schedule.season
    away = [one for one in season.calendar if one.timezone not in {None, season.athlete.timezone}]
    for entry in away:
        if entry.first != entry.last:
            continue
        for race in season.races:
            days = (race.first - entry.last).days
            if 0 < days <= limit and not any(one.covers(race.first) for one in away):
                yield Case(entry.place, limit - days, f"{entry.first}, {count(days, 'day')} before {race.id!r}")
