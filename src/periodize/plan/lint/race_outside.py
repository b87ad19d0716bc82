"""P305: a race day that no block holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P305",
    name="race-outside",
    limit=0,
    unit="race days",
    evidence="A",
    reference="arithmetic",
    headline="{n} race day{s} in no block",
    step="let the last block end `until:` the race ` + 1d`, or take the race out",
)
def race_outside(plan: Context, limit: float) -> Iterator[Case]:
    """Find race days before the first or after the last block."""
    schedule = plan.schedule
    outside = [
        (race, day)
        for race in schedule.season.races
        for _, day in race.days
        if not schedule.first <= day <= schedule.last
    ]
    if len(outside) <= limit:
        return
    for race, day in outside:
        away = max((schedule.first - day).days, (day - schedule.last).days)
        yield Case(race.place, away, f"{race.id!r} on {day}; the season runs from {schedule.first} to {schedule.last}")
