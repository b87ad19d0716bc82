"""P406: a run much longer than any of the thirty days before it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint, stretched
from periodize.units import print_distance

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

LOOK_BACK = 30
"""[d] The longest run of these days is what a run is held against (Frandsen 2025)."""

RUNS_BEFORE = 8
"""Days with a run before the first run is judged: our choice, as for the warning sign R1."""


SMALL_STEP = 1000.0
"""[m] A step up to here is left alone: our choice; it is how beginners lengthen a long run of 5 km."""


@plan_lint(
    "P406",
    name="long-run-jump",
    limit=1.10,
    unit="x the longest run of the 30 days before",
    evidence="B",
    reference="Frandsen et al., Br J Sports Med 2025;59:1203-1210, doi 10.1136/bjsports-2024-109380",
    headline="{n} run{s} over {limit:.3g} x the longest of the 30 days before",
    step="take smaller steps, or let the longest run come up more often",
)
def long_run_jump(plan: Context, limit: float) -> Iterator[Case]:
    """Find runs longer than `limit` times the longest run of the 30 days before, by more than a kilometre.

    Notes
    -----
    Runs of the same day are not held against each other. A race is never judged, but it counts for the runs after.
    """
    longest: dict[date, float] = {}
    for session in plan.schedule.sessions:
        if session.sport != "run" or not session.distance:
            continue
        day, distance = session.day, session.distance
        before = max(longest.get(day - timedelta(days=k), 0.0) for k in range(1, LOOK_BACK + 1))
        known = len(longest) - (day in longest) >= RUNS_BEFORE and before > 0
        # rounding keeps a run of exactly the limit from counting as above it
        if known and not session.race and round(distance - before, 3) > SMALL_STEP:
            ratio = round(distance / before, 6)
            if ratio > limit:
                text = f"{session.day:%a} {session.day}, {_km(distance)} after {_km(before)} (+{ratio - 1:.0%})"
                yield Case(session.place, ratio, text + stretched(session))
        longest[day] = max(longest.get(day, 0.0), distance)


def _km(distance: float) -> str:
    return print_distance(round(distance, -2))
