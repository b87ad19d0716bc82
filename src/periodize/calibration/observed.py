"""What goes into a posterior, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.calibration.priors import Priors
    from periodize.calibration.traces import Traces
    from periodize.response.base import FloatArray


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

    def precisions(self, noise: FloatArray) -> Precisions:
        """Return how sharply the tests speak at each noise [unit, (...,)]."""
        tests = self.tests
        weights = 1 / (noise[..., np.newaxis] ** 2 + tests.sd**2)
        total = weights @ tests.members.T
        sds = self.priors.baseline.sd * tests.levels / tests.levels[0]
        log_det = 0.5 * np.log(weights).sum(-1) - 0.5 * np.log1p(sds**2 * total).sum(-1)
        return Precisions(weights, 1 / (total + sds**-2.0), log_det)


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
