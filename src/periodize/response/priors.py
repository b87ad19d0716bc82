"""What the literature says of the impulse response before the athlete's own tests speak."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from periodize.response.base import FloatArray


class Normal(NamedTuple):
    """A normal distribution: mean and standard deviation, in the unit of the parameter."""

    mean: float
    sd: float


class LogNormal(NamedTuple):
    """A log-normal distribution: median, in the unit of the parameter, and standard deviation of the logarithm."""

    median: float
    sd: float

    @property
    def log(self) -> float:
        """Mean of the logarithm."""
        return log(self.median)


_BASELINE = Normal(260.0, 40.0)
_FITNESS_GAIN = LogNormal(0.12, 0.8)
_GAIN_RATIO = LogNormal(1.7, 0.5)
_FITNESS_DAYS = LogNormal(42.0, 0.35)
_FATIGUE_DAYS = LogNormal(12.0, 0.5)
_NOISE = LogNormal(3.0, 0.5)
"""Sources: the notes of `Priors`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priors:
    """Priors of fitness and fatigue; the defaults are those for a five-minute power of about 260 W.

    Parameters
    ----------
    baseline : [unit] p0, the performance without training; never below 0.
    fitness_gain : [unit per AU] k1.
    gain_ratio : k2 / k1.
    fitness_days, fatigue_days : [d] tau1, tau2; tau2 < tau1.
    noise : [unit] scatter of the tests about the model.

    Notes
    -----
    Time constants: 42 d after the charts and the published 30 to 60 d, in which two of three athletes lie; 12 d
    after the published 5 to 22 d. Ratio: 1.8 to 2 in Morton et al. (1990) [1]_, 1.26 in Clarke & Skiba (2013)
    [2]_. Gain and noise: Clarke & Skiba's cyclist, wide enough for a gain of half or twice as much. Baseline:
    within 15 % of the first test, two times in three; our choice.

    References
    ----------
    .. [1] Morton, Fitz-Clarke & Banister (1990), J Appl Physiol 69:1171-7. doi:10.1152/jappl.1990.69.3.1171
    .. [2] Clarke & Skiba (2013), Adv Physiol Educ 37:134-152. doi:10.1152/advan.00078.2011
    """

    baseline: Normal = _BASELINE
    fitness_gain: LogNormal = _FITNESS_GAIN
    gain_ratio: LogNormal = _GAIN_RATIO
    fitness_days: LogNormal = _FITNESS_DAYS
    fatigue_days: LogNormal = _FATIGUE_DAYS
    noise: LogNormal = _NOISE

    @classmethod
    def about(cls, level: float) -> Priors:
        """Return the priors for performances of another size: gains, baseline and noise in proportion.

        Parameters
        ----------
        level : [unit, > 0] a first performance, the size of everything else.
        """
        usual = cls()
        scale = level / usual.baseline.mean
        return cls(
            baseline=Normal(level, usual.baseline.sd * scale),
            fitness_gain=LogNormal(usual.fitness_gain.median * scale, usual.fitness_gain.sd),
            noise=LogNormal(usual.noise.median * scale, usual.noise.sd),
        )

    def draw(self, n: int, rng: np.random.Generator) -> dict[str, FloatArray]:
        """Return draws from the prior, (n,) each: the parameters of `ImpulseResponse`, and `noise`."""
        days = np.empty((0, 2))
        while len(days) < n:
            tried = np.exp(
                np.array([self.fitness_days.log, self.fatigue_days.log])
                + np.array([self.fitness_days.sd, self.fatigue_days.sd]) * rng.standard_normal((2 * n, 2))
            )
            days = np.concatenate([days, tried[tried[:, 1] < tried[:, 0]]])[:n]
        k1 = self.fitness_gain.median * np.exp(self.fitness_gain.sd * rng.standard_normal(n))
        return {
            "fitness_days": days[:, 0],
            "fatigue_days": days[:, 1],
            "baseline": np.abs(self.baseline.mean + self.baseline.sd * rng.standard_normal(n)),
            "fitness_gain": k1,
            "fatigue_gain": k1 * self.gain_ratio.median * np.exp(self.gain_ratio.sd * rng.standard_normal(n)),
            "noise": self.noise.median * np.exp(self.noise.sd * rng.standard_normal(n)),
        }
