"""Fitness that takes some days to come."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response.base import (
    Convention,
    Derived,
    FloatArray,
    FormOf,
    Number,
    PerformanceModel,
    Reading,
    State,
    column,
    decay,
    response_model,
)
from periodize.response.parameters import at_opening, param, percent_baseline, time_constant

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_SOURCE = "Calvert et al. 1976: one swimmer, 1970-71"


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FitnessDelay(PerformanceModel):
    """The model of Calvert and others in full: fitness rises before it fades, fatigue is there at once.

    The defaults are those of **one published swimmer, not yours**, with the gains in percent of his untrained
    time over 100 m, which falls as `performance` rises: grade D.

    Parameters
    ----------
    fitness_days, fatigue_days : [d, > 0] time constants tau1, tau2 with which fitness and fatigue fade.
    baseline : [unit, >= 0] performance p0 without training.
    fitness_gain, fatigue_gain : [unit per AU, >= 0] k1, k2.
    rise_days : [d, > 0] time constant tau3 with which fitness comes.
    initial_fitness, initial_fatigue : [AU, >= 0] traces of tau1 and tau2 at the opening of the first day, where no
        load of the past is told.
    unit : of the performance, and so of fitness, fatigue and form.
    convention : when a session counts.

    Notes
    -----
    With * the convolution over the time t since each load::

        p = p0 + k1 (exp(-t/tau1) - exp(-t/tau3)) * w - k2 exp(-t/tau2) * w

    Each of the three traces decays exactly between loads, so a step of any length is exact. The paper writes
    K = k2/k1 and subtracts the result from the time of a race.

    Valid for an athlete whose parameters were calibrated, with tau3 < tau1, else fitness is negative. Linear,
    without a ceiling, as the impulse response, which it becomes as tau3 goes to 0.

    Trap: a third time constant fits better and is known worse. With few tests tau3 and tau2 stand in for each
    other. The loads of the paper are in units of its own; the default gains take one of them for one AU.

    References
    ----------
    .. [1] Calvert et al. (1976), IEEE Trans Syst Man Cybern 6:94-102. doi:10.1109/TSMC.1976.5409179

    Examples
    --------
    >>> round(float(FitnessDelay().peak_days), 2)
    12.79
    """

    name: ClassVar[str] = "fitness-delay"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    form_of: ClassVar[FormOf] = "now"
    whose: ClassVar[str] = "one published swimmer"

    fitness_days: Number = time_constant(50.0, doc="time constant with which fitness fades", source=_SOURCE)
    fatigue_days: Number = time_constant(15.0, doc="time constant of fatigue", source=_SOURCE)
    baseline: Number = percent_baseline()
    fitness_gain: Number = param(
        100 * 0.0075 / 66.5,
        unit="unit of the performance per AU",
        bounds=(0.0, inf),
        doc="what an AU of load would add through fitness, if it came at once",
        source=f"{_SOURCE}; 0.0075 s over 66.5 s",
    )
    fatigue_gain: Number = param(
        100 * 0.015 / 66.5,
        unit="unit of the performance per AU",
        bounds=(0.0, inf),
        doc="what an AU of load takes away through fatigue, at once",
        source=f"{_SOURCE}; 0.015 s over 66.5 s",
    )
    rise_days: Number = time_constant(5.0, doc="time constant with which fitness comes", source=_SOURCE)
    initial_fitness: Number = at_opening("fitness trace")
    initial_fatigue: Number = at_opening("fatigue trace")
    convention: Convention = "clock"

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the traces of an even past, each L/(1-a) for a mean daily load L. See the contract."""
        return State(
            self.even_trace(fitness, "fitness", runs, days=self.fitness_days, own=self.initial_fitness),
            self.even_trace(
                fitness if fatigue is None else fatigue,
                "fatigue",
                runs,
                days=self.fatigue_days,
                own=self.initial_fatigue,
            ),
            (self.even_trace(fitness, "fitness", runs, days=self.rise_days),),
        )

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load. See the contract."""
        (coming,) = state.further
        return State(
            state.fitness * decay(days, self.fitness_days) + load,
            state.fatigue * decay(days, self.fatigue_days) + load,
            (coming * decay(days, self.rise_days) + load,),
        )

    def read(self, state: State) -> Reading:
        """Return fitness that has come, fatigue, their difference, and the performance [unit], each (runs,)."""
        (coming,) = state.further
        fitness, fatigue = self.fitness_gain * (state.fitness - coming), self.fatigue_gain * state.fatigue
        return Reading.above(self.baseline, fitness, fatigue)

    def influence(self, days: ArrayLike) -> FloatArray:
        """Return what one AU does to the performance so many days later.

        Parameters
        ----------
        days : [d, (n,)] time from the load to the race.

        Returns
        -------
        FloatArray
            [unit per AU, (n,), or (runs, n) for an ensemble]
            L(t) = k1 (exp(-t/tau1) - exp(-t/tau3)) - k2 exp(-t/tau2).
        """
        later = np.asarray(days, dtype=np.float64)
        k1, k2, fading, tired, coming = map(
            column, (self.fitness_gain, self.fatigue_gain, self.fitness_days, self.fatigue_days, self.rise_days)
        )
        effect: FloatArray = k1 * (np.exp(-later / fading) - np.exp(-later / coming)) - k2 * np.exp(-later / tired)
        return effect

    @property
    def peak_days(self) -> FloatArray:
        """Days after a load at which its fitness is highest; nan unless tau1 > tau3.

        tau1 tau3 / (tau1 - tau3) ln(tau1/tau3).
        """
        fading, coming = np.asarray(self.fitness_days), np.asarray(self.rise_days)
        with np.errstate(divide="ignore", invalid="ignore"):
            days = fading * coming / (fading - coming) * np.log(fading / coming)
        return np.where(fading > coming, days, np.nan)

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The day on which a load's fitness is highest."""
        return (Derived("peak_days", self.peak_days, "d", "after a load, at which its fitness is highest"),)
