"""The posterior of fitness and fatigue: a grid over what is not linear, exact weights over the rest.

Given the two time constants and the scatter, the tests are linear in baselines and gains. The baselines, normal in
the prior, are integrated out in closed form. The logarithms of the gains, normal in the prior too, have one mode,
found by Newton's method at every node of the grid; the Laplace approximation there gives the node its weight. The
grid narrows until it fits the posterior. Draws come from the nodes and, for the gains, from a wide bell at the mode;
each carries the exact ratio of posterior and proposal, by which they are chosen. So the grid decides how many draws
are needed, never what they converge to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.calibration.gains import Sums, log_target, mode
from periodize.calibration.observed import Draws, Given, Observed, Precisions
from periodize.calibration.traces import LONGEST, SHORTEST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.calibration.traces import Traces
    from periodize.response.base import FloatArray
    from periodize.response.priors import Priors

    IntArray = NDArray[np.intp]
    Axes = tuple[FloatArray, FloatArray, FloatArray]

SPANS = (3.5, 3.5, 8.0)
"""Standard deviations of the priors of ln(tau1), ln(tau2), ln(noise) that the first grid covers on either side: our
choice; tests know their own scatter far better than any prior."""

CELLS = (20, 16, 8)
"""Nodes of the grid in ln(tau1), ln(tau2), ln(noise): our choice."""

NARROWINGS = 4
"""Most times that the grid narrows about the posterior: our choice."""

FAINT = 1e-5
"""Share of the best slice's weight below which a slice of the grid is left out when it narrows: our choice."""

SPARE = 2
"""Candidates for each draw: our choice."""

SLAB = 2000
"""Candidates that are worked on at a time: our choice, so that their traces stay near the processor."""

DAYS = ("fitness_days", "fatigue_days")

GAIN_NODES = 161
"""Nodes over the prior of the first gain where only that is looked for, 4 % apart: our choice."""

FREEDOM = 5
"""Degrees of freedom of the bell for the gains, a t distribution, heavier-tailed than the posterior: our choice."""


def posterior(traces: Traces, tests: Observed, priors: Priors, n: int, *, rng: np.random.Generator) -> Draws:
    """Return draws from the posterior of `ImpulseResponse`.

    Parameters
    ----------
    traces : of the loads at the tests.
    tests : what was measured.
    priors : what is believed before.
    n : number of draws.
    rng : of the draws.

    Notes
    -----
    y_i = p0 + k1 g_i(tau1) - k2 h_i(tau2) + e_i with e_i normal of variance noise^2 + sd_i^2, tau2 < tau1.
    """
    given = Given(traces, tests, priors)
    axes = _first_axes(priors)
    weight = _node_weights(given, axes)
    for _ in range(NARROWINGS):
        closer = _narrowed(axes, weight)
        if closer is None:
            break
        axes = closer
        weight = _node_weights(given, axes)
    return _draw(given, axes, weight, n, rng)


def prior_alone(traces: Traces, tests: Observed, priors: Priors, n: int, *, rng: np.random.Generator) -> Draws:
    """Return draws in which the tests tell level and size only: the shape of the response is that of the priors.

    For tests that are too few to say more; parameters as `posterior`. Time constants, balance of the gains and
    scatter come from the prior; the first gain and the baselines are what they have to be, given those, to suit the
    tests.
    """
    drawn = priors.draw(n, rng)
    noise, ratio = drawn.pop("noise"), drawn["fatigue_gain"] / drawn["fitness_gain"]
    given = Given(traces, tests, priors)
    precise = given.precisions(noise)
    g, h = (traces.at(np.log(np.clip(drawn[x], SHORTEST, LONGEST))) for x in DAYS)
    sums = _sums(given, g, h, precise)
    z = np.linspace(-4.0, 4.0, GAIN_NODES)
    u = priors.fitness_gain.log + priors.fitness_gain.sd * z
    pull, stiffness = sums.gy - ratio * sums.hy, sums.gg + ratio**2 * sums.hh - 2 * ratio * sums.gh
    density = np.exp(u) * pull[:, np.newaxis] - 0.5 * np.exp(2 * u) * stiffness[:, np.newaxis] - 0.5 * z**2
    below = np.cumsum(np.exp(density - density.max(axis=1, keepdims=True)), axis=1)
    node = (below < rng.random((n, 1)) * below[:, -1:]).sum(axis=1)
    k1 = np.exp(u[node] + (u[1] - u[0]) * (rng.random(n) - 0.5))
    k2 = k1 * ratio
    above = tests.above - k1[:, np.newaxis] * g + k2[:, np.newaxis] * h
    baselines = np.maximum(precise.baselines(tests, above, rng), 0.0)
    values = {**drawn, "baseline": baselines[:, 0], "fitness_gain": k1, "fatigue_gain": k2}
    return Draws(values, noise, baselines, effective=float(n), evidence=0.0)


