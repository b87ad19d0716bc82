"""YAML with places: every scalar a string with its line and column, nothing guessed, hostile files refused.

PyYAML's own constructors read `4:30` as 270 and `sun: off` as False, so only its parser is used: its events
become nodes here, and the type of the field that receives a scalar decides what it means. Building from events
needs no recursion, whatever the nesting of the file.
"""

from __future__ import annotations

from dataclasses import field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from periodize.errors import Problem, Span
from periodize.plain import dataclass
from periodize.plan.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 300_000
"""Largest plan file, our choice: a 52-week plan of daily lines is about 45 kB; six of them are read in a second."""
MAX_DEPTH = 30
"""Deepest nesting, our choice: the plan language needs 7."""
MAX_NODES = 25_000
"""Most values after aliases are expanded, our choice: 52 weeks of daily lines have about 4,200, a billion-laughs
file asks for 10**9."""
MAX_ENTRIES = 600
"""Most entries of one list or mapping, our choice: ten years of blocks of one week are 520."""

Place = tuple["str | int", ...]
"""Where a value stands in the tree, e.g. ("blocks", 2, "week", "tue")."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class SourceFile:
    """The text of one plan file and how to point into it."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their ends."""
        return self.text.split("\n")

    def span(self, line: int, column: int, length: int = 1) -> Span:
        """Point at a place; `line` and `column` count from 0."""
        text = self.lines[line].rstrip("\r") if 0 <= line < len(self.lines) else ""
        return Span(self.path, line + 1, column + 1, max(1, length), text)


NO_KEYS: Mapping[str, Any] = MappingProxyType({})
"""What a text or a list has instead of keys."""


