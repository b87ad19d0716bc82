"""The parts of a session and their sums, as plain values."""

from __future__ import annotations

from typing import Literal

from periodize.plain import dataclass

Kind = Literal["work", "steady", "recovery", "warm-up", "cool-down", "race"]
"""What a part of a session counts as. Strides and jogs of a warm-up are warm-up."""

KINDS: tuple[Kind, ...] = ("work", "steady", "race", "recovery", "warm-up", "cool-down")
"""In the order of the sums."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a session, all its repeats together.

    Parameters
    ----------
    text : as written, with the amount of its day.
    kind : what it counts as.
    repeats : how often, from the outermost repeat inwards; empty for once.
    duration : [s] of all repeats. distance : [m], None without one.
    low, high : fraction of threshold; equal for a single intensity.
    speed : [m/s] at the middle, None where power rules or nothing moves. power : [W] or None.
    zone : in the athlete's model, None at rest and for a sport without intensity.
    load : [AU].
    """

    text: str
    kind: Kind
    repeats: tuple[int, ...]
    duration: float
    distance: float | None
    low: float
    high: float
    speed: float | None
    power: float | None
    zone: int | None
    load: float


@dataclass(frozen=True, slots=True)
class Total:
    """Time [s], distance [m] or None, load [AU]."""

    duration: float
    distance: float | None
    load: float
