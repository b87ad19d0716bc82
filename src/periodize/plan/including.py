"""The files that a plan is made of: `include:` and `athlete: FILE`, merged into one tree that keeps every place.

An included file holds what seasons share: athlete, sessions, week, calendar, availability, limits, model. What makes
a season the one that it is (title, start, races, blocks) stands in the plan itself. The nearer file wins: the plan
over what it includes, a later included file over an earlier one.
"""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from periodize.errors import Problem, UsageError, near_miss
from periodize.plain import dataclass
from periodize.plan.rules import RULES
from periodize.plan.source import MAX_BYTES, MAX_NODES, Node, read_source

if TYPE_CHECKING:
    from periodize.plan.source import Place

VERSION: Final = 1
"""Version of the plan language that is read."""

MAX_INCLUDES: Final = 50
"""Most files that a plan draws in, each counted as often as it is named: our choice, a club's library has a handful."""

MAX_CHAIN: Final = 8
"""Longest chain of files that include each other: our choice."""

SHARED: Final = ("periodize", "include", "athlete", "calendar", "availability", "sessions", "week", "limits", "model")
"""What an included file may hold."""

OF_THE_SEASON: Final = ("title", "start", "races", "blocks")
"""What stands in the plan itself."""

_MERGED: Final[frozenset[Place]] = frozenset(
    {
        ("athlete",),
        ("athlete", "threshold"),
        ("athlete", "hr"),
        ("athlete", "intensities"),
        ("availability",),
        ("limits",),
        ("sessions",),
        ("week",),
    }
)
"""Mappings that merge entry by entry; lists (the calendar) add up; anything else is replaced as a whole."""


class FileFaultError(UsageError):
    """A file that cannot be opened: what is wrong, and the name that was perhaps meant."""

    def __init__(self, what: str, hint: str | None = None) -> None:
        self.what, self.hint = what, hint
        super().__init__(f"{what}; {hint}" if hint else what)


def open_tree(name: str, *, regular: bool = False) -> tuple[Node | None, list[Problem]]:
    """Read a file into a tree.

    Parameters
    ----------
    name : its path, as messages show it.
    regular : refuse pipes and devices, which could keep the reader waiting.

    Raises
    ------
    FileFaultError
        if it cannot be opened.
    """
    if os.path.isdir(name):  # noqa: PTH112  unlike Path.is_dir, it answers to any text
        inside = [p.name for p in sorted(Path(name).glob("*.y*ml")) if p.name != "athlete.yaml"]
        hint = f"did you mean {str(Path(name, inside[0]))!r}?" if inside else "it holds no plan (*.yaml)"
        what = f"{name} is a folder"
        raise FileFaultError(what, hint)
    if regular and os.path.exists(name) and not os.path.isfile(name):  # noqa: PTH110, PTH113  as above
        what = f"{name} is not a file but a pipe or a device"
        raise FileFaultError(what)
    try:
        with open(name, "rb") as file:  # noqa: PTH123  as above
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        what = f"there is no file {name}"
        raise FileFaultError(what, _near(name)) from None
    except (OSError, ValueError) as error:
        what = f"{name} cannot be read: {getattr(error, 'strerror', None) or error}"
        raise FileFaultError(what) from None
    return read_source(name, data)


def _near(name: str) -> str | None:
    path = Path(name)
    try:
        near = near_miss(path.name, [p.name for p in path.parent.glob("*.y*ml")]) if path.parent.is_dir() else None
    except OSError:  # a folder that may not be looked into has no near misses
        near = None
    return f"did you mean {str(path.parent / near)!r}?" if near else None


def gather(path: str, root: Node, problems: list[Problem]) -> Node:
    """Return the tree of a plan with everything that it includes, and say in `problems` what is wrong with that.

    Parameters
    ----------
    path : the plan's file, from whose folder its includes are looked up.
    root : its own tree; it is left as it is.
    problems : is added to.

    Notes
    -----
    Local files only, wherever they lie: an absolute path and one that climbs out of the folder with `..` are read,
    an address of the web is refused. Nothing is ever fetched.
    """
    return _Gatherer(problems).whole(root, path, [(os.path.realpath(path), path, None)])


_Chain = list[tuple[str, str, Node | None]]
"""The files on the way here: real path, path as named, and the line that names it."""


