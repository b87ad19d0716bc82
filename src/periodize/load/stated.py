"""The load that the source of a recording states."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from periodize.load.base import load_metric

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort


@load_metric(
    "stated",
    title="load as stated by the source",
    needs={"stated_load"},
    evidence="unknown",
    reference="no publication: whatever the source of the recording computes",
    note="as stated by the source",
)
def stated(effort: Effort, _athlete: Athlete) -> float:
    """Return the load that the source or the athlete states.

    Parameters
    ----------
    effort : with stated_load [AU, 100 = one hour at threshold].

    Returns
    -------
    float
        [AU, 100 = one hour at threshold]; nan where nothing is stated.

    Notes
    -----
    How it was made is not known here, nor with which threshold, so anything that can be measured goes before it; it
    stands before the typical load of the sport, which knows nothing of the session. A stated rest of 0 is kept.

    Examples
    --------
    >>> import numpy as np
    >>> from periodize.athlete import Athlete
    >>> from periodize.effort import Effort
    >>> stated(Effort("run", np.array([3600.0]), {}, stated_load=64.0), Athlete())
    64.0
    """
    return math.nan if effort.stated_load is None else effort.stated_load
