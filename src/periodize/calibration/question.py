"""What chains ask of any response model: its free parameters with their priors, and how probable their values are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.calibration.observed import Observed, Precisions, precisions
from periodize.plain import dataclass
from periodize.response.parameters import parameters
from periodize.response.priors import LogNormal, Normal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from periodize.response.base import Convention, FloatArray, ResponseModel
    from periodize.response.parameters import Parameter
    from periodize.response.priors import Priors

TAU_SPREAD, GAIN_SPREAD, OTHER_SPREAD = 0.5, 0.8, 0.5
"""Standard deviations of ln(value / published value): of a time constant, of a gain, of anything else. The first two
as in `Priors`; the last is our choice."""


class Free(NamedTuple):
    """A parameter that is looked for: name, prior, sign of its values, bounds."""

    name: str
    prior: Normal | LogNormal
    sign: float
    bounds: tuple[float, float]

    def values(self, u: FloatArray) -> FloatArray:
        """Return values of the parameter from the coordinate in which its prior is normal."""
        return u if isinstance(self.prior, Normal) else self.sign * np.exp(np.clip(u, -700, 700))

    @property
    def middle(self) -> float:
        """Mean of the prior in that coordinate."""
        return self.prior.mean if isinstance(self.prior, Normal) else self.prior.log


def free_parameters(model: type[ResponseModel], priors: Priors) -> tuple[Free, ...]:
    """Return the parameters of a model that a calibration looks for, with their priors.

    Parameters
    ----------
    model : its published values are the medians of the priors; a value of 0 is left as it is.
    priors : of the baseline, which also tells the size of the performances.

    Notes
    -----
    Values in units of the performance are taken in proportion to the baseline; time constants, gains and the rest
    are log-normal about the published value, as wide as `TAU_SPREAD`, `GAIN_SPREAD` and `OTHER_SPREAD` say.
    """
    published = {p.name: p for p in parameters(model)}
    scale = priors.baseline.mean / float(published["baseline"].value)
    return tuple(
        _free(p, scale, priors) for p in published.values() if float(p.value) != 0 and not p.name.startswith("initial")
    )


def _free(parameter: Parameter, scale: float, priors: Priors) -> Free:
    if parameter.name == "baseline":
        return Free("baseline", priors.baseline, 1.0, parameter.bounds)
    value = float(parameter.value)
    spread = OTHER_SPREAD
    if parameter.unit.startswith("unit of the performance"):
        value, spread = value * scale, GAIN_SPREAD
    elif parameter.unit.startswith("d"):
        spread = TAU_SPREAD
    return Free(parameter.name, LogNormal(abs(value), spread), float(np.sign(value)), parameter.bounds)


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What the chains are asked: a model, the loads, the tests.

    Where a baseline is simply added to what training does, as in all members but one, it is integrated out.

    Parameters
    ----------
    model, convention : the member, and when its loads count.
    loads : [AU a day, (n_days,)] without gaps. past : [AU a day] mean daily load before them.
    days : (n_tests,) indices of the tests' days.
    tests, priors : what was measured, and what is believed before.
    unit : of the performances.
    free : what is looked for, but for the noise.
    """

    model: type[ResponseModel]
    convention: Convention
    loads: FloatArray
    past: float
    days: NDArray[np.intp]
    tests: Observed
    priors: Priors
    unit: str
    free: tuple[Free, ...] = ()

    def __post_init__(self) -> None:
        known = free_parameters(self.model, self.priors)
        if self._adds():
            known = tuple(f for f in known if f.name != "baseline")
        object.__setattr__(self, "free", known)

    def _adds(self) -> bool:
        """Whether a higher baseline raises every performance by as much."""
        low = min(parameter.value for parameter in parameters(self.model) if parameter.name == "baseline")
        first, second = self.performances({"baseline": np.array([low, low * 1.01])})
        return bool(np.allclose(second - first, 0.01 * low))

    def centre(self) -> tuple[FloatArray, FloatArray]:
        """Return mean and standard deviation of the prior in each coordinate: the parameters, ln(noise)."""
        noise = self.priors.noise
        middle, spread = [f.middle for f in self.free], [f.prior.sd for f in self.free]
        return np.array([*middle, noise.log]), np.array([*spread, noise.sd])

    def performances(self, values: Mapping[str, FloatArray]) -> FloatArray:
        """Return what the model says at the tests, (n, n_tests), for parameters of (n,)."""
        model = self.model(**values, unit=self.unit, convention=self.convention)  # type: ignore[call-arg]
        lagged = self.convention == "lagged"
        state = model.initial(model.runs, fitness=self.past)
        seen = {}
        wanted = set(self.days.tolist())
        for day in range(int(self.days.max()) + 1):
            state = model.step(state, 0.0 if lagged else float(self.loads[day]), 1.0)
            if day in wanted:
                seen[day] = model.read(state).performance
            if lagged:
                state = model.step(state, float(self.loads[day]), 0.0)
        return np.stack([seen[day] for day in self.days.tolist()], axis=1)

    def values(self, u: FloatArray) -> tuple[dict[str, FloatArray], FloatArray]:
        """Return parameters and noise, (n,) each, from coordinates (n, n_coordinates)."""
        found = {f.name: f.values(u[:, k]) for k, f in enumerate(self.free)}
        return found, np.exp(np.clip(u[:, -1], -700, 700))

    def allowed(self, u: FloatArray) -> NDArray[np.bool_]:
        """Return whether the model takes each of the coordinates (n, n_coordinates), fatigue being the shorter."""
        values, _ = self.values(u)
        inside = np.ones(len(u), dtype=bool)
        for f in self.free:
            inside &= (values[f.name] > f.bounds[0]) & (values[f.name] <= f.bounds[1])
        if {"fitness_days", "fatigue_days"} <= values.keys():
            inside &= values["fatigue_days"] < values["fitness_days"]
        if {"ceiling", "baseline"} <= values.keys():
            inside &= values["baseline"] <= values["ceiling"]
        return inside

    def log_density(self, u: FloatArray) -> FloatArray:
        """Return the log posterior at coordinates (n, n_coordinates); -inf where a value is not allowed."""
        middle, spread = self.centre()
        density = np.full(len(u), -np.inf)
        allowed = self.allowed(u)
        if not allowed.any():
            return density
        values, noise = self.values(u[allowed])
        with np.errstate(over="ignore", invalid="ignore"):
            likely = self._precisions(noise).rest(self.tests, self._above(values))
        believed = -0.5 * (((u[allowed] - middle) / spread) ** 2).sum(-1)
        density[allowed] = np.nan_to_num(likely + believed, nan=-np.inf)
        return density

    def draws(self, u: FloatArray, rng: np.random.Generator) -> tuple[dict[str, FloatArray], FloatArray, FloatArray]:
        """Return parameters and noise (n,), and baselines (n, n_events), of coordinates (n, n_coordinates)."""
        values, noise = self.values(u)
        baselines = self._precisions(noise).baselines(self._centred, self._above(values), rng)
        if "baseline" in values:
            baselines = baselines + values["baseline"][:, np.newaxis]
        baselines = np.maximum(baselines, 0.0)
        return {**values, "baseline": baselines[:, 0]}, noise, baselines

    @property
    def _centred(self) -> Observed:
        """The tests, with levels relative to the baseline where that is a coordinate."""
        sampled = any(f.name == "baseline" for f in self.free)
        return replace(self.tests, levels=self.tests.levels - self.tests.levels[0]) if sampled else self.tests

    def _above(self, values: Mapping[str, FloatArray]) -> FloatArray:
        """Return what of the tests neither the model nor the middle of the baselines explains, (n, n_tests)."""
        if "baseline" in values:
            return self._centred.above - self.performances(values)
        level = self.priors.baseline.mean
        n = len(next(iter(values.values())))
        return self.tests.above - (self.performances({**values, "baseline": np.full(n, level)}) - level)

    def _precisions(self, noise: FloatArray) -> Precisions:
        sds = self.priors.baseline.sd * self.tests.levels / self.tests.levels[0]
        if self._centred is not self.tests:
            sds[0] = 0.0
        return precisions(self.tests, noise, sds)
