"""What a simulated season shows, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.errors import Problem
    from periodize.report.views.question import Paired
    from periodize.report.views.strip import Strip
    from periodize.report.views.values import BlockSpan, Edge, Value, WeekRow

FROM_THRESHOLD: Final = "from threshold alone: training does not change it"
"""Stands beside every chance of a goal of which that is so."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day. load [AU], fitness, fatigue, form [AU a day], performance [unit of the model]."""

    date: date
    load: Value
    fitness: Value
    fatigue: Value
    form: Value
    performance: Value


@dataclass(frozen=True, slots=True)
class Taper:
    """What a taper did by race day, against training through it as in the last loading week, in the same weather.

    first : its first day. week : the first day of that loading week. fitness, form [as of a day], change [percentage
    points of the performance].
    """

    first: date
    week: date
    fitness: Value
    form: Value
    change: Value


End = Literal["low", "high"]
"""An end of a range."""


@dataclass(frozen=True, slots=True)
class FormWindow:
    """The range of form that is called in form on race day.

    low, high : [share of fitness, by the rolling averages of 42 and 7 days]. basis : "own tests" or "convention".
    tests : own tests whose form is known; None where none were asked. best : how many of them the range is from.
    unseen : ends of that range beyond which hardly a test was taken; there the convention holds if it goes further.
    why : of a convention in spite of own tests, half a sentence.
    """

    low: float
    high: float
    basis: str = "convention"
    tests: int | None = None
    best: int | None = None
    unseen: tuple[End, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class RaceRow:
    """One race on its start line: the state before the race itself.

    Parameters
    ----------
    id, name, date, priority : of the plan; a round has its own row.
    round : which it is, as the plan calls it; "" for a race without rounds.
    fitness, fatigue, form, performance : as of a day; the performance with altitude, heat and travel of the day.
    change : [%] of that performance since the first morning, of each run since its own.
    goal, threshold_time : [s] what the athlete aims at in that round, and what the threshold of that day gives by
        Riegel, whatever the training does to it.
    time, basis : [s] what may come out, and what that rests on: "own tests" or "threshold".
    no_time : why there is none and what would tell it, half a sentence; "" where there is one.
    watts, watts_basis, watts_over : [W] of a ride, what that rests on, and for how long or in which test.
    conditions : [%] of the performance by altitude, heat, travel and the like; None where there are none.
    at_start : share of the runs that stand on the line, not laid off, now or in a round before; None for a single run.
    form_share : form by the rolling averages of 42 and 7 days, whatever the model, as a share of fitness.
    fresh, too_rested : share of the runs whose `form_share` is in the window of the forecast, and above it.
    goal_chance : share of all runs that start and reach the goal; goal_chance_error : its Monte-Carlo standard error.
    taper : what the taper did; of the rounds of A races.
    """

    id: str
    name: str
    date: date
    priority: str
    fitness: Value
    fatigue: Value
    form: Value
    performance: Value
    change: Value = None
    goal: float | None = None
    threshold_time: float | None = None
    time: Value = None
    basis: str = ""
    no_time: str = ""
    watts: Value = None
    watts_basis: str = ""
    watts_over: str = ""
    conditions: Value = None
    at_start: float | None = None
    form_share: Value = None
    fresh: float | None = None
    too_rested: float | None = None
    goal_chance: float | None = None
    goal_chance_error: float | None = None
    taper: Taper | None = None
    round: str = ""


@dataclass(frozen=True, slots=True)
class WhatIfRace:
    """A race after a what-if, and in brackets of the same weather, what it changed.

    form, change, time, basis : as of a race row. form_by, change_by, time_by : difference to the season as it was, run
    by run; no time_by where the threshold alone tells the time and the conditions of the day are as they were.
    at_start : share of the runs that stand on the line.
    """

    id: str
    name: str
    date: date
    form: Value
    form_by: Value
    change: Value
    change_by: Value
    time: Value
    time_by: Value
    basis: str
    at_start: float


Source = Literal["given", "record", "plans", "own model", "assumed"]
"""Who says what a season begins with."""


@dataclass(frozen=True, slots=True)
class Begins:
    """What a season begins with.

    source : who says so. fitness, fatigue : [AU a day] mean daily loads of the long past and of the last weeks.
    record : last day of the record, where it has a part in it. plans : names of the plans that lead from there to the
    first day, each with the day from which it is done as written; rest : [d] in none of them, counted as rest.
    """

    source: Source
    fitness: Value
    fatigue: Value
    record: date | None = None
    plans: tuple[tuple[str, date], ...] = ()
    rest: int = 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question to a season. text as it was asked, load [AU] of the season more or less, its races, what it means."""

    text: str
    load: Value
    races: tuple[WhatIfRace, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two A races that are close to each other, each in its last round: how the second is met, against the first.

    first, second : their names. days : from one to the other. form [as of a day], change [percentage points of the
    performance] : of the second, less that of the first, run by run.
    """

    first: str
    second: str
    days: int
    form: Paired
    change: Paired


@dataclass(frozen=True, slots=True)
class Risk:
    """What a season met over the runs.

    ill, injured : share of the runs that were so at some time. lost : days laid off. missed : sessions not begun.
    done : share of the planned load. edge : how many go over it.
    """

    ill: float
    injured: float
    lost: Value
    missed: Value
    done: Value
    edge: Edge


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A season that was simulated.

    borrowed : whose gains it rests on, with their grade, if not the athlete's. window : what is called in form on
    race day, and what tells it. risk : what the runs met; None for a single one, and where nothing is left to chance.
    what_ifs : questions to it, answered. rivals : A races that are close to each other. precise : the runs are as many
    as the races needed. tested : the athlete's own tested events in times, where those of a calibration were asked.
    strip : what of the season has its place in time. begins : what it begins with.
    """

    plan: str
    title: str
    seed: int
    runs: int
    model: str
    units: Mapping[str, str]
    days: tuple[DayRow, ...]
    weeks: tuple[WeekRow, ...]
    races: tuple[RaceRow, ...]
    blocks: tuple[BlockSpan, ...]
    assumptions: tuple[str, ...]
    window: FormWindow
    strip: Strip
    begins: Begins
    problems: tuple[Problem, ...] = ()
    borrowed: str = ""
    risk: Risk | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    rivals: tuple[Rivals, ...] = ()
    precise: bool = False
    tested: tuple[str, ...] = ()
