"""From timestamped records to an Effort: one builder for every format that records a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from periodize.activity import Pause
from periodize.bounds import FARTHEST, HEART_RATES, MOST_CADENCE, MOST_POWER, TEMPERATURES
from periodize.effort import Effort
from periodize.formats.streams.motion import (
    ENOUGH,
    FASTEST,
    FOOT_SPORTS,
    along_positions,
    graded,
    share_known,
    speed_from_distance,
    unwrapped,
)
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PAUSE = 10.0
"""[s] A longer gap between records is a pause: our choice; devices that save space write
one every 8 s or so."""

HOLE = 60.0
"""[s] Up to here a gap counts as movement when the device's distance went on through it: our choice."""

CLOCK_FAULT = 7 * 86_400.0
"""[s] Records this far from the others carry a wrong clock: our choice."""

EARLIEST, LATEST = 315_532_800.0, 4_102_444_800.0
"""[s since 1970] Stamps outside 1980..2100 are no dates: our choice."""

ONE_LEG: Mapping[str, float] = {"run": 120.0, "walk": 75.0, "hike": 75.0}
"""[1/min] A median cadence below this counts one leg, and is doubled to steps: our choice."""


SAID = ("heart_rate", "power", "speed", "cadence", "altitude", "temperature")
"""Channels of which it is said how much was left out."""


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """An effort with what else the records tell.

    Parameters
    ----------
    effort : channels over moving time.
    start : [s since 1970].
    elapsed : [s] the moving time and the pauses.
    distance : [m] or None.
    pauses : in the order of time.
    positions : (n, 2) latitude, longitude [degrees], a row for each sample, nan where missing; None without any.
    counted : (n,) [m] cumulated distance where each sample begins, nan where missing; None without any.
    dropped : what cannot be and was left out, in words.
    """

    effort: Effort
    start: float
    elapsed: float
    distance: float | None
    pauses: tuple[Pause, ...] = ()
    positions: Floats | None = None
    counted: Floats | None = None
    dropped: tuple[str, ...] = ()


def effort_from_records(
    sport: str,
    times: Floats,
    fields: Mapping[str, Floats],
    *,
    rpe: float | None = None,
    stops: Floats | None = None,
) -> Built | None:
    """Build an effort from records as a device wrote them.

    Parameters
    ----------
    sport : run bike swim row ski walk hike gym xt.
    times : (n,) [s since 1970] nan where missing; may be out of order or doubled.
    fields : name -> (n,) nan where missing: heart_rate [bpm], power [W], speed [m/s],
        distance [m, cumulated], altitude [m], temperature [deg C], cadence [1/min], latitude,
        longitude [degrees].
    rpe : session rating, 0-10.
    stops : (m, 2) from when to when the device's timer stood [s since 1970], in order, not overlapping.

    Returns
    -------
    Built or None
        None when no record has a time.

    Notes
    -----
    A sample lasts until the next record, less what the timer stood in between, and no less than the median
    sample. Across a longer gap that nothing explains it lasts as long as the median sample. What is left of a
    gap is a pause, so that samples and pauses add up to the elapsed time.
    """
    times, fields = _in_order(times, fields)
    if not len(times):
        return None
    raw, fields = fields, {name: _gated(name, values, sport) for name, values in fields.items()}
    counted = np.full(len(times), np.nan)
    if "distance" in fields and np.nanmax(fields["distance"], initial=0.0) > 0:
        counted = unwrapped(fields["distance"], times, sport)
    dt, paused = _clock(times, counted, _standing(times, stops))
    if share_known(counted) == 0 and "latitude" in fields and "longitude" in fields:
        counted = unwrapped(along_positions(fields["latitude"], fields["longitude"]), times, sport)
    speed = _best_speed(fields.get("speed"), _gated("speed", speed_from_distance(counted, dt, paused), sport))
    channels: dict[str, Floats] = {}
    for name in ("heart_rate", "power", "altitude", "temperature"):
        if name in fields:
            channels[name] = fields[name]
    if speed is not None:
        channels["speed"] = speed
        altitude = fields.get("altitude")
        if sport in FOOT_SPORTS and altitude is not None and share_known(altitude) >= ENOUGH:
            channels["graded_speed"] = graded(speed, altitude, times, dt, paused)
    if "cadence" in fields:
        channels["cadence"] = _both_legs(fields["cadence"], sport)
    known = {name: values for name, values in channels.items() if share_known(values) > 0}
    total = float(np.nanmax(counted)) if share_known(counted) > 0 else None
    return Built(
        effort=Effort(sport, dt, known, rpe),
        start=float(times[0]),
        elapsed=float(times[-1] - times[0] + dt[-1]),
        distance=total,
        pauses=_pauses(times, dt, paused),
        positions=_positions(fields),
        counted=counted if total is not None else None,
        dropped=tuple(_dropped(raw, fields)),
    )


def _dropped(raw: Mapping[str, Floats], kept: Mapping[str, Floats]) -> Iterator[str]:
    """Yield what a sensor said that cannot be."""
    for name in SAID:
        if name in raw and (lost := int(np.isfinite(raw[name]).sum() - np.isfinite(kept[name]).sum())):
            yield f"{count(lost, 'sample')} of {name.replace('_', ' ')}"


