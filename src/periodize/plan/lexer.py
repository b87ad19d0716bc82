"""Session text to tokens, each with its column; no character is passed over silently."""

from __future__ import annotations

import re
from enum import StrEnum

from periodize.plain import dataclass
from periodize.plan.answers import PHRASES, READ_AS
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
    EQUALS = "="
    COMMA = ","
    SLASH = "/"
    LONG_DASH = "dash"
    OTHER = "character"
    END = "end"


MEASURED = frozenset({Kind.PERCENT, Kind.SPEED, Kind.WATTS, Kind.BPM, Kind.MMOL})
"""Tokens that are an intensity by their unit."""


@dataclass(frozen=True, slots=True)
class Token:
    """One token.

    Parameters
    ----------
    kind, text : what it is, as written.
    column : first character, from 0.
    number : its value; a speed in m/s.
    quantity : an amount; None for one whose minutes or seconds do not exist (1h75).
    of : what a percentage is of, as written.
    word : a word in small letters, in the plan language's spelling where it has one ("warm up" -> wu).
    glued : whether nothing stands between it and the token before.
    """

    kind: Kind
    text: str
    column: int
    number: float = 0.0
    quantity: Quantity | None = None
    of: str = ""
    word: str = ""
    glued: bool = False

    @property
    def end(self) -> int:
        """Column behind the token."""
        return self.column + len(self.text)


def _alternatives(units: tuple[str, ...]) -> str:
    """Return units as alternatives, the longest first."""
    return "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True))


_N = r"[0-9]+(?:\.[0-9]+)?"
_UNITS = (*TIME_UNITS, *DISTANCE_UNITS)
_LETTERS = _alternatives(tuple(unit for unit in _UNITS if unit.isalpha()))
_SIGNS = _alternatives(tuple(unit for unit in _UNITS if not unit.isalpha()))
_SECONDS = _alternatives(tuple(unit for unit, size in TIME_UNITS.items() if size == 1 and not unit.isalpha()))
_HOUR, _MINUTE = r"h(?:ours?|rs?)?", r"(?:minutes|minute|mins|min|['′’])"
_OF = r"(?:ftp|lthr|hr[ -]?max|max[ -]?hr|mhr|threshold|cp|css)"
_PER = r"(?:km|k|miles|mile|mi|m|yd)"
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.SPEED, rf"[0-9]{{1,2}}:[0-9]{{2}}(?:\.[0-9])?\s*(?:min\s*)?(?:/|per\b)\s*[0-9]*\s*{_PER}\b"),
    (Kind.SPEED, rf"{_N}\s*(?:km/h|kmh|kph|mph|m/s)\b"),
    (Kind.QUANTITY, r"\d+:\d{2}(?::\d{2})?(?![\d:])"),
    (Kind.QUANTITY, rf"\d+\s*{_HOUR}\s*\d{{1,2}}\s*(?:(?:minutes|minute|mins|min|m)\b|['′’])"),
    (Kind.QUANTITY, rf"\d+\s*{_HOUR}\d{{1,2}}(?![\w.:])"),
    (Kind.QUANTITY, rf"\d+\s*{_HOUR}\s+\d{{2}}(?=\s*(?:[+@,)\]]|$))"),
    (Kind.QUANTITY, rf"\d+\s*{_MINUTE}\s*\d{{1,2}}\s*(?:(?:seconds|secs|sec|s)\b|{_SECONDS})"),
    (Kind.QUANTITY, rf"\d+\s*{_MINUTE}\d{{1,2}}(?![\w.:])"),
    (Kind.PERCENT, rf"{_N}\s*%(?:\s*(?:of\s+)?{_OF}(?!\w))?"),
    (Kind.WATTS, rf"{_N}\s*(?:watts?|w)(?![\w/]|\.\s*\d)"),
    (Kind.BPM, rf"{_N}\s*bpm\b"),
    (Kind.MMOL, rf"{_N}\s*mmol(?:/l)?\b"),
    (Kind.QUANTITY, rf"{_N}\s*(?:(?:{_LETTERS})(?![A-Za-z0-9_])|{_SIGNS})"),
    (Kind.QUANTITY, r"\d+(?:h|min|m)\d+\w*"),  # 2m30s, 1h5x: no amount, but meant as one
    (Kind.NUMBER, _N),
    (Kind.ARROW, r"->|→|=>"),
    (Kind.LONG_DASH, "[–—−‑]"),
    (Kind.WORD, rf"{PHRASES}|[^\W\d]\w*"),
    (Kind.PLUS, r"\+"),
    (Kind.MINUS, "-"),
    (Kind.AT, "@"),
    (Kind.OPEN, r"[(\[]"),
    (Kind.CLOSE, r"[)\]]"),
    (Kind.COLON, ":"),
    (Kind.EQUALS, "="),
    (Kind.COMMA, "[,;]"),
    (Kind.SLASH, "/"),
    (Kind.OTHER, "."),
)
_ORDER = tuple(kind for kind, _ in _PATTERNS)
_TOKEN = re.compile("|".join(f"({pattern})" for _, pattern in _PATTERNS), re.IGNORECASE)
_TIMES = re.compile(
    r"\s*(?:(?!(?-i:xt)\b|x-?train)[x×*]|\b(?:sets?|reps?|rounds?|times|repeats?|repetitions?)\b(?:\s+of\b|\s*[x×])?\s*:?)"
    r"(?=[\s\d(]|$|[^\W\d])",
    re.IGNORECASE,
)
_TIMES_BEHIND = re.compile(r"\s*[x×*](?=\s*\d)", re.IGNORECASE)
_NUMBER = re.compile(_N)
_SPACE = re.compile(r"\s*")
_ABBREVIATED = frozenset({Kind.WORD, Kind.QUANTITY})


