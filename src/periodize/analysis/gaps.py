"""Gaps between records, in which the device counted on: they were run, and are no standing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.analysis.steps import DRIFT
from periodize.effort import Effort

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.activity import Activity

    Floats = NDArray[np.float64]

PAUSE = 10.0
"""[s] A longer sample is one before a gap, unless samples are usually as long: our choice, as in `formats.streams`."""

USUALLY = 3
"""Usual samples that a sample is no longer than, or it is one before a gap: our choice, as in `formats.streams`."""


class Bridged(NamedTuple):
    """A recording whose gaps are samples where the device counted on.

    Parameters
    ----------
    activity : without those pauses; in such a sample no channel is known.
    across : (n,) [m] what was counted in such a sample, 0 in any other.
    """

    activity: Activity
    across: Floats


def bridged(activity: Activity) -> Bridged:
    """Return a recording with a sample for each gap in which the device counted on.

    Notes
    -----
    A gap is a pause, or what a sample is longer than usual: a reader makes a gap of up to a minute one long sample.
    """
    return _parted(_counted_on(activity))


def _counted_on(activity: Activity) -> Bridged:
    """Return a recording whose pauses are samples where the device counted on.

    Notes
    -----
    What it counted beyond what the speed tells of the samples around the gap was covered in it, evenly. Where several
    gaps lie between two counts each has a share of it by its length.
    """
    effort, counted = activity.effort, activity.counted
    dt, speed = effort.dt, effort.channels.get("speed")
    if counted is None or speed is None or not activity.pauses or np.isnan(speed).all():
        return Bridged(activity, np.zeros(len(dt)))
    along = np.append(0.0, np.cumsum(np.nan_to_num(speed) * dt))
    mean = float(np.nansum(speed * dt) / dt[~np.isnan(speed)].sum())
    known = np.flatnonzero(~np.isnan(counted))
    lasted = np.array([pause.duration for pause in activity.pauses])
    before = np.append(0.0, np.cumsum(lasted[:-1]))
    begun = np.array([pause.start for pause in activity.pauses]) - before
    after = np.searchsorted(np.cumsum(dt) - dt, begun - 1e-6)
    upper = np.searchsorted(known, after)
    inside = np.flatnonzero((upper > 0) & (upper < len(known)) & (lasted > 0))
    one, other = known[upper[inside] - 1], known[upper[inside]]
    beyond = counted[other] - counted[one] - (along[other] - along[one])
    whole = np.array([lasted[inside][one == begin].sum() for begin in one])
    on = beyond > DRIFT * mean * whole
    gaps, where = inside[on], after[inside[on]]
    lengths = (beyond / np.where(whole > 0, whole, 1.0))[on] * lasted[gaps]
    earlier = np.cumsum(lengths) - lengths
    earlier -= earlier[np.searchsorted(one[on], one[on])]
    begins = np.minimum(counted[one[on]] + along[where] - along[one[on]] + earlier, counted[other[on]])
    channels = {name: np.insert(values, where, np.nan) for name, values in effort.channels.items()}
    longer = Effort(effort.sport, np.insert(dt, where, lasted[gaps]), channels, effort.rpe)
    left = [pause for k, pause in enumerate(activity.pauses) if k not in set(gaps.tolist())]
    return Bridged(
        replace(activity, effort=longer, pauses=tuple(left), counted=np.insert(counted, where, begins)),
        np.insert(np.zeros(len(dt)), where, lengths),
    )


def _parted(whole: Bridged) -> Bridged:
    """Return a recording with what a sample is longer than usual as a sample of its own, of which no channel is known.

    It is covered as fast as the sample.
    """
    activity, across = whole
    effort, counted = activity.effort, activity.counted
    usual = float(np.median(effort.dt))
    long = np.flatnonzero((effort.dt > max(PAUSE, USUALLY * usual)) & (across == 0))
    speed = effort.channels.get("speed")
    if speed is None or not len(long):
        return whole
    rest = effort.dt[long] - usual
    shorter = effort.dt.copy()
    shorter[long] = usual
    after = long + 1
    channels = {name: np.insert(values, after, np.nan) for name, values in effort.channels.items()}
    parted = Effort(effort.sport, np.insert(shorter, after, rest), channels, effort.rpe)
    return Bridged(
        replace(activity, effort=parted, counted=None if counted is None else np.insert(counted, after, np.nan)),
        np.insert(across, after, np.nan_to_num(speed[long]) * rest),
    )
