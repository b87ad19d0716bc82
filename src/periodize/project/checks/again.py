"""Sessions of today's week that were done before: what their last times say."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from math import nan
from typing import TYPE_CHECKING

from periodize.project.checks.weekly import SUNDAY, is_open
from periodize.project.plans.planning import monday_of, schedule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from periodize.compare import Step
    from periodize.compare.signature import Signature, WorkSet
    from periodize.plan import Season
    from periodize.report.views.benchmark import Repeat
    from periodize.report.views.check import CheckReport
    from periodize.report.views.today import Again

LATELY = timedelta(days=28)
"""How long ago a session may have been done to be spoken of today: our choice, the four weeks of its trend."""

MOST = 2
"""Sessions that are spoken of: our choice."""


def again(report: CheckReport, season: Season | None) -> tuple[Again, ...]:
    """Return the sessions that are due this week and were done before, then those of the last four weeks.

    Parameters
    ----------
    report : a check of today.
    season : the plan that was checked; None: nothing is due.
    """
    from periodize.project.checks.followed import benchmark_of, main_of
    from periodize.report.views.today import Again

    due = list(_due(report, season)) if season and report.repeats else []
    names = {row.done.id: row.planned.text for row in report.comparison.rows if row.done and row.planned}
    near = []
    for repeat in report.repeats:
        last = repeat.outings[-1].day
        day = next((day for day, asked in due if _asks_for(asked, repeat)), None)
        if day is not None or report.today - LATELY < last:
            near.append((day is None, -last.toordinal(), repeat, day))
    near.sort(key=lambda one: one[:2])
    found = []
    for _, _, repeat, day in near[:MOST]:
        session = benchmark_of(repeat, names, most=1)
        found.append(Again(session, main_of(session.outings, session.measures), day))
    return tuple(found)


def _due(report: CheckReport, season: Season) -> Iterator[tuple[date, Signature]]:
    """Yield the days of this week's planned sessions that are open, and what they ask for."""
    from periodize.compare.signature import Signature
    from periodize.project.checks.planned_steps import steps_of

    sunday = monday_of(report.today) + SUNDAY
    sessions = {session.id: session for session in schedule(season, linted=False).sessions}
    for row in report.comparison.rows:
        session = sessions.get(row.planned.id) if row.planned and is_open(row, report.today) else None
        if session is not None and report.today <= session.day <= sunday:
            yield session.day, Signature(session.sport, tuple(_sets(steps_of(session, season))))


def _sets(steps: Sequence[Step]) -> Iterator[WorkSet]:
    """Yield the repeats that a plan asks for."""
    from periodize.compare.signature import WorkSet

    work = (step for step in steps if step.work and step.counted)
    for (text, by), some in groupby(work, key=lambda step: (step.text, step.by)):
        each = list(some)
        distance = each[0].distance or nan
        amount = distance if by == "distance" else each[0].duration
        yield WorkSet(len(each), by, amount, each[0].duration, distance, nan, text.partition(" @ ")[2])


def _asks_for(asked: Signature, repeat: Repeat) -> bool:
    from periodize.compare.signature import Signature, same_session

    return bool(asked.sets) and same_session(Signature(repeat.sport, repeat.sets), asked)
