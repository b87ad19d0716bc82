"""Fitness and fatigue as rolling averages of the daily load."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, ClassVar, Literal

from periodize.plain import dataclass
from periodize.response.base import (
    Convention,
    FormOf,
    Number,
    Reading,
    ResponseModel,
    State,
    decay,
    response_model,
)
from periodize.response.parameters import param, percent_baseline, time_constant

if TYPE_CHECKING:
    from collections.abc import Mapping


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RollingAverage(ResponseModel):
    """Two exponentially weighted averages of the daily load, and a performance that rests on them.

    Fitness and fatigue are in AU a day and need no calibration; comparable to CTL and ATL. The performance is
    that of **one published cyclist, not yours**: grade D until the gains are calibrated to your own results.

    Parameters
    ----------
    fitness_days, fatigue_days : [d, > 0] time constants.
    baseline : [unit, >= 0] performance without training.
    fitness_gain, fatigue_gain : [unit per AU a day, >= 0].
    unit : of the performance.
    convention : when a session counts; "inclusive" as in the charts.

    Notes
    -----
    With x either average, alpha = 1 - exp(-1/tau) and w the load of the day that has just passed::

        x <- x exp(-days/tau) + alpha w
        performance = baseline + fitness_gain fitness - fatigue_gain fatigue

    Valid as a description of the load that was done. Each average is alpha times a component of the
    impulse-response model, so the performance is that model in other units, with its limits: it is linear, it
    has no ceiling, and the comparison of two plans whose loads differ much means nothing. 42 and 7 days are a
    convention, not a measurement.

    Trap: form is a difference of two loads, not a performance. Some programs take alpha = 1/tau, which turns 42 d
    into 41.5 d; some take 2/(tau + 1), which halves it. The form of a day is that of the evening before, as in
    GoldenCheetah and WKO.

    The default gains: non-negative least squares with 42 and 7 d, inclusive, on the nine tests of the cyclist
    of Clarke & Skiba (2013): p0 240.0508 W, k1 0.07385598, k2 0.12465629, sum of squares 101.95 W^2,
    R^2 0.895; divided by p0 and by alpha. The authors' time constants leave 20.25 W^2: 42 and 7 d suit this
    rider worse.

    References
    ----------
    .. [1] Clarke & Skiba (2013), Adv Physiol Educ 37:134-152. doi:10.1152/advan.00078.2011
    .. [2] Calvert et al. (1976), IEEE Trans Syst Man Cybern 6:94-102. doi:10.1109/TSMC.1976.5409179

    Examples
    --------
    >>> from periodize.response import respond
    >>> chart = respond([100.0] * 42, model="rolling-average")
    >>> round(float(chart.one("fitness")[-1]), 3)
    63.212
    """

    name: ClassVar[str] = "rolling-average"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    form_of: ClassVar[FormOf] = "yesterday"
    whose: ClassVar[str] = "one published cyclist"

    fitness_days: Number = time_constant(
        42.0, doc="time constant of fitness", source="convention of the performance management chart"
    )
    fatigue_days: Number = time_constant(
        7.0, doc="time constant of fatigue", source="convention of the performance management chart"
    )
    baseline: Number = percent_baseline()
    fitness_gain: Number = param(
        1.307651,
        unit="unit of the performance per AU a day",
        bounds=(0.0, inf),
        doc="what an AU a day of fitness adds",
        source="least squares on one cyclist, Clarke & Skiba 2013; see Notes",
    )
    fatigue_gain: Number = param(
        0.3900865,
        unit="unit of the performance per AU a day",
        bounds=(0.0, inf),
        doc="what an AU a day of fatigue takes away",
        source="least squares on one cyclist, Clarke & Skiba 2013; see Notes",
    )
    unit: str = "% of baseline"
    convention: Convention = "inclusive"

    @property
    def units(self) -> Mapping[str, str]:
        """Unit of the performance; fitness, fatigue and form are in AU a day."""
        return {"performance": self.unit}

    @property
    def defaults(self) -> str:
        """What a report says of the default parameters: without gains, for the averages need none."""
        return "fitness 42 days, fatigue 7 days"

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the averages of an even past: the mean daily loads themselves. See the contract."""
        return State(
            self.even_load(fitness, "fitness", runs),
            self.even_load(fitness if fatigue is None else fatigue, "fatigue", runs),
        )

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load. See the contract."""
        return State(
            state.fitness * decay(days, self.fitness_days) + (1 - decay(1.0, self.fitness_days)) * load,
            state.fatigue * decay(days, self.fatigue_days) + (1 - decay(1.0, self.fatigue_days)) * load,
        )

    def read(self, state: State) -> Reading:
        """Return the averages [AU a day], their difference, and the performance, each (runs,)."""
        return Reading(
            fitness=state.fitness,
            fatigue=state.fatigue,
            form=state.fitness - state.fatigue,
            performance=self.baseline + self.fitness_gain * state.fitness - self.fatigue_gain * state.fatigue,
        )
