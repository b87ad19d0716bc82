"""Where the record leaves the athlete: what the rest of a season begins with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.seasons.question import Standing

if TYPE_CHECKING:
    from periodize.report.views.check import CheckReport


def standing_of(report: CheckReport) -> Standing | None:
    """Return where the record of a check leaves the athlete; None where it does not tell it.

    A day of which something planned is still to come has not ended: the evening before it counts.
    """
    from math import isnan

    from periodize.compare import State

    history = report.history
    if history is None:
        return None
    to_come = {row.planned.day for row in report.comparison.rows if row.planned and row.state is State.UPCOMING}
    day = history.end - timedelta(days=1) if history.end in to_come else history.end
    if day < history.start:
        return None
    fitness, fatigue = (float(history.one(name)[history.index(day)]) for name in ("fitness", "fatigue"))
    return None if isnan(fitness) or isnan(fatigue) else Standing(day, fitness, fatigue)


def told_standing(report: CheckReport) -> Standing:
    """Return the same.

    Raises
    ------
    UsageError
        if the record does not tell it.
    """
    found = standing_of(report)
    if found is None:
        why = report.unjudged or "the record is too short to tell fitness and fatigue."
        message = f"--from-here begins where the record ends: {why[0].lower()}{why[1:]}"
        raise UsageError(message)
    return found
