"""P405: sessions inside an illness or injury that count as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plan.lint.base import Case, Context, plan_lint

if TYPE_CHECKING:
    from collections.abc import Iterator


@plan_lint(
    "P405",
    name="training-while-ill",
    limit=0,
    unit="sessions",
    evidence="D",
    reference="convention; what is done when ill or injured is nobody's guess but the athlete's",
    headline="{n} session{s} inside an illness or injury without a `load:`",
    step="add `load: 40%` (or 0%) if less is done, `load: 100%` if they are meant as written",
)
def training_while_ill(plan: Context, limit: float) -> Iterator[Case]:
    """Count the sessions in each calendar range of illness or injury that says nothing about load."""
    for entry in plan.schedule.season.calendar:
        if entry.kind in {"illness", "injury"} and entry.load is None:
            inside = sum(entry.covers(session.day) for session in plan.schedule.sessions)
            if inside > limit:
                text = f"{entry.kind} of {entry.first} to {entry.last}"
                yield Case(entry.place, inside, text, inside)
