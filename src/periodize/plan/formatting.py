"""Session lines rewritten in their canonical form; everything else of the file stays, character by character."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from periodize.errors import has_errors
from periodize.plain import dataclass
from periodize.plan.including import gather
from periodize.plan.lines import read_lines
from periodize.plan.parser import SessionError, Vocabulary, parse_target, parse_workout
from periodize.plan.rules import RULES
from periodize.plan.source import Node, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from periodize.errors import Problem
    from periodize.plan.lines import Lines
    from periodize.plan.source import Place
    from periodize.plan.workout import Target, Workout

Tree = TypeVar("Tree", "Target", "Workout")

_BOM = b"\xef\xbb\xbf"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)*")
_COMMENT = re.compile(r"(?P<closing>['\"\s\]},]*?)(?P<space> {2,})#")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """One session line that is not in its canonical form. line, column count from 1."""

    line: int
    column: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """A plan file in its canonical form.

    Parameters
    ----------
    path : the file as the user named it.
    before, after : its bytes; the same when it is canonical already, or has errors.
    lines : what was rewritten, in the order of the file.
    problems : errors that forbid to format it, and notes on lines that are left as written.
    """

    path: str
    before: bytes
    after: bytes
    lines: tuple[Rewritten, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether anything was rewritten."""
        return self.before != self.after


class _Edit(NamedTuple):
    line: int
    start: int
    end: int
    before: str
    text: str


def format_plan(path: str, data: bytes) -> Formatted:
    r"""Rewrite the session lines and the athlete's intensities of a plan file in their canonical form.

    Parameters
    ----------
    path : the file as the user named it; what it includes is looked up from its folder.
    data : its bytes.

    Notes
    -----
    Comments, order, blank lines, quotes, indentation, line ends and a byte order mark stay. A file with an error in
    it is not touched, and neither is one that would say something else afterwards.

    Examples
    --------
    >>> format_plan("plan.yaml", b"week: {tue: 5 x 1k at 10k pace with 2 minutes rest}  # hard\n").after
    b'week: {tue: 5x1km @ 10k (2min rest)}                 # hard\n'
    """
    root, problems = read_source(path, data)
    if root is None:
        return Formatted(path, data, data, problems=_sorted(problems))
    whole = gather(path, _as_plan(root), problems)
    lines = read_lines(whole, problems)
    if has_errors(problems):
        return Formatted(path, data, data, problems=_sorted(problems))
    places, edits, notes = _edits(whole, root, lines)
    after = _rewrite(data, edits)
    if not _says_the_same(path, after, root, places):
        message = "rewriting the session lines would change other text too; the file is left as it is"
        hint = "look for an anchor (&name) that is a session and a note, and for line ends other than Enter's (U+2028)"
        return Formatted(path, data, data, problems=(RULES["P015"].problem(root.span(), message, help=hint),))
    rewritten = tuple(Rewritten(e.line + 1, e.start + 1, e.before, e.text) for e in edits)
    return Formatted(path, data, after, rewritten, _sorted(notes))


def _sorted(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems), key=lambda problem: problem.sort_key))


def _as_plan(root: Node) -> Node:
    """Return the tree as that of a plan; an athlete's own file stands under `athlete`."""
    keys = root.value if isinstance(root.value, dict) else {}
    if "intensities" not in keys or "periodize" in keys:
        return root
    return Node(root.source, 0, 0, value={"athlete": root})


def _canonical(lines: Lines) -> Iterator[tuple[Place, str | None]]:
    """Yield each line's canonical text; None where it would not be read back as the same (100 metres is not 100m)."""
    names = Vocabulary(frozenset(lines.sessions), frozenset(lines.intensities))
    for name, target in lines.intensities.items():
        yield ("athlete", "intensities", name), _read_back(target, parse_target)
    named: dict[Place, Workout] = {("sessions", name): workout for name, workout in lines.sessions.items()}
    for place, workout in {**named, **lines.workouts}.items():
        yield place, _read_back(workout, lambda text: parse_workout(text, names))


def _read_back(tree: Tree, parse: Callable[[str], Tree]) -> str | None:
    text = str(tree)
    try:
        return text if parse(text) == tree else None
    except SessionError:
        return None


# ---- what to write where


def _edits(whole: Node, own: Node, lines: Lines) -> tuple[dict[Place, str], list[_Edit], list[Problem]]:
    """Return the places that change with their new text, the edits in the order of the file, and notes."""
    places: dict[Place, str] = {}
    edits: dict[int, _Edit] = {}  # by node: what an alias repeats is rewritten once, at its anchor
    notes: list[Problem] = []
    for place, text in _canonical(lines):
        node = whole.nearest(place)
        before = str(node.value)
        if node.source is not own.source or before == text:
            continue
        inside = _columns(node)
        if text is None:
            notes.append(RULES["P016"].problem(node.span(), "only this spelling says what is meant: left as written"))
        elif inside is not None:
            places[place] = text
            edits.setdefault(id(node), _Edit(node.line, *inside, before, text))
        elif before.split() != text.split():
            message = "a session line over several lines is left as written"
            notes.append(RULES["P016"].problem(node.span(), message, help=f"on one line it would be: {text}"))
    return places, sorted(edits.values()), notes


def _columns(node: Node) -> tuple[int, int] | None:
    """Return where the text of a scalar begins and ends in its line, without quotes; None over several lines."""
    if node.line >= len(node.source.lines):
        return None
    line = node.source.lines[node.line]
    properties = _PROPERTIES.match(line, node.column)
    start, end = properties.end() if properties else node.column, node.column + node.length
    if node.quoted:
        return (start + 1, end - 1) if node.length > 1 else None
    return (start, end) if line[start:end] == node.value else None


def _rewrite(data: bytes, edits: list[_Edit]) -> bytes:
    # a canonical line begins with a letter or digit and holds none of , # [ ] { } quotes or ": ":
    # whatever the style of the scalar, it fits where the old one stood
    rows = _LINE.findall(data.decode("utf-8-sig"))
    for number, found in groupby(edits, key=lambda edit: edit.line):
        row, done, position, growth = rows[number], "", 0, 0
        for edit in found:
            done += row[position : edit.start] + edit.text
            growth += len(edit.text) - (edit.end - edit.start)
            position = edit.end
        rows[number] = done + _comment_kept(row[position:], growth)
    return (_BOM if data.startswith(_BOM) else b"") + "".join(rows).encode()


def _comment_kept(behind: str, growth: int) -> str:
    """Return the end of a line; a comment that stands apart keeps its column where there is room."""
    match = _COMMENT.match(behind)
    if match is None:
        return behind
    spaces = max(2, len(match["space"]) - growth)
    return match["closing"] + " " * spaces + behind[match.end("space") :]


# ---- and that it still means the same


def _says_the_same(path: str, after: bytes, own: Node, places: dict[Place, str]) -> bool:
    """Whether the rewritten file differs from the old one in the text of its session lines alone."""
    again, problems = read_source(path, after)
    if again is None or problems:
        return False
    expected = _as_plan(own).plain()
    for place, text in places.items():
        parent = expected
        for step in place[:-1]:
            parent = parent[step]
        parent[place[-1]] = text
    return bool(expected == _as_plan(again).plain())
