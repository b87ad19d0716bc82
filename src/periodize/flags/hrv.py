"""R8: heart-rate variability outside its own range, on either side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, spoken
from periodize.flags.windows import too_few, trailing, usual, week_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

VALUES = 3
"""Values that the last seven days need (Plews et al. 2014: at least three a week)."""

DAYS_IN_A_ROW = 3
"""[d] For so long the mean of the week has to lie outside (warning signs, section 2.6, R8)."""


@flag(
    "R8",
    title="heart-rate variability",
    domain="autonomic",
    needs={"hrv"},
    evidence="C",
    level="info",
    base_rate="on about 1 % of days a side, 2 spells a year, of healthy simulated athletes whose days resemble their "
    "yesterday a little (correlation .3); how often it happens in real ones is not known",
    other_causes="alcohol, an infection, heat, a short night, posture or time of the measurement, another device",
    step="measure again tomorrow, lying down, before getting up; change nothing for this alone",
    reference="Plews et al. 2014, weekly means against an own range; Manresa-Rocamora et al. 2021, meta-analysis: no "
    "difference in overreached athletes (SMD -0.01); single studies found it low and high",
)
def hrv(history: History, *, limit: float = 1.0) -> Iterator[Sign | NotEvaluated]:
    """Find days on which the mean of the week lies outside the athlete's range for three days, high or low.

    Parameters
    ----------
    history : with hrv [rMSSD, ms], (1, n_days), nan where not measured.
    limit : [standard deviations of the daily values of the baseline].

    Yields
    ------
    Sign
        for each third day in a row on which the mean of ln rMSSD over the last seven days (at least 3 values) is
        further than `limit` from the mean of the 60 days that ended two weeks before (at least 36 values), on one side.

    Notes
    -----
    Both directions are seen in overreaching, so none is called good. It never raises the level alone.

    References
    ----------
    .. [1] D. J. Plews et al., "Monitoring training with heart-rate variability: how much compliance is needed for valid
       assessment?", Int J Sports Physiol Perform 9 (2014) 783-790.
    """
    values = history.one("hrv")
    logs = np.log(np.where(values > 0, values, np.nan))
    own, week = usual(logs), week_mean(logs, least=VALUES)
    off = (week - own.mean) / np.where(own.sd > 0, own.sd, np.nan)
    judged = ~np.isnan(off)
    side = np.sign(off) * (np.abs(np.nan_to_num(off)) > limit)
    out = np.abs(trailing(np.where(judged, side, 0.0), DAYS_IN_A_ROW).sum(axis=-1)) == DAYS_IN_A_ROW
    outs, checked = np.cumsum(out), np.cumsum(judged)
    for i in np.flatnonzero(out):
        day = history.day(int(i))
        yield hrv.sign(
            day,
            seen=float(off[i]),
            limit=float(np.copysign(limit, off[i])),
            unit="standard deviations from the mean of 60 days",
            n=int(own.known[i]),
            message=f"In the week to {spoken(day)} heart-rate variability was {np.exp(week[i]):.0f} ms, "
            f"{'above' if off[i] > 0 else 'below'} your usual range ({np.exp(own.mean[i] - limit * own.sd[i]):.0f} to "
            f"{np.exp(own.mean[i] + limit * own.sd[i]):.0f} ms, n={own.known[i]} mornings), for three days.",
            unusual=f"{outs[i]} of your {checked[i]} days that could be checked were outside like this",
        )
    if not len(values) or not judged[-1]:
        yield hrv.not_evaluated(too_few(logs, week=VALUES) or "the values of the baseline do not differ")
