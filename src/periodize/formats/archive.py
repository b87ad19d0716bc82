"""Archives as folders of files: zip, a zip in a zip, .gz. Nothing is unpacked to the disk.

A zip is walked from its first byte to its last, so that even one in another zip is read as it is decompressed. What
a hostile archive may try is refused entry by entry, and the rest is read.
"""

from __future__ import annotations

import gzip
import io
import shutil
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from periodize.errors import UnreadableError
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LARGEST_UNPACKED = 200 * 2**20
"""[bytes] A packed file that grows beyond is not read: our choice."""

LARGEST_ARCHIVE = 16 * 2**30
"""[bytes] Of one archive no more than this is unpacked: our choice; ten years of a watch are about 2 GB."""

LARGEST_RATIO = 200
"""A file that grows by more is not read: our choice; recordings as text grow by 10 to 30, zeros by 1,000."""

SMALL = 10 * 2**20
"""[bytes] A file that stays below may grow by any ratio: our choice."""

LARGEST_DIRECTORY = 16 * 2**20
"""[bytes] An archive whose list of files is longer is not read: our choice; that is some 150,000 files."""

PIECE = 1 << 20
"""[bytes] Decompressed at once: our choice."""

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError,
    NotImplementedError, RuntimeError, ValueError, OverflowError,
)  # fmt: skip
"""What the standard library raises on archives that are not what they say."""

_LOCAL_HEADER = 30
"""[bytes] Before the name and the content of an entry, at least (APPNOTE.TXT 4.3.7)."""


class Content(NamedTuple):
    """The content of a file, decompressed, and why it is not whole, where a .gz breaks off."""

    data: bytes
    torn: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that can be read now.

    Parameters
    ----------
    source : path as the user named it; "export.zip/activities/1.fit.gz" in an archive.
    size : [bytes] as it stands there.
    share : of the file on the disk that is behind once this one is read, 0-1.
    read : returns the content; raises UnreadableError or OSError where there is a reason not to.
    """

    source: str
    size: int
    share: float
    read: Callable[[], Content]


def gunzip(data: bytes) -> Content:
    """Return the content of a .gz, and of anything else the bytes themselves.

    Raises
    ------
    UnreadableError
        if it is damaged from the start, or grows beyond what is read.
    """
    if not data.startswith(b"\x1f\x8b"):
        return Content(data)
    whole = io.BytesIO()
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            while piece := stream.read(PIECE):
                whole.write(piece)
                _refuse_growth(len(data), whole.tell())
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        if not whole.tell():
            message = f"the .gz is damaged: {error}"
            raise UnreadableError(message) from error
        return Content(whole.getvalue(), "the .gz breaks off")
    return Content(whole.getvalue())


def unzip(path: Path, *, wanted: Callable[[str], bool]) -> Iterator[Entry]:
    """Yield the files of a zip in the order in which they stand in it; each is to be read before the next is drawn.

    Parameters
    ----------
    path : of the archive.
    wanted : whether a name is of a kind that is read; others, hidden ones and folders are passed over.
    """
    with path.open("rb") as stream:
        yield from _Walk(wanted).entries(stream, str(path), whole=max(path.stat().st_size, 1))


class _Walk:
    """One archive being walked: how much of it was unpacked so far, whether the walk is in a zip in it."""

    def __init__(self, wanted: Callable[[str], bool]) -> None:
        self.wanted = wanted
        self.unpacked = 0
        self.nested = False

    def entries(
        self, stream: IO[bytes], source: str, *, whole: int, span: tuple[float, float] = (0.0, 1.0)
    ) -> Iterator[Entry]:
        """Yield the files of one zip of `whole` bytes, which is the `span` of the archive on the disk."""
        guarded: Any = _Guarded(stream)
        try:
            archive = zipfile.ZipFile(guarded)
        except UnreadableError as error:
            yield refused(source, span[1], str(error))
            return
        except _DAMAGE as error:
            yield refused(source, span[1], f"the zip is damaged or breaks off ({_words(error)}); download it again")
            return
        with archive:
            infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
            overlapping = _overlapping(infos)
            first, length = span[0], span[1] - span[0]
            for info in infos:
                begin = first + length * min(info.header_offset / whole, 1.0)
                end = first + length * min((info.header_offset + info.compress_size) / whole, 1.0)
                name = f"{source}/{_printable(info.filename)}"
                reason = self._reason(info, overlapping=info.header_offset in overlapping)
                if reason is not None:
                    yield refused(name, end, reason)
                elif _passed_over(info) or not self._read_here(info):
                    continue
                elif _is_zip_name(info):
                    yield from self._nested(archive, info, name, (begin, end))
                else:
                    yield Entry(name, info.file_size, end, lambda info=info: self._content(archive, info))  # type: ignore[misc]

    def _read_here(self, info: zipfile.ZipInfo) -> bool:
        return self.wanted(PurePosixPath(info.filename).name)

    def _reason(self, info: zipfile.ZipInfo, *, overlapping: bool) -> str | None:
        """Return why an entry is refused, if it is."""
        if _leads_out(info.filename):
            return "its name leads out of the archive; refused"
        if _passed_over(info) or not self._read_here(info):
            return None
        if overlapping:
            return "it overlaps with another entry of the archive, as in a zip bomb; refused"
        if info.create_system == 3 and stat.S_ISLNK(info.external_attr >> 16):
            return "a link, not a file; refused"
        if info.flag_bits & 1:
            return "it is encrypted; unpack the archive with its password and import the folder"
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            return f"it is packed by method {info.compress_type}, and only stored and deflated files are read"
        if self.nested and _is_zip_name(info):
            return "a zip in a zip in a zip; unpack it first"
        return None

    def _nested(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, span: tuple[float, float]
    ) -> Iterator[Entry]:
        try:
            _refuse_growth(info.compress_size, info.file_size, largest=LARGEST_ARCHIVE)
            stream = archive.open(info)
        except UnreadableError as error:
            yield refused(name, span[1], str(error))
            return
        except _DAMAGE as error:
            yield refused(name, span[1], _damaged(error))
            return
        self.nested = True
        with stream:
            yield from self.entries(stream, name, whole=max(info.file_size, 1), span=span)
        self.nested = False

    def _content(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Content:
        _refuse_growth(info.compress_size, info.file_size)
        if self.unpacked > LARGEST_ARCHIVE:
            message = f"the archive unpacks to more than the {LARGEST_ARCHIVE // 2**30} GB that are read"
            raise UnreadableError(message)
        whole = io.BytesIO()
        try:
            with archive.open(info) as stream:
                shutil.copyfileobj(stream, whole, PIECE)
        except _DAMAGE as error:
            raise UnreadableError(_damaged(error)) from error
        content = gunzip(whole.getvalue())
        self.unpacked += len(content.data)
        return content


class _Guarded:
    """A stream of which nothing long is asked at once: the list of files is, and memory must hold it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable
        self._read = stream.read

    def read(self, size: int = -1) -> bytes:
        if size > LARGEST_DIRECTORY:
            message = f"its list of files alone takes more than the {LARGEST_DIRECTORY // 2**20} MB that are read"
            raise UnreadableError(message)
        return self._read(size)


