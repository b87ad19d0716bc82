"""Which planned session is meant by what somebody types."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError, near_miss

if TYPE_CHECKING:
    from typing import Never

    from periodize.plan import Schedule, Session
    from periodize.store import Stored

NONE = "none"
"""The word for: this activity answers no planned session."""

NEAR_DAYS = 3
"""[d] Sessions this near to an activity are offered for it: the reach of the matching."""

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
    if word in by_id:
        return by_id[word]
    day = today + timedelta(days=DAYS[word]) if word in DAYS else day_of(word)
    found = [s for s in planned.sessions if s.day == day or (s.race or "").casefold() == word]
    whole = day is None or word == day.isoformat() or word in DAYS
    if len(found) == 1 and whole:
        return found[0]
    if found:
        said = f"{name!r} may be any of" if whole else f"no session {name!r} in the plan; that day has"
        message = f"{said} {'; '.join(map(_offered, found))}"
        raise UsageError(message)
    if day is not None:
        message = f"nothing is planned on {day}; {_around(planned, day)}"
        raise UsageError(message)
    near = near_miss(word, [*by_id, *(s.race for s in planned.sessions if s.race)])
    hint = f"did you mean {near!r}?" if near else f"write its day or id, as {planned.sessions[0].id}"
    message = f"no session {name!r} in the plan; {hint}"
    raise UsageError(message)


def day_of(word: str) -> date | None:
    """Return the day that the name of a session begins with."""
    try:
        return date.fromisoformat(word[:10])
    except ValueError:
        return None


def _offered(session: Session) -> str:
    return f"{session.id} ({session.text})"


def _around(planned: Schedule, day: date) -> str:
    near = [s for s in planned.sessions if abs((s.day - day).days) <= NEAR_DAYS]
    if near:
        return f"near it: {'; '.join(map(_offered, near))}"
    return f"the plan goes from {planned.first} to {planned.last}"


def refuse_no_session(planned: Schedule, activity: Stored) -> Never:
    """Say which sessions an activity may answer, when none is named."""
    asked = f"which session does {activity.id} ({activity.day} {activity.sport}) answer?"
    message = f"{asked} {_around(planned, activity.day)}; or {NONE}"
    raise UsageError(message)
