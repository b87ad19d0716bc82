"""What altitude and heat take of the targets of a day: those of the plan's calendar, or where it was recorded."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from math import isnan, nan, prod
from typing import TYPE_CHECKING

from periodize.altitude import kilometres, pace_left, power_left
from periodize.athlete import POWER_SPORTS
from periodize.heat import shares_lost
from periodize.plan.intensity import HOURLY
from periodize.report.views.parts import Condition, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan import Season
    from periodize.plan.season import CalendarRange

SOURCES = {
    "altitude": "Wehrlin & Hallen 2006; half of the lost power in pace, all of it in watts: our assumption",
    "heat": "our assumption, for pace and watts",
}
"""Condition -> who says how much it takes."""

WITHOUT = {"altitude": "at sea level", "heat": "on a mild day"}
"""Condition -> where it takes nothing."""

Course = dict[date, tuple[float | None, float]]
"""Day -> how high [m] or hot [deg C] it is, None where no range says, and what it takes [kilometres or share]."""

HOME: tuple[None, float] = None, 0.0
"""A day before or after all that."""

DAY = timedelta(days=1)

LEAST = 0.005
"""Share of a sport's pace, or power, from which a loss is worth a word: our choice."""


def conditions_on(season: Season, day: date, sport: str, *, altitude: float = nan) -> tuple[Condition, ...]:
    """Return what slows on a day of the calendar; nothing where a sport loses less than a word is worth.

    Parameters
    ----------
    season : with its calendar, which also tells since when the athlete has been up, or in the heat.
    sport : of the session: its pace, or its power, is what is lost.
    altitude : [m] mean of what was recorded that day, which comes before the calendar's; nan where not known.

    Notes
    -----
    Without an entry of the calendar a recorded altitude says nothing: who lives up there has tested there. A recorded
    temperature says nothing at all: a watch is warmed by the arm, and every device by the sun and the room it comes
    from. Every sport is slowed, as in the simulator, though a pool or a treadmill may be cool.
    """
    if sport in HOURLY:  # nothing of it has a pace
        return ()
    met = tuple(one for one in (_height(season, day, altitude), _heat(season, day)) if one and one.pace < 1)
    return met if 1 - left(met, sport) >= LEAST else ()


def _height(season: Season, day: date, recorded: float) -> Condition | None:
    """Return how high a day is; None at home."""
    course = _heights(season)
    value, lost = course.get(day, HOME)
    if value is None:
        return None
    if not isnan(recorded):
        *_, lost = kilometres([*(height or 0.0 for one, (height, _) in course.items() if one < day), recorded])
        value = recorded
    return Condition("altitude", value, pace_left(lost), power_left(lost))


def _heat(season: Season, day: date) -> Condition | None:
    """Return how hot a day is; None where nobody says."""
    value, lost = _temperatures(season).get(day, HOME)
    return None if value is None else Condition("heat", value, 1 - lost, 1 - lost)


@lru_cache(maxsize=4)  # every session of a plan asks
def _heights(season: Season) -> Course:
    days = _days([entry for entry in season.calendar if entry.altitude is not None])
    highest = [max((entry.altitude or 0.0 for entry in some), default=None) for some in days.values()]
    return dict(zip(days, zip(highest, kilometres(one or 0.0 for one in highest), strict=True), strict=True))


@lru_cache(maxsize=4)
def _temperatures(season: Season) -> Course:
    days = _days([entry for entry in season.calendar if entry.warms])
    said = [[entry.temperature for entry in some] for some in days.values()]
    highest = [max((one for one in some if one is not None), default=None) for some in said]
    return dict(zip(days, zip(highest, shares_lost(said), strict=True), strict=True))


def _days(ranges: Sequence[CalendarRange]) -> dict[date, list[CalendarRange]]:
    """Return which of some ranges cover each day from the first of them to the last."""
    first = min((entry.first for entry in ranges), default=date.max)
    last = max((entry.last for entry in ranges), default=first - DAY)
    days = (first + k * DAY for k in range((last - first).days + 1))
    return {day: [entry for entry in ranges if entry.covers(day)] for day in days}


# ---- what they come to


def left(met: Sequence[Condition], sport: str) -> float:
    """Return the share that conditions leave of a sport's pace, or power; 1 without any."""
    return prod(one.power if sport in POWER_SPORTS else one.pace for one in met)


def loss_words(met: Sequence[Condition], sport: str) -> str:
    """Say how much conditions take: 5.0 % less speed at 2130 m.

    Of speed, as of power: who adds the same per cent to a pace gets one that is a little too quick.
    """
    how = "less power" if sport in POWER_SPORTS else "less speed"
    return f"{100 * (1 - left(met, sport)):.1f} % {how} at {where(met)}"


def without(met: Sequence[Condition]) -> str:
    """Say where a target is as written: at sea level on a mild day."""
    return " ".join(WITHOUT[one.name] for one in met)
