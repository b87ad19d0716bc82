"""Synthetic recordings: files as a watch would have written them, for the demo season and for tests.

Nothing in them was recorded by anyone, and they hold no positions. The same generator gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

HR_LAG = 30.0
"""[s] Time constant with which heart rate follows effort: our choice, of the order seen when running
begins."""

HR_AT_START = 95.0
"""[bpm] Heart rate at the first second: our choice."""

HR_NOISE = 1.5
"""[bpm] Standard deviation of the slow wander of heart rate: our choice."""

SPEED_NOISE = 0.03
"""Standard deviation of speed as a share of it: our choice."""

WANDER = 15
"""[s] Span over which noise is averaged, since heart and pace do not jump: our choice."""

_FIT_SPORTS: Mapping[str, tuple[str, str]] = {
    "run": ("running", "generic"), "bike": ("cycling", "generic"), "swim": ("swimming", "open_water"),
    "row": ("rowing", "generic"), "ski": ("cross_country_skiing", "generic"), "walk": ("walking", "generic"),
    "hike": ("hiking", "generic"), "gym": ("training", "strength_training"), "xt": ("generic", "generic"),
}  # fmt: skip

_TCX_SPORTS: Mapping[str, str] = {"run": "Running", "bike": "Biking"}

_GARMIN_SPORTS: Mapping[str, str] = {
    "run": "Running", "bike": "Cycling", "swim": "Open Water Swimming", "row": "Indoor Rowing",
    "ski": "XC Classic Skiing", "walk": "Walking", "hike": "Hiking", "gym": "Strength Training",
    "xt": "Other",
}  # fmt: skip

_TCX_NAMESPACE = "http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"
_TPX_NAMESPACE = "http://www.garmin.com/xmlschemas/ActivityExtension/v2"


@dataclass(frozen=True, slots=True)
class DemoSession:
    """One session to be written as if it had been recorded.

    Parameters
    ----------
    start : aware, whole seconds.
    sport : run bike swim row ski walk hike gym xt.
    segments : (duration [s], speed [m/s], heart rate [bpm] that the effort leads to), each becomes a lap.
    name : the title.
    rpe : session rating 0-10, written where the format has a place for it.
    """

    start: datetime
    sport: str
    segments: Sequence[tuple[float, float, float]]
    name: str = ""
    rpe: float | None = None

    @property
    def duration(self) -> int:
        """Length [s]."""
        return sum(round(duration) for duration, _, _ in self.segments)


@dataclass(frozen=True, slots=True, eq=False)
class _Stream:
    """One value a second: speed [m/s], cumulated distance [m], heart rate [bpm], cadence [1/min, one leg]."""

    speed: NDArray[np.float64]
    distance: NDArray[np.float64]
    heart_rate: NDArray[np.int64]
    cadence: NDArray[np.int64]


def _steady_heart_rate(session: DemoSession) -> NDArray[np.float64]:
    """Return heart rate without noise, (n,) [bpm]: each segment draws it to its target, exponentially."""
    heart_rate, pieces = HR_AT_START, []
    for duration, _, target in session.segments:
        seconds = np.arange(1, round(duration) + 1)
        piece = target + (heart_rate - target) * np.exp(-seconds / HR_LAG)
        heart_rate = float(piece[-1]) if len(piece) else heart_rate
        pieces.append(piece)
    return np.concatenate(pieces)


def _wander(count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return slow noise of unit standard deviation, (count,)."""
    white = rng.standard_normal(count + WANDER - 1)
    return np.convolve(white, np.full(WANDER, WANDER**-0.5), mode="valid")


def _stream(session: DemoSession, rng: np.random.Generator) -> _Stream:
    planned = np.concatenate([np.full(round(duration), speed) for duration, speed, _ in session.segments])
    count = len(planned)
    noisy_speed = np.maximum(planned * (1 + SPEED_NOISE * _wander(count, rng)), 0.0)
    noisy_rate = _steady_heart_rate(session) + HR_NOISE * _wander(count, rng)
    # the resolution of the FIT format, so that every format tells the same totals
    speed = np.asarray(np.round(noisy_speed, 3), dtype=np.float64)
    distance = np.asarray(np.round(np.cumsum(speed), 2), dtype=np.float64)
    heart_rate = np.clip(np.round(noisy_rate), 40, 220).astype(np.int64)
    cadence = np.where(speed > 0, np.round(60 + 8 * np.minimum(speed, 5.0)), 0).astype(np.int64)
    return _Stream(speed, distance, heart_rate, cadence)


def _laps(session: DemoSession) -> list[tuple[int, int]]:
    """Return first and last-plus-one second of each segment."""
    ends = np.cumsum([round(duration) for duration, _, _ in session.segments])
    return [
        (int(end) - round(duration), int(end)) for end, (duration, _, _) in zip(ends, session.segments, strict=True)
    ]


