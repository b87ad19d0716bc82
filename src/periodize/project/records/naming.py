"""Which planned session is meant by what somebody types."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError, few, near_miss, shortened

if TYPE_CHECKING:
    from typing import Never

    from periodize.plan import Schedule, Session
    from periodize.store import Stored

NONE = "none"
"""The word for: this activity answers no planned session."""

NEAR_DAYS = 3
"""[d] Sessions this near to an activity are offered for it: the reach of the matching."""

FAR_DAYS = 14
"""[d] A link over more days than these is said to be one: our choice."""

FARTHEST = 60
"""[d] A session further from an activity is a slip of the finger: our choice."""

DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def find_session(planned: Schedule, name: str, *, today: date) -> Session:
    """Return the session that is meant.

    Parameters
    ----------
    name : its id, a race's id, or a day that has one session: YYYY-MM-DD, yesterday, today, tomorrow.
    today : the day of the question.

    Raises
    ------
    UsageError
        if there is none, or the day has several; names those that may be meant.
    """
    by_id = {session.id: session for session in planned.sessions}
    word = name.strip().casefold()
    if not word:
        message = f"which session? write its day or id{_as_in(planned)}"
        raise UsageError(message)
    if word in by_id:
        return by_id[word]
    day = today + timedelta(days=DAYS[word]) if word in DAYS else day_of(word)
    found = [s for s in planned.sessions if s.day == day or (s.race or "").casefold() == word]
    whole = day is None or word == day.isoformat() or word in DAYS
    if len(found) == 1 and whole:
        return found[0]
    if found:
        said = f"{name!r} may be any of" if whole else f"no session {name!r} in the plan; that day has"
        message = f"{said} {few([_offered(s, planned) for s in found], between='; ')}"
        raise UsageError(message)
    if day is not None:
        message = f"nothing is planned on {day}; {_around(planned, day)}"
        raise UsageError(message)
    near = near_miss(word, [*by_id, *(s.race for s in planned.sessions if s.race)])
    hint = f"did you mean {near!r}?" if near else f"write its day or id{_as_in(planned)}"
    message = f"no session {shortened(name)!r} in the plan; {hint}"
    raise UsageError(message)


def must_be_near(session: Session, activity: Stored, *, today: date) -> None:
    """Refuse to call an activity a session that it cannot be.

    Raises
    ------
    UsageError
        if the session is still to come, later than the matching itself would look for it, or months from the activity.
    """
    apart = (session.day - activity.day).days
    done = f"{activity.id} was done on {activity.day}"
    if session.day > today and apart > NEAR_DAYS:
        message = f"{session.id} is still to come: {done}, and at most {NEAR_DAYS} days before a session can it be done"
        raise UsageError(message)
    if abs(apart) > FARTHEST:
        message = f"{session.id} cannot be linked: {done}, {abs(apart)} days from it; at most {FARTHEST} are allowed"
        raise UsageError(message)


def goes_by(planned: Schedule | None, session: str, name: str, *, today: date) -> bool:
    """Whether a name that `find_session` takes may mean a session, also one that is gone from the plan."""
    word = name.strip().casefold()
    day = str(today + timedelta(days=DAYS[word])) if word in DAYS else word
    races = {s.id for s in planned.sessions if (s.race or "").casefold() == word} if planned else set()
    return session in races or str(day_of(session)) == day


def day_of(word: str) -> date | None:
    """Return the day that the name of a session begins with."""
    try:
        return date.fromisoformat(word[:10])
    except ValueError:
        return None


def _as_in(planned: Schedule) -> str:
    return f", as {planned.sessions[0].id}" if planned.sessions else ""


def _offered(session: Session, planned: Schedule) -> str:
    from periodize.project.plans.spoken import line_of

    return f"{session.id} ({line_of(session, planned.season)})"


def _around(planned: Schedule, day: date) -> str:
    near = [s for s in planned.sessions if abs((s.day - day).days) <= NEAR_DAYS]
    if near:
        return f"near it: {few([_offered(s, planned) for s in near], between='; ')}"
    return f"the plan goes from {planned.first} to {planned.last}"


def refuse_no_session(planned: Schedule, activity: Stored) -> Never:
    """Say which sessions an activity may answer, when none is named."""
    asked = f"which session does {activity.id} ({activity.day} {activity.sport}) answer?"
    message = f"{asked} {_around(planned, activity.day)}; or {NONE}"
    raise UsageError(message)
