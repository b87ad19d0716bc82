"""Polar Flow's training sessions, as its account export has them: training-session-*.json.

Fields as real exports have them: times of the wall clock with `timeZoneOffset` in minutes, durations as PT2753.875S,
distance in metres, speed in km/h, an `exercises` list with one entry for each sport, and `samples` of heart rate,
speed, distance, altitude, cadence, power and temperature, each a list of {dateTime, value}. Every exercise becomes an
activity. Without samples its averages are used.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.bounds import LONGEST, YEARS, distance_kept
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import Reading, activity_id, reader
from periodize.formats.tables.csv_file import rows_lost
from periodize.formats.tables.json_file import number_of, text_of, value_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    import numpy as np
    from numpy.typing import NDArray

    from periodize.effort import Effort
    from periodize.formats.streams.effort import Built

    Fields = Mapping[str, object]

_SAMPLES: Mapping[str, tuple[str, float]] = {
    "heart_rate": ("heartRate", 1.0),
    "speed": ("speed", 1 / 3.6),
    "distance": ("distance", 1.0),
    "altitude": ("altitude", 1.0),
    "cadence": ("cadence", 1.0),
    "power": ("power", 1.0),
    "temperature": ("temperature", 1.0),
}
"""Channel -> Polar's list and its size in our unit."""

_READ = frozenset({"sport", "startTime", "stopTime", "timezoneOffset", "duration", "distance", "heartRate", "samples"})
_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,7}(?:\.\d{1,9})?)S)?")
MOST_OFFSET = 14 * 60
"""[min] No zone is farther from UTC."""


def _is_session(head: bytes) -> bool:
    return b'"exercises"' in head and b'"startTime"' in head and b'"PT' in head


@reader(".json", name="polar-json", layout="Polar Flow's training session", sniff=_is_session)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read the exercises of a training session."""
    session = value_of(data)
    exercises = session.get("exercises") if isinstance(session, dict) else None
    if not isinstance(session, dict) or not isinstance(exercises, list):
        raise UnreadableError("Polar Flow's training session has exercises, and this one has none")
    if not exercises:
        return Reading(skipped="a training session without exercises")
    built: list[Activity] = []
    lost: list[str] = []
    fields: dict[str, None] = {}
    for place, exercise in enumerate(exercises):
        part: Fields = exercise if isinstance(exercise, dict) else {}
        fields |= dict.fromkeys(part)
        key = activity_id(data, place + 1 if len(exercises) > 1 else None)
        activity = _activity(part, session, key, source, zone)
        if activity is None:
            lost.append(f"exercise {place + 1} ({text_of(part, 'startTime') or 'no start'})")
        else:
            built.append(activity)
    if not built:
        message = f"none of its {count(len(lost), 'exercise')} has a start and a duration"
        raise UnreadableError(message)
    return Reading(
        tuple(built),
        salvaged=rows_lost(lost, len(exercises)),
        rows=len(built),
        unused=tuple(name for name in fields if name not in _READ),
    )


def _activity(exercise: Fields, session: Fields, key: str, source: str, zone: tzinfo) -> Activity | None:
    start = _moment(text_of(exercise, "startTime") or text_of(session, "startTime"))
    lasted = duration_of(text_of(exercise, "duration") or text_of(session, "duration"))
    if start is None or lasted is None or not 0 < lasted <= LONGEST:
        return None
    from periodize.formats.streams.effort import peak_rate

    offset = number_of(exercise, "timezoneOffset", "timeZoneOffset")
    offset = number_of(session, "timeZoneOffset", "timezoneOffset") if offset is None else offset
    known = offset is not None and abs(offset) <= MOST_OFFSET
    sport = sport_of_words(text_of(exercise, "sport"), text_of(session, "name"))
    built = _built(sport, exercise)
    whole = session.get("exercises") == [exercise]
    distance = distance_kept(number_of(exercise, "distance") or (number_of(session, "distance") if whole else None))
    rates = exercise.get("heartRate")
    rates = rates if isinstance(rates, dict) else session if whole else {}
    return Activity(
        id=key,
        sport=sport,
        start=start.replace(tzinfo=timezone(timedelta(minutes=offset)) if known and offset is not None else zone),
        effort=built.effort if built else _summary(sport, lasted, distance, rates),
        elapsed=built.elapsed if built else lasted,
        distance=distance or (built.distance if built else None) or None,
        peak_hr=peak_rate(number_of(rates, "max", "maximumHeartRate") or 0.0),
        name=text_of(session, "name"),
        source=source,
        wall_clock=not known,
        pauses=built.pauses if built else (),
        dropped=built.dropped if built else (),
        note=text_of(session, "note"),
        device=text_of(session, "product"),
        surface=surface_of_words(text_of(exercise, "sport")),
    )


def _built(sport: str, exercise: Fields) -> Built | None:
    """Return the effort of an exercise's samples; None without a heart rate, a speed or a distance."""
    import numpy as np

    from periodize.formats.streams.effort import effort_from_records

    samples = exercise.get("samples")
    columns = {
        ours: _series(samples.get(name), size)
        for ours, (name, size) in _SAMPLES.items()
        if isinstance(samples, dict) and samples.get(name)
    }
    times = np.unique(np.concatenate([times for times, _ in columns.values()])) if columns else np.empty(0)
    if len(times) < 2:
        return None
    fields = {}
    for ours, (at, values) in columns.items():
        fields[ours] = np.full(len(times), np.nan)
        fields[ours][np.searchsorted(times, at)] = values
    return effort_from_records(sport, times, fields)


def _series(samples: object, size: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the times [s since 1970, of the wall clock] and values of one list of samples."""
    import numpy as np

    pairs = []
    for sample in samples if isinstance(samples, list) else []:
        if isinstance(sample, dict):
            when, value = _moment(text_of(sample, "dateTime")), number_of(sample, "value")
            if when is not None and value is not None:
                pairs.append((when.replace(tzinfo=UTC).timestamp(), value * size))
    columns = np.array(pairs, dtype=float).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def _summary(sport: str, lasted: float, distance: float | None, rates: Fields) -> Effort:
    from periodize.formats.streams.effort import effort_of_summary

    measured = {
        "heart_rate": number_of(rates, "avg", "averageHeartRate"),
        "speed": distance / lasted if distance else None,
    }
    return effort_of_summary(sport, [lasted], {name: [value] for name, value in measured.items() if value})


def _moment(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return when if YEARS[0] <= when.year <= YEARS[1] else None


def duration_of(text: str) -> float | None:
    """Return a duration [s] written as ISO 8601 has it; None for anything else.

    Examples
    --------
    >>> duration_of("PT2753.875S"), duration_of("PT1H2M3S"), duration_of("45min")
    (2753.875, 3723.0, None)
    """
    match = _DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = match.groups(default="0")
    return int(hours) * 3600.0 + int(minutes) * 60.0 + float(seconds)
