from __future__ import annotations

from datetime import datetime

import pytest

from periodize.formats.tables.dates import written_moment


@pytest.mark.parametrize(
    "text",
    [
        "Jan 27, 2021, 1:57:47 PM",
        "Jan 27, 2021, 1:57:47\u202fPM",
        "27 Jan 2021, 13:57:47",
        "27.01.2021, 13:57:47",
        "27 jan. 2021 13:57:47",
        "27 janv. 2021 à 13:57:47",
        "27 ene 2021, 13:57:47",
        "27 ene 2021, 1:57:47 p. m.",
        "27 gen 2021, 13:57:47",
        "27 de jan. de 2021, 13:57:47",
        "27/01/2021, 13:57:47",
        "2021/01/27 13:57:47",
        "2021-01-27 13:57:47",
    ],
)
def test_a_moment_when_written_in_many_languages(text: str) -> None:
    assert written_moment(text) == datetime(2021, 1, 27, 13, 57, 47)


@pytest.mark.parametrize(
    ("text", "month"),
    [("5 März 2021, 07:00:00", 3), ("5 mrt. 2021, 07:00:00", 3), ("5 août 2021 à 07:00:00", 8), ("5 juin 2021 à 07:00:00", 6),
     ("5 juil. 2021 à 07:00:00", 7), ("5 dic 2021, 07:00:00", 12), ("5 ott 2021, 07:00:00", 10)],
)  # fmt: skip
def test_a_month_when_in_words(text: str, month: int) -> None:
    assert written_moment(text) == datetime(2021, month, 5, 7)


def test_midnight_when_written_in_twelve_hours() -> None:
    assert written_moment("Aug 14, 2023, 12:59:20 AM") == datetime(2023, 8, 14, 0, 59, 20)


@pytest.mark.parametrize(
    "text",
    ["", "someday", "31 feb 2021, 10:00:00", "Oct 30, 2023, 00:00:00 PM", "27 xyz 2021, 10:00:00", "Jan 27, 2021"],
)
def test_a_moment_when_it_is_none(text: str) -> None:
    assert written_moment(text) is None
