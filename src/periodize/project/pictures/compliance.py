"""What became of each planned session, as a calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.plans.outline import block_spans
from periodize.project.plans.planning import schedule
from periodize.report.views.compliance import ComplianceView, DayCompliance

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.plan import Season
    from periodize.report.views.check import CheckReport


def compliance_view(season: Season | None, report: CheckReport | None, *, today: date) -> ComplianceView:
    """Return what became of each day of a plan.

    Parameters
    ----------
    season : the plan.
    report : the check of the record; None: nothing is recorded.
    today : the day of the question.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        without a plan, or without anything recorded or decided beside it.
    """
    if season is None:
        message = "there is no plan, so nothing can be held against it"
        raise UsageError(message)
    if report is None:
        message = "nothing is recorded yet, so there is nothing to hold against the plan"
        raise UsageError(message)
    planned = schedule(season)
    days: dict[date, list[Row]] = {}
    for row in report.comparison.rows:
        if planned.first <= row.day <= planned.last:
            days.setdefault(row.day, []).append(row)
    return ComplianceView(
        title=season.name,
        today=today,
        first=planned.first,
        last=planned.last,
        blocks=block_spans(planned),
        races=tuple((day, race.name) for race in season.races for _, day in race.days),
        days=tuple(DayCompliance(day, tuple(rows)) for day, rows in sorted(days.items())),
        adherence=report.totals.adherence,
    )
