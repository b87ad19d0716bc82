"""A session that is typed in, beside those that its day has already."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.records.logbook import NOON, typed_key
from periodize.twins import SAME_START, wall

if TYPE_CHECKING:
    from periodize.activity import Activity
    from periodize.store import Store, Stored

SIMILAR = 0.10
"""Share by which the duration of a typed session may differ from a recorded one of the same day and sport before
the two are taken for different sessions: our choice; people round to five minutes."""


def refuse_twin(store: Store, activity: Activity) -> None:
    """Refuse a session of which the store has a recording of that day and sport that lasted about as long.

    Raises
    ------
    UsageError
        with the way to add to that one.
    """
    near = [
        stored
        for stored in store.activities(first=activity.day, last=activity.day, sports=[activity.sport])
        if activity.id not in stored.keys
        and abs(stored.moving - activity.duration) <= SIMILAR * max(stored.moving, activity.duration)
    ]
    if near:
        twin = min(near, key=lambda stored: abs(stored.moving - activity.duration))
        message = (
            f"that day has a {twin.sport} of about that length already ({twin.id}); add to it with"
            f" `periodize activity {twin.id} --rpe ... --note ...`, or say --new for another session"
        )
        raise UsageError(message)


def placed(store: Store, activity: Activity, *, new: bool) -> Activity:
    """Return a session of which only the day is known at noon, or so many hours later that it is one of its own.

    Nobody said that it began just when another one ended: it is neither joined with one of the day, nor taken for a
    second recording of it.

    Parameters
    ----------
    store : open.
    activity : that begins at noon.
    new : it is another session, though one that says the same was typed in; else it is that one.
    """
    stored = list(store.activities(first=activity.day, last=activity.day))
    hours = [_later(activity, hour) for hour in range(24 - NOON.hour)]
    said = [one for one in hours if not new and any(one.id in other.keys for other in stored)]
    free = (one for one in hours if all(_apart(one, other) for other in stored))
    return said[0] if said else next(free, activity)


def _later(activity: Activity, hours: int) -> Activity:
    start = activity.start + timedelta(hours=hours)
    return replace(activity, id=typed_key(start, activity.sport, activity.duration, activity.distance), start=start)


def _apart(one: Activity, other: Stored) -> bool:
    """Whether two sessions of a day are neither taken for one nor joined; of two sports they are not joined."""
    from periodize.compare.sessions import GAP

    begins, others = wall(one.start), wall(other.start)
    if one.sport != other.sport:
        return abs(begins - others) > SAME_START
    pause = max(begins - (others + other.elapsed), others - (begins + one.elapsed))
    return pause > GAP.total_seconds()
