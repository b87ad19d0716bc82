"""How far a season to date is from its race, in words."""

from __future__ import annotations

import pytest

from periodize.report.terminal.seasons import _when


@pytest.mark.parametrize(
    ("days", "race", "words"),
    [
        (19, "Town 10k", "19 days to Town 10k"),
        (0, "Town 10k", "the day of Town 10k"),
        (-1, "Town 10k", "1 day after Town 10k"),
        (0, "", "the last day"),
        (3, "", "3 days to the last day"),
    ],
)
def test_days_to_a_race_or_the_last_day_are_told_in_words(days: int, race: str, words: str) -> None:
    assert words == _when(days, race)
