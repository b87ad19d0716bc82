"""Beside the load of several seasons: what was raced, the same sessions, and what they are to lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.analysis.benchmark import Change
    from periodize.compare.signature import Channel

YEAR = 365.25
"""[d] Mean year of the calendar."""


@dataclass(frozen=True, slots=True)
class Best:
    """A time [s] over an event, of a race or test, and its day; official: as the table of tests has it."""

    day: date
    time: float
    name: str
    official: bool = False


@dataclass(frozen=True, slots=True)
class Goal:
    """What a plan aims at in a race. season : whose plan it is. time : [s]."""

    day: date
    time: float
    name: str
    season: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """The best times over one event.

    Parameters
    ----------
    event : its name, by distance [m] and sport.
    to_date : best of each season, in their order, up to as many days before its race as today; None: none is known.
    whole : of each season, all of it.
    goals : of this season's races to come, in order.
    """

    event: str
    sport: str
    distance: float
    to_date: tuple[Best | None, ...]
    whole: tuple[Best | None, ...]
    goals: tuple[Goal, ...]


class Output(NamedTuple):
    """What was run or ridden: speed [m/s] or power [W] as it was, and heart rate [bpm]; nan where not known."""

    value: float
    heart_rate: float


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session that was done in two seasons, as many weeks before their races.

    Parameters
    ----------
    title, sport, channel : of it; its output is told by speed [m/s] or power [W].
    measure : what is held against each other: output, or output_at_heart_rate.
    day, value, output : the last comparable time of this season, its measure, and what was done then; None and nan
        where there is none.
    days, mean, mean_output : of the other season, those within two weeks of as many days to the race; nan where there
        are none.
    change : of it against them; why there is none, in words.
    judged : where the interval lies, as of a benchmark's measure; "" without one.
    says : what that means, a sentence.
    """

    title: str
    sport: str
    channel: Channel
    measure: str
    day: date | None
    value: float
    output: Output
    days: tuple[date, ...]
    mean: float
    mean_output: Output
    change: Change | str
    judged: str
    says: str


@dataclass(frozen=True, slots=True)
class AimLine:
    """What several seasons are to lead to, and how far it is: arithmetic of times, no forecast.

    Parameters
    ----------
    name, by, goal : as the athlete writes it; the goal is a time [s].
    event, sport, distance : what it is over [m].
    today : the day of the question.
    best : the best time that is known, of those up to `by` where one of them reaches the goal; None: none is.
    seasons : name and best of each season that has one, in order.
    steps : goals of plans over that event between today and its day, in order.
    """

    name: str
    by: date
    goal: float
    event: str
    sport: str
    distance: float
    today: date
    best: Best | None
    seasons: tuple[tuple[str, Best], ...]
    steps: tuple[Goal, ...]

    @property
    def gap(self) -> float | None:
        """Time from the best to the goal [s], not above 0 where it is reached; None without a best."""
        return None if self.best is None else self.best.time - self.goal

    @property
    def days_left(self) -> int:
        """Days up to its day, below 0 where that is past."""
        return (self.by - self.today).days

    @property
    def a_year(self) -> float | None:
        """What each year would have to bring [s], spread evenly; None where less than one is left, or no gap."""
        if self.gap is None or self.gap <= 0 or self.days_left < YEAR:
            return None
        return self.gap / (self.days_left / YEAR)

    def even(self, day: date) -> float | None:
        """Return the time [s] of a day up to its own, with the gap spread evenly; None where none is left."""
        if self.gap is None or self.gap <= 0 or self.days_left <= 0:
            return None
        return self.goal + self.gap * (self.by - day).days / self.days_left
