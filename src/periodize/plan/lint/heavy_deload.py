"""P309: a deload week that is no lighter than the week next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan.planned import PlannedWeek

LEAST_DAYS = 4
"""[d] A shorter week is not judged: our choice."""


@plan_lint(
    "P309",
    name="heavy-deload",
    limit=0.9,
    unit="share of the load of a loading week next to it",
    evidence="D",
    reference="convention; the limit is our choice",
    headline="{n} deload week{s} above {limit:.0%} of the load of a week next to it",
    step="lower `deload: {volume: ...}`, or shorten what `changes:` writes into that week",
)
def heavy_deload(plan: Context, limit: float) -> Iterator[Case]:
    """Compare each deload week with the loading weeks beside it in its block, by load a day without races.

    Notes
    -----
    A neighbour that is lighter for a reason of its own (a taper, a race, a calendar range with a `load:`) is no
    measure and is left out.
    """
    weeks = plan.schedule.weeks
    for index, week in enumerate(weeks):
        if not week.deload or _days(week) < LEAST_DAYS:
            continue
        own = _daily(plan, week)
        for other in weeks[max(0, index - 1) : index + 2]:
            if other.deload or other.block is not week.block or not _ordinary(plan, other):
                continue
            share = round(own / _daily(plan, other), 6)
            if share > limit:
                name = week.block.block.name
                text = f"week {week.number} of {name!r} ({week.first}) has {share:.0%} of week {other.number}"
                yield Case((*week.block.block.place, "deload"), share, text)
                break


def _days(week: PlannedWeek) -> int:
    return (week.end - week.first).days


def _daily(plan: Context, week: PlannedWeek) -> float:
    return sum(plan.loads[s.id] for s in plan.between(week.first, week.end) if not s.race) / _days(week)


def _ordinary(plan: Context, week: PlannedWeek) -> bool:
    sessions = plan.between(week.first, week.end)
    lighter = any(s.race or any(f.name != "volume" and f.value < 1 for f in s.factors) for s in sessions)
    return _days(week) >= LEAST_DAYS and not lighter and _daily(plan, week) > 0