def tokenize(text: str) -> list[Token]:
    """Split a session line into tokens, closed by an END token.

    Examples
    --------
    >>> [t.text for t in tokenize("3x(4x400m @ T+ (1min))")][:6]
    ['3', 'x', '(', '4', 'x', '400m']
    """
    tokens: list[Token] = []
    position = 0
    end = len(text.rstrip())
    last = Token(Kind.END, "", -1)
    while position < end:
        times = _TIMES if last.kind is Kind.NUMBER else _TIMES_BEHIND if last.kind is Kind.QUANTITY else None
        if times and (match := times.match(text, position)):
            sign = match[0].lstrip()
            last = Token(Kind.TIMES, sign, match.end() - len(sign))
        else:
            position = _skip(text, position)
            if text[position] == "." and last.kind in _ABBREVIATED and last.end == position:
                position = _skip(text, position + 1)  # the full stop of "10 min."
                continue
            last = _token(text, position, glued=last.end == position)
        tokens.append(last)
        position = last.end
    tokens.append(Token(Kind.END, "", end))
    return tokens


def _skip(text: str, position: int) -> int:
    space = _SPACE.match(text, position)
    return space.end() if space else position


def _token(text: str, position: int, *, glued: bool) -> Token:
    match = _TOKEN.match(text, position)
    if match is None or match.lastindex is None:
        return Token(Kind.OTHER, text[position], position, glued=glued)  # a line feed inside a quoted line
    kind, found = _ORDER[match.lastindex - 1], match[0].rstrip()
    if kind is Kind.WORD:
        word = found.lower()
        squeezed = word if word.isidentifier() else "".join(c for c in word if c.isalnum())
        return Token(kind, found, position, word=READ_AS.get(squeezed, squeezed), glued=glued)
    if kind is Kind.QUANTITY:
        return Token(kind, found, position, quantity=parse_quantity(found), glued=glued)
    if kind is Kind.SPEED:
        return Token(kind, found, position, number=parse_speed(found) or 0.0, glued=glued)
    if kind is Kind.NUMBER or kind in MEASURED:
        digits = _NUMBER.match(found)
        of = found.partition("%")[2].lower() if kind is Kind.PERCENT else ""
        return Token(kind, found, position, number=float(digits[0]) if digits else 0.0, of=of, glued=glued)
    return Token(kind, found, position, glued=glued)
