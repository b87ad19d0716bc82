"""P402: two A races with too little time between them for a second peak."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint
from periodize.plan.lint.peaks import peaks

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P402",
    name="close-peaks",
    limit=42,
    unit="d",
    evidence="D",
    reference="convention: recovery and some weeks of training, then two weeks of taper (Bosquet et al. 2007)",
    headline="{n} pair{s} of A races less than {limit:g} days apart",
    step="make one of them a B race, which gets a short taper",
)
def close_peaks(plan: Context, limit: float) -> Iterator[Case]:
    """Find peaks, from the last day of one to the first day of the next, that are closer than the limit."""
    for one, other in pairwise(peaks(plan.schedule.season)):
        gap = (other.first - one.last).days
        if gap < limit:
            text = f"{gap} days from {one.names} ({one.last}) to {other.names} ({other.first})"
            yield Case(other.races[0].place, limit - gap, text)
