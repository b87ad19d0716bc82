"""Load that feeds two buffers, and an athlete who collapses when one of them runs over."""

from __future__ import annotations

from math import floor, inf
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
    ResponseModel,
    State,
    response_model,
)
from periodize.response.parameters import ParameterError, param, percent_baseline

_EXAMPLE = "worked example of the program traipor, nobody's measurement"
_ROUNDING = 1e-9
"""[d] what may be missing of a day after the clock's fractions were added up."""


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PerPot(PerformanceModel):
    """Perl's performance potential: strain and response flow from the same load, and strain may overflow.

    The defaults are those of **a worked example, nobody's measurement**, with a load scale of our choice: grade D.

    Parameters
    ----------
    strain_days, response_days : [d, >= 1] delays DS, DR of the two flows.
    baseline : [unit, >= 0] performance with both buffers empty.
    overflow_days : [d, >= 1] delay DSO with which overflowing strain takes performance away.
    full_load : [AU, > 0] load that fills a buffer at once.
    ceiling : [unit, > 0] performance of a potential of 1; not below the baseline.
    unit : of the performance, and so of fitness, fatigue and form.
    convention : when a session counts.

    Notes
    -----
    In each step of one day, with loads as shares of `full_load` and performances as shares of `ceiling`::

        SP += w                                 RP += w
        SR = min(1, SP, max(0, PP))/DS          RR = min(1, RP, 1 - PP)/DR
        OR = max(0, SP - 1)/DSO
        SP -= SR + OR                           RP -= RR
        PP += RR - SR - OR

    The model is one of whole days and stays so: a load joins the buffers SP and RP when it comes, and the flows
    run when a day since the initial state is complete, whatever the lengths of the steps. In between the potential
    PP stands still. So it takes a day until a load shows, on every convention; "clock", the default, counts the
    sessions of a day in that day's flows, as the original does.

    Fitness is what the response buffer will still add, fatigue what the strain buffer will still take away, and
    form their balance: what is to come, not what is there.

    The clamp: PP may fall below 0, as in traipor's Python version, and recovers from there; a performance is never
    read below 0, as in its JavaScript version, which holds PP itself at 0.

    SP > 1 is the overflow. PP + RP - SP never changes, so training leaves nothing behind once both buffers are
    empty: the model tells of overload and recovery, not of an athlete who becomes better over years.

    Valid for loads well below `full_load`; the same load every day can be held up to full_load/DR.

    Trap: without load and performance scaled as in the calibration the numbers mean nothing. Usual are 1.25 times
    the largest daily load and 1.5 times the best performance of the record.

    References
    ----------
    .. [1] Perl (2004), Int J Perform Anal Sport 4:61-73, "PerPot: a meta-model and software tool for analysis and
       optimisation of load-performance-interaction".
    .. [2] Pfeiffer (2008), Int J Comput Sci Sport 7:13-32, a comparison with the impulse response.

    Examples
    --------
    >>> model = PerPot(full_load=1.0, ceiling=1.0, baseline=0.2)
    >>> state = model.step(model.initial(1), 1.0, 0.0)
    >>> round(float(model.read(model.step(state, 0.0, 1.0)).performance[0]), 6)
    0.266667
    """

    name: ClassVar[str] = "perpot"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    form_of: ClassVar[FormOf] = "now"
    whose: ClassVar[str] = "a worked example"

    strain_days: Number = param(
        3.0,
        unit="d",
        bounds=(1.0, 365.0),
        doc="delay with which strain takes performance away",
        source=f"{_EXAMPLE}; the bounds are our choice",
    )
    response_days: Number = param(
        6.0,
        unit="d",
        bounds=(1.0, 365.0),
        doc="delay with which response adds performance",
        source=f"{_EXAMPLE}; the bounds are our choice",
    )
    baseline: Number = percent_baseline("performance with both buffers empty")
    overflow_days: Number = param(
        1.5,
        unit="d",
        bounds=(1.0, 365.0),
        doc="delay with which overflowing strain takes performance away",
        source=f"{_EXAMPLE}; the bounds are our choice",
    )
    full_load: Number = param(
        1000.0,
        unit="AU",
        bounds=(0.0, inf),
        open_below=True,
        doc="load that fills a buffer at once",
        source="our choice: with the example's delays 111 AU a day are then the load that gives most",
    )
    ceiling: Number = param(
        500.0,
        unit="unit of the performance",
        bounds=(0.0, inf),
        open_below=True,
        doc="performance of a potential of 1",
        source=f"{_EXAMPLE}: its potential begins at 0.2",
    )
    convention: Convention = "clock"

    def __post_init__(self) -> None:
        ResponseModel.__post_init__(self)
        if not np.all(np.asarray(self.baseline) <= self.ceiling):
            raise ParameterError("ceiling", np.asarray(self.ceiling), ">= the baseline")

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return buffers and potential that the same load every day holds. See the contract.

        `fatigue` seeds the strain buffer alone.

        Raises
        ------
        ParameterError
            if a mean load is more than can be held, full_load/DR.

        Notes
        -----
        PP = min(max(PP0 - (DR - DS) w, DS w), 1 - DR w). A buffer whose own flow sets the pace holds DS w or DR w;
        where PP sets the pace, the balance PP + RP - SP = PP0 tells what it holds, and with SP > 1 the overflow.
        """
        response, _, potential = self._even(fitness, "fitness", runs)
        _, strain, _ = self._even(fitness if fatigue is None else fatigue, "fatigue", runs)
        return State(response, strain, (potential, np.zeros(runs)))

    def _even(self, mean_load: Number | None, name: str, runs: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return RP, SP and PP under an even load."""
        load = self.even_load(mean_load, name, runs) / self.full_load
        if not (load * self.response_days <= 1).all():
            most = np.min(self.full_load / np.asarray(self.response_days))
            raise ParameterError(name, np.asarray(mean_load), f"<= {most:g}, the most that {self.name} can hold")
        strained, responding = self.strain_days * load, self.response_days * load
        start = self.baseline / self.ceiling
        highest = 1 - responding
        free = start - responding + strained
        potential = np.minimum(np.maximum(free, strained), highest)
        # what the potential lets through; the rest runs over
        overflowing = 1 + self.overflow_days * (load - potential / self.strain_days)
        strain = np.where(potential < strained, overflowing, strained)
        strain = np.where((strained > free) & (strained <= highest), strained + responding - start, strain)
        response = np.where(potential < highest, responding, np.maximum(start + strain - potential, responding))
        return response, strain, np.asarray(potential)

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load. See the contract; the flows run as whole days are complete."""
        if not days >= 0:
            raise ParameterError("days", days, ">= 0")
        response, strain = state.fitness, state.fatigue
        potential, since = state.further
        passed = float(since[0]) + days
        whole = floor(passed + _ROUNDING)
        for _ in range(whole):
            rising = np.minimum(np.minimum(1.0, response), 1 - potential) / self.response_days
            falling = np.minimum(np.minimum(1.0, strain), np.maximum(0.0, potential)) / self.strain_days
            falling = falling + np.maximum(0.0, strain - 1) / self.overflow_days
            response, strain, potential = response - rising, strain - falling, potential + (rising - falling)
        share = load / self.full_load
        # an unknown load is unknown at once, not when it shows
        potential = potential + 0.0 * share
        return State(response + share, strain + share, (potential, np.full_like(since, passed - whole)))

    def read(self, state: State) -> Reading:
        """Return what is to come, for better and worse, and the performance, never below 0 [unit], each (runs,)."""
        fitness, fatigue = self.ceiling * state.fitness, self.ceiling * state.fatigue
        return Reading(fitness, fatigue, fitness - fatigue, self.ceiling * np.maximum(state.further[0], 0.0))

    @property
    def optimal_load(self) -> FloatArray:
        """Daily load that holds the highest performance, full_load/(DS + DR) [AU a day].

        nan where the performance without training is higher than that load's, DS/(DS + DR) of the ceiling.
        """
        both = np.asarray(self.strain_days + self.response_days)
        better = self.strain_days / both > self.baseline / self.ceiling
        return np.where(better, self.full_load / both, np.nan)

    @property
    def derived(self) -> tuple[Derived, ...]:
        """The loads that can be held."""
        most = self.full_load / self.response_days
        return (
            Derived("optimal_load", self.optimal_load, "AU a day", "daily load that gives most, if it never changes"),
            Derived("highest_load", most, "AU a day", "daily load that can just be held without end"),
        )
