"""One planned session beside what was recorded of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.checks.execution import look_at, whole_from
from periodize.project.checks.zone_shares import zone_shares
from periodize.report.views.session import SessionCheck

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.plan import Season
    from periodize.project.checks.execution import Whole
    from periodize.report.views.check import CheckReport


def session_check(
    season: Season, report: CheckReport, session_id: str, *, athlete: Athlete | None = None, whole: Whole | None = None
) -> SessionCheck:
    """Return one planned session beside what was recorded of it.

    Parameters
    ----------
    season : the plan.
    report : the check of it, whose matching holds.
    session_id : of a planned session, or the date of a day with a single one, as `find_session` takes it.
    athlete : with the heart rates that the record can tell; None: the plan's.
    whole : gives activities their streams; None: they have them.

    Raises
    ------
    UsageError
        if no session goes by the id, several are planned on the day, or it is outside the days of the check.
    PlanError
        if the season cannot be dated.
    """
    from periodize.project.plans.planning import schedule
    from periodize.project.records.naming import find_session

    planned = schedule(season)
    session = find_session(planned, session_id, today=report.today)
    row = next((row for row in report.comparison.rows if row.planned and row.planned.id == session.id), None)
    if row is None:
        message = f"{session.id} is outside the days that are looked at; leave --week, --from and --to out"
        raise UsageError(message)
    who = athlete or season.athlete
    looked = look_at(row, session, planned, who, whole or whole_from(None))
    return SessionCheck(
        plan=season.path,
        row=looked.row,
        sport=session.sport,
        execution=looked.execution,
        ceiling=looked.above.ceiling if looked.above else None,
        channel=looked.above.channel if looked.above else "",
        zones=zone_shares([session], [looked.parts], who.on(session.day)),
        not_judged=looked.not_judged,
    )
