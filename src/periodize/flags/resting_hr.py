"""R9: resting heart rate above its own usual level on two of three mornings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, spoken
from periodize.flags.windows import trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.history import History

BASELINE = 28
LEAST = 17
"""[d] Mornings of the baseline and how many of them must be known (warning signs, section 2.6, R9)."""

MORNINGS = 3
ENOUGH = 2
"""Raised on 2 of the last 3 mornings (as above)."""


@flag(
    "R9",
    title="resting heart rate",
    domain="autonomic",
    needs={"resting_hr"},
    evidence="C",
    level="info",
    base_rate="3 spells in 739 mornings of eight people, five of whom had no raised morning at all (own "
    "count on PMData)",
    other_causes="an infection, alcohol, heat, little sleep, altitude, stress, another sensor",
    step="keep today easy and look again tomorrow morning",
    reference="Bosquet et al. 2008, meta-analysis: SMD +0.55 in up to two weeks of overload, within "
    "day-to-day noise; no change in longer overload",
)
def resting_hr(history: History, *, limit: float = 5.0) -> Iterator[Sign | NotEvaluated]:
    """Find mornings at least `limit` above the median of 28 days, on 2 of the last 3.

    Parameters
    ----------
    history : with resting_hr [bpm], (1, n_days), nan where not measured.
    limit : [bpm above the median]

    Yields
    ------
    Sign
        for each day that completes 2 raised mornings out of 3.

    Notes
    -----
    Each morning is held against the median of the 28 days before it, of which 17 must be known. The absolute
    rule is used because a wearable's resting heart rate is smoothed (lag-1 correlation .85): limits in
    standard deviations of the 7-day mean fire on 10 to 30 % of days.

    References
    ----------
    .. [1] L. Bosquet et al., "Is heart rate a convenient tool to monitor over-reaching? A systematic review
       of the literature", Br J Sports Med 42 (2008) 709-714.
    """
    values = history.one("resting_hr")
    median, known = usual_morning(values)
    above = values - median
    judged = ~np.isnan(above)
    raised = judged & (above >= limit)
    last = trailing(raised.astype(np.float64), MORNINGS)
    up = np.nan_to_num(last).sum(axis=-1) >= ENOUGH
    rises, checked = np.cumsum(raised), np.cumsum(judged)
    for i in np.flatnonzero(up):
        first = max(int(i) - MORNINGS + 1, 0)
        worst = first + int(np.nanargmax(np.where(raised, above, -np.inf)[first : i + 1]))
        yield resting_hr.sign(
            history.day(int(i)),
            seen=float(above[worst]),
            limit=limit,
            unit="bpm above the median of 28 days",
            n=int(known[worst]),
            message=f"Resting heart rate was {values[worst]:.0f} bpm on {spoken(history.day(worst))}, "
            f"{above[worst]:.0f} above your median of the 28 days before ({median[worst]:.0f}, "
            f"n={known[worst]} mornings), and raised on {int(np.nansum(last[i]))} of the {MORNINGS} mornings to "
            f"{spoken(history.day(int(i)))}.",
            unusual=f"{rises[i]} of your {checked[i]} mornings that could be checked were raised like this",
        )
    if not len(values) or not judged[-MORNINGS:].sum() >= ENOUGH:
        yield resting_hr.not_evaluated(_why_not(values))


def usual_morning(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Median of the 28 days before each day, nan with fewer than 17 known, and how many are known."""
    before = trailing(values, BASELINE, lag=1)
    known = (~np.isnan(before)).sum(axis=-1)
    enough = known >= LEAST
    median = np.full(len(values), np.nan)
    if enough.any():
        # unknown mornings are sorted to the end; numpy's median of the others loads masked arrays
        ordered, n = np.sort(before[enough], axis=-1), known[enough]
        each = np.arange(len(ordered))
        median[enough] = (ordered[each, (n - 1) // 2] + ordered[each, n // 2]) / 2
    return median, known


def _why_not(values: NDArray[np.float64]) -> str:
    logged = ~np.isnan(values)
    if logged[-BASELINE:].sum() < LEAST:
        some = f"only {logged[-BASELINE:].sum()}" if logged[-BASELINE:].any() else "none"
        return f"{some} of the last 28 mornings logged, needs {LEAST}"
    if logged[-MORNINGS:].sum() < ENOUGH:
        return f"only {logged[-MORNINGS:].sum()} of the last 3 mornings logged, needs {ENOUGH}"
    return f"too few of the 28 mornings before the last 3 logged, needs {LEAST}"
