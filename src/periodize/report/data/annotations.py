"""A check as problems of the plan: what `--format github` points at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.compare import State
from periodize.errors import Problem, Severity
from periodize.flags import Level

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from periodize.errors import Span
    from periodize.report.views.check import CheckReport


NOT_AS_PLANNED = frozenset({State.MISSED, State.PARTIAL, State.MODIFIED})
"""States of a session that its line of the plan is told of."""


RECENT_DAYS = 14
"""[d] Sessions of so many days are annotated: our choice."""


def plan_problems(report: CheckReport) -> list[Problem]:
    """Return a check as problems of the plan: its own, signs up and to come, sessions that went another way."""
    return [*report.problems, *_of_signs(report), *_of_the_future(report), *_of_sessions(report)]


def _of_signs(report: CheckReport) -> Iterator[Problem]:
    since = report.findings.silent_since
    if since is not None:
        yield Problem("R17", f"not known: nothing recorded since {since}", _place(report, since), Severity.NOTE)
    grave = Severity.WARNING if report.verdict >= Level.WATCH else Severity.NOTE
    for sign in report.signs:
        severity = Severity.NOTE if sign.expected else grave
        yield Problem(sign.code, f"{sign.title}: {sign.message}", _place(report, sign.last_day), severity)


def _of_the_future(report: CheckReport) -> Iterator[Problem]:
    for one in report.ahead.coming if report.ahead else ():
        sign = one.sign
        text = (
            f"{sign.title}, done as written from where you are now: {sign.seen:.3g} {sign.unit} on {sign.day} "
            f"(limit {sign.limit:g})"
        )
        place = report.places.get(one.session) or _place(report, sign.day)
        yield Problem(sign.code, text, place, Severity.NOTE)


def _place(report: CheckReport, day: date) -> Span | None:
    """Return the line of the plan for a day, else that of the session before it."""
    before = [row.planned.id for row in report.comparison.rows if row.planned and row.planned.day <= day]
    return report.places.get(before[-1]) if before else None


def _of_sessions(report: CheckReport) -> Iterator[Problem]:
    for row in report.comparison.rows:
        recent = report.period is not None or (report.as_of - row.day).days < RECENT_DAYS
        if row.planned and row.state in NOT_AS_PLANNED and recent:
            note = f": {row.note}" if row.note else ""
            place = report.places.get(row.planned.id)
            yield Problem(str(row.state), f"{row.planned.id} {row.state}{note}", place, Severity.NOTE)
