"""Foster's session load: minutes x rating."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from periodize.load.base import load_metric

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort


@load_metric(
    "foster",
    title="minutes x session rating",
    unit="Foster",
    needs={"rpe"},
    evidence="reliable",
    reference="Foster et al. 2001, J Strength Cond Res 15:109-115",
)
def foster(effort: Effort, _athlete: Athlete) -> float:
    """Minutes x the session rating.

    Parameters
    ----------
    effort : with rpe on CR10 [0-10].

    Returns
    -------
    float
        [Foster], which does not compare with loads of which 100 is one hour at threshold; nan without a rating.

    Notes
    -----
    The rating is asked about 30 minutes after the session; from 1 minute to 14 days later it is much the same. It is
    linear in the rating, where `session_rpe` follows a table that rises faster above 7.

    References
    ----------
    .. [1] C. Foster et al., "A new approach to monitoring exercise training", J Strength Cond Res 15 (2001)
       109-115.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> foster(Effort("gym", np.array([2700.0]), {}, rpe=8), Athlete())
    360.0
    """
    if effort.rpe is None or not 0 <= effort.rpe <= 10 or not effort.duration:
        return math.nan
    return foster_load(effort.duration / 60, effort.rpe)


def foster_load(minutes: float, rpe: float) -> float:
    """Foster's session load: minutes x CR10 rating.

    Parameters
    ----------
    minutes : [min]
    rpe : [0-10, CR10]

    Returns
    -------
    float
        [Foster], not comparable with loads of which 100 is one hour at threshold.

    Examples
    --------
    >>> foster_load(120, 6)
    720
    """
    return minutes * rpe