def effort_of_summary(
    sport: str, moving: Sequence[float], averages: Mapping[str, Sequence[float]], *, rpe: float | None = None
) -> Effort:
    """Build an effort from averages, for an activity of which no stream is known.

    Parameters
    ----------
    sport : run bike swim row ski walk hike gym xt.
    moving : (n,) [s] moving time of each part: the laps, or one for the whole; positive.
    averages : channel -> (n,) mean over the part, nan where missing.
    rpe : session rating, 0-10.
    """
    channels = {name: _gated(name, np.asarray(values, dtype=float), sport) for name, values in averages.items()}
    if not np.nanmax(channels.get("speed", np.zeros(1)), initial=0.0) > 0:
        channels.pop("speed", None)
    if "cadence" in channels:
        channels["cadence"] = _both_legs(channels["cadence"], sport)
    known = {name: values for name, values in channels.items() if share_known(values) > 0}
    return Effort(sport, np.asarray(moving, dtype=float), known, rpe)


def peak_rate(rate: float) -> float | None:
    """Return the highest heart rate [bpm] that a source names, None where no heart beats so."""
    return rate if HEART_RATES[0] <= rate <= HEART_RATES[1] else None


def _best_speed(device: Floats | None, derived: Floats) -> Floats | None:
    """Return the device's speed where it has enough of it, else the one from distance, else None."""
    if device is None or not np.nanmax(device, initial=0.0) > 0:
        device = None  # a sensor that never turned knows nothing
    elif share_known(device) >= ENOUGH:
        return device
    return derived if share_known(derived) > share_known(device) else device


def _in_order(times: Floats, fields: Mapping[str, Floats]) -> tuple[Floats, dict[str, Floats]]:
    """Sort by time, leave out what has no believable time, and join records of the same instant."""
    keep = np.flatnonzero((times > EARLIEST) & (times < LATEST))
    keep = keep[np.argsort(times[keep], kind="stable")]
    if not len(keep):
        return times[:0], {}
    ordered = times[keep]
    groups = np.split(keep, np.flatnonzero(np.diff(ordered) > CLOCK_FAULT) + 1)
    keep = max(groups, key=len)
    instants, where = np.unique(times[keep], return_inverse=True)
    joined = {}
    for name, values in fields.items():
        column = np.full(len(instants), np.nan)
        taken = values[keep]
        known = np.flatnonzero(np.isfinite(taken))[::-1]  # backwards, so that the first one stays
        column[where[known]] = taken[known]
        joined[name] = column
    return instants, joined


def _standing(times: Floats, stops: Floats | None) -> Floats:
    """Return for how long the timer stood between each record and the next [s]."""
    if stops is None or not len(stops):
        return np.zeros(len(times) - 1)
    stood = np.cumsum(np.diff(stops, axis=1))
    before = np.column_stack([np.append(0.0, stood[:-1]), stood])
    return np.diff(np.interp(times, stops.ravel(), before.ravel()))


def _clock(times: Floats, counted: Floats, standing: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the length of each sample and whether a pause follows it."""
    if len(times) == 1:
        return np.ones(1), np.zeros(1, dtype=bool)
    gap = np.diff(times)
    running = gap - standing
    usual = float(np.median(gap))
    limit = max(PAUSE, min(3 * usual, HOLE))
    paused = running > limit
    covered = np.diff(counted)
    steady = ~paused & ~np.isnan(covered)
    if steady.any() and covered[steady].sum() > 0:
        pace = covered[steady].sum() / gap[steady].sum()
        paused &= ~((running <= HOLE) & (np.nan_to_num(covered) >= pace / 2 * running))
    short = min(float(np.median(gap[~paused])), limit) if (~paused).any() else 1.0
    dt = np.where(paused, short, np.maximum(running, np.minimum(short, gap)))
    return np.append(dt, short), np.append(dt < gap, False)


def _pauses(times: Floats, dt: Floats, paused: NDArray[np.bool_]) -> tuple[Pause, ...]:
    where = np.flatnonzero(paused)
    begin = times[where] + dt[where]
    lasted = times[where + 1] - begin
    return tuple(map(Pause, (begin - times[0]).tolist(), lasted.tolist()))


def _positions(fields: Mapping[str, Floats]) -> Floats | None:
    if "latitude" not in fields or "longitude" not in fields:
        return None
    places = np.column_stack([fields["latitude"], fields["longitude"]])
    places[np.isnan(places).any(axis=1)] = np.nan
    return None if np.isnan(places).all() else places


def _gated(name: str, values: Floats, sport: str) -> Floats:
    """Replace what a sensor cannot mean by nan."""
    low, high = {
        "heart_rate": HEART_RATES,
        "power": (0.0, MOST_POWER),
        "speed": (0.0, FASTEST[sport]),
        "cadence": (0.0, MOST_CADENCE),
        "distance": (0.0, FARTHEST),
        "altitude": (-500.0, 9000.0),
        "temperature": TEMPERATURES,
        "latitude": (-90.0, 90.0),
        "longitude": (-180.0, 180.0),
    }[name]
    return np.where((values >= low) & (values <= high), values, np.nan)


def _both_legs(cadence: Floats, sport: str) -> Floats:
    """Return steps a minute for sports on foot, whichever the device counted."""
    turning = cadence[cadence > 0]
    if sport in ONE_LEG and len(turning) and float(np.median(turning)) < ONE_LEG[sport]:
        return cadence * 2
    return cadence
