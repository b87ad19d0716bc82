"""The session lines of a plan, and the sessions and intensities that have names."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.plan.intensity import NAMES, RACES
from periodize.plan.parser import SessionError, Vocabulary, parse_target, parse_workout
from periodize.plan.rules import MAX_FAULTS, RULES
from periodize.plan.workout import REST, Workout, references

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from periodize.errors import Problem
    from periodize.plan.source import Node, Place
    from periodize.plan.workout import Target

MAX_CHAIN = 10
"""Deepest chain of named sessions that refer to each other: our choice, coaches write two."""


@dataclass
class Lines:
    """Every session line of the plan, read: place -> workout, with the named sessions and intensities."""

    workouts: dict[Place, Workout] = field(default_factory=dict)
    sessions: dict[str, Workout] = field(default_factory=dict)
    intensities: dict[str, Target] = field(default_factory=dict)


def _scalars(node: Node, place: Place) -> Iterator[tuple[Place, Node]]:
    """Yield the session lines below a day, whatever its form; faults of form are pydantic's to report."""
    if isinstance(node.value, str):
        yield place, node
    elif isinstance(node.value, list):
        for index, child in enumerate(node.value):
            yield from _scalars(child, (*place, index))
    elif "do" in node.value:
        yield from _scalars(node.value["do"], (*place, "do"))
    else:
        for key, child in node.value.items():
            yield from _scalars(child, (*place, key))


def _all_lines(root: Node) -> Iterator[tuple[Place, Node]]:
    blocks = root.at(("blocks",))
    count = len(blocks.value) if blocks is not None and isinstance(blocks.value, list) else 0
    for place in [("week",), *(("blocks", i, key) for i in range(count) for key in ("week", "changes"))]:
        node = root.at(place)
        if node is not None and isinstance(node.value, dict):
            yield from _scalars(node, place)


def _children(root: Node, place: Place) -> dict[str, Node]:
    node = root.at(place)
    found = node.value if node is not None and isinstance(node.value, dict) else {}
    return {name: child for name, child in found.items() if isinstance(child.value, str)}


def _problem(node: Node, error: SessionError) -> Problem:
    text = str(node.value)
    inside = error.column <= len(text) and node.length > 1
    span = node.span(error.column, max(1, min(error.length, len(text) - error.column) or 1)) if inside else node.span()
    return RULES[error.code].problem(span, error.message, help=error.hint)


def read_lines(root: Node, problems: list[Problem]) -> Lines:
    """Read every session line of a plan's tree; what cannot be read is added to `problems`."""
    lines = Lines()
    sessions, intensities = _children(root, ("sessions",)), _children(root, ("athlete", "intensities"))
    problems += [*_check_names(root, ("sessions",)), *_check_names(root, ("athlete", "intensities"))]
    for name, node in intensities.items():
        try:
            lines.intensities[name] = parse_target(str(node.value))
        except SessionError as error:
            problems.append(_problem(node, error))
    vocabulary = Vocabulary(frozenset(sessions), frozenset(intensities))
    for name, node in sessions.items():
        try:
            lines.sessions[name] = parse_workout(str(node.value), vocabulary)
        except SessionError as error:
            problems.append(_problem(node, error))
            lines.sessions[name] = REST  # what refers to it has no fault of its own
    problems += _circles(lines.sessions, sessions)
    faults = 0
    for place, node in _all_lines(root):
        try:
            lines.workouts[place] = parse_workout(str(node.value), vocabulary)
        except SessionError as error:
            problems.append(_problem(node, error))
            faults += 1
        if faults >= MAX_FAULTS:
            message = f"{MAX_FAULTS} session lines cannot be read; those below were not looked at"
            problems.append(RULES["P006"].problem(node.span(), message))
            break
    return lines


def _check_names(root: Node, place: Place) -> list[Problem]:
    parent = root.at(place)
    problems = []
    for name, key in (parent.keys if parent is not None else {}).items():
        if not re.fullmatch(r"[^\W\d]\w*", name):
            message = f"{name!r} cannot be a name"
            problems.append(
                RULES["P005"].problem(key.span(), message, help="letters, digits, underscores; a letter first")
            )
        elif place[0] == "athlete" and (name in NAMES or name in RACES):
            problems.append(RULES["P010"].problem(key.span(), f"{name!r} is an intensity of the plan language already"))
    return problems


def _circles(sessions: dict[str, Workout], nodes: dict[str, Node]) -> list[Problem]:
    below = {name: {r.name for r in references(found.parts)} & sessions.keys() for name, found in sessions.items()}
    above: dict[str, set[str]] = {name: set() for name in sessions}
    for name, names in below.items():
        for other in names:
            above[other].add(name)
    levels = _levels(sessions.keys(), below, above)
    # what leads to a circle is no part of it, nor is what a circle leads to
    leading = sessions.keys() - levels.keys()
    circle = leading - _levels(leading, above, below).keys()
    problems = []
    for name, node in nodes.items():
        if name in circle:
            problems.append(RULES["P111"].problem(node.span(), f"session {name!r} refers to itself"))
        elif levels.get(name, 0) > MAX_CHAIN:
            message = f"session {name!r} refers to others more than {MAX_CHAIN} deep"
            problems.append(RULES["P006"].problem(node.span(), message))
        else:
            continue
        sessions[name] = REST  # keeps what follows from looping
    return problems


def _levels(names: Set[str], below: dict[str, set[str]], above: dict[str, set[str]]) -> dict[str, int]:
    """Return how many references deep each name goes; one in a circle, or leading to one, is left out."""
    waiting = {name: len(below[name] & names) for name in names}
    levels = dict.fromkeys((name for name, count in waiting.items() if not count), 0)
    ready = list(levels)
    deepest: dict[str, int] = {}
    while ready:
        name = ready.pop()
        for other in above[name] & names:
            deepest[other] = max(deepest.get(other, 0), levels[name] + 1)
            waiting[other] -= 1
            if not waiting[other]:
                levels[other] = deepest[other]
                ready.append(other)
    return levels
