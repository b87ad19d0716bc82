"""Fitness and fatigue at the tests as functions of one time constant, tabled so that any constant is a look-up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.response.base import Convention, FloatArray

    IntArray = NDArray[np.intp]

SHORTEST, LONGEST = 0.5, 365.0
"""[d] Time constants of the table: what the response models allow, but for the near instant; our choice."""

NODES = 384
"""Nodes of the table, 1.7 % apart; between them a cubic with the exact slopes is off by less than 1e-8 of the trace."""


@dataclass(frozen=True, slots=True, eq=False)
class Traces:
    """The trace g(tau) of daily loads at the days of the tests.

    Parameters
    ----------
    loads : [AU a day, (n_days,), >= 0].
    days : (n_tests,) indices of the tests' days.
    lagged : g(n) = a [g(n-1) + w(n-1)], else g(n) = a g(n-1) + w(n), with a = exp(-1/tau).
    past : [AU a day] mean daily load of the time before the first day.
    values, slopes : [AU] g and dg/d ln(tau) at the nodes, (NODES, n_tests), without the past.
    """

    loads: FloatArray
    days: IntArray
    lagged: bool
    past: float
    values: FloatArray
    slopes: FloatArray

    @classmethod
    def of(cls, loads: FloatArray, days: IntArray, *, convention: Convention, past: float = 0.0) -> Traces:
        """Return the traces of daily loads; "clock" counts whole days as "inclusive" does."""
        lagged = convention == "lagged"
        values, slopes = _recursion(loads, days, np.exp(_nodes()), lagged=lagged)
        return cls(loads, days, lagged, past, *_with_past(values, slopes, days, past))

    def with_past(self, past: float) -> Traces:
        """Return the same with another load before the first day."""
        values, slopes = _with_past(self.values, self.slopes, self.days, past - self.past)
        return Traces(self.loads, self.days, self.lagged, past, values, slopes)

    def at(self, log_tau: FloatArray) -> FloatArray:
        """Return g [AU, (..., n_tests)] for any ln(tau) in the table's range."""
        t, v0, rise, s0, s1 = self._between(log_tau)
        found: FloatArray = v0 + t * (s0 + t * (3 * rise - 2 * s0 - s1 + t * (s0 + s1 - 2 * rise)))
        return found

    def slope(self, log_tau: FloatArray) -> FloatArray:
        """Return dg/d ln(tau) [AU, (..., n_tests)] for any ln(tau) in the table's range."""
        t, _, rise, s0, s1 = self._between(log_tau)
        found: FloatArray = (s0 + t * (2 * (3 * rise - 2 * s0 - s1) + 3 * t * (s0 + s1 - 2 * rise))) / _STEP
        return found

    def _between(self, log_tau: FloatArray) -> tuple[FloatArray, ...]:
        place = (log_tau - np.log(SHORTEST)) / _STEP
        node = np.clip(place.astype(np.intp), 0, NODES - 2)
        low = self.values[node]
        rise = self.values[node + 1] - low
        return (place - node)[..., np.newaxis], low, rise, _STEP * self.slopes[node], _STEP * self.slopes[node + 1]

    def exact(self, tau: float) -> FloatArray:
        """Return g [AU, (n_tests,)] without the table."""
        taus = np.array([tau])
        values, _ = _recursion(self.loads, self.days, taus, lagged=self.lagged)
        rest, _ = _start(taus, self.days)
        found: FloatArray = (values + self.past * rest)[0]
        return found


_STEP = float(np.log(LONGEST / SHORTEST)) / (NODES - 1)


def _nodes() -> FloatArray:
    return np.linspace(np.log(SHORTEST), np.log(LONGEST), NODES)


def _recursion(loads: FloatArray, days: IntArray, taus: FloatArray, *, lagged: bool) -> tuple[FloatArray, FloatArray]:
    """Walk through the days with all time constants at once."""
    left = np.exp(-1 / taus)
    pull = left / taus  # d a / d ln(tau)
    trace, slope = np.zeros_like(taus), np.zeros_like(taus)
    last = int(days.max(initial=-1)) + 1
    wanted = {int(day) for day in days}
    seen: dict[int, tuple[FloatArray, FloatArray]] = {}
    for day in range(last):
        slope = left * slope + pull * trace
        trace = left * trace
        if lagged and day in wanted:
            seen[day] = trace, slope
        trace = trace + loads[day]
        if not lagged and day in wanted:
            seen[day] = trace, slope
    found = [seen[int(day)] for day in days]
    return np.stack([v for v, _ in found], axis=1), np.stack([s for _, s in found], axis=1)


def _start(taus: FloatArray, days: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return what is left of an even past of 1 AU a day, a^(n+1) / (1-a), and its slope, each (n_taus, n_tests)."""
    left = np.exp(-1 / taus)[:, np.newaxis]
    passed = days[np.newaxis] + 1.0
    rest = np.exp(-passed / taus[:, np.newaxis]) / (1 - left)
    return rest, rest / taus[:, np.newaxis] * (passed + left / (1 - left))


def _with_past(values: FloatArray, slopes: FloatArray, days: IntArray, past: float) -> tuple[FloatArray, FloatArray]:
    if not past:
        return values, slopes
    rest, slope = _start(np.exp(_nodes()), days)
    return values + past * rest, slopes + past * slope
