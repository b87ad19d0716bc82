"""How long a season's queries take on 3,000 activities, as a ratio to a bare sqlite3 query of the same rows.

A season is a year of the seven; what the doctor asks, and the lists over all seven, have no aim.

python benchmarks/store.py [--activities 3000] [--runs 15]
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np

from periodize.activity import Activity, Lap, Morning
from periodize.effort import Effort
from periodize.project.folder import STORE_NAME
from periodize.store import Measure, SourceFile, Store, pack, pack_activity, unpack

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 0.020
"""[s] Aim of each query."""

START = datetime(2018, 1, 1, 7, tzinfo=UTC)
SPORTS = ("run", "run", "bike", "run", "swim", "gym")
ZONES = {"time_in_zones": list(range(7)), "best": {str(2**n): 300.0 / (n + 1) for n in range(12)}}


def hour(rng: np.random.Generator) -> dict[str, Any]:
    """The channels of an hour at 1 Hz, as noisy as a watch writes them."""
    effort = 140 + 20 * np.sin(np.arange(3600) / 300)
    return {
        "heart_rate": np.round(effort + rng.normal(0, 2, 3600)),
        "cadence": np.round(rng.normal(170, 3, 3600)),
        "speed": np.round(3 + rng.normal(0, 0.15, 3600), 3),
        "altitude": np.round(100 + np.cumsum(rng.normal(0, 0.1, 3600)), 1),
    }


def filled(path: Path, number: int) -> float:
    """Fill a store with recordings, every third of them in two files; CPU seconds of the writing process."""
    rng = np.random.default_rng(1)
    streams = [hour(rng) for _ in range(20)]
    spent = 0.0
    with Store(path, create=True) as store:
        for index in range(number):
            sport = SPORTS[index % len(SPORTS)]
            key = hashlib.sha256(str(index).encode()).hexdigest()
            effort = Effort(sport, np.ones(3600), streams[index % len(streams)])
            laps = tuple(Lap(300.0 * lap, 300.0, 900.0) for lap in range(12))
            start = START + timedelta(hours=20 * index)
            activity = Activity(key[:12], sport, start, effort, 3600.0, 10_800.0, laps=laps)
            packed = replace(pack_activity(activity), measure=Measure("t1", 60.0, "trimp", "useful", values=ZONES))
            again = replace(pack_activity(replace(activity, id=f"{key[:11]}t", name="Morning run")), measure=None)
            began = time.process_time()
            store.add(SourceFile(key, f"garmin/{index}.fit", 90_000, index), [packed])
            if index % 3 == 0:
                store.add(SourceFile(key[::-1], f"strava/{index}.csv", 200, index), [again])
            spent += time.process_time() - began
        days = [Morning((START + timedelta(days=day)).date(), 48.0, hrv=60.0, fatigue=3.0) for day in range(number)]
        store.add(SourceFile("mornings", "mornings.csv"), mornings=days)
    return spent


def seconds(work: Callable[[], Any], runs: int) -> list[float]:
    """CPU seconds of each run, in this process."""
    found = []
    for _ in range(runs):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=3000, help="in the store (default 3000)")
    parser.add_argument("--runs", type=int, default=15, help="runs of each row (default 15)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, STORE_NAME)
        spent = filled(path, arguments.activities)
        print(
            f"{arguments.activities:,} activities of an hour, a third of them from two files: "
            f"{path.stat().st_size / 2**20:.1f} MB, {spent / arguments.activities * 1000:.2f} ms each to write"
        )
        measure(path, arguments.activities, arguments.runs)


def measure(path: Path, number: int, runs: int) -> None:
    bare = sqlite3.connect(path)
    first, last = date(2019, 1, 1), date(2019, 12, 31)
    year = (first.isoformat(), last.isoformat())
    key = hashlib.sha256(str(number // 2).encode()).hexdigest()[:12]

    def ask(query: str, *values: str) -> Callable[[], list[Any]]:
        return lambda: bare.execute(query, values).fetchall()

    season = "SELECT * FROM activity WHERE day BETWEEN ? AND ? ORDER BY start"
    runs_only = "SELECT * FROM activity JOIN measure ON recording_id = id WHERE day BETWEEN ? AND ? AND sport = 'run'"
    weekly = "SELECT day, moving, distance, load FROM activity, measure WHERE recording_id = id"
    one = "SELECT * FROM recording WHERE key = ?"
    stream = "SELECT stream.* FROM stream JOIN recording ON id = recording_id WHERE key = ?"
    noted = "SELECT * FROM morning WHERE day BETWEEN ? AND ? ORDER BY day"
    with Store(path) as store:
        rows: tuple[tuple[str, bool, Callable[[], Any], Callable[[], Any]], ...] = (
            ("open and close", True, lambda: Store(path).close(), lambda: sqlite3.connect(path).close()),
            ("a season", True, lambda: store.activities(first=first, last=last), ask(season, *year)),
            (
                "a season's runs, with all metrics",
                True,
                lambda: store.activities(first=first, last=last, sports=["run"], with_values=True),
                ask(runs_only, *year),
            ),
            ("a season's mornings", True, lambda: store.mornings(first=first, last=last), ask(noted, *year)),
            ("weekly totals of all years", True, store.weeks, ask(weekly)),
            ("one in detail, with laps", True, lambda: store.activity(key), ask(one, key)),
            ("one found by six digits", True, lambda: store.find(key[:6]), ask(one, key)),
            ("the stream of one", True, lambda: store.effort(key), ask(stream, key)),
            ("a survey, for the doctor", False, store.survey, ask("SELECT * FROM recording")),
            ("all activities", False, store.activities, ask("SELECT * FROM activity ORDER BY start")),
            ("all mornings", False, store.mornings, ask("SELECT * FROM morning ORDER BY day")),
        )
        print(f"{'CPU ms':34}{'min':>9}{'median':>9}{'bare':>9}{'ratio':>8}{'aim':>6}")
        for name, aimed, work, base in rows:
            ours, theirs = seconds(work, runs), seconds(base, runs)
            aim = f"{LIMIT * 1000:6.0f}  {'reached' if median(ours) < LIMIT else 'missed'}" if aimed else ""
            print(
                f"{name:34}{min(ours) * 1000:9.2f}{median(ours) * 1000:9.2f}{median(theirs) * 1000:9.2f}"
                f"{median(ours) / median(theirs):8.1f}{aim}"
            )
        effort = store.effort(key)
        packed = pack(effort)
        print(f"an hour's stream: {len(packed.data) / 1000:.1f} kB")
        for name, work in (("pack", lambda: pack(effort)), ("unpack", lambda: unpack(packed, sport="run"))):
            print(f"  {name:32}{median(seconds(work, runs)) * 1000:18.2f}")
    bare.close()


if __name__ == "__main__":
    main()
