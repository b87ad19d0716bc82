"""How polarised training was: much of it easy, some of it hard, little between."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HARDLY_ANY = 0.01
"""Share of zone 2 where there was none, taken off zone 3: our assumption, the published text could not be checked."""


def polarisation_index(seconds: Sequence[float]) -> float | None:
    """Return the polarisation index of a time in three zones.

    Parameters
    ----------
    seconds : (3,) time below the first threshold, between the two, above the second [any unit].

    Returns
    -------
    float or None
        above 2 for polarised training; 0 without any time in zone 3; None where it has no meaning: nothing in zone 1,
        or more in zone 3 than in zone 1.

    Notes
    -----
    PI = log10(z1 / z2 * z3 * 100) with z as shares of the time. A description, not a target: time in zones and the
    purpose of the sessions give different answers. Without any time in zone 2 its share is taken as 1 %.

    References
    ----------
    Treff et al. 2019, Frontiers in Physiology 10:707, doi 10.3389/fphys.2019.00707.

    Examples
    --------
    >>> round(polarisation_index((0.80, 0.05, 0.15)), 4)
    2.3802
    """
    total = sum(seconds)
    if not total > 0:
        return None
    low, middle, high = (value / total for value in seconds)
    if low == 0 or high > low:
        return None
    if middle == 0:
        middle, high = HARDLY_ANY, high - HARDLY_ANY
    return log10(low / middle * high * 100) if high > 0 else 0.0
