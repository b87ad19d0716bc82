"""One week, day by day: what is planned, and what was recorded beside it, in zones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.report.views.session import Distribution
    from periodize.report.views.zones import ZoneModelView


@dataclass(frozen=True, slots=True)
class WeekSession:
    """A session of a week.

    Parameters
    ----------
    text : as planned, with the amounts of its day; of what was recorded without a plan its sport and name.
    slot : am, noon, pm; "" where it is the only one of its day.
    key, race : what the plan says of it.
    planned, done : [s] time, None without.
    zones : time in zones; None for a sport that has none.
    row : of the comparison; None without a record.
    """

    text: str
    slot: str
    key: bool
    race: bool
    planned: float | None
    done: float | None
    zones: Distribution | None
    row: Row | None


@dataclass(frozen=True, slots=True)
class WeekDay:
    """A day.

    Parameters
    ----------
    marks : what begins on it: a block, a camp.
    sessions : planned and recorded ones.
    empty : what is said of a day without any: rest where the plan has none; "" where nothing can be known yet.
    """

    day: date
    marks: tuple[str, ...]
    sessions: tuple[WeekSession, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class WeekView:
    """A calendar week.

    Parameters
    ----------
    title : of the plan, or of the record.
    today : the day of the question.
    about : block and week, deload, camps, in words.
    model : of the zones.
    days : seven, Monday first.
    """

    title: str
    today: date
    about: tuple[str, ...]
    model: ZoneModelView
    days: tuple[WeekDay, ...]
