"""Fitness and fatigue as the response of a linear system to impulses of load."""

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

_P0, _K1, _K2 = 261.9273721089768, 0.1825819069014407, 0.23016327121095306
_TAU1, _TAU2 = 35.821034441472136, 21.33971458297882
_SOURCE = "Clarke & Skiba 2013, the supplement's spreadsheet: one cyclist, five-minute power [W]"


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ImpulseResponse(PerformanceModel):
    """The fitness-fatigue model of Banister and Calvert: a load adds to two traces, each with its fade.

    The defaults are those of **one published cyclist, not yours**, in percent of his untrained baseline:
    grade D; grade C once calibrated to the athlete (small and mixed studies).

    Parameters
    ----------
    fitness_days, fatigue_days : [d, > 0] time constants tau1, tau2.
    baseline : [unit, >= 0] performance p0 without training.
    fitness_gain, fatigue_gain : [unit per AU, >= 0] k1, k2.
    initial_fitness, initial_fatigue : [AU, >= 0] g and h at the opening of the first day, where no load of the
        past is told; k1 and k2 times these are the q_g and q_h of [6]_.
    unit : of the performance, and so of fitness, fatigue and form.
    convention : when a session counts.

    Notes
    -----
    In continuous time, with w the load [AU a day]::

        g' = w - g/tau1        h' = w - h/tau2        p = p0 + k1 g - k2 h

    Between loads the traces decay exactly; a load adds to both. A state holds g and h [AU]; `read` gives
    fitness = k1 g, fatigue = k2 h and form = k1 g - k2 h, all in the unit of the performance. Components of
    one's own are written `State(g, h)`, each (runs,).

    Valid for an athlete whose parameters were calibrated, near the loads of that calibration: the model is
    linear, has no ceiling, and its best plan is to train without end and then stop. Differs from Morton (1990)
    by the convention alone.

    Trap: a good fit is not a good forecast. The data of [1]_ have no finite least-squares optimum (tau1 and tau2
    run together, k1 and k2 to infinity), and left out of the fit a test is forecast no better than by its trend;
    see also [5]_. Parameters found with one convention do not fit the data of another.

    References
    ----------
    .. [1] Clarke & Skiba (2013), Adv Physiol Educ 37:134-152. doi:10.1152/advan.00078.2011
    .. [2] Calvert et al. (1976), IEEE Trans Syst Man Cybern 6:94-102. doi:10.1109/TSMC.1976.5409179
    .. [3] Morton, Fitz-Clarke & Banister (1990), J Appl Physiol 69:1171-7. doi:10.1152/jappl.1990.69.3.1171
    .. [4] Fitz-Clarke, Morton & Banister (1991), J Appl Physiol 71:1151-8. doi:10.1152/jappl.1991.71.3.1151
    .. [5] Marchal et al. (2025), Sci Rep 15. doi:10.1038/s41598-025-88153-7
    .. [6] Busso et al. (1992), Eur J Appl Physiol 64:381-6. doi:10.1007/BF00636228

    Examples
    --------
    >>> model = ImpulseResponse(fitness_days=45.0, fatigue_days=15.0, fitness_gain=1.0, fatigue_gain=2.0)
    >>> round(float(model.t_n), 1), round(float(model.t_g), 1)
    (15.6, 40.3)
    """

    name: ClassVar[str] = "impulse-response"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    form_of: ClassVar[FormOf] = "now"
    whose: ClassVar[str] = "one published cyclist"

    fitness_days: Number = time_constant(_TAU1, doc="time constant of fitness", source=_SOURCE)
    fatigue_days: Number = time_constant(_TAU2, doc="time constant of fatigue", source=_SOURCE)
    baseline: Number = percent_baseline()
    fitness_gain: Number = param(
        100.0 * _K1 / _P0,
        unit="unit of the performance per AU",
        bounds=(0.0, inf),
        doc="what an AU of load adds through fitness, at once",
        source=f"{_SOURCE}; k1 over p0",
    )
    fatigue_gain: Number = param(
        100.0 * _K2 / _P0,
        unit="unit of the performance per AU",
        bounds=(0.0, inf),
        doc="what an AU of load takes away through fatigue, at once",
        source=f"{_SOURCE}; k2 over p0",
    )
    initial_fitness: Number = at_opening("fitness trace")
    initial_fatigue: Number = at_opening("fatigue trace")
    convention: Convention = "clock"

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the traces of an even past, g = L/(1-a) for a mean daily load L. See the contract.

        Notes
        -----
        a = exp(-1/tau). Held by a load of L at each day's close; sampled the lagged way it reads a L/(1-a).
        """
        last_weeks = fitness if fatigue is None else fatigue
        return State(
            self.even_trace(fitness, "fitness", runs, days=self.fitness_days, own=self.initial_fitness),
            self.even_trace(last_weeks, "fatigue", runs, days=self.fatigue_days, own=self.initial_fatigue),
        )

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load. See the contract."""
        return State(
            state.fitness * decay(days, self.fitness_days) + load,
            state.fatigue * decay(days, self.fatigue_days) + load,
        )

    def read(self, state: State) -> Reading:
        """Return k1 g, k2 h, their difference, and the performance [unit], each (runs,)."""
        fitness, fatigue = self.fitness_gain * state.fitness, self.fatigue_gain * state.fatigue
        return Reading.above(self.baseline, fitness, fatigue)

    def influence(self, days: ArrayLike) -> FloatArray:
        """Return what one AU does to the performance so many days later [4]_.

        Parameters
        ----------
        days : [d, (n,)] time from the load to the race.

        Returns
        -------
        FloatArray
            [unit per AU, (n,), or (runs, n) for an ensemble] L(t) = k1 exp(-t/tau1) - k2 exp(-t/tau2).
        """
        later = np.asarray(days, dtype=np.float64)
        k1, k2, tau1, tau2 = map(column, (self.fitness_gain, self.fatigue_gain, self.fitness_days, self.fatigue_days))
        effect: FloatArray = k1 * np.exp(-later / tau1) - k2 * np.exp(-later / tau2)
        return effect

    @property
    def t_n(self) -> FloatArray:
        """Days before a race after which a load does more harm than good [4]_.

        t_n = tau1 tau2 / (tau1 - tau2) ln(k2/k1); 0 where a load never harms, nan unless tau1 > tau2.
        """
        return self._crossing(np.asarray(self.fatigue_gain), np.asarray(self.fitness_gain))

    @property
    def t_g(self) -> FloatArray:
        """Days before a race at which a load does most good [4]_.

        t_g = tau1 tau2 / (tau1 - tau2) ln(k2 tau1 / (k1 tau2)); 0 where that is race day, nan unless
        tau1 > tau2.
        """
        return self._crossing(
            np.asarray(self.fatigue_gain * self.fitness_days),
            np.asarray(self.fitness_gain * self.fatigue_days),
        )

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The two days of the influence curve."""
        return (
            Derived("t_n", self.t_n, "d", "before a race, after which a load does more harm than good"),
            Derived("t_g", self.t_g, "d", "before a race, at which a load does most good"),
        )

    def _crossing(self, above: FloatArray, below: FloatArray) -> FloatArray:
        tau1, tau2 = np.asarray(self.fitness_days), np.asarray(self.fatigue_days)
        with np.errstate(divide="ignore", invalid="ignore"):
            days = tau1 * tau2 / (tau1 - tau2) * np.log(above / below)
        return np.where(tau1 > tau2, np.maximum(days, 0.0), np.nan)
