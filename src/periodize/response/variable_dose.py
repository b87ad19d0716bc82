"""Fatigue that weighs more the more was done lately."""

from __future__ import annotations

from math import inf
from typing import ClassVar, Literal

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
    decay,
    response_model,
)
from periodize.response.parameters import at_opening, param, time_constant

_SOURCE = "Busso 2003: mean of six untrained men, five-minute power"


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class VariableDose(PerformanceModel):
    """Busso's variable dose-response: the fatigue of a load grows with the loads of the days before it.

    So there is a daily load that does most good, and tapers come out as athletes do them. The defaults are the
    **mean of six published men who had not trained before, not you**: grade D.

    Parameters
    ----------
    fitness_days, fatigue_days : [d, > 0] time constants tau1, tau2.
    baseline : [unit, >= 0] performance p0 without training.
    fitness_gain : [unit per AU, >= 0] k1.
    fatigue_gain : [unit per AU^2, >= 0] k3.
    gain_days : [d, > 0] time constant tau3 of what makes a load more tiring.
    initial_fitness : [AU, >= 0] trace g at the opening of the first day, where no load of the past is told.
    initial_fatigue : [AU^2, >= 0] trace h, likewise.
    unit : of the performance, and so of fitness, fatigue and form.
    convention : when a session counts; "lagged" as in the paper.

    Notes
    -----
    ::

        p(n) = p0 + k1 sum_{i<n} w(i) exp(-(n-i)/tau1)
                  - sum_{i<n} k2(i) w(i) exp(-(n-i)/tau2)
        k2(i) = k3 sum_{j<=i} w(j) exp(-(i-j)/tau3)

    A state holds g, h = sum of k2(i)/k3 w(i) with its fade, and u = k2/k3, the recent load; each decays exactly
    between loads. A load first joins u and is then weighed by it, so k2 is that of the moment of the load.

    Under the same load w day after day, with A = a/(1-a) of a lagged day or 1/(1-a) of an inclusive one,
    p - p0 = k1 A1 w - k3 A2/(1-a3) w^2, an inverted U; see `optimal_load`.

    Valid for an athlete whose parameters were calibrated, near the loads of that calibration. The paper's loads
    are in units of its own; the defaults take one of them for one AU.

    Trap: some write the sum without the factor w(i). That model is linear in the load, has no optimum, and its
    tau2 and tau3 can be exchanged. And two sessions of one day are not one of their sum: on the convention
    "clock" each is weighed by what came before it and itself, so splitting a day tires a little less.

    References
    ----------
    .. [1] Busso (2003), Med Sci Sports Exerc 35:1188-95. doi:10.1249/01.MSS.0000074465.13621.37
    .. [2] Thomas & Busso (2005), Med Sci Sports Exerc 37:1615-21. doi:10.1249/01.mss.0000177461.94156.4b

    Examples
    --------
    >>> model = VariableDose()
    >>> round(float(model.optimal_load), 1), round(float(model.highest_gain), 1)
    (290.2, 136.3)
    """

    name: ClassVar[str] = "variable-dose"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    form_of: ClassVar[FormOf] = "now"
    whose: ClassVar[str] = "six published men on average"

    fitness_days: Number = time_constant(30.8, doc="time constant of fitness", source=_SOURCE)
    fatigue_days: Number = time_constant(16.8, doc="time constant of fatigue", source=_SOURCE)
    baseline: Number = param(
        250.0,
        unit="unit of the performance",
        bounds=(0.0, inf),
        doc="performance without training",
        source="our choice: the source of the gains does not say it",
    )
    fitness_gain: Number = param(
        0.031,
        unit="unit of the performance per AU",
        bounds=(0.0, inf),
        doc="what an AU of load adds through fitness, at once",
        source=_SOURCE,
    )
    fatigue_gain: Number = param(
        3.5e-5,
        unit="unit of the performance per AU^2",
        bounds=(0.0, inf),
        doc="what an AU of load takes away for each AU of recent load, itself included",
        source=_SOURCE,
    )
    gain_days: Number = time_constant(
        2.3, doc="time constant of the recent load that makes a load more tiring", source=_SOURCE
    )
    initial_fitness: Number = at_opening("fitness trace")
    initial_fatigue: Number = at_opening("fatigue trace", unit="AU^2")
    unit: str = "W"
    convention: Convention = "lagged"

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the traces of an even past: g = L/(1-a1), u = L/(1-a3), h = u L/(1-a2). See the contract."""
        last_weeks = fitness if fatigue is None else fatigue
        recent = self.even_trace(last_weeks, "fatigue", runs, days=self.gain_days)
        tired = recent * self.even_trace(last_weeks, "fatigue", runs, days=self.fatigue_days)
        if last_weeks is None:
            tired = tired + self.initial_fatigue
        return State(
            self.even_trace(fitness, "fitness", runs, days=self.fitness_days, own=self.initial_fitness),
            tired,
            (recent,),
        )

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load. See the contract."""
        recent = state.further[0] * decay(days, self.gain_days) + load
        return State(
            state.fitness * decay(days, self.fitness_days) + load,
            state.fatigue * decay(days, self.fatigue_days) + recent * load,
            (recent,),
        )

    def read(self, state: State) -> Reading:
        """Return k1 g, k3 h, their difference, and the performance [unit], each (runs,)."""
        fitness, fatigue = self.fitness_gain * state.fitness, self.fatigue_gain * state.fatigue
        return Reading.above(self.baseline, fitness, fatigue)

    def _parabola(self) -> tuple[FloatArray, FloatArray]:
        """Return b and c of the steady state, p - p0 = b w - c w^2."""
        lag = 1.0 if self.convention == "lagged" else 0.0
        sums = [decay(lag, tau) / (1 - decay(1.0, tau)) for tau in (self.fitness_days, self.fatigue_days)]
        rise = self.fitness_gain * sums[0]
        fall = self.fatigue_gain * sums[1] / (1 - decay(1.0, self.gain_days))
        return np.asarray(rise), np.asarray(fall)

    @property
    def optimal_load(self) -> FloatArray:
        """Daily load that gives the best performance if it never changes [AU a day]; nan without fatigue."""
        rise, fall = self._parabola()
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(fall > 0, rise / (2 * fall), np.nan)

    @property
    def highest_gain(self) -> FloatArray:
        """What `optimal_load` comes to, above the performance without training [unit]."""
        rise, _ = self._parabola()
        return rise * self.optimal_load / 2

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The inverted U of a load that never changes."""
        best = self.optimal_load
        return (
            Derived("optimal_load", best, "AU a day", "daily load that gives most, if it never changes"),
            Derived("highest_gain", self.highest_gain, self.unit, "what that load adds to the baseline"),
            Derived("useless_load", 2 * best, "AU a day", "daily load from which training only takes away"),
        )
