"""Curves over a season, as braille plots by plotille."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.terminal.tables import COLOURS, middle
from periodize.report.views.forecast import Band

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from periodize.report.views.forecast import Forecast


MARKS = {"fitness": "o", "fatigue": "x", "form": "+"}
"""What tells lines apart where there is no colour."""

MARKED = 8
"""Marks on a line of the season: our choice."""


def print_curve(forecast: Forecast, out: Console) -> None:
    """Print fitness, fatigue and form over the season, medians where there are many runs."""
    names = ("fitness", "fatigue", "form")
    lines = [(name, [middle(getattr(row, name)) or 0.0 for row in forecast.days]) for name in names]
    if not _plot(lines, [row.date for row in forecast.days], forecast.units.get("fitness", "AU/day"), out):
        return
    out.print(legend(names, out))


def legend(names: Sequence[str], out: Console) -> Text:
    """Return how the lines of a plot are told apart: by colour, or by their marks."""
    found = Text("          ")
    for name in names:
        sign = "──" if out.color_system else MARKS.get(name, "──")
        found.append(f"{sign} ", style=COLOURS.get(name, "")).append(f"{name}  ")
    return found


def print_fan(forecast: Forecast, name: str, out: Console) -> None:
    """Print one series over the season with the ranges that hold half and nine tenths of the runs."""
    # a value a week: within one the form swings more than between the runs
    days = forecast.days[6::7]
    bands = [value for row in days if isinstance(value := getattr(row, name), Band)]
    lines = [(name, [band[k] for band in bands]) for k in range(len(Band._fields))]
    if bands and _plot(lines, [row.date for row in days], forecast.units.get(name, "AU/day"), out):
        out.print(f"          {name}: median, ranges of half and of nine tenths of the runs", style="dim")


def _plot(lines: Sequence[tuple[str, list[float]]], dates: Sequence[date], unit: str, out: Console) -> bool:
    """Plot named lines over the days; a terminal without the signs for it gets none."""
    if not out.encoding.lower().startswith("utf"):
        return False
    import plotille

    figure = plotille.Figure()
    figure.width = max(20, min(out.width, 100) - 24)
    figure.height = 12
    figure.color_mode = "names"
    figure.with_colors = out.color_system is not None
    figure.origin = False
    days = list(range(len(dates)))
    for name, values in lines:
        colour = COLOURS.get(name) if figure.with_colors else None
        figure.plot(days, values, lc=colour, label=name)
    if not figure.with_colors and len({name for name, _ in lines}) > 1:
        # after all lines, or the next one would run over them
        for nth, (name, values) in enumerate(lines):
            places = days[(nth + 1) * len(days) // (MARKED * len(lines)) :: max(1, len(days) // MARKED)]
            figure.scatter(places, [values[k] for k in places], label=name, marker=MARKS.get(name))
    figure.set_x_limits(0, max(1, len(days) - 1))
    figure.set_y_limits(min(0.0, *(min(v) for _, v in lines)), max(1.0, *(max(v) for _, v in lines)))
    figure.x_label, figure.y_label = "date", unit
    figure.register_label_formatter(float, lambda value, chars, *_, **__: f"{value:.0f}".rjust(chars))
    figure.x_ticks_fkt = lambda low, _high: _tick(dates, low)
    figure.y_ticks_fkt = lambda low, _high: f"{low:.0f}"
    out.print(Text.from_ansi(str(figure.show(legend=False))), soft_wrap=True)
    return True


def _tick(dates: Sequence[date], position: float) -> str:
    return f"{dates[min(len(dates) - 1, max(0, round(position)))]:%d %b}"
