"""Weekly volume: steady parts stretch until the week meets its target; work, warm-ups and key sessions do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from periodize.plain import dataclass
from periodize.units import KM, MILE, print_distance, print_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan.render import Segment
    from periodize.plan.season import Entry, Volume

LOWEST, HIGHEST = 0.5, 2.0
"""How far a steady part stretches: the plan language's 50-200 % of what is written."""


class Draft(Protocol):
    """What is stretched: a session's segments, `full` before and `segments` after deload, taper and calendar."""

    entry: Entry
    written: bool
    full: tuple[Segment, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A weekly target that stretching does not reach.

    Parameters
    ----------
    target, reached : [s], [m] or [AU], by the unit, for a week at full scale.
    wanted : share of the written steady parts that would meet it; None without a steady part.
    factor : share that they got.
    """

    target: float
    reached: float
    unit: str
    wanted: float | None
    factor: float

    @property
    def off(self) -> float:
        """Distance from the target as a share of it."""
        return abs(self.reached - self.target) / self.target if self.target else float(self.reached > 0)

    def __str__(self) -> str:
        if self.wanted is None:
            return f"no steady part can stretch to {print_volume(self.target, self.unit)}"
        return (
            f"{print_volume(self.target, self.unit)} would stretch the steady parts to {max(0.0, self.wanted):.0%} of "
            f"what is written; {self.factor:.0%} gives {print_volume(self.reached, self.unit)}"
        )


def stretch_week(drafts: Sequence[Draft], volume: Volume, target: float) -> Missed | None:
    """Stretch the segments of one week in place towards a weekly target.

    Parameters
    ----------
    drafts : the sessions of the week.
    target : [s], [m] or [AU], by the volume's unit, for a week at full scale.

    Returns
    -------
    None, or by how much the target is missed.

    Notes
    -----
    Measured at full scale, so that deload, taper and calendar then shrink the stretched week as they would the
    written one.
    """
    full = [(draft, segment) for draft in drafts for segment in draft.full]
    fixed = sum(_measure(segment, volume.unit) for draft, segment in full if not _stretches(draft, segment))
    steady = sum(_measure(segment, volume.unit) for draft, segment in full if _stretches(draft, segment))
    if steady <= 0:
        return None if fixed == target else Missed(target, fixed, volume.unit, None, 1.0)
    wanted = (target - fixed) / steady
    factor = min(max(wanted, LOWEST), HIGHEST)
    for draft in drafts:
        draft.segments = tuple(s.scaled(factor) if _stretches(draft, s) else s for s in draft.segments)
    if factor == wanted:
        return None
    return Missed(target, fixed + steady * factor, volume.unit, wanted, factor)


def _stretches(draft: Draft, segment: Segment) -> bool:
    return segment.stretchable and not draft.entry.key and not draft.written


def _measure(segment: Segment, unit: str) -> float:
    if unit == "h":
        return segment.duration
    if unit == "load":
        return segment.duration / 36 * segment.intensity**2
    return segment.distance or 0.0


def print_volume(value: float, unit: str) -> str:
    """Write a weekly amount in the unit of its `volume:`."""
    if unit == "h":
        return print_duration(round(value / 60) * 60)
    if unit == "load":
        return f"load {value:.0f}"
    return f"{value / MILE:.0f} mi" if unit == "mi" else print_distance(round(value / KM, 1) * KM)
