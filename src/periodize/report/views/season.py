"""A season as a picture shows it: what is planned, what was done, and what may come of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.report.views.check import CheckReport
    from periodize.report.views.forecast import Forecast
    from periodize.report.views.values import BlockSpan, Value


@dataclass(frozen=True, slots=True)
class Spell:
    """Days that are not like others. kind : camp, travel, illness ... text : what the plan says of them."""

    kind: str
    first: date
    last: date
    text: str


@dataclass(frozen=True, slots=True)
class RaceMark:
    """A race day. text : priority and goal, in words."""

    id: str
    name: str
    day: date
    priority: str
    text: str


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """A calendar week.

    Parameters
    ----------
    monday : its first day.
    block : of the plan; "" without.
    planned : [AU] of all its planned sessions; None without a plan.
    done : [AU] recorded; None for a week that the record does not reach.
    hours : [h], km : recorded, or planned where nothing is recorded.
    deload, taper : what the plan means it for.
    notes : what is special in it.
    """

    monday: date
    block: str
    planned: float | None
    done: float | None
    hours: float
    km: float
    deload: bool = False
    taper: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DayState:
    """A day as it closes.

    Parameters
    ----------
    day : the day.
    recorded : it is told by the record; else it is simulated.
    load, fitness, fatigue, form : [AU a day]; performance [unit of the model], None where it is not simulated.
    planned_fitness : [AU a day] had the plan been carried out to the letter; None without a plan.
    text : planned sessions of the day, as written.
    """

    day: date
    recorded: bool
    load: Value
    fitness: Value
    fatigue: Value
    form: Value
    performance: Value
    planned_fitness: float | None
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class SeasonView:
    """A season in one picture: the record up to today, and the rest of the plan from there.

    Parameters
    ----------
    title : of the plan, or of the record.
    today : the day of the question.
    first, last : of the picture.
    blocks, spells, races : of the plan, none without.
    weeks, days : in order, without gaps.
    runs : of what is simulated; 0 where nothing is.
    model : response model of that.
    forecast : the simulation, None where nothing is left to simulate.
    report : the check of the record, None without a record.
    notes : what was assumed for the picture, a sentence each.
    """

    title: str
    today: date
    first: date
    last: date
    blocks: tuple[BlockSpan, ...]
    spells: tuple[Spell, ...]
    races: tuple[RaceMark, ...]
    weeks: tuple[WeekLoad, ...]
    days: tuple[DayState, ...]
    runs: int
    model: str
    forecast: Forecast | None = None
    report: CheckReport | None = None
    notes: tuple[str, ...] = ()
