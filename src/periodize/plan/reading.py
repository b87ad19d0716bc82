"""From a plan file to a `Season` and every problem in it, all in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from periodize.errors import Problem, has_errors
from periodize.plan import model
from periodize.plan.build import build_season
from periodize.plan.build_athlete import build_athlete
from periodize.plan.including import gather, open_tree
from periodize.plan.lines import read_lines
from periodize.plan.source import Node, read_source
from periodize.plan.validating import translated, validated

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.athlete import Athlete
    from periodize.plan.season import Season


def load_plan(path: str | Path) -> tuple[Season | None, list[Problem]]:
    """Read a plan file.

    Parameters
    ----------
    path : a YAML file in the plan language.

    Returns
    -------
    The season, or None when errors forbid one, and all problems, sorted by place.

    Raises
    ------
    UsageError
        if there is no such file, it is a folder, or it may not be read.
    """
    root, problems = open_tree(str(path))
    if root is None:
        return None, problems
    return _from_tree(str(path), root, problems)


def read_plan_text(text: str, *, path: str = "plan.yaml") -> tuple[Season | None, list[Problem]]:
    """Read a plan from text, as `load_plan` does from a file; its path says where `include:` looks."""
    root, problems = read_source(path, text.encode(errors="surrogatepass"))
    return (None, problems) if root is None else _from_tree(path, root, problems)


def read_athlete(path: str | Path) -> tuple[Athlete | None, list[Problem]]:
    """Read an athlete's own file, as `load_plan` reads a plan; its keys are those of `athlete:`."""
    node, problems = open_tree(str(path))
    if node is None:
        return None, problems
    root = Node(node.source, 0, 0, value={"athlete": node})
    try:
        text = model.AthleteText.model_validate(node.plain())
    except ValidationError as error:
        problems += [translated(root, {**e, "loc": ("athlete", *e["loc"])}) for e in error.errors(include_url=False)]
        return None, problems
    athlete = build_athlete(root, text, problems)
    return (None if has_errors(problems) else athlete), problems


def _from_tree(path: str, root: Node, problems: list[Problem]) -> tuple[Season | None, list[Problem]]:
    return read_tree(path, gather(path, root, problems), problems)


def read_tree(path: str, root: Node, problems: list[Problem]) -> tuple[Season | None, list[Problem]]:
    """Read a tree that holds all of a plan, as `load_plan` does; `problems`: those found so far."""
    plan = validated(root, problems)
    lines = read_lines(root, problems)
    season = None
    if plan is not None:
        season = build_season(
            path,
            root,
            plan,
            workouts=lines.workouts,
            sessions=lines.sessions,
            intensities=lines.intensities,
            problems=problems,
        )
    problems = sorted(set(problems), key=lambda p: p.sort_key)
    return (None if has_errors(problems) else season), problems
