"""Curves over a season, as braille plots by plotille."""

from __future__ import annotations

from math import floor, log10
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.terminal.strip import MARGIN, month_names, race_marks, scale
from periodize.report.terminal.tables import COLOURS, middle
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from periodize.report.views.forecast import Forecast


MARKS = {"fitness": "o", "fatigue": "x", "form": "+"}
"""What tells lines apart; a colour alone never does."""

EVENINGS = frozenset({"fitness", "fatigue"})
"""What is told as of the evening; form and performance are those of the morning."""

LINE = "──"

MARKED = 8
"""Marks on a line of the season: our choice."""

HEIGHT = 12
"""Lines of a plot, about: our choice."""

ROUND = (1, 2, 4, 5, 8, 10)
"""Steps from line to line, times a power of ten."""

DOT = 0.25
"""A line has four dots, and what is rounded to one above the last line is not drawn."""

WITHIN = 0.3
"""Where in a column its middle is asked for, so that no rounding moves it to the next one."""

TINY = 1e-6
"""Range of values below which a plot shows a level line."""


def print_curve(forecast: Forecast, out: Console) -> None:
    """Print fitness, fatigue and form over the season, medians where there are many runs."""
    names = ("fitness", "fatigue", "form")
    lines = [(name, [middle(getattr(row, name)) or 0.0 for row in forecast.days]) for name in names]
    _plot(lines, [row.date for row in forecast.days], forecast, forecast.units.get("fitness", "AU/day"), out)
    out.print(legend(names))


def legend(names: Sequence[str]) -> Text:
    """Return how the lines of a plot are told apart."""
    found = Text(" " * MARGIN)
    for name in names:
        found.append(f"{MARKS.get(name, LINE)} ", style=COLOURS.get(name, "")).append(f"{name}  ")
    return found


def print_fan(forecast: Forecast, name: str, out: Console) -> None:
    """Print one series over the season with the ranges that hold half and nine tenths of the runs."""
    # a value a week: within one the form swings more than between the runs
    days = forecast.days[6::7]
    bands = [value for row in days if isinstance(value := getattr(row, name), Band)]
    lines = [(name, [band[k] for band in bands]) for k in range(len(Band._fields))]
    if bands:
        _plot(lines, [row.date for row in days], forecast, forecast.units.get(name, "AU/day"), out)
        out.print(f"{'':{MARGIN}}{name}: median, ranges of half and of nine tenths of the runs", style="dim")


def _plot(
    lines: Sequence[tuple[str, list[float]]], dates: Sequence[date], forecast: Forecast, unit: str, out: Console
) -> None:
    """Plot named lines over the days of a season, with its races and today, to the scale of its strip."""
    import plotille

    ends = scale(forecast.strip, out.width)
    n_days = 7 * ends.weeks
    figure = plotille.Figure()
    figure.width = ends.width
    figure.color_mode = "names"
    figure.with_colors = out.color_system is not None
    figure.origin = figure.with_x_axis = False
    if forecast.strip.today is not None:
        figure.axvline((ends.column(forecast.strip.today) + WITHIN) / ends.width)
    for name, values in lines:
        places = _places(name, dates, ends.first)
        figure.plot(places, values, lc=COLOURS.get(name), label=name)
    if len({name for name, _ in lines}) > 1:
        # after all lines, or the next one would run over them
        for nth, (name, values) in enumerate(lines):
            places = _places(name, dates, ends.first)
            marked = slice((nth + 1) * len(places) // (MARKED * len(lines)), None, max(1, len(places) // MARKED))
            figure.scatter(places[marked], values[marked], lc=COLOURS.get(name), label=name, marker=MARKS.get(name))
    shown = [value for _, values in lines for value in values]
    # the zero of a performance says nothing
    shown += [] if lines[0][0] == "performance" else [0.0]
    low, step, figure.height = rows_of(min(shown), max(shown))
    figure.set_x_limits(0, n_days)
    figure.set_y_limits(low, low + step * figure.height)
    marks = race_marks(forecast.strip, ends)
    middles = [(k + WITHIN) * n_days / ends.width for k in marks]
    figure.text(middles, [low] * len(marks), list(marks.values()), lc=COLOURS["race"])
    figure.y_label = unit
    figure.register_label_formatter(float, lambda value, chars, *_, **__: f"{value:g}".rjust(chars))
    figure.y_ticks_fkt = lambda value, _next: round(value / step) * step
    out.print(Text.from_ansi(str(figure.show(legend=False))), soft_wrap=True)
    out.print(f"{'-' * (MARGIN - 2)}|-{'-' * ends.width}", style="dim", soft_wrap=True)
    out.print(Text().append(" " * (MARGIN - 2) + "| ", style="dim").append_text(month_names(ends)), soft_wrap=True)


def _places(name: str, dates: Sequence[date], first: date) -> list[int]:
    """Return where the values of a line stand, in days: those of an evening, which count the day's load, at its end."""
    return [(day - first).days + (name in EVENINGS) for day in dates]


def rows_of(low: float, high: float) -> tuple[float, float, int]:
    """Return the lowest value of a plot, the round step from line to line, and how many lines it takes.

    Examples
    --------
    >>> rows_of(-18.2, 74), rows_of(0, 1)
    ((-24.0, 8.0, 13), (0.0, 0.1, 11))
    """
    least = max(high - low, TINY) / HEIGHT
    power = 10.0 ** floor(log10(least))
    step = next(round_ * power for round_ in ROUND if round_ * power >= least)
    first = floor(low / step)
    return first * step, step, max(1, floor(high / step + DOT) + 1 - first)
