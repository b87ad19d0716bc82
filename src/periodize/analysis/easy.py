"""How much of an activity was above easy."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.value import NotComputable
from periodize.analysis.zone_time import ZoneTimes, time_in_zones
from periodize.plain import dataclass
from periodize.zones import edges_of

if TYPE_CHECKING:
    from periodize.athlete import Athlete
    from periodize.effort import Effort
    from periodize.zones import ZoneModel

EASY_UP_TO = 0.88
"""Fraction of threshold: zones that end above it are not easy. Our choice, where the plan language's work begins."""

COVERED = 0.8
"""Share of the time of which heart rate must be known to speak for all of it: our choice."""


@dataclass(frozen=True, slots=True)
class AboveEasy:
    """How much of an activity was above easy.

    Parameters
    ----------
    share : [0-1] of the time of which the channel is known.
    ceiling : [bpm, m/s, W] where easy ends.
    channel : heart_rate, graded_speed, speed or power.
    """

    share: float
    ceiling: float
    channel: str


def easy_zones(model: ZoneModel | None) -> int:
    """Return how many zones of a model are easy, at least one.

    Examples
    --------
    >>> [easy_zones(model) for model in ("seiler3", "friel5", "coros6", "coggan7", (0.9, 1.0))]
    [1, 2, 2, 2, 1]
    """
    return max(1, bisect_right(edges_of(model), EASY_UP_TO))


def above_easy(effort: Effort, athlete: Athlete, *, zones: ZoneModel | None = None) -> AboveEasy | NotComputable:
    """Return the share of an activity's time above easy.

    Parameters
    ----------
    effort : with its stream.
    athlete : resolved for the day.
    zones : name of the model or edges of one's own; None: the athlete's.

    Notes
    -----
    By heart rate where four fifths of the time have it and a threshold is known, because heat, hills and a bad night
    count for an easy day; else by pace, graded where the effort has it, or by power. Easy ends with the last zone
    that ends at or below 88 % of threshold, or at the first ventilatory threshold where a test gave one.
    """
    if len(effort.dt) <= 1:
        return NotComputable("only averages are known")
    times = time_in_zones(effort, athlete, zones=zones)
    by_heart = effort.coverage("heart_rate") >= COVERED
    if by_heart and athlete.vt1 is not None:
        return _above(effort, athlete.vt1)
    number = easy_zones(zones if zones is not None else athlete.zones)
    for name in (*(["heart_rate"] if by_heart else []), "pace", "power"):
        found = times[name]
        if isinstance(found, ZoneTimes):
            return of_zones(found, number)
    return NotComputable("no heart rate, pace or power with a threshold")


def of_zones(times: ZoneTimes, number: int) -> AboveEasy:
    """Return the share of the time in zones above the easy ones, of which there are a number."""
    return AboveEasy(sum(times.seconds[number:]) / sum(times.seconds), times.edges[number - 1], times.channel)


def _above(effort: Effort, ceiling: float) -> AboveEasy:
    values = effort.channels["heart_rate"]
    known = ~np.isnan(values)
    above = float(effort.dt[known & (values > ceiling)].sum())
    return AboveEasy(above / float(effort.dt[known].sum()), ceiling, "heart_rate")
