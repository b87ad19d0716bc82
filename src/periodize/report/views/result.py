"""What became of a planned race, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Result:
    """A planned race that was run.

    Parameters
    ----------
    session : id of the planned session.
    name : of the race, with its round.
    day : on which it was run.
    distance : [m] of the race, or None.
    time : [s] official, or from the first step to the last of the recording that is as long as the race; None: not
        known.
    official : the time is a row of the table of tests.
    recorded : [m], elapsed : [s] of what was recorded that day for it.
    goal : [s] of the plan, or None.
    last : [s] of the last race before it over that distance, last_day : and when; None without one.
    around : what was noted in the days around it that may have a part in it, a few words each.
    """

    session: str
    name: str
    day: date
    distance: float | None
    time: float | None
    official: bool
    recorded: float | None
    elapsed: float
    goal: float | None
    last: float | None
    last_day: date | None
    around: tuple[str, ...]
