"""Where the values of a curve stand."""

from __future__ import annotations

from datetime import date

import pytest

from periodize.report.terminal.curves import _places

RACE = date(2027, 5, 9)


@pytest.mark.parametrize(("name", "place"), [("fitness", 7), ("fatigue", 7), ("form", 6), ("performance", 6)])
def test_what_counts_the_load_of_a_day_stands_at_its_end(name: str, place: int) -> None:
    assert [place] == _places(name, [RACE], date(2027, 5, 3))
