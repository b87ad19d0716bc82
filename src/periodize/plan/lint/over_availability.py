"""P306: a session that takes longer than there is time for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint, stretched
from periodize.units import print_duration

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P306",
    name="over-availability",
    limit=5,
    unit="min",
    evidence="A",
    reference="arithmetic; the tolerance is our choice",
    headline="{n} session{s} over {limit:g} min longer than availability",
    step="nothing is moved; shorten the session or its block's `volume:`, or change `availability:`",
)
def over_availability(plan: Context, limit: float) -> Iterator[Case]:
    """Find sessions longer than their weekday has time for; a race is as long as it is."""
    available = plan.schedule.season.availability
    for session in plan.schedule.sessions:
        have = available.get(session.day.weekday())
        if have is None or session.race or session.duration - have <= 60 * limit:
            continue
        text = (
            f"{session.day:%a} {session.day}, {print_duration(round(session.duration / 60) * 60)} of "
            f"{print_duration(have) if have else 'no time'}{stretched(session)}"
        )
        yield Case(session.place, session.duration - have, text)
