"""What an athlete of whom nothing is known is taken to bring to a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from periodize.plan import Season
    from periodize.response import ResponseModel

DAY = timedelta(days=1)


def assumed(
    loads: Mapping[date, float],
    season: Season,
    first: date,
    model: ResponseModel,
    *,
    week: str = "the plan's first week",
) -> tuple[float, float, str]:
    """Return fitness and fatigue that an athlete of whom nothing is known is taken to bring, and in words why.

    Parameters
    ----------
    loads : day -> load of the days from `first` on [AU]; a day of rest may be left out.
    season : with its calendar.
    first : first day that is played.
    model : its time constants say how fitness fades.
    week : the words for the week from `first` on.

    Notes
    -----
    The mean daily load of the first week. First days of which the calendar leaves nothing, as of an injury, say
    nothing of the training before them: then it is that of the first week after them, faded over those before `first`.
    """
    begin = since = first
    kind = ""
    for entry in sorted(season.calendar, key=lambda one: one.first):
        if entry.load == 0 and entry.first <= begin <= entry.last:
            begin, since, kind = entry.last + DAY, min(since, entry.first), entry.kind
    level = sum(loads.get(begin + k * DAY, 0.0) for k in range(7)) / 7
    rest = [0.0] * (first - since).days
    fitness, recent = (faded(level, days, rest) for days in constants(model))
    fatigue = recent if season.athlete.fatigue is None else season.athlete.fatigue
    if not kind or not level:
        return fitness, fatigue, f"you already train like {week}"
    how = f"before the days of {kind} you trained like in the plan's first week after them"
    return fitness, fatigue, f"{how}, and not since {since}" if rest else how


def constants(model: ResponseModel) -> tuple[float, float]:
    """Return the time constants of a model [d], of the rolling averages where it has none; their means over runs."""
    import numpy as np

    from periodize.response import RollingAverage

    usual = RollingAverage()
    slow, fast = (
        float(np.mean(getattr(model, name, getattr(usual, name)))) for name in ("fitness_days", "fatigue_days")
    )
    return slow, fast


def faded(level: float, days: float, loads: Sequence[float]) -> float:
    """Return a mean daily load after more days, older ones counting less. days : [d] time constant."""
    from math import exp

    left = exp(-1 / days)
    for load in loads:
        level = left * level + (1 - left) * load
    return level
