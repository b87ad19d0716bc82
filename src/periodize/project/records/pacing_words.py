"""A pacing plan as people write it: `62s laps to 4000, 60s to 4400, go`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from periodize.analysis.pacing import Leg, Target
from periodize.errors import UsageError, shortened
from periodize.project.records.segment_words import OPEN, parse_place
from periodize.units import KM, parse_quantity, parse_speed, parse_suffixed, print_clock, print_distance

if TYPE_CHECKING:
    from collections.abc import Sequence

LAP: Final = 400.0
"""[m] A lap, unless the plan says another: that of a track."""

PIECES: Final = {"swim": 100.0, "row": 500.0, "bike": 5 * KM}
"""Sport -> length [m] by which a pace is looked at, where it is not a kilometre: our choice."""

FREE: Final = frozenset({"go", "kick", "free"})
"""What asks for nothing."""

EXAMPLE: Final = (
    "write it as '62s laps to 4000, 60s to 4400, go'; a target is 62s laps, 13:00 (of its whole part), 3:05/km, 36km/h,"
    " 250W or go"
)
"""Said of what cannot be read."""

SHORTEST: Final = 20.0
"""[m] A lap is no shorter: our choice, less than any pool."""

LEGS: Final = 100
"""Most parts of a plan: our choice."""

TWICE: Final = 2.0
"""A time that would make a lap so many times as slow or as fast as the one before is none of a lap: our choice."""

SLOWEST: Final = 0.5
"""[m/s] A lap is not raced slower: our choice, below a long swim and a steep climb."""

APART: Final = 1.25
"""From here the times of two parts are looked at again: they may be those of the clock. Our choice."""

_LAP = re.compile(r"laps?(?: of)? (.+)")
_A_LAP = re.compile(r"(.+?)\s*(?:laps?|/\s*lap|(?:a|per) lap)")
_TO = re.compile(r"(?:(.*?)\s+)?to\s+(.+)")


def parse_pacing(text: str, sport: str, *, finish: float | None = None) -> tuple[Leg, ...]:
    """Read a pacing plan.

    Parameters
    ----------
    text : parts joined by commas: a target, then `to` and where it ends; the last goes to the finish unless it says
        otherwise. `lap 200m` before a part says how long the laps after it are.
    sport : for the length by which a pace is looked at.
    finish : [m] where the race ends; None: not known, and a part that goes there is not doubted.

    Raises
    ------
    UsageError
        if a part cannot be read, does not say where it ends, ends before it begins, or has the time of something else.

    Notes
    -----
    A time with the word lap is that of a lap, and so is a time alone in any part after that. Before, a time alone is
    that of its whole part, from where the one before ended.

    Examples
    --------
    >>> [(leg.end, leg.piece) for leg in parse_pacing("62s laps to 4000, go", "run")]
    [(4000.0, 400.0), (None, None)]
    """
    lap, laps, legs = LAP, False, list[Leg]()
    parts = [" ".join(part.split()) for part in text.split(",")]
    if len(parts) > LEGS:
        message = f"{len(parts)} parts, more than the {LEGS} of a pacing plan; {EXAMPLE}"
        raise UsageError(message)
    for part in parts:
        laps = laps or "lap" in part.casefold()
        if length := _lap_length(part):
            lap = length
            continue
        if legs and legs[-1].end is None:
            message = f"{shortened(legs[-1].text)!r} does not say where it ends: add `to` and a distance, as `to 4000`"
            raise UsageError(message)
        leg = _leg(part, lap if laps else None, sport)
        before = legs[-1].end if legs else 0.0
        if leg.end is not None and before is not None and leg.end <= before:
            message = f"{shortened(part)!r} ends at {leg.end:g} m, after {before:g} m; ends count from the start"
            raise UsageError(message)
        _look_at_lap(leg, part)
        if legs:
            _look_again(legs, leg, part, finish)
        legs.append(leg)
    if not legs:
        message = f"no target in the pacing plan; {EXAMPLE}"
        raise UsageError(message)
    return tuple(legs)


def _lap_length(part: str) -> float | None:
    """Return the length of a lap [m] where a part says that and nothing else."""
    match = _LAP.fullmatch(part.casefold())
    length = parse_quantity(match[1]) if match else None
    if length is None or length.is_time:
        return None
    if length.value < SHORTEST:
        message = f"a lap of {length} is shorter than {SHORTEST:g}m"
        raise UsageError(message)
    return length.value


def _leg(part: str, lap: float | None, sport: str) -> Leg:
    """Return a part of a plan; lap [m] is that of a time alone, None where it is the time of the whole part."""
    match = _TO.fullmatch(part)
    words, place = (match[1] or "", match[2].casefold()) if match else (part, "end")
    end = None if place in OPEN else parse_place(place)
    target, piece = _target(words.casefold(), lap, PIECES.get(sport, KM))
    if (end is None and place not in OPEN) or (end is not None and end.is_time) or target is None:
        message = f"{shortened(part)!r} is no part of a pacing plan; {EXAMPLE}"
        raise UsageError(message)
    return Leg(shortened(part, 24), None if end is None else end.value, None if target == Target() else target, piece)


def _target(words: str, lap: float | None, piece: float) -> tuple[Target | None, float | None]:
    """Return what is asked for and the length by which it is looked at [m]; None where it cannot be read."""
    if words in FREE:
        return Target(), None
    if speed := parse_speed(words):
        return Target(speed=speed), piece
    if power := parse_suffixed(words, "w"):
        return Target(power=power), piece
    match = _A_LAP.fullmatch(words) or _LAP.fullmatch(words)
    time = parse_quantity(match[1] if match else words)
    if time is None or not time.is_time or not time.value:
        return None, None
    return (Target(time=time.value), piece) if lap is None else (Target(speed=lap / time.value), lap)


def _look_at_lap(leg: Leg, part: str) -> None:
    """Refuse a time alone that stands after laps and is likely that of a whole part.

    Raises
    ------
    UsageError
        if nobody takes so long for a lap.
    """
    speed = leg.target.speed if leg.target else None
    if speed and speed < SLOWEST and "lap" not in part.casefold() and "/" not in part:
        lap = print_distance(leg.piece or LAP)
        message = (
            f"{leg.text!r} stands after laps, so it is a lap of {lap}, and nobody takes so long for one; for a whole"
            " part write it before the laps are named, or write a pace, as 2:49/km"
        )
        raise UsageError(message)


def _look_again(legs: Sequence[Leg], leg: Leg, part: str, finish: float | None) -> None:
    """Refuse a time that is likely that of something else than it would be taken for.

    Raises
    ------
    UsageError
        if a lap would be far from the one before, or a time looks like that of the clock.
    """
    before = legs[-1]
    if not (before.target and leg.target):
        return
    one, other = before.target.speed, leg.target.speed
    bare = "lap" not in part.casefold() and "/" not in part
    if one and other and bare and leg.piece == before.piece and _ratio(one, other) > TWICE:
        message = (
            f"{leg.text!r} stands after laps, so it is a lap of {print_distance(leg.piece or LAP)}, far from the one"
            " before; write a pace, as 2:49/km, or say that it is one: '2:49 laps'"
        )
        raise UsageError(message)
    end = leg.end or finish
    if len(legs) == 1 and before.target.time and leg.target.time and before.end and end and end > before.end:
        first = before.end / before.target.time
        taken, since = leg.target.time, leg.target.time - before.target.time
        length = end - before.end
        as_part = _ratio(first, length / taken)
        if since > 0 and as_part > APART and _ratio(first, length / since) ** 2 < as_part:
            message = (
                f"{leg.text!r} looks like a time since the start; a time is that of its part, from {before.end:g} m"
                f" on: write {print_clock(since)} to {f'{end:g}' if leg.end else 'end'}, or a pace"
            )
            raise UsageError(message)


def _ratio(one: float, other: float) -> float:
    """Return how many times as fast the faster of two speeds is."""
    return max(one, other) / min(one, other)
