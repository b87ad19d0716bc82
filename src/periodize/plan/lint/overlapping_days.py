"""P311: two calendar ranges of one kind, or with a height or a temperature each, that share days."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNTS = {
    (False, False): "later line counts",
    (True, False): "greater height counts",
    (False, True): "higher temperature counts",
    (True, True): "greater height and the higher temperature count",
}
"""Whether both have a height, and a temperature -> what counts."""


@plan_lint(
    "P311",
    name="overlapping-days",
    limit=0,
    unit="days",
    evidence="A",
    reference="arithmetic; one day has one share of the load, one height and one temperature",
    headline="{n} calendar range{s} of one kind, or with a height or temperature each, over the days of another",
    step="let the first end before the second begins, or make one range of the two",
)
def overlapping_days(plan: Context, limit: float) -> Iterator[Case]:
    """Find ranges of one kind, of two heights or temperatures, with more days in common than the limit."""
    for one, other in combinations(plan.schedule.season.calendar, 2):
        first, last = max(one.first, other.first), min(one.last, other.last)
        shared = (last - first).days + 1
        high = None not in (one.altitude, other.altitude)
        warm = None not in (one.temperature, other.temperature)
        if (one.kind == other.kind or high or warm) and shared > limit:
            shares = f"{other.kind} of {other.first} to {other.last} shares {first} to {last} with another"
            yield Case(other.place, shared, f"{shares}; the {COUNTS[high, warm]}")
