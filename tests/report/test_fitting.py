"""Tables whose columns give way."""

from __future__ import annotations

import pytest

from periodize.report.terminal.fitting import Numbers, fitting

WORDS = Numbers("What", ["somewhere", "else"])
COLUMNS = {"one": Numbers("One", ["10000", "2"]), "two": Numbers("Two", ["3", "4"])}


@pytest.mark.parametrize(
    ("width", "titles", "words"),
    [
        (21, ["What", "One", "Two"], 9),
        (20, ["What", "Two"], 9),
        (14, ["What", "Two"], 9),
        (13, ["What", "Two"], 8),
        (1, ["What", "Two"], 4),
    ],
)
def test_a_table_when_there_is_less_room_leaves_columns_out_then_shortens_words(
    width: int, titles: list[str], words: int
) -> None:
    found = fitting(WORDS, 20, COLUMNS, ["one"], width)

    assert (titles, words) == ([column.header for column in found.columns], found.columns[0].max_width)
