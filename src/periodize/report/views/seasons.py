"""Several seasons side by side, lined up by the days to their main races, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.report.views.bests import AimLine, EventLine, SessionLine

Step = Literal["week", "month"]
"""Days that stand on one row: seven, or four times seven."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What some days add up to.

    km, longest_run, longest_ride : [km] None where no distance is known; km is 0 where there was no session.
    """

    sessions: int
    hours: float
    load: float
    km: float | None
    longest_run: float | None
    longest_ride: float | None


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the athlete stands on the evening of a day [AU a day], by the rolling averages of the record."""

    day: date
    fitness: float
    fatigue: float
    form: float


@dataclass(frozen=True, slots=True)
class Period:
    """Some days of a season. stand : on the evening of the last; None where the record does not tell it."""

    first: date
    last: date
    sums: Sums
    stand: Stand | None = None


@dataclass(frozen=True, slots=True)
class SeasonLine:
    """One season.

    Parameters
    ----------
    name : short, its own among the seasons: the file of its plan, or the year.
    title, plan : of the plan; "" for a year of the record without one.
    first, last : its days.
    race, day : the main race and its day, from which weeks are counted; no race: "" and the last day.
    done : what is recorded of it; None: nothing.
    began : where the athlete stood on the evening before its first day.
    best : where fitness was highest.
    there : where the athlete stood on the evening before the race, or on that of the last day.
    """

    name: str
    title: str
    plan: str
    first: date
    last: date
    race: str
    day: date
    done: Period | None
    began: Stand | None
    best: Stand | None
    there: Stand | None


@dataclass(frozen=True, slots=True)
class Row:
    """The same days to the race in each season.

    Parameters
    ----------
    to_race : whole weeks (or months of four weeks) from the last of these days to the race.
    first, last : the days in this season.
    seasons : of each season, in their order; None where the record does not tell all of these days.
    planned : what the plan of this season has on them; None without a plan.
    so_far : the days end with the last recorded one, in every season.
    """

    to_race: int
    first: date
    last: date
    seasons: tuple[Period | None, ...]
    planned: Period | None = None
    so_far: bool = False


@dataclass(frozen=True, slots=True)
class SeasonsView:
    """Several seasons.

    Parameters
    ----------
    today : the day of the question.
    as_of : last recorded day of this season; None: nothing of it is recorded.
    by : how many days stand on one row.
    seasons : in the order of their first days.
    this, against : places of the two that are held against each other; None: there is no other.
    to_date : all days of this season up to `as_of`, and as many days to the race of the others; None without a record.
    rows : from the first of these days to the race.
    notes : what was assumed, a sentence each.
    events : the best times over each event with a result.
    sessions : those that were done in both of the two seasons.
    aims : of the athlete, in the order of their days.
    """

    today: date
    as_of: date | None
    by: Step
    seasons: tuple[SeasonLine, ...]
    this: int
    against: int | None
    to_date: Row | None
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    events: tuple[EventLine, ...] = ()
    sessions: tuple[SessionLine, ...] = ()
    aims: tuple[AimLine, ...] = ()

    @property
    def to_race(self) -> str:
        """What the rows count."""
        step = "Weeks" if self.by == "week" else "Months of four weeks"
        return f"{step} to the {'race' if self.seasons[self.this].race else 'last day'}"
