"""The calibration of models that are linear but for two time constants."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.honesty import flags, learned, left_out, one_ahead, refitted
from periodize.calibration.least_squares import fit
from periodize.calibration.linear import MIN_RATIO, TAUS, Box, Series
from periodize.calibration.posterior import DAYS, posterior, prior_alone
from periodize.calibration.result import Calibration, Pasts
from periodize.calibration.traces import Traces
from periodize.response import ImpulseResponse, RollingAverage
from periodize.response.priors import LogNormal, Priors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from periodize.calibration.least_squares import Fit
    from periodize.calibration.observed import Draws
    from periodize.calibration.task import Task
    from periodize.response.base import FloatArray, ResponseModel

PAIRS: tuple[type[ResponseModel], ...] = (ImpulseResponse, RollingAverage)
"""The members whose time constants are two; all others go to the chains."""

FIXED = 1e-6
"""Standard deviation of ln(value) of a time constant that is fixed: nothing, but above 0."""


PAST_STEPS = 12
"""Loads before the record that least squares tries where it is not known, up to twice the first weeks': our choice."""


def pair(task: Task) -> Calibration:
    """Calibrate by variable projection and by the posterior on a grid."""
    material = task.material
    box = _box(task.fixed)
    traces = Traces.of(task.loads, material.days, convention=task.convention)
    tests = Series(material.y[np.newaxis], np.ones((1, len(material.y))), material.members)
    found, traces, tests = _weighed(task, traces, tests, box)
    others, before = refitted(traces, tests, box)
    priors = _held(task.priors, task.fixed)
    draws, pasts = _draws(task, priors)
    prior = priors.draw(len(draws.noise), task.rng)
    point, squares = _point(task, priors, traces, found, draws)
    draws = replace(draws, values={**draws.values, **{k: np.full(task.draws, x) for k, x in task.fixed.items()}})
    if task.model is RollingAverage:
        point, prior = _averaged(point), _averaged(prior)
        draws = replace(draws, values=_averaged(draws.values))
    told = learned(draws, {name: x for name, x in prior.items() if name not in task.fixed})
    values = {name: float(x[0]) for name, x in point.items()} | dict(task.fixed)
    return Calibration(
        model=task.model(**values, unit=material.scale.unit, convention=task.convention),  # type: ignore[call-arg]
        fit_past=traces.past,
        draws=draws,
        pasts=pasts,
        material=material,
        left_out=left_out(material, others),
        one_ahead=one_ahead(material, before),
        flags=flags(traces, found, tests, box),
        learned=told,
        squares=squares,
        priors_only=task.few,
        fewest=task.fewest,
    )


def _box(fixed: Mapping[str, float]) -> Box:
    spans = [(fixed[name], fixed[name]) if name in fixed else TAUS for name in DAYS]
    # two given constants are the caller's affair
    return Box(spans[0], spans[1], 1.0 if len(fixed) == len(DAYS) else MIN_RATIO)


def _held(priors: Priors, fixed: Mapping[str, float]) -> Priors:
    held = {name: LogNormal(value, FIXED) for name, value in fixed.items()}
    return replace(priors, **held)  # type: ignore[arg-type]


def _weighed(task: Task, traces: Traces, tests: Series, box: Box) -> tuple[Fit, Traces, Series]:
    """Return the least-squares fit, with the load before the record and the weights of the tests it was made with."""
    sd, weak = task.material.sd, task.material.weak
    if weak.any():
        # they may be many: the scatter that a test has beside them is the prior's
        return _reweighed(task, traces, tests, box, task.priors.noise.median**2)
    found, traces = _with_best_past(task, traces, tests, box)
    if sd.any():
        # what the first fit leaves over is the model's own scatter; each test weighs by that and its own
        own = max(float(found.squares[0]) / len(sd) - float((sd**2).mean()), 0.0)
        return _reweighed(task, traces, tests, box, own)
    return found, traces, tests


