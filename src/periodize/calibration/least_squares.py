"""The least-squares fit of fitness and fatigue, for one series of tests or thousands at once.

Given the two time constants the model is linear, so the search is over those two alone (variable projection, Golub
& Pereyra 1973). A grid over every pair finds the valleys; Gauss-Newton steps with Kaufman's Jacobian walk each to
its bottom. Everything has a leading axis of problems: leaving out each test, or a thousand bootstrap samples, are
weights and values of one call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.descent import descend
from periodize.calibration.linear import Box, Series, gains, linear
from periodize.plain import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.calibration.traces import Traces
    from periodize.response.base import FloatArray

    IntArray = NDArray[np.intp]

COARSE = 40
"""Time constants of the grid, 12 % apart: our choice."""

COARSEST = 24
"""The same for many problems at once, 23 % apart: our choice."""

SLAB = 50
"""Problems whose grids are held in memory at a time: our choice."""

STARTS = 6
"""Valleys of the grid that are followed to the bottom, for a problem on its own: our choice."""

MANY = 200
"""Problems from which on only the deepest valley of each is followed: our choice, for bootstraps."""


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """The best parameters of each problem; (n,) over problems, but for `baselines`.

    Parameters
    ----------
    fitness_days, fatigue_days : [d].
    fitness_gain, fatigue_gain : [unit per AU, >= 0].
    baselines : [unit, (n, n_events), >= 0]; nan for an event without a test that counts.
    squares : sum of the weighted squares of the residuals.
    """

    fitness_days: FloatArray
    fatigue_days: FloatArray
    fitness_gain: FloatArray
    fatigue_gain: FloatArray
    baselines: FloatArray
    squares: FloatArray


def fit(traces: Traces, tests: Series, box: Box | None = None) -> Fit:
    """Return the least-squares fit of each problem.

    Parameters
    ----------
    traces : of the loads at the tests.
    tests : what was measured, (n, n_tests), one row a problem.
    box : where the time constants may lie.

    Notes
    -----
    Minimises sum w (y - p0 - k1 g(tau1) + k2 h(tau2))^2 over p0, k1, k2 >= 0 and tau1 >= ratio tau2.

    References
    ----------
    .. [1] Golub & Pereyra (1973), SIAM J Numer Anal 10:413-432. doi:10.1137/0710036
    .. [2] Kaufman (1975), BIT 15:49-57. doi:10.1007/BF01932995
    .. [3] Kolossa et al. (2017), Int J Comput Sci Sport 16:117-129. doi:10.1515/ijcss-2017-0010
    """
    limits = Box() if box is None else box
    which, short, stretch = _valleys(traces, tests, limits)
    short, stretch, squares = descend(traces, tests.rows(which), limits, short, stretch)
    best = np.zeros(len(tests.y), dtype=np.intp)
    deepest_last = np.argsort(-squares, kind="stable")
    best[which[deepest_last]] = deepest_last
    tau1, tau2 = np.exp(short[best] + stretch[best]), np.exp(short[best])
    if len(tests.y) == 1:
        g, h = traces.exact(float(tau1[0])), traces.exact(float(tau2[0]))
    else:
        g, h = traces.at(np.log(tau1)), traces.at(np.log(tau2))
    part = linear(g, h, tests)
    return Fit(tau1, tau2, part.k1, part.k2, part.baselines, part.squares)


# ---- the grid


def _grid(span: tuple[float, float], nodes: int) -> FloatArray:
    return np.linspace(np.log(span[0]), np.log(span[1]), nodes) if span[0] < span[1] else np.log([span[0]])


def _valleys(traces: Traces, tests: Series, box: Box) -> tuple[IntArray, FloatArray, FloatArray]:
    """Return starts for the descent: the problem of each, ln(tau2) and ln(tau1/tau2)."""
    many = len(tests.y) >= MANY
    long, short = (_grid(span, COARSEST if many else COARSE) for span in (box.fitness, box.fatigue))
    allowed = long[:, np.newaxis] - short >= np.log(box.ratio) - 1e-9
    if not allowed.any():  # a narrow box between the nodes: its own corner
        allowed[-1, 0] = True
    i, j = np.nonzero(allowed)
    g, h = traces.at(long), traces.at(short)
    slabs = [tests.rows(slice(k, k + SLAB)) for k in range(0, len(tests.y), SLAB)]
    left = np.concatenate([_pair_squares(g, h, i, j, slab) for slab in slabs])
    if many:
        problem, cell = np.arange(len(left)), left.argmin(axis=1)
    else:
        problem, cell = _deepest(left, i, j, allowed.shape)
    return problem, short[j[cell]], np.maximum(long[i[cell]] - short[j[cell]], np.log(box.ratio))


def _deepest(left: FloatArray, i: IntArray, j: IntArray, shape: tuple[int, ...]) -> tuple[IntArray, IntArray]:
    """Return the cells that no neighbour undercuts, the deepest of each problem."""
    field = np.full((len(left), shape[0] + 2, shape[1] + 2), np.inf)
    field[:, i + 1, j + 1] = left
    around = [field[:, i + 1 + di, j + 1 + dj] for di in (-1, 0, 1) for dj in (-1, 0, 1) if di or dj]
    lowest = np.where(left <= np.min(around, axis=0), left, np.inf)
    order = np.argsort(lowest, axis=1)[:, :STARTS]
    problem, rank = np.nonzero(np.isfinite(np.take_along_axis(lowest, order, axis=1)))
    return problem, order[problem, rank]


def _pair_squares(g: FloatArray, h: FloatArray, i: IntArray, j: IntArray, tests: Series) -> FloatArray:
    """Return what is left of the squares at each pair (i, j) of traces, (n, n_pairs); baselines of any sign."""
    y, weights, members = tests
    weighed = weights * y
    gg, hh, gh = weights @ (g**2).T, weights @ (h**2).T, weights @ (g[i] * h[j]).T
    gy, hy, yy = weighed @ g.T, weighed @ h.T, (weighed * y).sum(-1, keepdims=True)
    for event in members:
        held = weights * event
        total = held.sum(-1, keepdims=True)
        inverse = np.divide(1.0, total, out=np.zeros_like(total), where=total > 0)
        g1, h1, y1 = held @ g.T, held @ h.T, (held * y).sum(-1, keepdims=True)
        gg, hh, gh = gg - g1**2 * inverse, hh - h1**2 * inverse, gh - g1[:, i] * (h1 * inverse)[:, j]
        gy, hy, yy = gy - g1 * y1 * inverse, hy - h1 * y1 * inverse, yy - y1**2 * inverse
    gy, hy = gy[:, i], hy[:, j]
    k1, k2 = gains(gg[:, i], hh[:, j], gh, gy, hy)
    left: FloatArray = yy - k1 * gy + k2 * hy
    return left
