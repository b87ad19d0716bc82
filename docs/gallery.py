"""Draw docs/gallery.md: every kind of chart, of the example season, by the commands that a user would type.

    python docs/gallery.py          also: make gallery

Everything in it is invented: the season is the one that `periodize demo` writes, the tests of the calibration come
from a model with noise.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

from periodize.report.charts import CHARTS

TODAY = date(2026, 11, 22)
HERE = Path(__file__).resolve().parent
IMAGES = HERE / "images"

COMMANDS = {
    "benchmark": "periodize benchmark cruise --recorded recorded",
    "calibration": "periodize calibrate --loads loads.csv --performances tests.csv --past 0",
    "compare": "periodize compare plan.yaml light.yaml --runs 500",
    "influence": "periodize model impulse-response",
    "seasons": "periodize season --recorded recorded",
    "race": 'periodize race recorded/2026-11-18-1807-run.fit --plan "6:00/km to 2.5km, 108s laps to 4.1km, go"',
    "sensitivity": "periodize sensitivity --runs 500",
    "session": "periodize chart session --session 2026-11-18",
    "sweep": 'periodize sweep --over "blocks.taper.days=7..21" --runs 500',
    "week": "periodize chart week --week 2026-W47",
}
"""Kind -> the command that draws it, where that needs more than its name."""

HEAD = """\
# Gallery

Every kind of chart, of the season that `periodize demo` writes; all of it is invented. `make gallery` draws this page
again. How to read them: [charts](charts.md); all of a season on one page: [the report](report.md).
"""


def main() -> None:
    """Draw all kinds and write the page."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("periodize demo season", folder)
        folder = folder / "season"
        prepared(folder)
        parts = [HEAD, *(drawn(kind, folder) for kind in sorted(CHARTS))]
    (HERE / "gallery.md").write_text("\n".join(parts), encoding="utf-8")


def drawn(kind: str, folder: Path) -> str:
    """Draw a kind of chart and return its part of the page."""
    command = COMMANDS.get(kind, f"periodize chart {kind}")
    image = IMAGES / f"{kind}.svg"
    run(f"{command} -o {image} --force", folder)
    image.write_text(slim(image.read_text(encoding="utf-8")), encoding="utf-8")
    about = CHARTS[kind].about
    return (
        f"## {kind}\n\n{about[0].upper()}{about[1:]}.\n\n"
        f"    {command} -o {kind}.svg\n\n![{about}](images/{image.name})\n"
    )


def slim(svg: str) -> str:
    """Return a picture without what only a page that can be pointed at needs, to a tenth of a pixel."""
    still = re.sub(r' (?:aria-[a-z]+|role)="[^"]*"', "", svg)
    unseen = re.sub(r'<g class="mark-rule[^"]*">(?:<line[^>]*opacity="0"[^>]*/>)+</g>', "", still)
    return re.sub(r"\d+\.\d{2,}", lambda found: f"{float(found[0]):.1f}", unseen)


def prepared(folder: Path) -> None:
    """Write what the demo lacks: a lighter plan, daily loads and tests of a model with noise."""
    import numpy as np

    from periodize.response import ImpulseResponse

    plan = (folder / "plan.yaml").read_text(encoding="utf-8")
    (folder / "light.yaml").write_text(plan.replace("title: Marathon", "title: Lighter marathon"), encoding="utf-8")
    rng = np.random.default_rng(1)
    days = 280
    loads = rng.gamma(4, 15, days) * (1 + 0.4 * np.sin(np.arange(days) / 30))
    values = ImpulseResponse().performance(loads) + rng.normal(0, 2.5, days)
    first = TODAY - timedelta(days=days)
    rows = [f"{first + timedelta(days=k)},{load:.0f}" for k, load in enumerate(loads)]
    (folder / "loads.csv").write_text("\n".join(["date,load", *rows]) + "\n", encoding="utf-8")
    tests = [f"{first + timedelta(days=k)},{values[k]:.0f},5min W" for k in range(14, days, 12)]
    (folder / "tests.csv").write_text("\n".join(["date,value,event", *tests]) + "\n", encoding="utf-8")


def run(command: str, folder: Path) -> None:
    """Run a command as a user would in a folder."""
    env = os.environ | {"PERIODIZE_TODAY": TODAY.isoformat(), "NO_COLOR": "1"}
    subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, "-m", *shlex.split(command)], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    main()
