"""What a response model is, and the list of them.

A model turns loads into fitness, fatigue, form and performance. It knows nothing of plans, files or clocks:
time passes, then a load is absorbed. A member is one file with one frozen dataclass whose fields are made by
`param`, the decorator `@response_model`, and one line in `__init__.py`.

When a session counts: the field `convention`
---------------------------------------------
The literature has three answers, and the parameters of one do not fit the data of another.

inclusive
    in full at the close of its own day: g(n) = a g(n-1) + w(n) (Calvert 1976, Clarke & Skiba 2013,
    GoldenCheetah, the performance management chart).
lagged
    at the opening of the next day: g(n) = a [g(n-1) + w(n-1)] (Morton 1990, Busso 1994). A lagged day is the
    inclusive day before it, decayed once: g_lag(n) = a g_incl(n-1).
clock
    at its own time of day, the continuous equation g' = w - g/tau. With daily totals alone nobody knows that
    time; a load then counts at the close of its day, as inclusive.

`step` takes any fraction of a day, and a step cut in two changes nothing: a member decays exactly between loads,
or, if it is a model of whole days, keeps count of them in its state. It is the same in all three conventions.
Whoever drives it keeps the convention: inclusive gathers a day's loads, absorbs them at the day's close, and then
samples; lagged samples at the close and then absorbs; clock absorbs each load when it happens.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import lru_cache
from math import exp
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from periodize.plain import dataclass
from periodize.registry import Registry
from periodize.response.parameters import ParameterError, parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

FloatArray: TypeAlias = NDArray[np.float64]
Number: TypeAlias = float | FloatArray
"""A scalar, or (runs,): one value for each member of an ensemble."""

Convention: TypeAlias = Literal["inclusive", "lagged", "clock"]
CONVENTIONS: tuple[Convention, ...] = ("inclusive", "lagged", "clock")

FormOf: TypeAlias = Literal["yesterday", "now"]


class State(NamedTuple):
    """What a model carries from one instant to the next, each (runs,).

    `further` holds components beyond two; only the model that made them reads them.
    """

    fitness: FloatArray
    fatigue: FloatArray
    further: tuple[FloatArray, ...] = ()


class Reading(NamedTuple):
    """What a model says at one instant, each (runs,). `form` is the difference at that same instant."""

    fitness: FloatArray
    fatigue: FloatArray
    form: FloatArray
    performance: FloatArray

    @classmethod
    def above(cls, baseline: Number, fitness: FloatArray, fatigue: FloatArray) -> Reading:
        """Return the reading of a performance that is a baseline and the difference of two, in one unit."""
        form = fitness - fatigue
        return cls(fitness, fatigue, form, baseline + form)


class Derived(NamedTuple):
    """A quantity that follows from a model's parameters: a scalar or (runs,), nan where it does not exist."""

    name: str
    value: Number
    unit: str
    doc: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ResponseModel(ABC):
    """The contract of a response model.

    A model is immutable. Its parameters are scalars, or (runs,) arrays where a calibration gave an ensemble.
    Loads are in AU, 100 for an hour at threshold; time is in days, of any fraction.

    Parameters
    ----------
    convention : when a session counts; see the module's docstring.

    Raises
    ------
    ParameterError
        if a parameter lies outside its bounds, or the convention is none of the three.
    """

    name: ClassVar[str]
    """Key in the registry and in a plan's `model:`."""
    evidence: ClassVar[Literal["A", "B", "C", "D"]]
    """Grade of the default parameters' forecasts; reports show it."""
    form_of: ClassVar[FormOf]
    """Whether a day's form is that of the day before ("yesterday") or of the same instant ("now")."""
    whose: ClassVar[str] = "other athletes"
    """Who gave the default parameters, for the reports that show what comes of them."""

    convention: Convention = "clock"

    def __post_init__(self) -> None:
        if self.convention not in CONVENTIONS:
            raise ParameterError("convention", self.convention, f"one of {', '.join(CONVENTIONS)}")
        for parameter in parameters(self):
            parameter.check()
        lengths = {len(p.value) for p in parameters(self) if isinstance(p.value, np.ndarray) and p.value.ndim}
        if len(lengths) > 1:
            raise ParameterError("runs", sorted(lengths), "the same length in every parameter")

    @property
    def runs(self) -> int:
        """Members of the ensemble; 1 for scalar parameters."""
        return max(np.size(p.value) for p in parameters(self))

    @property
    @abstractmethod
    def units(self) -> Mapping[str, str]:
        """Units of the series that are not in AU a day."""

    @property
    def defaults(self) -> str:
        """What a report says of the default parameters."""
        return f"{self.name} with the parameters of {self.whose}"

    @property
    def derived(self) -> tuple[Derived, ...]:
        """What follows from the parameters, for reports; none unless a member says so."""
        return ()

    @abstractmethod
    def initial(self, runs: int, *, fitness: Number | None = None, fatigue: Number | None = None) -> State:
        """Return the state of an athlete who has been training evenly.

        Parameters
        ----------
        runs : number of runs, or a multiple of an ensemble of one.
        fitness : [AU a day, >= 0] mean daily load of the long past; None: no training at all, or the model's own
            initial components where it has them.
        fatigue : [AU a day, >= 0] mean daily load of the last weeks; None: the same as `fitness`.

        Returns
        -------
        State
            at the opening of the first day, with everything before it absorbed, so that the same load a day,
            taken at each day's close, changes nothing. A caller that does not know the past says "assumed".

        Raises
        ------
        ParameterError
            if a load is negative, or `runs` is not the number of members of the model's ensemble.
        """

    @abstractmethod
    def step(self, state: State, load: Number, days: float) -> State:
        """Let time pass, then absorb a load.

        Parameters
        ----------
        state : where the athlete stands.
        load : [AU, scalar or (runs,)]; 0.0 for none. nan makes everything after it nan: unknown is not rest.
        days : [d, >= 0] time since `state`, of any fraction.

        Returns
        -------
        State
            a new one; the one given stays as it was.

        Raises
        ------
        ParameterError
            if `days` is negative.
        """

    @abstractmethod
    def read(self, state: State) -> Reading:
        """Return fitness, fatigue, form and performance at this instant, each (runs,)."""

    def steady(self, load: ArrayLike) -> Reading:
        """Return what the same load, day after day without end, comes to at each day's close.

        Parameters
        ----------
        load : [AU a day, scalar or (n,), >= 0] daily loads; (runs,) for an ensemble.

        Returns
        -------
        Reading
            each (n,).
        """
        loads = np.atleast_1d(np.asarray(load, dtype=np.float64))
        state = self.initial(max(loads.size, self.runs), fitness=loads)
        # a lagged day is sampled before its own load
        return self.read(self.step(state, 0.0, 1.0) if self.convention == "lagged" else state)

    def even_trace(
        self, mean_load: Number | None, name: str, runs: int, *, days: Number, own: Number = 0.0
    ) -> FloatArray:
        """Return an exponential trace as an even past holds it, L/(1-a); where no load is told, the model's own.

        Parameters
        ----------
        mean_load, name, runs : see `even_load`.
        days : [d] time constant, a = exp(-1/days).
        own : [AU, >= 0] the initial component that a calibration found.
        """
        loads = self.even_load(mean_load, name, runs)
        if mean_load is None:
            return np.array(np.broadcast_to(own, (runs,)), dtype=np.float64)
        return loads / (1 - decay(1.0, days))

    def performance(self, loads: ArrayLike, *, fitness: Number | None = None) -> FloatArray:
        """Return the performance at each day's close under daily loads.

        Parameters
        ----------
        loads : [AU a day, (n_days,) or (n_runs, n_days), >= 0] a rest day is 0.0.
        fitness : [AU a day, >= 0] mean daily load of the long past; None: no training, or the model's own initial
            components.

        Returns
        -------
        FloatArray
            (n_days,), or (n_runs, n_days) for several runs, in the unit of the model.

        Raises
        ------
        LoadError
            if a load is unknown, negative or endless.

        Examples
        --------
        >>> from periodize.response import ImpulseResponse
        >>> ImpulseResponse().performance([100.0, 0.0]).shape
        (2,)
        """
        from periodize.response.respond import respond

        found = respond(loads, model=self, fitness=fitness, fatigue=None).series["performance"]
        only: FloatArray = found[0] if found.shape[0] == 1 and np.ndim(loads) < 2 else found
        return only

    def even_load(self, mean_load: Number | None, name: str, runs: int) -> FloatArray:
        """Return a mean daily load as (runs,), checked; what `initial` of a member starts from."""
        if self.runs not in {1, runs}:
            raise ParameterError("runs", runs, f"{self.runs}, as many as the model's parameters have")
        loads = np.asarray(0.0 if mean_load is None else mean_load, dtype=np.float64)
        if not (loads >= 0).all():
            raise ParameterError(name, loads, ">= 0")
        return np.array(np.broadcast_to(loads, (runs,)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PerformanceModel(ResponseModel):
    """A model of which fitness, fatigue and form are in the unit of the performance too.

    Parameters
    ----------
    unit : of all four series.
    """

    unit: str = "% of baseline"

    @property
    def units(self) -> Mapping[str, str]:
        """All four series are in the unit of the performance."""
        return dict.fromkeys(("fitness", "fatigue", "form", "performance"), self.unit)


MODELS: Registry[type[ResponseModel]] = Registry("response model", group="periodize.response")
"""Every response model, by name."""

M = TypeVar("M", bound=ResponseModel)


def response_model(cls: type[M]) -> type[M]:
    """List a model in `MODELS` under its name; stands above its dataclass decorator."""
    MODELS.add(cls.name, cls)
    return cls


def decay(days: float, tau: Number) -> Number:
    """Return exp(-days/tau), the share of an exponential component that is left after some days.

    Parameters
    ----------
    days : [d, >= 0] time that passes.
    tau : [d, scalar or (runs,)] time constant.

    Raises
    ------
    ParameterError
        if `days` is negative.
    """
    if not days >= 0:
        raise ParameterError("days", days, ">= 0")
    if isinstance(tau, float):
        return exp(-days / tau)  # four times as quick as numpy's on a scalar
    if isinstance(tau, np.ndarray) and not tau.flags.writeable:
        return _left(days, _Fixed(tau))
    left: Number = np.exp(-days / tau)
    return left


class _Fixed(NamedTuple):
    """Time constants that nobody changes, known by where they are."""

    tau: FloatArray

    def __hash__(self) -> int:
        return id(self.tau)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Fixed) and self.tau is other.tau


@lru_cache(maxsize=128)  # sessions have their hours, so an ensemble meets few intervals; the number is our choice
def _left(days: float, fixed: _Fixed) -> FloatArray:
    left: FloatArray = np.exp(-days / fixed.tau)
    left.flags.writeable = False
    return left


def column(value: Number) -> FloatArray:
    """Return a parameter so that it spreads over days: a scalar as it is, (runs,) as (runs, 1)."""
    values = np.asarray(value, dtype=np.float64)
    return values[..., np.newaxis] if values.ndim else values


def shift_form(model: ResponseModel, before: Reading, form: FloatArray) -> FloatArray:
    """Return the form that a day shows, from the differences that were sampled at each day's close.

    Parameters
    ----------
    model : its `form_of` decides.
    before : reading of the initial state, at the opening of the first day.
    form : (runs, n_days) difference of fitness and fatigue at each sample.

    Returns
    -------
    FloatArray
        (runs, n_days): the day before's difference where the model says "yesterday", else `form` itself.

    Notes
    -----
    The chart's form is that of the morning, before the day's own session. A lagged sample leaves that session
    out already, so it is not shifted a second time.
    """
    if model.form_of == "now" or model.convention == "lagged" or not form.shape[-1]:
        return form
    first = np.broadcast_to(before.form, form.shape[:1])[:, np.newaxis]
    return np.concatenate([first, form[:, :-1]], axis=1)
