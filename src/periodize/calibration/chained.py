"""The calibration of any other response model, by Markov chains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.honesty import learned, left_out, one_ahead
from periodize.calibration.markov import chains, prior_alone, prior_draws
from periodize.calibration.question import Question
from periodize.calibration.result import Calibration, Pasts

if TYPE_CHECKING:
    from periodize.calibration.observed import Draws
    from periodize.calibration.task import Task
    from periodize.response.base import FloatArray


def chained(task: Task) -> Calibration:
    """Calibrate by Markov chains; unknown loads are taken at the mean of those near them.

    Notes
    -----
    Each test's forecast from all others weighs the draws by one over the test's own likelihood, cut at the root of
    their number (Ionides 2008); draws that have not heard the tests have no such weights. Forecasts from the tests
    before would need chains for each, and are not made.
    """
    material = task.material
    past = task.early_load if task.past is None else task.past
    question = Question(
        task.model,
        task.convention,
        task.loads,
        past,
        material.days,
        task.observed(),
        task.priors,
        material.scale.unit,
    )
    draws = (prior_alone if task.few else chains)(question, task.draws, rng=task.rng)
    best = draws.best or 0
    said = _said(question, draws)
    unknown = np.full(len(material.y), np.nan)
    values = {name: float(x[best]) for name, x in draws.values.items()}
    return Calibration(
        model=task.model(**values, unit=material.scale.unit, convention=task.convention),  # type: ignore[call-arg]
        fit_past=past,
        draws=draws,
        pasts=Pasts(task.loads[np.newaxis], np.array([past]), np.zeros(task.draws, dtype=np.intp)),
        material=material,
        left_out=left_out(material, unknown if task.few else _from_others(question, draws, said)),
        one_ahead=one_ahead(material, unknown),
        flags=(),
        learned=learned(draws, prior_draws(question, task.draws, rng=task.rng)),
        squares=float(((material.y - said[best]) ** 2).sum()),
        priors_only=task.few,
        fewest=task.fewest,
    )


def _said(question: Question, draws: Draws) -> FloatArray:
    """Return what each draw says at each test, (n, n_tests)."""
    offsets = draws.baselines - draws.baselines[:, :1]
    found: FloatArray = question.performances(draws.values) + offsets @ question.tests.members
    return found


def _from_others(question: Question, draws: Draws, said: FloatArray) -> FloatArray:
    variance = draws.noise[:, np.newaxis] ** 2 + question.tests.sd**2
    unlikely = 0.5 * ((question.tests.y - said) ** 2 / variance + np.log(variance))
    weights = np.exp(unlikely - unlikely.max(axis=0))
    weights = np.minimum(weights, weights.mean(axis=0) * np.sqrt(len(weights)))
    found: FloatArray = (weights * said).sum(axis=0) / weights.sum(axis=0)
    return found
