"""P403: an A race with no taper before its first round."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint
from periodize.plan.lint.peaks import Peak, peaks
from periodize.plan.races import DEFAULT_TAPERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

TAPER_DAYS = DEFAULT_TAPERS["A"][0]
"""[d] The weeks that are compared with the last one end so long before the race."""

WEEKS_BEFORE = 4
"""Weeks before the taper among which the longest is the measure: our choice."""


@plan_lint(
    "P403",
    name="no-taper",
    limit=0.8,
    unit="share of the hours of the longest of the four weeks before the taper",
    evidence="A",
    reference="Bosquet et al., Med Sci Sports Exerc 2007;39:1358-1365 (27 studies; two weeks with 41-60 % less volume "
    "gain most); the limit is our choice",
    headline="{n} A race{s} with more than {limit:.0%} of the usual hours in the last week",
    step="end a block with `taper: {volume: 50%}` at the race, or let the default taper of an A race stand",
)
def no_taper(plan: Context, limit: float) -> Iterator[Case]:
    """Compare the hours of the seven days before each peak with those of the weeks before its taper.

    Notes
    -----
    Measured, not read from the plan: an A race with no taper block in its last 14 days gets a default taper (rule
    10), which is enough; but a block that tapers for another race keeps that default away, and `changes:` are done
    as written. Races do not count as hours. Without a whole week of training before the taper there is no measure.
    """
    schedule = plan.schedule
    for peak in peaks(schedule.season):
        if not schedule.first <= peak.first <= schedule.last:
            continue
        ends = [peak.first - timedelta(days=TAPER_DAYS + 7 * k) for k in range(WEEKS_BEFORE)]
        usual = max((_hours(plan, end) for end in ends if end - timedelta(days=7) >= schedule.first), default=0.0)
        last = _hours(plan, peak.first)
        share = round(last / usual, 6) if usual else 0.0
        if share > limit:
            text = f"{peak.races[0].id!r} on {peak.first}: {last:.1f} h, {share:.0%} of {usual:.1f} h"
            yield Case(peak.races[0].place, share, f"{text}{_why(plan, peak)}")


def _hours(plan: Context, end: date) -> float:
    """Return the hours of the seven days before a day, races left out."""
    return sum(s.duration for s in plan.between(end - timedelta(days=7), end) if not s.race) / 3600


def _why(plan: Context, peak: Peak) -> str:
    """Say what keeps the default taper away, where it is another block's taper."""
    first = peak.first - timedelta(days=TAPER_DAYS)
    near = [b for b in plan.schedule.blocks if b.block.tapers and b.first < peak.first and b.end > first]
    if not near or near[-1].end >= peak.first:
        return ""
    return f"; the taper of block {near[-1].block.name!r} ends on {near[-1].end} and stands for its own"
