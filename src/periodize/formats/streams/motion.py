"""Speed from what a device wrote: its own speed, else its distance, else its positions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.formats.streams.grade import grade_factor, slope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FASTEST: Mapping[str, float] = {
    "run": 9.0, "walk": 4.5, "hike": 4.5, "bike": 30.0, "swim": 3.0, "row": 8.0, "ski": 25.0, "gym": 9.0,
    "xt": 40.0,
}  # fmt: skip
"""[m/s] Faster is a fault of the sensor: our choice. run is above the pace of any 800 m; gates in use at
7 m/s would erase short repeats."""

FOOT_SPORTS = frozenset({"run", "walk", "hike"})
"""Sports that get a graded speed."""

SPEED_WINDOW = 10.0
"""[s] Span over which speed is taken from distance: our choice. It levels rounding, and leaves 200 m repeats, whose own
pace is counted without it. In eleven recordings of a Forerunner 310XT it wanders by 0.25 to 0.5 m/s about the mean of a
minute, as the speed of the device itself does; over three seconds it would by a third more."""

CLIMB_RATE = 3.0
"""[m/s] A faster change of altitude is a fault of the sensor: our choice."""

COUNTER_START = 100.0
"""[m] A distance that starts above this, and above what can be covered since the first record, belongs to what came
before: our choice."""

EARTH = 6_371_008.8
"""[m] Mean radius (IUGG)."""

ENOUGH = 0.5
"""Share of samples that a channel must have to be preferred over a derived one: our choice."""


def share_known(values: Floats | None) -> float:
    """Return the share of samples that have a value, 0-1."""
    return 0.0 if values is None or not len(values) else float(np.mean(~np.isnan(values)))


def unwrapped(distance: Floats, times: Floats, sport: str) -> Floats:
    """Return a cumulated distance that only grows: resets joined, impossible leaps left out.

    Parameters
    ----------
    distance : (n,) [m] as the device counted, nan where missing.
    times : (n,) [s] increasing.
    sport : for the fastest speed that is possible.
    """
    known = np.flatnonzero(~np.isnan(distance))
    result = np.full(len(distance), np.nan)
    if not len(known):
        return result
    counted = distance[known]
    step = np.diff(counted)
    # a fall below half is a counter that starts again, a smaller one a correction
    step = np.where(step >= 0, step, np.where(counted[1:] < counted[:-1] / 2, counted[1:], 0.0))
    reachable = FASTEST[sport] * np.diff(times[known]) + COUNTER_START
    step[step > reachable] = 0.0
    before = FASTEST[sport] * (times[known[0]] - times[0]) + COUNTER_START
    first = counted[0] if 0 <= counted[0] <= before else 0.0
    result[known] = first + np.concatenate([[0.0], np.cumsum(step)])
    return result


def along_positions(latitude: Floats, longitude: Floats) -> Floats:
    """Return the cumulated great-circle distance [m] of positions [degrees], nan where there is none."""
    known = np.flatnonzero(~(np.isnan(latitude) | np.isnan(longitude)))
    result = np.full(len(latitude), np.nan)
    if not len(known):
        return result
    lat, lon = np.radians(latitude[known]), np.radians(longitude[known])
    chord = np.sin(np.diff(lat) / 2) ** 2 + np.cos(lat[1:]) * np.cos(lat[:-1]) * np.sin(np.diff(lon) / 2) ** 2
    step = 2 * EARTH * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0)))
    result[known] = np.concatenate([[0.0], np.cumsum(step)])
    return result


def speed_from_distance(distance: Floats, dt: Floats, paused: NDArray[np.bool_]) -> Floats:
    """Return the speed [m/s] of each sample from a cumulated distance.

    Parameters
    ----------
    distance : (n,) [m] not decreasing, nan where missing.
    dt : (n,) [s] moving time of each sample.
    paused : (n,) whether a pause follows the sample; what was covered in it does not count.
    """
    clock = np.concatenate([[0.0], np.cumsum(dt)])
    known = np.flatnonzero(~np.isnan(distance))
    if len(known) < 2:
        return np.full(len(dt), np.nan)
    step = np.diff(distance[known])
    pauses_before = np.concatenate([[0], np.cumsum(paused)])
    step[np.diff(pauses_before[known]) > 0] = 0.0
    # only where the count changes is it known: a pool adds a length at a time
    changes = np.concatenate([[True], step > 0])
    changes[-1] = True
    knots, counted = clock[known][changes], np.concatenate([[0.0], np.cumsum(step)])[changes]
    middle = clock[:-1] + dt / 2
    half = np.maximum(SPEED_WINDOW, dt) / 2
    low, high = np.clip(middle - half, knots[0], knots[-1]), np.clip(middle + half, knots[0], knots[-1])
    width = high - low
    covered = np.interp(high, knots, counted) - np.interp(low, knots, counted)
    width[: known[0]] = width[known[-1] + 1 :] = 0.0  # where nothing was counted nothing is known
    speed: Floats = np.divide(covered, width, out=np.full(len(dt), np.nan), where=width > 0)
    return speed


def graded(speed: Floats, altitude: Floats, times: Floats, dt: Floats, paused: NDArray[np.bool_]) -> Floats:
    """Return the level speed [m/s] of equal metabolic cost.

    Parameters
    ----------
    speed : (n,) [m/s].
    altitude : (n,) [m] nan where missing, at least one known.
    times, dt : (n,) [s] clock time and moving time.
    paused : (n,) whether a pause follows; a barometer drifts in it, so the step across it does not count.
    """
    known = np.flatnonzero(~np.isnan(altitude))
    height = np.interp(times, times[known], altitude[known])
    climb, gap = np.diff(height), np.diff(times)
    climb[(np.abs(climb) > CLIMB_RATE * gap) | paused[:-1]] = 0.0
    profile = np.concatenate([[0.0], np.cumsum(climb)])
    covered = np.concatenate([[0.0], np.cumsum(np.nan_to_num(speed) * dt)[:-1]])
    return speed * grade_factor(slope(covered, profile))
