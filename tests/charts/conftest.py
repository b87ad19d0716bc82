"""The example season as charts see it, and a drawing of every kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from periodize.cli.gathering import gather
from periodize.demo import season_files
from periodize.project.folder import write_new
from periodize.project.pictures.calibration import calibration_view
from periodize.project.pictures.influence import influence_of
from periodize.project.pictures.subject import VIEWS
from periodize.project.records.racing import Asked, race_view
from periodize.project.seasons.comparing import compare
from periodize.project.seasons.sensitivity import sensitivity
from periodize.project.seasons.sweeping import sweep
from periodize.report.charts import CHARTS
from periodize.response import ImpulseResponse
from tests.charts.seasons import MANY, TODAY, calibrated, followed, plan_text, several, short
from tests.races import raced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from periodize.project.pictures.subject import Subject
    from periodize.report.charts import Drawing


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example season as of 22 November 2026 in plan.yaml, and a short one in short.yaml."""
    place = tmp_path_factory.mktemp("charts")
    write_new({place / path: content for path, content in season_files(TODAY).items()})
    (place / "short.yaml").write_text(plan_text(), encoding="utf-8")
    return place


@pytest.fixture(scope="session")
def subject(folder: Path) -> Subject:
    """The example season with its record."""
    found = gather(folder / "plan.yaml", as_json=False)
    return found.subject(TODAY, MANY, session="2026-11-17", as_json=False)


@pytest.fixture(scope="session")
def drawn(folder: Path, subject: Subject) -> Callable[[str], Drawing]:
    """Draw a kind of chart of something that it can be drawn from."""
    answers: dict[str, Callable[[], Any]] = {
        "benchmark": followed,
        "calibration": lambda: calibration_view(calibrated()),
        "compare": lambda: compare([short(), short("Harder", "5h")], MANY),
        "influence": lambda: influence_of(ImpulseResponse()),
        "sensitivity": lambda: sensitivity(folder / "short.yaml", replace(MANY, runs=200)),
        "race": lambda: race_view(raced([4.0] * 900, heart_rate=[150.0] * 900), Asked()),
        "seasons": several,
        "sweep": lambda: sweep(folder / "short.yaml", "blocks.taper.taper.volume=40%..80% step 20%", MANY),
    }

    def draw(kind: str) -> Drawing:
        view = answers[kind]() if kind in answers else VIEWS[CHARTS[kind].view](subject)
        return CHARTS[kind].draw(view)

    return draw
