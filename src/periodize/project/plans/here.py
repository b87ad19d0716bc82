"""The plans of a folder, and which of them is meant where none is named and none is called plan.yaml."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import PlanError, UsageError, few, has_errors
from periodize.project.folder import HEAD, PLAN_NAMES, RECORDED, is_plan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

BEGINS = re.compile(rb"^start\s*:\s*([0-9]{4}-[0-9]{2}-[0-9]{2})\s*(?:#|$)", re.MULTILINE)
"""The first day of a plan that states it: a later one need not be read."""


def plans_in(folder: Path) -> list[Path]:
    """Return the plans of a folder and of the folders in it; one that may not be read is taken for a plan.

    Raises
    ------
    OSError
        if the folder itself cannot be read; one in it is passed over.
    """
    return sorted(distinct(_yaml_in(folder)))


def distinct(plans: Iterable[Path]) -> list[Path]:
    """Return plans without links to one of them and copies beside one, of which the shortest name stays."""
    found: dict[tuple[Path, bytes], Path] = {}
    for path in sorted(plans, key=lambda path: (path.is_symlink() or path.parent.is_symlink(), len(str(path)), path)):
        real = path.resolve()
        try:
            found.setdefault((real.parent, real.read_bytes()), path)
        except OSError:
            found.setdefault((real, b""), path)
    return list(found.values())


def begins_by(path: Path) -> date:
    """Return the day on which a plan says that it begins; where it does not, the earliest."""
    try:
        with path.open("rb") as file:
            match = BEGINS.search(file.read(HEAD))
        return date.fromisoformat(match[1].decode()) if match else date.min
    except (OSError, ValueError):
        return date.min


class Here(NamedTuple):
    """The plan that is meant. why : what speaks for it, of those there are."""

    path: Path
    why: str


def plan_here(folder: Path, today: date) -> Here | None:
    """Return the plan of a folder of seasons that today lies in, else the next to come, else the last.

    Parameters
    ----------
    folder : where the plans are, or folders with them.
    today : the day that decides.

    Returns
    -------
    Here | None
        None where there is no plan, or one has the name that a plan has when there is one alone.

    Raises
    ------
    UsageError
        if several are as near.
    """
    if any((folder / name).is_file() for name in PLAN_NAMES):
        return None
    try:
        plans = plans_in(folder)
    except OSError:
        return None
    if len(plans) < 2:
        return Here(plans[0], "the only plan here") if plans else None
    first = {path: begins_by(path) for path in plans}
    days = {path: days_of(path) for path in plans if first[path] <= today}  # of a later one its first day is enough
    known = {path: span for path, span in days.items() if span}
    first |= {path: span[0] for path, span in known.items()}
    lately = max((path for path in days if first[path] > date.min), key=lambda path: first[path], default=None)
    if holding := [path for path, (begin, last) in known.items() if begin <= today <= last]:
        return _one(holding, f"{today} lies in it")
    if lately and lately not in known:  # it may be the one: what is wrong with it is to be seen
        return Here(lately, f"the last to begin before {today}")
    if coming := {path: first[path] for path in plans if first[path] > today}:
        return _one([path for path, begin in coming.items() if begin == min(coming.values())], "the next to come")
    end = max((last for _, last in known.values()), default=date.min)
    over = [path for path, (_, last) in known.items() if last == end]
    return _one(over, "the last") if over else Here(plans[0], "one of those here, which all have errors")


def plan_beside(folder: Path, day: date) -> Path | None:
    """Return the plan of a folder, of several seasons that of a day; None where there is none.

    Raises
    ------
    UsageError
        if several are as near.
    """
    named = next((folder / name for name in PLAN_NAMES if (folder / name).is_file()), None)
    here = None if named else plan_here(folder, day)
    return here.path if here else named


def seasons_beside(folder: Path) -> Sequence[Path]:
    """Return the plan of a folder, else all that it has."""
    named = [folder / name for name in PLAN_NAMES if (folder / name).is_file()]
    try:
        return named[:1] or plans_in(folder)
    except OSError:
        return ()


def _yaml_in(folder: Path) -> Iterator[Path]:
    for entry in folder.iterdir():
        if entry.name.startswith(".") or entry.name == RECORDED:
            continue
        try:
            inside = list(entry.iterdir()) if entry.is_dir() else [entry]
            yield from (path for path in inside if is_plan(path))
        except OSError:  # nobody's season, or somebody else's
            continue


def days_of(path: Path) -> tuple[date, date] | None:
    """Return the first and last day of a plan; None where it has errors."""
    from periodize.plan import load_plan
    from periodize.project.plans.planning import schedule

    try:
        season, problems = load_plan(path)
        if season is None or has_errors(problems):
            return None
        planned = schedule(season, linted=False)
    except (PlanError, UsageError):
        return None
    return planned.first, planned.last


def _one(plans: Sequence[Path], why: str) -> Here:
    if len(plans) == 1:
        return Here(plans[0], why)
    message = f"several plans may be meant ({why}): {few([str(path) for path in plans])}; name one"
    raise UsageError(message)
