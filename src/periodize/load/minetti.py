"""What running on a slope costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MINETTI = (155.4, -30.4, -43.3, 46.3, 19.5, 3.6)
"""[J/kg/m] Coefficients of the cost of running, highest power first: Minetti 2002, figure 1."""

STEEPEST = 0.45
"""Grade to which the polynomial was measured, either way: Minetti 2002."""


def cost_of_running(grade: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the metabolic cost of running on a slope.

    Parameters
    ----------
    grade : [rise/run] any shape; clamped to -0.45..0.45, the measured range.

    Returns
    -------
    ndarray
        [J/kg/m].

    Notes
    -----
    C(i) = 155.4 i⁵ - 30.4 i⁴ - 43.3 i³ + 46.3 i² + 19.5 i + 3.6. The polynomial is 6 % above the measured
    cost on the level (3.40), so use ratios.

    References
    ----------
    Minetti et al. 2002, J Appl Physiol 93:1039-1046, doi:10.1152/japplphysiol.01177.2001.

    Examples
    --------
    >>> float(cost_of_running(np.array([0.1]))[0].round(4))
    5.9682
    """
    cost: NDArray[np.float64] = np.polyval(np.array(MINETTI), np.clip(grade, -STEEPEST, STEEPEST))
    return cost
