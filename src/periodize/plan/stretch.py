"""Weekly volume: steady parts stretch until the week meets its target; work, warm-ups and key sessions do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from periodize.units import KM, MILE, print_distance, print_duration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan.render import Segment
    from periodize.plan.season import Entry, Volume

LOWEST, HIGHEST = 0.5, 2.0
"""How far a steady part stretches: the plan language's 50-200 % of what is written."""


class Draft(Protocol):
    """What is stretched: a session's segments, and the share that a deload or taper leaves of them."""

    entry: Entry
    scale: float
    written: bool
    segments: tuple[Segment, ...]


def stretch_week(drafts: Sequence[Draft], volume: Volume, target: float) -> str | None:
    """Stretch the segments of one week in place towards a weekly target.

    Parameters
    ----------
    drafts : the sessions of the week; their segments already carry `scale`.
    target : [s], [m] or [AU], by the volume's unit, for a week at full scale.

    Returns
    -------
    None, or a sentence that says by how much the target is missed.

    Notes
    -----
    Measured at full scale (as if there were no deload, taper or calendar factor), so that these then shrink the
    stretched week as they would the written one.
    """
    full = [(draft, segment) for draft in drafts for segment in draft.segments]
    fixed = sum(_measure(s, volume.unit) / _share(d, s) for d, s in full if not _stretches(d, s))
    steady = sum(_measure(s, volume.unit) / _share(d, s) for d, s in full if _stretches(d, s))
    if steady <= 0:
        return (
            None
            if abs(fixed - target) <= 0.05 * target
            else f"no steady part can stretch to {_print(target, volume.unit)}"
        )
    wanted = (target - fixed) / steady
    factor = min(max(wanted, LOWEST), HIGHEST)
    for draft in drafts:
        draft.segments = tuple(s.scaled(factor) if _stretches(draft, s) else s for s in draft.segments)
    if factor == wanted:
        return None
    reached = fixed + steady * factor
    return (
        f"{_print(target, volume.unit)} would stretch the steady parts to {max(0.0, wanted):.0%} of what is written; "
        f"{factor:.0%} gives {_print(reached, volume.unit)}"
    )


def _stretches(draft: Draft, segment: Segment) -> bool:
    return segment.stretchable and not draft.entry.key and not draft.written


def _share(draft: Draft, segment: Segment) -> float:
    return draft.scale if segment.role in {"steady", "wu", "cd"} else 1.0


def _measure(segment: Segment, unit: str) -> float:
    if unit == "h":
        return segment.duration
    if unit == "load":
        return segment.duration / 36 * segment.intensity**2
    return segment.distance or 0.0


def _print(value: float, unit: str) -> str:
    if unit == "h":
        return print_duration(round(value / 60) * 60)
    if unit == "load":
        return f"load {value:.0f}"
    return f"{value / MILE:.0f} mi" if unit == "mi" else print_distance(round(value / KM, 1) * KM)
