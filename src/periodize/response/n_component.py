"""As many traces as the data may ask for, each with a gain of either sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, TypedDict

import numpy as np

from periodize.plain import dataclass
from periodize.response.base import (
    Convention,
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
_OFF = "our choice: the fourth component is off"


class _Told(TypedDict):
    """What the parameters of one kind share."""

    unit: str
    bounds: tuple[float, float]
    doc: str


_DOC = "time constant of this component"
_GAIN: _Told = {
    "unit": "unit of the performance per AU",
    "bounds": (-1000.0, 1000.0),
    "doc": "what an AU of load adds through this component, at once; 0 turns it off",
}


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NComponent(PerformanceModel):
    """Up to four exponential components of one load, each with its time constant and a gain of either sign.

    The defaults are the fitness-delay model of **one published swimmer, not yours**, written as three components:
    grade D. Four is our choice; nobody has shown that data ask for more than two.

    Parameters
    ----------
    days_1, days_2, days_3, days_4 : [d, > 0] time constants tau.
    baseline : [unit, >= 0] performance p0 without training.
    gain_1, gain_2, gain_3, gain_4 : [unit per AU] k; 0 turns a component off.
    initial_1, initial_2, initial_3, initial_4 : [AU, >= 0] traces at the opening of the first day, where no load of
        the past is told.
    unit : of the performance, and so of fitness, fatigue and form.
    convention : when a session counts.

    Notes
    -----
    ::

        p = p0 + sum over r of k_r g_r        g_r' = w - g_r/tau_r

    Fitness is the sum of the components with a positive gain, fatigue that of the others, without its sign. Each
    trace decays exactly between loads.

    Valid for an athlete whose parameters were calibrated; linear and without a ceiling, as the impulse response.

    Trap: more components always fit better. Compared by what they explain for the parameters that they take,
    two were the most that paid in [2]_; components with near time constants cancel, and their gains run away.

    References
    ----------
    .. [1] Calvert et al. (1976), IEEE Trans Syst Man Cybern 6:94-102. doi:10.1109/TSMC.1976.5409179
    .. [2] Busso, Carasso & Lacour (1991), J Appl Physiol 71:2044-9. doi:10.1152/jappl.1991.71.5.2044

    Examples
    --------
    >>> from periodize.response import respond
    >>> alone = NComponent(days_1=15.0, gain_1=1.0, gain_2=0.0, gain_3=0.0, baseline=0.0)
    >>> respond([10.0, 0, 0, 20], model=alone).one("performance").round(3).tolist()
    [10.0, 9.355, 8.752, 28.187]
    """

    name: ClassVar[str] = "n-component"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    form_of: ClassVar[FormOf] = "now"
    whose: ClassVar[str] = "one published swimmer"

    days_1: Number = time_constant(50.0, doc=_DOC, source=_SOURCE)
    days_2: Number = time_constant(5.0, doc=_DOC, source=_SOURCE)
    days_3: Number = time_constant(15.0, doc=_DOC, source=_SOURCE)
    days_4: Number = time_constant(2.0, doc=_DOC, source=_OFF)
    baseline: Number = percent_baseline()
    gain_1: Number = param(
        100 * 0.0075 / 66.5, **_GAIN, source=f"{_SOURCE}; 0.0075 s over 66.5 s; the bounds are our choice"
    )
    gain_2: Number = param(
        -100 * 0.0075 / 66.5, **_GAIN, source=f"{_SOURCE}; 0.0075 s over 66.5 s; the bounds are our choice"
    )
    gain_3: Number = param(
        -100 * 0.015 / 66.5, **_GAIN, source=f"{_SOURCE}; 0.015 s over 66.5 s; the bounds are our choice"
    )
    gain_4: Number = param(0.0, **_GAIN, source=f"{_OFF}; the bounds are our choice")
    initial_1: Number = at_opening("this component's trace")
    initial_2: Number = at_opening("this component's trace")
    initial_3: Number = at_opening("this component's trace")
    initial_4: Number = at_opening("this component's trace")
    convention: Convention = "clock"

    @property
    def _taus(self) -> tuple[Number, ...]:
        return self.days_1, self.days_2, self.days_3, self.days_4

    @property
    def _gains(self) -> tuple[Number, ...]:
        return self.gain_1, self.gain_2, self.gain_3, self.gain_4

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the traces of an even past, each L/(1-a); `fatigue` seeds those with a negative gain.

        See the contract.
        """
        last_weeks = fitness if fatigue is None else fatigue
        traces = []
        own = (self.initial_1, self.initial_2, self.initial_3, self.initial_4)
        for tau, gain, first in zip(self._taus, self._gains, own, strict=True):
            long = self.even_trace(fitness, "fitness", runs, days=tau, own=first)
            short = self.even_trace(last_weeks, "fatigue", runs, days=tau, own=first)
            traces.append(np.where(np.asarray(gain) < 0, short, long))
        return State(traces[0], traces[1], tuple(traces[2:]))

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load. See the contract."""
        traces = (state.fitness, state.fatigue, *state.further)
        first, second, *others = (
            trace * decay(days, tau) + load for trace, tau in zip(traces, self._taus, strict=True)
        )
        return State(first, second, tuple(others))

    def read(self, state: State) -> Reading:
        """Return what adds, what takes away, their difference, and the performance [unit], each (runs,)."""
        traces = (state.fitness, state.fatigue, *state.further)
        fitness = sum(np.maximum(gain, 0.0) * trace for gain, trace in zip(self._gains, traces, strict=True))
        fatigue = sum(np.maximum(-gain, 0.0) * trace for gain, trace in zip(self._gains, traces, strict=True))
        return Reading.above(self.baseline, np.asarray(fitness), np.asarray(fatigue))

    def influence(self, days: ArrayLike) -> FloatArray:
        """Return what one AU does to the performance so many days later.

        Parameters
        ----------
        days : [d, (n,)] time from the load to the race.

        Returns
        -------
        FloatArray
            [unit per AU, (n,), or (runs, n) for an ensemble] L(t) = sum of k_r exp(-t/tau_r).
        """
        later = np.asarray(days, dtype=np.float64)
        pairs = zip(self._gains, self._taus, strict=True)
        effect: FloatArray = sum(
            (column(gain) * np.exp(-later / column(tau)) for gain, tau in pairs), start=np.zeros_like(later)
        )
        return effect
