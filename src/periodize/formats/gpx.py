"""GPX, the exchange format of tracks."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from pathlib import PurePath
from typing import TYPE_CHECKING

from periodize.activity import Activity
from periodize.errors import UnreadableError
from periodize.formats._sports import sport_of_words, surface_of_words
from periodize.formats.base import Reading, activity_id, reader
from periodize.formats.streams.xml_file import instant, real, walk
from periodize.plain import dataclass
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

NAN = float("nan")

_FIELDS: Mapping[str, str] = {
    "ele": "altitude", "hr": "heart_rate", "heartrate": "heart_rate", "cad": "cadence", "cadence": "cadence",
    "power": "power", "PowerInWatts": "power", "watts": "power", "speed": "speed",
    "atemp": "temperature", "temp": "temperature", "temperature": "temperature",
}  # fmt: skip
"""Element within a point -> field of a record; the extensions of Garmin, Strava, Cluetrust and others."""

_NO_DEVICES = frozenset({"garmin connect", "stravagpx", "strava.com"})
"""Creators, in small letters, that are the platform of the export and tell nothing of the device."""

_STRAVA_TYPES: Mapping[str, str] = {"1": "ride", "9": "run"}
"""Numbers that Strava's exports write as the type of a track, as far as seen in files."""


@dataclass(slots=True)
class _Track:
    """One trk element."""

    name: str = ""
    kind: str = ""
    note: str = ""
    times: list[float] = field(default_factory=list)
    points: list[dict[str, float]] = field(default_factory=list)


class _Gpx:
    """Gathers the tracks of a document."""

    def __init__(self) -> None:
        self.tracks: list[_Track] = []
        self.creator = ""
        self.point: dict[str, float] = {}
        self.time = NAN
        self.inside = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "trkpt":
            self.inside = True
            self.time = NAN
            self.point = {
                "latitude": real(attributes.get("lat", "")),
                "longitude": real(attributes.get("lon", "")),
            }
        elif name == "trk":
            self.tracks.append(_Track())
        elif name == "gpx":
            self.creator = attributes.get("creator", "").strip()

    def closed(self, name: str, parent: str, text: str) -> None:
        if not self.tracks:
            return
        if name == "trkpt":
            self.tracks[-1].times.append(self.time)
            self.tracks[-1].points.append(self.point)
            self.inside = False
        elif self.inside and name == "time" and parent == "trkpt":
            self.time = instant(text)
        elif self.inside and name in _FIELDS:
            self.point[_FIELDS[name]] = real(text)
        elif parent == "trk" and name == "name":
            self.tracks[-1].name = text
        elif parent == "trk" and name in {"cmt", "desc"}:
            self.tracks[-1].note = self.tracks[-1].note or text
        elif parent == "trk" and name == "type":
            self.tracks[-1].kind = _STRAVA_TYPES.get(text, text)


def _is_gpx(head: bytes) -> bool:
    return b"<gpx" in head


@reader(".gpx", layout="a GPX track", sniff=_is_gpx)
def read(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read a GPX file: one activity for each track; times are UTC and are shown in `zone`.

    The sport is that of the track's type, else of a word in its name or the file's name, else xt.
    """
    seen = _Gpx()
    broken = walk(data, seen)
    tracks = [track for track in seen.tracks if track.points]
    device = "" if seen.creator.casefold() in _NO_DEVICES else seen.creator
    keys = [activity_id(data, number if len(tracks) > 1 else None) for number in range(1, len(tracks) + 1)]
    built = [
        activity
        for track, key in zip(tracks, keys, strict=True)
        if (activity := _activity(track, key, device=device, source=source, zone=zone))
    ]
    rows = sum(len(track.points) for track in tracks)
    if not built:
        if broken:
            message = f"{broken}, before any point with a time"
            raise UnreadableError(message)
        if rows:
            message = f"none of its {count(rows, 'point')} has a time: a drawn route, or a track exported without times"
            raise UnreadableError(message)
        return Reading(skipped="not an activity (a GPX file without a track)")
    return Reading(tuple(built), salvaged=broken and f"{broken}; kept {count(rows, 'point')} before it", rows=rows)


def _activity(track: _Track, key: str, *, device: str, source: str, zone: tzinfo) -> Activity | None:
    import numpy as np

    from periodize.formats.streams.effort import effort_from_records

    sport = sport_of_words(track.kind, track.name, PurePath(source).stem.replace("-", " "))
    names = {name for point in track.points for name in point}
    fields = {name: np.array([point.get(name, NAN) for point in track.points]) for name in sorted(names)}
    built = effort_from_records(sport, np.array(track.times, dtype=float), fields)
    if built is None:
        return None
    return Activity(
        id=key,
        sport=sport,
        start=datetime.fromtimestamp(built.start, zone),
        effort=built.effort,
        elapsed=built.elapsed,
        distance=built.distance,
        name=track.name,
        source=source,
        pauses=built.pauses,
        positions=built.positions,
        counted=built.counted,
        dropped=built.dropped,
        note=track.note,
        device=device,
        surface=surface_of_words(track.kind),
    )
