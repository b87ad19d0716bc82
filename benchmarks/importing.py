"""How long an import takes, as a ratio to the bare decoder on the same processes, and how much memory it needs.

python benchmarks/importing.py FOLDER [--files 1000] [--rows 1000000]

FOLDER holds real FIT recordings. Each is copied until there are enough, every copy a day later than the one before:
its timestamps are moved in place and its checksum is computed anew, so copies are decoded as the originals are and
none merges with another.
"""

from __future__ import annotations

import argparse
import csv
import os
import struct
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyfitparsernative

from periodize.athlete import Athlete, Dated
from periodize.errors import UnreadableError
from periodize.executors import Processes
from periodize.formats import read_bytes
from periodize.project.folder import STORE_NAME
from periodize.project.records.importing import import_files
from periodize.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

PROCESSES = Processes(2, preload=("periodize.project.records.decoding",))
AIM_RATIO = 1.6
AIM_FILES = 400
AIM_ROWS = 500
DAY = 86400
WHO = Athlete({"run": (Dated(4.0),), "bike": (Dated(250.0),), "hr": (Dated(170.0),)}, hr_max=190, hr_rest=50)
TIMES = {0: {4}, 18: {2}, 19: {2}, 34: {5}}
"""Message -> fields that hold a time beside 253: created, start, start, local time."""


def crc_table() -> list[int]:
    """CRC-16 of the FIT protocol, a byte at a time."""
    table = []
    for value in range(256):
        crc = value
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
        table.append(crc)
    return table


CRC = crc_table()


def checksum(data: bytearray) -> int:
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ CRC[(crc ^ byte) & 0xFF]
    return crc


def times_in(data: bytes) -> list[tuple[int, str]]:
    """Where a FIT file holds a time, and in which byte order."""
    found: list[tuple[int, str]] = []
    known: dict[int, tuple[int, list[tuple[int, str]]]] = {}
    at, end = data[0], data[0] + int.from_bytes(data[4:8], "little")
    while at < end:
        head = data[at]
        at += 1
        if head & 0x40 and not head & 0x80:
            order = ">" if data[at + 1] else "<"
            (message,) = struct.unpack_from(order + "H", data, at + 2)
            size, places = 0, []
            for field in range(data[at + 4]):
                number, width, _ = data[at + 5 + 3 * field : at + 8 + 3 * field]
                if width == 4 and (number == 253 or number in TIMES.get(message, ())):
                    places.append((size, order))
                size += width
            at += 5 + 3 * data[at + 4]
            if head & 0x20:
                size += sum(data[at + 2 + 3 * field] for field in range(data[at]))
                at += 1 + 3 * data[at]
            known[head & 0x0F] = (size, places)
        else:
            size, places = known[head >> 5 & 0x03 if head & 0x80 else head & 0x0F]
            found += [(at + place, order) for place, order in places]
            at += size
    return found


def moved(data: bytes, times: list[tuple[int, str]], days: int) -> bytes:
    """The same recording so many days later."""
    copy = bytearray(data)
    for place, order in times:
        (value,) = struct.unpack_from(order + "I", copy, place)
        if 0x10000000 <= value < 0xFFFFFFFF - days * DAY:
            struct.pack_into(order + "I", copy, place, value + days * DAY)
    end = data[0] + int.from_bytes(data[4:8], "little")
    copy[end : end + 2] = checksum(copy[:end]).to_bytes(2, "little")
    return bytes(copy)


def originals(folder: Path) -> list[tuple[str, bytes, list[tuple[int, str]]]]:
    """The healthy recordings below a folder that hold one activity with a stream."""
    kept = []
    for path in sorted(folder.rglob("*.fit")):
        data = path.read_bytes()
        try:
            reading = read_bytes(data, source=path.name, zone=UTC)
            times = times_in(data)
            again = read_bytes(moved(data, times, 1), source=path.name, zone=UTC)
        except (UnreadableError, KeyError, IndexError, struct.error):
            continue
        apart = [b.start - a.start for a, b in zip(reading.activities, again.activities, strict=False)]
        if reading.rows > 1000 and not reading.salvaged and not again.salvaged and apart == [timedelta(days=1)]:
            kept.append((path.stem, data, times))
    return kept