def fit_bytes(session: DemoSession, *, rng: np.random.Generator) -> bytes:
    """Return a FIT activity: a record a second, a lap a segment, a session, the local time.

    Parameters
    ----------
    session : what to write.
    rng : source of the noise.
    """
    import pyfitparsernative

    stream = _stream(session, rng)
    begin = session.start.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    stamps = [(begin + timedelta(seconds=second)).isoformat() for second in range(session.duration + 1)]
    sport, sub_sport = _FIT_SPORTS[session.sport]
    counted = [0.0, *stream.distance.tolist()]

    def total(first: int, last: int) -> dict[str, Any]:
        return {
            "timestamp": stamps[last],
            "start_time": stamps[first],
            "total_elapsed_time": float(last - first),
            "total_timer_time": float(last - first),
            "total_distance": round(counted[last] - counted[first], 2),
            "avg_heart_rate": round(float(stream.heart_rate[first:last].mean())),
            "max_heart_rate": int(stream.heart_rate[first:last].max()),
            "sport": sport,
            "sub_sport": sub_sport,
        }

    messages: list[dict[str, Any]] = [
        {
            "message_type": "file_id",
            "type": "activity",
            "manufacturer": "development",
            "time_created": stamps[0],
        }
    ]
    if session.name:
        messages.append({"message_type": "workout", "wkt_name": session.name, "sport": sport})
    messages += [
        {
            "message_type": "record",
            "timestamp": stamp,
            "heart_rate": heart_rate,
            "distance": distance,
            "enhanced_speed": speed,
            "cadence": cadence,
        }
        for stamp, heart_rate, distance, speed, cadence in zip(
            stamps[:-1],
            stream.heart_rate.tolist(),
            stream.distance.tolist(),
            stream.speed.tolist(),
            stream.cadence.tolist(),
            strict=True,
        )
    ]
    messages += [
        {"message_type": "lap", "message_index": number, **total(first, last)}
        for number, (first, last) in enumerate(_laps(session))
    ]
    whole = {"message_type": "session", "num_laps": len(session.segments), **total(0, session.duration)}
    if session.rpe is not None:
        whole["workout_rpe"] = round(10 * session.rpe)
    offset = session.start.utcoffset() or timedelta()
    closing = {
        "message_type": "activity",
        "timestamp": stamps[-1],
        "local_timestamp": (begin + timedelta(seconds=session.duration) + offset).isoformat(),
        "total_timer_time": float(session.duration),
        "num_sessions": 1,
        "type": "manual",
        "event": "activity",
        "event_type": "stop",
    }
    written: bytes = pyfitparsernative.write_fit_bytes([*messages, whole, closing])
    return written


def tcx_bytes(session: DemoSession, *, rng: np.random.Generator) -> bytes:
    """Return a TCX activity: a trackpoint a second, a lap a segment; times in UTC.

    Parameters
    ----------
    session : what to write.
    rng : source of the noise.
    """
    stream = _stream(session, rng)
    begin = session.start.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    counted = [0.0, *stream.distance.tolist()]
    sport = _TCX_SPORTS.get(session.sport, "Other")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<TrainingCenterDatabase xmlns="{_TCX_NAMESPACE}"><Activities><Activity Sport={quoteattr(sport)}>',
        f"<Id>{begin.isoformat()}Z</Id>",
    ]
    for first, last in _laps(session):
        lines.append(
            f'<Lap StartTime="{(begin + timedelta(seconds=first)).isoformat()}Z">'
            f"<TotalTimeSeconds>{last - first}</TotalTimeSeconds>"
            f"<DistanceMeters>{counted[last] - counted[first]:.2f}</DistanceMeters><Track>"
        )
        lines += [
            f"<Trackpoint><Time>{(begin + timedelta(seconds=second)).isoformat()}Z</Time>"
            f"<DistanceMeters>{stream.distance[second]:.2f}</DistanceMeters>"
            f"<HeartRateBpm><Value>{stream.heart_rate[second]}</Value></HeartRateBpm>"
            f'<Extensions><TPX xmlns="{_TPX_NAMESPACE}"><Speed>{stream.speed[second]:.3f}</Speed>'
            f"<RunCadence>{stream.cadence[second]}</RunCadence></TPX></Extensions></Trackpoint>"
            for second in range(first, last)
        ]
        lines.append("</Track></Lap>")
    lines.append(f"<Notes>{escape(session.name)}</Notes></Activity></Activities></TrainingCenterDatabase>")
    return "\n".join(lines).encode()


def garmin_csv_bytes(sessions: Iterable[DemoSession]) -> bytes:
    """Return an Activities.csv as Garmin Connect exports it in English: newest first, local times.

    Parameters
    ----------
    sessions : what to write, in any order.
    """
    import csv
    import io

    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(
        ["Activity Type", "Date", "Favorite", "Title", "Distance", "Calories", "Time", "Avg HR", "Max HR",
         "Avg Pace", "Moving Time", "Elapsed Time"]
    )  # fmt: skip
    for session in sorted(sessions, key=lambda s: s.start, reverse=True):
        moving = sum(duration for duration, speed, _ in session.segments if speed > 0) or session.duration
        distance = sum(duration * speed for duration, speed, _ in session.segments)
        heart_rate = _steady_heart_rate(session)
        table.writerow(
            [
                _GARMIN_SPORTS[session.sport],
                f"{session.start:%Y-%m-%d %H:%M:%S}",
                "false",
                session.name or "--",
                f"{distance / 1000:.2f}",
                "--",
                _clock(session.duration),
                round(float(heart_rate.mean())),
                round(float(heart_rate.max())),
                _clock(moving / distance * 1000)[-5:] if distance else "--",
                _clock(moving),
                _clock(session.duration),
            ]
        )
    return text.getvalue().encode()


def _clock(seconds: float) -> str:
    minutes, second = divmod(round(seconds), 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"
