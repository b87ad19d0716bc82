"""The linear part: baselines and gains for given time constants, none of them negative."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.response.base import FloatArray

    IntArray = NDArray[np.intp]

MIN_RATIO = 1.5
"""Fitness outlasts fatigue at least so many times (Kolossa et al. 2017). Without it the fit to Clarke & Skiba's
cyclist has no optimum: the two run together and their gains to infinity."""

TAUS = (1.0, 120.0)
"""[d] Where time constants are looked for: our choice; published fits lie between 2 and 95 d."""


class Box(NamedTuple):
    """Where the time constants may lie [d]; low = high fixes one.

    `ratio` : least tau1 / tau2.
    """

    fitness: tuple[float, float] = TAUS
    fatigue: tuple[float, float] = TAUS
    ratio: float = MIN_RATIO


class Series(NamedTuple):
    """Tests of one problem or many.

    Parameters
    ----------
    y : [unit, (..., n_tests)] what was measured.
    weights : [>= 0, (..., n_tests)] 0 leaves a test out.
    members : (n_events, n_tests) 1.0 where a test belongs to an event.
    """

    y: FloatArray
    weights: FloatArray
    members: FloatArray

    def rows(self, index: IntArray | slice) -> Series:
        """Return some of many problems."""
        return Series(self.y[index], self.weights[index], self.members)


class Linear(NamedTuple):
    """The non-negative linear part for given traces."""

    k1: FloatArray
    k2: FloatArray
    baselines: FloatArray
    squares: FloatArray
    residuals: FloatArray


def linear(g: FloatArray, h: FloatArray, tests: Series) -> Linear:
    """Return baselines and gains, none negative, for given traces, each (..., n_tests)."""
    held = _solve(g, h, tests)
    below = np.asarray((held.baselines < 0).any(axis=-1))
    if not below.any():
        return held
    bare = _solve(g, h, tests._replace(members=np.zeros_like(tests.members)))
    return Linear(*(_choose(below, b, a) for a, b in zip(held, bare, strict=True)))


def _choose(mask: NDArray[np.bool_], yes: FloatArray, no: FloatArray) -> FloatArray:
    return np.where(mask.reshape(mask.shape + (1,) * (no.ndim - mask.ndim)), yes, no)


def _solve(g: FloatArray, h: FloatArray, tests: Series) -> Linear:
    gc, g_mean = centred(g, tests)
    hc, h_mean = centred(h, tests)
    yc, y_mean = centred(tests.y, tests)
    wg, wh = tests.weights * gc, tests.weights * hc
    k1, k2 = gains((wg * gc).sum(-1), (wh * hc).sum(-1), (wg * hc).sum(-1), (wg * yc).sum(-1), (wh * yc).sum(-1))
    rest = yc - k1[..., np.newaxis] * gc + k2[..., np.newaxis] * hc
    baselines = y_mean - k1[..., np.newaxis] * g_mean + k2[..., np.newaxis] * h_mean
    return Linear(k1, k2, baselines, (tests.weights * rest**2).sum(-1), rest)


def centred(x: FloatArray, tests: Series) -> tuple[FloatArray, FloatArray]:
    """Return x without the mean of its event, and those means (..., n_events), 0 for an event without weight."""
    total = tests.weights @ tests.members.T
    sums = (tests.weights * x) @ tests.members.T
    means = np.divide(sums, total, out=np.zeros(np.broadcast_shapes(sums.shape, total.shape)), where=total > 0)
    return x - means @ tests.members, means


def gains(
    gg: FloatArray, hh: FloatArray, gh: FloatArray, gy: FloatArray, hy: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return k1, k2 >= 0 that minimise |y - k1 g + k2 h|^2, from the products of the three; any shape."""
    with np.errstate(divide="ignore", invalid="ignore"):
        determinant = gg * hh - gh**2
        k1, k2 = (gy * hh - gh * hy) / determinant, (gh * gy - gg * hy) / determinant
        both = (determinant > 1e-14 * gg * hh) & (k1 >= 0) & (k2 >= 0)
        only1 = np.where((gg > 0) & (gy > 0), gy / gg, 0.0)
        only2 = np.where((hh > 0) & (hy < 0), -hy / hh, 0.0)
    first = only1 * gy >= -only2 * hy
    return (
        np.where(both, k1, np.where(first, only1, 0.0)),
        np.where(both, k2, np.where(first, 0.0, only2)),
    )
