"""Which session a picture is of: a planned one, or an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError, few, shortened
from periodize.project.records.naming import DAYS, find_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from periodize.activity import Activity
    from periodize.compare import Row
    from periodize.plan import Schedule, Session
    from periodize.project.checks.execution import Whole
    from periodize.report.views.check import CheckReport

LEAST_KEY = 4
"""Characters from which the beginning of an activity's id names it: our choice."""


class Meant(NamedTuple):
    """A session.

    Parameters
    ----------
    session : as planned; None without.
    row : what became of it; None for an activity outside the plan's days, or without a record.
    parts : the files of what was recorded, as the check has them; none where nothing was.
    """

    session: Session | None
    row: Row | None
    parts: tuple[Activity, ...]

    def whole(self, read: Whole) -> tuple[Activity, ...]:
        """Return the files with their streams."""
        return read(self.parts) if self.parts else ()


def meant(planned: Schedule | None, report: CheckReport | None, name: str, *, today: date) -> Meant:
    """Return the session that is meant.

    Parameters
    ----------
    planned : None: the record alone.
    report : the check of the record; None: nothing is recorded.
    name : a planned session as `find_session` takes it, else an activity by its id, the beginning of it, or its date;
        "" for the last that was done.
    today : the day of the question.

    Raises
    ------
    UsageError
        if nothing goes by the name, or several do.
    """
    sessions = {session.id: session for session in planned.sessions} if planned else {}
    known = _known(report, sessions)
    if not name.strip():
        return _last(known, today)
    refused = None
    if planned:
        try:
            session = find_session(planned, name, today=today)
        except UsageError as error:
            refused = error
        else:
            rows = report.comparison.rows if report else ()
            row = next((row for row in rows if row.planned and row.planned.id == session.id), None)
            return Meant(session, row, row.done.activities if row and row.done else ())
    return _recorded(list(known), name, today, refused)


def _last(known: Iterable[Meant], today: date) -> Meant:
    """Return the session that was done last."""
    done = [one for one in known if one.parts and one.parts[0].day <= today]
    if not done:
        message = "nothing is recorded yet, so which session? name it with --session: a planned session's id, or a date"
        raise UsageError(message)
    return max(done, key=lambda one: one.parts[0].start)


def _known(report: CheckReport | None, sessions: dict[str, Session]) -> Iterator[Meant]:
    """Yield everything that was recorded: what the comparison has, and what lies outside the plan's days."""
    if report is None:
        return
    from periodize.compare import doubles, merge

    seen = set()
    for row in report.comparison.rows:
        if row.done:
            seen |= {activity.id for activity in row.done.activities}
            yield Meant(sessions.get(row.planned.id) if row.planned else None, row, row.done.activities)
    beside = doubles(report.record.activities)
    for parts in merge(one for one in report.record.activities if one.id not in seen and one.id not in beside):
        yield Meant(None, None, parts)


def _recorded(known: list[Meant], name: str, today: date, refused: UsageError | None) -> Meant:
    """Return the recorded session that goes by a name; raises `refused` where none does and a plan said why."""
    word = name.strip().casefold()
    day = today.toordinal() + DAYS[word] if word in DAYS else None

    def goes(one: Meant) -> bool:
        ids = [part.id.casefold() for part in one.parts]
        begins = len(word) >= LEAST_KEY and any(key.startswith(word) for key in ids)
        began = one.parts[0].day
        return begins or word in ids or word == str(began) or began.toordinal() == day

    found = [one for one in known if goes(one)]
    if len(found) == 1:
        return found[0]
    if found:
        firsts = [one.parts[0] for one in found]
        offered = [f"{part.id} ({part.start:%Y-%m-%d %H:%M} {part.sport})" for part in firsts]
        message = f"{shortened(name)!r} may be any of {few(offered, between='; ')}"
        raise UsageError(message)
    if refused:
        raise refused
    message = f"nothing was recorded as {shortened(name)!r}; `periodize activities` lists what was"
    raise UsageError(message)
