"""What no picture can hold, in names that come from a plan."""

from __future__ import annotations

import pytest

from periodize.report.charts.base import Drawing
from periodize.report.charts.vega import drawable, layered, mark, quantity, word
from periodize.report.page.files import rendered

BELL = "a\x1b[2J\x07b"


def drawing(name: str) -> Drawing:
    rows = [{"name": name, "value": 1}]
    bar = mark("bar", rows, {"x": quantity("value"), "y": word("name")})
    return Drawing("season", name, name, layered([bar], height=50), ("Name",), ((name,),))


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_control_character_in_a_name_ends_no_drawing(suffix: str) -> None:
    assert len(rendered(drawing(BELL), suffix).content) > 500


def test_a_control_character_is_drawn_as_a_sign_of_its_own() -> None:
    assert "a\ufffd[2J\ufffdb" in rendered(drawing(BELL), ".svg").content.decode()


def test_half_a_character_can_be_written() -> None:
    assert "\ufffd" in rendered(drawing("a\ud83d"), ".json").content.decode()


@pytest.mark.parametrize("text", ["plain", "a\nb\tc", "🏃 läuft", "\u202eright to left", "𝒜"])
def test_everything_else_is_drawn_as_it_is(text: str) -> None:
    assert text == drawable(text)
