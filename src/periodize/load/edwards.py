"""Edwards' load: minutes in five heart-rate zones, weighted 1 to 5."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from periodize.load.base import load_metric
from periodize.load.heart import minutes_and_beats

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort

EDGES = (0.5, 0.6, 0.7, 0.8, 0.9)
"""Shares of maximum heart rate where the weights 1 to 5 begin (Edwards 1993)."""


@load_metric(
    "edwards",
    title="Edwards' zone load",
    unit="Edwards",
    needs={"heart_rate"},
    evidence="useful",
    reference="Edwards, The Heart Rate Monitor Book (1993)",
)
def edwards(effort: Effort, athlete: Athlete) -> float:
    """Minutes at 50-60, 60-70, 70-80, 80-90, 90-100 % of maximum heart rate x 1, 2, 3, 4, 5.

    Parameters
    ----------
    effort : with heart_rate [bpm].
    athlete : needs hr_max.

    Returns
    -------
    float
        [Edwards]; nan without heart rate or hr_max.

    Notes
    -----
    Minutes below 50 % count nothing, an edge belongs to the zone above it, more than the maximum counts 5. Samples
    without a value count as the mean of the others.

    References
    ----------
    .. [1] S. Edwards, "The Heart Rate Monitor Book", Polar Electro Oy (1993).

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> run = Effort("run", np.array([1800.0]), {"heart_rate": np.array([150.0])})
    >>> edwards(run, Athlete(hr_max=200))
    90.0
    """
    beats = minutes_and_beats(effort)
    if beats is None or athlete.hr_max is None:
        return math.nan
    minutes, heart_rate = beats
    return float((minutes * np.searchsorted(EDGES, heart_rate / athlete.hr_max, side="right")).sum())
