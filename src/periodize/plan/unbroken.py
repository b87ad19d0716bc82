"""Sets of repeats that stand side by side, so that the last repeat of one runs straight into the next."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from periodize.plan.intensity import HOURLY
from periodize.plan.workout import Repeat, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from periodize.plan.planned import Session
    from periodize.plan.source import Place
    from periodize.plan.workout import Part, Workout

LOOSENING = frozenset({"strides", "openers"})
"""Words of repeats behind which nobody writes a break."""

STANDING = frozenset({*HOURLY, "swim"})
"""Sports in which a break between sets goes without saying, at the wall: our choice; or that have no repeats."""


def unbroken(sessions: Iterable[Session], named: Mapping[str, Workout]) -> list[tuple[Place, Repeat, Repeat]]:
    """Return where two sets follow each other at once, each line once.

    Parameters
    ----------
    sessions : dated ones.
    named : those that lines refer to, by name; what is found in them has their place.
    """
    found: dict[Place, tuple[Place, Repeat, Repeat]] = {}
    seen: set[Place] = set()
    for session in sessions:
        if session.workout is None or session.sport in STANDING or session.place in seen:
            continue
        seen.add(session.place)
        lines: dict[Place, Workout] = {session.place: session.workout}
        lines |= {("sessions", ref.name): named[ref.name] for ref in references(session.workout.parts)}
        for place, workout in lines.items():
            for one, other in _side_by_side(workout.parts):
                found.setdefault(place, (place, one, other))
    return list(found.values())


def _side_by_side(parts: Sequence[Part]) -> Iterator[tuple[Repeat, Repeat]]:
    """Yield neighbours that both have recoveries between their repeats; a float runs on."""
    for one, other in pairwise(parts):
        if isinstance(one, Repeat) and isinstance(other, Repeat) and _breaks(one) and _breaks(other):
            yield one, other


def _breaks(part: Repeat) -> bool:
    return part.recovery is not None and part.recovery.how != "float" and part.word not in LOOSENING
