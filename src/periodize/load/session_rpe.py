"""Load from the athlete's own rating of the session."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from periodize.load.base import load_metric

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort

POINTS_PER_HOUR = (20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 100.0, 120.0, 140.0)
"""[AU/h] for ratings 1 to 10 (Friel's table)."""


@load_metric(
    "session_rpe",
    title="load from the session rating",
    needs={"rpe"},
    evidence="useful",
    reference="Foster et al. 2001; hourly points by Friel",
)
def session_rpe(effort: Effort, _athlete: Athlete) -> float:
    """Hours x the points per hour of the session rating.

    Parameters
    ----------
    effort : with rpe on CR10 [0-10].

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan without a duration, without a rating or with one off the scale.

    Notes
    -----
    Points per hour for ratings 1 to 10: 20, 30, 40, 50, 60, 70, 80, 100, 120, 140, linear between; a rating
    below 1 counts as 1. The rating is asked about 30 minutes after the session; recall holds for days. The
    table is a coach's; the plan language's intensities for `rpe 1-10` give 16 to 125 an hour, so a session
    planned by RPE and recorded by RPE alone can differ by some points. Foster's product of minutes and rating
    is `foster`.

    References
    ----------
    .. [1] C. Foster et al., "A new approach to monitoring exercise training", J Strength Cond Res 15 (2001)
       109-115.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> session_rpe(Effort("gym", np.array([2700.0]), {}, rpe=4), Athlete())
    37.5
    """
    if effort.rpe is None or not 0 <= effort.rpe <= 10 or not effort.duration > 0:
        return math.nan
    return effort.duration / 3600 * float(np.interp(effort.rpe, np.arange(1, 11), POINTS_PER_HOUR))
