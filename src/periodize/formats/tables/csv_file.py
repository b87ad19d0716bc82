"""CSV as athletes have it: any delimiter, any decimal mark, any of the usual ways to write a date."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from itertools import chain
from typing import TYPE_CHECKING

from periodize.errors import UnreadableError
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MISSING = frozenset({"", "-", "--", "—", "n/a", "na", "nan", "null", "none"})
"""How exports write that there is no value."""

NAMED = 5
"""Unreadable rows that are named one by one: our choice."""

_END = "\x1e"
"""A row of our own after the last one: a quote mark left open swallows it."""

_DURATION = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d+))?")
_COMMA_DECIMAL = re.compile(r"-?\d+,(\d{1,2}|\d{4,})")
_DOT_DECIMAL = re.compile(r"-?\d+\.(\d{1,2}|\d{4,})")
_DATES = ("%d.%m.%Y", "%Y/%m/%d", "%d.%m.%y")
_CLOCKS = ("%H:%M:%S", "%H:%M")


def closed_rows(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """Yield the rows of a table.

    Raises
    ------
    csv.Error
        at the end, if a quote mark is opened and never closed: what follows it would be one long cell.
    """
    for row in csv.reader(chain(lines, [_END]), delimiter=delimiter):
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            message = "a quote mark is opened and never closed"
            raise csv.Error(message)
        yield row


def rows_of(data: bytes, *, whole: bool = True) -> list[list[str]]:
    """Return the rows of a CSV, blank ones left out.

    Parameters
    ----------
    data : content.
    whole : whether it is all of the file, and not its first bytes alone, which may end anywhere.

    Raises
    ------
    UnreadableError
        if the bytes are not text or not a table.
    """
    text = decoded(data)
    if text is None:
        raise UnreadableError("not a text file")
    try:
        lines, delimiter = io.StringIO(text, newline=""), delimiter_of(text)
        rows = closed_rows(lines, delimiter) if whole else csv.reader(lines, delimiter=delimiter)
        return [row for row in rows if any(cell.strip() for cell in row)]
    except csv.Error as error:
        message = f"not a table: {error}"
        raise UnreadableError(message) from error


def header_of(head: bytes) -> list[str]:
    """Return the cells of the first row of a file's first bytes, or [] when it is no table."""
    text = decoded(head)
    lines = text.lstrip().splitlines() if text else []
    if not text or not lines:
        return []
    try:
        return [cell.strip() for cell in next(csv.reader(lines[:1], delimiter=delimiter_of(text)), [])]
    except csv.Error:
        return []


def decoded(data: bytes) -> str | None:
    """Return the bytes as text, UTF-8 or UTF-16 with a mark, else Western European; None for binary."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # the head of a file may end within a letter
        cut = data.decode("utf-8-sig", "ignore")
        return cut if len(data) - len(cut.encode()) <= 6 else data.decode("cp1252", "replace")


def delimiter_of(text: str) -> str:
    """Return the mark between the cells of a table: the one that its first line has most of."""
    first = re.split(r"[\r\n]", text.lstrip(), maxsplit=1)[0]
    return max(",;\t", key=first.count)


def rows_lost(lost: Sequence[str], total: int) -> str | None:
    """Return the sentence that names the rows that could not be read; None when there are none."""
    if not lost:
        return None
    more = f" and {len(lost) - NAMED:,} more" if len(lost) > NAMED else ""
    return f"{len(lost):,} of {count(total, 'row')} could not be read: {', '.join(map(shortened, lost[:NAMED]))}{more}"


def shortened(cell: str, *, limit: int = 60) -> str:
    """Return a cell as it is named in a sentence, a long one cut to `limit` letters."""
    return cell if len(cell) <= limit else cell[: limit - 1] + "…"


def columns_unread(header: Sequence[str], body: Sequence[Sequence[str]], used: Iterable[int]) -> tuple[str, ...]:
    """Return the names of the columns that hold something and are not read; a name that stands twice counts once.

    Parameters
    ----------
    header : names of the columns.
    body : the rows below.
    used : places of the columns that are read.
    """
    read = {header[place] for place in used if place < len(header)}
    told = (
        name
        for place, name in enumerate(header)
        if name and name not in read and any(_says_something(row, place) for row in body)
    )
    return tuple(dict.fromkeys(told))


def _says_something(row: Sequence[str], place: int) -> bool:
    return place < len(row) and row[place].strip().casefold() not in MISSING


def comma_is_decimal(cells: Iterable[str]) -> bool:
    """Whether numbers are written 3,40 rather than 3.40, by the majority of what is unambiguous."""
    vote = 0
    for cell in cells:
        vote += bool(_COMMA_DECIMAL.fullmatch(cell)) - bool(_DOT_DECIMAL.fullmatch(cell))
    return vote > 0


def number(cell: str, *, comma: bool) -> float | None:
    """Return the number of a cell, or None where there is none.

    Parameters
    ----------
    cell : text; one of `MISSING` gives None.
    comma : whether the decimal mark is a comma, and the dot groups thousands.

    Examples
    --------
    >>> number("2.932", comma=True), number("3,40", comma=True), number("--", comma=True)
    (2932.0, 3.4, None)
    """
    text = cell.strip().replace("\u00a0", "").replace("\u202f", "").replace("'", "")
    if text.casefold() in MISSING:
        return None
    text = text.replace(".", "").replace(",", ".") if comma else text.replace(",", "")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def machine_number(cell: str) -> float | None:
    """Return a number as a machine writes it, with a point or a comma and never grouped; None where there is none.

    Examples
    --------
    >>> machine_number("5612.399"), machine_number("0,917"), machine_number("")
    (5612.399, 0.917, None)
    """
    text = cell.strip()
    if text.casefold() in MISSING:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def seconds(cell: str) -> float | None:
    """Return a duration [s] written h:mm:ss, mm:ss, with a fraction or without; None for anything else.

    Examples
    --------
    >>> seconds("00:17:01"), seconds("1:39,6"), seconds("--")
    (1021.0, 99.6, None)
    """
    match = _DURATION.fullmatch(cell.strip())
    if not match:
        return None
    hours, minutes, whole, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + float(f"0.{fraction or 0}")


def moment(cell: str) -> datetime | None:
    """Return a date with its clock time as written, without a zone; None for anything else.

    Examples
    --------
    >>> moment("09.12.2022, 15:24:49")
    datetime.datetime(2022, 12, 9, 15, 24, 49)
    """
    text = cell.strip()
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    for day in _DATES:
        for layout in (*(f"{day}{gap}{clock}" for gap in (" ", ", ") for clock in _CLOCKS), day):
            try:
                return datetime.strptime(text, layout)
            except ValueError:
                continue
    return None
