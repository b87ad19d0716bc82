"""Dates with the month in words, as platforms write them in the language of the account."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from periodize.formats.tables.csv_file import moment

_MONTHS = {
    stem: month
    for month, stems in enumerate(
        (
            "jan ene gen sty",
            "feb fev lut",
            "mar mrt maa mrz",
            "apr abr avr kwi",
            "may mai mei mag maj",
            "jun juin giu cze",
            "jul juil lug lip",
            "aug ago aou sie",
            "sep set wrz",
            "oct okt ott out paz",
            "nov lis",
            "dec dez des dic gru",
        ),
        start=1,
    )
    for stem in stems.split()
}
"""First letters, without accents, of the months in English, German, Dutch, French, Spanish, Italian, Portuguese,
Swedish, Danish, Norwegian and Polish."""

_WORDS = re.compile(r"[^\W\d_]+|\d+")
_CLOCK = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?\s?(?:m\b)?", re.IGNORECASE)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\D*")


def written_moment(cell: str) -> datetime | None:
    """Return a date with its clock time, month in words or numbers, without a zone; None for anything else.

    Notes
    -----
    Of 03/04/2024 the day is taken to come first: where the month does, platforms write it in words.

    Examples
    --------
    >>> written_moment("Jan 27, 2021, 1:57:47 PM"), written_moment("9 févr. 2022 à 15:24:49")
    (datetime.datetime(2021, 1, 27, 13, 57, 47), datetime.datetime(2022, 2, 9, 15, 24, 49))
    """
    text = " ".join(cell.split())
    if found := moment(text):
        return found
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    day = _day(text[: clock.start()])
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (clock[4].casefold() == "p")
    try:
        return datetime(*day, hour, minute, second) if day else None
    except ValueError:
        return None


def _day(text: str) -> tuple[int, int, int] | None:
    """Return year, month and day, the month in words or the day first."""
    if slashed := _SLASHED.fullmatch(text):
        return int(slashed[3]), int(slashed[2]), int(slashed[1])
    words = _WORDS.findall(text)
    numbers = [int(word) for word in words if word.isdecimal()]
    months = [month for word in words if not word.isdecimal() and (month := _month(word))]
    if len(numbers) != 2 or len(months) != 1:
        return None
    day, year = sorted(numbers)
    return year, months[0], day


def _month(word: str) -> int | None:
    plain = unicodedata.normalize("NFKD", word.casefold()).encode("ascii", "ignore").decode()
    return _MONTHS.get(plain[:4]) or _MONTHS.get(plain[:3])
