"""The one level for all signs that are up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from periodize.flags import SIGNS, Level, Sign, composite, is_up

if TYPE_CHECKING:
    from periodize.flags.base import Domain

TODAY = date(2024, 5, 20)


def up(domain: Domain, *, days: int = 1, ago: int = 0, level: Level = Level.INFO) -> Sign:
    """A sign that was up for some days and last seen some days ago."""
    last = TODAY - timedelta(ago)
    sign = SIGNS["R9"].sign(last, seen=6.0, limit=5.0, unit="bpm", n=28, message="", unusual="")
    return replace(sign, domain=domain, level=level, day=last - timedelta(days - 1))


@pytest.mark.parametrize(
    ("signs", "level"),
    [
        ([], "clear"),
        ([up("load")], "info"),
        ([up("load"), up("load"), up("load")], "info"),
        ([up("autonomic")], "info"),
        ([up("data")], "clear"),
        ([up("performance")], "watch"),
        ([up("subjective")], "watch"),
        ([up("health")], "watch"),
        ([up("autonomic"), up("load")], "watch"),
        ([up("load"), up("data")], "info"),
        ([up("performance", days=7), up("subjective", days=7)], "act"),
        ([up("performance", days=7), up("autonomic", days=9)], "act"),
        ([up("performance", days=7), up("health", days=7)], "act"),
        ([up("performance", days=6), up("subjective", days=7)], "watch"),
        ([up("performance", days=7), up("subjective", days=6)], "watch"),
        ([up("performance", days=7), up("load", days=9)], "watch"),
        ([up("subjective", days=9), up("autonomic", days=9)], "watch"),
        ([up("performance", level=Level.SEE_SOMEONE)], "see-someone"),
        ([up("performance", level=Level.SEE_SOMEONE, ago=7)], "clear"),
        ([up("autonomic"), up("load", ago=6)], "watch"),
        ([up("autonomic"), up("load", ago=7)], "info"),
    ],
)
def test_composite(signs: list[Sign], level: str) -> None:
    assert level == composite(signs, as_of=TODAY)


@pytest.mark.parametrize(("ago", "expected"), [(-1, False), (0, True), (6, True), (7, False)])
def test_is_up_for_seven_days_after_the_last(ago: int, expected: bool) -> None:
    assert expected == is_up(up("load", ago=ago), TODAY)


def test_composite_takes_another_window() -> None:
    assert composite([up("load", ago=10)], as_of=TODAY, window=14) is Level.INFO
