"""A calibrated model, and the plain truth about it."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from periodize.calibration.wording import verdict
from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.response import parameters, respond

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from numpy.typing import ArrayLike, NDArray

    from periodize.calibration.honesty import Errors, Learned
    from periodize.calibration.material import Material
    from periodize.calibration.observed import Draws
    from periodize.calibration.performances import Performance
    from periodize.history import History
    from periodize.response.base import FloatArray, ResponseModel

QUANTILES = (0.05, 0.5, 0.95)
"""Of every band: our choice."""


LATELY = 28
"""[d] of the record that tell how training goes on: our choice."""


class Band(NamedTuple):
    """5 %, middle and 95 % of what may be, from worse to better; a time [s] therefore from long to short."""

    low: float
    middle: float
    high: float


class Weak(NamedTuple):
    """The weak tests of one event: how many, the error of one [%], and what one weighs beside a test, 0 to 1."""

    event: str
    n: int
    error: float
    weight: float


class AskedTooFarError(UsageError):
    """A forecast for a day that has no loads; says how to give them."""


@dataclass(frozen=True, slots=True, eq=False)
class Pasts:
    """What the loads may have been: one record, or several where days or the time before are not known.

    Parameters
    ----------
    loads : [AU a day, (n_pasts, n_days)]. before : [AU a day, (n_pasts,)] mean daily load before the first day.
    which : (n_draws,) the past that each draw goes with.
    """

    loads: FloatArray
    before: FloatArray
    which: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """A response model calibrated to one athlete.

    Parameters
    ----------
    model : the best parameters: least squares, or the most probable draw; with few tests the priors' medians.
    fit_past : [AU a day] mean daily load before the record that goes with `model`.
    draws, pasts : the posterior.
    material : loads and tests.
    left_out, one_ahead : errors of forecasting each test from all others, and from those before it.
    flags : in words, bounds that are touched, and parameters that cannot be told apart.
    learned : parameter -> how far the posterior left the prior.
    squares : [unit^2] sum of squares of the residuals of `model`.
    priors_only : the tests are too few: the response is that of the priors.
    fewest : tests from which on they are heard.
    """

    model: ResponseModel
    fit_past: float
    draws: Draws
    pasts: Pasts
    material: Material
    left_out: Errors
    one_ahead: Errors
    flags: tuple[str, ...]
    learned: Mapping[str, Learned]
    squares: float
    priors_only: bool
    fewest: int

    @property
    def tests(self) -> tuple[Performance, ...]:
        """The tests that counted, in order of their days, weak ones left out."""
        return tuple(test for test in self.material.tests if not test.weak)

    @property
    def weak(self) -> tuple[Weak, ...]:
        """The weak tests that counted too, by event."""
        noise, found = float(np.median(self.draws.noise)) ** 2, []
        for event, members in zip(self.material.scale.events, self.material.members > 0, strict=True):
            first = self.material.tests[int(members.argmax())]
            if first.weak and first.sd is not None:
                spread = float(self.material.sd[members].mean()) ** 2
                error = 100 * first.sd / first.value
                found.append(Weak(event, int(members.sum()), error, noise / (noise + spread)))
        return tuple(found)

    @property
    def unit(self) -> str:
        """Unit of the performance."""
        return self.material.scale.unit

    @property
    def verdict(self) -> tuple[str, ...]:
        """What this calibration is worth, in plain words, the most important first."""
        return verdict(self)

    def ensemble(self, runs: int) -> ResponseModel:
        """Return draws from the posterior as the runs of one model, parameters of (runs,) each."""
        rows = self._rows(runs)
        values = {name: x[rows] for name, x in self.draws.values.items()}
        return type(self.model)(**values, unit=self.unit, convention=self.model.convention)  # type: ignore[call-arg]

    def forecast(self, ahead: ArrayLike = (), *, runs: int = 1000) -> History:
        """Return performance day by day, from the first load on, in each of so many draws.

        Parameters
        ----------
        ahead : [AU a day, (n_ahead,) or (runs, n_ahead), >= 0] loads after the last recorded day, those of all draws
            or of each.
        runs : number of draws; also of what unknown loads may have been.

        Returns
        -------
        History
            load, fitness, fatigue, form, performance, each (runs, n_days + n_ahead).
        """
        rows = self._rows(runs)
        which = self.pasts.which[rows]
        coming = np.atleast_2d(np.asarray(ahead, dtype=np.float64))
        loads = np.hstack([self.pasts.loads[which], np.broadcast_to(coming, (runs, coming.shape[1]))])
        before = self.pasts.before[which]
        return respond(loads, start=self.material.first, model=self.ensemble(runs), fitness=before, fatigue=before)

    def band(
        self,
        day: date,
        ahead: ArrayLike = (),
        *,
        event: str | None = None,
        as_test: bool = False,
        rng: np.random.Generator | None = None,
    ) -> Band:
        """Return what the athlete may be able to do on a day.

        Parameters
        ----------
        day : from the first recorded day to the last of `ahead`.
        ahead : [AU a day, (n_ahead,), >= 0] loads after the last recorded day.
        event : in whose unit; None: the first.
        as_test : what a test would measure, its scatter included, not the form behind it.
        rng : of that scatter.

        Raises
        ------
        AskedTooFarError
            if there are no loads for that day.
        """
        runs = len(self.draws.noise)
        place = (day - self.material.first).days
        days = self.pasts.loads.shape[1] + np.size(ahead)
        if not 0 <= place < days:
            message = f"{day} has no loads: they run from {self.material.first} for {days} days; give those ahead"
            raise AskedTooFarError(message)
        coming = np.asarray(ahead, dtype=np.float64).reshape(-1)[: max(0, place + 1 - self.pasts.loads.shape[1])]
        index = self.forecast(coming, runs=runs).series["performance"][:, place]
        scale = self.material.scale
        chosen = scale.events[0] if event is None else event
        index = index + self.draws.baselines[:, scale.events.index(chosen)] - self.draws.baselines[:, 0]
        if as_test:
            chance = np.random.default_rng(0) if rng is None else rng
            index = index + self.draws.noise * chance.standard_normal(runs)
        return Band(*(scale.value(float(x), chosen) for x in np.quantile(index, QUANTILES)))

    def standing(self, day: date, runs: int, after: Sequence[float] = ()) -> tuple[FloatArray, FloatArray]:
        """Return where the athlete stands at the opening of a day, as even loads that would have led there.

        Parameters
        ----------
        day : not before the first recorded day; after the last one, training went on as in its last four weeks.
        runs : as of `ensemble`.
        after : [AU] loads of the days from the last recorded one on, where they are known.

        Returns
        -------
        tuple[FloatArray, FloatArray]
            [AU a day, (runs,) each] mean daily load of the long past and of the last weeks, for `initial` of a model
            of two time constants.
        """
        rows = self._rows(runs)
        passed = (day - self.material.first).days
        if passed < 0:
            message = f"{day} lies before the first load, {self.material.first}"
            raise AskedTooFarError(message)
        pasts = self.pasts.loads
        known = np.broadcast_to(np.asarray(after, dtype=np.float64), (len(pasts), len(after)))
        loads = np.hstack([pasts, known])[:, :passed]
        lately = loads[:, -LATELY:].mean(axis=1, keepdims=True) if passed else loads
        loads = np.hstack([loads, np.repeat(lately, passed - loads.shape[1], axis=1)])[self.pasts.which[rows]]
        before, ages = self.pasts.before[self.pasts.which[rows]], np.arange(passed)[::-1]
        found = []
        for name in ("fitness_days", "fatigue_days"):
            left = np.exp(-1 / self.draws.values[name][rows])[:, np.newaxis]
            found.append((1 - left[:, 0]) * (loads * left**ages).sum(axis=1) + before * left[:, 0] ** passed)
        return found[0], found[1]

    def _rows(self, runs: int) -> NDArray[np.intp]:
        if runs < 1:
            message = f"runs(={runs}) must be >= 1"
            raise UsageError(message)
        return np.arange(runs) % len(self.draws.noise)

    def as_data(self) -> dict[str, Any]:
        """Return everything but the draws as plain data, nan as None."""
        first, last = self.tests[0].day, self.tests[-1].day
        quantiles = {
            name: np.quantile(x, QUANTILES) for name, x in {**self.draws.values, "noise": self.draws.noise}.items()
        }
        units = {p.name: p.unit for p in parameters(self.model)}
        return {
            "model": self.model.name,
            "convention": self.model.convention,
            "unit": self.unit,
            "verdict": list(self.verdict),
            "tests": {"n": len(self.tests), "first": first.isoformat(), "last": last.isoformat()},
            "benchmarks": [weak._asdict() for weak in self.weak],
            "days": len(self.material.loads),
            "unknown_days": self.material.unknown,
            "priors_only": self.priors_only,
            "parameters": {
                name: {
                    "point": _known(float(getattr(self.model, name))) if name != "noise" else None,
                    **dict(zip(("p05", "p50", "p95"), map(float, q), strict=True)),
                    "unit": units.get(name, self.unit),
                    "moved": self.learned[name].moved if name in self.learned else None,
                    "narrowed": self.learned[name].narrowed if name in self.learned else None,
                }
                for name, q in quantiles.items()
            },
            "squares": _known(self.squares),
            "errors": {
                name: {"model": _known(e.model), "n": e.n, **{rule: _known(x) for rule, x in e.rules.items()}}
                for name, e in (("left_out", self.left_out), ("one_ahead", self.one_ahead))
            },
            "flags": list(self.flags),
            "effective": self.draws.effective,
            "r_hat": _known(self.draws.r_hat),
        }


def _known(value: float) -> float | None:
    return value if isfinite(value) else None
