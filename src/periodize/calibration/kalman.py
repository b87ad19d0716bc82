"""Fitness and fatigue followed day by day: a state-space form that learns from each test when it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.errors import UsageError
from periodize.plain import dataclass

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from periodize.response import ImpulseResponse
    from periodize.response.base import FloatArray


class FilterError(UsageError):
    """Series that a filter cannot follow; says what is wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class Filtered:
    """What was believed on each day.

    Parameters
    ----------
    states : [AU, (n_days, 2)] fitness g and fatigue h, the day's test included.
    spreads : [AU^2, (n_days, 2, 2)] their covariance.
    expected, expected_sd : [unit, (n_days,)] the day's performance as a test would measure it, before the test.
    log_likelihoods : (n_days,) of each day's test; nan on a day without one.
    """

    states: FloatArray
    spreads: FloatArray
    expected: FloatArray
    expected_sd: FloatArray
    log_likelihoods: FloatArray

    @property
    def log_likelihood(self) -> float:
        """Of all tests together."""
        return float(np.nansum(self.log_likelihoods))


def kalman(
    loads: ArrayLike,
    tests: ArrayLike,
    model: ImpulseResponse,
    *,
    wander: tuple[float, float],
    noise: ArrayLike,
    correlation: float = 0.0,
    start: tuple[float, float] = (0.0, 0.0),
    start_sd: tuple[float, float] = (0.0, 0.0),
    load_before: float = 0.0,
) -> Filtered:
    """Follow fitness and fatigue through daily loads and irregular tests.

    Parameters
    ----------
    loads : [AU a day, (n_days,), >= 0].
    tests : [unit, (n_days,)] nan on a day without a test.
    model : one set of parameters; its convention is the lagged one of [1]_ here.
    wander : [AU, >= 0] standard deviations by which g and h stray in a day.
    noise : [unit, > 0, scalar or (n_days,)] standard deviation of a test.
    correlation : of the two strayings, -1 to 1.
    start, start_sd : [AU] g and h on the day before the first, and their standard deviations.
    load_before : [AU] load of that day.

    Raises
    ------
    FilterError
        if loads are unknown or negative, the series differ in length, or a standard deviation is not possible.

    Notes
    -----
    ::

        x(n) = A (x(n-1) + w(n-1)) + v,  A = diag(exp(-1/tau1), exp(-1/tau2)),  v ~ N(0, Q)
        p(n) = p0 + (k1, -k2) x(n) + e,  e ~ N(0, noise^2)

    With `wander` 0 the states are those of `respond`. A gain and its wander trade against each other: several
    sets of them explain the same tests equally well, so the band is worth more than the states.

    References
    ----------
    .. [1] Kolossa et al. (2017), Int J Comput Sci Sport 16:117-129. doi:10.1515/ijcss-2017-0010

    Examples
    --------
    >>> from periodize.response import ImpulseResponse
    >>> model = ImpulseResponse(fitness_days=40.0, fatigue_days=10.0, fitness_gain=0.1, fatigue_gain=0.2)
    >>> seen = kalman([100.0, 0.0], [float("nan"), 95.0], model, wander=(5.0, 5.0), noise=2.0)
    >>> seen.expected.round(1).tolist()
    [100.0, 91.7]
    """
    w, p = np.asarray(loads, dtype=np.float64), np.asarray(tests, dtype=np.float64)
    r = np.broadcast_to(np.asarray(noise, dtype=np.float64), p.shape)
    _check(w, p, r, (*wander, *start_sd), correlation)
    left = np.exp(-1 / np.array([model.fitness_days, model.fatigue_days], dtype=np.float64))
    gain = np.array([model.fitness_gain, -model.fatigue_gain], dtype=np.float64)
    stray = np.outer(wander, wander) * np.array([[1.0, correlation], [correlation, 1.0]])
    x, spread = np.array(start, dtype=np.float64), np.diag(np.square(start_sd))
    before = np.concatenate([[load_before], w[:-1]])
    found = Filtered(np.empty((len(w), 2)), np.empty((len(w), 2, 2)), *(np.full(len(w), np.nan) for _ in range(3)))
    for n in range(len(w)):
        x = left * (x + before[n])
        spread = left[:, np.newaxis] * spread * left + stray
        variance = gain @ spread @ gain + r[n] ** 2
        found.expected[n] = model.baseline + gain @ x
        found.expected_sd[n] = np.sqrt(variance)
        if not np.isnan(p[n]):
            off = p[n] - found.expected[n]
            found.log_likelihoods[n] = -0.5 * (np.log(2 * np.pi * variance) + off**2 / variance)
            pull = spread @ gain / variance
            x = x + pull * off
            # Joseph's form: symmetric and positive whatever the rounding
            kept = np.eye(2) - np.outer(pull, gain)
            spread = kept @ spread @ kept.T + r[n] ** 2 * np.outer(pull, pull)
        found.states[n], found.spreads[n] = x, spread
    return found


def _check(w: FloatArray, p: FloatArray, r: FloatArray, spreads: tuple[float, ...], correlation: float) -> None:
    if w.ndim != 1 or w.shape != p.shape:
        message = f"loads {w.shape} and tests {p.shape} must be as long as each other, one value a day"
        raise FilterError(message)
    if not (np.isfinite(w) & (w >= 0)).all():
        message = f"load(={w[~(np.isfinite(w) & (w >= 0))][0]:g}) must be >= 0 and known; estimate what is not"
        raise FilterError(message)
    if not ((r > 0).all() and min(spreads) >= 0 and -1 <= correlation <= 1):
        message = f"noise must be > 0, wander and start_sd >= 0, correlation(={correlation:g}) between -1 and 1"
        raise FilterError(message)
