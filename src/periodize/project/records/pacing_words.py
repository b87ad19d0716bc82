"""A pacing plan as people write it: `62s laps to 4000, 60s to 4400, go`."""

from __future__ import annotations

import re
from typing import Final

from periodize.analysis.pacing import Leg, Target
from periodize.errors import UsageError, shortened
from periodize.project.records.segment_words import OPEN, parse_place
from periodize.units import KM, parse_quantity, parse_speed, parse_suffixed

LAP: Final = 400.0
"""[m] A lap, unless the plan says another: that of a track."""

PIECES: Final = {"swim": 100.0, "row": 500.0, "bike": 5 * KM}
"""Sport -> length [m] by which a pace is looked at, where it is not a kilometre: our choice."""

FREE: Final = frozenset({"go", "kick", "free"})
"""What asks for nothing."""

EXAMPLE: Final = "write it as '62s laps to 4000, 60s to 4400, go'; a target is 62s (a lap), 3:05/km, 36km/h, 250W or go"
"""Said of what cannot be read."""

SHORTEST: Final = 20.0
"""[m] A lap is no shorter: our choice, less than any pool."""

LEGS: Final = 100
"""Most parts of a plan: our choice."""

_LAP = re.compile(r"laps?(?: of)? (.+)")
_A_LAP = re.compile(r"(.+?)\s*(?:laps?|/\s*lap|(?:a|per) lap)")
_TO = re.compile(r"(?:(.*?)\s+)?to\s+(.+)")


def parse_pacing(text: str, sport: str) -> tuple[Leg, ...]:
    """Read a pacing plan.

    Parameters
    ----------
    text : parts joined by commas: a target, then `to` and where it ends; the last goes to the finish unless it says
        otherwise. `lap 200m` before a part says how long the laps after it are.
    sport : for the length by which a pace is looked at.

    Raises
    ------
    UsageError
        if a part cannot be read, does not say where it ends, or ends before it begins.

    Examples
    --------
    >>> [(leg.end, leg.piece) for leg in parse_pacing("62s laps to 4000, go", "run")]
    [(4000.0, 400.0), (None, None)]
    """
    lap, legs = LAP, list[Leg]()
    parts = [" ".join(part.split()) for part in text.split(",")]
    if len(parts) > LEGS:
        message = f"{len(parts)} parts, more than the {LEGS} of a pacing plan; {EXAMPLE}"
        raise UsageError(message)
    for part in parts:
        if length := _lap_length(part):
            lap = length
            continue
        if legs and legs[-1].end is None:
            message = f"{shortened(legs[-1].text)!r} does not say where it ends: add `to` and a distance, as `to 4000`"
            raise UsageError(message)
        leg = _leg(part, lap, sport)
        before = legs[-1].end if legs else 0.0
        if leg.end is not None and before is not None and leg.end <= before:
            message = f"{shortened(part)!r} ends at {leg.end:g} m, after {before:g} m; ends count from the start"
            raise UsageError(message)
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


def _leg(part: str, lap: float, sport: str) -> Leg:
    match = _TO.fullmatch(part)
    words, place = (match[1] or "", match[2].casefold()) if match else (part, "end")
    end = None if place in OPEN else parse_place(place)
    target, piece = _target(words.casefold(), lap, PIECES.get(sport, KM))
    if (end is None and place not in OPEN) or (end is not None and end.is_time) or target is None:
        message = f"{shortened(part)!r} is no part of a pacing plan; {EXAMPLE}"
        raise UsageError(message)
    asks = target.speed is not None or target.power is not None
    return Leg(shortened(part, 24), None if end is None else end.value, target if asks else None, piece)


def _target(words: str, lap: float, piece: float) -> tuple[Target | None, float | None]:
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
    return Target(speed=lap / time.value), lap
