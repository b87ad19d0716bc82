"""Characters that no font on this machine has, found by drawing them: a picture would show boxes in their place."""

from __future__ import annotations

import re
from html import unescape

ABSENT = "\U0010fffd"
"""A character that no font has: the last one of those that Unicode leaves to private use."""


def boxed(svg: str) -> str:
    """Return the characters of a picture that are drawn as boxes here, each once, as they come.

    Parameters
    ----------
    svg : the picture, its words as text.
    """
    words = unescape("".join(re.findall(r"<text[^>]*>([^<]*)", svg)))
    strange = [sign for sign in dict.fromkeys(words) if not sign.isascii()]
    if not strange:
        return ""
    box = _drawn(ABSENT)
    return "".join(sign for sign in strange if _drawn(sign) == box)


def _drawn(sign: str) -> bytes:
    import vl_convert

    look = 'width="24" height="24" xmlns="http://www.w3.org/2000/svg"'
    words = f'<text x="2" y="18" font-size="16" font-family="Liberation Sans">&#{ord(sign)};</text>'
    return bytes(vl_convert.svg_to_png(f"<svg {look}>{words}</svg>"))
