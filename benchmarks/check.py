"""How long `check` and `today` take on a season of 52 weeks beside a store of 3,000 activities, start-up included.

python benchmarks/check.py [--activities 3000] [--repeat 7] [--keep FOLDER]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import DEVNULL, run
from typing import TYPE_CHECKING

import numpy as np
from measuring import as_installed, cpu_seconds

from periodize.activity import Activity, Morning
from periodize.effort import Effort
from periodize.plan import load_plan
from periodize.project.folder import STORE_NAME
from periodize.project.plans.planning import schedule
from periodize.project.records.measuring import measured
from periodize.store import SourceFile, Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.athlete import Athlete
    from periodize.store import Packed

TODAY = date(2027, 11, 10)
"""A Wednesday in week 45 of the season."""

AIMS = {"check": 1.5, "today": 0.7}
"""[s] Wall time, start-up included."""

PLAN = """\
periodize: 1
title: A year
start: 2027-01-04
athlete:
  threshold: {run: 4:10/km, hr: 168bpm}
  hr: {max: 186, rest: 48}
  fitness: 55
races:
  - {id: spring, name: Spring half, date: 2027-05-16, priority: B, distance: 21.1km}
  - {id: autumn, name: Autumn marathon, date: 2027-12-19, priority: A, distance: 42.2km}
week:
  mon: easy 45min
  tue: wu 15min + 4->6x5min @ T (2min jog) + cd 10min
  wed: easy 50min
  thu: {am: gym 30min, pm: easy 40min}
  fri: easy 40min
  sat: wu 15min + 8->12x2min @ I (2min jog) + cd 10min
  sun: long 16->28km
blocks:
  - {name: base, phase: base, weeks: 20, deload: {every: 4, volume: 70%}}
  - {name: build, phase: build, weeks: 20, deload: {every: 4, volume: 70%}}
  - {name: peak, phase: peak, weeks: 10, deload: {every: 5, volume: 75%}}
  - {name: taper, phase: taper, weeks: 2, taper: {volume: 50%}}
"""


def hour(rng: np.random.Generator, seconds: int, speed: float) -> Effort:
    """A run at 1 Hz, as noisy as a watch writes it."""
    pulse = 145 + 15 * np.sin(np.arange(seconds) / 300) + rng.normal(0, 2, seconds)
    return Effort(
        "run",
        np.ones(seconds),
        {
            "heart_rate": np.round(pulse),
            "speed": np.round(rng.normal(speed, 0.15, seconds), 3),
            "cadence": np.round(rng.normal(85, 2, seconds)),
        },
    )


def recordings(number: int, athlete: Athlete, days: list[tuple[date, float]]) -> Iterator[Packed]:
    """The planned sessions as done, before them years of a run a day; twenty streams, each measured once."""
    rng = np.random.default_rng(1)
    shapes: dict[int, Packed] = {}
    first = days[0][0]
    earlier = [(first - timedelta(days=k), 3000.0) for k in range(1, number - len(days) + 1)]
    for index, (day, seconds) in enumerate(sorted([*earlier, *days])):
        length = max(600, round(seconds / 600) * 600)
        key = hashlib.sha256(f"{index}".encode()).hexdigest()[:12]
        start = datetime(day.year, day.month, day.day, 7 if index % 2 else 17, index % 50, tzinfo=UTC)
        if length not in shapes:
            effort = hour(rng, length, 3.3)
            shapes[length] = measured(Activity(key, "run", start, effort, length, distance=3.3 * length), athlete)
        like = shapes[length]
        yield replace(like, recording=replace(like.recording, key=key, start=start))


def filled(folder: Path, number: int) -> None:
    """Write a plan and the store beside it."""
    (folder / "plan.yaml").write_text(PLAN)
    season, problems = load_plan(folder / "plan.yaml")
    assert season is not None, problems
    days = [(s.day, s.duration) for s in schedule(season).sessions if s.day < TODAY and s.sport == "run"]
    with Store(folder / STORE_NAME, create=True) as store:
        for index, packed in enumerate(recordings(number, season.athlete, days)):
            name = f"{index:05}.fit"
            content = hashlib.sha256(name.encode()).hexdigest()
            store.add(SourceFile(content, f"recorded/{name}", 90_000, index), [packed])
        mornings = [
            Morning(TODAY - timedelta(days=k), 48.0 + k % 3, hrv=60.0 + k % 7, sleep=27_000.0, fatigue=float(2 + k % 2))
            for k in range(2 * 365)
        ]
        store.add(SourceFile("mornings", "mornings.csv"), mornings=mornings)


def wall_seconds(command: list[str], folder: Path) -> float:
    """Wall seconds of one command, from start to end."""
    began = time.perf_counter()
    run(command, cwd=folder, stdout=DEVNULL, stderr=DEVNULL, check=False)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=3000, help="in the store (default 3000)")
    parser.add_argument("--repeat", type=int, default=7, help="runs of each command (default 7)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="make the season here and leave it")
    arguments = parser.parse_args()
    with as_installed(), tempfile.TemporaryDirectory() as name:
        os.environ["PERIODIZE_TODAY"] = TODAY.isoformat()
        folder = arguments.keep or Path(name)
        if not (folder / STORE_NAME).exists():
            folder.mkdir(parents=True, exist_ok=True)
            filled(folder, arguments.activities)
        for verb in AIMS:
            measure(verb, folder, arguments.repeat)


def measure(verb: str, folder: Path, repeat: int) -> None:
    """Print wall and CPU seconds of one command."""
    command = [sys.executable, "-m", "periodize", verb]
    wall_seconds(command, folder)  # writes the bytecode
    os.chdir(folder)
    walls = [wall_seconds(command, folder) for _ in range(repeat)]
    cpus = [cpu_seconds(command) for _ in range(repeat)]
    found = "reached" if statistics.median(walls) < AIMS[verb] else "missed"
    print(
        f"{verb:6} wall min {min(walls):.2f} s, median {statistics.median(walls):.2f} s (aim {AIMS[verb]} s, {found}); "
        f"CPU min {min(cpus):.2f} s"
    )


if __name__ == "__main__":
    main()
