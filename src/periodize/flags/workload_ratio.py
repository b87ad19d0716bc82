"""The acute:chronic workload ratio in its three forms, and the weekly change: to look at, never a warning sign here.

The ratio is left out of the signs on purpose. Its numerator is part of its denominator, which makes a correlation of
about .5 out of nothing (Lolli 2017); random denominators give the same odds of injury as the chronic load does
(Impellizzeri 2020, 2021). In runners it is null or reversed: Frandsen 2025 (n=5205) found fewer injuries at higher
ratios, Nakaoka 2021 9.6 % below .70 and 1.3 % above 1.38, Dijkhuis 2021 nothing. It rests on the same week as the load
jump (R12), so a second alarm would only seem to confirm the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.windows import trailing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ACUTE, CHRONIC = 7, 28
"""[d] (Gabbett 2016)."""


def coupled_ratio(load: Floats) -> Floats:
    """Mean load of 7 days by that of the 28 that contain them.

    Parameters
    ----------
    load : (..., n_days) [AU a day], 0 on a rest day, nan where unknown.

    Returns
    -------
    (..., n_days)
        nan where a day is unknown, in the first 27 days, and after 28 without load; never above 4.

    References
    ----------
    .. [1] T. J. Gabbett, "The training-injury prevention paradox", Br J Sports Med 50 (2016) 273-280.
    """
    return _ratio(_mean(load, ACUTE), _mean(load, CHRONIC))


def uncoupled_ratio(load: Floats) -> Floats:
    """Mean load of 7 days by that of the 21 before them.

    Parameters
    ----------
    load : (..., n_days) as for `coupled_ratio`.

    Returns
    -------
    (..., n_days)
        nan as there.
    """
    return _ratio(_mean(load, ACUTE), trailing(load, CHRONIC - ACUTE, lag=ACUTE).mean(axis=-1))


def ewma_ratio(load: Floats) -> Floats:
    """Return the running mean with weight 2 / 8 by the one with 2 / 29, both begun at the first load.

    Parameters
    ----------
    load : (..., n_days) as for `coupled_ratio`.

    Returns
    -------
    (..., n_days)
        nan from the first unknown day on, because the means carry it along.

    References
    ----------
    .. [1] S. Williams et al., "Better way to determine the acute:chronic workload ratio?", Br J Sports Med 51 (2017)
       209-210.
    """
    return _ratio(_running(load, 2 / (ACUTE + 1)), _running(load, 2 / (CHRONIC + 1)))


def weekly_change(load: Floats) -> Floats:
    """Change of the load of seven days against the seven before them: 0.2 for a fifth more.

    Parameters
    ----------
    load : (..., n_days) as for `coupled_ratio`.

    Returns
    -------
    (..., n_days)
        inf after seven days without load, nan when both weeks have none, where a day is unknown, and in the first 13.

    Notes
    -----
    The rule of ten per cent looks at this. It fires after each easy week, because the easy week is what the next one is
    held against, and it says nothing after a week off; R12 takes the largest of the four weeks before instead.

    Examples
    --------
    >>> round(float(weekly_change(np.repeat([10.0, 12.0], 7))[-1]), 6)
    0.2
    """
    week = trailing(load, ACUTE).sum(axis=-1)
    before = trailing(load, ACUTE, lag=ACUTE).sum(axis=-1)
    change = np.divide(week, before, out=np.full_like(week, np.nan), where=before > 0) - 1
    return np.where((before == 0) & (week > 0), np.inf, change)


def _mean(load: Floats, days: int) -> Floats:
    found: Floats = trailing(load, days).mean(axis=-1)
    return found


def _running(load: Floats, weight: float) -> Floats:
    smooth = np.array(load, dtype=np.float64)
    for day in range(1, smooth.shape[-1]):
        smooth[..., day] = weight * load[..., day] + (1 - weight) * smooth[..., day - 1]
    return smooth


def _ratio(acute: Floats, chronic: Floats) -> Floats:
    return acute / np.where(chronic > 0, chronic, np.nan)
