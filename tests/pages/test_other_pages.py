"""The sheet of a week, the report of a record, pages of single charts, names that look like markup, in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.pages.conftest import Look, Run

HOSTILE = """\
periodize: 1
title: '<script>alert("title")</script>'
start: 2026-11-16
athlete: {threshold: {run: 4:00/km}, fitness: 40}
races:
  - {id: goal, name: '"onload="alert(1) <img src=x onerror=alert(2)>', date: 2026-12-13, priority: A, distance: 10km, goal: 40:00}
calendar:
  - {dates: 2026-11-20..2026-11-21, kind: travel, note: '</script><script>alert(3)</script> <!--'}
week:
  mon: 60min
  wed: {do: 5x3min @ I (2min), note: '</script><script>alert(4)</script>{{ 7*7 }}'}
  sat: long 90min
blocks:
  - {name: '<b>base</b>', weeks: 4}
"""


def sheets_of(page: Page) -> int:
    """How many sheets of A4 a page is on paper."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(HOSTILE)
    return tmp_path


# ---- names that look like markup


def test_names_with_markup_are_text_in_a_report(look: Look, run: Run, hostile: Path) -> None:
    run("report", "--runs", "20", folder=hostile)
    seen = look(hostile / "season.html")

    assert '<script>alert("title")</script>' == seen.page.locator("h1").inner_text()
    assert '"onload="alert(1) <img src=x onerror=alert(2)>' in seen.page.locator("#races").inner_text()
    assert ([], 0) == (seen.errors, seen.page.locator("img").count())


def test_names_with_markup_are_text_in_a_sheet(look: Look, run: Run, hostile: Path) -> None:
    run("report", "--week", "2026-11-18", folder=hostile)
    seen = look(hostile / "week-2026-W47.html")

    assert "</script><script>alert(4)</script>{{ 7*7 }}" == seen.page.locator(".note").inner_text()
    assert [] == seen.errors


def test_names_with_markup_are_text_in_a_chart(look: Look, run: Run, hostile: Path) -> None:
    run("chart", "season", folder=hostile)
    seen = look(hostile / "season.html")

    assert "<b>base</b>" in (seen.page.locator("#chart-season svg").text_content() or "")
    assert ([], [(hostile / "season.html").as_uri()]) == (seen.errors, seen.requests)


# ---- a week for the fridge


def test_a_sheet_has_a_box_for_each_session_and_its_aims(look: Look, sheet: Path) -> None:
    page = look(sheet).page

    assert (6, 7) == (page.locator(".box").count(), page.locator(".days > li").count())
    assert "4 × 8min @ T: 4:31/km" in page.locator(".aims").all_inner_texts()
    assert "6h11 · 60 km · load 383" == page.locator(".sums").inner_text()


def test_a_sheet_fits_on_one_side_of_paper(look: Look, sheet: Path) -> None:
    assert 1 == sheets_of(look(sheet).page)


def test_a_sheet_of_twice_a_day_fits_on_one_side_of_paper(
    look: Look, run: Run, shared_plans: Path, tmp_path: Path
) -> None:
    plan = shared_plans / "ingebrigtsen-2024.yaml"
    run("report", plan, "--week", "2024-04-16", "-o", "week.html", folder=tmp_path)

    assert 1 == sheets_of(look(tmp_path / "week.html").page)


def test_a_sheet_is_as_wide_as_a_phone(look: Look, sheet: Path) -> None:
    assert 400 == look(sheet, width=400).page.evaluate("document.documentElement.scrollWidth")


def test_a_sheet_fetches_nothing_and_nothing_goes_wrong(look: Look, sheet: Path) -> None:
    seen = look(sheet)

    assert ([], [sheet.as_uri()]) == (seen.errors, seen.requests)


# ---- a record without a plan


@pytest.fixture(scope="module")
def past(run: Run, shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("past")
    run("report", "--recorded", shared_data / "histories" / "garmin-csv-1131-runs", "-o", "past.html", folder=folder)
    return folder / "past.html"


def test_seven_years_of_runs_draw_and_respond(look: Look, past: Path) -> None:
    page = look(past).page
    weeks = page.locator("#chart-season tbody tr").count()
    bars = [group.locator("path").count() for group in page.locator("#chart-season g.mark-rect.role-mark").all()]

    assert 362 == weeks
    assert weeks in bars
    # twenty times what it takes alone: the machine may be busy
    assert int(page.locator("html").get_attribute("data-drawn") or "") < 20_000


def test_seven_years_of_runs_have_no_plan_in_their_legend(look: Look, past: Path) -> None:
    legend = look(past).page.locator("#chart-season .role-legend").first.text_content()

    assert "recorded" == legend
