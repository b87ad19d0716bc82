"""What was recorded."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from periodize.effort import Effort


@dataclass(frozen=True, slots=True)
class Lap:
    """One lap as the device marked it. start, duration [s from the activity's start, s]; distance [m]."""

    start: float
    duration: float
    distance: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """One recorded activity.

    Parameters
    ----------
    id : stable across re-reading: from the file's bytes, with the row or leg number where one file holds several.
    sport : run bike swim row ski walk hike gym xt.
    start : aware; its offset is the zone in which the activity began, as far as the file or the reader knows.
    wall_clock : the source gives the hour of the wall clock without a zone, and the reader's was assumed.
    effort : channels over moving time.
    elapsed : wall-clock time from start to end [s], pauses included.
    distance : [m] or None.
    peak_hr : highest heart rate [bpm] where the source names it beside or instead of a stream; None otherwise.
    name : the title that the athlete or the platform gave.
    laps : as the device marked them.
    source : path of the file, as the user named it.
    """

    id: str
    sport: str
    start: datetime
    effort: Effort
    elapsed: float
    distance: float | None = None
    peak_hr: float | None = None
    name: str = ""
    laps: tuple[Lap, ...] = field(default=())
    source: str = ""
    wall_clock: bool = False

    @property
    def day(self) -> date:
        """Local date where it began."""
        return self.start.date()

    @property
    def duration(self) -> float:
        """Moving time [s]."""
        return self.effort.duration


@dataclass(frozen=True, slots=True)
class Morning:
    """What the athlete noted or a device measured of one day. resting_hr [bpm]; None where not given."""

    day: date
    resting_hr: float | None = None
    source: str = ""
