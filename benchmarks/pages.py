"""How long a report takes: a season of 52 weeks beside 1,000 activities, and how soon a browser has drawn it.

python benchmarks/pages.py [--activities 1000] [--repeat 5] [--runs 1000] [--past TABLE]

`--past` names a table of seven years or so, for the time that a browser takes to draw them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from check import TODAY, filled, wall_seconds
from measuring import as_installed, cpu_seconds

AIM = 3.0
"""[s] of a report, Vega's script kept."""

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--activities", type=int, default=1000, help="in the store (default 1000)")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--runs", type=int, default=1000, help="of the simulation (default 1000)")
    parser.add_argument("--past", type=Path, metavar="TABLE", help="a record to draw, as of another program")
    arguments = parser.parse_args()
    with as_installed(), tempfile.TemporaryDirectory() as name:
        os.environ["PERIODIZE_TODAY"] = TODAY.isoformat()
        os.environ["XDG_CACHE_HOME"] = name
        folder = Path(name) / "season"
        folder.mkdir()
        filled(folder, arguments.activities)
        periodize = [sys.executable, "-m", "periodize"]
        report = [*periodize, "report", "--force", "--runs", str(arguments.runs)]
        print(f"first report, Vega's script made: {wall_seconds(report, folder):.2f} s wall")
        os.chdir(folder)
        floor = {"--help": [*periodize, "--help"], "simulate": [*periodize, "simulate"], "report": report}
        for label, command in floor.items():
            measure(label, command, folder, arguments.repeat)
        print(f"the page: {(folder / 'season.html').stat().st_size / 1e6:.2f} MB")
        drawn(folder / "season.html", arguments.repeat)
        if arguments.past:
            past = ["report", "--recorded", str(arguments.past.resolve()), "-o", "past.html", "--force"]
            measure("report of the past", [*periodize, *past], folder, arguments.repeat)
            drawn(folder / "past.html", arguments.repeat)


def measure(label: str, command: list[str], folder: Path, repeat: int) -> None:
    """Print wall and CPU seconds of one command."""
    walls = [wall_seconds(command, folder) for _ in range(repeat)]
    cpus = [cpu_seconds(command) for _ in range(repeat)]
    middle = statistics.median(walls)
    aim = f" (aim {AIM:.0f} s, {'reached' if middle < AIM else 'missed'})" if label == "report" else ""
    print(f"{label:18} wall min {min(walls):.2f} s, median {middle:.2f} s{aim}; CPU min {min(cpus):.2f} s")


def drawn(page: Path, repeat: int) -> None:
    """Print how long a browser takes to draw the charts of a page."""
    from playwright.sync_api import sync_playwright

    place = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if place is None:
        print("no browser here: nothing drawn")
        return
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=FLAGS)
        for _ in range(repeat):
            opened = browser.new_page(viewport={"width": 1100, "height": 900})
            opened.goto(page.as_uri())
            opened.locator("html[data-drawn]").wait_for(state="attached")
            times.append(int(opened.locator("html").get_attribute("data-drawn") or 0))
            opened.close()
        browser.close()
    print(f"{page.name:18} drawn in min {min(times)} ms, median {statistics.median(times):.0f} ms")


if __name__ == "__main__":
    main()
