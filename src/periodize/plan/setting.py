"""What is changed for one question (`--set blocks.taper.days=10`): a plan's tree, never its file.

A setting is a path and a value in the plan language. It goes into the tree and is read like the rest, so that every
rule of the language holds. Two mean more than their text: a share of a block's `volume:`, and a block's length, whose
days the neighbour gives or takes.
"""

from __future__ import annotations

import re
from dataclasses import field, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from periodize.errors import has_errors, near_miss
from periodize.plain import dataclass
from periodize.plan.build import race_id
from periodize.plan.dating import date_blocks
from periodize.plan.including import gather, open_tree
from periodize.plan.reading import read_tree
from periodize.plan.rules import RULES
from periodize.plan.season import Volume
from periodize.plan.source import Node, SourceFile
from periodize.plan.stretch import print_volume
from periodize.units import count, parse_suffixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from periodize.errors import Problem
    from periodize.plan.season import Block, Season
    from periodize.plan.source import Place

SOURCE: Final = "--set"
"""What messages call the text of settings."""

MAX_SETTINGS: Final = 50
"""Most settings of one question: our choice."""

MAX_SHARE: Final = 3.0
"""Largest share of a block's volume: that of a calendar range's `load:`."""

LENGTHS: Final = ("weeks", "days", "until")
"""Keys that say how long a block is."""


def with_settings(path: str | Path, settings: Sequence[str]) -> tuple[Season | None, list[Problem]]:
    """Read a plan file with some of its values changed.

    Parameters
    ----------
    path : a YAML file in the plan language; it stays as it is.
    settings : PATH=VALUE each. Blocks go by their name, races by their id, entries of other lists by their number
        from 1: blocks.build.volume=60%, races.fondo.date=2026-05-03, athlete.threshold.run=4:20/km.

    Returns
    -------
    The season, or None when errors forbid one, and all problems, sorted by place; those of code P017 say what a
    setting does beyond the value that it names.

    Raises
    ------
    UsageError
        if there is no such file, it is a folder, or it may not be read.
    """
    root, problems = open_tree(str(path))
    if root is None:
        return None, problems
    root = gather(str(path), root, problems)
    own: list[Problem] = []
    changes = _read(root, settings, own)
    for change in changes.plain:
        root = _put(root, change.place, change)
    season, found = read_tree(str(path), root, problems)
    if season is not None:
        season = _shares(season, changes.shares, own)
        season = season if has_errors(own) else _lengths(season, changes.lengths, own)
    found = sorted([*found, *own], key=lambda p: p.sort_key)
    return (None if has_errors(found) else season), found


@dataclass(frozen=True, slots=True)
class _Change:
    """One setting: where, the key as written, the value as written."""

    place: Place
    keys: tuple[Node, ...]
    value: Node

    @property
    def text(self) -> str:
        return str(self.value.value)


@dataclass(slots=True)
class _Changes:
    """Settings by what they do: shares and lengths have the index of their block."""

    plain: list[_Change] = field(default_factory=list)
    shares: dict[int, _Change] = field(default_factory=dict)
    lengths: dict[int, _Change] = field(default_factory=dict)


# ---- from text to places


def _read(root: Node, settings: Sequence[str], problems: list[Problem]) -> _Changes:
    source = SourceFile(SOURCE, "\n".join(re.sub(r"[\r\n]", " ", text) for text in settings[:MAX_SETTINGS]))
    if len(settings) > MAX_SETTINGS:
        message = f"{len(settings)} settings, at most {MAX_SETTINGS} are taken"
        problems.append(RULES["P006"].problem(source.span(0, 0), message))
    found = _Changes()
    seen: dict[Place, _Change] = {}
    for line in range(min(len(settings), MAX_SETTINGS)):
        change = _Reader(root, source, line, problems).change()
        if change is None:
            continue
        place = change.place[:2] if _is_length(change.place) else change.place
        if place in seen:
            also = ((seen[place].value.span(), "first set here"),)
            problems.append(RULES["P002"].problem(change.value.span(), "the same is set twice", also=also))
            continue
        seen[place] = change
        _sort(change, found)
    return found


def _is_length(place: Place) -> bool:
    return len(place) == 3 and place[0] == "blocks" and place[2] in LENGTHS


