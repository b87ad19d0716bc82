"""When each block begins and ends: one fixed day is enough, lengths fill the rest in both directions (rules 1-4)."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.errors import near_miss
from periodize.plain import dataclass
from periodize.plan.rules import RULES
from periodize.plan.values import read_date
from periodize.units import count

if TYPE_CHECKING:
    from periodize.errors import Problem
    from periodize.plan.season import Block, Season, Until
    from periodize.plan.source import Place

MAX_DAYS = 3660
"""Longest season, ten years: our choice."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A boundary between blocks: its day, and the line that fixes it."""

    day: date
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class DatedBlock:
    """A block with its days, from `first` up to and without `end`, and the lines that fix the two."""

    block: Block
    begins: Fixed
    ends: Fixed

    @property
    def first(self) -> date:
        """First day."""
        return self.begins.day

    @property
    def end(self) -> date:
        """First day after the block."""
        return self.ends.day

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.end - self.first).days

    @property
    def weeks(self) -> int:
        """Number of weeks of the block, the last one perhaps shorter."""
        return -(-self.days // 7)


def date_blocks(season: Season, problems: list[Problem]) -> tuple[DatedBlock, ...]:
    """Return the blocks with their days, or nothing when they cannot be dated; says why in `problems`."""
    dater = _Dater(season, problems)
    bounds = dater.bounds()
    if bounds is None:
        return ()
    dated = []
    for block, first, end in zip(season.blocks, bounds, bounds[1:], strict=False):
        if end.day <= first.day:
            message = f"block {block.name!r} would end on {end.day}, before it begins on {first.day}"
            dater.report("P303", block.place, message, also=((first, "begins here"), (end, "ends here")))
            return ()
        dated.append(DatedBlock(block, first, end))
    if (dated[-1].end - dated[0].first).days > MAX_DAYS:
        dater.report("P308", ("blocks",), f"the season is {(dated[-1].end - dated[0].first).days:,} days long")
        return ()
    return tuple(dated)


class _Dater:
    def __init__(self, season: Season, problems: list[Problem]) -> None:
        self.season, self.problems = season, problems

    def report(
        self,
        code: str,
        place: Place,
        message: str,
        *,
        hint: str | None = None,
        also: tuple[tuple[Fixed, str], ...] = (),
    ) -> None:
        node = self.season.root.key(place) or self.season.root.nearest(place)
        places = tuple((self.season.span(fixed.place), f"{fixed.text}  <- {label}") for fixed, label in also)
        self.problems.append(RULES[code].problem(node.span(), message, help=hint, also=places))

    def bounds(self) -> list[Fixed] | None:
        """Return the boundaries b[0] .. b[n]: block i runs from b[i] up to b[i + 1]."""
        blocks = self.season.blocks
        known: list[Fixed | None] = [None] * (len(blocks) + 1)
        if self.season.start is not None:
            known[0] = Fixed(self.season.start, ("start",), f"start: {self.season.start}")
        faults = len(self.problems)
        for index, block in enumerate(blocks):
            if block.until is not None and (day := self._day(block.until, (*block.place, "until"))) is not None:
                known[index + 1] = Fixed(day, (*block.place, "until"), f"until: {block.until.text}")
        if len(self.problems) > faults:
            return None
        if not any(known):
            hint = "add `start:`, or `until:` with a date or a race to one block"
            self.report("P302", ("blocks",), "nothing fixes the season to the calendar", hint=hint)
            return None
        if not self._spread(known):
            return None
        for index, fixed in enumerate(known):
            if fixed is None:
                block = blocks[min(index, len(blocks) - 1)]
                hint = "give it `weeks:`, `days:` or `until:`"
                self.report("P302", (*block.place, "name"), f"block {block.name!r} has no length", hint=hint)
                return None
        return [fixed for fixed in known if fixed is not None]

    def _spread(self, known: list[Fixed | None]) -> bool:
        """Carry fixed days over blocks of known length, forwards and backwards, until nothing changes."""
        blocks = self.season.blocks
        changed = True
        while changed:
            changed = False
            for index, block in enumerate(blocks):
                if block.days is None:
                    continue
                span = timedelta(days=block.days)
                before, after = known[index], known[index + 1]
                if before is not None and after is not None:
                    if before.day + span != after.day:
                        return self._contradiction(block, before, after)
                elif before is not None or after is not None:
                    text = f"{block.name}: {self._length(block)}"
                    place = self._length_place(block)
                    try:
                        if before is not None:
                            known[index + 1] = Fixed(before.day + span, place, text)
                        elif after is not None:
                            known[index] = Fixed(after.day - span, place, text)
                    except OverflowError:
                        self.report("P308", block.place, "the season leaves the calendar")
                        return False
                    changed = True
        return True

    def _contradiction(self, block: Block, before: Fixed, after: Fixed) -> bool:
        length = self._length(block)
        ends = before.day + timedelta(days=block.days or 0)
        gap = abs((after.day - ends).days)
        message = (
            f"block {block.name!r} has {length} from {before.day}, which ends on {ends}, but it must end on {after.day}"
        )
        key = self._length_place(block)[-1]
        hint = f"they differ by {count(gap, 'day')}: leave out `{key}:`, or move one of the fixed days"
        also = ((after, "fixes the end"), (before, "fixes the beginning"))
        self.report("P301", self._length_place(block), message, hint=hint, also=also)
        return False

    @staticmethod
    def _length(block: Block) -> str:
        days = block.days or 0
        return count(days, "day") if days % 7 else count(days // 7, "week")

    def _length_place(self, block: Block) -> Place:
        place: Place = (*block.place, "weeks")
        return place if self.season.root.at(place) is not None else (*block.place, "days")

    def _day(self, until: Until, place: Place) -> date | None:
        offset = timedelta(days=until.offset)
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", until.reference):
            try:
                return read_date(until.reference) + offset
            except ValueError as error:
                self.report("P008", place, str(error))
                return None
        name, _, label = until.reference.partition(".")
        ids = [race.id for race in self.season.races]
        for race in self.season.races:
            if race.id != name:
                continue
            if not label:
                return race.first + offset
            rounds = dict(race.days)
            if label in rounds:
                return rounds[label] + offset
            near = near_miss(label, rounds)
            hint = f"did you mean {near!r}?" if near else f"rounds: {', '.join(filter(None, rounds)) or 'none'}"
            self.report("P007", place, f"race {name!r} has no round {label!r}", hint=hint)
            return None
        near = near_miss(name, ids)
        hint = f"did you mean {near!r}?" if near else f"races: {', '.join(ids) or 'none'}"
        self.report("P007", place, f"there is no race {name!r}", hint=hint)
        return None
