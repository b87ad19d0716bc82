"""The account export of Garmin: *_summarizedActivities.json, all activities with their totals and means.

Times are in milliseconds, distances in centimetres, moments in milliseconds since 1970, the local one shifted by the
zone. A multisport activity stands there as a whole and leg by leg; the legs are read. The file may exceed 100 MB, so
it is read activity by activity.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import Reading, reader
from periodize.formats.tables.json_file import Records, looks_like_json, number_of, text_of
from periodize.formats.tables.summary import Summary, activity_of, reading_of, row_id, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats.tables.json_file import Fields

_KEY = b'"summarizedActivitiesExport"'

_DEPTH = 3
"""Brackets around an activity: a list, an object with the key, its list."""

BATCH = 500
"""Activities in a part: our choice."""

FURTHEST = 15 * 3600.0
"""[s] No zone is further from UTC: our choice, an hour beyond the furthest."""

_GIVEN = (
    "activityTrainingLoad", "aerobicTrainingEffect", "anaerobicTrainingEffect", "intensityFactor", "normPower",
    "vO2MaxValue", "calories",
)  # fmt: skip

_READ = frozenset({
    *_GIVEN, "activityId", "name", "description", "activityType", "sportType", "beginTimestamp", "startTimeGmt",
    "startTimeLocal", "duration", "movingDuration", "elapsedDuration", "distance", "avgHr", "maxHr", "avgPower",
    "avgRunCadence", "avgBikeCadence", "workoutRpe", "trainingStressScore", "manufacturer", "parent",
})  # fmt: skip


def _parts(data: bytes, *, source: str, zone: tzinfo) -> Iterator[Reading]:
    records = Records(data, depth=_DEPTH)
    seen: set[str] = set()
    unread: dict[str, None] = {}
    part: list[Activity] = []
    lost: list[str] = []
    number = 0
    for number, fields in enumerate(records, start=1):
        if fields and fields.get("parent") is True:
            continue
        activity = _activity(fields, source, zone) if fields else None
        if activity is None:
            lost.append(f"activity {number} ({text_of(fields or {}, 'activityId', 'name') or 'no id'})")
            continue
        unread |= dict.fromkeys(name for name in fields or () if name not in _READ)
        if activity.id in seen:
            continue
        if len(part) == BATCH:
            yield reading_of(part, (), len(part))
            part = []
        seen.add(activity.id)
        part.append(activity)
    yield reading_of(part, lost, number, unused=tuple(unread), note=records.broken)


@reader(
    ".json",
    name="garmin-account",
    layout="Garmin's account export (summarizedActivities.json)",
    sniff=lambda head: looks_like_json(head) and _KEY in head,
    batches=_parts,
)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a summarizedActivities.json: one activity of one sample for each object, in its own zone."""
    if _KEY not in data:
        raise UnreadableError('not a Garmin account export: it has no "summarizedActivitiesExport"')
    return whole(_parts(data, source=source, zone=zone))


def _activity(fields: Fields, source: str, zone: tzinfo) -> Activity | None:
    native = text_of(fields, "activityId")
    if not native:
        return None
    metres = _scaled(fields, "distance", 0.01)
    return activity_of(
        Summary(
            key=row_id("garmin", native),
            sport=sport_of_words(text_of(fields, "activityType"), text_of(fields, "sportType")),
            start=_start(fields, zone),
            source=source,
            moving=_scaled(fields, "movingDuration", 0.001) or _scaled(fields, "duration", 0.001),
            elapsed=_scaled(fields, "elapsedDuration", 0.001) or _scaled(fields, "duration", 0.001),
            distance=metres,
            heart_rate=number_of(fields, "avgHr"),
            peak_hr=number_of(fields, "maxHr"),
            power=number_of(fields, "avgPower"),
            cadence=number_of(fields, "avgRunCadence", "avgBikeCadence"),
            rpe=_scaled(fields, "workoutRpe", 0.1),
            stated_load=number_of(fields, "trainingStressScore"),
            name=text_of(fields, "name"),
            note=text_of(fields, "description"),
            device=text_of(fields, "manufacturer").casefold(),
            native_id=native,
            surface=surface_of_words(text_of(fields, "activityType"), text_of(fields, "sportType")),
            given={name: number_of(fields, name) for name in _GIVEN},
        )
    )


def _start(fields: Fields, zone: tzinfo) -> datetime | None:
    """Return the start in the zone where it was, as the local clock tells; in `zone` where it does not."""
    moment = _scaled(fields, "beginTimestamp", 0.001) or _scaled(fields, "startTimeGmt", 0.001)
    if moment is None:
        return None
    local = _scaled(fields, "startTimeLocal", 0.001)
    shift = local - moment if local is not None else None
    try:
        if shift is not None and abs(shift) <= FURTHEST:
            # offsets of zones are quarters of an hour; the stamps may differ by a second
            zone = timezone(timedelta(minutes=15 * round(shift / 900)))
        return datetime.fromtimestamp(moment, UTC).astimezone(zone)
    except (OverflowError, OSError, ValueError):
        return None


def _scaled(fields: Fields, name: str, unit: float) -> float | None:
    value = number_of(fields, name)
    return None if value is None else value * unit
