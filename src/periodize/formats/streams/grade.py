"""What a slope costs: level speed of equal metabolic cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.load.minetti import MINETTI, cost_of_running

if TYPE_CHECKING:
    from numpy.typing import NDArray

DOWNHILL_FLOOR = 0.85
"""Least factor downhill: our choice. Minetti's factor falls to 0.50 at -20 %; what runners gain on the road
is much less, and a floor of 0.80-0.88 keeps a noisy altitude from paying out."""

GRID = 5.0
"""[m] Spacing of the altitude profile: our choice."""

REACH = 75.0
"""[m] Distance either way over which a slope is fitted: our choice; of a run at 3 m/s it is 25 s either way.
Shorter lets the wander of a GPS altitude through, longer levels short hills."""


def grade_factor(grade: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return what to multiply a speed by to get the level speed of equal cost, at least 0.85.

    Parameters
    ----------
    grade : [rise/run] any shape.
    """
    return np.maximum(cost_of_running(grade) / MINETTI[-1], DOWNHILL_FLOOR)


def slope(distance: NDArray[np.float64], altitude: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the grade along a path, from a straight line fitted over 75 m to either side.

    Parameters
    ----------
    distance : (n,) [m] not decreasing.
    altitude : (n,) [m] without gaps.

    Returns
    -------
    ndarray
        (n,) [rise/run]; zero throughout when the path is shorter than twice the reach.
    """
    length = float(distance[-1] - distance[0]) if len(distance) else 0.0
    reach = int(REACH / GRID)
    if length < 2 * REACH + GRID:
        return np.zeros(len(distance))
    grid = distance[0] + np.arange(0.0, length, GRID)
    profile = np.pad(np.interp(grid, distance, altitude), reach, mode="reflect", reflect_type="odd")
    lever = np.arange(-reach, reach + 1) * GRID
    fitted = np.correlate(profile, lever, mode="valid") / (lever**2).sum()
    along: NDArray[np.float64] = np.interp(distance, grid, fitted)
    return along
