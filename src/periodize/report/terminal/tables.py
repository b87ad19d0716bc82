"""What tables in the terminal share: widths, numbers, bars, weeks."""

from __future__ import annotations

import os
from typing import IO, TYPE_CHECKING

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from periodize.report.problems import grouped, print_problem, printable
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.errors import Problem
    from periodize.report.views.values import Value, WeekRow

COLOURS = {
    "fitness": "blue",
    "fatigue": "red",
    "form": "green",
    "load": "cyan",
    "done": "cyan",
    "planned": "dim",
    "race": "magenta",
    "spell": "yellow",
}
"""One colour per meaning, near those of the charts: of the sixteen that a terminal fits to its background."""

PIPED = 80
"""Columns of what nobody looks at while it is written: our choice."""

NARROW = 70
"""Columns below which whatever can be looked up elsewhere gives way to the numbers: our choice."""

WIDE = 100
"""Columns from which there is room for what can be looked up elsewhere: our choice."""

_BARS = " ▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR_WIDTH = 8
_SHORT_BAR = 4
_BLOCK = 14
_NUMBERS = len("2026-07-27  Hours   km  Load  Fitness  Fatigue  Form  ")
GAP = 2
"""Columns between two of a table."""


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """Return a console that writes plain text into pipes, as wide wherever it is called, and honours NO_COLOR."""
    # names in a plan may look like markup; they are text
    found = Console(file=file, stderr=stderr, highlight=False, markup=False, emoji=False)
    told = found.is_terminal or os.environ.get("COLUMNS", "").isdigit()
    if not told or found.width < 1:  # a pipe is not as wide as the terminal that its input comes from
        found.width = PIPED
    return found


def print_problems(problems: Iterable[Problem], out: Console) -> None:
    """Print problems in full, an empty line between them; of many of a kind the first, and how many more."""
    for problem, more in grouped(problems):
        out.print(print_problem(problem), soft_wrap=True)
        out.print()
        if more:
            out.print(f"and {more:,} more of this kind, {problem.code}: --json has them all", style="dim")
            out.print()


def middle(value: Value) -> float | None:
    """Return the value, or the median of its band."""
    return value.p50 if isinstance(value, Band) else value


def number(value: Value, *, signed: bool = False, digits: int = 0) -> str:
    """Write a value, with the 5-95 % range of a band; "-" when not known."""
    found = middle(value)
    if found is None:
        return "-"
    sign = "+" if signed else ""
    # rounded first, or little below zero would be -0
    text, low, high = (
        f"{round(v, digits) + 0.0:{sign}.{digits}f}"
        for v in (found, *((value.p05, value.p95) if isinstance(value, Band) else (found, found)))
    )
    if isinstance(value, Band):
        text += f" ({low}..{high})" if signed else f" ({low}-{high})"
    return text


def table(title: str | None = None) -> Table:
    """Return the table style of every report."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )


def sparkline(values: Sequence[float | None], *, low: float = 0.0, top: float | None = None) -> str:
    """Return one character a value, from the lowest bar (`low`) to the highest (`top`); a gap where none is known.

    Examples
    --------
    >>> sparkline([1, 4, None, 8]), sparkline([48, 50, 55], low=48, top=55)
    ('▁▄ █', '▁▂█')
    """
    most = max((v for v in values if v is not None), default=low) if top is None else top
    whole = (most - low) or 1.0
    return "".join(" " if v is None else _BARS[max(1, round(8 * max(0.0, v - low) / whole))] for v in values)


def bar(value: float, top: float, width: int = _BAR_WIDTH) -> str:
    """Return a horizontal bar of up to `width` characters, to an eighth of one.

    Examples
    --------
    >>> bar(5, 8), bar(3, 8, width=1)
    ('█████', '▍')
    """
    eighths = round(8 * width * value / top) if top > 0 else 0
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def week_table(weeks: Sequence[WeekRow], *, width: int) -> Table:
    """Return the weeks as a table; with a bar of the load, unless the notes need its room."""
    found = table()
    wide, narrow = width >= WIDE, width < NARROW
    found.add_column("Week of", no_wrap=True)
    blocks = not narrow and any(week.block for week in weeks)
    bars = wide or narrow or _room_for_notes(weeks, width - _SHORT_BAR - GAP)
    if blocks:
        found.add_column("Block", no_wrap=True, max_width=24 if wide else _BLOCK)
    for name in ("Load",) if narrow else ("Hours", "km", "Load"):
        found.add_column(name, justify="right", no_wrap=True)
    room = _BAR_WIDTH if wide else _SHORT_BAR
    if bars:
        found.add_column("", no_wrap=True, style=COLOURS["load"], min_width=room)
    for name in ("fitness", "fatigue", "form"):
        found.add_column(name.capitalize(), justify="right", style=COLOURS[name], no_wrap=True)
    if not narrow:
        found.add_column("", style="dim")
    top = max((middle(w.load) or 0.0 for w in weeks), default=0.0)
    for week in weeks:
        load = middle(week.load)
        found.add_row(
            f"{week.start:%Y-%m-%d}" if not narrow else f"{week.start:%d %b}",
            *([printable(week.block)] if blocks else []),
            *([] if narrow else [number(middle(week.hours), digits=1), number(middle(week.km))]),
            number(load),
            *([bar(load or 0.0, top, room)] if bars else []),
            number(middle(week.fitness)),
            number(middle(week.fatigue)),
            number(middle(week.form), signed=True),
            *([] if narrow else [printable(", ".join(week.notes))]),
        )
    return found


def _room_for_notes(weeks: Sequence[WeekRow], width: int) -> bool:
    """Whether the longest word of the notes fits beside the other columns of a week."""
    block = min(_BLOCK, max((cell_len(week.block) for week in weeks), default=0))
    words = [word for week in weeks for note in week.notes for word in note.split()]
    return width - _NUMBERS - block - GAP > max(map(cell_len, words), default=0)
