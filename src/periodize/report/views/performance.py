"""Performance over time as pictures show it: forecast, calibration, influence of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.report.views.forecast import RaceRow
    from periodize.report.views.season import SeasonView
    from periodize.report.views.values import Value


@dataclass(frozen=True, slots=True)
class Measure:
    """What an axis of performance is in. name : of it. unit : "" of a clock. clock : times [s], less is better."""

    name: str
    unit: str
    clock: bool = False

    @property
    def title(self) -> str:
        """Of an axis."""
        return f"{self.name} [{'h:mm:ss, up is faster' if self.clock else self.unit}]"


@dataclass(frozen=True, slots=True)
class TestPoint:
    """A test or race that was measured.

    Parameters
    ----------
    day, event : when, and what was tested.
    text : as it was measured.
    value : [unit of the axis], where the event is another one moved by how they differ.
    beyond : [unit of the calibration] above what the model says of the day, more being better; None: not asked.
    """

    day: date
    event: str
    text: str
    value: float
    beyond: float | None = None


@dataclass(frozen=True, slots=True)
class DayLevel:
    """Performance of a day [unit of the axis]; told by the record, or simulated."""

    day: date
    recorded: bool
    performance: Value


@dataclass(frozen=True, slots=True)
class RacePoint:
    """A race to come. at : what is brought to its start [unit of the axis]. goal : likewise, None where not told."""

    race: RaceRow
    at: Value
    goal: float | None


@dataclass(frozen=True, slots=True, eq=False)
class FanView:
    """What performance a season may come to.

    Parameters
    ----------
    season : with its blocks, races, today.
    measure : of the axis.
    days : in order, without gaps; performance None where nothing tells it.
    races : those to come.
    tests : the athlete's own, where the model is calibrated to them.
    basis : what the height of the curve rests on, and what that is worth.
    notes : what else was assumed, a sentence each.
    """

    season: SeasonView
    measure: Measure
    days: tuple[DayLevel, ...]
    races: tuple[RacePoint, ...]
    tests: tuple[TestPoint, ...]
    basis: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationView:
    """A calibrated model over the days that it was calibrated to.

    Parameters
    ----------
    model : its name.
    measure : of the axis of performance.
    unit : of the calibration, in which residuals are.
    days : posterior of the performance.
    loads : [AU a day] of the same days; None where not known.
    tests : with their residuals.
    verdict : what the calibration is worth, the most important first.
    priors_only : the curve is that of other athletes.
    """

    model: str
    measure: Measure
    unit: str
    days: tuple[DayLevel, ...]
    loads: tuple[float | None, ...]
    tests: tuple[TestPoint, ...]
    verdict: tuple[str, ...]
    priors_only: bool


@dataclass(frozen=True, slots=True)
class Influence:
    """What one session more does to race day, by the days between them.

    Parameters
    ----------
    model : its name. whose : parameters. evidence : grade of them.
    measure : what is changed on race day, "performance" or "form". unit : of it, and of the two parts.
    load : [AU] of the session. even : [AU a day] the training around it.
    days : before the race, 1 the day before.
    fitness, fatigue : what the session adds through fitness, and takes through fatigue; both >= 0.
    effect : what is left of them on race day.
    lost : days before the race after which the session does more harm than good; 0 where it never does, None where
        it does all the while.
    best : days before the race at which it does most good; None where it does none.
    linear : it is the same for any load and any training around it.
    """

    model: str
    whose: str
    evidence: str
    measure: str
    unit: str
    load: float
    even: float
    days: tuple[int, ...]
    fitness: tuple[float, ...]
    fatigue: tuple[float, ...]
    effect: tuple[float, ...]
    lost: int | None
    best: int | None
    linear: bool
