"""Skiba's score of a swim: smoothed power against drag."""

from __future__ import annotations

import math
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from periodize.load.base import load_metric
from periodize.load.seconds import each_second

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort

SMOOTHING = 25.0
"""[s] Time constant of the smoothing (Skiba, as coded in GoldenCheetah)."""


@load_metric(
    "swim_score",
    title="swim load, power against drag",
    needs={"speed"},
    evidence="unknown",
    reference="Skiba, Development of the SwimScore Algorithm; GoldenCheetah, src/Metrics/SwimScore.cpp",
)
def swim_score(effort: Effort, athlete: Athlete) -> float:
    """Hours x (smoothed power against drag as a fraction of that at threshold)^2 x 100.

    Parameters
    ----------
    effort : of the sport swim, with speed [m/s].
    athlete : threshold speed of swim [m/s].

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan for other sports, without speed or threshold.

    Notes
    -----
    Power is ``(.35 m + 2) / .6 * v^3``; the factor with the body mass m stands above and below and falls out. The power
    of each second is smoothed with a time constant of 25 s, then averaged by its cube. Since power goes with the cube
    of speed, the score goes with the sixth power: at 90 % of threshold an hour is 53. GoldenCheetah smooths from zero,
    here it is from the first second, so that an hour at threshold is 100 and not 99. Samples without a value are left
    out, and the rest is scaled up to the whole duration.

    References
    ----------
    .. [1] P. Skiba, "Calculating Power Output and Training Stress in Swimmers: The Development of the SwimScore
       Algorithm", physfarm.com/swimscore.pdf.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete, Dated
    >>> from periodize.effort import Effort
    >>> swim = Effort("swim", np.ones(3600), {"speed": np.full(3600, 0.9)})
    >>> round(swim_score(swim, Athlete(thresholds={"swim": (Dated(1.0),)})))
    53
    """
    threshold, speed = athlete.threshold("swim"), effort.channels.get("speed")
    if effort.sport != "swim" or threshold is None or speed is None:
        return math.nan
    known = ~np.isnan(speed)
    cubes = each_second((speed[known] / threshold) ** 3, effort.dt[known])
    if not cubes.size:
        return math.nan
    new = 1 / (SMOOTHING + 1)
    smooth = np.array(list(accumulate(cubes.tolist(), lambda held, cube: held + new * (cube - held))))
    share = float(np.mean(smooth**3) ** (1 / 3))
    return 100 * effort.duration / 3600 * share**2