def _reweighed(task: Task, traces: Traces, tests: Series, box: Box, own: float) -> tuple[Fit, Traces, Series]:
    """Return the same with each test weighed by its own error and the scatter `own` [unit^2] of all."""
    sd = task.material.sd
    weights = 1 / (own + np.maximum(sd, 1e-3 * sd.max()) ** 2)
    tests = tests._replace(weights=(weights / weights.mean())[np.newaxis])
    return *_with_best_past(task, traces, tests, box), tests


def _with_best_past(task: Task, traces: Traces, tests: Series, box: Box) -> tuple[Fit, Traces]:
    if task.past is not None:
        traces = traces.with_past(task.past)
        return fit(traces, tests, box), traces
    tried = [traces.with_past(past) for past in np.linspace(0, 2 * task.early_load, PAST_STEPS + 1).tolist()]
    fits = [fit(t, tests, box) for t in tried]
    best = min(range(len(fits)), key=lambda k: float(fits[k].squares[0]))
    return fits[best], tried[best]


def _point(task: Task, priors: Priors, traces: Traces, found: Fit, draws: Draws) -> tuple[dict[str, FloatArray], float]:
    """Return the best parameters, (1,) each, and their sum of squares; with few tests the shape of the priors."""
    k1, k2 = found.fitness_gain, found.fatigue_gain
    days, baselines = (found.fitness_days, found.fatigue_days), found.baselines[0]
    if task.few:
        days = np.array([priors.fitness_days.median]), np.array([priors.fatigue_days.median])
        k1 = np.array([np.median(draws.values["fitness_gain"])])
        k2 = k1 * priors.gain_ratio.median
    trained = k1 * traces.exact(float(days[0][0])) - k2 * traces.exact(float(days[1][0]))
    members, y = task.material.members, task.material.y
    if task.few:
        baselines = np.maximum(members @ (y - trained) / members.sum(axis=1), 0.0)
    squares = float(((y - baselines @ members - trained) ** 2).sum())
    names = (*DAYS, "baseline", "fitness_gain", "fatigue_gain")
    return dict(zip(names, (*days, baselines[:1], k1, k2), strict=True)), squares


def _draws(task: Task, priors: Priors) -> tuple[Draws, Pasts]:
    """Return draws from the posterior, each with the loads that it goes with."""
    loads, before = task.pasts()
    drawing = prior_alone if task.few else posterior
    each = task.draws if len(loads) == 1 else max(task.draws // 4, 200)
    found = []
    for row, past in zip(loads, before.tolist(), strict=True):
        traces = Traces.of(row, task.material.days, convention=task.convention, past=past)
        found.append(drawing(traces, task.observed(), priors, each, rng=task.rng))
    evidence = np.array([draws.evidence for draws in found])
    share = np.exp(evidence - evidence.max())
    which: NDArray[np.intp] = task.rng.choice(len(found), task.draws, p=share / share.sum())
    return _pooled(found, which, task.rng), Pasts(loads, before, which)


def _pooled(found: list[Draws], which: NDArray[np.intp], rng: np.random.Generator) -> Draws:
    if len(found) == 1:
        return found[0]
    each = len(found[0].noise)
    row = rng.integers(each, size=len(which))
    place = which * each + row
    names = found[0].values
    together = replace(
        found[0],
        values={name: np.concatenate([d.values[name] for d in found]) for name in names},
        noise=np.concatenate([d.noise for d in found]),
        baselines=np.concatenate([d.baselines for d in found]),
        effective=min(d.effective for d in found),
    )
    return together.taken(place)


def _averaged(values: Mapping[str, FloatArray]) -> dict[str, FloatArray]:
    """Return the same response as gains of rolling averages, each trace times 1 - exp(-1/tau)."""
    found = dict(values)
    for gain, days in (("fitness_gain", "fitness_days"), ("fatigue_gain", "fatigue_days")):
        found[gain] = values[gain] / (1 - np.exp(-1 / values[days]))
    return found
