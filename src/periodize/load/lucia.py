"""Lucia's load: minutes below, between and above the ventilatory thresholds, weighted 1 to 3."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from periodize.load.base import load_metric
from periodize.load.heart import minutes_and_beats
from periodize.zones import VT1_OF_PEAK, VT2_OF_PEAK

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort


def _thresholds(athlete: Athlete) -> tuple[float, float] | None:
    """Return the two ventilatory thresholds [bpm], tested or estimated; None where nothing is known."""
    peak = athlete.hr_max * VT2_OF_PEAK if athlete.hr_max is not None else None
    second = athlete.vt2 or athlete.threshold("hr") or peak
    return None if second is None else (athlete.vt1 or second * VT1_OF_PEAK / VT2_OF_PEAK, second)


def _assumes(_effort: Effort, athlete: Athlete) -> str | None:
    thresholds = _thresholds(athlete)
    if thresholds is None or (athlete.vt1 and athlete.vt2):
        return None
    return "ventilatory thresholds estimated at {:.0f} and {:.0f} bpm".format(*thresholds)


@load_metric(
    "lucia",
    title="Lucia's zone load",
    unit="Lucia",
    needs={"heart_rate"},
    evidence="useful",
    reference="Lucia et al. 2003, Med Sci Sports Exerc 35:872-878",
    assumes=_assumes,
)
def lucia(effort: Effort, athlete: Athlete) -> float:
    """Minutes below the first, between the two and above the second ventilatory threshold x 1, 2, 3.

    Parameters
    ----------
    effort : with heart_rate [bpm].
    athlete : vt1 and vt2 from a test; else the threshold heart rate or hr_max, from which they are estimated.

    Returns
    -------
    float
        [Lucia]; nan without heart rate or anything to take the thresholds from.

    Notes
    -----
    Without a test the second threshold is the threshold heart rate, else 93.5 % of the maximum, and the first lies at
    85.1 / 93.5 of it, the means of 1411 runners. Their spread (4.6 and 2.5 % of the peak) is as wide as a zone, so the
    estimate is marked as assumed. Samples without a value count as the mean of the others.

    References
    ----------
    .. [1] A. Lucia et al., "Tour de France versus Vuelta a Espana: which is harder?", Med Sci Sports Exerc 35 (2003)
       872-878.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> run = Effort("run", np.full(3, 600.0), {"heart_rate": np.array([130.0, 155.0, 175.0])})
    >>> lucia(run, Athlete(vt1=145, vt2=170))
    60.0
    """
    beats, thresholds = minutes_and_beats(effort), _thresholds(athlete)
    if beats is None or thresholds is None:
        return math.nan
    minutes, heart_rate = beats
    weight = 1.0 + (heart_rate >= thresholds[0]) + (heart_rate > thresholds[1])
    return float((minutes * weight).sum())
