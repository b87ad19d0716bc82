"""What a file format is: bytes in, a `Reading` out; the registry of the family.

A format never opens a file and never asks the clock. What it cannot read it says in an `UnreadableError`;
what it can read in part it returns with the reason in `salvaged`; what is sound but holds no activity it
returns with the reason in `skipped`.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import TYPE_CHECKING, Protocol

from periodize.errors import UnreadableError
from periodize.plain import dataclass
from periodize.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from periodize.activity import Activity, Morning, PlannedEntry

HEAD = 4096
"""[bytes] How far into a file its kind is looked for: our choice."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave.

    Parameters
    ----------
    activities : what was recorded, in the order of the file.
    mornings : daily notes, where the file holds such.
    salvaged : why only part could be read; the activities then hold what was kept. None: all was read.
    skipped : why a sound file gives nothing, e.g. "not an activity (settings file)".
    rows : records, points or lines read.
    planned : what another program had planned, where the file holds such.
    unused : columns or fields of the file that are not read, by the file's own names.
    """

    activities: tuple[Activity, ...] = ()
    mornings: tuple[Morning, ...] = ()
    salvaged: str | None = None
    skipped: str | None = None
    rows: int = 0
    planned: tuple[PlannedEntry, ...] = ()
    unused: tuple[str, ...] = ()


class Read(Protocol):
    """The function that a member of the family is."""

    def __call__(self, data: bytes, *, source: str, zone: tzinfo) -> Reading:
        """Read the bytes of one file; `zone` is for what carries no zone of its own."""


class ReadInBatches(Protocol):
    """The function of a member whose files may hold more than fits into memory as activities."""

    def __call__(self, data: bytes, *, source: str, zone: tzinfo) -> Iterator[Reading]:
        """Yield the parts of one file as readings; each part is complete, `salvaged` stands in the last."""


@dataclass(frozen=True, slots=True)
class Reader:
    """One file format.

    Parameters
    ----------
    name : key in the registry.
    suffix : with the dot, lower case; several readers may share one.
    layout : what it reads, in an athlete's words.
    sniff : whether the first bytes of a file are of this format.
    read : the function itself.
    batches : the same file in parts, for tables that may have a million rows; None: `read` alone.
    """

    name: str
    suffix: str
    layout: str
    sniff: Callable[[bytes], bool]
    read: Read
    batches: ReadInBatches | None = None


READERS = Registry[Reader]("file format", group="periodize.formats")
"""Every file format, by name."""


def reader(
    suffix: str,
    *,
    name: str | None = None,
    layout: str,
    sniff: Callable[[bytes], bool],
    batches: ReadInBatches | None = None,
) -> Callable[[Read], Read]:
    """List a function as the reader of a file format.

    Parameters
    ----------
    suffix : of the files, with the dot.
    name : key in the registry; the suffix without its dot when not given.
    layout : what it reads, in an athlete's words.
    sniff : whether the first bytes of a file are of this format.
    batches : the same file in parts.
    """

    def enlist(function: Read) -> Read:
        key = name or suffix.removeprefix(".")
        READERS.add(key, Reader(key, suffix.lower(), layout, sniff, function, batches))
        return function

    return enlist


def read_bytes(data: bytes, *, source: str, zone: tzinfo) -> Reading:
    """Read one file by the reader that recognises it, else by the one of its suffix.

    Parameters
    ----------
    data : content, already decompressed.
    source : path as the user named it; a trailing ".gz" is looked through.
    zone : where recordings without a zone were made.

    Returns
    -------
    Reading
        what the file gave.

    Raises
    ------
    UnreadableError
        if it is empty, of no known kind, or damaged from the start.
    """
    return reader_of(data, source=source).read(data, source=source, zone=zone)


def read_in_parts(data: bytes, *, source: str, zone: tzinfo) -> Iterator[Reading]:
    """Read one file as `read_bytes` does, in parts where its reader can: see there."""
    member = reader_of(data, source=source)
    if member.batches is None:
        yield member.read(data, source=source, zone=zone)
    else:
        yield from member.batches(data, source=source, zone=zone)


def reader_of(data: bytes, *, source: str) -> Reader:
    """Return the reader that recognises a file, else the one of its suffix.

    Raises
    ------
    UnreadableError
        if the file is empty or of no known kind.
    """
    if not data:
        raise UnreadableError("the file is empty (0 bytes)")
    suffix = suffix_of(source)
    head = data[:HEAD]
    ours = [member for member in READERS.values() if member.suffix == suffix]
    others = [member for member in READERS.values() if member.suffix != suffix]
    for member in (*ours, *others):
        if member.sniff(head):
            return member
    foreign = foreign_kind(head)
    if foreign or len(ours) != 1:
        message = f"{foreign or 'no known layout'}{_expected(suffix, ours, data)}"
        raise UnreadableError(message)
    return ours[0]


def _expected(suffix: str, ours: list[Reader], data: bytes) -> str:
    if not ours:
        return f"; formats read here: {', '.join(member.layout for member in READERS.values())}"
    if len(ours) == 1:
        return f", not {ours[0].layout}"
    columns = first_line(data)
    seen = f"; columns seen: {columns}" if columns else ""
    return f"; {suffix} layouts read here: {', '.join(member.layout for member in ours)}{seen}"


def suffix_of(source: str) -> str:
    """Return the suffix of a path, lower case, looking through ".gz".

    Examples
    --------
    >>> suffix_of("runs/2013-06-19.TCX.gz")
    '.tcx'
    """
    path = PurePath(source)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.suffix.lower()


def foreign_kind(head: bytes) -> str | None:
    """Name what a file is when it is plainly something else, e.g. a web page; None when it is not plain."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "an HTML page: the download probably needed a login"
    if start.startswith(b"pk\x03\x04"):
        return "a zip archive: unpack it first"
    if start.startswith(b"%pdf"):
        return "a PDF document"
    if start.startswith((b"\x89png", b"\xff\xd8\xff")):
        return "a picture"
    return None


def first_line(data: bytes, *, limit: int = 200) -> str:
    """Return the first line of text, shortened, or "" when the bytes are not text."""
    line = data[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").splitlines()[:1]
    text = line[0].decode("utf-8", "replace").strip() if line else ""
    if not text.isprintable() or "\ufffd" in text:
        return ""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def activity_id(data: bytes, number: int | None = None) -> str:
    """Return the id of an activity: 12 hex digits of the content's SHA-256, numbered where several.

    Examples
    --------
    >>> activity_id(b"", 3)
    'e3b0c44298fc-3'
    """
    digest = hashlib.sha256(data).hexdigest()[:12]
    return digest if number is None else f"{digest}-{number}"
