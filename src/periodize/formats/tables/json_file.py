"""JSON as platforms export it: whole, or record by record where a file may be larger than memory likes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Never, cast

from periodize.errors import UnreadableError
from periodize.formats.base import HEAD
from periodize.formats.tables.csv_file import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Fields = Mapping[str, object]

LARGEST_WHOLE = 64 * 2**20
"""[bytes] A larger file is not taken whole: our choice; as Python objects it grows about sevenfold."""

DEEPEST = 100
"""Brackets within brackets that are followed: our choice; exports have fewer than ten."""

_MARK = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UP_TO_BRACKET = re.compile(rb'(?:[^][{}"]++|"(?:[^"\\]++|\\.)*+")*+([][{}])', re.DOTALL)
"""Everything up to the next bracket that does not stand in a text."""


def looks_like_json(head: bytes) -> bool:
    """Whether the first bytes of a file open a JSON list or object."""
    return _as_utf8(head[:HEAD]).lstrip()[:1] in {b"[", b"{"}


def value_of(data: bytes) -> object:
    """Return what a JSON file says.

    Raises
    ------
    UnreadableError
        if it is no JSON, breaks off, is nested too deeply or too large to be taken whole.
    """
    if len(data) > LARGEST_WHOLE:
        message = f"{len(data) / 2**20:,.0f} MB of JSON, more than the {LARGEST_WHOLE // 2**20} MB that are read"
        raise UnreadableError(message)
    plain = _as_utf8(data)
    if not looks_like_json(plain):
        raise UnreadableError("not JSON: it begins with neither [ nor {")
    for _ in _brackets(plain):  # what is nested too deeply is refused before it is built
        pass
    try:
        return json.loads(plain, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        message = f"not JSON: {error}"
        raise UnreadableError(message) from error


def records_of(data: bytes, *, depth: int = 1) -> Iterator[Fields | None]:
    """Yield the objects of a JSON file one by one, None for one that cannot be read.

    Parameters
    ----------
    data : content; never built as a whole, so that 100 MB need little more memory than themselves.
    depth : brackets around a record: 0 for a file of one, 1 for a list of them, 2 for {"RIDES": [...]}.

    Raises
    ------
    UnreadableError
        after the last whole record, if the file is no JSON, breaks off or is nested too deeply.
    """
    plain = _as_utf8(data)
    if not looks_like_json(plain):
        raise UnreadableError("not JSON: it begins with neither [ nor {")
    start = -1
    for place, bracket, around in _brackets(plain):
        if around != depth:
            continue
        if bracket == b"{":
            start = place
        elif bracket == b"}" and start >= 0:
            yield _record(plain[start : place + 1])
            start = -1


class Records:
    """The same objects to walk through, where what breaks off after the first of them is kept up to there.

    The reason stands in `broken` after the walk, None for a whole file. Parameters and errors are those of
    `records_of`.
    """

    def __init__(self, data: bytes, *, depth: int = 1) -> None:
        self.broken: str | None = None
        self._found = records_of(data, depth=depth)

    def __iter__(self) -> Iterator[Fields | None]:
        some = False
        try:
            for record in self._found:
                some = True
                yield record
        except UnreadableError as error:
            if not some:
                raise
            self.broken = str(error)


def number_of(fields: Fields, *names: str) -> float | None:
    """Return the first of the fields that is a finite number, written as one or as text; None without any."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            continue
        try:
            found = float(value)
        except (ValueError, OverflowError):
            continue
        if abs(found) < float("inf"):
            return found
    return None


def text_of(fields: Fields, *names: str) -> str:
    """Return the first of the fields that is a text with something in it, or a whole number; "" without any."""
    for name in names:
        value = fields.get(name)
        if isinstance(value, str) and value.strip():
            return value.encode("utf-8", "replace").decode().strip()  # half a surrogate pair can be stored nowhere
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
    return ""


def _as_utf8(data: bytes) -> bytes:
    if data.startswith(_UTF16):
        return (decoded(data) or "").encode("utf-8", "replace").removeprefix(_MARK)
    return data.removeprefix(_MARK)


def _brackets(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Yield place, bracket and the number of brackets around it.

    Raises
    ------
    UnreadableError
        at the end, if brackets are left open or closed once too often, or the nesting is too deep.
    """
    depth = place = 0
    while match := _UP_TO_BRACKET.match(data, place):
        bracket = match[1]
        place = match.end()
        if bracket in b"]}":
            depth -= 1
        if depth < 0:
            raise UnreadableError("not JSON: more brackets are closed than opened")
        yield place - 1, bracket, depth
        if bracket in b"[{":
            depth += 1
        if depth > DEEPEST:
            message = f"not an export: more than {DEEPEST} brackets within brackets"
            raise UnreadableError(message)
    if depth:
        raise UnreadableError("the JSON breaks off before its end")


def _record(piece: bytes) -> Fields | None:
    try:
        return cast("Fields", json.loads(piece, parse_constant=_refused))
    except (ValueError, RecursionError):
        return None


def _refused(name: str) -> Never:
    message = f"{name} is no number of JSON"
    raise ValueError(message)
