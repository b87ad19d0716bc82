"""One week, session by session, planned and recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.errors import UsageError
from periodize.project.checks.execution import whole_from
from periodize.project.checks.zone_shares import zone_shares
from periodize.project.pictures.season import RECORD_TITLE
from periodize.project.pictures.zones import known_athlete, model_view
from periodize.project.plans.calendar import calendar
from periodize.project.plans.planning import monday_of, schedule
from periodize.report.views.week import WeekDay, WeekSession, WeekView

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.plan import Season, Session
    from periodize.project.checks.execution import Whole
    from periodize.report.views.check import CheckReport
    from periodize.report.views.plan import CalendarSession


def week_view(
    season: Season | None,
    report: CheckReport | None,
    *,
    today: date,
    first: date | None = None,
    athlete: Athlete | None = None,
    whole: Whole | None = None,
) -> WeekView:
    """Return one week.

    Parameters
    ----------
    season : the plan; None: the record alone.
    report : the check of the record; None: nothing is recorded.
    today : the day of the question.
    first : a day of the week that is meant; None: that of today, or the nearest with anything in it.
    athlete : who recorded it, as far as is known; None: the plan's.
    whole : gives activities their streams; None: they have them.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if there is neither a plan nor a record, or nothing of them in that week.
    """
    who = known_athlete(athlete or (season.athlete if season else Athlete()), report)
    sessions = _Sessions(report.comparison.rows if report else (), who, whole or whole_from(None))
    if season is None:
        return _of_record(sessions, first, today)
    planned = schedule(season)
    meant = first or min(max(today, planned.first), planned.last)
    (week,) = calendar(season, today=today, first=meant, last=meant).weeks
    by_id = {session.id: session for session in planned.sessions}
    days = tuple(
        WeekDay(
            day.date,
            day.marks,
            (*(sessions.planned(one, by_id[one.id]) for one in day.sessions), *sessions.unplanned(day.date)),
            "rest" if day.in_season else "outside the season",
        )
        for day in week.days
    )
    return WeekView(season.name, today, week.about, model_view(who), days)


def _of_record(sessions: _Sessions, first: date | None, today: date) -> WeekView:
    """Return a week of a record without a plan."""
    if not sessions.rows:
        message = "there is neither a plan nor a record, so there is no week to draw"
        raise UsageError(message)
    known = [row.day for row in sessions.rows]
    monday = monday_of(first or max(min(today, max(known)), min(known)))
    days = tuple(
        WeekDay(day, (), sessions.unplanned(day), "nothing recorded" if day <= max(known) else "")
        for day in (monday + timedelta(days=k) for k in range(7))
    )
    if not any(day.sessions for day in days):
        message = f"nothing is recorded in the week of {monday}; the record goes from {min(known)} to {max(known)}"
        raise UsageError(message)
    return WeekView(RECORD_TITLE, today, (), model_view(sessions.athlete), days)


class _Sessions:
    """What became of each session, with its time in zones."""

    def __init__(self, rows: tuple[Row, ...], athlete: Athlete, whole: Whole) -> None:
        self.rows, self.athlete, self.whole = rows, athlete, whole
        self._by_id = {row.planned.id: row for row in rows if row.planned}

    def planned(self, shown: CalendarSession, session: Session) -> WeekSession:
        """Return a planned session."""
        row = self._by_id.get(session.id)
        done = row.done if row else None
        parts = [self.whole(done.activities)] if done else []
        return WeekSession(
            text=": ".join(filter(None, (shown.name, shown.text))),
            slot=shown.slot,
            key=shown.key,
            race=shown.race is not None,
            planned=session.duration,
            done=done.duration if done else None,
            zones=zone_shares([session], parts, self.athlete),
            row=row,
        )

    def unplanned(self, day: date) -> tuple[WeekSession, ...]:
        """Return what was recorded on a day and answers no planned session."""
        return tuple(
            WeekSession(
                text=" ".join(filter(None, (row.done.sport, row.done.activities[0].name))),
                slot="" if row.slot == "day" else row.slot,
                key=False,
                race=False,
                planned=None,
                done=row.done.duration,
                zones=zone_shares([], [self.whole(row.done.activities)], self.athlete),
                row=row,
            )
            for row in self.rows
            if row.done and not row.planned and row.day == day
        )
