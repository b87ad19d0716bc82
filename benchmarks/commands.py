"""CPU seconds of whole commands, start-up included, as ratios to `python -c pass` in the same run.

    python benchmarks/commands.py [PLAN] [--repeat 7]

The plan is the example season (30 weeks) unless another is named.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path

from measuring import as_installed, cpu_seconds
from rich.console import Console
from rich.table import Table

from periodize.demo import season_files
from periodize.project.folder import write_new

TODAY = date(2027, 2, 10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plan", nargs="?", type=Path)
    parser.add_argument("--repeat", type=int, default=7)
    options = parser.parse_args()
    with as_installed(), tempfile.TemporaryDirectory() as name:
        os.environ["PERIODIZE_TODAY"] = TODAY.isoformat()
        folder = Path(name)
        write_new({folder / path: content for path, content in season_files(TODAY).items()})
        plan = str(options.plan or folder / "plan.yaml")
        periodize = [sys.executable, "-m", "periodize"]
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "periodize --help": [*periodize, "--help"],
            "periodize validate": [*periodize, "validate", plan],
            "periodize simulate": [*periodize, "simulate", plan],
            "periodize simulate --runs 1000": [*periodize, "simulate", plan, "--runs", "1000"],
            "periodize check (45 files, 200 rows)": [*periodize, "check", str(folder / "plan.yaml")],
        }
        # interleaved, so that a busy moment of the machine hits all alike
        times: dict[str, list[float]] = {label: [] for label in commands}
        for command in commands.values():
            cpu_seconds(command)  # writes the bytecode
        for _ in range(options.repeat):
            for label, command in commands.items():
                times[label].append(cpu_seconds(command))
    table = Table("command", "min [s CPU]", "median [s CPU]", "ratio of minima")
    floor = min(times["python -c pass"])
    for label, found in times.items():
        table.add_row(label, f"{min(found):.3f}", f"{statistics.median(found):.3f}", f"{min(found) / floor:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
