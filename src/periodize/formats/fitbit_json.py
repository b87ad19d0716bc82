"""Fitbit's account export: exercise-*.json and resting_heart_rate-*.json.

Fields as PMData's eight athletes have them. `startTime` is the wall clock where the athlete was (PMData's own
ratings of effort agree with it to the minute). `activeDuration` and `duration` are milliseconds, `distance` is in
the unit beside it. A resting heart rate of 0 is a day without one; a day's value belongs to its date.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from periodize.activity import Activity, Morning
from periodize.bounds import LONGEST, MORNING, YEARS, distance_kept
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import Reading, activity_id, reader
from periodize.formats.tables.csv_file import rows_lost
from periodize.formats.tables.json_file import Records, number_of, text_of
from periodize.formats.tables.mornings import day_of, merged
from periodize.units import KM, MILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_READ = frozenset({
    "logId", "activityName", "averageHeartRate", "duration", "activeDuration", "startTime", "distance",
    "distanceUnit",
})  # fmt: skip
_METRES: Mapping[str, float] = {"Kilometer": KM, "Mile": MILE, "Meter": 1.0}


def _is_exercises(head: bytes) -> bool:
    return b'"logId"' in head and b'"activityName"' in head


def _is_resting(head: bytes) -> bool:
    start = head[:400]
    return all(word in start for word in (b'"dateTime"', b'"value"', b'"error"'))


@reader(".json", name="fitbit-exercise", layout="Fitbit's exercise.json", sniff=_is_exercises)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read the exercises of an export, also those that the watch noticed by itself."""
    built: list[Activity] = []
    lost: list[str] = []
    records = Records(data)
    fields: dict[str, None] = {}
    for count, found in enumerate(records, start=1):
        record = found or {}
        fields |= dict.fromkeys(record)
        activity = _activity(record, source, zone)
        if activity is None:
            lost.append(f"exercise {count} ({text_of(record, 'startTime') or 'no start'})")
        else:
            built.append(activity)
    return _reading(built, [], lost, records.broken, what="exercise has a start and a duration", unused=fields)


@reader(".json", name="fitbit-resting-heart-rate", layout="Fitbit's resting_heart_rate.json", sniff=_is_resting)
def read_resting(data: bytes, *, source: str, zone: tzinfo) -> Reading:  # noqa: ARG001 - a day has no zone
    """Read the resting heart rates of an export: one morning for each day that has one."""
    mornings: list[Morning] = []
    lost: list[str] = []
    records = Records(data)
    low, high = MORNING["resting_hr"]
    for count, found in enumerate(records, start=1):
        record = found or {}
        value = record.get("value")
        rate = number_of(value, "value") if isinstance(value, dict) else None
        day = day_of(text_of(record, "dateTime"))
        if rate == 0:
            continue
        if day is None or rate is None or not low <= rate <= high:
            lost.append(f"day {count} ({text_of(record, 'dateTime') or 'no date'})")
        else:
            mornings.append(Morning(day, rate, source))
    return _reading([], mornings, lost, records.broken, what="day has a resting heart rate", unused={})


def _reading(
    built: list[Activity], mornings: list[Morning], lost: list[str], torn: str | None, *, what: str,
    unused: Mapping[str, None],
) -> Reading:  # fmt: skip
    kept = len(built) + len(mornings)
    if not kept and (lost or torn):
        message = f"no {what}: {torn or lost[0]}"
        raise UnreadableError(message)
    said = [text for text in (rows_lost(lost, kept + len(lost)), torn) if text]
    return Reading(
        tuple(built),
        merged(mornings),
        salvaged="; ".join(said) or None,
        skipped=None if kept else f"no {what}",
        rows=kept,
        unused=tuple(name for name in unused if name not in _READ),
    )


def _activity(record: Mapping[str, object], source: str, zone: tzinfo) -> Activity | None:
    start = _moment(text_of(record, "startTime"))
    whole = (number_of(record, "duration", "activeDuration") or 0.0) / 1000
    active = (number_of(record, "activeDuration") or 0.0) / 1000
    lasted = active if 0 < active <= whole else whole
    if start is None or not 0 < lasted <= whole <= LONGEST:
        return None
    from periodize.formats.streams.effort import effort_of_summary

    name = text_of(record, "activityName")
    sport = sport_of_words(name)
    covered = (number_of(record, "distance") or 0.0) * _METRES.get(text_of(record, "distanceUnit"), 0.0)
    distance = distance_kept(covered)
    measured = {
        "heart_rate": number_of(record, "averageHeartRate"),
        "speed": distance / lasted if distance else None,
    }
    averages = {name: [value] for name, value in measured.items() if value}
    log = text_of(record, "logId")
    return Activity(
        id=activity_id(f"fitbit {log or text_of(record, 'startTime')}".encode("utf-8", "replace")),
        sport=sport,
        start=start.replace(tzinfo=zone),
        effort=effort_of_summary(sport, [lasted], averages),
        elapsed=whole,
        distance=distance,
        name=name,
        source=source,
        wall_clock=True,
        native_id=log,
        surface=surface_of_words(name),
    )


def _moment(text: str) -> datetime | None:
    """Return a time as PMData (2019-11-01 14:56:32) or as Fitbit itself (11/01/19 14:56:32) writes it."""
    for layout in ("%Y-%m-%d %H:%M:%S", "%m/%d/%y %H:%M:%S"):
        try:
            when = datetime.strptime(text, layout)
        except ValueError:
            continue
        return when if YEARS[0] <= when.year <= YEARS[1] else None
    return None
