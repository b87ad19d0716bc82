"""GoldenCheetah's activity files, activities/*.json: one ride with its samples.

Read as GoldenCheetah writes it (src/FileIO/JsonRideFile.y): STARTTIME in UTC; a sample has SECS [s from the start],
KM [km, cumulated], KPH, WATTS, CAD, HR, ALT [m], TEMP [deg C], LAT, LON, and leaves out what was not measured; texts
end in a blank. INTERVALS that follow one another become laps, those within others do not. TAGS hold the sport, the
title, the notes and, where the athlete has given one, the rating (RPE, 0-10).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.activity import Activity, Lap
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words
from periodize.formats.base import Reading, activity_id, reader
from periodize.formats.tables.golden_cheetah import name_of, rating_of, start_of, surface_of, tags_of
from periodize.formats.tables.json_file import number_of, text_of, value_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    import numpy as np
    from numpy.typing import NDArray

    Fields = Mapping[str, object]

_CHANNELS: Mapping[str, tuple[str, float]] = {
    "distance": ("KM", 1000.0),
    "speed": ("KPH", 1 / 3.6),
    "power": ("WATTS", 1.0),
    "cadence": ("CAD", 1.0),
    "heart_rate": ("HR", 1.0),
    "altitude": ("ALT", 1.0),
    "temperature": ("TEMP", 1.0),
    "latitude": ("LAT", 1.0),
    "longitude": ("LON", 1.0),
}
"""Channel -> field of a sample and its size in our unit."""

NO_TEMPERATURE = -255.0
"""[deg C] What GoldenCheetah writes where a device has no thermometer (RideFile::NA)."""

_READ = frozenset({"STARTTIME", "RECINTSECS", "DEVICETYPE", "IDENTIFIER", "TAGS", "INTERVALS", "SAMPLES"})


def _is_ride(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and start[1:].lstrip().startswith(b'"RIDE"') and b'"STARTTIME"' in start


@reader(".json", name="golden-cheetah-json", layout="GoldenCheetah's activity file", sniff=_is_ride)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a ride with its samples."""
    whole = value_of(data)
    ride = whole.get("RIDE") if isinstance(whole, dict) else None
    if isinstance(ride, list):
        ride = ride[0] if ride else None
    if not isinstance(ride, dict):
        raise UnreadableError("GoldenCheetah's activity file has a RIDE, and this one has none")
    start = start_of(ride, "STARTTIME", zone)
    if start is None:
        message = f"its STARTTIME is no date, got {text_of(ride, 'STARTTIME') or 'nothing'}"
        raise UnreadableError(message)
    samples = [sample for sample in _list(ride, "SAMPLES") if isinstance(sample, dict)]
    if not samples:
        return Reading(skipped="an activity without samples: import cache/rideDB.json for its summary")
    from periodize.formats.streams.effort import effort_from_records

    tags = tags_of(ride)
    sport = sport_of_words(text_of(tags, "Sport", "Sub Sport"))
    seconds = _column(samples, "SECS", 1.0)
    built = effort_from_records(sport, start.timestamp() + seconds, _fields(samples), rpe=rating_of(tags))
    if built is None:
        raise UnreadableError("none of its samples has a time (SECS)")
    activity = Activity(
        id=activity_id(data),
        sport=sport,
        start=start,
        effort=built.effort,
        elapsed=built.elapsed,
        distance=built.distance or None,
        name=name_of(tags),
        laps=_laps(ride),
        source=source,
        pauses=built.pauses,
        positions=built.positions,
        counted=built.counted,
        dropped=built.dropped,
        note=text_of(tags, "Notes"),
        device=text_of(ride, "DEVICETYPE"),
        native_id=text_of(ride, "IDENTIFIER"),
        surface=surface_of(tags, sport),
    )
    return Reading((activity,), rows=len(samples), unused=tuple(name for name in ride if name not in _READ))


def _list(fields: Fields, name: str) -> list[object]:
    found = fields.get(name)
    return found if isinstance(found, list) else []


def _column(samples: Sequence[Fields], name: str, size: float) -> NDArray[np.float64]:
    import numpy as np

    values = (number_of(sample, name) for sample in samples)
    return np.array([np.nan if value is None else value * size for value in values])


def _fields(samples: Sequence[Fields]) -> dict[str, NDArray[np.float64]]:
    """Return the channels that any sample has; a position of 0, 0 is none."""
    import numpy as np

    named = {name for sample in samples for name in sample}
    found = {ours: _column(samples, *field) for ours, field in _CHANNELS.items() if field[0] in named}
    if {"latitude", "longitude"} <= set(found):
        nowhere = (found["latitude"] == 0) & (found["longitude"] == 0)
        for name in ("latitude", "longitude"):
            found[name] = np.where(nowhere, np.nan, found[name])
    if "temperature" in found:
        found["temperature"] = np.where(found["temperature"] == NO_TEMPERATURE, np.nan, found["temperature"])
    return found


def _laps(ride: Fields) -> tuple[Lap, ...]:
    """Return the intervals that follow one another, in the order of time."""
    marks = []
    for interval in _list(ride, "INTERVALS"):
        if isinstance(interval, dict):
            start, stop = number_of(interval, "START"), number_of(interval, "STOP")
            if start is not None and stop is not None and 0 <= start < stop:
                marks.append((start, stop))
    laps: list[Lap] = []
    end = 0.0
    for start, stop in sorted(marks):
        if start >= end:
            laps.append(Lap(start, stop - start))
            end = stop
    return tuple(laps)
