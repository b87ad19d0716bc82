"""What altitude takes of the targets of a day: of the plan's calendar, or where it was recorded."""

from __future__ import annotations

from datetime import timedelta
from math import isnan, nan
from typing import TYPE_CHECKING

from periodize.altitude import kilometres, pace_left, power_left
from periodize.athlete import POWER_SPORTS
from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.plan import Season

SOURCE = "Wehrlin & Hallen 2006; half of the lost power in pace, all of it in watts: our assumption"
"""Who says how much is lost."""

LEAST = 0.005
"""Share of a sport's pace, or power, from which a loss is worth a word: our choice."""


@dataclass(frozen=True, slots=True)
class Height:
    """How high a day is, and what is left of targets there.

    Parameters
    ----------
    altitude : [m].
    pace, power : [0-1] share that is left at the same effort.
    """

    altitude: float
    pace: float
    power: float

    def left(self, sport: str) -> float:
        """Return the share that is left of a sport's pace, or power."""
        return self.power if sport in POWER_SPORTS else self.pace

    def words(self, sport: str) -> str:
        """Say how much is lost: 5.0 % slower at 2130 m."""
        how = "less power" if sport in POWER_SPORTS else "slower"
        return f"{100 * (1 - self.left(sport)):.1f} % {how} at {self.altitude:.0f} m"


def height_on(season: Season, day: date, sport: str, *, recorded: float = nan) -> Height | None:
    """Return how high a day of the calendar is; None at home, and where a sport loses nothing.

    Parameters
    ----------
    season : with its calendar, which also tells since when the athlete has been up.
    sport : of the session: its pace, or its power, is what is lost.
    recorded : [m] mean altitude of what was done that day, which comes before the calendar's; nan where not known.

    Notes
    -----
    Without an entry of the calendar a recorded height says nothing: who lives up there has tested there.
    """
    ranges = [entry for entry in season.calendar if entry.altitude is not None]
    if not any(entry.covers(day) for entry in ranges):
        return None
    first = min(entry.first for entry in ranges)
    days = [first + timedelta(days=k) for k in range((day - first).days + 1)]
    heights = [max((entry.altitude or 0.0 for entry in ranges if entry.covers(one)), default=0.0) for one in days]
    if not isnan(recorded):
        heights[-1] = recorded
    *_, lost = kilometres(heights)
    found = Height(heights[-1], pace_left(lost), power_left(lost))
    return found if 1 - found.left(sport) >= LEAST else None
