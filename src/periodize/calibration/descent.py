"""From a start to the bottom of its valley: damped Gauss-Newton over two time constants, many starts at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.calibration.linear import centred, linear

if TYPE_CHECKING:
    from periodize.calibration.linear import Box, Linear, Series
    from periodize.calibration.traces import Traces
    from periodize.response.base import FloatArray

ROUNDS = 60
"""Most steps of a descent: our choice; ten are usual."""

STRIDE = 0.7
"""Longest step in ln(tau): our choice, half to double."""

SETTLED = 1e-12
"""Relative gain of a step below which a descent has arrived: our choice."""


class Place(NamedTuple):
    """Where descents stand: ln(tau2), ln(tau1/tau2) and the squares there, each (n,)."""

    short: FloatArray
    stretch: FloatArray
    squares: FloatArray


def descend(traces: Traces, tests: Series, box: Box, short: FloatArray, stretch: FloatArray) -> Place:
    """Return the bottoms of the valleys in which the starts lie.

    Parameters
    ----------
    traces, tests, box : as `fit`, one row a start.
    short, stretch : (n,) ln(tau2) and ln(tau1/tau2) of the starts.

    Notes
    -----
    A step is the best of four: both constants, either alone, both in one ratio; so a descent slides along the
    walls of the box instead of sticking to them.
    """
    short, stretch = _inside(short, stretch, box)
    squares = _part(traces, tests, short, stretch).squares
    damping = np.full(len(short), 1e-3)
    open_ = np.arange(len(short))
    for _ in range(ROUNDS):
        if not open_.size:
            break
        left = tests.rows(open_)
        steps = _steps(traces, left, short[open_], stretch[open_], damping[open_])
        tried = _inside(short[open_] + steps[:, 0], stretch[open_] + steps[:, 1], box)
        found = _part(traces, left, *tried).squares
        pick = found.argmin(axis=0), np.arange(len(open_))
        before, after = squares[open_], found[pick]
        better = after < before
        took = open_[better]
        short[took], stretch[took], squares[took] = (x[pick][better] for x in (*tried, found))
        damping[open_] = np.where(better, damping[open_] * 0.2, damping[open_] * 8)
        arrived = np.where(better, before - after <= SETTLED * before, damping[open_] > 1e3)
        open_ = open_[~arrived]
    return Place(short, stretch, squares)


def _inside(short: FloatArray, stretch: FloatArray, box: Box) -> tuple[FloatArray, FloatArray]:
    """Return the nearest time constants that the box allows."""
    (low1, high1), (low2, high2) = np.log(box.fitness), np.log(box.fatigue)
    least = np.log(box.ratio)
    long = np.clip(short + stretch, low1, high1)
    short = np.clip(short, low2, high2)
    short = np.clip(np.minimum(short, high1 - least), low2, high2)
    long = np.clip(np.maximum(long, short + least), low1, high1)
    return short, long - short


def _part(traces: Traces, tests: Series, short: FloatArray, stretch: FloatArray) -> Linear:
    return linear(traces.at(short + stretch), traces.at(short), tests)


def _steps(traces: Traces, tests: Series, short: FloatArray, stretch: FloatArray, damping: FloatArray) -> FloatArray:
    """Return four candidate steps in (ln tau2, ln tau1/tau2), (4, 2, n)."""
    g, dg = traces.at(short + stretch), traces.slope(short + stretch)
    h, dh = traces.at(short), traces.slope(short)
    part = linear(g, h, tests)
    root = np.sqrt(tests.weights)
    g, h, dg, dh = (root * centred(x, tests)[0] for x in (g, h, dg, dh))
    along1 = _unit(g * (part.k1 > 0)[:, np.newaxis])
    h = h * (part.k2 > 0)[:, np.newaxis]
    along2 = _unit(h - (h * along1).sum(-1, keepdims=True) * along1)
    long_pull, short_pull = (
        x - (x * along1).sum(-1, keepdims=True) * along1 - (x * along2).sum(-1, keepdims=True) * along2
        for x in (part.k1[:, np.newaxis] * dg, -part.k2[:, np.newaxis] * dh)
    )
    rest = root * part.residuals
    both = long_pull + short_pull  # moving ln(tau2) with the ratio held moves both
    ss, vv, sv = (both**2).sum(-1), (long_pull**2).sum(-1), (both * long_pull).sum(-1)
    s, v = (both * rest).sum(-1), (long_pull * rest).sum(-1)
    tiny = 1e-12 * (ss + vv) + 1e-300
    ssd, vvd = ss * (1 + damping) + tiny, vv * (1 + damping) + tiny
    determinant = ssd * vvd - sv**2
    with np.errstate(divide="ignore", invalid="ignore"):
        full = (s * vvd - v * sv) / determinant, (v * ssd - s * sv) / determinant
    slide = (s - v) / (ssd - 2 * sv + vvd + tiny)
    zero = np.zeros_like(s)
    steps = np.stack([np.stack(full), np.stack([s / ssd, zero]), np.stack([zero, v / vvd]), np.stack([slide, -slide])])
    found: FloatArray = np.clip(np.nan_to_num(steps), -STRIDE, STRIDE)
    return found


def _unit(x: FloatArray) -> FloatArray:
    length = np.sqrt((x**2).sum(-1, keepdims=True))
    found: FloatArray = np.divide(x, length, out=np.zeros_like(x), where=length > 0)
    return found
