"""What the simulator sees of a season: loads at moments, races, and days that are not like others."""

from __future__ import annotations

from typing import Final

from periodize.plain import dataclass

DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Dose:
    """One session as a load at a moment.

    Parameters
    ----------
    day : days since the first day of the season, from 0.
    second : time of day [s], 1 to 86,399.
    load : [AU, 100 = an hour at threshold].
    duration, distance : [s], [m], for the sums of what is done.
    sport, key, race : for disturbances and policies that ask.
    """

    day: int
    second: int
    load: float
    duration: float = 0.0
    distance: float = 0.0
    sport: str = "run"
    key: bool = False
    race: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.second < DAY_SECONDS:
            message = f"second(={self.second}) must lie in 1 .. {DAY_SECONDS - 1}"
            raise ValueError(message)
        if not self.load >= 0:
            message = f"load(={self.load}) must be >= 0"
            raise ValueError(message)

    @property
    def at(self) -> int:
        """Moment on the clock [s since the first day's midnight]."""
        return self.day * DAY_SECONDS + self.second


@dataclass(frozen=True, slots=True)
class Start:
    """The start line of a race: who asks, and when.

    Parameters
    ----------
    id : by which it is found again.
    day, second : as of a dose.
    after : id of the round before it: who did not start there does not start here; "" for none.
    """

    id: str
    day: int
    second: int
    after: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """A range of days that is known beforehand, for every run: of the plan's calendar, or of a question.

    Parameters
    ----------
    kind : illness injury altitude heat camp travel holiday sleep race; a disturbance answers for its own.
    first, last : days since the first day of the season; both may lie outside it.
    share : of each session that is done on these days; 1 where the doses say already what is done; None: the
        disturbance knows (an illness: nothing).
    altitude : [m above the sea] or None.
    zones : [h] time zones eastward of home, or None.
    temperature : [degC] or None.
    load, duration, distance : of an extra race [AU, s, m].
    lasting : an illness or injury that goes on for as long as those do that have lasted from `first` to `last`, which
        is not earlier than the day before the season.
    """

    kind: str
    first: int
    last: int
    share: float | None = None
    altitude: float | None = None
    zones: float | None = None
    temperature: float | None = None
    load: float = 0.0
    duration: float = 0.0
    distance: float = 0.0
    lasting: bool = False

    def covers(self, day: int) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last
