"""How many runs go over the edge: a week far above the four before it, or form far below what fitness carries.

Both are of the warning sign R12, counted by calendar weeks.
"""

from __future__ import annotations

from collections import deque
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from periodize.response.base import FloatArray, Number
    from periodize.simulation.dose import Dose

WEEK: Final = 7
WEEKS_BEFORE: Final = 4
JUMP: Final = 1.3
"""[of the heaviest of the four weeks before] As the warning sign R12."""

FLOOR: Final = 100 * 0.76**2
"""[AU] An hour of easy running: smaller rises of a week are ignored, as by R12."""

LOW_FORM: Final = -0.3
"""[share of fitness] As the warning sign R12."""

FITNESS_FLOOR: Final = FLOOR / WEEK
"""[AU a day] Form is no share of a fitness below it, as for R12."""

MORNINGS: Final = 3
"""Mornings of low form in a week that are more than the long run of the day before: our choice. R12 asks instead for
a form that the athlete seldom has."""

AFTER_RACE: Final = 7
"""[d] Mornings after a race on which a low form is the race's, and does not count: our choice, as long as fatigue
lasts."""

ROUNDING: Final = 1e-6
"""Share by which a week may be above the limit by rounding alone: our choice."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """Shares of the runs that are over the edge.

    Parameters
    ----------
    jumps, lows, weeks : (n_weeks,) in each week: by its load, by mornings of low form in it, by either.
    jump, low, ever : in any week of the season.
    """

    jumps: FloatArray
    lows: FloatArray
    weeks: FloatArray
    jump: float
    low: float
    ever: float


def edge_of(
    loads: FloatArray,
    low_form: NDArray[np.bool_],
    week_starts: Sequence[int],
    *,
    before: Sequence[Number],
    doses: Sequence[Dose] = (),
) -> Edge:
    """Return the shares of the runs over the edge.

    Parameters
    ----------
    loads : (n_weeks, runs) [AU] of the weeks.
    low_form : (n_days, runs) whether a morning finds form below the limit.
    week_starts : days on which a week begins; the first is 0.
    before : [AU, scalar or (runs,)] of the four weeks before the season.
    doses : the planned sessions, whose races are what a high load or a low form may be meant to be.

    Notes
    -----
    As in plan lint P407 weeks that are not whole are neither judged nor held against, and a race counts in the weeks
    before, not in the week that is judged. Nor does the low form of the week after a race count: both are planned.
    """
    races = [dose for dose in doses if dose.race]
    low_form = low_form.copy()
    for race in races:
        low_form[race.day + 1 : race.day + 1 + AFTER_RACE] = False
    jumps, lows = np.zeros((2, *loads.shape), dtype=np.bool_)
    latest: deque[Number] = deque(before, maxlen=WEEKS_BEFORE)
    for week, (begin, end) in enumerate(pairwise((*week_starts, len(low_form)))):
        # forty times as fast as reduceat
        lows[week] = low_form[begin:end].view(np.int8).sum(axis=0, dtype=np.int16) >= MORNINGS
        if end - begin != WEEK:
            continue
        heaviest = reduce(np.maximum, latest)
        raced = sum(race.load for race in races if begin <= race.day < end)
        limit = raced + np.maximum(heaviest * JUMP * (1 + ROUNDING), heaviest + FLOOR)
        # from nothing at all there is no ratio
        jumps[week] = (loads[week] >= limit) & np.greater(heaviest, 0)
        latest.append(loads[week])
    both = jumps | lows
    return Edge(
        *(found.mean(axis=1) for found in (jumps, lows, both)),
        *(float(found.any(axis=0).mean()) for found in (jumps, lows, both)),
    )


def joined_edges(parts: Sequence[Edge], shares: Sequence[float]) -> Edge:
    """Return the edge of all runs of some blocks, each with its share of the runs."""

    def mean(name: str) -> Any:
        return sum(share * getattr(part, name) for part, share in zip(parts, shares, strict=True))

    return Edge(*map(mean, ("jumps", "lows", "weeks", "jump", "low", "ever")))
