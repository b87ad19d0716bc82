"""How far repeats went: by the distance that the device counted, as its speed is levelled, and late."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.compare.alignment import Stretch
from periodize.compare.samples import SCALES, SPEEDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.compare.samples import Floats, Samples

LATE = np.arange(0.0, 8.5, 0.5)
"""[s] By how much the speed of a device may come after its distance. In 33 recordings of a Forerunner 310XT it comes
4.5 s after (median; half of them 3.5 to 5.5), and the distance with the positions. More than 8 are not tried: our
choice."""

COUNTS_ON = 0.9
"""Share of the samples of repeats in which the count has to go on: a pool adds a length at a time. Our choice."""


def by_count(samples: Samples, stretches: Sequence[Stretch], channel: str) -> list[Stretch]:
    """Return stretches with the distance that the device counted in them, and the speed that follows from it.

    Parameters
    ----------
    samples : of a session.
    stretches : work and easy in turn, all that was recorded.
    channel : what told when each began: speed or power.

    Notes
    -----
    Speed that is taken from distance is levelled over some seconds, so that a short repeat loses what the recoveries
    beside it gain, and a device's own is late: 30 s of it hold the first seconds of the jog. The count has all of it,
    that many seconds earlier. How many nobody says: those with which the repeats cover the most, as any other number
    takes some of a recovery for a repeat. A stretch that begins or ends where the recording stood stays there, and so
    does all that power told. Distances stay as they are where a count is missing, too coarse, or not of one run with
    the speed.
    """
    far = _far(samples)
    work = np.array([bool(one.work and one.distance) for one in stretches])
    if far is None or not work.any():
        return list(stretches)
    n = len(samples.dt)
    edges = np.append(samples.start.searchsorted([one.start - 1e-6 for one in stretches]), n)
    goes_on = np.append(0, (far[1:] > far[:-1]).cumsum())
    if np.diff(goes_on[edges])[work].sum() < COUNTS_ON * np.diff(edges)[work].sum():
        return list(stretches)
    stops = {n, *(piece.start for piece in samples.pieces())}
    stands = np.array([edge in stops for edge in edges.tolist()])
    moved = ~(stands[:-1] | stands[1:])
    clock = np.append(0.0, samples.dt.cumsum())
    tried = LATE if channel in SPEEDS else LATE[:1]
    covered = np.diff(np.interp(clock[edges] - tried[:, None], clock, far))
    late = int(covered[:, work & moved].sum(axis=1).argmax())
    metres = np.where(moved, covered[late], covered[0])
    by_speed = sum(one.distance or 0.0 for one in stretches if one.work)
    if not SCALES[0] * by_speed <= metres[work].sum() <= SCALES[1] * by_speed:
        return list(stretches)
    return [_with_distance(*pair) for pair in zip(stretches, metres.tolist(), strict=True)]


def _far(samples: Samples) -> Floats | None:
    """Return how far it had come where each sample begins and where the last one ends, (n + 1,) [m].

    What was counted while the recording stood is left out: the last sample before it covers no more than the one before
    that.
    """
    count, dt, known = samples.counted, samples.dt, ~np.isnan(samples.counted)
    if np.count_nonzero(known) < max(COUNTS_ON * len(dt), 2):
        return None
    if not known.all():
        count = np.interp(np.arange(len(dt)), np.flatnonzero(known), count[known])
    far = np.append(count, count[-1] + (count[-1] - count[-2]) / dt[-2] * dt[-1])
    for piece in samples.pieces()[1:]:
        at = piece.start
        step, most = far[at] - far[at - 1], (far[at - 1] - far[max(at - 2, 0)]) / dt[at - 2] * dt[at - 1]
        far[at:] -= step - (min(step, most) if step > 0 else most)
    return far


def _with_distance(one: Stretch, metres: float) -> Stretch:
    if not one.distance or metres <= 0:
        return one
    ratio = metres / one.distance
    means = tuple((name, mean * ratio if name in SPEEDS else mean) for name, mean in one.means)
    return Stretch(one.work, one.start, one.duration, metres, means)