# ---- the grid


def _first_axes(priors: Priors) -> Axes:
    known = (priors.fitness_days, priors.fatigue_days, priors.noise)
    a, b, s = (
        np.linspace(prior.log - span * prior.sd, prior.log + span * prior.sd, cells)
        for prior, span, cells in zip(known, SPANS, CELLS, strict=True)
    )
    return a, b, s


def _node_weights(given: Given, axes: Axes) -> FloatArray:
    """Return the logarithm of each node's weight, (n_a, n_b, n_s); -inf where fatigue outlasts fitness."""
    a, b, s = axes
    i, j = np.nonzero(a[:, np.newaxis] > b)
    sums = _grid_sums(given, axes, i, j)
    u, (p11, p22, p12) = mode(sums, given.priors)
    believed = _log_days(a[i], b[j], given.priors)[:, np.newaxis] + _log_noise(s, given.priors)
    weight = np.full((len(a), len(b), len(s)), -np.inf)
    weight[i, j] = log_target(u, sums, given.priors) - 0.5 * np.log(p11 * p22 - p12**2) + believed
    return weight


def _log_days(a: FloatArray, b: FloatArray, priors: Priors) -> FloatArray:
    long, short = priors.fitness_days, priors.fatigue_days
    found: FloatArray = -0.5 * ((a - long.log) / long.sd) ** 2 - 0.5 * ((b - short.log) / short.sd) ** 2
    return found


def _log_noise(s: FloatArray, priors: Priors) -> FloatArray:
    found: FloatArray = -0.5 * ((s - priors.noise.log) / priors.noise.sd) ** 2
    return found


def _narrowed(axes: Axes, weight: FloatArray) -> Axes | None:
    """Return axes over the part that matters, or None when that is most of them."""
    share = np.exp(weight - weight.max())
    closer = []
    for axis, nodes in enumerate(axes):
        slices = share.sum(axis=tuple(k for k in range(3) if k != axis))
        seen = np.nonzero(slices > FAINT * slices.max())[0]
        step = nodes[1] - nodes[0]
        closer.append(np.linspace(nodes[seen[0]] - step, nodes[seen[-1]] + step, len(nodes)))
    kept = np.prod([(c[-1] - c[0]) / (n[-1] - n[0]) for c, n in zip(closer, axes, strict=True)])
    return (closer[0], closer[1], closer[2]) if kept < 0.5 else None


def _grid_sums(given: Given, axes: Axes, i: IntArray, j: IntArray) -> Sums:
    """Return the products at each pair (i, j) of time constants and each noise, (n_pairs, n_s)."""
    a, b, s = axes
    g, h, y = given.traces.at(a), given.traces.at(b), given.tests.above
    precise = given.precisions(np.exp(s))

    def products(first: FloatArray, second: FloatArray) -> FloatArray:
        found: FloatArray = (first * second) @ precise.weights.T
        for event, share in zip(given.tests.members, precise.taken.T, strict=True):
            held = (precise.weights * event).T
            found = found - (first @ held) * (second @ held) * share
        return found

    rest = precise.log_det - 0.5 * products(y, y)
    return Sums(products(g, g)[i], products(h, h)[j], products(g[i], h[j]), products(g, y)[i], products(h, y)[j], rest)


# ---- draws


class Candidates(NamedTuple):
    """What may become draws, (n,) each: three logarithms, gains, baselines (n, n_events), log density."""

    a: FloatArray
    b: FloatArray
    s: FloatArray
    k1: FloatArray
    k2: FloatArray
    baselines: FloatArray
    log_ratio: FloatArray


def _draw(given: Given, axes: Axes, weight: FloatArray, n: int, rng: np.random.Generator) -> Draws:
    m = SPARE * n
    node, share = _choose_nodes(weight, m, rng)
    place = np.unravel_index(node, weight.shape)
    a, b, s = (nodes[k] + (nodes[1] - nodes[0]) * (rng.random(m) - 0.5) for nodes, k in zip(axes, place, strict=True))
    slabs = [slice(k, k + SLAB) for k in range(0, m, SLAB)]
    parts = [_candidates(given, (a[slab], b[slab], s[slab]), rng) for slab in slabs]
    found = Candidates(*(np.concatenate(x) for x in zip(*parts, strict=True)))
    log_ratio = found.log_ratio - np.log(share)
    ratio = np.exp(log_ratio - log_ratio.max())
    cell = np.prod([nodes[1] - nodes[0] for nodes in axes])
    chosen = rng.permutation(_systematic(ratio, n, rng))
    values = {
        "fitness_days": np.exp(found.a),
        "fatigue_days": np.exp(found.b),
        "baseline": found.baselines[:, 0],
        "fitness_gain": found.k1,
        "fatigue_gain": found.k2,
    }
    return Draws(
        {name: x[chosen] for name, x in values.items()},
        np.exp(found.s)[chosen],
        found.baselines[chosen],
        effective=min(float(n), float(ratio.sum() ** 2 / (ratio**2).sum())),
        evidence=float(log_ratio.max() + np.log(ratio.mean()) + np.log(cell)),
    )


