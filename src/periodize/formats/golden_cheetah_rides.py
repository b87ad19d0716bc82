"""GoldenCheetah's cache/rideDB.json: a summary row of every activity.

Read as GoldenCheetah writes it (src/Core/RideCache.cpp, RideDB.y): a byte-order mark; `date` in UTC; METRICS by symbol,
a text or [value, count, ...]: workout_time and time_riding [s], total_distance [km], average_hr, max_heartrate [bpm],
average_power [W], average_cad. coggan_tss becomes the stated load, 100 for an hour at threshold. Every other metric
is kept as given. An activity that is only planned is left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.bounds import LONGEST, distance_kept
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words
from periodize.formats.base import Reading, activity_id, reader
from periodize.formats.tables.csv_file import rows_lost
from periodize.formats.tables.golden_cheetah import name_of, rating_of, start_of, surface_of, tags_of
from periodize.formats.tables.json_file import number_of, records_of, text_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

    Fields = Mapping[str, object]

_OURS = frozenset({
    "workout_time", "time_riding", "total_distance", "average_hr", "max_heartrate", "average_power", "average_cad",
    "coggan_tss",
})  # fmt: skip


def _is_cache(head: bytes) -> bool:
    return b'"RIDES"' in head and b'"VERSION"' in head


@reader(".json", name="golden-cheetah-rides", layout="GoldenCheetah's rideDB.json", sniff=_is_cache)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read the summaries of all activities."""
    if not _is_cache(data[:4096]):
        raise UnreadableError("GoldenCheetah's rideDB.json has a VERSION and RIDES, and this one has not")
    built: list[Activity] = []
    lost: list[str] = []
    torn = ""
    planned = 0
    try:
        for place, record in enumerate(records_of(data, depth=2), start=1):
            ride = record or {}
            if text_of(ride, "planned").casefold() in {"1", "true"} or ride.get("planned") is True:
                planned += 1
                continue
            activity = _activity(ride, source, zone)
            if activity is None:
                lost.append(f"activity {place} ({text_of(ride, 'date') or 'no date'})")
            else:
                built.append(activity)
    except UnreadableError as error:
        if not built:
            raise
        torn = str(error)
    if lost and not built:
        message = f"none of its {count(len(lost), 'activity')} has a date"
        raise UnreadableError(message)
    said = [text for text in (rows_lost(lost, len(lost) + len(built)), torn) if text]
    nothing = f"{count(planned, 'activity')}, all only planned" if planned else "a list without activities"
    return Reading(tuple(built), salvaged="; ".join(said) or None, skipped=None if built else nothing, rows=len(built))


def _activity(ride: Fields, source: str, zone: tzinfo) -> Activity | None:
    start = start_of(ride, "date", zone)
    if start is None:
        return None
    from periodize.formats.streams.effort import effort_of_summary, peak_rate

    metrics, tags = _metrics(ride), tags_of(ride)
    whole, moving = metrics.get("workout_time", 0.0), metrics.get("time_riding", 0.0)
    whole = whole if 0 < whole <= LONGEST else 0.0
    lasted = moving if 0 < moving <= whole else whole
    distance = distance_kept(metrics.get("total_distance", 0.0) * 1000)
    sport = sport_of_words(text_of(ride, "sport"), text_of(tags, "Sport"))
    measured = {
        "heart_rate": metrics.get("average_hr"),
        "power": metrics.get("average_power"),
        "cadence": metrics.get("average_cad"),
        "speed": distance / lasted if distance and lasted else None,
    }
    averages = {name: [value] for name, value in measured.items() if value and lasted}
    effort = effort_of_summary(sport, [lasted] if lasted else [], averages, rpe=rating_of(tags))
    load = metrics.get("coggan_tss", 0.0)
    file = text_of(ride, "filename")
    return Activity(
        id=activity_id(f"golden cheetah {file or text_of(ride, 'date')}".encode("utf-8", "replace")),
        sport=sport,
        start=start,
        effort=replace(effort, stated_load=load) if load > 0 else effort,
        elapsed=whole,
        distance=distance,
        peak_hr=peak_rate(metrics.get("max_heartrate", 0.0)),
        name=name_of(tags),
        source=source,
        note=text_of(tags, "Notes"),
        device=text_of(tags, "Device"),
        native_id=file,
        surface=surface_of(tags, sport),
        given={name: value for name, value in metrics.items() if name not in _OURS},
    )


def _metrics(ride: Fields) -> dict[str, float]:
    """Return the metrics by symbol; of [value, count, ...] the value."""
    found = ride.get("METRICS")
    metrics: dict[str, float] = {}
    for name, value in found.items() if isinstance(found, dict) else ():
        number = number_of({name: value[0] if isinstance(value, list) and value else value}, name)
        if number is not None:
            metrics[str(name)] = number
    return metrics
