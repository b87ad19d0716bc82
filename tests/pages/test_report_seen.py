"""The report in a browser: what a person would look for."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from periodize.report.charts.theme import COLOURS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.pages.conftest import Look, Run, Seen

PICTURES = ("season", "races", "fan", "week", "compliance", "zones")
A4 = 794
"""[px] Width of the sheet."""


def test_every_chart_draws_axes_and_marks(whole: Seen) -> None:
    page = whole.page
    drawn = {
        name: (
            page.locator(f"#chart-{name} .role-axis").count() > 0,
            page.locator(f"#chart-{name} .role-mark").count() > 0,
        )
        for name in PICTURES
    }

    assert dict.fromkeys(PICTURES, (True, True)) == drawn


def test_the_season_has_a_bar_for_each_week_planned_and_recorded(whole: Seen) -> None:
    page = whole.page
    rows = page.locator("#chart-season tbody tr")
    cells = [row.locator("td").all_text_contents() for row in rows.all()]
    expected = [sum(bool(row[1]) for row in cells), sum(bool(row[2]) for row in cells)]
    bars = {
        group.get_attribute("class") or "": group.locator("path").count()
        for group in page.locator("#chart-season g.mark-rect.role-mark").all()
    }

    assert [30, 17] == expected
    assert set(expected) <= set(bars.values())


def test_nothing_goes_wrong_and_nothing_is_fetched(whole: Seen, season: Path) -> None:
    assert ([], [season.as_uri()]) == (whole.errors, whole.requests)


def test_the_page_is_small_enough_to_send(season: Path) -> None:
    assert season.stat().st_size < 3_000_000


def test_the_policy_allows_our_own_scripts_alone(look: Look, season: Path) -> None:
    page = look(season).page
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")

    assert page.evaluate("window.ran") is None


@pytest.mark.parametrize("width", [400, 768, 1100])
def test_the_page_is_as_wide_as_the_screen(look: Look, season: Path, width: int) -> None:
    page = look(season, width=width).page

    assert width == page.evaluate("document.documentElement.scrollWidth")


SIZES = """() => [...document.querySelectorAll("main *")].filter((one) => one.checkVisibility() && (one.tagName === "text"
  ? one.textContent.trim() : [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())))
  .map((one) => { const svg = one.closest("svg"); const scale = svg ? svg.clientWidth / svg.width.baseVal.value : 1;
    return [scale * parseFloat(getComputedStyle(one).fontSize), one.textContent]; })
  .filter(([size, text]) => size < 10 && text.length > 1)"""
"""Words below 10 px, as they are on the screen; signs of a single letter are marks that colour and table tell too."""


def test_no_text_is_too_small_to_read_on_a_phone(look: Look, season: Path) -> None:
    page = look(season, width=400).page

    assert [] == page.evaluate(SIZES)


def test_signs_of_the_calendar_are_large_enough_on_a_phone(look: Look, season: Path) -> None:
    page = look(season, width=400).page
    sizes = page.evaluate(
        "[...document.querySelectorAll('#chart-compliance .mark-text text')].map((e) => parseFloat(getComputedStyle(e).fontSize))"
    )

    assert min(sizes) >= 11


def test_charts_follow_the_width_of_the_window(look: Look, season: Path) -> None:
    page = look(season).page
    page.set_viewport_size({"width": 500, "height": 900})
    page.wait_for_timeout(400)  # a resize is waited for until it rests
    page.locator("#chart-zones svg").wait_for()

    assert page.evaluate("document.querySelector('#chart-season svg').width.baseVal.value") <= 500


# ---- light and dark, on paper


def _fills(look: Look, season: Path, scheme: str) -> tuple[str, set[str]]:
    page = look(season, color_scheme=scheme).page
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    strokes = page.evaluate(
        "[...document.querySelectorAll('#chart-season [stroke]')].map((e) => e.getAttribute('stroke'))"
    )
    return ground, set(strokes)


@pytest.mark.parametrize(
    ("scheme", "ground", "side"), [("light", "rgb(255, 255, 255)", 0), ("dark", "rgb(20, 24, 29)", 1)]
)
def test_page_and_charts_take_the_colours_of_the_scheme(
    look: Look, season: Path, scheme: str, ground: str, side: int
) -> None:
    found, strokes = _fills(look, season, scheme)

    assert (ground, True, False) == (
        found,
        COLOURS["fitness"][side] in strokes,
        COLOURS["fitness"][1 - side] in strokes,
    )


def test_charts_change_when_the_scheme_does(look: Look, season: Path) -> None:
    page = look(season).page
    page.emulate_media(color_scheme="dark")
    dark = COLOURS["fitness"][1]
    page.locator(f"#chart-season [stroke='{dark}']").first.wait_for(state="attached")

    assert page.locator(f"#chart-season [stroke='{COLOURS['fitness'][0]}']").count() == 0


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_a_dark_page_is_printed_light_and_whole(look: Look, season: Path) -> None:
    page = look(season, width=A4, color_scheme="dark").page
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.locator(f"#chart-zones [fill='{COLOURS['ink'][0]}']").first.wait_for(state="attached")
    boxes = page.evaluate(
        "[...document.querySelectorAll('main table, main svg, main p')].filter((e) => e.checkVisibility())"
        ".filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))"
    )

    assert [] == boxes
    assert page.locator("nav").is_hidden()
    assert page.locator(".behind").first.is_hidden()


def test_printed_charts_and_rows_are_not_cut(look: Look, season: Path) -> None:
    page = look(season).page
    page.emulate_media(media="print")
    broken = page.evaluate(
        "[...document.querySelectorAll('.chart, tr, .item')].filter((e) => e.checkVisibility())"
        ".map((e) => getComputedStyle(e).breakInside).filter((how) => how !== 'avoid')"
    )

    assert [] == broken
    assert 4 <= pages_of(page.pdf(format="A4", prefer_css_page_size=True)) <= 10


# ---- for everyone


def test_headings_go_down_one_step_at_a_time_from_a_single_first_one(whole: Seen) -> None:
    page = whole.page
    levels = [
        int(tag[1]) for tag in page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => h.tagName)")
    ]

    assert 1 == levels[0] == levels.count(1)
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_picture_is_told_in_words_and_in_numbers(whole: Seen) -> None:
    page = whole.page

    for name in PICTURES:
        drawn = page.locator(f"#chart-{name} [role=img]").first
        assert len(drawn.get_attribute("aria-label") or "") > 40, name
        assert page.locator(f"#chart-{name} details table tbody tr").count() > 0, name


def test_tables_have_names_and_heads(whole: Seen) -> None:
    page = whole.page
    tables = page.locator("main .scroll > table").all()

    assert [] == [
        t.inner_text()[:40]
        for t in tables
        if not t.get_attribute("aria-label") or not t.locator("th[scope=col]").count()
    ]


def test_what_was_done_is_ticked(demo: Path, run: Run, look: Look) -> None:
    run("report", "--week", "2026-11-20", "--today", "2026-11-20", "-o", "begun.html", folder=demo)
    page = look(demo / "begun.html").page

    assert (4, 2) == tuple(page.get_by_role("img", name=name, exact=True).count() for name in ("done", "to tick"))


def test_names_in_the_page_are_used_once(whole: Seen) -> None:
    page = whole.page
    ids = page.evaluate("[...document.querySelectorAll('[id]')].filter((e) => !e.closest('svg')).map((e) => e.id)")

    assert sorted(set(ids)) == sorted(ids)


def test_the_keyboard_reaches_and_opens_the_numbers(look: Look, season: Path) -> None:
    page = look(season).page
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")

    assert ("solid", True) == (outline, page.locator("#chart-season table").is_visible())


def test_the_first_tab_leads_to_the_verdict(look: Look, season: Path) -> None:
    page = look(season).page
    page.keyboard.press("Tab")

    assert ("#short", 1) == (
        page.evaluate("document.activeElement.getAttribute('href')"),
        page.locator("#short").count(),
    )


def test_words_and_tables_need_no_scripts(look: Look, season: Path) -> None:
    page = look(season, java_script_enabled=False).page

    assert "Watch" in page.locator(".verdict").inner_text()
    assert page.locator("#races table").last.is_visible()
    assert "fitness goes from" in page.locator("#chart-season noscript").inner_text()


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2.2."""

    def light(colour: str) -> float:
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize("meaning", ["ink", "faint", "fitness"])
def test_text_stands_out_from_its_ground(meaning: str, side: int) -> None:
    assert _contrast(COLOURS[meaning][side], COLOURS["ground"][side]) >= 4.5