def _sort(change: _Change, found: _Changes) -> None:
    place = change.place
    index = place[1] if len(place) == 3 and place[0] == "blocks" else None
    if isinstance(index, int) and place[2] == "volume" and change.text.endswith("%"):
        found.shares[index] = change
    elif isinstance(index, int) and place[2] in {"weeks", "days"} and re.fullmatch(r"[1-9][0-9]{0,3}", change.text):
        found.lengths[index] = change
    else:
        found.plain.append(change)


@dataclass
class _Reader:
    """One setting on its way; `at` is the column of the step that is read."""

    root: Node
    source: SourceFile
    line: int
    problems: list[Problem]
    at: int = 0

    def report(self, code: str, message: str, hint: str | None, length: int = 1) -> None:
        span = self.source.span(self.line, self.at, length)
        self.problems.append(RULES[code].problem(span, message, help=hint))

    def node(self, text: str) -> Node:
        return Node(self.source, self.line, self.at, max(1, len(text)), text)

    def change(self) -> _Change | None:
        text = self.source.lines[self.line]
        path, equals, value = text.partition("=")
        if not equals or not path.strip():
            self.report("P005", f"{text!r} is no setting", "write PATH=VALUE, e.g. blocks.taper.days=10", len(text))
            return None
        steps = self.steps(path.rstrip())
        if steps is None:
            return None
        place, keys = steps
        self.at = len(path) + 1 + len(value) - len(value.lstrip())
        if not value.strip():
            self.report("P004", f"{path.strip()!r} is set to nothing", "write a value behind the equals sign")
            return None
        return _Change(place, keys, self.node(value.strip()))

    def steps(self, path: str) -> tuple[Place, tuple[Node, ...]] | None:
        """Return where a path leads, and its steps as keys."""
        self.at = len(path) - len(path.lstrip())
        rest = path.lstrip()
        keys: list[Node] = []
        here: Node | None = self.root
        found: Place = ()
        while rest:
            step = self.step(here, rest, found)
            if step is None:
                return None
            key, length = step
            keys.append(self.node(rest[:length]))
            found = (*found, key)
            here = self.root.at(found)
            self.at += length + 1
            rest = rest[length + 1 :]
        return found, tuple(keys)

    def step(self, node: Node | None, rest: str, place: Place) -> tuple[str | int, int] | None:
        """Return the key or index that a path goes on with, and how many characters it takes."""
        word = rest.partition(".")[0]
        if place == () and word == "periodize":
            self.report("P013", "the version of a plan is not set", None, len(word))
            return None
        if node is None and place == ("include",):
            self.report("P003", "what a plan includes is read before anything is set", None, len(word))
            return None
        listed = node is not None and isinstance(node.value, list)
        if listed or place in {("blocks",), ("races",)}:
            return self.entry(node, rest, place)
        if not word:
            self.report("P005", "a step of the path is empty", "write e.g. blocks.taper.days=10")
            return None
        if node is not None and isinstance(node.value, str):
            what = ".".join(map(str, place))
            self.report("P005", f"`{what}` is a text; there is no {word!r} below it", f"set {what} itself", len(rest))
            return None
        return word, len(word)

    def entry(self, node: Node | None, rest: str, place: Place) -> tuple[int, int] | None:
        """Return the entry of a list that a path names, and how many characters its name takes."""
        entries = node.value if node is not None and isinstance(node.value, list) else []
        names = list(_names(entries, place))
        # names may hold dots and spaces: the longest that fits is meant
        fitting = [name for name in names if rest == name or rest.startswith(f"{name}.")]
        if fitting:
            name = max(fitting, key=len)
            return names.index(name), len(name)
        word = rest.partition(".")[0]
        what = {"blocks": "block", "races": "race"}.get(str(place[0]), "entry")
        near = near_miss(word, names)
        hint = f"did you mean {near!r}?" if near else f"there is: {', '.join(names)}" if names else None
        self.report("P007", f"there is no {what} {word!r}", hint, len(word))
        return None


def _names(entries: Sequence[Node], place: Place) -> Iterator[str]:
    """Yield what the entries of a list go by."""
    for number, entry in enumerate(entries, 1):
        own = {k: str(v.value) for k, v in entry.value.items()} if isinstance(entry.value, dict) else {}
        if place == ("races",):
            yield own.get("id") or race_id(own.get("name", ""))
        else:
            yield own.get("name", "") if place == ("blocks",) else str(number)


