"""A session taken apart: its parts, their sums and the reasons, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.errors import Span

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
    on_the_day : [m/s or W] of the speed or power what the conditions of the day leave; None where they take nothing.
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
    on_the_day: float | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """Time [s], distance [m] or None, load [AU]."""

    duration: float
    distance: float | None
    load: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is.

    Parameters
    ----------
    about : the part or key that it is about; empty for the whole.
    text : the rule that was used, with its number.
    place : where the plan says so, or None.
    source : who says so where the plan does not: plan language, our choice, a publication.
    """

    about: str
    text: str
    place: Span | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What slows on a day.

    Parameters
    ----------
    name : altitude or heat.
    value : [m or deg C].
    pace, power : [0-1] share that is left at the same effort.
    """

    name: Literal["altitude", "heat"]
    value: float
    pace: float
    power: float

    def __str__(self) -> str:
        return f"{self.value:.0f} m" if self.name == "altitude" else f"{self.value:g}C"


def where(conditions: Sequence[Condition]) -> str:
    """Write conditions in a line: 2130 m and 32C."""
    return " and ".join(map(str, conditions))


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session, taken apart.

    Parameters
    ----------
    date, slot : None and "" for a line that stands on no day.
    name : of the one named session that the line is, or "".
    written : the line of the plan. text : what it comes to on its day.
    sums : kind -> total of the parts.
    total : of the session; its load is the one given where the plan gives one.
    conditions : of its day, as far as they slow; none for a race.
    """

    date: date | None
    slot: str
    sport: str
    name: str
    written: str
    text: str
    place: Span | None
    key: bool
    note: str
    parts: tuple[Part, ...]
    sums: tuple[tuple[Kind, Total], ...]
    total: Total
    reasons: tuple[Reason, ...]
    conditions: tuple[Condition, ...] = ()
