"""P407: a week far above the four before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import CalendarWeek, Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan.source import Place

WEEKS_BEFORE = 4
"""The heaviest of so many weeks is what a week is held against (warning signs, section 2.2)."""

FLOOR = 100 * 0.76**2
"""[AU] One hour of easy running: smaller increases are ignored, as for the warning sign R12."""


@plan_lint(
    "P407",
    name="week-jump",
    limit=1.3,
    unit="x the heaviest of the four weeks before",
    evidence="D",
    reference="convention; Damsted et al. 2018: more than 30 % a week against less than 10 %, hazard ratio 1.59 "
    "(0.96-2.66)",
    headline="{n} week{s} over {limit:.3g} x the load of the heaviest of the four before",
    step="spread the step over two or three weeks",
)
def week_jump(plan: Context, limit: float) -> Iterator[Case]:
    """Find calendar weeks whose load without races is above `limit` times the heaviest of the previous four.

    Notes
    -----
    A race counts in the weeks before, not in the week that is judged: it is no mistake of the plan. Weeks before the
    season are like seven times the athlete's `fitness` where that is given, else like the plan's first whole week,
    which the simulation assumes too. Weeks that are not whole are not judged.
    """
    whole = [week for week in plan.weeks if week.whole]
    fitness = plan.schedule.season.athlete.fitness
    loads = [7 * fitness] * WEEKS_BEFORE if fitness is not None else []
    for week in whole:
        before = max(loads[-WEEKS_BEFORE:], default=0.0)
        load = week.load - week.race_load
        if before and round(load / before, 6) > limit and load - before >= FLOOR:
            text = f"week of {week.monday}, load {load:.0f} after {before:.0f} (+{load / before - 1:.0%})"
            yield Case(_place(plan, week), load / before, text)
        loads.append(week.load)


def _place(plan: Context, week: CalendarWeek) -> Place:
    """Return the block's `volume:` if it has one, else its heaviest session of that week."""
    heaviest = max((s for s in week.sessions if not s.race), key=lambda s: plan.loads[s.id])
    block = next(b for b in plan.schedule.season.blocks if b.name == heaviest.block)
    return (*block.place, "volume") if block.volume else heaviest.place
