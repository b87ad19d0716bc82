"""XML of recordings, walked as it is parsed: a truncated file keeps what came before the cut."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from periodize.errors import UnreadableError

CHUNK = 1 << 20
"""[bytes] Handed to the parser at once: our choice."""


class Visitor(Protocol):
    """What a format wants to know of the elements, by local name without namespace."""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """Take note that an element begins."""

    def closed(self, name: str, parent: str, text: str) -> None:
        """Take note that an element ends; `text` is what stood in it, stripped."""


class _Walk:
    """Parser target that keeps the path and hands local names on."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.path: list[str] = [""]
        self.text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        self.path.append(name)
        self.text.clear()
        self.visitor.opened(name, attributes)

    def data(self, text: str) -> None:
        self.text.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser hands it over
        name = self.path.pop()
        self.visitor.closed(name, self.path[-1], "".join(self.text).strip())
        self.text.clear()

    def close(self) -> None:
        """Nothing is built, so nothing is returned."""


def walk(data: bytes, visitor: Visitor) -> str | None:
    """Show every element of a document to a visitor.

    Parameters
    ----------
    data : the document; leading blanks and a byte-order mark are passed over.
    visitor : told of each element as it opens and closes.

    Returns
    -------
    str or None
        where the document breaks, when it does; the visitor then has what came before.

    Raises
    ------
    UnreadableError
        if the document declares entities or refers to outside files, as attacks do.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_Walk(visitor))
    content = data.lstrip(b"\xef\xbb\xbf \t\r\n")
    try:
        for start in range(0, len(content), CHUNK):
            parser.feed(content[start : start + CHUNK])
        parser.close()
    except DefusedXmlException as error:
        raise UnreadableError(
            "the XML declares entities or refers to other files, which no recording needs; refused"
        ) from error
    except ParseError as error:
        return f"the XML breaks at line {error.position[0]}"
    except (ValueError, LookupError) as error:
        return f"the XML breaks: {error}"
    return None


def real(text: str) -> float:
    """Return a number, nan when the text is none."""
    try:
        return float(text)
    except ValueError:
        return float("nan")


def instant(text: str) -> float:
    """Return a time [s since 1970], nan when the text is none; without a zone it is UTC.

    Examples
    --------
    >>> instant("2013-06-19T16:56:30Z")
    1371660990.0
    """
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return float("nan")
