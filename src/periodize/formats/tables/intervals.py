"""What a record of intervals.icu says, from its JSON and its CSV alike: an activity, a day or an event.

Its marks of a day go from 1 to 4, "where 1 is good (not sore) and 4 is bad (very sore)": its maker in
https://forum.intervals.icu/t/api-access-to-intervals-icu/609/34. So the marks of what is bad rise with it, and the
marks of sleep quality, mood and motivation are turned round; -1 means not set.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from periodize.activity import Morning, PlannedEntry
from periodize.bounds import FARTHEST, HIGHEST_LOAD, LONGEST, MORNING
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.tables.json_file import number_of, text_of
from periodize.formats.tables.mornings import day_of
from periodize.formats.tables.summary import Summary, activity_of, row_id, within

if TYPE_CHECKING:
    from datetime import tzinfo

    from periodize.activity import Activity
    from periodize.formats.tables.json_file import Fields

_GIVEN = (
    "icu_ctl", "icu_atl", "icu_fitness", "icu_fatigue", "icu_intensity", "icu_weighted_avg_watts",
    "icu_efficiency_factor", "decoupling", "trimp", "power_load", "hr_load", "pace_load", "strain_score", "session_rpe",
    "feel", "compliance", "paired_event_id", "kg_lifted",
)  # fmt: skip

_ACTIVITY = frozenset({
    *_GIVEN, "id", "name", "description", "type", "start_date", "start_date_local", "timezone", "moving_time",
    "elapsed_time", "icu_recording_time", "distance", "icu_distance", "average_heartrate", "max_heartrate",
    "icu_average_watts", "average_cadence", "icu_rpe", "perceived_exertion", "icu_training_load", "device_name",
    "source", "trainer", "_note",
})  # fmt: skip

_EVENT = frozenset({
    "id", "category", "start_date_local", "type", "name", "description", "moving_time", "time_target", "distance",
    "distance_target", "icu_training_load", "load_target",
})  # fmt: skip

_MARKS = {
    "soreness": "soreness", "fatigue": "fatigue", "stress": "stress",
    "sleepQuality": "sleep_quality", "mood": "mood", "motivation": "motivation",
}  # fmt: skip

_TURNED = frozenset({"sleepQuality", "mood", "motivation"})
"""Marks of which 1 is the most of what the word says."""

_SCALE = (1.0, 4.0)
_NOT_SET = (-1.0, 0.0)

_MEASURED = {"restingHR": "resting_hr", "hrv": "hrv", "sleepSecs": "sleep", "weight": "weight"}

INJURIES = {2: "niggle", 3: "hurts", 4: "injured"}
"""Mark -> words; 1 is none. From memory of the form, no page says so."""

_WELLNESS = frozenset({"id", "date", "injury", "comments", *_MARKS, *_MEASURED})

_RACES = ("RACE_A", "RACE_B", "RACE_C")


def unread(fields: Fields) -> list[str]:
    """Return the names of the fields that hold something and are not read."""
    known = _EVENT if "category" in fields else _ACTIVITY if "start_date_local" in fields else _WELLNESS
    return [name for name, value in fields.items() if name not in known and value not in (None, "", [], {})]


def is_stub(fields: Fields) -> bool:
    """Whether an activity came from Strava, which does not let intervals.icu hand it on."""
    return text_of(fields, "source") == "STRAVA" and number_of(fields, "moving_time", "elapsed_time") is None


def activity_from(fields: Fields, *, source: str, zone: tzinfo) -> Activity | None:
    """Return an activity; None without a start and a duration."""
    native = text_of(fields, "id")
    start, wall_clock = _start(fields, zone)
    if not native:
        return None
    return activity_of(
        Summary(
            key=row_id("intervals.icu", native),
            sport=sport_of_words(text_of(fields, "type")),
            start=start,
            source=source,
            moving=number_of(fields, "moving_time", "icu_recording_time"),
            elapsed=number_of(fields, "elapsed_time"),
            distance=number_of(fields, "distance", "icu_distance"),
            heart_rate=number_of(fields, "average_heartrate"),
            peak_hr=number_of(fields, "max_heartrate"),
            power=number_of(fields, "icu_average_watts"),
            cadence=number_of(fields, "average_cadence"),
            rpe=number_of(fields, "icu_rpe", "perceived_exertion"),
            stated_load=number_of(fields, "icu_training_load"),
            wall_clock=wall_clock,
            name=text_of(fields, "name"),
            note=text_of(fields, "description"),
            device=text_of(fields, "device_name").casefold(),
            native_id=native,
            surface=surface_of_words(text_of(fields, "type"), "indoor" if _indoors(fields) else ""),
            given={name: number_of(fields, name) for name in _GIVEN},
        )
    )


def _indoors(fields: Fields) -> bool:
    """Whether it was on a trainer, as JSON or a table says it."""
    return str(fields.get("trainer")).casefold() == "true"


def _start(fields: Fields, zone: tzinfo) -> tuple[datetime | None, bool]:
    """Return the start, and whether the zone had to be assumed."""
    local, moment = _moment(fields, "start_date_local"), _moment(fields, "start_date")
    if local is None:
        return None, False
    if moment is not None:
        shift = timedelta(minutes=15 * round((local - moment).total_seconds() / 900))
        if abs(shift) < timedelta(hours=15):
            return moment.replace(tzinfo=UTC).astimezone(timezone(shift)), False
    name = text_of(fields, "timezone").rpartition(" ")[2]
    try:
        return local.replace(tzinfo=ZoneInfo(name)), False
    except (LookupError, OSError, ValueError):
        return local.replace(tzinfo=zone), True


def _moment(fields: Fields, name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text_of(fields, name)).replace(tzinfo=None)
    except ValueError:
        return None


def planned_from(fields: Fields, *, source: str) -> PlannedEntry | None:
    """Return a planned workout or race; None for an event without a day."""
    day = day_of(text_of(fields, "start_date_local"))
    native = text_of(fields, "id")
    if day is None or not native:
        return None
    return PlannedEntry(
        id=f"intervals.icu-{native}",  # the number that an activity names in its "paired_event_id"
        day=day,
        sport=sport_of_words(text_of(fields, "type")),
        name=text_of(fields, "name"),
        text=text_of(fields, "description"),
        duration=within(number_of(fields, "moving_time", "time_target"), 1.0, LONGEST),
        distance=within(number_of(fields, "distance", "distance_target"), 1.0, FARTHEST),
        load=within(number_of(fields, "icu_training_load", "load_target"), 1.0, HIGHEST_LOAD),
        race=text_of(fields, "category") in _RACES,
        source=source,
    )


def is_planned(fields: Fields) -> bool:
    """Whether an event is a workout or a race: notes, holidays and settings are events too."""
    return text_of(fields, "category") in {"WORKOUT", *_RACES}


def morning_from(fields: Fields, *, source: str) -> Morning | None:
    """Return what was noted of a day; None without a day."""
    day = day_of(text_of(fields, "id", "date"))
    if day is None:
        return None
    values: dict[str, Any] = {
        ours: within(number_of(fields, theirs), *MORNING[ours]) for theirs, ours in _MEASURED.items()
    }
    for theirs, ours in _MARKS.items():
        values[ours] = _mark(number_of(fields, theirs), theirs in _TURNED)
    injury = number_of(fields, "injury")
    return Morning(
        day=day,
        source=source,
        injury=INJURIES.get(int(injury), "") if injury is not None else "",
        note=text_of(fields, "comments"),
        **values,
    )


def impossible(fields: Fields) -> list[str]:
    """Return what a record of a day says that cannot be, each "name value"."""
    found = []
    for name in (*_MEASURED, *_MARKS):
        value = number_of(fields, name)
        limits = MORNING[_MEASURED[name]] if name in _MEASURED else _SCALE
        if value not in {None, *_NOT_SET} and within(value, *limits) is None:
            found.append(f"{name} {value:g}")
    return found


def is_empty(morning: Morning) -> bool:
    """Whether nothing was noted or measured: intervals.icu has a record for every day."""
    return morning == Morning(day=morning.day, source=morning.source)


def _mark(value: float | None, turned: bool) -> float | None:
    """Return a mark of 1-4, 1 good, as one of 1-5 that says how much there is of what the word says."""
    if value is None or within(value, *_SCALE) is None:
        return None
    fifths = 1 + (value - 1) * 4 / 3
    return round(6 - fifths if turned else fifths, 2)
