"""Where each sample of a recording lies: by the device's own count, or else by its speed between the ends of laps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.analysis.gaps import PAUSE
from periodize.analysis.steps import STILL, edges_of, usual_speed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from periodize.activity import Activity

    Floats = NDArray[np.float64]

SCALES = (0.8, 1.25)
"""Share of the recorded distance that the recorded speed may come to; beyond it the two are not of one race: our
choice, as in `compare.samples`."""

SHORTEST_LAP = 200.0
"""[m] Where a lap is shorter its ends are no anchor, since they are told to the second: our choice."""

LEAP = 2.0
"""Share of the usual speed; a count that goes on faster had not been kept up, so the athlete did not stand: our
choice."""


def trusted(counted: Floats | None, along: Floats) -> Floats | None:
    """Return what the device counted [m] where that agrees with its speed, else None; arguments as in `as_counted`."""
    if counted is None or np.isnan(counted).all():
        return None
    first, last = np.flatnonzero(~np.isnan(counted))[[0, -1]]
    ends = [(float(along[place]), float(counted[place])) for place in (first, last)]
    return counted if _fits(*ends) else None


def as_counted(counted: Floats, along: Floats, ran: Floats) -> Floats:
    """Return what each sample covered [m], so that it adds up to what the device counted.

    Parameters
    ----------
    counted : (n,) [m] where each sample begins, nan where missing.
    along, ran : (n + 1,) [m] by speed, [s] moving time, where samples begin and end.
    """
    known = np.flatnonzero(~np.isnan(counted))
    places, clock = counted[known], ran[known]
    still = np.diff(along[known]) <= STILL * np.diff(clock)
    # a pool counts a length at a time: between two counts the swimmer swims
    told = np.append(0, np.flatnonzero((np.diff(places) > 0) | still) + 1)
    told = known[np.union1d(told, _stood(places, clock, usual_speed(np.diff(along), np.diff(ran))))]
    # what was counted while the speed was 0 is spread over the time
    rising = along + STILL**2 * ran
    return np.diff(np.interp(rising, rising[told], counted[told]))


def continued(counted: Floats, by_speed: Floats) -> Floats:
    """Return a count that goes on by speed before its first place and after its last one.

    Parameters
    ----------
    counted : (n,) [m] where each sample begins, nan where missing.
    by_speed : (n,) [m] what each sample covered, 0 where no speed was recorded.

    Notes
    -----
    A first count above 0 was covered since the recording began.
    """
    first, last = np.flatnonzero(~np.isnan(counted))[[0, -1]]
    here = np.arange(len(counted))
    nearest, along = np.clip(here, first, last), edges_of(by_speed)[:-1]
    found: Floats = counted[nearest] + (along - along[nearest])
    if first and counted[first] > 0:
        found[:first] = np.nan
        found[0] = 0.0
    return found


def _stood(counted: Floats, clock: Floats, usual: float) -> NDArray[np.intp]:
    """Return the last place of each count at which the athlete stood: at the first one, or for longer than a pause.

    A count that then leaps had not been kept up: of a pool, or of a receiver in a tunnel.
    """
    news = np.flatnonzero(np.diff(counted) > 0) + 1
    begins, lasts = np.append(0, news)[:-1], news - 1
    long = (clock[lasts] - clock[begins] > PAUSE) | (begins == 0)
    leaps = counted[news] - counted[lasts] > LEAP * usual * (clock[news] - clock[lasts])
    found: NDArray[np.intp] = lasts[long & ~leaps]
    return found


def anchors(activity: Activity, along: Floats, ran: Floats) -> tuple[list[float], list[float]]:
    """Return places by speed [m] and the same by the device [m]: the ends of laps, and of the whole.

    Laps that do not fit the speed are passed over, and so are all where there was a pause: the device's moving time and
    ours may differ after it.
    """
    places, passed, lasted = [(0.0, 0.0)], 0.0, 0.0
    for lap in () if activity.pauses else activity.laps[:-1]:
        if lap.distance is None:
            break
        passed, lasted = passed + lap.distance, lasted + lap.duration
        place = (float(np.interp(lasted, ran, along)), passed)
        if passed - places[-1][1] >= SHORTEST_LAP and _fits(places[-1], place):
            places.append(place)
    summed = float(along[-1])
    end = (summed, activity.distance or summed)
    if not _fits(places[0], end):
        end = (summed, summed)
    while len(places) > 1 and not _fits(places[-1], end):
        places.pop()
    places.append(end)
    return [by_speed for by_speed, _ in places], [by_device for _, by_device in places]


def _fits(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Tell whether speed and device agree on the way between two places; each is (by speed, by device) [m]."""
    by_speed, by_device = other[0] - one[0], other[1] - one[1]
    return by_speed > 0 and SCALES[0] <= by_device / by_speed <= SCALES[1]
