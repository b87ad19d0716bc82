"""From a plan file to a `Season` and every problem in it, all in one pass."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from periodize.errors import Problem, has_errors, near_miss
from periodize.plain import dataclass
from periodize.plan import model
from periodize.plan.build import build_athlete, build_season
from periodize.plan.including import gather, open_tree
from periodize.plan.intensity import NAMES, RACES
from periodize.plan.parser import SessionError, Vocabulary, parse_target, parse_workout
from periodize.plan.rules import RULES
from periodize.plan.source import Node, read_source
from periodize.plan.workout import REST, Workout, references

if TYPE_CHECKING:
    from collections.abc import Iterator, Set
    from pathlib import Path

    from periodize.athlete import Athlete
    from periodize.plan.season import Season
    from periodize.plan.source import Place
    from periodize.plan.workout import Target


MAX_CHAIN = 10
"""Deepest chain of named sessions that refer to each other: our choice, coaches write two."""

MAX_FAULTS = 100
"""Most faulty session lines, and most faulty keys and values, that one run reports: our choice."""

ROUNDS = 3
"""How often what is wrong is taken out to look at the rest: our choice."""

STAND_INS: dict[str, Any] = {
    "periodize": "1", "name": "?", "date": "2000-01-01", "dates": "2000-01-01", "kind": "camp", "do": "rest",
    "every": "4", "volume": "60%", "limit": "0", "blocks": [{"name": "?"}],
}  # fmt: skip
"""What stands for a required value that is missing or wrong, while the rest of the plan is looked at."""


NOTHING = ("", "~", "null")
"""How YAML writes that there is nothing."""

AIMS = ("athlete", "aims")
"""Where they stand in a plan."""


@dataclass
class Lines:
    """Every session line of the plan, read: place -> workout, with the named sessions and intensities."""

    workouts: dict[Place, Workout] = field(default_factory=dict)
    sessions: dict[str, Workout] = field(default_factory=dict)
    intensities: dict[str, Target] = field(default_factory=dict)


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
        problems += [_translate(root, {**e, "loc": ("athlete", *e["loc"])}) for e in error.errors(include_url=False)]
        return None, problems
    athlete = build_athlete(root, text, problems)
    return (None if has_errors(problems) else athlete), problems


def _from_tree(path: str, root: Node, problems: list[Problem]) -> tuple[Season | None, list[Problem]]:
    return read_tree(path, gather(path, root, problems), problems)


def read_tree(path: str, root: Node, problems: list[Problem]) -> tuple[Season | None, list[Problem]]:
    """Read a tree that holds all of a plan, as `load_plan` does; `problems`: those found so far."""
    plan = _validated(root, problems)
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


# ---- pydantic's errors to problems with a place


def _validated(root: Node, problems: list[Problem]) -> model.Plan | None:
    """Return what the plan says; what is wrong is reported and taken out, so that the rest is judged as well."""
    plain = root.plain()
    for _ in range(ROUNDS):
        try:
            return model.Plan.model_validate(plain)
        except ValidationError as error:
            for number, fault in enumerate(error.errors(include_url=False)):
                if number < MAX_FAULTS:
                    problems.append(_translate(root, dict(fault)))
                _take_out(plain, _place(root, fault["loc"]), fault["type"])
    return None


def _take_out(plain: Any, place: Place, kind: str) -> None:
    """Remove a faulty value, or put a stand-in where one is missing; list entries keep their places."""
    if place[:2] == AIMS:  # nothing else of a plan rests on them
        plain["athlete"].pop("aims", None)
        return
    if place[:1] == ("races",) and place[2:3] == ("rounds",) and place[4:] == ("date",):
        place, kind = place[:4], ""  # a round goes with its day
    parent = plain
    for step in place[:-1]:
        try:
            parent = parent[step]
        except (KeyError, IndexError, TypeError):  # taken out already, with what stands above it
            return
    last = place[-1] if place else ""
    if isinstance(parent, dict) and isinstance(last, str):
        parent.pop(last, None)
        if kind in {"missing", "too_short"} or last in STAND_INS:
            parent[last] = STAND_INS.get(last, last)
        if place[:1] == ("races",) and place[2:3] == ("rounds",) and not plain["races"][place[1]].get("rounds"):
            plain["races"][place[1]].setdefault("date", STAND_INS["date"])  # there were rounds
    elif isinstance(parent, list) and isinstance(last, int) and isinstance(parent[last], dict):
        # a fault between the keys of one entry: a race without a day, a block with two lengths
        parent[last].pop("days", None)
        if place[0] == "races":
            parent[last].pop("rounds", None)
            parent[last]["date"] = STAND_INS["date"]


def _translate(root: Node, error: dict[str, Any]) -> Problem:
    place = _place(root, error["loc"])
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        key = root.key(place) or root.nearest(place)
        name = str(place[-1])
        allowed = _allowed(place[:-1], root)
        near = model.KEY_SYNONYMS.get(name.lower())
        near = near if near in allowed else near_miss(name, allowed)
        hint = f"did you mean {near!r}?" if near else f"there is: {', '.join(allowed)}"
        if " " in name and root.nearest(place).value == "":
            # {note: relaxed, by feel}: YAML ends the text at the comma
            hint = "a text with a comma, inside { }, goes between quotes"
        return RULES["P003"].problem(key.span(), f"unknown key {name!r}", help=hint)
    if kind == "missing":
        parent = root.nearest(place[:-1])
        return RULES["P004"].problem(parent.span(), f"`{error['loc'][-1]}` is missing {_where(place)}".strip())
    span = root.nearest(place).span()
    if kind in RULES:
        return RULES[kind].problem(span, context["sentence"], help=context["hint"] or None)
    words = {
        "list_type": "a list",
        "dict_type": "a mapping",
        "model_type": "a mapping",
        "string_type": "text",
    }
    if kind in words:
        value = root.nearest(place).value
        got = "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else "text"
        got = "nothing" if value in NOTHING else got
        return RULES["P005"].problem(span, f"{_called(place)} takes {words[kind]}, got {got}")
    if kind == "too_short":
        return RULES["P004"].problem(span, f"`{place[-1] if place else ''}` is empty")
    return RULES["P005"].problem(span, str(error["msg"]))


def _called(place: Place) -> str:
    """Return how what stands at a place is called: a key by its name, an entry of a list by the list's."""
    if place and isinstance(place[-1], int):
        return f"an entry of `{place[-2] if len(place) > 1 else ''}`"
    return f"`{place[-1] if place else ''}`"


