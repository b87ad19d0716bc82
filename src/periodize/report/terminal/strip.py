"""A season on a few lines, to scale: blocks, load, races, special days, today, months."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from periodize.plain import dataclass
from periodize.report.problems import printable
from periodize.report.terminal.tables import COLOURS, sparkline
from periodize.report.views.strip import together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from periodize.report.views.strip import CalendarSpan, Strip
    from periodize.report.views.values import BlockSpan

MARGIN = 13
"""Columns left of a strip: those of the axis of a curve, so that a curve below it has the same days."""

LEAST = 20
"""Columns of a strip at least, however narrow the screen: our choice."""

WIDEST_WEEK = 7
"""Columns of a week at most: one a day."""

APART = 2
"""Columns at least between what stands before and the name of a span that is put before it: our choice."""

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scale:
    """Days to columns: whole weeks from a Monday on."""

    first: date
    weeks: int
    width: int

    def column(self, day: date) -> int:
        """Return the column of a day."""
        return (day - self.first).days * self.width // (7 * self.weeks)


def scale(strip: Strip, width: int) -> Scale:
    """Return a scale for a screen of some columns; where there is room each week has equally many."""
    monday = strip.first - timedelta(days=strip.first.weekday())
    weeks = (strip.last - monday).days // 7 + 1
    room = max(LEAST, width - MARGIN)
    each = min(WIDEST_WEEK, room // weeks)
    return Scale(monday, weeks, each * weeks or room)


def print_strip(strip: Strip, out: Console, *, loads: Sequence[float] = (), months: bool = True) -> None:
    """Print a season on a few lines.

    Parameters
    ----------
    loads : [AU] of each week; empty: not told.
    months : below the lines; without, for who prints something of the same scale under them.
    """
    found = scale(strip, out.width)
    rows = [("blocks", _blocks(strip.blocks, found))]
    if loads:
        rows.append(("load/week", Text(_stretched(loads, found.width), style=COLOURS["load"])))
    if strip.races:
        marks = race_marks(strip, found)
        letters = "".join(marks.get(column, " ") for column in range(max(marks) + 1))
        rows.append(("races", Text(letters, style=COLOURS["race"])))
    if strip.calendar:
        rows.append(("calendar", _calendar(strip.calendar, found)))
    if strip.today is not None:
        rows.append(("today", Text(" " * found.column(strip.today) + "^", style="bold")))
    if months:
        rows.append(("", month_names(found)))
    for name, row in rows:
        out.print(Text().append(f"{name:>10} | ", style="dim").append_text(row), soft_wrap=True)


def _blocks(blocks: Sequence[BlockSpan], found: Scale) -> Text:
    """Return the names of blocks over their days; a column parts each from the next one."""
    row = Text()
    for block in blocks:
        begin, end = found.column(block.first), found.column(block.last + DAY)
        room = end - begin - (end < found.width) or 1  # the first letter is always told
        name = printable(block.name)
        name = set_cell_size(name, min(cell_len(name), room)) if end > begin else ""
        row.append(" " * (begin - row.cell_len)).append(name, style="bold")
        row.append("─" * (begin + room - row.cell_len), style="dim")
    return row


def _stretched(loads: Sequence[float], width: int) -> str:
    """Return the bars of weeks over some columns; where weeks share a column, their mean."""
    weeks = len(loads)
    edges = [k * weeks // width for k in range(width + 1)]
    shared = [loads[low : max(low + 1, high)] for low, high in pairwise(edges)]
    return sparkline([sum(some) / len(some) for some in shared])


def race_marks(strip: Strip, found: Scale) -> dict[int, str]:
    """Return column -> the priority of its race, the highest where several share it."""
    marks: dict[int, str] = {}
    for day, priority in strip.races:
        column = found.column(day)
        marks[column] = min(priority, marks.get(column, priority))
    return marks


def _calendar(spans: Sequence[CalendarSpan], found: Scale) -> Text:
    """Return spans to scale, each with its kind behind it where there is room, else before it."""
    ordered = together(spans)
    begins = [found.column(span.first) for span in ordered]
    row = Text()
    for span, begin, following in zip(ordered, begins, [*begins[1:], found.width + 1], strict=True):
        end = max(begin + 1, found.column(span.last + DAY))
        bar, behind = "▒" * (end - max(begin, row.cell_len)), end + 1 + len(span.kind) < following
        before = begin - len(span.kind) - 1
        if not behind and before >= row.cell_len + APART:
            row.append(" " * (before - row.cell_len)).append(span.kind)
        row.append(" " * (begin - row.cell_len)).append(bar, style=COLOURS["spell"])
        if behind:
            row.append(f" {span.kind}")
    return row


def month_names(found: Scale) -> Text:
    """Return the names of the months, each where it begins."""
    row = Text(style="dim")
    last = found.first + timedelta(weeks=found.weeks)
    day = found.first
    while day < last:
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        begin, end = found.column(day), min(found.width, found.column(following))
        name = f"{day:%b}"
        # a part of a month gives way to the whole one after it
        if end - begin > len(name) or (end == found.width and end - begin == len(name)):
            row.append(" " * (begin - row.cell_len)).append(f"{name} ")
        day = following
    row.rstrip()
    return row
