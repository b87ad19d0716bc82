"""How long a 52-week plan takes, as a ratio to what cannot be saved: the parser of YAML, and Python's own start.

python benchmarks/plan.py [--runs 15]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import yaml
from measuring import as_installed, cpu_seconds

from periodize.plan import expand, read_plan_text

HEAD = """periodize: 1
title: Benchmark
start: {start}
athlete:
  threshold: {{run: 4:00/km, bike: 265W, swim: 1:45/100m, hr: 168bpm}}
  fitness: 60
races:
  - {{id: half, name: Half, date: {half}, priority: B, distance: 21.1km, goal: 1:35:00}}
  - {{id: main, name: Main, date: {main}, priority: A, distance: 42.2km, goal: 3:15:00}}
sessions:
  wu: easy 4km + strides 4x100m (100m jog)
  cruise: wu + 5x6min @ T- (60s rest) + cd 2km
  hills: wu + 20x200m @ I (200m jog) + cd 2km
"""
WEEK = {
    "mon": ("easy 10km", "gym 40min"),
    "tue": ("cruise", "easy 8km"),
    "wed": ("easy {a}km", "bike 60min @ Z2"),
    "thu": ("wu 15min + 4->6x8min @ 92%lthr (2min) + cd 10min", "easy 6km"),
    "fri": ("swim 400m @ easy + 10x100m @ 1:45/100m (15s rest) + 200m @ easy", "easy 8km"),
    "sat": ("wu 3km + {n}x400m @ 5k (200m jog) + cd 3km", "hills"),
    "sun": ("long {b}->{c}km", "rest"),
}
START = date(2027, 1, 4)


def head() -> str:
    return HEAD.format(start=START, half=START + timedelta(days=153), main=START + timedelta(days=363))


def daily(weeks: int) -> str:
    """A plan that says every day of every week, as exports of other programs do: about 40 lines a week."""
    lines = [head() + "blocks:"]
    for week in range(weeks):
        lines += [f"  - name: week {week + 1}", "    phase: base", "    weeks: 1", "    week:"]
        for day, (morning, evening) in WEEK.items():
            first = morning.format(a=8 + week % 7, b=14 + week % 9, c=18 + week % 9, n=8 + week % 8)
            lines += [f"      {day}:", "        am:", f"          do: {first}", f"          note: week {week + 1}"]
            lines += [f"        pm: {evening}"]
    return "\n".join(lines) + "\n"


def compact(weeks: int) -> str:
    """The same season in eight blocks."""
    lines = [head() + "week:"]
    for day, (morning, evening) in WEEK.items():
        lines += [f"  {day}: {{am: {morning.format(a=10, b=16, c=22, n=12)}, pm: {evening}}}"]
    lines += ["blocks:"]
    for block in range(8):
        length = weeks // 8 + (block < weeks % 8)
        lines += [f"  - {{name: b{block}, phase: base, weeks: {length}, deload: {{every: 4, volume: 70%}}}}"]
    return "\n".join(lines) + "\n"


def cpu(work: Callable[[], Any], runs: int) -> list[float]:
    """CPU seconds of each run, in this process."""
    found = []
    for _ in range(runs):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return found


def cpu_of(command: list[str], runs: int) -> list[float]:
    """CPU seconds of each run of a command, after one that writes the bytecode."""
    cpu_seconds(command)
    return [cpu_seconds(command) for _ in range(runs)]


def read_and_expand(text: str) -> None:
    season, problems = read_plan_text(text)
    if season is None:
        raise SystemExit("\n".join(f"{p.span} {p.message}" for p in problems))
    expand(season)


def row(name: str, found: list[float], base: list[float], limit: float | None) -> str:
    ratio = median(found) / median(base)
    aim = "" if limit is None else f"{limit * 1000:8.0f}  {'reached' if median(found) < limit else 'missed'}"
    return f"{name:34}{min(found) * 1000:9.1f}{median(found) * 1000:9.1f}{ratio:8.2f}{aim}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15, help="runs of each row (default 15)")
    runs = parser.parse_args().runs
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    print(f"{'CPU ms':34}{'min':>9}{'median':>9}{'ratio':>8}{'aim':>8}")
    for name, text in (("52 weeks, daily lines", daily(52)), ("52 weeks, 8 blocks", compact(52))):
        print(f"{name}: {text.count(chr(10)):,} lines, {len(text) / 1000:.0f} kB")
        base = cpu(lambda text=text: yaml.compose(text, Loader=loader), runs)  # type: ignore[misc]
        whole = cpu(lambda text=text: read_and_expand(text), runs)  # type: ignore[misc]
        print(row("  yaml.compose", base, base, None))
        print(row("  parse and expand", whole, base, 0.050))
    with as_installed(), tempfile.TemporaryDirectory() as folder:
        plan = Path(folder) / "plan.yaml"
        base = cpu_of([sys.executable, "-c", "pass"], runs)
        print(row("python -c pass", base, base, None))
        program = [sys.executable, "-m", "periodize"]
        print(row("periodize --help", cpu_of([*program, "--help"], runs), base, None))
        for name, text in (
            ("32 weeks, 8 blocks", compact(32)),
            ("52 weeks, 8 blocks", compact(52)),
            ("52 weeks, daily lines", daily(52)),
        ):
            plan.write_text(text, encoding="utf-8")
            print(row(f"periodize validate, {name}"[:34], cpu_of([*program, "validate", str(plan)], runs), base, 0.5))


if __name__ == "__main__":
    main()