def refused(source: str, share: float, reason: str) -> Entry:
    """Return an entry that cannot be read, for a reason."""

    def read() -> Content:
        raise UnreadableError(reason)

    return Entry(source, 0, share, read)


def _refuse_growth(packed: int, unpacked: int, *, largest: int | None = None) -> None:
    largest = LARGEST_UNPACKED if largest is None else largest
    if unpacked > largest:
        message = f"it unpacks to more than the {largest / 2**20:,.0f} MB that are read"
        raise UnreadableError(message)
    if unpacked > SMALL and unpacked > LARGEST_RATIO * packed:
        message = f"it unpacks to more than {LARGEST_RATIO} times its size, as a zip bomb does; refused"
        raise UnreadableError(message)


def _damaged(error: Exception) -> str:
    return f"it is damaged in the archive ({_words(error)})"


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def _overlapping(infos: list[zipfile.ZipInfo]) -> set[int]:
    """Return where entries begin that share bytes with another one; sorted by that."""
    found: set[int] = set()
    reached, last = 0, -1
    for info in infos:
        if info.header_offset < reached:
            found |= {last, info.header_offset}
        end = info.header_offset + _LOCAL_HEADER + len(info.orig_filename) + info.compress_size
        if end > reached:
            reached, last = end, info.header_offset
    return found


def _leads_out(name: str) -> bool:
    """Whether a name, unpacked, would leave the folder.

    Examples
    --------
    >>> [_leads_out(name) for name in ("../a.fit", "a/../../b.fit", "/etc/a.fit", "C:a.fit", "a..b/c.fit")]
    [True, True, True, True, False]
    """
    flat = name.replace("\\", "/")
    return flat.startswith("/") or ".." in flat.split("/") or bool(PureWindowsPath(name).drive)


def _passed_over(info: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(info.filename).parts
    return info.is_dir() or any(part.startswith(".") or part == "__MACOSX" for part in parts)


def _is_zip_name(info: zipfile.ZipInfo) -> bool:
    return info.filename.lower().endswith(".zip")


def _printable(name: str) -> str:
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
