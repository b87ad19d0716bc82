"""The posterior of any response model, by Markov chains: emcee's ensembles of walkers.

For members that are not linear in anything, and as a check of the grid. The walkers of one ensemble depend on each
other, so convergence is judged between ensembles that do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.observed import Draws
from periodize.plain import dataclass

if TYPE_CHECKING:
    from periodize.calibration.question import Question
    from periodize.response.base import FloatArray

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


def chains(question: Question, n: int, *, rng: np.random.Generator) -> Draws:
    """Return draws from the posterior of any response model.

    Parameters
    ----------
    question : model, loads and tests.
    n : number of draws.
    rng : of the chains.

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
    values, noise, baselines = question.draws(flat[chosen], rng)
    best = int(probable[chosen].argmax())
    return Draws(values, noise, baselines, effective=effective, evidence=0.0, best=best, r_hat=r_hat)


def _from_prior(question: Question, n: int, rng: np.random.Generator) -> FloatArray:
    """Return coordinates (n, n_coordinates) from the prior, those that the model takes."""
    middle, spread = question.centre()
    u = np.empty((0, len(middle)))
    while len(u) < n:
        tried = middle + spread * rng.standard_normal((2 * n, len(middle)))
        u = np.concatenate([u, tried[question.allowed(tried)]])[:n]
    return u


def prior_alone(question: Question, n: int, *, rng: np.random.Generator) -> Draws:
    """Return draws in which the tests tell the level only, for tests that are too few to say more.

    The first, and best, is the middle of the prior.
    """
    u = _from_prior(question, n, rng)
    u[0] = question.centre()[0]
    values, noise, baselines = question.draws(u, rng)
    return Draws(values, noise, baselines, effective=float(n), evidence=0.0, best=0)


def prior_draws(question: Question, n: int, *, rng: np.random.Generator) -> dict[str, FloatArray]:
    """Return draws of the parameters and of `noise` from their priors, (n,) each."""
    values, noise = question.values(_from_prior(question, n, rng))
    level = question.priors.baseline
    baseline = {"baseline": np.abs(level.mean + level.sd * rng.standard_normal(n))}
    return {**baseline, **values, "noise": noise}


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
    The two halves of each ensemble are the sequences that R-hat compares, all walkers of a half together, as in
    Gelman & Rubin (1992), doi:10.1214/ss/1177011136. The number of draws counts each walker as a chain, after
    Vehtari et al. (2021), doi:10.1214/20-BA1221, without their ranks: it is small while walkers disagree, where the
    autocorrelation within walkers alone would promise too much.
    """
    ensembles, steps, _, coordinates = kept.shape
    half = steps // 2
    halves = np.concatenate([kept[:, :half], kept[:, steps - half :]])
    flat = halves.reshape(2 * ensembles, -1, coordinates)
    between = flat.mean(axis=1).var(axis=0, ddof=1)
    r_hat = float(np.sqrt(1 + between / flat.var(axis=1, ddof=1).mean(axis=0)).max())
    chains_ = halves.transpose(3, 0, 2, 1).reshape(coordinates, -1, half)
    return min(effective(x) for x in chains_), r_hat


def effective(x: FloatArray) -> float:
    """Return how many independent draws the chains (n_chains, n_steps) are worth."""
    from emcee.autocorr import function_1d

    n_chains, steps = x.shape
    within = x.var(axis=1, ddof=1)
    total = within.mean() * (steps - 1) / steps + x.mean(axis=1).var(ddof=1)
    moving = within > 0
    # autocovariance of each chain; one that never moved has none
    shapes = np.array([function_1d(row) for row in x[moving]]) * within[moving, np.newaxis]
    correlation = 1 - (within.mean() - shapes.sum(axis=0) / n_chains) / total
    pairs = correlation[: steps // 2 * 2].reshape(-1, 2).sum(axis=1)
    # Geyer: sums of neighbours fall and stay above 0
    below = np.nonzero(pairs < 0)[0]
    kept = np.minimum.accumulate(pairs[: below[0] if below.size else None])
    return float(n_chains * steps / max(2 * kept.sum() - 1, 1 / np.log10(n_chains * steps)))
