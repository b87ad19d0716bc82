"""Today: what was planned and came in, what it means, what may change and why; the plan itself is never changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.project.checks.again import again
from periodize.project.checks.edge import aim
from periodize.project.checks.weekly import SUNDAY, is_open, most_of
from periodize.project.plans.planning import monday_of
from periodize.report.views.check import rounded_down
from periodize.report.views.verdict import against, speak

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.compare import Row
    from periodize.plan import Season
    from periodize.report.views.check import CheckReport, Coming
    from periodize.report.views.today import Change, TodayView

RECORD_DAYS = 400
"""[d] How much of the record is read for today: more than the longest baseline of any sign (half a year), and nine
time constants of fitness, so that both are as in `check`. Our choice."""

PLAN_DAYS = 56
"""[d] How far from today planned sessions are looked at: the last three key sessions are among them, and this week
is. Our choice."""


RACED = timedelta(days=7)
"""How long the result of a race is told: our choice."""


def record_begins(today: date) -> date:
    """Return the first day of the record that today's view needs."""
    return today - timedelta(days=RECORD_DAYS)


def today_view(report: CheckReport, season: Season | None = None) -> TodayView:
    """Return today and its week out of a check of today.

    Parameters
    ----------
    report : of today.
    season : the plan that was checked; None: nothing is said of the next key session.
    """
    from periodize.report.views.today import TodayView

    today = report.today
    rows = report.comparison.rows
    sunday = monday_of(today) + SUNDAY
    sessions = [row for row in rows if _on(row, today)]
    due = [row for row in rows if row.planned and row not in sessions and row.planned.day <= sunday]
    return TodayView(
        today=today,
        as_of=report.as_of,
        stale=report.stale,
        plan=report.plan,
        verdict=report.verdict,
        sessions=tuple(sessions),
        open=tuple(row for row in due if is_open(row, today)),
        week=report.week if report.as_of == today else None,
        room=report.room,
        signs=report.signs,
        findings=report.findings,
        unjudged=report.unjudged,
        begins=_begins(rows, today),
        changes=tuple(_changes(report, [row for row in due if is_open(row, today)])),
        strip=report.strip,
        reach=report.reach,
        aim=aim(report, season) if season else None,
        again=again(report, season) if report.as_of == today else (),
        results=tuple(one for one in report.results if today - one.day < RACED),
        notes=report.assumptions,
    )


def _begins(rows: Sequence[Row], today: date) -> date | None:
    """Return the day of the first planned session, if that is still to come."""
    first = min((row.planned.day for row in rows if row.planned), default=today)
    return first if first > today else None


def _on(row: Row, day: date) -> bool:
    """Whether a session was planned for a day, or done on it."""
    return any(session.day == day for session in (row.planned, row.done) if session)


def _changes(report: CheckReport, due: list[Row]) -> Iterator[Change]:
    """Yield what may change: what is late, what signs ask for, what the days to come would raise."""
    from periodize.report.views.today import Change

    up = [sign for sign in report.signs if not sign.expected]
    for sign in up:
        if sign.step:
            yield Change(sign.step, f"{sign.code} {sign.title} is up since {sign.day:%d %b}")
    tired = against(up)
    for row in due:
        if row.planned and row.planned.day < report.today:
            why = row.note or "its window is not closed"
            if tired:
                yield Change(f"{_named(row)} may be left out", f"{why}, but {speak(tired)} against it")
            else:
                yield Change(f"{_named(row)} may still be done, or left out", why)
    yield from _of_the_room(report)
    if report.ahead is not None:
        sunday = monday_of(report.today) + SUNDAY
        for coming in report.ahead.coming:
            if coming.most is not None and report.today <= coming.sign.day <= sunday:
                notes = report.ahead.notes if report.findings.silent_since else ()
                yield _shorter(coming, most_of(coming, report.reach), notes)


def _named(row: Row) -> str:
    assert row.planned is not None
    day = row.planned.day
    return f"the {row.planned.text.partition(': ')[0]} of {day:%A} {day.day} {day:%B}"


def _of_the_room(report: CheckReport) -> Iterator[Change]:
    from periodize.report.views.today import Change

    room = report.room
    if room is None or room.asked <= 0 or not room.asked > room.left:
        return
    if room.left > 0:
        what = f"leave out about {room.asked - room.left:.0f} of the load that the plan still asks this week"
    else:
        what = "leave out what the plan still asks this week, or make it very easy"
    week = f"the week would come to {room.so_far + room.asked:.0f}"
    if room.jump is not None:
        why = f"R12 is up: {week}, the largest of the four weeks before {room.jump:%d %b} was {room.largest:.0f}"
    else:
        most = f"{room.limit:g} x the largest of the four weeks before is {room.limit * room.largest:.0f}"
        why = f"R12 would be up by Sunday: {week}, {most}"
    yield Change(what, why)


def _shorter(coming: Coming, most: float, notes: Sequence[str]) -> Change:
    from periodize.report.views.today import Change

    sign = coming.sign
    return Change(
        f"keep the run of {sign.day:%A} to {rounded_down(most)} or less",
        "; ".join((f"R1 would be up: it is {sign.seen:.3g} {sign.unit}, limit {sign.limit:g}", *notes)),
    )
