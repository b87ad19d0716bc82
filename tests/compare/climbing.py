"""Rides as a device would record them, made up: roads of known climbs, noise of satellites and barometer, stops."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from periodize.activity import Activity, Pause
from periodize.effort import Effort
from tests.compare.recordings import NOON

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

METRE = 1 / 111_195
"""[degrees] A metre to the north."""

STRIDE = 10.0
"""[m] Places of a made-up road."""


@dataclass(frozen=True)
class Road:
    """A road: places [m north, east], altitude [m] every `STRIDE`, and where its climbs begin and end [m along]."""

    places: Floats
    altitude: Floats
    climbs: list[tuple[float, float]]


def road(rng: np.random.Generator, *, climbs: int = 2) -> Road:
    """Return a winding road through rolling land, with so many climbs, each with flatter and steeper parts."""
    grades, ends, along = [], [], 0.0

    def on(length: float, mean: float, spread: float) -> None:
        nonlocal along
        steps = int(length / STRIDE)
        waves = np.interp(np.arange(steps), 40 * np.arange(steps // 40 + 2), rng.normal(0, 1, steps // 40 + 2))
        grades.append(mean + spread * (waves - waves.mean()))
        along += steps * STRIDE

    on(rng.uniform(3000, 6000) if climbs else rng.uniform(15_000, 40_000), 0.0, 0.015)
    for _ in range(climbs):
        length, grade = rng.uniform(1800, 8000), rng.uniform(0.055, 0.09)
        begun = along
        on(length, grade, 0.015)
        ends.append((begun, along))
        on(length, -grade, 0.015)
        on(rng.uniform(2000, 5000), 0.0, 0.015)
    slope = np.concatenate(grades)
    bends = np.interp(
        np.arange(len(slope)), 30 * np.arange(len(slope) // 30 + 2), rng.normal(0, 0.9, len(slope) // 30 + 2)
    )
    heading = rng.uniform(0, 6) + bends + np.linspace(0, 2, len(slope))
    places = STRIDE * np.cumsum(np.stack([np.cos(heading), np.sin(heading)], axis=1), axis=0)
    return Road(places, 400 + STRIDE * np.cumsum(slope), ends)


def wander(rng: np.random.Generator, n: int, size: float, seconds: float) -> Floats:
    """Return an error that stays for a while, (n,) of the standard deviation given."""
    kept = np.exp(-1 / seconds)
    drawn = rng.normal(0, size * np.sqrt(1 - kept**2), n)
    found = np.empty(n)
    level = rng.normal(0, size)
    for k in range(n):
        level = kept * level + drawn[k]
        found[k] = level
    return found


def ride(rng: np.random.Generator, on: Road, *, stops: int = 2) -> tuple[Activity, Floats]:
    """Return a ride along a road as it was recorded, and where it was each second [m along].

    Satellites err by 4 m that stay for half a minute, the barometer by 8 m that stay for an hour and by 0.3 m; the
    rider stops now and then, with the watch or without.
    """
    whole = STRIDE * (len(on.altitude) - 1)
    grade = np.gradient(on.altitude, STRIDE)
    grade = np.convolve(np.pad(grade, 5, mode="edge"), np.full(11, 1 / 11), mode="valid")
    flat, strength = rng.uniform(8, 10), rng.uniform(0.8, 1.2)
    speeds = np.clip(flat * strength / (1 + 18 * np.maximum(grade, 0)) - 30 * np.minimum(grade, 0), 2.5, 16)
    reached = np.append(0.0, np.cumsum(STRIDE / speeds[:-1]))
    along = np.interp(np.arange(0, reached[-1]), reached, np.arange(len(on.altitude)) * STRIDE)
    stands = sorted(rng.integers(60, len(along) - 60, stops).tolist(), reverse=True)
    pauses: list[Pause] = []
    for number, at in enumerate(stands):
        if number % 2:
            pauses = [Pause(float(at), float(rng.integers(20, 300))), *pauses]
        else:
            lasts = int(rng.integers(10, 60))
            along = np.insert(along, at, np.full(lasts, along[at]))
            pauses = [Pause(pause.start + lasts, pause.duration) for pause in pauses]
    before = 0.0
    for k, pause in enumerate(pauses):
        pauses[k] = Pause(pause.start + before, pause.duration)
        before += pause.duration
    n = len(along)
    moved = np.diff(along, append=along[-1])
    places = np.stack([np.interp(along, np.arange(len(on.altitude)) * STRIDE, on.places[:, k]) for k in (0, 1)], axis=1)
    places = places + np.stack([wander(rng, n, 4.0, 30.0) for _ in range(2)], axis=1)
    altitude = np.interp(along, np.arange(len(on.altitude)) * STRIDE, on.altitude)
    altitude = altitude + wander(rng, n, 8.0, 3600.0) + rng.normal(0, 0.3, n)
    channels = {
        "speed": np.maximum(moved * (1 + wander(rng, n, 0.01, 60.0)), 0.0),
        "altitude": np.round(5 * altitude) / 5,
        "power": np.full(n, 200.0) + rng.normal(0, 30, n),
        "heart_rate": np.round(150 + wander(rng, n, 3.0, 60.0)),
    }
    effort = Effort("bike", np.ones(n), channels)
    made = Activity("a", "bike", NOON, effort, n + before, whole, pauses=tuple(pauses), positions=_degrees(places))
    return made, along


def hill(*, length: float = 3000.0, grade: float = 0.06, beside: float = 0.0, leaves: float = 1e9, down: bool = False,
         speed: float = 4.0, power: float = 250.0, sport: str = "bike", flat: float = 1500.0) -> Activity:  # fmt: skip
    """Return a ride without noise along a road to the north: level, up, level.

    beside : [m] to the east of it; leaves : [m of the climb] where the road turns east; down : the other way.
    """
    whole = flat + length + 1000
    along = np.arange(0.0, whole, speed)
    at = along[::-1] if down else along
    north = np.minimum(at, flat + leaves)
    n = len(along)
    channels = {
        "speed": np.full(n, speed), "altitude": 300 + grade * np.clip(at - flat, 0, length),
        "power": np.full(n, power), "heart_rate": np.full(n, 150.0), "temperature": np.full(n, 21.0),
    }  # fmt: skip
    positions = _degrees(np.stack([north, beside + at - north], axis=1))
    return Activity("a", sport, NOON, Effort(sport, np.ones(n), channels), float(n), n * speed, positions=positions)


def _degrees(places: Floats) -> Floats:
    """Return latitude and longitude of places [m north and east]."""
    north, east = 47.0 + places[:, 0] * METRE, 11.0 + places[:, 1] * METRE / np.cos(np.radians(47.0))
    return np.stack([north, east], axis=1)
