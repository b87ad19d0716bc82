"""R12: the one gauge of load: a week above the last four, or form far below what is usual."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, percent, spoken
from periodize.flags.windows import share_below, trailing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.history import History

WEEK = 7
WEEKS_BEFORE = 4
BASELINE = 26 * WEEK
LEAST = 8 * WEEK
"""[d] Half a year of own form, at least eight weeks of it: our choice."""

FLOOR = 100 * 0.76**2
"""[AU a week] One hour of easy running: smaller increases are ignored (warning signs, section 2.2: 1 h)."""

FITNESS_FLOOR = FLOOR / WEEK
"""[AU a day] Of a fitness below an easy hour a week a percentage says nothing: our choice."""

FORM_FLOOR = -30.0
"""[% of fitness] Form above this never counts (Friel's and intervals.icu's band, grade D)."""

AFTER_RACE = 7
"""[d] Mornings after a race on which a low form is the race's, as in `simulate`: our choice."""

LOWEST = 0.05
"""Share of the athlete's own days that may lie lower for form to count as low: our choice."""


@flag(
    "R12",
    title="load jump",
    domain="load",
    needs={"load"},
    evidence="D",
    level="info",
    base_rate="on 7 to 11 % of days, 3 to 8 spells a year, in seven years of a runner and four of a cyclist "
    "(own count; whether anything was wrong is not known)",
    other_causes="an easy month or days off before, a training camp, a race, a change of watch or of the way "
    "load is measured",
    step="keep the next seven days at the load of the largest of the four weeks before",
    reference="convention; Damsted et al. 2018: more than 30 % a week against less than 10 %, hazard ratio "
    "1.59 (0.96–2.66)",
)
def load_jump(history: History, *, limit: float = 1.3) -> Iterator[Sign | NotEvaluated]:
    """Find weeks above `limit` times the largest of the previous four, and unusually low form.

    Parameters
    ----------
    history : with load [AU a day], (1, n_days); fitness and form [AU a day] where a model gives them, race_load [AU a
        day] where planned races are among the load.
    limit : [ratio of week loads]

    Yields
    ------
    Sign
        for each day on which the load of the trailing week is above the limit and by at least an hour of easy
        running; or on which form, as a percentage of fitness, is below -30 and lower than on 95 % of the
        athlete's own days of the last half year (at least 8 weeks).

    Notes
    -----
    Week-on-week change, acute:chronic ratio, ramp and form are one quantity in four dresses: a steady ramp of
    r fitness points a week brings form to -5 r. So they make one sign, not four that seem to confirm each
    other. In runners the ratio and the weekly change are null or reversed as predictors of injury; this is a
    description, not a risk. A rise from four weeks without any load has no ratio and is not judged. All 35
    days must be known.

    A planned race counts in the weeks before, not in the week that is judged, and a low form in the week after it is
    the race's: neither is a mistake of the training.

    References
    ----------
    .. [1] Frandsen et al., Br J Sports Med 59 (2025) 1203-1210, doi 10.1136/bjsports-2024-109380.
    """
    load = history.one("load")
    week = trailing(load, WEEK).sum(axis=-1)
    # The maximum passes nan on: five complete weeks or no answer.
    before = np.max([_shifted(week, WEEK * k) for k in range(1, WEEKS_BEFORE + 1)], axis=0)
    known = ~np.isnan(week) & (before > 0)
    race = _race_load(history)
    raced = np.nansum(trailing(race, WEEK), axis=-1)
    judged = week - raced
    ratio = np.round(judged / np.where(before > 0, before, np.nan), 6)
    jump = known & (ratio > limit) & (judged - before >= FLOOR)
    form = _form_percent(history)
    higher, days = share_below(-form, length=BASELINE, lag=1, least=LEAST)
    tired_by_race = np.nansum(trailing(race, AFTER_RACE, lag=1), axis=-1) > 0
    low = (form < FORM_FLOOR) & (higher >= 1 - LOWEST) & ~tired_by_race
    jumps = np.cumsum(jump)
    for i in np.flatnonzero(jump | low):
        day = history.day(int(i))
        if jump[i]:
            yield load_jump.sign(
                day,
                seen=float(ratio[i]),
                limit=limit,
                unit="× the largest of the four weeks before",
                n=WEEKS_BEFORE,
                message=f"The load of the week to {spoken(day)} was {judged[i]:.0f}{_without(raced[i])}, "
                f"{100 * (ratio[i] - 1):.0f} % more than the largest of the n={WEEKS_BEFORE} weeks before "
                f"({before[i]:.0f}){_with(form[i])}.",
                unusual=f"{jumps[i]} of your {known[: i + 1].sum()} comparable 7-day windows did this",
            )
        else:
            yield load_jump.sign(
                day,
                seen=float(form[i]),
                limit=FORM_FLOOR,
                unit="% of fitness (form)",
                n=int(days[i]),
                message=f"On {spoken(day)} form was {form[i]:.0f} % of fitness, lower than on "
                f"{percent(higher[i])} of your own days (n={days[i]}).",
                unusual=f"{percent(higher[i])} of your last {days[i]} days were higher",
            )
    if not len(load) or not known[-1]:
        yield load_jump.not_evaluated(_why_not(load))


def _form_percent(history: History) -> NDArray[np.float64]:
    """Form as a percentage of fitness, nan where no model gives them, or of a fitness too low to be a measure."""
    fitness = history.one("fitness")
    return 100 * history.one("form") / np.where(fitness >= FITNESS_FLOOR, fitness, np.nan)


def _race_load(history: History) -> NDArray[np.float64]:
    """Load of planned races [AU a day], 0 on days without one."""
    return np.nan_to_num(history.one("race_load")) if "race_load" in history.series else np.zeros(history.n_days)


def _shifted(values: NDArray[np.float64], days: int) -> NDArray[np.float64]:
    return trailing(values, 1, lag=days)[..., 0]


def _without(race: float) -> str:
    return f" without its race ({race:.0f})" if race else ""


def _with(form: float) -> str:
    return "" if np.isnan(form) else f"; form stood at {form:+.0f} % of fitness"


def _why_not(load: NDArray[np.float64]) -> str:
    last = load[-WEEK * (WEEKS_BEFORE + 1) :]
    known = int((~np.isnan(last)).sum())
    if known < WEEK * (WEEKS_BEFORE + 1):
        return f"load is known for {known} of the last 35 days"
    return "no training in the four weeks before this one, nothing to hold it against"
