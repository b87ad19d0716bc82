"""The time of a race, of the files that were recorded around it, and the load that was asked of them."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from periodize.compare.sessions import Done

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from periodize.activity import Activity
    from periodize.compare.sessions import Planned

AS_LONG = 0.03
"""Share by which a recording's distance may differ from the race's, which was measured: our choice."""

APART = timedelta(minutes=1)
"""Parts of one race follow each other so soon, or overlap by no more: our choice."""


def race_time(parts: Sequence[Activity], distance: float | None) -> float | None:
    """Return the time of a race by the clock, from the first step to the last [s]; None where it is not known.

    Parameters
    ----------
    parts : what was recorded of a session, in order: perhaps a warm-up, the race, a cool-down.
    distance : of the race [m]; None where it has none.

    Notes
    -----
    It is that of the file as long as the race, within 3 %; else of files that follow each other at once and together
    are as long. A race without a distance has a time only where it is a single file. Pauses between the steps count; a
    watch that was started before the gun, or stopped long after the finish, does not. Where nobody looked for the
    steps, it is the file's whole time.
    """
    if not distance:
        return _clock(parts) if len(parts) == 1 else None
    for candidates in ([(part,) for part in parts], list(_adjoining(parts))):
        as_long = [some for some in candidates if _off(some, distance) <= AS_LONG]
        if as_long:
            return _clock(min(as_long, key=lambda some: _off(some, distance)))
    return None


def load_asked(planned: Planned, done: Planned | Done) -> float:
    """Return the load of what was planned [AU]; without warm-up and cool-down where one file is the race alone.

    Parameters
    ----------
    planned : the planned session.
    done : what is held against it.
    """
    parts = done.activities if isinstance(done, Done) else ()
    if len(parts) != 1 or not planned.distance or _off(parts, planned.distance) > AS_LONG:
        return planned.load
    return planned.load - planned.around


def _adjoining(parts: Sequence[Activity]) -> Iterator[Sequence[Activity]]:
    """Yield each run of two files or more that follow each other at once."""
    for begin, end in combinations(range(len(parts) + 1), 2):
        some = parts[begin:end]
        if len(some) > 1 and all(abs(b.start - _end(a)) <= APART for a, b in pairwise(some)):
            yield some


def _off(parts: Sequence[Activity], distance: float) -> float:
    """Return by what share files are longer or shorter than a race."""
    return abs(sum(part.distance or 0.0 for part in parts) / distance - 1)


def _end(part: Activity) -> datetime:
    return part.start + timedelta(seconds=part.elapsed)


def _clock(parts: Sequence[Activity]) -> float:
    """Return the time from the first step of the first part to the last step of the last one [s]."""
    first, last = parts[0], parts[-1]
    begun = first.moved[0] if first.moved else 0.0
    ended = last.moved[1] if last.moved else last.elapsed
    return (last.start - first.start).total_seconds() + ended - begun
