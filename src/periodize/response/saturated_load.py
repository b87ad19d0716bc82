"""A load that counts for less the larger it is."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response.base import Convention, FloatArray, Number, State, response_model
from periodize.response.impulse_response import ImpulseResponse
from periodize.response.parameters import param

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

_SOURCE = "least squares on one cyclist, Clarke & Skiba 2013; see Notes"


@response_model
@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SaturatedLoad(ImpulseResponse):
    """The impulse response to a saturated load: small loads hardly count, large ones not in full (Hellard's idea).

    The defaults are those of **one published cyclist, not yours**, in percent of his untrained baseline: grade D.

    Parameters
    ----------
    fitness_days, fatigue_days : [d, > 0] time constants tau1, tau2.
    baseline : [unit, >= 0] performance p0 without training.
    fitness_gain, fatigue_gain : [unit per AU of saturated load, >= 0] k1, k2.
    initial_fitness, initial_fatigue : [AU, >= 0] see `ImpulseResponse`.
    unit : of the performance, and so of fitness, fatigue and form.
    convention : when a session counts; "inclusive", because the curve is one of daily loads.
    half_load : [AU, > 0] delta, the load that counts as itself.
    steepness : [> 0] gamma.

    Notes
    -----
    The impulse response, with the Hill function of the load in place of the load::

        w* = kappa w^gamma / (delta^gamma + w^gamma)        kappa = 2 delta

    kappa cannot be told from the gains, so it is fixed where a load of delta counts as itself. A paper's kappa_p
    and kappa_n are then gains, larger by kappa_p/(2 delta) and kappa_n/(2 delta).

    The default gains: least squares with the authors' time constants, delta 200 and gamma 1.55 of their sheet,
    inclusive, on the nine tests of the cyclist of [2]_: p0 261.6128 W, k1 0.2045362, k2 0.2549260, sum of squares
    26.81 W^2, where the load as it is leaves 20.25 W^2: this rider's days, 27 AU on average, do not saturate.

    Valid for an athlete whose parameters were calibrated with loads on both sides of delta.

    Trap: the function is written with delta^gamma or with delta alone below; here delta is a load. A day's
    sessions count as one load; on the convention "clock" each is saturated by itself, which is not the same.

    References
    ----------
    .. [1] Hellard et al. (2005), J Strength Cond Res 19:67-75. doi:10.1519/14853.1
    .. [2] Clarke & Skiba (2013), Adv Physiol Educ 37:134-152. doi:10.1152/advan.00078.2011

    Examples
    --------
    >>> SaturatedLoad().saturated([0.0, 100.0, 200.0, 1000.0]).round(2).tolist()
    [0.0, 101.83, 200.0, 369.51]
    """

    name: ClassVar[str] = "saturated-load"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    whose: ClassVar[str] = "one published cyclist"

    fitness_gain: Number = param(
        100 * 0.20453616850493556 / 261.6128221974614,
        unit="unit of the performance per AU of saturated load",
        bounds=(0.0, inf),
        doc="what an AU of saturated load adds through fitness, at once",
        source=_SOURCE,
    )
    fatigue_gain: Number = param(
        100 * 0.2549260299611473 / 261.6128221974614,
        unit="unit of the performance per AU of saturated load",
        bounds=(0.0, inf),
        doc="what an AU of saturated load takes away through fatigue, at once",
        source=_SOURCE,
    )
    half_load: Number = param(
        200.0,
        unit="AU",
        bounds=(0.0, 10_000.0),
        open_below=True,
        doc="load that counts as itself; much larger ones approach twice this",
        source="Clarke & Skiba 2013, the supplement's sheet 10; the upper bound is our choice",
    )
    steepness: Number = param(
        1.55,
        unit="1",
        bounds=(0.0, 20.0),
        open_below=True,
        doc="how sharply small loads are told from large ones",
        source="Clarke & Skiba 2013, the supplement's sheet 10; the upper bound is our choice",
    )
    convention: Convention = "inclusive"

    def saturated(self, load: ArrayLike) -> FloatArray:
        """Return what loads count as [AU], in the shape of the loads and the parameters together.

        Parameters
        ----------
        load : [AU, >= 0].
        """
        loads = np.asarray(load, dtype=np.float64)
        # as a ratio to delta, for no power of a load overflows then
        raised = (loads / self.half_load) ** self.steepness
        counted: FloatArray = 2 * self.half_load * raised / (1 + raised)
        return counted

    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the traces of an even past, L*/(1-a) for a mean daily load L. See the contract."""
        past = []
        for mean_load, name in ((fitness, "fitness"), (fatigue, "fatigue")):
            loads = self.even_load(mean_load, name, runs)
            past.append(None if mean_load is None else self.saturated(loads))
        # two arguments: with slots the class is made anew, and a bare super() would not know it
        return super(SaturatedLoad, self).initial(runs, fitness=past[0], fatigue=past[1])  # noqa: UP008

    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load, saturated. See the contract."""
        return super(SaturatedLoad, self).step(state, self.saturated(load), days)  # noqa: UP008
