"""Reports for the terminal: tables by rich, the curve by plotille; readable at 80 columns and without colour."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from periodize.report.problems import print_problem, printable
from periodize.report.views import Band
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from periodize.errors import Problem
    from periodize.report.views import Forecast, RaceRow, Value, WeekRow

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
    """Print problems in full, an empty line between them."""
    for problem in problems:
        out.print(print_problem(problem), soft_wrap=True)
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


def print_forecast(forecast: Forecast, out: Console, *, chart: bool = True) -> None:
    """Print a simulated season: title, curve, weeks, races, assumptions."""
    history, races = forecast.history, forecast.races
    title = forecast.title or forecast.plan
    last = f"{history.end:%d %b %Y}".lstrip("0")
    out.print(Text(printable(title), style="bold"))
    first = f"{history.start:%d %b %Y}".lstrip("0")
    days = f"{len(races)} race day{'' if len(races) == 1 else 's'}"
    out.print(f"{first} to {last} · {len(forecast.weeks)} weeks · {days}", style="dim")
    loads = [middle(week.load) or 0.0 for week in forecast.weeks]
    if chart:
        out.print()
        out.print(Text(sparkline(loads), style=COLOURS["load"]).append("  load a week", style="dim"), soft_wrap=True)
        print_curve(forecast, out)
    out.print()
    out.print(week_table(forecast.weeks, width=out.width))
    if "fitness" not in forecast.units:
        out.print("Form is that of the morning: fitness - fatigue of the evening before.", style="dim")
    if races:
        out.print()
        out.print(_race_table(forecast, width=out.width))
        _explain_races(forecast, out)
    out.print()
    out.print("Assumptions: " + "; ".join(printable(a) for a in forecast.assumptions) + ".", style="dim")
    if forecast.runs > 1:
        text = f"{forecast.runs:,} runs, seed {forecast.seed}: medians, ranges hold 90 % of the runs."
        out.print(text, style="dim")


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


def _race_table(forecast: Forecast, *, width: int) -> Table:
    # ranges need room: on a narrow screen what can be looked up elsewhere gives way
    roomy = width >= (NARROW if forecast.runs == 1 else WIDE)
    found = table()
    found.add_column("Race", overflow="fold")
    found.add_column("Date", no_wrap=True)
    found.add_column("", no_wrap=True)
    found.add_column("Fitness", justify="right", style=COLOURS["fitness"], no_wrap=True)
    if roomy:
        found.add_column("Fatigue", justify="right", style=COLOURS["fatigue"], no_wrap=True)
    found.add_column("Form", justify="right", style=COLOURS["form"], no_wrap=True)
    found.add_column("Perf.*", justify="right", no_wrap=True)
    if roomy:
        found.add_column("Goal", justify="right", no_wrap=True)
        found.add_column("By thr.†", justify="right", no_wrap=True)
    for race in forecast.races:
        found.add_row(
            printable(race.name),
            f"{race.date:%Y-%m-%d}" if width >= NARROW else f"{race.date:%d %b}",
            race.priority,
            number(race.fitness),
            *([number(race.fatigue)] if roomy else []),
            number(race.form, signed=True),
            _change(race, forecast),
            *(print_clock(t) if t else "" for t in ((race.goal, race.threshold_time) if roomy else ())),
        )
    return found


def _change(race: RaceRow, forecast: Forecast) -> str:
    """Write the performance as change since the first day: of an uncalibrated model nothing more can be said."""
    first = middle(forecast.days[0].performance)
    if race.performance is None or not first:
        return "-"
    if isinstance(race.performance, Band):
        scaled = Band(*(100 * (q / first - 1) for q in race.performance))
        return number(scaled, signed=True, digits=1) + " %"
    return number(100 * (race.performance / first - 1), signed=True, digits=1) + " %"


def _explain_races(forecast: Forecast, out: Console) -> None:
    out.print("On the start line, the race itself not counted. Form = fitness - fatigue.", style="dim")
    if "fitness" not in forecast.units:  # in AU a day, as the convention means it
        out.print(verdict(forecast.races), style="dim")
    out.print(
        f"* change since the first day, with the gains of {forecast.borrowed}, not calibrated to you."
        if forecast.borrowed
        else "* change since the first day.",
        style="dim",
    )
    if any(race.threshold_time for race in forecast.races):
        out.print(
            "† time that your threshold gives by Riegel's formula, whatever the training does to it.",
            style="dim",
        )


def verdict(races: Sequence[RaceRow]) -> str:
    """Return in plain words how fresh the athlete arrives at the most important race.

    Form as a share of fitness: below -10 % tired, 5 to 35 % fresh. Our choice, after the coaches' convention that
    calls a form of 5 to 25 fresh at a fitness of about 70 (grade D).
    """
    for priority in ("A", "B", "C"):
        chosen = [race for race in races if race.priority == priority]
        if chosen:
            break
    else:
        return ""
    race, form = chosen[0], middle(chosen[0].form)
    fitness = middle(race.fitness) or 0.0
    if form is None:
        return ""
    if form < -0.1 * max(fitness, 1.0):
        words = "tired: look at the last two weeks"
    elif form < 0.05 * max(fitness, 1.0):
        words = "neither fresh nor tired"
    elif form <= 0.35 * max(fitness, 1.0):
        words = "fresh"
    else:
        words = "very fresh: part of the fitness may have been rested away"
    return f"{printable(race.name)} finds you {words} (convention, grade D)."


def print_curve(forecast: Forecast, out: Console) -> None:
    """Print fitness, fatigue and form over the season as a braille plot, medians where there are many runs."""
    if not out.encoding.lower().startswith("utf"):
        return
    import plotille

    history = forecast.history
    figure = plotille.Figure()
    figure.width = max(20, min(out.width, 100) - 24)
    figure.height = 12
    figure.color_mode = "names"
    figure.with_colors = out.color_system is not None
    figure.origin = False
    days = list(range(history.n_days))
    low, high = 0.0, 1.0
    for name in ("fitness", "fatigue", "form"):
        series = history.series[name]
        values = [float(v) for v in (series[0] if series.shape[0] == 1 else _median(series))]
        low, high = min(low, *values), max(high, *values)
        figure.plot(days, values, lc=COLOURS[name] if figure.with_colors else None, label=name)
    figure.set_x_limits(0, max(1, history.n_days - 1))
    figure.set_y_limits(low, high)
    figure.x_label, figure.y_label = "date", forecast.units.get("fitness", "AU/day")
    figure.register_label_formatter(float, lambda value, chars, *_, **__: f"{value:.0f}".rjust(chars))
    figure.x_ticks_fkt = lambda low, _high: _tick(history, low)
    figure.y_ticks_fkt = lambda low, _high: f"{low:.0f}"
    out.print(Text.from_ansi(str(figure.show(legend=False))), soft_wrap=True)
    legend = Text("          ")
    for name in ("fitness", "fatigue", "form"):
        legend.append("── ", style=COLOURS[name]).append(f"{name}  ")
    out.print(legend)


def _median(series: object) -> Iterable[float]:
    import numpy as np

    found: Iterable[float] = np.median(series, axis=0)  # type: ignore[call-overload]
    return found


def _tick(history: object, position: float) -> str:
    from periodize.history import History

    assert isinstance(history, History)
    return f"{history.day(min(history.n_days - 1, max(0, round(position)))):%d %b}"