def _put(node: Node | None, place: Place, change: _Change, depth: int = 0) -> Node:
    """Return a tree with a value at a place; what others share with the old one is left alone."""
    if depth == len(place):
        return change.value
    step, key = place[depth], change.keys[depth]
    if node is not None and isinstance(node.value, list) and isinstance(step, int):
        entries = list(node.value)
        entries[step] = _put(entries[step], place, change, depth + 1)
        return replace(node, value=entries)
    below = node.value if node is not None and isinstance(node.value, dict) else {}
    values = {**below, str(step): _put(below.get(str(step)), place, change, depth + 1)}
    keys = {str(step): key, **(node.keys if node is not None else {})}
    if _is_length(place) and depth == 2:
        values = {name: value for name, value in values.items() if name == step or name not in LENGTHS}
    if node is None:
        return Node(key.source, key.line, key.column, key.length, values, keys)
    return replace(node, value=values, keys=keys)


# ---- what is more than its text


def _shares(season: Season, shares: dict[int, _Change], problems: list[Problem]) -> Season:
    """Return a season with the volume of some blocks at a share of what it is."""
    blocks = list(season.blocks)
    for index, change in shares.items():
        share = parse_suffixed(change.text, "%")
        if share is None or not 0 <= share / 100 <= MAX_SHARE:
            hint = "write 60%, or an amount: 8h, 8->11h, 60km"
            message = f"{change.text!r} is no share of a volume: from 0% to {MAX_SHARE:.0%}"
            problems.append(RULES["P005"].problem(change.value.span(), message, help=hint))
            continue
        blocks[index], note = _at_share(blocks[index], share / 100)
        problems.append(RULES["P017"].problem(change.value.span(), note))
    return replace(season, blocks=tuple(blocks))


def _at_share(block: Block, share: float) -> tuple[Block, str]:
    old = block.volume
    if old is None:
        return replace(block, share=share), f"block {block.name!r}: all amounts at {share:.0%} of what is written"
    volume = Volume(old.first * share, old.last * share, old.unit)
    texts = [
        " to ".join(dict.fromkeys(print_volume(amount, v.unit) for amount in (v.first, v.last))) for v in (old, volume)
    ]
    return replace(block, volume=volume), f"block {block.name!r}: {texts[1]} a week instead of {texts[0]}"


def _lengths(season: Season, lengths: dict[int, _Change], problems: list[Problem]) -> Season:
    """Return a season with blocks of another length; its first and last day stay."""
    if not lengths:
        return season
    dated = date_blocks(season, problems)
    if not dated:
        return season
    bounds = [block.first for block in dated] + [dated[-1].end]
    wanted = {i: int(c.text) * (7 if c.place[-1] == "weeks" else 1) for i, c in lengths.items()}
    for index in sorted(lengths, reverse=True):
        # the boundary in front of it moves; that behind the first block
        moved = index or 1
        if moved < len(dated):
            days = timedelta(days=wanted[index])
            bounds[moved] = bounds[index + 1] - days if index else bounds[0] + days
    new = [(after - before).days for before, after in pairwise(bounds)]
    old = [block.days for block in dated]
    names = [block.block.name for block in dated]
    for index, change in lengths.items():
        neighbour = index - 1 if index else 1
        name = f"block {names[index]!r}"
        if neighbour == len(dated) or new[neighbour] < 1 or new[index] != wanted[index]:
            why = "it is the only one, and the season keeps its first and last day"
            if neighbour in wanted:
                why = f"{names[neighbour]!r}, which would give or take the difference, is set too"
            elif neighbour < len(dated):
                why = f"{names[neighbour]!r} {_side(index)} it has {old[neighbour]} and keeps at least one"
            message = f"{name} cannot have {count(wanted[index], 'day')}: {why}"
            problems.append(RULES["P303"].problem(change.value.span(), message, help=_GIVES))
            return season
        if new[index] != old[index]:
            note = (
                f"{name} has {count(new[index], 'day')} instead of {old[index]}; {names[neighbour]!r} {_side(index)} it"
                f" has {count(new[neighbour], 'day')} instead of {old[neighbour]}"
            )
            problems.append(RULES["P017"].problem(change.value.span(), note))
    blocks = tuple(replace(b, days=days, until=None) for b, days in zip(season.blocks, new, strict=True))
    return replace(season, start=bounds[0], blocks=blocks)


_GIVES: Final = "the season keeps its first and last day; the block before gives or takes the days, after the first one"


def _side(index: int) -> str:
    return "before" if index else "after"
