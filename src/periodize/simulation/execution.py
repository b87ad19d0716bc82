"""How a session comes out: a little longer or shorter, a little harder or easier than it is written."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.response.base import FloatArray, Number
    from periodize.simulation.weather import Weather


class Done(NamedTuple):
    """How much of a session is done, as shares of what is written: load, time, distance, each scalar or (runs,)."""

    load: Number
    time: Number
    distance: Number


@dataclass(frozen=True, slots=True)
class Execution:
    """How a plan is carried out; the defaults are to the letter.

    Parameters
    ----------
    time, intensity : standard deviation of the logarithm of done over planned duration and intensity.
    usual_time, usual_intensity : share of the planned duration and intensity that is done on average.
    source : whose habits these are.

    Notes
    -----
    A load is hours times intensity squared, so the intensity counts twice.
    """

    time: float = 0.0
    intensity: float = 0.0
    usual_time: float = 1.0
    usual_intensity: float = 1.0
    source: str = "our choice"

    def of(self, weather: Weather, day: date, nth: int) -> Done:
        """Return how the n-th session of a day comes out."""
        longer: Number = self.usual_time
        if self.time:
            longer = _spread(weather.normal("time", day, nth), self.time, log(self.usual_time) - self.time**2 / 2)
        if not self.intensity:
            further = longer * self.usual_intensity
            return Done(further * self.usual_intensity, longer, further)
        # the mean of the square of a log-normal number is exp(2 s^2) at this centre
        centre = log(self.usual_intensity) - self.intensity**2
        harder = _spread(weather.normal("intensity", day, nth), self.intensity, centre)
        further = longer * harder
        return Done(further * harder, longer, further)


def _spread(noise: FloatArray, sd: float, centre: float) -> FloatArray:
    """Return exp(centre + sd noise), to the 7 digits of single precision: chance needs no more, and it is quicker."""
    found = noise.astype(np.float32)
    found *= sd
    found += centre
    return np.exp(found, out=found).astype(np.float64)


TO_THE_LETTER = Execution()
TYPICAL = Execution(time=0.10, intensity=0.03)
"""Each session within about 10 % of its time and 3 % of its intensity: our choice until the own record says more."""
