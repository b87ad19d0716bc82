"""What `check --session` shows, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Amount, Row
    from periodize.compare.execution import Execution


@dataclass(frozen=True, slots=True)
class Distribution:
    """Time in zones, planned and done.

    Parameters
    ----------
    model : name of the zone model, or "own".
    planned : (zones,) [s] standing still left out.
    done : (zones,) [s], None where it is not known; by : the channel it is told by.
    planned_index, done_index : polarisation index, or None where it has no meaning.
    note : why `done` is not known, or what was estimated.
    """

    model: str
    planned: tuple[float, ...]
    done: tuple[float, ...] | None
    by: str
    planned_index: float | None
    done_index: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BlockTotals:
    """One block of the season, planned and recorded.

    Parameters
    ----------
    first, last : both included.
    planned : of the days that are past, and of later ones that are done already.
    done, extra : recorded sessions that answer a planned one, and those that answer none.
    adherence : [0-1] share of the planned load whose outcome is known that was done, or None.
    """

    name: str
    phase: str | None
    first: date
    last: date
    planned: Amount
    done: Amount
    extra: Amount
    adherence: float | None


@dataclass(frozen=True, slots=True)
class SessionCheck:
    """One planned session beside what was recorded of it.

    Parameters
    ----------
    plan : path of the plan.
    row : of the comparison, with intensity and structure judged.
    sport : of the plan, for its paces.
    execution : of the work, or None.
    ceiling : [unit of the channel] where easy ends, for an easy or long session; channel : it is told by.
    zones : time in zones; None for a sport without.
    not_judged : what could not be looked at, and why.
    """

    plan: str
    row: Row
    sport: str
    execution: Execution | None
    ceiling: float | None
    channel: str
    zones: Distribution | None
    not_judged: tuple[str, ...]
