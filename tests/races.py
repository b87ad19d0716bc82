"""Races as a watch records them, made so that every segment has exactly the values asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyfitparsernative

from periodize.activity import Activity
from periodize.effort import Effort
from periodize.formats.streams.effort import effort_from_records
from tests.making import MORNING

GUN = datetime(2024, 8, 10, 18, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Part:
    """A part of a race at one speed. length [m], seconds; heart rate [bpm] and cadence [1/min] as mean and highest."""

    length: float
    seconds: int
    heart_rate: tuple[int, int]
    cadence: tuple[int, int]


FINAL = (
    Part(1000, 169, (162, 178), (185, 200)),
    Part(2000, 310, (176, 181), (188, 195)),
    Part(1400, 215, (177, 183), (192, 196)),
    Part(600, 84, (179, 182), (208, 223)),
)
"""The 5000 m final: heart rate and cadence as published, 2:49 and laps of 62 s as described; the rest is ours."""

STANDING = 10
"""[s] Recorded before the gun."""

PULSE = 121
"""[bpm] Before the gun, as published."""


def around(mean: int, highest: int, seconds: int) -> list[int]:
    """Return whole numbers of exactly this mean and maximum, without a leap: a dip, then a bump of the same size."""
    height = highest - mean
    hill = [*range(1, height + 1), *range(height - 1, 0, -1)]
    level = [0] * (seconds - 2 * len(hill))
    return [mean + step for step in [*(-step for step in hill), *hill, *level]]


def fit_race(parts: tuple[Part, ...] = FINAL, *, stretch: float = 1.0, standing: int = STANDING) -> bytes:
    """Return a race as a FIT file, a record a second, from standing before the gun to the finish.

    Parameters
    ----------
    parts : at whole seconds.
    stretch : recorded distance for a metre of the race, as satellites see it.
    standing : [s] before the gun.
    """
    distance = np.concatenate([np.zeros(standing), [0.0], *_covered(parts)]) * stretch
    rate = [PULSE] * standing + [v for p in parts for v in around(*p.heart_rate, p.seconds)]
    cadence = [0] * standing + [v for p in parts for v in around(*p.cadence, p.seconds)]
    speed = np.append(np.diff(distance), 0.0)
    stamps = [(GUN + timedelta(seconds=k - standing)).replace(tzinfo=None).isoformat() for k in range(len(distance))]
    records: list[dict[str, Any]] = [
        {"message_type": "record", "timestamp": stamp, "distance": far, "enhanced_speed": fast, "heart_rate": beats,
         "cadence": steps}
        for stamp, far, fast, beats, steps in zip(
            stamps, distance.round(2).tolist(), speed.round(3).tolist(), [*rate, rate[-1]], [*cadence, cadence[-1]],
            strict=True,
        )
    ]  # fmt: skip
    total = {
        "timestamp": stamps[-1], "start_time": stamps[0], "total_elapsed_time": float(len(stamps) - 1),
        "total_timer_time": float(len(stamps) - 1), "total_distance": round(float(distance[-1]), 2),
        "sport": "running", "sub_sport": "track",
    }  # fmt: skip
    head = {"message_type": "file_id", "type": "activity", "manufacturer": "development", "time_created": stamps[0]}
    closing = {
        "message_type": "activity", "timestamp": stamps[-1], "local_timestamp": stamps[-1], "num_sessions": 1,
        "total_timer_time": float(len(stamps) - 1), "type": "manual", "event": "activity", "event_type": "stop",
    }  # fmt: skip
    whole = {"message_type": "session", "num_laps": 1, **total}
    written: bytes = pyfitparsernative.write_fit_bytes(
        [head, *records, {"message_type": "lap", **total}, whole, closing]
    )
    return written


def _covered(parts: tuple[Part, ...]) -> list[np.ndarray[Any, np.dtype[np.float64]]]:
    begins = np.cumsum([0.0, *(part.length for part in parts)])
    return [
        begin + part.length * np.arange(1, part.seconds + 1) / part.seconds
        for begin, part in zip(begins, parts, strict=False)
    ]


def raced(speed: Any, *, sport: str = "run", dt: Any = None, **others: Any) -> Activity:
    """An activity of these speeds [m/s], a second each; channels beside it and other facts by name."""
    fast = np.asarray(speed, dtype=float)
    lasting = np.ones(len(fast)) if dt is None else np.asarray(dt, dtype=float)
    channels = {"speed": fast} | {
        name: np.asarray(others.pop(name), dtype=float) for name in ("heart_rate", "cadence", "power") if name in others
    }
    pauses = others.get("pauses", ())
    facts = {"distance": float(np.nansum(fast * lasting))} | others
    elapsed = float(lasting.sum()) + sum(pause.duration for pause in pauses)
    return Activity("aaaa", sport, MORNING, Effort(sport, lasting, channels), elapsed, **facts)


def recorded(times: Any, distance: Any, *, sport: str = "bike", **fields: Any) -> Activity:
    """An activity of which a device wrote these times [s] and counts [m], and other fields beside them by name."""
    columns = {name: np.asarray(values, dtype=float) for name, values in (fields | {"distance": distance}).items()}
    built = effort_from_records(sport, GUN.timestamp() + np.asarray(times, dtype=float), columns)
    assert built is not None
    return Activity(
        "aaaa", sport, GUN, built.effort, built.elapsed, built.distance, pauses=built.pauses, counted=built.counted
    )