def _where(place: Place) -> str:
    if place[2:3] == ("rounds",):
        return f"in round {place[3]!r}"
    return f"in {place[-3] if len(place) > 2 else place[0]}" if len(place) > 1 else ""


def _place(root: Node, loc: tuple[str | int, ...]) -> Place:
    """Drop pydantic's union tags, which are no part of the tree."""
    place: tuple[str | int, ...] = ()
    for step in loc:
        parent = root.at(place)
        tag = isinstance(step, str) and parent is not None and not isinstance(parent.value, dict)
        known_tag = step in {"line", "list", "long", "slots", "week", "one", "dated", "number", "reasoned"}
        if tag or (known_tag and root.at((*place, step)) is None):
            continue
        place = (*place, step)
    return place


def _allowed(parent: Place, root: Node) -> list[str]:
    last = parent[-1] if parent else None
    owner: type[BaseModel]
    of_list: dict[str, type[BaseModel]] = {
        "races": model.Race,
        "calendar": model.CalendarEntry,
        "blocks": model.Block,
        "limits": model.Limit,
    }
    if not parent:
        owner = model.Plan
    elif last == "week" or (len(parent) > 1 and parent[-2] == "changes"):
        owner = model.Week
    elif parent[0] == "athlete":
        owner = model.Aim if parent[:2] == AIMS else model.Heart if last == "hr" else model.AthleteText
    elif parent[0] == "races" and len(parent) == 4:
        owner = model.Round
    elif last in {"deload", "taper"}:
        owner = model.Deload if last == "deload" else model.Taper
    elif len(parent) == 2 and parent[0] in of_list:
        owner = of_list[str(parent[0])]
    elif last == "model":
        owner = model.ModelChoice
    else:
        node = root.at(parent)
        long = node is not None and isinstance(node.value, dict) and "do" in node.value
        owner = model.LongForm if long else model.Slots
    return list(owner.model_fields)


# ---- session lines


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
