"""Tables whose columns give way where the terminal is narrow: no number is ever cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from periodize.plain import dataclass
from periodize.report.terminal.tables import GAP, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.table import Table

WORD = 4
"""Columns that the words of a row keep at the least: our choice."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """A column of numbers: its title, a cell for each row, and how it is printed."""

    title: str
    cells: Sequence[str]
    style: str = ""

    @property
    def width(self) -> int:
        """Columns of the terminal that it takes, the gap before it among them."""
        return GAP + max(map(cell_len, (self.title, *self.cells)))


def kept(words: int, numbers: Mapping[str, Numbers], gives_way: Sequence[str], width: int) -> dict[str, Numbers]:
    """Return the columns that stand beside so many columns of words; the parameters are those of `fitting`."""
    left = dict(numbers)
    for name in gives_way:
        if words + sum(one.width for one in left.values()) <= width:
            break
        left.pop(name, None)
    return left


def fitting(words: Numbers, most: int, numbers: Mapping[str, Numbers], gives_way: Sequence[str], width: int) -> Table:
    """Return a table that stands within a width.

    Parameters
    ----------
    words : the first column, what each row is.
    most : columns that the words take at the most; they are shortened where leaving columns out is not enough.
    numbers : name -> column, in order.
    gives_way : names of the columns that can be left out, first the one that is missed least.
    width : of the terminal, in columns.
    """
    longest = min(most, words.width - GAP)
    left = kept(longest, numbers, gives_way, width)
    room = width - sum(one.width for one in left.values())
    found = table()
    found.add_column(words.title, overflow="ellipsis", no_wrap=True, max_width=max(WORD, min(longest, room)))
    for one in left.values():
        found.add_column(one.title, justify="right", no_wrap=True, style=one.style)
    for row in zip(words.cells, *(one.cells for one in left.values()), strict=True):
        found.add_row(*row)
    return found
