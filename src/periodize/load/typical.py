"""The load that a session of this sport and length has on a usual day."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from periodize.load.base import load_metric

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort

EASY = 100 * 0.76**2
EASY_BIKE = 100 * 0.65**2
"""[AU/h] One hour at the easy intensity of the plan language's specification: .76 of threshold, bike .65."""

PER_HOUR = {
    "run": EASY, "swim": EASY, "row": EASY, "ski": EASY, "bike": EASY_BIKE,
    "gym": 30.0, "xt": 45.0, "walk": 30.0, "hike": 30.0,
}  # fmt: skip
"""[AU/h] gym, xt: the plan language's specification; walk, hike: our choice."""


def _assumes(effort: Effort, _athlete: Athlete) -> str | None:
    return f"typical load of {effort.sport}, {PER_HOUR.get(effort.sport, math.nan):.0f} an hour"


@load_metric(
    "typical",
    title="typical load of the sport",
    needs=(),
    evidence="unreliable",
    reference="no publication: the plan language's easy intensities",
    assumes=_assumes,
)
def typical(effort: Effort, _athlete: Athlete) -> float:
    """Hours x the hourly load of the sport at easy intensity.

    Parameters
    ----------
    effort : its sport and duration.

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan for an effort without duration or of an unknown sport.

    Notes
    -----
    A guess that keeps a session without any measurement from counting as rest; always marked as assumed.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> round(typical(Effort("run", np.array([3600.0]), {}), Athlete()), 2)
    57.76
    """
    if not effort.duration > 0:
        return math.nan
    return effort.duration / 3600 * PER_HOUR.get(effort.sport, math.nan)
