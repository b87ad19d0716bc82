"""Seconds on the clock until a person sees something: start-up included, on a terminal of 80 x 24.

python benchmarks/first_screen.py [PLAN] [--repeat 15]

The first screen of `simulate` is there when 24 lines are; a `--what-if` is answered when the command has ended.
The plan is the example season unless another is named. Needs a system with pseudo-terminals.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import struct
import sys
import tempfile
import termios
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measuring import as_installed

from periodize.demo import season_files
from periodize.plan import load_plan
from periodize.project.folder import write_new
from periodize.project.plans.planning import schedule

if TYPE_CHECKING:
    from collections.abc import Sequence

TODAY = date(2027, 2, 10)

LINES, COLUMNS = 24, 80

FIRST_SCREEN, WHAT_IF = 0.6, 1.0
"""[s] Aims."""


def seen(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds until a terminal is full, and until the command has ended."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.execvp(command[0], list(command))  # noqa: S606 - it takes the child's place
    lines, full = 0, 0.0
    while True:
        try:
            came = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            came = b""
        if not came:
            break
        lines += came.count(b"\n")
        full = full or (lines >= LINES) * (time.perf_counter() - began)
    os.close(terminal)
    os.waitpid(child, 0)
    ended = time.perf_counter() - began
    return full or ended, ended


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plan", nargs="?", type=Path)
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    with as_installed(), tempfile.TemporaryDirectory() as name:
        os.environ |= {"PERIODIZE_TODAY": TODAY.isoformat(), "TERM": "xterm"}
        write_new({Path(name, path): content for path, content in season_files(TODAY).items()})
        plan = options.plan or Path(name, "plan.yaml")
        season, _ = load_plan(plan)
        assert season is not None
        ill = f"sick 5d from {schedule(season).first + timedelta(weeks=10)}"
        simulate = [sys.executable, "-m", "periodize", "simulate", str(plan)]
        asked = {
            "python -c pass": ([sys.executable, "-c", "pass"], 1, 0.0),
            "periodize --help": ([sys.executable, "-m", "periodize", "--help"], 1, 0.0),
            "simulate: the first screen": (simulate, 0, FIRST_SCREEN),
            "simulate: all of it": (simulate, 1, 0.0),
            "simulate --runs 1000 --what-if": ([*simulate, "--runs", "1000", "--what-if", ill], 1, WHAT_IF),
        }
        times: dict[str, list[float]] = {label: [] for label in asked}
        for nth in range(options.repeat + 1):
            for label, (command, which, _) in asked.items():
                took = seen(command)[which]
                if nth:  # the first writes the bytecode
                    times[label].append(took)
    for label, found in times.items():
        aim = asked[label][2]
        said = f"   {'reached' if median(found) < aim else 'missed'}: {aim:g} s" if aim else ""
        print(f"{label:32} least {min(found):.2f} s, half of them below {median(found):.2f} s{said}")


if __name__ == "__main__":
    main()
