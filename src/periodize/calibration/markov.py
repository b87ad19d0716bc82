"""The posterior of any response model, by Markov chains: emcee's ensembles of walkers.

For members that are not linear in anything, and as a check of the grid. The walkers of one ensemble depend on each
other, so convergence is judged between ensembles that do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.calibration.observed import Draws, Observed
from periodize.calibration.priors import LogNormal, Normal
from periodize.response.base import parameters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from periodize.calibration.priors import Priors
    from periodize.response.base import Convention, FloatArray, Parameter, ResponseModel

ENSEMBLES = 2
"""Independent ensembles: our choice, one against the other."""

WALKERS = 100
"""Walkers of an ensemble: our choice; more cost little, since a model takes them all at once."""

SEEDS, FITTINGS = 2000, 12
"""Draws by which the proposal is fitted to the posterior, and most times: our choice."""

FREEDOM = 5
"""Degrees of freedom of the proposal, heavier-tailed than the posterior: our choice."""

ROUND, MOST = 60, 960
"""Steps between two looks at convergence, and most steps of all: our choice."""

R_HAT, EFFECTIVE = 1.01, 400.0
"""Where chains have converged: Vehtari et al. (2021), Bayesian Anal 16:667-718. doi:10.1214/20-BA1221"""

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

    Parameters
    ----------
    model, convention : the member, and when its loads count.
    loads : [AU a day, (n_days,)] without gaps. past : [AU a day] mean daily load before them.
    days : (n_tests,) indices of the tests' days.
    tests, priors : what was measured, and what is believed before.
    unit : of the performances.
    """

    model: type[ResponseModel]
    convention: Convention
    loads: FloatArray
    past: float
    days: NDArray[np.intp]
    tests: Observed
    priors: Priors
    unit: str

    @property
    def free(self) -> tuple[Free, ...]:
        """What is looked for."""
        return free_parameters(self.model, self.priors)

    def centre(self) -> tuple[FloatArray, FloatArray]:
        """Return mean and standard deviation of the prior in each coordinate: parameters, offsets, ln(noise)."""
        offsets = self.tests.levels[1:]
        sds = self.priors.baseline.sd * offsets / self.tests.levels[0]
        middle = [*(f.middle for f in self.free), *offsets, self.priors.noise.log]
        return np.array(middle), np.array([*(f.prior.sd for f in self.free), *sds, self.priors.noise.sd])

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

    def draws_from_prior(self, n: int, rng: np.random.Generator) -> dict[str, FloatArray]:
        """Return draws of the parameters and of `noise` from their priors, (n,) each."""
        middle, spread = self.centre()
        values, _, noise = self.unpacked(middle + spread * rng.standard_normal((n, len(middle))))
        return {**values, "noise": noise}

    def unpacked(self, u: FloatArray) -> tuple[dict[str, FloatArray], FloatArray, FloatArray]:
        """Return parameters, baselines (n, n_events) and noise (n,) from coordinates (n, n_coordinates)."""
        free = self.free
        values = {f.name: f.values(u[:, k]) for k, f in enumerate(free)}
        baselines = np.column_stack([values["baseline"], u[:, len(free) : -1]])
        return values, baselines, np.exp(np.clip(u[:, -1], -700, 700))

    def allowed(self, u: FloatArray) -> NDArray[np.bool_]:
        """Return whether the model takes each of the coordinates (n, n_coordinates), fatigue being the shorter."""
        values, _, _ = self.unpacked(u)
        inside = np.ones(len(u), dtype=bool)
        for f in self.free:
            inside &= (values[f.name] > f.bounds[0]) & (values[f.name] <= f.bounds[1])
        if {"fitness_days", "fatigue_days"} <= values.keys():
            inside &= values["fatigue_days"] < values["fitness_days"]
        if "ceiling" in values:
            inside &= values["baseline"] <= values["ceiling"]
        return inside

    def log_density(self, u: FloatArray) -> FloatArray:
        """Return the log posterior at coordinates (n, n_coordinates); -inf where a value is not allowed."""
        middle, spread = self.centre()
        values, baselines, noise = self.unpacked(u)
        allowed = self.allowed(u)
        density = np.full(len(u), -np.inf)
        if not allowed.any():
            return density
        kept = {name: x[allowed] for name, x in values.items()}
        offsets = baselines[allowed] - baselines[allowed][:, :1]
        with np.errstate(over="ignore", invalid="ignore"):
            said = self.performances(kept) + offsets @ self.tests.members
            variance = noise[allowed][:, np.newaxis] ** 2 + self.tests.sd**2
            likely = -0.5 * ((self.tests.y - said) ** 2 / variance + np.log(variance)).sum(-1)
        believed = -0.5 * (((u[allowed] - middle) / spread) ** 2).sum(-1)
        density[allowed] = np.nan_to_num(likely + believed, nan=-np.inf)
        return density


