"""What a measure is when there is none, and how samples become whole seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_COARSE = 0.10
"""Share of the time that may lie in samples too long for a measure: our choice."""


@dataclass(frozen=True, slots=True)
class NotComputable:
    """A measure that an effort or athlete does not allow; never 0.

    Parameters
    ----------
    reason : why, in words.
    """

    reason: str


def too_coarse(dt: Floats, longest: float) -> bool:
    """Tell whether more than a tenth of the time lies in samples longer than `longest` [s]."""
    return bool(dt[dt > longest].sum() > MOST_COARSE * dt.sum())


def running_total(values: Floats, dt: Floats) -> Floats:
    """Return the integral of a piecewise constant channel at each whole second of moving time.

    Parameters
    ----------
    values : (n,) any unit, without nan.
    dt : (n,) [s].

    Returns
    -------
    ndarray
        (seconds + 1,) [unit s], 0 at the start.
    """
    total = np.concatenate(([0.0], np.cumsum(values * dt)))
    if (dt == 1.0).all():
        return total
    edges = np.concatenate(([0.0], np.cumsum(dt)))
    # a hair above: fractions of a second that add up to a whole one may fall short by rounding
    return np.interp(np.arange(int(edges[-1] + 1e-6) + 1), edges, total)
