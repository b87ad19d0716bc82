"""Sessions that were done more than once, for the terminal."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import sparkline, table
from periodize.units import count, print_distance, print_speed, print_tenths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.benchmark import Benchmark, BenchmarkView, Outing

LISTED = 6
"""Benchmarks that are told in full unless all are asked for: our choice."""

BESIDE = 5
"""Times whose repeats stand beside each other, the last: our choice, what eighty columns hold."""

HEAD = {
    "heart_rate": "HR", "heart_rate_at_output": "HR at pace", "rating": "RPE", "drift": "Drift", "recovery": "Recovery",
}  # fmt: skip
"""What is followed -> title of its column."""


def print_benchmarks(view: BenchmarkView, out: Console, *, every: bool) -> None:
    """Print the sessions that were done more than once: one in detail, or several in short."""
    shown = view.benchmarks if every else view.benchmarks[:LISTED]
    if not shown:
        out.print(f"No session was done twice, as far as is known of {count(view.sessions, 'session')}.")
    for one in shown:
        out.print(Text(printable(one.title), style="bold").append(f" · {_times(one)}", style="dim"))
        if len(view.benchmarks) == 1 and view.asked:
            _detail(one, out)
        else:
            _short(one, out)
        for sentence in one.says:
            out.print(sentence)
        out.print()
    if len(shown) < len(view.benchmarks):
        out.print(f"and {len(view.benchmarks) - len(shown)} more: --all", style="dim")
    if view.once:
        out.print(f"{count(view.once, 'session')} with repeats done once, so far.", style="dim")
    for note in view.notes:
        out.print(printable(note), style="dim")


def _times(one: Benchmark) -> str:
    first, last = one.outings[0].day, one.outings[-1].day
    return f"{one.sport}, {count(len(one.outings), 'time')}, {first} to {last}"


def _short(one: Benchmark, out: Console) -> None:
    values = [outing.values["output"] for outing in one.outings]
    known = [value for value in values if not isnan(value)]
    if not known:
        return
    line = sparkline([None if isnan(value) else value for value in values], low=min(known) * 0.98)
    out.print(f"{line}  {_output(values[0], one)} first, {_output(values[-1], one)} last", no_wrap=True)


def _output(value: float, one: Benchmark) -> str:
    if isnan(value):
        return "-"
    return f"{value:.0f} W" if powered(one) else print_speed(value, one.sport)


def powered(one: Benchmark) -> bool:
    """Whether its work is told by power."""
    return all(not isnan(rep.power) for outing in one.outings for rep in outing.reps)


def _detail(one: Benchmark, out: Console) -> None:
    if one.sets and not isnan(one.work):
        told = one.work if all(each.by == "distance" for each in one.sets) else round(one.work, -2)
        out.print(f"{print_distance(told)} of work the last time, recoveries left out", style="dim")
    out.print(_outings(one))
    beside = one.outings[-BESIDE:]
    if one.sets and len(beside[0].reps) > 1:
        out.print()
        out.print(_repeats(one, beside))
    out.print()


def _outings(one: Benchmark) -> Table:
    """Return a line for each time."""
    names = [name for name in HEAD if any(not isnan(outing.values[name]) for outing in one.outings)]
    found = table()
    found.add_column("Date", no_wrap=True)
    if one.sets:
        found.add_column("Reps", justify="right")
    found.add_column("Power" if powered(one) else "Pace", justify="right", no_wrap=True)
    for name in names:
        found.add_column(HEAD[name], justify="right")
    if any(outing.why for outing in one.outings):
        found.add_column("Not comparable")
    for outing in one.outings:
        reps = ["+".join(map(str, outing.counts))] if one.sets else []
        why = [", ".join(outing.why)] if any(each.why for each in one.outings) else []
        cells = [_value(outing, name) for name in names]
        found.add_row(
            str(outing.day), *reps, _output(outing.values["output"], one), *cells, *why,
            style="dim" if outing.why else None,
        )  # fmt: skip
    return found


def _value(outing: Outing, name: str) -> str:
    value = outing.values[name]
    if isnan(value):
        return "-"
    if name == "drift":
        return f"{value + 0.0:+.1f} %"
    return f"{value:g}" if name == "rating" else f"{value:.0f}"


def _repeats(one: Benchmark, beside: Sequence[Outing]) -> Table:
    """Return the repeats of the last times side by side."""
    found = table()
    found.add_column("Repeat", no_wrap=True)
    for outing in beside:
        found.add_column(f"{outing.day:%m-%d}", justify="right", no_wrap=True)
    for k, rep in enumerate(beside[-1].reps):
        own = one.sets[rep.set]
        number = k + 1 - next(i for i, each in enumerate(beside[-1].reps) if each.set == rep.set)
        cells = []
        for outing in beside:
            done = outing.reps[k]
            rate = "" if isnan(done.heart_rate) else f" {done.heart_rate:.0f}"
            if powered(one):
                cells.append(f"{done.power:.0f} W{rate}")
            elif own.by == "distance":
                cells.append(f"{print_tenths(done.duration)}{rate}")
            else:
                cells.append(f"{'-' if isnan(done.speed) else print_speed(done.speed, one.sport)}{rate}")
        found.add_row(f"{number} {own.length}", *cells)
    return found