def write_copies(folder: Path, target: Path, count: int) -> int:
    kept = originals(folder)
    if not kept:
        message = f"no healthy FIT recordings in {folder}"
        raise SystemExit(message)
    size = 0
    for number in range(count):
        name, data, times = kept[number % len(kept)]
        copy = moved(data, times, number // len(kept))
        (target / f"{name}-{number}.fit").write_bytes(copy)
        size += len(copy)
    print(f"{count:,} files of {len(kept)} real recordings, {size / 1e6:,.0f} MB")
    return count


def write_table(path: Path, rows: int) -> None:
    """A plain table of activities, one every quarter of an hour."""
    start = datetime(1990, 1, 1, 6, 0, tzinfo=UTC)
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream)
        table.writerow(["date", "sport", "duration", "distance", "heart_rate", "rpe", "name"])
        for row in range(rows):
            begun = start + timedelta(minutes=15 * row)
            table.writerow(
                [f"{begun:%Y-%m-%d %H:%M:%S}", "run", 600 + row % 200, 2 + row % 7 / 10, 140, 4, f"run {row}"]
            )


def decode_bare(path: str) -> int:
    return len(pyfitparsernative.parse_fit_bytes(Path(path).read_bytes()))


def resident(process: int) -> float:
    """Proportional share of memory [MB]: what processes share is counted once."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


def family(process: int) -> list[int]:
    """A process and all below it."""
    found = [process]
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            found += family(int(child))
    return found


def measured(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock, and the highest memory [MB] of this process and all below it."""
    peak, done = 0.0, threading.Event()

    def look() -> None:
        nonlocal peak
        while not done.wait(0.2):
            try:
                peak = max(peak, sum(resident(process) for process in family(os.getpid())))
            except OSError:
                continue  # one of them has just ended

    watcher = threading.Thread(target=look)
    watcher.start()
    began = time.perf_counter()
    try:
        work()
    finally:
        done.set()
        watcher.join()
    return time.perf_counter() - began, peak


def verdict(value: float, aim: float) -> str:
    return f"{aim:9g}  {'reached' if value <= aim else 'missed'}"


def bench_files(folder: Path, count: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        target = Path(place, "fit")
        target.mkdir()
        write_copies(folder, target, count)
        paths = sorted(map(str, target.iterdir()))
        bare: list[float] = []
        whole: list[float] = []
        peak = 0.0
        for run in range(2):  # one after the other, so that a busy machine slows both
            seconds, _ = measured(lambda: list(PROCESSES.map(decode_bare, paths)))
            bare.append(seconds)
            with Store(Path(place, f"{run}-{STORE_NAME}"), create=True) as store:
                seconds, memory = measured(
                    lambda store=store: import_files(store, [target], athlete=WHO, zone=UTC, executor=PROCESSES)  # type: ignore[misc]
                )
                whole.append(seconds)
                peak = max(peak, memory)
                kept = len(store.activities())
        ratio = min(whole) / min(bare)
        print(f"{'':34}{'result':>9}{'aim':>9}")
        print(f"{'bare decoder, 2 processes [s]':34}{min(bare):9.1f}")
        print(f"{'decode, measure, store [s]':34}{min(whole):9.1f}   {kept:,} activities")
        print(f"{'ratio':34}{ratio:9.2f}{verdict(ratio, AIM_RATIO)}")
        print(f"{'peak memory, all processes [MB]':34}{peak:9.0f}{verdict(peak, AIM_FILES)}")


def bench_table(rows: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "table.csv")
        write_table(path, rows)
        with Store(Path(place, STORE_NAME), create=True) as store:
            seconds, peak = measured(lambda: import_files(store, [path], athlete=WHO, zone=UTC))
        print(f"{f'{rows:,} rows of plain CSV [s]':34}{seconds:9.1f}   {rows / seconds:,.0f} rows/s")
        print(f"{'peak memory, all processes [MB]':34}{peak:9.0f}{verdict(peak, AIM_ROWS)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000, help="copies of real recordings (default 1000; 0: none)")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the table (default 1000000; 0: none)")
    options = parser.parse_args()
    if options.files:
        bench_files(options.folder, options.files)
    if options.rows:
        bench_table(options.rows)


if __name__ == "__main__":
    main()
