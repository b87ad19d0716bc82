"""Whether repeats that were found by pace or power are seen elsewhere too: pace alone may be noise, or wind."""

from __future__ import annotations

from itertools import starmap
from math import isnan, nan
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from periodize.compare.samples import sums_over

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.compare.alignment import Stretch
    from periodize.compare.samples import Samples

FOLLOWS, RISE = 45.0, 3.0
"""[s], [bpm] Over repeats from so long heart rate rises by at least so much, of shorter ones it comes too late to tell:
our choice. Its means need not differ: in a recording of June 2013 minutes at 3:30 and at 4:48/km alternate, and as
heart rate is half a minute late it is as high in the easy ones, but rises by 6 over each fast one."""

EDGE = 10.0
"""[s] Heart rate at the begin and at the end of a repeat is the mean of so long: our choice."""

MORE = {"cadence": 1.02, "power": 1.05}
"""By what ratio runs have more of it in repeats than in what is easy: our choice, well below that of their paces."""


def believed(sets: Sequence[Sequence[Stretch]], stretches: Sequence[Stretch], samples: Samples, *, sport: str) -> bool:
    """Tell whether heart rate, cadence or power shows repeats too, or none of them can tell.

    Parameters
    ----------
    sets : the repeats.
    stretches : work and easy in turn.
    samples : of the session.
    sport : of the session; cadence and power are asked of runs, that are found by pace.
    """
    heart = _heart(sets, stretches, samples)
    if heart or sport != "run":
        return heart is not False
    told = [heart, *(_more(name, stretches, samples) for name in MORE)]
    return any(told) or all(one is None for one in told)


def _heart(sets: Sequence[Sequence[Stretch]], stretches: Sequence[Stretch], samples: Samples) -> bool | None:
    """Tell whether heart rate rises over the repeats of every set, or is higher in them; None where it cannot tell."""
    rate = samples.channels.get("heart_rate")
    known = rate[~np.isnan(rate)] if rate is not None else np.empty(0)
    if not len(known) or known.min() == known.max():
        return None  # a strap that is stuck tells nothing
    found = []
    for some in sets:
        rises = [_rise(samples, one.start, one.start + one.duration) for one in some if one.duration >= FOLLOWS]
        found += [median(told)] if (told := [rise for rise in rises if not isnan(rise)]) else []
    if not found:
        return None
    hard, easy = _hard_and_easy("heart_rate", stretches, samples)
    return min(found) >= RISE or hard - easy >= RISE


def _rise(samples: Samples, begin: float, end: float) -> float:
    """Return by how much heart rate is higher at the end of a repeat than at its begin [bpm]; nan where not known."""
    late, early = ((end - EDGE, end), (begin, begin + EDGE))
    return _mean(samples, "heart_rate", [late]) - _mean(samples, "heart_rate", [early])


def _more(name: str, stretches: Sequence[Stretch], samples: Samples) -> bool | None:
    """Tell whether there is more of a channel in work than in what is easy; None where one of them is not known."""
    hard, easy = _hard_and_easy(name, stretches, samples)
    return hard >= MORE[name] * easy if hard > 0 and easy > 0 else None


def _hard_and_easy(name: str, stretches: Sequence[Stretch], samples: Samples) -> tuple[float, float]:
    """Return the means of a channel over the work, and over what is easy between: beside a single block, around it."""
    if name not in samples.channels:
        return nan, nan
    work = [k for k, one in enumerate(stretches) if one.work]
    between = stretches[work[0] : work[-1]] if len(work) > 1 else stretches
    times = ([one for one in stretches if one.work], [one for one in between if not one.work])
    hard, easy = (_mean(samples, name, [(one.start, one.start + one.duration) for one in some]) for some in times)
    return hard, easy


def _mean(samples: Samples, name: str, times: Sequence[tuple[float, float]]) -> float:
    """Return the mean of a channel over times from begin to end [s]; nan where it is not known."""
    sums = [sums_over(samples.channels[name][within], samples.dt[within]) for within in starmap(samples.between, times)]
    total, time = (sum(each) for each in zip(*sums, strict=True)) if sums else (nan, 0.0)
    return total / time if time > 0 else nan
