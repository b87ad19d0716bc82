"""P312: days at altitude without a height."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P312",
    name="missing-height",
    limit=0,
    unit="calendar ranges",
    evidence="A",
    reference="arithmetic; what altitude takes follows from the height",
    headline="{n} calendar range{s} of altitude without a height, which changes nothing",
    step="write the height, e.g. `altitude: 1850m`",
)
def missing_height(plan: Context, limit: float) -> Iterator[Case]:
    """Find ranges of altitude that say no height."""
    missing = [entry for entry in plan.schedule.season.calendar if entry.kind == "altitude" and entry.altitude is None]
    if len(missing) > limit:
        for entry in missing:
            yield Case(entry.place, (entry.last - entry.first).days, f"{entry.first} to {entry.last}")
