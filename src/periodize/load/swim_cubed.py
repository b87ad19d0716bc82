"""The load of a swim by the cube of its speed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from periodize.load.base import load_metric

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort


@load_metric(
    "swim_cubed",
    title="swim load, speed cubed",
    needs={"speed"},
    evidence="unclear",
    reference="McGregor & Fitzgerald 2008; TrainingPeaks help 218418267",
)
def swim_cubed(effort: Effort, athlete: Athlete) -> float:
    """Hours x (mean speed as a fraction of threshold speed)^3 x 100.

    Parameters
    ----------
    effort : of the sport swim, with speed [m/s] over moving time.
    athlete : threshold speed of swim [m/s].

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan for other sports, without speed or threshold.

    Notes
    -----
    Drag grows with the square of speed, so the power to overcome it with the cube. Rest at the wall is left out, as
    TrainingPeaks does; WKO counts it. `stress` squares swims like every other sport and is what is chosen unasked, so
    that a planned swim compares with other sports: at 90 % of threshold an hour is 81 there and 73 here.

    References
    ----------
    .. [1] S. McGregor and M. Fitzgerald, "The Runner's Edge" (2008).

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete, Dated
    >>> from periodize.effort import Effort
    >>> swimmer = Athlete(thresholds={"swim": (Dated(100 / 109),)})
    >>> round(swim_cubed(Effort("swim", np.array([3600.0]), {"speed": np.array([100 / 125])}), swimmer), 1)
    66.3
    """
    threshold = athlete.threshold("swim")
    if effort.sport != "swim" or threshold is None:
        return math.nan
    return 100 * effort.duration / 3600 * (effort.mean("speed") / threshold) ** 3
