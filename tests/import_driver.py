"""Imports a folder over and over in children that are killed, and says after each what is left.

python import_driver.py FOLDER STORES COUNT   one line of JSON for each kill, the stores are in a folder

Four of five children kill themselves at a statement of SQL that chance chooses; the next one goes on with the same
store until it is whole. The fifth has a store of its own and two workers, and is killed from outside after a while. Who
comes to the end first does not count, so COUNT children are killed.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import sys
import time
from datetime import UTC
from pathlib import Path

from periodize.athlete import Athlete, Dated
from periodize.executors import Processes, Serial
from periodize.project.records.importing import import_files
from periodize.store import FileState, Store

STREAMS = {"fit", "tcx", "gpx"}
MOST = 4
"""Children for each kill, at most."""

WHO = Athlete({"run": (Dated(4.0),), "hr": (Dated(165.0),)}, hr_max=190, hr_rest=50)


def timed(number: int) -> bool:
    return number % 5 == 4


def import_and_die(folder: Path, place: Path, number: int) -> None:
    """Import until killed; return when that comes too late."""
    with Store(place, create=True) as store:
        if timed(number):
            import_files(store, [folder], athlete=WHO, zone=UTC, executor=Processes(2))
            return
        left = random.Random(number).randrange(1, 120)

        def count(_: str) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        store._connection.set_trace_callback(count)
        import_files(store, [folder], athlete=WHO, zone=UTC, executor=Serial())


def state(place: Path) -> dict[str, object]:
    """What is wrong with a store, and how many files it knows."""
    if not place.exists():
        return {"sound": "ok", "foreign": [], "halves": [], "files": 0}
    with sqlite3.connect(place) as bare:
        sound = bare.execute("PRAGMA integrity_check").fetchone()[0]
        foreign = bare.execute("PRAGMA foreign_key_check").fetchall()
    bare.close()
    with Store(place, create=True) as store:
        kept = store.activities()
        whole = {path for stored in kept for path in stored.sources}
        files = store.files()
        halves = [f.path for f in files if f.state is FileState.READ and f.path not in whole and f.reader in STREAMS]
        halves += [stored.id for stored in kept if len(store.effort(stored.id).dt) != stored.samples]
    return {"sound": sound, "foreign": foreign, "halves": halves, "files": len(files)}


def main() -> None:
    folder, stores, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    kills = begun = 0
    for number in range(MOST * count):
        place = stores / (f"timed-{number}.db" if timed(number) else f"{begun}.db")
        child = os.fork()
        if not child:
            import_and_die(folder, place, number)
            os._exit(0)
        if timed(number):
            time.sleep(random.Random(number).uniform(0.0, 1.2))
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = os.waitstatus_to_exitcode(status) == -signal.SIGKILL
        kills, begun = kills + killed, begun + (not killed)
        # a child would write what waits in the buffer once more
        sys.stdout.write(json.dumps({"killed": killed, **state(place)}) + "\n")
        sys.stdout.flush()
        if kills == count:
            break


if __name__ == "__main__":
    main()
