"""R10: less sleep than usual, and less than seven hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, percent, spoken
from periodize.flags.windows import too_few, usual, week_mean
from periodize.units import print_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.history import History

NIGHTS = 4
"""Nights that the last seven days need (warning signs, section 2.6, R10)."""

ENOUGH = 7 * 3600.0
"""[s] Nights of at least this length are never called short (as above)."""


@flag(
    "R10",
    title="sleep",
    domain="health",
    needs={"sleep"},
    evidence="C",
    level="watch",
    base_rate="not known",
    other_causes="travel, a child, work, heat, or a watch that takes lying awake for being awake",
    step="go to bed half an hour earlier for a week, and keep the mornings free of hard sessions",
    reference="Hausswirth et al., Med Sci Sports Exerc 2014;46:1036-1045: sleep 8 % shorter in overreached athletes",
)
def sleep(history: History, *, limit: float = 0.10) -> Iterator[Sign | NotEvaluated]:
    """Find weeks of nights at least `limit` shorter than usual and under seven hours.

    Parameters
    ----------
    history : with sleep [s], (1, n_days), nan where not known.
    limit : [share of the usual sleep].

    Yields
    ------
    Sign
        for each day on which the mean of the last seven nights (at least 4) is under 7 h and at least `limit` below
        the mean of the 60 nights that ended two weeks before (at least 36).

    References
    ----------
    .. [1] C. Hausswirth et al., "Evidence of disturbed sleep and increased illness in overreached endurance athletes",
       Med Sci Sports Exerc 46 (2014) 1036-1045.
    """
    nights = history.one("sleep")
    own, week = usual(nights), week_mean(nights, least=NIGHTS)
    less = 1 - week / own.mean
    judged = ~np.isnan(less)
    short = judged & (np.nan_to_num(less) >= limit - 1e-9) & (np.nan_to_num(week) < ENOUGH)
    shorts, checked = np.cumsum(short), np.cumsum(judged)
    for i in np.flatnonzero(short):
        day = history.day(int(i))
        yield sleep.sign(
            day,
            seen=float(less[i]),
            limit=limit,
            unit="share below the usual sleep",
            n=int(own.known[i]),
            message=f"In the week to {spoken(day)} you slept {_clock(week[i])} a night, {percent(less[i])} less than "
            f"your usual {_clock(own.mean[i])} (n={own.known[i]} nights).",
            unusual=f"{shorts[i]} of your {checked[i]} weeks' means that could be checked were as short",
        )
    if not len(nights) or not judged[-1]:
        yield sleep.not_evaluated(too_few(nights, week=NIGHTS, what="nights"))


def _clock(seconds: float) -> str:
    return print_duration(round(seconds / 60) * 60)
