"""The two gains, given everything else: a density with one mode in their logarithms."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from periodize.response.base import FloatArray
    from periodize.response.priors import Priors

NEWTON = 14
"""Steps to the mode: our choice; six are usual."""

STRIDE = 0.7
"""Longest step in a logarithm: our choice, half to double."""


class Sums(NamedTuple):
    """Weighted products of traces and tests with the baselines integrated out, any shape."""

    gg: FloatArray
    hh: FloatArray
    gh: FloatArray
    gy: FloatArray
    hy: FloatArray
    rest: FloatArray
    """log density of the tests without any gain, up to a constant."""


def log_target(u: FloatArray, sums: Sums, priors: Priors) -> FloatArray:
    """Return the log density of tests and gains at u = (ln k1, ln k2), (2, ...)."""
    k1, k2 = np.exp(u)
    fit = k1 * sums.gy - k2 * sums.hy - 0.5 * k1**2 * sums.gg - 0.5 * k2**2 * sums.hh + k1 * k2 * sums.gh
    gain, ratio = priors.fitness_gain, priors.gain_ratio
    believed = -0.5 * ((u[0] - gain.log) / gain.sd) ** 2 - 0.5 * ((u[1] - u[0] - ratio.log) / ratio.sd) ** 2
    found: FloatArray = sums.rest + fit + believed
    return found


def mode(sums: Sums, priors: Priors) -> tuple[FloatArray, FloatArray]:
    """Return the most probable (ln k1, ln k2), (2, ...), and the precision there: of each, and of the two, (3, ...)."""
    gain, ratio = priors.fitness_gain, priors.gain_ratio
    one, other = gain.sd**-2.0, ratio.sd**-2.0
    shape = np.shape(sums.gh)
    u = np.stack([np.full(shape, gain.log), np.full(shape, gain.log + ratio.log)])
    for step in range(NEWTON + 1):
        k1, k2 = np.exp(u)
        off = other * (u[1] - u[0] - ratio.log)
        pull1 = k1 * (sums.gy - k1 * sums.gg + k2 * sums.gh) - one * (u[0] - gain.log) + off
        pull2 = k2 * (-sums.hy + k1 * sums.gh - k2 * sums.hh) - off
        p11, p22, p12 = k1**2 * sums.gg + one + other, k2**2 * sums.hh + other, -k1 * k2 * sums.gh - other
        if step == NEWTON:
            break
        determinant = p11 * p22 - p12**2
        move = np.stack([(p22 * pull1 - p12 * pull2) / determinant, (p11 * pull2 - p12 * pull1) / determinant])
        u = u + np.clip(move, -STRIDE, STRIDE)
    return u, np.stack([p11, p22, p12])
