"""One calibration to be made, and what the loads may have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.calibration.material import filled, imagined
from periodize.calibration.observed import Observed
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.calibration.material import Material
    from periodize.response.base import Convention, FloatArray, ResponseModel
    from periodize.response.priors import Priors

PASTS = 16
"""Ways in which unknown loads may have been: our choice."""

PAST_SPREAD = 0.5
"""Standard deviation of ln(load before the record / mean load of its first four weeks): our choice."""

FIRST_DAYS = 28
"""[d] of the record that tell what was before it: our choice."""


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """What `calibrate` was asked, with every None decided; see there."""

    material: Material
    model: type[ResponseModel]
    convention: Convention
    past: float | None
    priors: Priors
    fixed: Mapping[str, float]
    fewest: int
    draws: int
    rng: np.random.Generator

    @property
    def few(self) -> bool:
        """Whether the tests, weak ones counted, are too few to be heard about the response."""
        return len(self.material.tests) < self.fewest

    @property
    def loads(self) -> FloatArray:
        """[AU a day, (n_days,)] the loads, unknown days at the mean of those near them."""
        return filled(self.material.loads)

    @property
    def early_load(self) -> float:
        """[AU a day] mean load of the first weeks, or of all when those were rest."""
        loads = self.loads
        return float(loads[:FIRST_DAYS].mean() or loads.mean())

    def pasts(self) -> tuple[FloatArray, FloatArray]:
        """Return what the loads may have been, (n_pasts, n_days), and the mean daily load before, (n_pasts,)."""
        n = PASTS if self.past is None or self.material.unknown else 1
        loads = imagined(self.material.loads, n, self.rng)
        if self.past is not None:
            return loads, np.full(n, self.past)
        # evenly through the prior, so that few copies cover it
        even = self.early_load * np.exp(PAST_SPREAD * _normal_quantiles(n))
        return loads, self.rng.permutation(even)

    def observed(self) -> Observed:
        """Return the tests as a posterior takes them; the prior's level is that of the first event."""
        levels = self.material.levels.copy()
        levels[0] = self.priors.baseline.mean
        return Observed(self.material.y, self.material.sd, self.material.members, levels)


def _normal_quantiles(n: int) -> FloatArray:
    from statistics import NormalDist

    return np.array([NormalDist().inv_cdf((k + 0.5) / n) for k in range(n)])
