"""What goes into a posterior, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.calibration.traces import Traces
    from periodize.response.base import FloatArray
    from periodize.response.priors import Priors


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Draws from a posterior, of equal weight.

    Parameters
    ----------
    values : parameter of the model -> (n,).
    noise : [unit, (n,)] scatter of the tests about the model.
    baselines : [unit, (n, n_events)]; the first is the model's own.
    effective : number of independent draws that these are worth.
    evidence : log probability of the tests under the priors, up to a constant that loads do not change.
    best : index of the most probable draw, where known.
    r_hat : of chains, the worst of all parameters; nan where the draws are independent.
    """

    values: dict[str, FloatArray]
    noise: FloatArray
    baselines: FloatArray
    effective: float
    evidence: float
    best: int | None = None
    r_hat: float = float("nan")

    def taken(self, index: NDArray[np.intp]) -> Draws:
        """Return some of the draws."""
        values = {name: x[index] for name, x in self.values.items()}
        return Draws(values, self.noise[index], self.baselines[index], self.effective, self.evidence, r_hat=self.r_hat)


@dataclass(frozen=True, slots=True, eq=False)
class Observed:
    """Tests with what is known of their precision.

    Parameters
    ----------
    y : [unit, (n_tests,)].
    sd : [unit, (n_tests,)] of the measurement itself, 0.0 where not known.
    members : (n_events, n_tests) 1.0 where a test belongs to an event.
    levels : [unit, (n_events,)] centre of each event's baseline in the prior, the first being `Priors.baseline`.
    """

    y: FloatArray
    sd: FloatArray
    members: FloatArray
    levels: FloatArray

    @property
    def above(self) -> FloatArray:
        """[unit, (n_tests,)] the tests as differences from the centres of their events."""
        found: FloatArray = self.y - self.levels @ self.members
        return found


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """All that a posterior is asked with: the traces of the loads at the tests, the tests, the priors."""

    traces: Traces
    tests: Observed
    priors: Priors

    @property
    def baseline_sds(self) -> FloatArray:
        """[unit, (n_events,)] prior standard deviation of each event's baseline, in proportion to its level."""
        found: FloatArray = self.priors.baseline.sd * self.tests.levels / self.tests.levels[0]
        return found

    def precisions(self, noise: FloatArray) -> Precisions:
        """Return how sharply the tests speak at each noise [unit, (...,)]."""
        return precisions(self.tests, noise, self.baseline_sds)


@dataclass(frozen=True, slots=True, eq=False)
class Precisions:
    """Weights of the tests with the baselines integrated out.

    Parameters
    ----------
    weights : (..., n_tests) one over each test's variance.
    taken : (..., n_events) variance of each baseline, once the tests are known.
    log_det : (...,) half the logarithm of the determinant of the tests' joint precision.
    """

    weights: FloatArray
    taken: FloatArray
    log_det: FloatArray

    def rest(self, tests: Observed, above: FloatArray) -> FloatArray:
        """Return the log density of the tests, up to a constant, from what is not explained of them (..., n_tests)."""
        away = (self.weights * above) @ tests.members.T
        found: FloatArray = self.log_det - 0.5 * ((self.weights * above**2).sum(-1) - (self.taken * away**2).sum(-1))
        return found

    def baselines(self, tests: Observed, above: FloatArray, rng: np.random.Generator) -> FloatArray:
        """Return draws of the baselines (n, n_events) given what is not explained of the tests (n, n_tests)."""
        away = (self.weights * above) @ tests.members.T * self.taken
        found: FloatArray = tests.levels + away + np.sqrt(self.taken) * rng.standard_normal(away.shape)
        return found


def precisions(tests: Observed, noise: FloatArray, sds: FloatArray) -> Precisions:
    """Return how sharply the tests speak at each noise [unit, (...,)], for baselines as wide as `sds`; 0 fixes one."""
    weights = 1 / (noise[..., np.newaxis] ** 2 + tests.sd**2)
    total = weights @ tests.members.T
    log_det = 0.5 * np.log(weights).sum(-1) - 0.5 * np.log1p(sds**2 * total).sum(-1)
    return Precisions(weights, sds**2 / (1 + sds**2 * total), log_det)
