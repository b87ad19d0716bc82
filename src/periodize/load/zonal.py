"""GoldenCheetah's zonal training impulse: minutes in five zones of threshold heart rate."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from periodize.load.base import load_metric
from periodize.load.heart import assumed_threshold, minutes_and_beats
from periodize.zones import HEART_RATE_EDGES

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort

WEIGHTS = np.array((0.9, 1.1, 1.2, 2.0, 5.0))
"""Points a minute from 0, 68, 83, 94, 105 % of threshold heart rate (defaults of GoldenCheetah's heart-rate zones)."""


@load_metric(
    "zonal",
    title="zonal training impulse",
    unit="zonal TRIMP",
    needs={"heart_rate"},
    evidence="unknown",
    reference="GoldenCheetah, src/Metrics/TRIMPPoints.cpp and its default heart-rate zones",
    assumes=assumed_threshold,
)
def zonal(effort: Effort, athlete: Athlete) -> float:
    """Minutes in the zones from 0, 68, 83, 94, 105 % of threshold heart rate x .9, 1.1, 1.2, 2, 5.

    Parameters
    ----------
    effort : with heart_rate [bpm].
    athlete : the threshold heart rate, given or estimated.

    Returns
    -------
    float
        [zonal TRIMP]; nan without heart rate or a threshold.

    Notes
    -----
    The zones are those of Allen and Coggan for heart rate; an edge belongs to the zone above it, as in GoldenCheetah.
    The weights are its convention: a minute just above 105 % counts two and a half times one just below. Samples
    without a value count as the mean of the others.

    References
    ----------
    .. [1] GoldenCheetah, https://www.goldencheetah.org.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete, Dated
    >>> from periodize.effort import Effort
    >>> run = Effort("run", np.array([600.0, 600.0]), {"heart_rate": np.array([150.0, 165.0])})
    >>> zonal(run, Athlete(thresholds={"hr": (Dated(170.0),)}))
    32.0
    """
    beats, threshold = minutes_and_beats(effort), athlete.hr_threshold
    if beats is None or threshold is None:
        return math.nan
    minutes, heart_rate = beats
    zone = np.searchsorted(HEART_RATE_EDGES["coggan7"], heart_rate / threshold, side="right")
    return float((minutes * WEIGHTS[zone]).sum())