def _candidates(given: Given, at: Axes, rng: np.random.Generator) -> Candidates:
    """Return candidates at points (ln tau1, ln tau2, ln noise), (n,) each, with gains and baselines drawn."""
    a, b, s = (*(np.clip(x, np.log(SHORTEST), np.log(LONGEST)) for x in at[:2]), at[2])
    g, h, precise = given.traces.at(a), given.traces.at(b), given.precisions(np.exp(s))
    sums = _sums(given, g, h, precise)
    middle, precision = mode(sums, given.priors)
    u, log_bell = _bell(middle, precision, rng)
    k1, k2 = np.exp(u)
    above = given.tests.above - k1[:, np.newaxis] * g + k2[:, np.newaxis] * h
    baselines = precise.baselines(given.tests, above, rng)
    believed = log_target(u, sums, given.priors) + _log_days(a, b, given.priors) + _log_noise(s, given.priors)
    possible = (b < a) & (baselines >= 0).all(axis=-1)
    return Candidates(a, b, s, k1, k2, baselines, np.where(possible, believed - log_bell, -np.inf))


def _choose_nodes(weight: FloatArray, n: int, rng: np.random.Generator) -> tuple[IntArray, FloatArray]:
    """Return n nodes by weight and the share of each; a tenth of them from all neighbours of likely nodes."""
    share = np.exp(weight - weight.max())
    share /= share.sum()
    share = 0.9 * share + 0.1 * _blurred(share)
    node = _systematic(share.ravel(), n, rng)
    return node, share.ravel()[node]


def _blurred(share: FloatArray) -> FloatArray:
    """Return the shares of a grid, each spread over its neighbours."""
    for axis in range(share.ndim):
        padded = np.pad(share, [(1, 1) if k == axis else (0, 0) for k in range(share.ndim)])
        ahead, behind = (np.take(padded, range(k, k + share.shape[axis]), axis=axis) for k in (2, 0))
        share = share + ahead + behind
    found: FloatArray = share / share.sum()
    return found


def _systematic(share: FloatArray, n: int, rng: np.random.Generator) -> IntArray:
    """Return n indices, each in proportion to its share, with the least chance."""
    edges = np.cumsum(share)
    return np.searchsorted(edges / edges[-1], (np.arange(n) + rng.random()) / n, side="right").clip(max=len(share) - 1)


def _sums(given: Given, g: FloatArray, h: FloatArray, precise: Precisions) -> Sums:
    """Return the products at single points, (n,), from the traces there (n, n_tests)."""
    y = given.tests.above
    wg, wh, wy = precise.weights * g, precise.weights * h, precise.weights * y
    ge, he, ye = (np.sqrt(precise.taken) * (x @ given.tests.members.T) for x in (wg, wh, wy))

    def product(first: FloatArray, second: FloatArray, e1: FloatArray, e2: FloatArray) -> FloatArray:
        found: FloatArray = np.einsum("ij,ij->i", first, np.broadcast_to(second, first.shape)) - (e1 * e2).sum(-1)
        return found

    return Sums(
        product(wg, g, ge, ge),
        product(wh, h, he, he),
        product(wg, h, ge, he),
        product(wg, y, ge, ye),
        product(wh, y, he, ye),
        precise.log_det - 0.5 * product(wy, y, ye, ye),
    )


def _bell(middle: FloatArray, precision: FloatArray, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Return pairs from t distributions about the modes, (2, n), and the log density of each, up to a constant."""
    p11, p22, p12 = precision
    n = middle.shape[-1]
    z = rng.standard_normal((2, n)) / np.sqrt(rng.chisquare(FREEDOM, n) / FREEDOM)
    # C z with C C' the inverse of the precision
    c11, c22 = np.sqrt(p22 / (p11 * p22 - p12**2)), np.sqrt(1 / p22)
    log_density = -(FREEDOM + 2) / 2 * np.log1p((z**2).sum(0) / FREEDOM) - np.log(2 * np.pi * c11 * c22)
    return middle + np.stack([c11 * z[0], -p12 / p22 * c11 * z[0] + c22 * z[1]]), log_density
