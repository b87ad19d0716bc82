"""Read every FIT and TCX below a folder, and say how long it took and what became of each.

python benchmarks/ingest.py FOLDER [--table]
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from periodize.errors import UnreadableError
from periodize.formats import read_bytes
from periodize.formats.base import suffix_of

KINDS = (".fit", ".tcx")
FATES = ("read", "salvaged", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class Outcome:
    path: str
    kind: str
    fate: str
    rows: int
    seconds: float
    reason: str


def read_one(path: Path, folder: Path) -> Outcome:
    name, kind = str(path.relative_to(folder)), suffix_of(path.name)
    started = time.process_time()
    fate, rows, reason = "read", 0, ""
    try:
        data = path.read_bytes()
        if path.suffix == ".gz":
            data = gzip.decompress(data)
        reading = read_bytes(data, source=name, zone=UTC)
    except UnreadableError as error:
        fate, reason = "failed", str(error)
    else:
        fate = "skipped" if reading.skipped else "salvaged" if reading.salvaged else "read"
        rows, reason = reading.rows, reading.skipped or reading.salvaged or ""
    return Outcome(name, kind, fate, rows, time.process_time() - started, reason)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--table", action="store_true", help="one line for each file")
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if suffix_of(path.name) in KINDS)
    outcomes = [read_one(path, options.folder) for path in files]
    if options.table:
        for outcome in outcomes:
            print(
                f"{outcome.fate:9}{outcome.rows:8,}{outcome.seconds:8.2f} s  {outcome.path}  {outcome.reason}".rstrip()
            )
        print()
    by_kind: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by_kind[outcome.kind].append(outcome)
    print(f"{'kind':6}{'files':>7}{'rows':>10}{''.join(f'{fate:>10}' for fate in FATES)}{'CPU s':>9}{'rows/s':>10}")
    for kind, group in [*sorted(by_kind.items()), ("all", outcomes)]:
        fates = Counter(outcome.fate for outcome in group)
        rows, seconds = sum(o.rows for o in group), sum(o.seconds for o in group)
        counts = "".join(f"{fates[fate]:10}" for fate in FATES)
        print(f"{kind:6}{len(group):7}{rows:10,}{counts}{seconds:9.2f}{rows / max(seconds, 1e-9):10,.0f}")


if __name__ == "__main__":
    main()
