"""The best of an effort over each of some durations."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.value import NotComputable, running_total, too_coarse
from periodize.load.base import FULL_COVERAGE
from periodize.load.seconds import LONGEST

if TYPE_CHECKING:
    from periodize.effort import Effort

DURATIONS = (5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 5400, 10_800)
"""[s] 5 s to 3 h, as the curves of other programs: our choice."""


def best_efforts(effort: Effort, channel: str) -> dict[int, float] | NotComputable:
    """Highest mean of a channel over each duration that fits into the effort.

    Parameters
    ----------
    effort : with the channel.
    channel : power [W], speed [m/s] or heart_rate [bpm].

    Returns
    -------
    dict or NotComputable
        Duration [s] -> highest mean [unit of the channel]. Durations that are longer than the effort, or that its
        samples are too long for, are left out.

    Notes
    -----
    Windows begin at each whole second of moving time, so a pause does not break one: three climbs of 20 minutes with a
    rest between can be the best hour. A window counts when 90 % of it is known; the mean is over the known part.

    Examples
    --------
    >>> from periodize.effort import Effort
    >>> ride = Effort("bike", np.ones(60), {"power": np.repeat([100.0, 300.0, 200.0], 20)})
    >>> best_efforts(ride, "power")
    {5: 300.0, 15: 300.0, 30: 266.666..., 60: 200.0}
    """
    values = effort.channels.get(channel)
    name = channel.replace("_", " ")
    if values is None or np.isnan(values).all():
        return NotComputable(f"no {name}")
    if effort.duration > LONGEST:
        return NotComputable("longer than a week")
    known = ~np.isnan(values)
    total = running_total(np.where(known, values, 0.0), effort.dt)
    time = None if known.all() else running_total(known.astype(np.float64), effort.dt)
    found = {}
    for duration in DURATIONS:
        if duration >= len(total) or too_coarse(effort.dt, duration):
            continue
        sums = total[duration:] - total[:-duration]
        if time is None:
            found[duration] = float(sums.max()) / duration
            continue
        covered = time[duration:] - time[:-duration]
        enough = covered >= FULL_COVERAGE * duration
        if enough.any():
            found[duration] = float((sums[enough] / covered[enough]).max())
    return found or NotComputable(f"{name} is too short, too coarse or too full of gaps")
