"""Where the record leaves the athlete: what the rest of a season begins with."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.checks.daily import SEED_DAYS
from periodize.project.seasons.question import Standing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.history import History
    from periodize.plan import Schedule
    from periodize.report.views.check import CheckReport

NEAR = 14
"""[d] A record that ends so long before a season still tells what it begins with: our choice, the longest stretch
without a recording that a calibration takes for rest."""


STALE = 28
"""[d] From a record that ended longer before the day of the question it is said how long: our choice."""


LATELY = 28
"""[d] The four weeks that the weeks of a season are held against, as by the warning sign R12."""

STILL = 1
"""[d] An illness noted so long before the day of the question, and not noted as over, is taken to go on: our choice."""

DAY = timedelta(days=1)

BRIDGED = 3
"""Mornings without a note between two that note an illness, and are taken for days of it: our choice."""


def standing_of(report: CheckReport) -> Standing | None:
    """Return where the record of a check leaves the athlete; None where it does not tell it.

    A day of which something planned is still to come has not ended: the evening before it counts.
    """
    import numpy as np

    from periodize.compare import State

    history = report.history
    if history is None:
        return None
    to_come = {row.planned.day for row in report.comparison.rows if row.planned and row.state is State.UPCOMING}
    day = history.end - timedelta(days=1) if history.end in to_come else history.end
    if day < history.start:
        return None
    states = np.array([history.one(name)[: history.index(day) + 1] for name in ("fitness", "fatigue")])
    known = np.flatnonzero(np.isfinite(states).all(axis=0))
    if not known.size:
        return None
    # a morning can be noted on days of which no load is known
    last = int(known[-1])
    fitness, fatigue = states[:, last].tolist()
    day = history.day(last)
    return Standing(
        day,
        fitness,
        fatigue,
        ill=_ill(history, report.today),
        hurt=_hurt(history, report.today),
        weeks=weeks_of(history.one("load")[: last + 1]),
    )


def weeks_of(loads: Sequence[float] | NDArray[np.float64]) -> tuple[float, ...]:
    """Return the sums of the last four times seven days of some [AU]; none where not all of them are known."""
    import numpy as np

    lately = np.asarray(loads, dtype=np.float64)[-LATELY:]
    if len(lately) < LATELY or np.isnan(lately).any():
        return ()
    return tuple(float(load) for load in lately.reshape(-1, 7).sum(axis=1))


def _ill(history: History, today: date) -> tuple[date, date] | None:
    """Return first and last day of an illness that goes on, as it was noted; None for none."""
    import numpy as np

    noted = history.series.get("ill", np.zeros((1, 0)))[0]
    days = np.flatnonzero(np.isfinite(noted))
    if not days.size or not noted[days[-1]] or (today - history.day(int(days[-1]))).days > STILL:
        return None
    first = last = int(days[-1])
    for day in map(int, days[-2::-1]):
        if not noted[day] or first - day - 1 > BRIDGED:
            break
        first = day
    return history.day(first), history.day(last)


def _hurt(history: History, today: date) -> tuple[date, date] | None:
    """Return first and last day of pain that was noted and that nobody trained with since; None for none.

    A morning without a word of it says nothing; one that is noted as well ends it.
    """
    import numpy as np

    nothing = np.zeros((1, history.n_days))
    days = np.flatnonzero(history.series.get("hurt", nothing)[0] > 0)
    if not days.size or (today - history.day(int(days[-1]))).days > STILL:
        return None
    trained = history.one("load") > 0
    first = last = int(days[-1])
    if trained[last + 1 :].any() or (history.series.get("ill", nothing + np.nan)[0][last + 1 :] == 0).any():
        return None
    for day in map(int, days[-2::-1]):
        if trained[day + 1 : first + 1].any() or first - day - 1 > BRIDGED:
            break
        first = day
    return history.day(first), history.day(last)


def last_known(history: History | None, first: date) -> Standing | None:
    """Return where a record leaves the athlete on its last day before a season; None where it does not tell it.

    A record of less than 42 days before that tells its own assumed beginning.
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
    return Standing(history.day(last), float(fitness[last]), float(fatigue[last]))


def standing_before(history: History | None, first: date) -> Standing | None:
    """Return where a record leaves the athlete before the first day of a season; None where it does not tell it.

    That is the evening before, or the record's last day where it ends at most 14 days earlier.
    """
    found = last_known(history, first)
    return found if found and (first - found.day).days - 1 <= NEAR else None


def must_not_be_over(planned: Schedule, today: date) -> None:
    """Refuse the rest of a season that is over, and say how it can be looked at.

    Raises
    ------
    UsageError
        if its last day lies before today.
    """
    if today > planned.last:
        message = f"the season ended on {planned.last}; there is nothing left to simulate. {looked_back(planned)}"
        raise UsageError(message)


def looked_back(planned: Schedule) -> str:
    """Return how a season that is over is seen as it stood on one of its days."""
    return f"To see it from one of its days: --today DATE, e.g. --today {planned.first}"


def told_standing(report: CheckReport) -> Standing:
    """Return the same, with how long ago it was where that is long.

    Parameters
    ----------
    report : of the day of the question.

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
    ago = (report.today - found.day).days
    return found._replace(unknown=ago) if ago > STALE else found
