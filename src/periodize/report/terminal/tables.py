"""What tables in the terminal share: widths, numbers, bars, weeks."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table

from periodize.report.problems import grouped, print_problem, printable
from periodize.report.views.forecast import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.errors import Problem
    from periodize.report.views.forecast import Value, WeekRow

COLOURS = {"fitness": "blue", "fatigue": "magenta", "form": "yellow", "load": "green"}
"""One colour per meaning, everywhere."""

NARROW = 70
"""Columns below which whatever can be looked up elsewhere gives way to the numbers: our choice."""

WIDE = 100
"""Columns from which a week's line also has a bar: our choice."""

_BARS = " ▁▂▃▄▅▆▇█"
_BAR_WIDTH = 8


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """Return a console that writes plain text into pipes and honours NO_COLOR."""
    # names in a plan may look like markup; they are text
    return Console(file=file, stderr=stderr, highlight=False, markup=False, emoji=False)


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
    text = f"{found:+.{digits}f}" if signed else f"{found:.{digits}f}"
    if isinstance(value, Band):
        low, high = (f"{v:+.{digits}f}" if signed else f"{v:.{digits}f}" for v in (value.p05, value.p95))
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


def sparkline(values: Sequence[float]) -> str:
    """Return one character a value, from the lowest bar to the highest.

    Examples
    --------
    >>> sparkline([1, 4, 8])
    '▁▄█'
    """
    top = max(values, default=0) or 1.0
    return "".join(_BARS[max(1, round(8 * max(0.0, v) / top))] for v in values)


def bar(value: float, top: float) -> str:
    """Return a horizontal bar of up to eight characters."""
    return "█" * round(_BAR_WIDTH * value / top) if top > 0 else ""


def week_table(weeks: Sequence[WeekRow], *, width: int) -> Table:
    """Return the weeks as a table; a bar of the load where there is room beside the notes."""
    found = table()
    bars = width >= WIDE
    found.add_column("Week of", no_wrap=True)
    narrow = width < NARROW
    blocks = not narrow and any(week.block for week in weeks)
    if blocks:
        found.add_column("Block", no_wrap=True, max_width=24 if bars else 14)
    for name in ("Load",) if narrow else ("Hours", "km", "Load"):
        found.add_column(name, justify="right", no_wrap=True)
    if bars:
        found.add_column("", no_wrap=True, style=COLOURS["load"], min_width=_BAR_WIDTH)
    for name in ("fitness", "fatigue", "form"):
        found.add_column(name.capitalize(), justify="right", style=COLOURS[name], no_wrap=True)
    if not narrow:
        found.add_column("", style="dim")
    top = max((middle(w.load) or 0.0 for w in weeks), default=0.0)
    for week in weeks:
        load = middle(week.load) or 0.0
        found.add_row(
            f"{week.start:%Y-%m-%d}" if not narrow else f"{week.start:%d %b}",
            *([printable(week.block)] if blocks else []),
            *([] if narrow else [number(middle(week.hours), digits=1), number(middle(week.km))]),
            number(load),
            *([bar(load, top)] if bars else []),
            number(middle(week.fitness)),
            number(middle(week.fatigue)),
            number(middle(week.form), signed=True),
            *([] if narrow else [printable(", ".join(week.notes))]),
        )
    return found
