"""Seconds of CPU for a race of twelve hours in segments, its decoding told apart.

python benchmarks/race_segments.py [--hours 12] [--runs 7]

A recording a second of distance, speed, heart rate and cadence, with pauses and noise, is written as FIT and read back.
Best of the runs: the machine may be shared.
"""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pyfitparsernative

from periodize.project.records.raced import read_race
from periodize.project.records.racing import Asked, race_view
from periodize.units import Quantity

if TYPE_CHECKING:
    from collections.abc import Callable

AIM = 0.5
"""[s] For the segments of twelve hours."""

START = datetime(2027, 6, 5, 6, tzinfo=UTC)

ASKED = {
    "each kilometre": Asked(),
    "every 400 m": Asked(every=Quantity(400.0, "distance")),
    "every 5 min": Asked(every=Quantity(300.0, "time")),
    "named": Asked(segments="start=0-10km,middle=10km-50km,end=50km-"),
    "every 400 m, against laps": Asked(every=Quantity(400.0, "distance"), pacing="160s laps"),
}
"""How it is cut."""


def recording(hours: float) -> bytes:
    """A run of so many hours as FIT: a record a second, standing for a minute in each hour."""
    rng = np.random.default_rng(1)
    n = int(hours * 3600)
    speed = np.maximum(2.6 + 0.3 * np.sin(np.arange(n) / 900) + rng.normal(0, 0.15, n), 0.0)
    speed[np.arange(n) % 3600 < 60] = 0.0
    distance = np.cumsum(speed).round(2).tolist()
    rate = np.round(145 + 8 * np.sin(np.arange(n) / 900) + rng.normal(0, 1.5, n)).astype(int).tolist()
    cadence = np.round(rng.normal(85, 1.5, n)).astype(int).tolist()
    stamps = [(START + timedelta(seconds=k)).replace(tzinfo=None).isoformat() for k in range(n)]
    records: list[dict[str, Any]] = [
        {"message_type": "record", "timestamp": stamp, "distance": far, "enhanced_speed": fast, "heart_rate": beats,
         "cadence": steps}
        for stamp, far, fast, beats, steps in zip(
            stamps, distance, speed.round(3).tolist(), rate, cadence, strict=True
        )
    ]  # fmt: skip
    head = {"message_type": "file_id", "type": "activity", "manufacturer": "development", "time_created": stamps[0]}
    whole = {
        "message_type": "session", "timestamp": stamps[-1], "start_time": stamps[0], "sport": "running", "num_laps": 0,
        "total_elapsed_time": float(n), "total_timer_time": float(n), "total_distance": distance[-1],
    }  # fmt: skip
    written: bytes = pyfitparsernative.write_fit_bytes([head, *records, whole])
    return written


def best(runs: int, task: Callable[[], object]) -> float:
    """The least CPU seconds of several runs."""
    spent = []
    for _ in range(runs):
        begun = time.process_time()
        task()
        spent.append(time.process_time() - begun)
    return min(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=12.0)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "long.fit"
        path.write_bytes(recording(given.hours))
        activity, _ = read_race(path, zone=UTC)
        decoding = best(given.runs, lambda: read_race(path, zone=UTC))
    print(f"{given.hours:g} h, {len(activity.effort.dt):,} samples; seconds of CPU")
    print(f"  {'decoding the file':28} {decoding:.3f}")
    for name, asked in ASKED.items():
        view = race_view(activity, asked, hr_max=185.0)
        spent = best(given.runs, lambda asked=asked: race_view(activity, asked, hr_max=185.0))  # type: ignore[misc]
        print(f"  {name:28} {spent:.3f}  {len(view.splits):4} segments  {'ok' if spent < AIM else f'over {AIM} s'}")


if __name__ == "__main__":
    main()