@dataclass
class _Gatherer:
    problems: list[Problem]
    named: int = 0
    characters: int = 0
    values: int = 0
    trees: dict[str, Node | None] = field(default_factory=dict)

    def report(self, code: str, node: Node, message: str, hint: str | None = None) -> None:
        self.problems.append(RULES[code].problem(node.span(), message, help=hint))

    def whole(self, own: Node, path: str, chain: _Chain) -> Node:
        """Return a file's tree over the trees that it includes."""
        root = Node(own.source, own.line, own.column, value=dict(_mapping(own)), keys=dict(own.keys))
        self.check_version(root)
        self.athlete(root, path, chain)
        included = _mapping(root).pop("include", None)
        below: Node | None = None
        for node in self.names(included):
            if (found := self.included(node, path, chain)) is not None:
                below = found if below is None else merge(below, found)
        return root if below is None else merge(below, root)

    def check_version(self, root: Node) -> None:
        node = root.at(("periodize",))
        if node is None or not isinstance(node.value, str) or node.value.strip() == str(VERSION):
            return
        message = f"version {node.value!r} of the plan language is not known"
        self.report("P013", node, message, f"write `periodize: {VERSION}`")

    def athlete(self, root: Node, path: str, chain: _Chain) -> None:
        """Replace `athlete: FILE` by what the file holds."""
        node = root.at(("athlete",))
        if node is None or not isinstance(node.value, str):
            return
        found = self.open(node, path, chain)
        if found is None:
            del _mapping(root)["athlete"]
        else:
            _mapping(root)["athlete"] = found[0]

    def names(self, included: Node | None) -> list[Node]:
        if included is None:
            return []
        named = included.value if isinstance(included.value, list) else [included]
        for node in named:
            if not isinstance(node.value, str):
                self.report("P005", node, "`include` takes a file or a list of files", "include: [sessions.yaml]")
        return [node for node in named if isinstance(node.value, str)]

    def included(self, node: Node, path: str, chain: _Chain) -> Node | None:
        found = self.open(node, path, chain)
        if found is None:
            return None
        tree, inner = found
        self.check_keys(node, tree)
        kept = {key: value for key, value in _mapping(tree).items() if key in SHARED}
        return self.whole(Node(tree.source, tree.line, tree.column, value=kept, keys=tree.keys), inner[-1][1], inner)

    def check_keys(self, node: Node, tree: Node) -> None:
        strange = [key for key in _mapping(tree) if key not in SHARED]
        if {"threshold", "zones", "hr", "intensities"} & set(strange):
            self.report("P003", node, f"{node.value} describes an athlete", f"write `athlete: {node.value}`")
            return
        for key in strange:
            near = near_miss(key, SHARED)
            hint = f"did you mean {near!r}?" if near else f"an included file may hold: {', '.join(SHARED)}"
            if key in OF_THE_SEASON:
                message = f"`{key}` belongs to one season: it stands in the plan, not in a file that plans include"
                self.report("P003", tree.keys[key], message)
            else:
                self.report("P003", tree.keys[key], f"unknown key {key!r}", hint)

    def open(self, node: Node, path: str, chain: _Chain) -> tuple[Node, _Chain] | None:
        """Return the tree of the file that a scalar names, and the chain that leads to it."""
        text = str(node.value).strip()
        if "://" in text:
            self.report("P009", node, f"{text} is an address", "nothing is fetched: save the file beside the plan")
            return None
        if not text:
            self.report("P009", node, "the name of a file is missing")
            return None
        name = str(Path(path).parent / text)
        try:
            real = os.path.realpath(name)
        except (OSError, ValueError) as error:
            self.report("P009", node, f"{text!r} names no file: {error}")
            return None
        if any(real == other for other, _, _ in chain):
            self.circle(node, name, chain)
            return None
        self.named += 1
        if self.named > MAX_INCLUDES or len(chain) > MAX_CHAIN:
            limit = f"{MAX_INCLUDES} files" if self.named > MAX_INCLUDES else f"a chain of {MAX_CHAIN} files"
            self.report("P006", node, f"a plan includes at most {limit}")
            return None
        tree = self.read(node, name, real)
        return None if tree is None else (tree, [*chain, (real, name, node)])

    def read(self, node: Node, name: str, real: str) -> Node | None:
        if real not in self.trees:
            try:
                tree, inner = open_tree(name, regular=True)
            except FileFaultError as error:
                self.report("P009", node, error.what, error.hint)
                return None
            self.problems += inner
            self.trees[real] = tree
            if tree is not None:
                self.characters += len(tree.source.text)
                self.values += tree.size
        if self.characters > MAX_BYTES or self.values > MAX_NODES:
            limit = f"{MAX_BYTES:,} characters or {MAX_NODES:,} values"
            self.report("P006", node, f"the included files together hold more than {limit}")
            return None
        return self.trees[real]

    def circle(self, node: Node, name: str, chain: _Chain) -> None:
        way = " -> ".join([*(named for _, named, _ in chain), name])
        also = tuple((line.span(), "included here") for _, _, line in chain if line is not None)
        message = f"files include each other in a circle: {way}"
        self.problems.append(RULES["P014"].problem(node.span(), message, also=also))


def _mapping(node: Node) -> dict[str, Node]:
    assert isinstance(node.value, dict)
    return node.value


def merge(below: Node, above: Node, place: Place = ()) -> Node:
    """Return the mapping of `above` over that of `below`; neither is changed."""
    low, high = _mapping(below), _mapping(above)
    # what stands above comes last: where keys overlap (tue-fri, wed) the last one counts
    value = {key: node for key, node in low.items() if key not in high}
    for key, node in high.items():
        beneath = low.get(key)
        if beneath is not None and isinstance(beneath.value, list) and isinstance(node.value, list) and not place:
            value[key] = Node(node.source, node.line, node.column, value=[*beneath.value, *node.value])
        elif beneath is not None and _both_merge((*place, key), beneath, node):
            value[key] = merge(beneath, node, (*place, key))
        else:
            value[key] = node
    return Node(above.source, above.line, above.column, value=value, keys={**below.keys, **above.keys})


def _both_merge(place: Place, below: Node, above: Node) -> bool:
    return place in _MERGED and isinstance(below.value, dict) and isinstance(above.value, dict)
