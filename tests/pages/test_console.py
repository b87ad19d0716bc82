"""What the console of a browser says about our pages: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from periodize.report.charts import CHARTS
from periodize.report.page import bundle
from periodize.report.page.pages import chart_page
from tests.charts import conftest as charts
from tests.pages.test_other_pages import HOSTILE
from tests.pages.test_report_command import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from periodize.report.charts import Drawing
    from tests.pages.conftest import Look, Run

# fixtures: a drawing of every kind
folder, subject, drawn = charts.folder, charts.subject, charts.drawn

PLANS = {"a season of one day": DAY, "a season that nothing was recorded of": HOSTILE}


@pytest.fixture
def page(
    drawn: Callable[[str], Drawing], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> Callable[[str], Path]:
    """Write the page of a kind of chart."""
    assert pytestconfig.cache is not None
    kept = pytestconfig.cache.mkdir("periodize")
    monkeypatch.setattr(bundle, "_cache", lambda: kept)

    def write(kind: str) -> Path:
        place = tmp_path / f"{kind}.html"
        place.write_text(chart_page(drawn(kind)), encoding="utf-8")
        return place

    return write


@pytest.mark.parametrize("width", [400, 1100])
@pytest.mark.parametrize("kind", sorted(CHARTS))
def test_a_chart_is_drawn_without_a_word(look: Look, page: Callable[[str], Path], kind: str, width: int) -> None:
    assert [] == look(page(kind), width=width).errors


@pytest.mark.parametrize("plan", PLANS.values(), ids=list(PLANS))
def test_a_report_is_drawn_without_a_word(look: Look, run: Run, tmp_path: Path, plan: str) -> None:
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    run("report", "--runs", "20", folder=tmp_path)

    assert [] == look(tmp_path / "season.html").errors


def test_a_report_beside_an_empty_record_is_drawn_without_a_word(look: Look, run: Run, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(HOSTILE, encoding="utf-8")
    (tmp_path / "runs.csv").write_text("date,sport,duration_s,distance_m\n", encoding="utf-8")
    run("report", "plan.yaml", "--recorded", "runs.csv", "--runs", "20", folder=tmp_path)

    assert [] == look(tmp_path / "season.html").errors


def test_a_report_of_seven_years_is_drawn_without_a_word(
    look: Look, run: Run, shared_data: Path, tmp_path: Path
) -> None:
    run("report", "--recorded", shared_data / "histories" / "garmin-csv-1131-runs", folder=tmp_path)

    assert [] == look(tmp_path / "season.html").errors
