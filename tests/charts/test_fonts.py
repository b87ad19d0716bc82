"""Words of a picture on a machine without fonts, and in scripts that few fonts have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from periodize.report.charts.theme import FONTS
from periodize.report.page.files import rendered
from periodize.report.page.glyphs import boxed
from tests.charts.test_drawable import drawing

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKS = "•~→↔½×–?·+=Δ°²…"
"""Signs that our charts draw themselves."""

EUROPE = "Žluťoučký Łódź Μαραθώνιος Московский"
FAR = "東京 دبي 🏃 Tokyo"
SUFFIXES = (".svg", ".png", ".pdf", ".html", ".json")

DRAW = """\
import json, sys
from periodize.report.page.files import rendered
from tests.charts.test_drawable import drawing
names, suffixes = json.loads(sys.argv[1])
print(json.dumps({suffix + name: rendered(drawing(name), suffix).boxes for name in names for suffix in suffixes}))
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """What is drawn as boxes where there is no font at all: suffix and name of a drawing -> characters."""
    if sys.platform != "linux":
        pytest.skip("fonts are taken away by fontconfig, which is for Linux")
    place = tmp_path_factory.mktemp("fonts")
    (place / "none").mkdir()
    (place / "fonts.conf").write_text(f"<fontconfig><dir>{place / 'none'}</dir></fontconfig>")
    done = subprocess.run(
        [sys.executable, "-c", DRAW, json.dumps([[EUROPE, FAR], SUFFIXES])],
        env=os.environ | {"FONTCONFIG_FILE": str(place / "fonts.conf"), "XDG_CACHE_HOME": str(place)},
        capture_output=True, check=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    found: dict[str, str] = json.loads(done.stdout)
    return found


def svg(words: str) -> str:
    return f"<svg><text x='1'>{words}</text></svg>"


def test_the_first_font_is_the_one_that_comes_with_the_renderer() -> None:
    assert ("'Liberation Sans'", "sans-serif") == (FONTS.split(", ")[0], FONTS.split(", ")[-1])


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_scripts_of_europe_are_drawn_without_any_font(bare: Mapping[str, str], suffix: str) -> None:
    assert "" == bare[suffix + EUROPE]


@pytest.mark.parametrize("suffix", [".png", ".pdf"])
def test_characters_that_no_font_has_are_named(bare: Mapping[str, str], suffix: str) -> None:
    assert set("東京دبي🏃") == set(bare[suffix + FAR])


@pytest.mark.parametrize("suffix", [".svg", ".html", ".json"])
def test_a_file_that_is_shown_with_other_fonts_needs_none_here(bare: Mapping[str, str], suffix: str) -> None:
    assert "" == bare[suffix + FAR]


@pytest.mark.parametrize("suffix", [".svg", ".html", ".json"])
def test_a_file_that_is_shown_with_other_fonts_has_its_words_as_they_are(suffix: str) -> None:
    assert FAR in rendered(drawing(FAR), suffix).content.decode()


def test_our_own_signs_are_drawn_everywhere() -> None:
    assert "" == boxed(svg(MARKS))


def test_characters_are_named_once_and_as_they_are() -> None:
    assert "\U0010fff0\U0010fff1" == boxed(svg("&#x10FFF0; a \U0010fff1\U0010fff0 &amp;"))


def test_what_is_said_to_a_reader_of_screens_is_not_drawn() -> None:
    assert "" == boxed('<svg><g aria-label="\U0010fff0"><text>plain</text></g></svg>')
