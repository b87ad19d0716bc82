"""How good forecasts were, held against what happened, and how often an alarm is right."""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

LEVELS = (0.5, 0.9)
"""Ranges that are checked."""

Z = 1.96
"""Of a 95 % interval."""


class Held(NamedTuple):
    """One forecast and what happened: draws (runs,), the value, and the trivial forecasts, name -> draws."""

    draws: ArrayLike
    value: float
    trivial: Mapping[str, ArrayLike]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How often a range held what happened: what it promises, the share found, and that share's 95 % interval."""

    level: float
    share: float
    low: float
    high: float

    @property
    def kept(self) -> bool:
        """Whether what it promises lies in the interval."""
        return self.low <= self.level <= self.high


@dataclass(frozen=True, slots=True)
class Score:
    """What many forecasts of one quantity were worth.

    Parameters
    ----------
    n : forecasts.
    coverage : of the ranges of `LEVELS`.
    above : how often what happened lay above the median, which promises half.
    crps : [unit of the quantity] continuous ranked probability score, mean; less is better.
    trivial : name of a trivial forecast -> its own.
    """

    n: int
    coverage: tuple[Coverage, ...]
    above: Coverage
    crps: float
    trivial: Mapping[str, float]


def score(held: Sequence[Held]) -> Score:
    """Return what some forecasts were worth; at least one.

    Notes
    -----
    A trivial forecast counts where it can be made everywhere that the others are.
    """
    names = [name for name in held[0].trivial if all(name in one.trivial for one in held)]
    return Score(
        n=len(held),
        coverage=tuple(_coverage(held, level) for level in LEVELS),
        above=_above(held),
        crps=float(np.mean([crps(one.draws, one.value) for one in held])),
        trivial={name: float(np.mean([crps(one.trivial[name], one.value) for one in held])) for name in names},
    )


def crps(draws: ArrayLike, value: float) -> float:
    """Return the continuous ranked probability score of a forecast [1]_.

    Parameters
    ----------
    draws : (runs,) of the forecast; a single one is a point, whose score is its distance.
    value : what happened.

    Notes
    -----
    E|X - y| - E|X - X'|/2, by the order statistics.

    References
    ----------
    .. [1] Gneiting & Raftery (2007), J Am Stat Assoc 102:359-378. doi:10.1198/016214506000001437

    Examples
    --------
    >>> crps([1.0], 3.0)
    2.0
    >>> crps([0.0, 2.0], 1.0)
    0.5
    """
    ordered = np.sort(np.atleast_1d(np.asarray(draws, dtype=np.float64)))
    n = len(ordered)
    # the mean distance of two draws, each with its own rank's weight
    between = 2 * float((ordered * (2 * np.arange(1, n + 1) - n - 1)).sum()) / n**2
    return float(np.abs(ordered - value).mean()) - between / 2


def _coverage(held: Sequence[Held], level: float) -> Coverage:
    ends = ((1 - level) / 2, (1 + level) / 2)
    inside = 0
    for one in held:
        low, high = np.quantile(np.asarray(one.draws, dtype=np.float64), ends)
        inside += bool(low <= one.value <= high)
    return Coverage(level, inside / len(held), *wilson(inside, len(held)))


def _above(held: Sequence[Held]) -> Coverage:
    over = sum(bool(one.value > np.median(np.asarray(one.draws, dtype=np.float64))) for one in held)
    return Coverage(0.5, over / len(held), *wilson(over, len(held)))


def wilson(found: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share by Wilson's score [1]_.

    References
    ----------
    .. [1] Wilson (1927), J Am Stat Assoc 22:209-212. doi:10.1080/01621459.1927.10502953

    Examples
    --------
    >>> low, high = wilson(9, 10)
    >>> round(low, 3), round(high, 3)
    (0.596, 0.982)
    """
    share = found / n
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return middle - half, middle + half


def predictive_value(sensitivity: float, specificity: float, prevalence: float) -> float:
    """Return how often an alarm is right, by Bayes.

    Parameters
    ----------
    sensitivity : [0-1] share of what comes that it finds.
    specificity : [0-1] share of what does not come on which it keeps silent.
    prevalence : [0-1] how often it comes.

    Returns
    -------
    float
        [0-1] nan where it is never raised.

    Examples
    --------
    >>> round(predictive_value(0.79, 0.77, 0.05), 3)
    0.153
    """
    right = sensitivity * prevalence
    raised = right + (1 - specificity) * (1 - prevalence)
    return right / raised if raised else nan
