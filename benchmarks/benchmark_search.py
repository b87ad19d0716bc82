"""How long `benchmark` takes beside 3,000 activities of an hour: signatures kept at import, lost, and kept again.

python benchmarks/benchmark_search.py [--activities 3000] [--repeats 0.2] [--climbs 0] [--runs 5]
"""

from __future__ import annotations

import argparse
import hashlib
import sqlite3
import tempfile
import time
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from math import nan
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from periodize.activity import Activity
from periodize.athlete import Athlete
from periodize.compare import join
from periodize.effort import Effort
from periodize.project.checks.benchmarks import Asked, benchmarks
from periodize.project.folder import STORE_NAME
from periodize.project.records.keeping import kept, open_store
from periodize.project.records.measuring import measured
from periodize.project.records.signatures import Due, Signing, sign
from periodize.store import SourceFile, Store

if TYPE_CHECKING:
    from collections.abc import Callable

COLD, WARM = 3.0, 0.5
"""[s] Aims of the search."""

SOME = 300
"""Signatures that are computed in this process to see what one takes."""

START = datetime(2018, 1, 1, 7, tzinfo=UTC)
ATHLETE = Athlete(hr_max=190.0, hr_rest=50.0)


def hour(rng: np.random.Generator, *, repeats: bool) -> dict[str, np.ndarray]:
    """Return the channels of an hour at 1 Hz: steady, or eight repeats of three minutes."""
    speed = np.full(3600, 3.0)
    if repeats:
        for begin in range(900, 900 + 8 * 300, 300):
            speed[begin : begin + 180] = 4.2
    wander = np.convolve(rng.normal(0, 0.3, 3609), np.full(10, 0.1), mode="valid")
    return {
        "heart_rate": np.round(100 + 15 * speed + rng.normal(0, 2, 3600)),
        "cadence": np.round(rng.normal(170, 3, 3600)),
        "speed": np.round(speed + wander, 3),
        "altitude": np.round(100 + np.cumsum(rng.normal(0, 0.1, 3600)), 1),
    }


def hill(channels: dict[str, np.ndarray], road: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Return the channels with a climb of 150 m at 6 % in them, and positions on one of several roads."""
    along = np.cumsum(channels["speed"])
    altitude = 100 + 0.06 * np.clip(along - 3000, 0, 2500) + 0.1 * np.sin(along)
    bend = 400 * np.sin(along / 700)
    positions = np.stack([47 + 0.2 * road + along / 111_195, 11 + bend / 76_000], axis=1)
    return {**channels, "altitude": altitude}, positions


def filled(path: Path, number: int, share: float, hilly: float) -> None:
    """Fill a store with recordings, so many of them with repeats, and so many with positions and a climb."""
    rng = np.random.default_rng(1)
    streams = [(hour(rng, repeats=False), hour(rng, repeats=True)) for _ in range(20)]
    packed = []
    for index in range(number):
        channels, positions = streams[index % 20][rng.random() < share], None
        if hilly and rng.random() < hilly:
            channels, positions = hill(channels, index % 30)
        key = hashlib.sha256(str(index).encode()).hexdigest()[:12]
        start = START + timedelta(hours=25 * index)
        effort, distance = Effort("run", np.ones(3600), channels), float(channels["speed"].sum())
        packed.append(Activity(key, "run", start, effort, 3600.0, distance, positions=positions))
    with Store(path, create=True) as store:
        for index, activity in enumerate(packed):
            store.add(SourceFile(activity.id, f"{index}.fit"), [measured(activity, ATHLETE, with_positions=True)])


def timed(call: Callable[[], object]) -> float:
    """CPU seconds of a call."""
    before = time.process_time()
    call()
    return time.process_time() - before


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=3000, help="in the store (default 3000)")
    parser.add_argument("--repeats", type=float, default=0.2, help="share of them with repeats (default 0.2)")
    parser.add_argument(
        "--climbs", type=float, default=0.0, help="share of them with positions and a climb (default 0)"
    )
    parser.add_argument("--runs", type=int, default=5, help="runs of each (default 5)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, STORE_NAME)
        filled(path, arguments.activities, arguments.repeats, arguments.climbs)
        for name, aim in (("first after the import", WARM), ("signatures to be computed", COLD), ("kept again", WARM)):
            walls, busy = [], []
            for _ in range(1 if name.startswith("first") else arguments.runs):
                if aim == COLD:
                    with closing(sqlite3.connect(path)) as bare, bare:
                        bare.execute("DELETE FROM signature")
                with open_store(path) as store:
                    known = kept(store, ATHLETE)
                wall, cpu = time.perf_counter(), time.process_time()
                found = benchmarks(None, known, today=date(2040, 1, 1), asked=Asked())
                walls.append(time.perf_counter() - wall)
                busy.append(time.process_time() - cpu)
            most = max(len(one.outings) for one in found.benchmarks)
            told = "reached" if median(walls) < aim else "missed"
            own = f"{min(busy):.2f} s of CPU in this process"
            print(f"{name:28}{median(walls):6.2f} s by the clock, {own}, aim {aim} s: {told}")
            twice = f"{len(found.benchmarks)} of them done twice, one {most} times"
            print(f"  {found.sessions} sessions, {twice}; {len(found.climbs)} climbs")
        done = [join([one], loads=[nan], hard=False) for one in known.record.activities]
        for some in (done, [one for one in done if one.day > done[-1].day - timedelta(days=400)]):
            cpu = min(timed(partial(Signing(path), some, {})) for _ in range(arguments.runs))
            print(f"{len(some)} signatures that are kept, read: {1000 * cpu:.0f} ms of CPU")
        with open_store(path) as store:
            due = Due(path, tuple(((one.id,), ()) for one in store.activities()[:SOME]))
        each = timed(partial(sign, due)) / len(due.sessions)
        print(f"one signature, its stream unpacked: {1000 * each:.2f} ms of CPU")


if __name__ == "__main__":
    main()
