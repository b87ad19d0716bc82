"""Plan files in their canonical form, read and written."""

from __future__ import annotations

import difflib
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.plan.formatting import format_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan.formatting import Formatted

_ROW = re.compile(r"[^\n]*\n|[^\n]+")


def format_file(path: Path) -> Formatted:
    """Return a plan file in its canonical form; nothing is written.

    Raises
    ------
    UsageError
        if it cannot be read.
    """
    if path.is_dir():
        message = f"{path} is a folder; name the plans in it, e.g. {path / '*.yaml'}"
        raise UsageError(message)
    try:
        return format_plan(str(path), path.read_bytes())
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise UsageError(message) from None


def write_formatted(found: Formatted) -> None:
    """Write a formatted plan over its file, whole or not at all; its permissions stay.

    Raises
    ------
    UsageError
        if the file or its folder cannot be written.
    """
    path = Path(found.path).resolve()  # through a link to the file that it names
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            part.write_bytes(found.after)
            shutil.copymode(path, part)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        message = f"cannot write {found.path}: {error.strerror or error}"
        raise UsageError(message) from None


def diff(found: Formatted) -> bytes:
    """Return what formatting changes as a unified diff, which `patch` and `git apply` read."""
    from periodize.report.problems import printable

    name = printable(found.path)
    before, after = (_ROW.findall(data.decode()) for data in (found.before, found.after))
    rows = difflib.unified_diff(before, after, name, name)
    return "".join(_ended(rows)).encode()


def _ended(rows: Iterator[str]) -> Iterator[str]:
    for row in rows:
        yield row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n"
