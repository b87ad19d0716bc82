"""P304: the sessions cannot be stretched to the weekly volume that the block asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P304",
    name="volume-missed",
    limit=0.05,
    unit="share of the weekly target",
    evidence="A",
    reference="arithmetic; the tolerance is our choice",
    headline="{n} week{s} more than {limit:.0%} off `volume:`",
    step="write longer or more easy sessions, or another `volume:`",
)
def volume_missed(plan: Context, limit: float) -> Iterator[Case]:
    """Find weeks whose steady parts would have to stretch beyond 50-200 % of what is written."""
    for week, missed in plan.schedule.missed:
        if missed.off > limit:
            block = week.block.block
            text = f"week {week.number} of {block.name!r} ({week.first}): {missed}"
            yield Case((*block.place, "volume"), missed.off, text)