@dataclass(slots=True)
class Node:
    """One value of the tree with its place in the file. line, column count from 0."""

    source: SourceFile
    line: int
    column: int
    length: int = 1
    value: str | dict[str, Node] | list[Node] = ""
    keys: Mapping[str, Node] = field(default_factory=lambda: NO_KEYS)
    quoted: bool = False
    size: int = 1

    def span(self, offset: int = 0, length: int | None = None) -> Span:
        """Point at this value, or at some characters inside a one-line scalar."""
        inside = isinstance(self.value, str)
        if not inside:
            return self.source.span(self.line, self.column, 1)
        column = self.column + (offset + self.quoted if length is not None else 0)
        return self.source.span(self.line, column, self.length if length is None else length)

    def at(self, place: Place) -> Node | None:
        """Return the value at a place below this one, or None."""
        node: Node | None = self
        for step in place:
            if node is None:
                return None
            value = node.value
            if isinstance(value, dict) and isinstance(step, str):
                node = value.get(step)
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                node = value[step]
            else:
                return None
        return node

    def nearest(self, place: Place) -> Node:
        """Return the value at a place, or at the longest part of it that exists."""
        for end in range(len(place), -1, -1):
            if (node := self.at(place[:end])) is not None:
                return node
        return self

    def key(self, place: Place) -> Node | None:
        """Return the key that introduces a place, e.g. the word `deloads` of `deloads: ...`."""
        parent = self.at(place[:-1])
        return parent.keys.get(str(place[-1])) if parent and place else None

    def plain(self) -> Any:
        """Return the tree as str, dict and list."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


class _Stop(Exception):  # noqa: N818  a control flow of this module, never seen outside
    """The file cannot be read further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_source(path: str, data: bytes) -> tuple[Node | None, list[Problem]]:
    """Turn the bytes of a plan file into a tree of nodes.

    Parameters
    ----------
    path : the file as the user named it, for messages.
    data : its bytes, UTF-8 with or without a byte order mark.

    Returns
    -------
    The root mapping, or None when nothing can be read, and the problems found.
    """
    nowhere = Span(path, 1, 1)
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes, the limit is {MAX_BYTES:,}"
        return None, [RULES["P006"].problem(nowhere, message)]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return None, [RULES["P011"].problem(Span(path, line, 1), f"byte {error.start} is not UTF-8 text")]
    # YAML takes only line feeds as its own; other ends would shift the columns
    source = SourceFile(path, text.replace("\r\n", "\n").replace("\r", "\n"))
    builder = _Builder(source)
    try:
        root = builder.build()
    except _Stop as stop:
        return None, [*builder.problems, stop.problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = nowhere if mark is None else source.span(mark.line, mark.column)
        return None, [
            *builder.problems,
            _syntax(span, str(error.problem or error.context or "cannot be read")),
        ]
    except yaml.YAMLError as error:
        return None, [*builder.problems, _syntax(nowhere, str(error).splitlines()[0])]
    if root is None:
        hint = "`periodize init my-season` writes one to start from"
        return None, [RULES["P004"].problem(nowhere, "the file is empty", help=hint)]
    if not isinstance(root.value, dict):
        return None, [RULES["P005"].problem(root.span(), "a plan is a list of `key: value` lines")]
    return root, builder.problems


def _syntax(span: Span, what: str) -> Problem:
    hint = None
    if "\t" in span.text[: span.column]:
        hint = "YAML indents with spaces; replace the tab"
    elif "mapping values are not allowed" in what:
        hint = "put the text between quotes if it contains ': '"
    elif span.text.strip().startswith("<"):
        hint = "this looks like a web page, not a plan"
    return RULES["P001"].problem(span, what, help=hint)


class _Builder:
    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.anchors: dict[str, Node] = {}
        self.nodes = 0

    def _node(self, event: Any, value: str | dict[str, Node] | list[Node], *, quoted: bool = False) -> Node:
        self._count(1, event)
        mark, end = event.start_mark, event.end_mark
        line, column = mark.line, mark.column
        tag = event.tag
        if tag and tag != "!" and not tag.startswith("tag:yaml.org"):
            message = f"the tag {tag!r} means nothing in a plan"
            self.problems.append(RULES["P012"].problem(self.source.span(line, column), message))
        length = end.column - column if line == end.line else 1
        return Node(self.source, line, column, length, value, {} if type(value) is dict else NO_KEYS, quoted)

    def _count(self, size: int, event: Any) -> None:
        self.nodes += size
        if self.nodes > MAX_NODES:
            span = self.source.span(event.start_mark.line, event.start_mark.column)
            raise _Stop(RULES["P006"].problem(span, f"the file expands to more than {MAX_NODES:,} values"))

    def build(self) -> Node | None:
        root: Node | None = None
        stack: list[tuple[Node, Node | None, str | None]] = []  # container, pending key, anchor
        documents = 0
        events: Any = yaml.parse(self.source.text, Loader=_Loader)
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                node = self._node(event, event.value, quoted=event.style in ("'", '"'))
                self._anchor(event.anchor, node)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                node = self._node(event, {} if kind is yaml.MappingStartEvent else [])
                if len(stack) >= MAX_DEPTH:
                    raise _Stop(RULES["P006"].problem(node.span(), f"nested deeper than {MAX_DEPTH} levels"))
                stack.append((node, None, event.anchor))
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                node, _, anchor = stack.pop()
                children = node.value.values() if isinstance(node.value, dict) else node.value
                node.size = 1 + sum([child.size for child in children if isinstance(child, Node)])
                self._anchor(anchor, node)
            elif kind is yaml.AliasEvent:
                node = self._alias(event)
            else:
                documents += kind is yaml.DocumentStartEvent
                if documents > 1:
                    span = self.source.span(event.start_mark.line, event.start_mark.column, 3)
                    raise _Stop(RULES["P005"].problem(span, "one file holds one plan; a second one begins here"))
                continue
            root = self._place(stack, node, root)
        return root

    def _anchor(self, anchor: str | None, node: Node) -> None:
        if anchor:
            self.anchors[anchor] = node

    def _alias(self, event: Any) -> Node:
        span = self.source.span(event.start_mark.line, event.start_mark.column, len(event.anchor) + 1)
        if event.anchor not in self.anchors:
            message = f"the alias *{event.anchor} stands before or inside its anchor"
            raise _Stop(RULES["P001"].problem(span, message))
        target = self.anchors[event.anchor]
        self._count(target.size, event)
        return target

    def _place(self, stack: list[tuple[Node, Node | None, str | None]], node: Node, root: Node | None) -> Node:
        if not stack:
            return node
        container, key, anchor = stack[-1]
        if len(container.value) >= MAX_ENTRIES and (key is not None or isinstance(container.value, list)):
            raise _Stop(RULES["P006"].problem(node.span(), f"more than {MAX_ENTRIES} entries in one list or mapping"))
        if isinstance(container.value, list):
            container.value.append(node)
        elif isinstance(container.value, dict):
            if key is None:
                if not isinstance(node.value, str):
                    raise _Stop(RULES["P005"].problem(node.span(), "a key is a word, not a list or a mapping"))
                stack[-1] = (container, node, anchor)
            else:
                self._add(container, container.value, key, node)
                stack[-1] = (container, None, anchor)
        return root or stack[0][0]

    def _add(self, container: Node, mapping: dict[str, Node], key: Node, node: Node) -> None:
        name, keys = str(key.value), container.keys
        assert isinstance(keys, dict)
        if name in mapping:
            first = keys[name]
            problem = RULES["P002"].problem(
                key.span(), f"{name!r} is written twice", also=((first.span(), "first written here"),)
            )
            self.problems.append(problem)
            if len(self.problems) > MAX_ENTRIES:
                raise _Stop(RULES["P006"].problem(key.span(), f"more than {MAX_ENTRIES} keys are written twice"))
            return
        mapping[name], keys[name] = node, key
