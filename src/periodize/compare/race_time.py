"""The time of a race, of the files that were recorded around it."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from periodize.activity import Activity

AS_LONG = 0.03
"""Share by which a recording's distance may differ from the race's, which was measured: our choice."""

APART = timedelta(minutes=1)
"""Parts of one race follow each other so soon, or overlap by no more: our choice."""


def race_time(parts: Sequence[Activity], distance: float | None) -> float | None:
    """Return the time of a race by the clock, pauses counted [s]; None where it is not known.

    Parameters
    ----------
    parts : what was recorded of a session, in order: perhaps a warm-up, the race, a cool-down.
    distance : of the race [m]; None where it has none.

    Notes
    -----
    It is that of the file as long as the race, within 3 %; else of files that follow each other at once and together
    are as long. A race without a distance has a time only where it is a single file.
    """
    if not distance:
        return parts[0].elapsed if len(parts) == 1 else None
    for candidates in ([(part,) for part in parts], list(_adjoining(parts))):
        as_long = [some for some in candidates if _off(some, distance) <= AS_LONG]
        if as_long:
            return _clock(min(as_long, key=lambda some: _off(some, distance)))
    return None


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
    """Return the time from the first start to the last end [s]."""
    return (parts[-1].start - parts[0].start).total_seconds() + parts[-1].elapsed
