"""Where the record leaves the athlete: what the rest of a season begins with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.checks.daily import SEED_DAYS
from periodize.project.seasons.question import Standing

if TYPE_CHECKING:
    from datetime import date

    from periodize.history import History
    from periodize.report.views.check import CheckReport

NEAR = 14
"""[d] A record that ends so long before a season still tells what it begins with: our choice, the longest stretch
without a recording that a calibration takes for rest."""


STALE = 28
"""[d] From a record that ended longer before the day of the question it is said how long: our choice."""


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


def standing_before(history: History | None, first: date) -> Standing | None:
    """Return where a record leaves the athlete before the first day of a season; None where it does not tell it.

    That is the evening before, or the record's last day where it ends at most 14 days earlier. A record of less than
    42 days before that tells its own assumed beginning.
    """
    import numpy as np

    if history is None or not history.n_days:
        return None
    fitness, fatigue = history.one("fitness"), history.one("fatigue")
    before = min((first - history.start).days, history.n_days)
    known = np.flatnonzero(np.isfinite(fitness[: max(before, 0)]) & np.isfinite(fatigue[: max(before, 0)]))
    if len(known) < SEED_DAYS:
        return None
    last = int(known[-1])
    day = history.day(last)
    return Standing(day, float(fitness[last]), float(fatigue[last])) if (first - day).days - 1 <= NEAR else None


def told_standing(report: CheckReport, ends: date | None = None) -> Standing:
    """Return the same, with how long ago it was where that is long.

    Parameters
    ----------
    report : of the day of the question.
    ends : the season's last day; None: not asked.

    Raises
    ------
    UsageError
        if the record does not tell it, or the season is over.
    """
    if ends is not None and report.today > ends:
        message = f"the season ended on {ends}; there is nothing left to simulate"
        raise UsageError(message)
    found = standing_of(report)
    if found is None:
        why = report.unjudged or "the record is too short to tell fitness and fatigue."
        message = f"--from-here begins where the record ends: {why[0].lower()}{why[1:]}"
        raise UsageError(message)
    ago = (report.today - found.day).days
    return found._replace(unknown=ago) if ago > STALE else found
