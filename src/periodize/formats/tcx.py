"""TCX, Garmin's Training Center XML."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import TYPE_CHECKING

from periodize.activity import Activity, Lap
from periodize.bounds import LONGEST, distance_kept
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words
from periodize.formats.base import Reading, activity_id, reader
from periodize.formats.streams.xml_file import instant, real, walk
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo

    from periodize.formats.streams.effort import Built

NAN = float("nan")

_POINT: Mapping[tuple[str, str], str] = {
    ("LatitudeDegrees", "Position"): "latitude",
    ("LongitudeDegrees", "Position"): "longitude",
    ("AltitudeMeters", "Trackpoint"): "altitude",
    ("DistanceMeters", "Trackpoint"): "distance",
    ("Value", "HeartRateBpm"): "heart_rate",
    ("Cadence", "Trackpoint"): "cadence",
    ("RunCadence", "TPX"): "cadence",
    ("Speed", "TPX"): "speed",
    ("Watts", "TPX"): "power",
}
"""(element, parent) -> field of a record."""


_INTENSITY: Mapping[str, str] = {"Active": "active", "Resting": "rest"}


@dataclass(slots=True)
class _Marked:
    """One Lap element: start [s since 1970], the numbers in it by their names, nan where missing."""

    start: float
    intensity: str = ""
    numbers: dict[str, float] = field(default_factory=dict)

    def get(self, name: str) -> float:
        return self.numbers.get(name, NAN)


@dataclass(slots=True)
class _Recorded:
    """One Activity element."""

    sport: str
    notes: str = ""
    device: str = ""
    times: list[float] = field(default_factory=list)
    points: list[dict[str, float]] = field(default_factory=list)
    laps: list[_Marked] = field(default_factory=list)


class _Tcx:
    """Gathers the activities of a document."""

    def __init__(self) -> None:
        self.activities: list[_Recorded] = []
        self.point: dict[str, float] = {}
        self.time = NAN

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Trackpoint":
            self.point, self.time = {}, NAN
        elif name == "Lap" and self.activities:
            self.activities[-1].laps.append(_Marked(instant(attributes.get("StartTime", ""))))
        elif name == "Activity":
            self.activities.append(_Recorded(attributes.get("Sport", "")))

    def closed(self, name: str, parent: str, text: str) -> None:
        key = _POINT.get((name, parent))
        if key:
            self.point[key] = real(text)
        elif not self.activities:
            return
        elif name == "Time" and parent == "Trackpoint":
            self.time = instant(text)
        elif name == "Trackpoint":
            self.activities[-1].times.append(self.time)
            self.activities[-1].points.append(self.point)
        elif name == "Notes" and parent == "Activity":
            self.activities[-1].notes = text
        elif name == "Name" and parent == "Creator":
            self.activities[-1].device = text
        elif self.activities[-1].laps:
            _note(self.activities[-1].laps[-1], name, parent, text)


def _note(lap: _Marked, name: str, parent: str, text: str) -> None:
    """Take note of what an element says of a lap."""
    if parent == "Lap" and name == "Intensity":
        lap.intensity = _INTENSITY.get(text, text.lower())
    elif parent == "Lap" and name in {"TotalTimeSeconds", "DistanceMeters", "Calories"}:
        lap.numbers[name] = real(text)
    elif name == "Value" and parent in {"AverageHeartRateBpm", "MaximumHeartRateBpm"}:
        lap.numbers[parent] = real(text)


def _is_tcx(head: bytes) -> bool:
    return b"<TrainingCenterDatabase" in head


@reader(".tcx", layout="a TCX file", sniff=_is_tcx)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a TCX file: one activity for each Activity element; times are UTC and are shown in `zone`."""
    seen = _Tcx()
    broken = walk(data, seen)
    several = len(seen.activities) > 1
    built = [
        activity
        for number, recorded in enumerate(seen.activities, start=1)
        if (activity := _activity(recorded, activity_id(data, number if several else None), source, zone))
    ]
    rows = sum(len(recorded.times) for recorded in seen.activities)
    if not built:
        if broken:
            message = f"{broken}, before any point with a time"
            raise UnreadableError(message)
        if seen.activities:
            raise UnreadableError("none of its points has a time")
        return Reading(skipped="not an activity (a TCX file of courses or workouts)")
    return Reading(tuple(built), salvaged=broken and f"{broken}; kept {count(rows, 'point')} before it", rows=rows)


def _activity(recorded: _Recorded, key: str, source: str, zone: tzinfo) -> Activity | None:
    import numpy as np

    from periodize.formats.streams.effort import EARLIEST, LATEST, effort_from_records, peak_rate

    sport = sport_of_words(recorded.sport)
    names = {name for point in recorded.points for name in point}
    fields = {name: np.array([point.get(name, NAN) for point in recorded.points]) for name in sorted(names)}
    laps = [
        lap for lap in recorded.laps if 0 < lap.get("TotalTimeSeconds") <= LONGEST and EARLIEST < lap.start < LATEST
    ]
    built = effort_from_records(sport, np.array(recorded.times, dtype=float), fields) or _of_laps(sport, laps)
    if built is None:
        return None
    name, _, note = recorded.notes.partition("\n")
    burnt = sum(lap.get("Calories") for lap in laps) if laps else NAN
    return Activity(
        id=key,
        sport=sport,
        start=datetime.fromtimestamp(built.start, zone),
        effort=built.effort,
        elapsed=built.elapsed,
        distance=built.distance,
        peak_hr=peak_rate(max((lap.get("MaximumHeartRateBpm") for lap in laps), key=_known, default=NAN)),
        name=name.strip(),
        laps=tuple(
            Lap(
                max(lap.start - built.start, 0.0), lap.get("TotalTimeSeconds"), _covered(lap),
                intensity=lap.intensity,
            )
            for lap in laps
        ),
        source=source,
        pauses=built.pauses,
        positions=built.positions,
        counted=built.counted,
        dropped=built.dropped,
        note=note.strip(),
        device=recorded.device,
        given={"Calories": burnt} if burnt > 0 else {},
    )  # fmt: skip


def _known(number: float) -> float:
    """Sort what is not known before every number."""
    return number if number > 0 else 0.0


def _of_laps(sport: str, laps: Sequence[_Marked]) -> Built | None:
    """Build an effort of one sample a lap: an indoor or hand-written activity may have no points."""
    from periodize.formats.streams.effort import Built, effort_of_summary

    if not laps:
        return None
    moving = [lap.get("TotalTimeSeconds") for lap in laps]
    known = [_covered(lap) for lap in laps]
    covered = [NAN if distance is None else distance for distance in known]
    averages = {
        "heart_rate": [lap.get("AverageHeartRateBpm") for lap in laps],
        "speed": [distance / time for distance, time in zip(covered, moving, strict=True)],
    }
    effort = effort_of_summary(sport, moving, averages)
    start, end = laps[0].start, laps[-1].start + moving[-1]
    elapsed = end - start if effort.duration <= end - start <= LONGEST else effort.duration
    return Built(effort, start, elapsed, sum(filter(None, known)) or None)


def _covered(lap: _Marked) -> float | None:
    """Return the distance of a lap [m], None where it has none that can be."""
    return distance_kept(lap.get("DistanceMeters"))
