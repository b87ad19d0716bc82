"""What `compare`, `sweep` and `sensitivity` show, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from periodize.plain import dataclass
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.errors import Problem
    from periodize.report.views.values import Edge, Value


UNTOLD: Final = 2.0
"""Monte-Carlo standard errors within which a difference may be none: our choice."""


class Paired(NamedTuple):
    """A difference run by run, both sides with the same weather.

    value : its band. error : Monte-Carlo standard error of its median; None for a single run. above : share of the
    runs in which it is above 0; None for a single run.
    """

    value: Value
    error: float | None = None
    above: float | None = None

    @property
    def untold(self) -> bool:
        """Whether it may be none at all, as far as the runs can tell."""
        median = self.value.p50 if isinstance(self.value, Band) else self.value
        return median is not None and abs(median) <= UNTOLD * (self.error or 0.0)


@dataclass(frozen=True, slots=True)
class Side:
    """One plan of a comparison.

    Parameters
    ----------
    letter, plan, title : what tables call it, its file, its title.
    load, hours : of the whole season [AU], [h].
    ill, injured : share of the runs that are so at some time; None where nothing is left to chance.
    missed : sessions that are not begun.
    jump, jump_week : largest weekly load as a multiple of the heaviest of the four weeks before, and its Monday; of
        the medians. None where there is nothing before.
    edge : how many of the runs go over it; None for a single one.
    warnings : codes of what plan lint says of it, one for each warning.
    """

    letter: str
    plan: str
    title: str
    first: date
    last: date
    load: Value
    hours: Value
    ill: float | None
    injured: float | None
    missed: Value
    jump: float | None
    jump_week: date | None
    edge: Edge | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekPair:
    """One calendar week of every plan; None where a plan has no such week.

    loads [AU], hours [h]; forms [as of a day] of its last day.
    """

    start: date
    loads: tuple[Value, ...]
    hours: tuple[Value, ...]
    forms: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class RaceSide:
    """What one plan brings to a race. values : measure -> value; absent : as of a row of a sweep."""

    date: date
    values: Mapping[str, Value]
    absent: float | None


@dataclass(frozen=True, slots=True)
class RacePair:
    """One race that at least two plans have.

    Parameters
    ----------
    key, name, priority : of the race and its round.
    sides : of each plan, None where it has no such race.
    differences : of each plan, measure -> its difference to the first plan; empty for the first and where one of the
        two has no such race.
    """

    key: str
    name: str
    priority: str
    sides: tuple[RaceSide | None, ...]
    differences: tuple[Mapping[str, Paired], ...]


@dataclass(frozen=True, slots=True)
class PlansCompared:
    """Plans side by side, the first one being what the others are held against.

    unit : of fitness and form. cautions : what the model does not know and the verdict goes by, a sentence each.
    """

    runs: int
    seed: int
    model: str
    unit: str
    sides: tuple[Side, ...]
    weeks: tuple[WeekPair, ...]
    races: tuple[RacePair, ...]
    alone: tuple[str, ...]
    """Races that only one of the plans has."""
    assumptions: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SweepRow:
    """One value of a sweep.

    Parameters
    ----------
    value : as the plan would say it.
    load : of the season up to the race [AU].
    values : measure -> value at the race.
    absent : share of the runs laid off on the day, or at an earlier round of the race; None for a single run.
    behind : its difference to the best value, in the measure asked for.
    level : whether the runs cannot tell it from the best one.
    injured : share of the runs that are so at some time; None for a single run.
    edge : how many of the runs go over it; None for a single run.
    """

    value: str
    load: Value
    values: Mapping[str, Value]
    absent: float | None
    behind: Paired
    level: bool
    injured: float | None = None
    edge: Edge | None = None


@dataclass(frozen=True, slots=True)
class Sweep:
    """A plan with one of its values changed, again and again.

    Parameters
    ----------
    path : what is changed. measure : what is asked for. key, race : the start line it is asked at.
    rows : in the order asked for. best : place of the one with the highest median. written : what the plan itself
        says, or None.
    ordered : whether the values are amounts or dates, between which there is something.
    cost : measure that the best one gives up most in -> (place of the row that is best in it, difference to that).
    problems : warnings of the plan with any of the values; new : those that the plan itself does not have.
    cautions : what the model does not know and the answer goes by, a sentence each.
    """

    plan: str
    title: str
    path: str
    measure: str
    key: str
    race: str
    runs: int
    seed: int
    model: str
    unit: str
    rows: tuple[SweepRow, ...]
    best: int
    written: str | None
    cost: Mapping[str, tuple[int, Paired]]
    assumptions: tuple[str, ...]
    notes: tuple[str, ...] = ()
    ordered: bool = True
    problems: tuple[Problem, ...] = ()
    new: tuple[Problem, ...] = ()
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the spread over the runs goes with one input.

    Parameters
    ----------
    name, doc : of the input.
    band : its own spread over the runs. unit : of it.
    shares : measure -> share of the variance, 0-1.
    direction : measure -> rank correlation, -1 to 1.
    """

    name: str
    doc: str
    band: Value
    unit: str
    shares: Mapping[str, float]
    direction: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Decision:
    """What changes at the race when the plan is changed, same weather: measure -> difference to the plan."""

    name: str
    differences: Mapping[str, Paired]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What a race-day forecast depends on.

    Parameters
    ----------
    values : measure -> the forecast itself.
    shares : by chance, the largest for the measure first. noise : shares below it may be none at all.
    decisions : by choice, the largest for the measure first; choice_runs : runs of each.
    left_out : what could not be asked, and why.
    """

    plan: str
    title: str
    key: str
    race: str
    date: date
    measure: str
    runs: int
    choice_runs: int
    seed: int
    model: str
    unit: str
    values: Mapping[str, Value]
    shares: tuple[Share, ...]
    noise: float
    decisions: tuple[Decision, ...]
    left_out: tuple[str, ...]
    assumptions: tuple[str, ...]
