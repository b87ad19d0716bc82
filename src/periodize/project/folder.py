"""A season folder: where its plan, its recorded files and its store are, and how a new one is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from periodize.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLAN_NAMES = ("plan.yaml", "season.yaml", "plan.yml", "season.yml")
"""What a plan is called when the command does not name one."""

RECORDED = "recorded"
"""The folder beside a plan in which recorded files are looked for."""

STORE_NAME = "periodize.db"
"""The store, in the season folder."""

PLAN = re.compile(rb"^periodize\s*:", re.MULTILINE)
"""What every plan has, and no other file of a season folder."""

HEAD = 65_536
"""[bytes] of a file in which these are looked for: our choice, plans begin with them."""

SUFFIXES = (".yaml", ".yml")


def is_plan(path: Path) -> bool:
    """Tell whether a file is a plan; one that may not be read is taken for one."""
    if path.suffix not in SUFFIXES or not path.is_file():
        return False
    try:
        with path.open("rb") as file:
            return PLAN.search(file.read(HEAD)) is not None
    except OSError:
        return True


def store_path(folder: Path) -> Path:
    """Return where the store of a season folder is, or would be: in it, or above where that is kept for several.

    A folder that has recorded files of its own has a record of its own.
    """
    own = folder / STORE_NAME
    above = (folder.parent if folder.name not in {"", ".."} else folder / "..") / STORE_NAME
    if own.exists() or not above.exists() or (folder / RECORDED).is_dir():
        return own
    return above if any(map(is_plan, _files(folder))) else own


def home_of(plan: Path) -> Path:
    """Return the folder of the seasons that a plan is one of: where its store is, or would be."""
    return store_path(plan.parent).parent


def _files(folder: Path) -> Iterable[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return ()


def find_plan(path: Path | None, *, folder: Path) -> Path:
    """Return the plan that is meant: the one named, else the one in the folder.

    Raises
    ------
    UsageError
        if none is named and there is none.
    """
    if path is not None:
        return path
    for name in PLAN_NAMES:
        if (folder / name).is_file():
            return folder / name if folder != Path() else Path(name)
    message = (
        f"no plan here (looked for {', '.join(PLAN_NAMES[:2])}); name one, or start with `periodize init my-season`"
    )
    raise UsageError(message)


def find_recorded(plan: Path | None, *, folder: Path) -> Path | None:
    """Return the folder of recorded files beside a plan, or None."""
    place = (plan.parent if plan is not None else folder) / RECORDED
    return place if place.is_dir() else None


def write_new(files: Mapping[Path, str | bytes], *, force: bool = False) -> list[Path]:
    """Write files that do not exist yet; nothing is written when one of them does.

    Parameters
    ----------
    files : path -> content.
    force : replace what is there.

    Raises
    ------
    UsageError
        if a file exists and `force` is not given, or a folder cannot be written.

    Notes
    -----
    Each file is written beside its place and moved there, so that an interruption leaves none half written.
    """
    written: list[Path] = []
    try:
        existing = [path for path in files if path.exists()]
        if existing and not force:
            message = f"{existing[0]} exists and is left as it is; nothing was written (--force replaces)"
            raise UsageError(message)
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, content.encode() if isinstance(content, str) else content)
            written.append(path)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        message = f"cannot write {getattr(error, 'filename', None) or ''}: {getattr(error, 'strerror', None) or error}"
        raise UsageError(message) from None
    return written


def _write(path: Path, content: bytes) -> None:
    """Write beside a path and move there; an error names the path itself."""
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            part.write_bytes(content)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def shipped(name: str) -> Path:
    """Return a folder that comes with periodize: installed beside the code, or at the top of a checkout.

    Raises
    ------
    UsageError
        if the installation is incomplete.
    """
    here = Path(__file__).resolve()
    checkout = {"season": "examples/season", "schema": "docs/schema", "plans": "plans"}[name]
    for place in (here.parents[1] / "_shipped" / name, here.parents[3] / checkout):
        if place.is_dir():
            return place
    message = f"the files of periodize itself are incomplete ({name} is missing): install it again"
    raise UsageError(message)


def listing(paths: Iterable[Path], base: Path) -> list[str]:
    """Return paths as a user would type them from a folder."""
    return [str(path.relative_to(base)) if path.is_relative_to(base) else str(path) for path in paths]
