"""Which plans are the seasons of a folder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.folder import PLAN_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

PLAN = re.compile(rb"^periodize\s*:", re.MULTILINE)
"""What every plan has, and no other file of a season folder."""

HEAD = 65_536
"""[bytes] of a file in which that is looked for: our choice, plans begin with it."""

SUFFIXES = (".yaml", ".yml")


def season_files(places: Sequence[Path]) -> tuple[Path, list[tuple[str, Path]]]:
    """Return the folder of the seasons, where their record is, and name and file of each plan.

    Parameters
    ----------
    places : a folder, whose plans and those of the folders in it are meant; or plans.

    Raises
    ------
    UsageError
        if a place is not there or cannot be read, or folders and plans are mixed.
    """
    for place in places:
        if not place.exists():
            message = f"{place} does not exist; name a folder with plans, or the plans"
            raise UsageError(message)
    folders = [place for place in places if place.is_dir()]
    if folders and len(places) > 1:
        message = f"{folders[0]} is a folder; name one folder, or plans"
        raise UsageError(message)
    folder = folders[0] if folders else places[0].parent
    try:
        files = sorted(_plans_in(folder)) if folders else list(dict.fromkeys(places))
    except OSError as error:
        message = f"cannot read {error.filename}: {error.strerror}"
        raise UsageError(message) from None
    return folder, list(zip(_names(files), files, strict=True))


def _plans_in(folder: Path) -> Iterator[Path]:
    """Yield the plans of a folder and of the folders in it."""
    for entry in folder.iterdir():
        if entry.name.startswith("."):
            continue
        inside = list(entry.iterdir()) if entry.is_dir() else [entry]
        yield from (path for path in inside if path.suffix in SUFFIXES and path.is_file() and _is_plan(path))


def _is_plan(path: Path) -> bool:
    with path.open("rb") as file:
        return PLAN.search(file.read(HEAD)) is not None


def _names(files: Iterable[Path]) -> list[str]:
    """Return short names, each its own: of the file, or of the folder where every plan has the same name."""
    short = [path.resolve().parent.name if path.name in PLAN_NAMES else path.stem for path in files]
    whole = [str(path.with_suffix("")) for path in files]
    return [one if short.count(one) == 1 else other for one, other in zip(short, whole, strict=True)]
