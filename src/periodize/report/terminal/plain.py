"""Text where the signs for it are missing: each becomes one plain character, so that tables stay as they are."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import TextIOWrapper

PLAIN = "periodize_plain"
"""Name of the error handler of streams that cannot write everything, and of the encoding of those that write ASCII."""

SIGNS = str.maketrans(
    {
        "·": "-", "–": "-", "—": "-", "‑": "-", "−": "-", "─": "-", "…": ".", "×": "x", "→": ">", "⇄": "=",
        "′": "'", "’": "'", "″": '"', "”": '"', "±": "~", "°": " ", "½": "/", "✓": "v", "✗": "x", "•": "*", "↔": "=",
        "†": "+", "‡": "#", "§": "$", "│": "|", "└": "`", "├": "|", "┼": "+", "━": "-", "╸": "-", "╺": "-",
        "ß": "s", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "a", "Æ": "A", "ı": "i",
        "▁": ".", "▂": ":", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "#", "█": "#",
        "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": " ", "▎": " ", "▏": " ", "░": ".", "▒": ":", "▓": "+",
    }
)  # fmt: skip
"""What a sign becomes; one for one, or columns would move."""

BRAILLE = 0x2800
UPPER, LOWER = 0x1B, 0xE4
"""Dots of the upper and of the lower half of a braille sign."""


def plain(text: str) -> str:
    """Return text in ASCII, as wide as it was.

    Examples
    --------
    >>> plain("4 × 8′ → Zürich, ▁▄█")
    "4 x 8' > Zurich, .=#"
    """
    return text if text.isascii() else "".join(map(_sign, text.translate(SIGNS)))


def _sign(sign: str) -> str:
    if sign.isascii():
        return sign
    if BRAILLE <= ord(sign) < BRAILLE + 256:
        dots = ord(sign) - BRAILLE
        return " '.:"[bool(dots & UPPER) + 2 * bool(dots & LOWER)]
    if unicodedata.combining(sign):  # it stands on the letter before
        return ""
    letter = unicodedata.normalize("NFKD", sign)[0]
    return letter if letter.isascii() else "?" * (1 + (unicodedata.east_asian_width(sign) in "WF"))


def _handle(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)  # a stream that is written to
    return plain(error.object[error.start : error.end]), error.end


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:  # noqa: ARG002
        return plain(text).encode("ascii")


def _encode(text: str, _errors: str = "strict") -> tuple[bytes, int]:
    return plain(text).encode("ascii"), len(text)


# click writes UTF-8 to a stream that calls itself ASCII: so the encoding has a name of its own
_CODEC = codecs.CodecInfo(
    _encode,
    codecs.ascii_decode,
    incrementalencoder=_Encoder,
    incrementaldecoder=codecs.getincrementaldecoder("ascii"),
    name=PLAIN,
)

codecs.register_error(PLAIN, _handle)
codecs.register(lambda name: _CODEC if name == PLAIN else None)


def make_plain(stream: TextIOWrapper, *, ascii_only: bool) -> None:
    """Let a stream write every text: what it has no sign for, or all but ASCII, as plain characters."""
    if ascii_only or codecs.lookup(stream.encoding).name == "ascii":
        stream.reconfigure(encoding=PLAIN)
    stream.reconfigure(errors=PLAIN)