def chains(question: Question, n: int, *, rng: np.random.Generator, tests_heard: bool = True) -> Draws:
    """Return draws from the posterior of any response model.

    Parameters
    ----------
    question : model, loads and tests.
    n : number of draws.
    rng : of the chains.
    tests_heard : False for draws in which the tests tell the level only, each draw of the prior being moved to it.

    Returns
    -------
    Draws
        with `effective` and `r_hat` of the chains; the caller says so where these have not converged.

    References
    ----------
    .. [1] Foreman-Mackey et al. (2013), Publ Astron Soc Pac 125:306-312. doi:10.1086/670067
    .. [2] ter Braak & Vrugt (2008), Stat Comput 18:435-446. doi:10.1007/s11222-008-9104-9
    """
    from emcee import EnsembleSampler
    from emcee.moves import DEMove, MHMove

    if not tests_heard:
        return _prior_alone(question, n, rng)
    bell, likely = _fitted(question, rng)
    moves = [(MHMove(bell.propose), 0.7), (DEMove(), 0.3)]
    samplers = []
    for _ in range(ENSEMBLES):
        sampler = EnsembleSampler(WALKERS, len(bell.middle), question.log_density, moves=moves, vectorize=True)
        sampler.random_state = np.random.RandomState(rng.integers(2**31)).get_state()
        sampler.run_mcmc(likely[rng.integers(len(likely), size=WALKERS)], ROUND, skip_initial_state_check=True)
        samplers.append(sampler)
    for steps in range(ROUND, MOST + 1, ROUND):
        kept = np.stack([s.get_chain(discard=steps // 4) for s in samplers])
        effective, r_hat = judged(kept)
        if (r_hat < R_HAT and effective > EFFECTIVE) or steps == MOST:
            break
        for sampler in samplers:
            sampler.run_mcmc(None, ROUND)
    flat = kept.reshape(-1, len(bell.middle))
    probable = np.stack([s.get_log_prob(discard=steps // 4) for s in samplers]).ravel()
    chosen = rng.integers(len(flat), size=n)
    values, baselines, noise = question.unpacked(flat[chosen])
    best = int(probable[chosen].argmax())
    return Draws(values, noise, baselines, effective=effective, evidence=0.0, best=best, r_hat=r_hat)


def _prior_alone(question: Question, n: int, rng: np.random.Generator) -> Draws:
    """Return draws from the prior that the bounds allow, with the baselines that suit the tests."""
    middle, spread = question.centre()
    u = np.empty((0, len(middle)))
    while len(u) < n:
        tried = middle + spread * rng.standard_normal((2 * n, len(middle)))
        u = np.concatenate([u, tried[question.allowed(tried)]])[:n]
    values, _, noise = question.unpacked(u)
    members = question.tests.members
    off = question.tests.y - (question.performances(values) - values["baseline"][:, np.newaxis])
    per_event = members.sum(axis=1)
    chance = noise[:, np.newaxis] / np.sqrt(per_event) * rng.standard_normal((n, len(per_event)))
    baselines = np.maximum(off @ members.T / per_event + chance, 0.0)
    return Draws({**values, "baseline": baselines[:, 0]}, noise, baselines, effective=float(n), evidence=0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Bell:
    """A multivariate t distribution from which steps are proposed wherever a walker stands.

    middle : (n_coordinates,). root : (n_coordinates, n_coordinates) lower triangle whose square is the spread.
    """

    middle: FloatArray
    root: FloatArray

    def draw(self, n: int, rng: np.random.Generator | np.random.RandomState) -> FloatArray:
        """Return draws (n, n_coordinates)."""
        z = rng.standard_normal((n, len(self.middle)))
        wide = np.sqrt(rng.chisquare(FREEDOM, n) / FREEDOM)
        found: FloatArray = self.middle + (z @ self.root.T) / wide[:, np.newaxis]
        return found

    def log_density(self, u: FloatArray) -> FloatArray:
        """Return the log density at coordinates (n, n_coordinates), up to a constant."""
        z = np.linalg.solve(self.root, (u - self.middle).T)
        found: FloatArray = -(FREEDOM + len(z)) / 2 * np.log1p((z**2).sum(axis=0) / FREEDOM)
        return found

    def propose(self, u: FloatArray, rng: np.random.RandomState) -> tuple[FloatArray, FloatArray]:
        """Return a step for each walker, and the log ratio of proposing it backwards and forwards."""
        new = self.draw(len(u), rng)
        return new, self.log_density(u) - self.log_density(new)


def _fitted(question: Question, rng: np.random.Generator) -> tuple[Bell, FloatArray]:
    """Return a bell that resembles the posterior, and draws near it; found from the prior in tempered steps."""
    middle, spread = question.centre()
    bell = Bell(middle, np.diag(spread))
    tried = bell.draw(SEEDS, rng)
    for _ in range(FITTINGS):
        log_weight = question.log_density(tried) - bell.log_density(tried)
        share, whole = _tempered(log_weight)
        middle = share @ tried
        away = tried - middle
        covariance: FloatArray = (share[:, np.newaxis] * away).T @ away + 1e-9 * np.diag(spread**2)
        bell = Bell(middle, np.asarray(np.linalg.cholesky(covariance), dtype=np.float64))
        likely = tried[rng.choice(SEEDS, SEEDS, p=share)]
        if whole:
            break
        tried = bell.draw(SEEDS, rng)
    return bell, likely


def _tempered(log_weight: FloatArray) -> tuple[FloatArray, bool]:
    """Return shares by the weights, and True; or by a power of them, such that a tenth of the draws count."""
    above = log_weight - log_weight.max()

    def share(power: float) -> FloatArray:
        powered = np.exp(power * above)
        found: FloatArray = powered / powered.sum()
        return found

    def enough(power: float) -> bool:
        return bool(1 / (share(power) ** 2).sum() >= len(above) / 10)

    if enough(1.0):
        return share(1.0), True
    low, high = 0.0, 1.0
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if enough(middle) else (low, middle)
    return share(low), False


def judged(kept: FloatArray) -> tuple[float, float]:
    """Return the number of independent draws and the split R-hat of ensembles, the worst of all coordinates.

    Parameters
    ----------
    kept : (n_ensembles, n_steps, n_walkers, n_coordinates).

    Notes
    -----
    The two halves of each ensemble are the sequences that R-hat compares, all walkers of a half together:
    between and within variance as in Gelman & Rubin (1992), doi:10.1214/ss/1177011136.
    """
    from emcee.autocorr import integrated_time

    _, steps, walkers, coordinates = kept.shape
    halves = np.concatenate([kept[:, : steps // 2], kept[:, steps - steps // 2 :]])
    flat = halves.reshape(len(halves), -1, coordinates)
    within = flat.var(axis=1, ddof=1).mean(axis=0)
    between = flat.mean(axis=1).var(axis=0, ddof=1)
    r_hat = float(np.sqrt(1 + between / within).max())
    with np.errstate(invalid="ignore", divide="ignore"):  # a walker that never moved
        times = [integrated_time(ensemble, quiet=True, tol=0) for ensemble in kept]
    effective = float(np.min(sum(steps * walkers / np.asarray(time) for time in times)))
    return (effective if np.isfinite(effective) else 0.0), r_hat
