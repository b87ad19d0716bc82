"""A sweep for the terminal: what the race says to each value, the trade-off as a curve, and what the best one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.measure import Measurement
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.compare import EDGE, gain, percent, print_assumptions, print_runs
from periodize.report.terminal.curves import MARKS, legend, rows_of
from periodize.report.terminal.tables import COLOURS, middle, number, print_problems, table
from periodize.report.views.values import Band
from periodize.units import print_clock

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.question import Paired, Sweep
    from periodize.report.views.values import Value

SUPERLATIVES: Final = {"form": "highest", "fitness": "highest", "performance": "highest", "time": "shortest"}

WIDEST: Final = 300
"""Columns within which a table is measured: our choice, more than any has."""

APART: Final = 4
"""Columns from one mark of a curve to the next, at least: our choice."""


def print_sweep(found: Sweep, out: Console, *, chart: bool = True) -> None:
    """Print a sweep: answer, curve, table, assumptions."""
    out.print(Text(printable(found.title or found.plan), style="bold"))
    out.print(f"{printable(found.path)}, at {printable(found.race)}", style="dim")
    out.print()
    for sentence in (*answer(found), *map(printable, found.cautions)):
        out.print(sentence)
    if chart and found.ordered:
        print_curve(found, out)
    out.print()
    rows = _table(found)
    if Measurement.get(out, out.options.update(max_width=WIDEST), rows).maximum > out.width:
        rows = _table(found, ranges=False)
    out.print(rows)
    out.print(f"On the start line; fitness and form in {found.unit}. > is the best, = as good for all the runs tell.")
    out.print("* change since the first day [%].", style="dim")
    if any(row.edge for row in found.rows):
        out.print(EDGE, style="dim")
    if found.new:
        out.print()
        print_problems(found.new, out)
    for note in found.notes:
        out.print(f"{printable(note)}.", style="dim")
    out.print()
    print_assumptions(found.assumptions, out)
    if found.runs > 1:
        print_runs(found.runs, found.seed, out)


def answer(found: Sweep) -> list[str]:
    """Return which value is the best, how sure that is, and what it costs."""
    best = found.rows[found.best]
    told = _told(best.values[found.measure], found.measure)
    level = [row.value for place, row in enumerate(found.rows) if row.level and place != found.best]
    if len(level) == len(found.rows) - 1:
        return [f"No value is told from another by its {found.measure}: it stays at {told}."]
    sentences = [f"{printable(best.value)} brings the {SUPERLATIVES[found.measure]} {found.measure}, {told}."]
    if level:
        sentences.append(f"As good for all that the runs tell: {printable(', '.join(level))}.")
    elif found.ordered and found.best in {0, len(found.rows) - 1}:
        sentences.append("It is the end of the range: the best may lie beyond.")
    for name, (place, cost) in found.cost.items():
        if not cost.untold and place != found.best:
            other = printable(found.rows[place].value)
            sentences.append(f"Its {name} is {_apart(cost, name)} beside {other}, where that is highest.")
    if found.written is not None and found.written != best.value:
        behind = next(row.behind for row in found.rows if row.value == found.written)
        apart = _apart(behind, found.measure)
        sentences.append(f"The plan has {printable(found.written)}: {apart} of {found.measure} beside the best.")
    return sentences


def _apart(found: Paired, measure: str) -> str:
    return gain(found) + {"performance": " points", "time": " s"}.get(measure, "")


def _told(value: Value, measure: str) -> str:
    if measure == "time":
        ends = f" ({print_clock(value.p05)}..{print_clock(value.p95)})" if isinstance(value, Band) else ""
        return f"{print_clock(middle(value) or 0.0)}{ends}"
    text = number(value, signed=measure != "fitness", digits=1)
    return f"{text} %" if measure == "performance" else text


def _table(found: Sweep, *, ranges: bool = True) -> Table:
    """Return a row for each value; without the ranges of fitness and form where the screen has no room for them."""

    def value(measured: Value) -> Value:
        return measured if ranges else middle(measured)

    rows = table()
    name = found.path.rpartition(".")[2]
    rows.add_column("", no_wrap=True)
    rows.add_column(printable(name), justify="right", no_wrap=True)
    rows.add_column("Load", justify="right", style=COLOURS["load"], no_wrap=True)
    for measure in ("fitness", "form"):
        rows.add_column(measure.capitalize(), justify="right", style=COLOURS[measure], no_wrap=True)
    rows.add_column("Perf.*", justify="right", no_wrap=True)
    timed = any("time" in row.values for row in found.rows)
    if timed:
        rows.add_column("Time", justify="right", no_wrap=True)
    absent = any(row.absent for row in found.rows)
    edges = any(row.edge for row in found.rows)
    for title in [*(["Laid\noff"] if absent else []), *(["Over\nedge"] if edges else [])]:
        rows.add_column(title, justify="right", no_wrap=True)
    for place, row in enumerate(found.rows):
        rows.add_row(
            ">" if place == found.best else "=" if row.level else "",
            printable(row.value),
            number(middle(row.load)),
            number(value(row.values["fitness"])),
            number(value(row.values["form"]), signed=True),
            number(row.values["performance"], signed=True, digits=1),
            *([print_clock(middle(row.values["time"]) or 0.0)] if timed else []),
            *([_share(row.absent)] if absent else []),
            *([_share(row.edge.ever if row.edge else None)] if edges else []),
        )
    return rows


def _share(value: float | None) -> str:
    return "<1 %" if value is not None and 0 < value < 0.01 else percent(value)


def print_curve(found: Sweep, out: Console) -> None:
    """Print what is asked for over the values: the median and the ends of the 90 % range; form with fitness."""
    import plotille

    shown = ["fitness", "form"] if found.measure in {"form", "fitness"} else [found.measure]
    last = len(found.rows) - 1
    figure = plotille.Figure()
    columns = chart_width(last, max(20, min(out.width, 100) - 24))
    figure.width = columns + 1  # what lies on the right edge is not drawn
    figure.color_mode = "names"
    figure.with_colors = out.color_system is not None
    figure.origin = False
    places = list(range(len(found.rows)))
    ends: list[float] = []
    for name in shown:
        for quantile in (0, 2, 4):
            values = [_quantile(row.values[name], quantile) for row in found.rows]
            ends += values
            figure.plot(places, values, lc=COLOURS.get(name), label=name)
    low, step, figure.height = rows_of(min(ends), max(ends))
    if len(shown) > 1:
        # after all lines, or the next one would run over them
        marked = places[:: -(-APART * last // columns)]
        for name in shown:
            for quantile in (0, 2, 4):
                values = [_quantile(found.rows[place].values[name], quantile) for place in marked]
                figure.scatter(marked, values, lc=COLOURS.get(name), label=name, marker=MARKS.get(name))
    figure.set_x_limits(0, last * figure.width / columns)
    figure.set_y_limits(low, low + step * figure.height)
    unit = {"performance": "%", "time": "s"}.get(found.measure, found.unit)
    figure.x_label, figure.y_label = printable(found.path.rpartition(".")[2]), unit
    figure.register_label_formatter(float, lambda value, chars, *_, **__: f"{value:g}".rjust(chars))
    figure.x_ticks_fkt = lambda low, _high: _tick(found, low)
    figure.y_ticks_fkt = lambda value, _next: round(value / step) * step
    out.print()
    out.print(Text.from_ansi(str(figure.show(legend=False))), soft_wrap=True)
    told = "median, and the range of 90 % of the runs" if found.runs > 1 else ""
    out.print(legend(shown).append(told, style="dim"))


def chart_width(last: int, room: int) -> int:
    """Return the columns of a curve over the places 0 .. last, such that its ticks, ten apart, lie on places.

    Examples
    --------
    >>> [chart_width(last, 56) for last in (2, 3, 16, 29, 60)]
    [40, 30, 32, 29, 56]
    """
    fitting = [each * last for each in (50, 40, 30, 20, 10, 5, 2, 1) if each * last <= room]
    return max(fitting, default=room)


def _tick(found: Sweep, position: float) -> str:
    """Return the value at a tick; none between two values."""
    place = round(position)
    return printable(found.rows[place].value) if abs(position - place) < 0.01 and place < len(found.rows) else ""


def _quantile(value: Value, place: int) -> float:
    return value[place] if isinstance(value, Band) else (value or 0.0)
