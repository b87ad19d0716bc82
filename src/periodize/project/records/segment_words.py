"""The segments of a race as people write them: `0-1000,1000-3000`, `start=0-1km`, `4400-`, `last 600`, `0:00-5:00`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.analysis.segments import MOST, SLACK, Segment
from periodize.errors import UsageError, shortened
from periodize.units import Quantity, parse_quantity, print_clock, print_distance

if TYPE_CHECKING:
    from periodize.analysis.course import Mark

EXAMPLE = "write them as 0-1000,1000-3000,3000- (metres), 0-1km, 0:00-5:00, last 600, or with names: start=0-1km"
"""Said of what is no segment."""

OPEN = frozenset({"", "end", "finish"})
"""How an end is written that is the finish."""

_LAST = re.compile(r"last\b(?:-| *)(.+)", re.IGNORECASE)
"""How the end of a race is written, whatever its length."""

_BARE = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,3})?")


def parse_place(text: str) -> Quantity | None:
    """Read a distance or a time from the start; a number without a unit is metres.

    Examples
    --------
    >>> [parse_place(text).value for text in ("4400", "4.4km", "12:30")]
    [4400.0, 4400.0, 750.0]
    """
    word = text.strip()
    return Quantity(float(word), "distance") if _BARE.fullmatch(word) else parse_quantity(word)


def parse_segments(text: str, *, finish: Mark | None = None) -> tuple[Segment, ...]:
    """Read segments as the athlete writes them.

    Parameters
    ----------
    text : segments with commas between.
    finish : of the race; None: not known, and `last 600` is no segment.

    Raises
    ------
    UsageError
        if one is none, or they are too many.
    """
    parts = text.split(",")
    if len(parts) > MOST:
        message = f"{len(parts)} segments, more than {MOST}; --every is for equal ones"
        raise UsageError(message)
    return tuple(_segment(part.strip(), finish) for part in parts)


def _segment(text: str, finish: Mark | None) -> Segment:
    name, named, places = text.rpartition("=")
    called = shortened(name.strip() if named and name.strip() else places.strip(), 24)
    if finish is not None and (ending := _LAST.fullmatch(places.strip())) and (length := parse_place(ending[1])):
        return Segment(called, _before(finish, length, text), None)
    first, dash, last = re.sub("[–—]", "-", places).partition("-")
    begin = parse_place(first)
    end = None if last.strip().casefold() in OPEN else parse_place(last)
    if begin is None or not dash or (end is None and last.strip().casefold() not in OPEN):
        message = f"{shortened(text)!r} is no segment; {EXAMPLE}"
        raise UsageError(message)
    if end is not None and (begin.kind if begin.value else end.kind) != end.kind:
        message = f"{shortened(text)!r} goes from a {begin.kind} to a {end.kind}; write both as one"
        raise UsageError(message)
    return Segment(called, begin, end)


def _before(finish: Mark, length: Quantity, text: str) -> Quantity:
    """Return the place that lies so far or so long before the finish."""
    whole = finish.clock if length.is_time else finish.distance
    if length.value > whole + SLACK or not length.value:
        all_of_it = print_clock(whole) if length.is_time else print_distance(round(whole, 1))
        message = f"{shortened(text)!r} is no part of a race of {all_of_it}; write a shorter one, as last 600"
        raise UsageError(message)
    return Quantity(max(0.0, whole - length.value), length.kind)
