"""Session text to tokens, each with its column; no character is passed over silently."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from periodize.units import DISTANCE_UNITS, TIME_UNITS, Quantity, parse_quantity, parse_speed


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    QUANTITY = "amount"
    SPEED = "pace"
    PERCENT = "percentage"
    WATTS = "power"
    BPM = "heart rate"
    MMOL = "lactate"
    TIMES = "x"
    PLUS = "+"
    MINUS = "-"
    ARROW = "->"
    AT = "@"
    OPEN = "("
    CLOSE = ")"
    COLON = ":"
    SLASH = "/"
    LONG_DASH = "dash"
    OTHER = "character"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """One token. column counts from 0; number: its value, a speed [m/s] or a fraction; quantity: its amount."""

    kind: Kind
    text: str
    column: int
    number: float = 0.0
    quantity: Quantity | None = None
    of: str = ""
    glued: bool = False

    @property
    def end(self) -> int:
        """Column behind the token."""
        return self.column + len(self.text)


def _spelled_out() -> str:
    """Return the units of letters as alternatives, the longest first."""
    units = [unit for unit in (*TIME_UNITS, *DISTANCE_UNITS) if unit.isalpha()]
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


_N = r"\d+(?:\.\d+)?"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (Kind.SPEED, r"\d{1,2}:\d{2}(?:\.\d)?\s*/\s*\d*\s*(?:km|k|mi|mile|m|yd)\b"),
        (Kind.SPEED, rf"{_N}\s*(?:km/h|kmh|kph|mph|m/s)\b"),
        (Kind.QUANTITY, r"\d+:\d{2}(?::\d{2})?(?![\d:])"),
        (Kind.QUANTITY, r"\d+\s*h(?:ours?|rs?)?\s*\d{1,2}(?:\s*(?:min|mins|minutes)\b|')?(?![\w.])"),
        (Kind.QUANTITY, r"\d+\s*(?:min|mins|minutes|')\s*\d{1,2}(?:\s*(?:s|sec|secs|seconds)\b|\"|''|(?![\w.:]))"),
        (Kind.PERCENT, rf"{_N}\s*%\s*(?:ftp|lthr|hrmax|threshold|cp|css)?"),
        (Kind.WATTS, rf"{_N}\s*(?:watts|watt|w)\b(?!\.)"),
        (Kind.BPM, rf"{_N}\s*bpm\b"),
        (Kind.MMOL, rf"{_N}\s*mmol(?:/l)?\b"),
        (Kind.QUANTITY, rf"{_N}\s*(?:(?:{_spelled_out()})(?![A-Za-z0-9_])|['\"′″])"),
        (Kind.NUMBER, _N),
        (Kind.ARROW, r"->|→"),
        (Kind.LONG_DASH, "[–—−‑]"),
        (Kind.WORD, r"[^\W\d]\w*"),
        (Kind.PLUS, r"\+"),
        (Kind.MINUS, "-"),
        (Kind.AT, "@"),
        (Kind.OPEN, r"[(\[]"),
        (Kind.CLOSE, r"[)\]]"),
        (Kind.COLON, ":"),
        (Kind.SLASH, "/"),
        (Kind.OTHER, "."),
    )
)  # fmt: skip
_TIMES = re.compile(r"\s*[x×X](?=[\s\d(]|$|[^\W\d])")
_SPACE = re.compile(r"\s+")


def tokenize(text: str) -> list[Token]:
    """Split a session line into tokens, closed by an END token.

    Examples
    --------
    >>> [t.text for t in tokenize("3x(4x400m @ T+ (1min))")][:6]
    ['3', 'x', '(', '4', 'x', '400m']
    """
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if match := _SPACE.match(text, position):
            position = match.end()
            continue
        last = tokens[-1] if tokens else None
        if last and last.kind is Kind.NUMBER and (match := _TIMES.match(text, position)):
            tokens.append(Token(Kind.TIMES, "x", match.end() - 1))
            position = match.end()
            continue
        token = _token(text, position, glued=bool(last and last.end == position))
        tokens.append(token)
        position = token.end
    tokens.append(Token(Kind.END, "", len(text.rstrip())))
    return tokens


def _token(text: str, position: int, *, glued: bool) -> Token:
    for kind, pattern in _PATTERNS:
        match = pattern.match(text, position)
        if not match:
            continue
        found = match[0].rstrip()
        if kind is Kind.QUANTITY:
            quantity = parse_quantity(found)
            if quantity is None:
                continue
            return Token(kind, found, position, quantity=quantity, glued=glued)
        if kind is Kind.SPEED:
            speed = parse_speed(found)
            if speed is None:
                continue
            return Token(kind, found, position, number=speed, glued=glued)
        if kind in {Kind.NUMBER, Kind.PERCENT, Kind.WATTS, Kind.BPM, Kind.MMOL}:
            digits = re.match(_N, found)
            of = found.partition("%")[2].strip().lower() if kind is Kind.PERCENT else ""
            return Token(kind, found, position, number=float(digits[0]) if digits else 0.0, of=of, glued=glued)
        return Token(kind, found, position, glued=glued)
    raise AssertionError(text[position])  # pragma: no cover  OTHER takes any character
