"""How far a calibration can be trusted: tests that were left out, trivial rules, bounds, what the tests taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.least_squares import fit
from periodize.calibration.linear import Series
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from periodize.calibration.least_squares import Fit
    from periodize.calibration.linear import Box
    from periodize.calibration.material import Material
    from periodize.calibration.observed import Draws
    from periodize.calibration.traces import Traces
    from periodize.response.base import FloatArray

FITTED = 5
"""Parameters of the impulse response: with fewer tests any curve fits."""

RULES = ("last value", "mean", "linear trend", "log trend")
"""Trivial forecasts that a model has to beat."""

COLLINEAR = 10.0
"""Variance inflation from which on fitness and fatigue cannot be told apart: Kutner et al. (2005), ch. 10."""

UNTOLD = 1000
"""Beyond, the number says no more: our choice."""

TOUCHING = 1e-3
"""Distance in ln(value) at which a time constant lies on its bound: our choice."""


@dataclass(frozen=True, slots=True)
class Errors:
    """Root mean square of forecast errors [unit of the scale], nan where there is none.

    Parameters
    ----------
    model : of the calibrated model.
    rules : of each of `RULES`, on the same tests.
    n : number of tests forecast.
    """

    model: float
    rules: Mapping[str, float]
    n: int

    @property
    def best_rule(self) -> tuple[str, float]:
        """The trivial rule with the smallest error."""
        known = {name: error for name, error in self.rules.items() if not np.isnan(error)}
        return min(known.items(), key=lambda item: item[1]) if known else ("mean", float("nan"))

    @property
    def beats(self) -> bool:
        """Whether the model is better than every trivial rule."""
        return bool(self.model < self.best_rule[1])


@dataclass(frozen=True, slots=True)
class Learned:
    """What the tests taught about one parameter, in the scale on which its prior is normal.

    Parameters
    ----------
    moved : from the prior's mean to the posterior's, in standard deviations of the prior.
    narrowed : posterior standard deviation over the prior's; 1 means that the tests said nothing.
    """

    moved: float
    narrowed: float

    @property
    def divergence(self) -> float:
        """Kullback-Leibler divergence of posterior from prior, both taken as normal [nats]."""
        return float(-np.log(self.narrowed) + (self.narrowed**2 + self.moved**2 - 1) / 2)


def left_out(material: Material, forecast: FloatArray) -> Errors:
    """Return the errors of forecasting each test from all others; weak ones help, and are not forecast.

    Parameters
    ----------
    forecast : (n_tests,) what the model says of each; nan where it cannot.
    """
    real = np.flatnonzero(~material.weak)
    return _errors(material, forecast, [real[real != k] for k in real], real)


def one_ahead(material: Material, forecast: FloatArray) -> Errors:
    """Return the errors of forecasting each test from those before it, from the sixth on; parameters as `left_out`."""
    real = np.flatnonzero(~material.weak)
    targets = real[FITTED:]
    return _errors(material, forecast, [real[real < k] for k in targets], targets)


def refitted(traces: Traces, tests: Series, box: Box) -> tuple[FloatArray, FloatArray]:
    """Return what least squares says of each test from all others, and from those before it, (n_tests,) each."""
    n = tests.y.shape[-1]
    y = np.broadcast_to(tests.y, (2 * n, n))
    others, before = 1.0 - np.eye(n), np.tri(n, n, -1)
    weights = np.concatenate([others, before]) * tests.weights
    enough = (weights > 0).sum(axis=-1) >= FITTED
    forecast = np.full(2 * n, np.nan)
    if enough.any():
        some = Series(y[enough], weights[enough], tests.members)
        target = np.tile(np.arange(n), 2)[enough]
        forecast[enough] = said(traces, fit(traces, some, box), tests.members, target)
    return forecast[:n], forecast[n:]


def said(traces: Traces, found: Fit, members: FloatArray, target: NDArray[np.intp]) -> FloatArray:
    """Return what each of n fits says of one test, (n,); nan for an event that it has not seen."""
    rows = np.arange(len(target))
    g, h = traces.at(np.log(found.fitness_days))[rows, target], traces.at(np.log(found.fatigue_days))[rows, target]
    event = members.argmax(axis=0)[target]
    level = found.baselines[rows, event]
    result: FloatArray = level + found.fitness_gain * g - found.fatigue_gain * h
    return result


def _errors(
    material: Material, forecast: FloatArray, known: list[NDArray[np.intp]], targets: NDArray[np.intp]
) -> Errors:
    rules: dict[str, Callable[[Material, NDArray[np.intp], int], float]] = {
        "last value": _last_value,
        "mean": lambda m, k, t: _trend(m, k, t, None),
        "linear trend": lambda m, k, t: _trend(m, k, t, m.days.astype(np.float64)),
        "log trend": lambda m, k, t: _trend(m, k, t, np.log(np.maximum(m.days, 1.0))),
    }
    off = {
        name: np.array([rule(material, k, int(t)) for k, t in zip(known, targets, strict=True)]) - material.y[targets]
        for name, rule in rules.items()
    }
    off["model"] = forecast[targets] - material.y[targets]
    # every rule on the tests that the model forecasts; a first value has none before it
    asked = ~np.isnan(off["model"])
    roots = {}
    for name, values in off.items():
        counted = values[asked & ~np.isnan(values)]
        roots[name] = float(np.sqrt((counted**2).mean())) if counted.size else float("nan")
    return Errors(roots.pop("model"), roots, int(asked.sum()))


def _last_value(material: Material, known: NDArray[np.intp], target: int) -> float:
    event = material.members[:, target].argmax()
    earlier = [k for k in known.tolist() if k < target and material.members[event, k]]
    return float(material.y[earlier[-1]]) if earlier else float("nan")


def _trend(material: Material, known: NDArray[np.intp], target: int, x: FloatArray | None) -> float:
    """Return the mean of the event, or its value on a line that all events share but for their levels."""
    columns = material.members if x is None else np.vstack([material.members, x])
    seen = columns[:, known].T
    if not material.members[:, target] @ material.members[:, known].sum(axis=1):
        return float("nan")
    found = np.linalg.lstsq(seen, material.y[known], rcond=None)[0]
    return float(columns[:, target] @ found)


def flags(traces: Traces, found: Fit, tests: Series, box: Box) -> tuple[str, ...]:
    """Return in words where a least-squares fit lies on a bound, and whether its two traces can be told apart."""
    tau1, tau2, k1, k2 = (
        float(x[0]) for x in (found.fitness_days, found.fatigue_days, found.fitness_gain, found.fatigue_gain)
    )
    said = []
    if k1 == 0:
        said.append("fitness gain at its bound 0: training shows no use")
    if k2 == 0:
        said.append("fatigue gain at its bound 0: training shows no harm")
    if (found.baselines[0] == 0).any():
        said.append("baseline at its bound 0")
    if k1 > 0 and k2 > 0 and abs(np.log(tau1 / tau2 / box.ratio)) < TOUCHING:
        said.append(f"time constants as near to each other as allowed, {box.ratio:g} to 1: not identified")
    for name, tau, span in (("fitness", tau1, box.fitness), ("fatigue", tau2, box.fatigue)):
        if span[0] < span[1]:
            said += [f"{name}_days at its bound {bound:g} d" for bound in span if abs(np.log(tau / bound)) < TOUCHING]
    inflation = variance_inflation(traces.exact(tau1), traces.exact(tau2), tests)
    if inflation > COLLINEAR:
        told = f"{inflation:.0f}" if inflation < UNTOLD else f"over {UNTOLD}"
        said.append(f"fitness and fatigue rise and fall together (variance inflation {told}, limit 10)")
    return tuple(said)


def variance_inflation(g: FloatArray, h: FloatArray, tests: Series) -> float:
    """Return 1/(1 - r^2) of the two traces at the tests, levels taken out."""
    from periodize.calibration.linear import centred

    weights = tests._replace(weights=tests.weights[0], y=tests.y[0])
    gc, hc = centred(g, weights)[0], centred(h, weights)[0]
    w = tests.weights[0]
    both = (w * gc * gc).sum() * (w * hc * hc).sum()
    if both == 0:
        return float("inf")
    return float(1 / max(1 - (w * gc * hc).sum() ** 2 / both, 1e-15))


def learned(draws: Draws, before: Mapping[str, FloatArray]) -> dict[str, Learned]:
    """Return what the tests taught about each parameter.

    Parameters
    ----------
    before : parameter -> draws from the prior, and `noise`.
    """
    after = {**draws.values, "noise": draws.noise}
    found = {}
    for name, prior in before.items():
        then, now = (x if name == "baseline" else np.log(np.abs(x)) for x in (prior, after[name]))
        found[name] = Learned(float((now.mean() - then.mean()) / then.std()), float(now.std() / then.std()))
    return found
