"""Sessions that were done more than once, for the terminal."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.fitting import Numbers, fitting, kept
from periodize.report.terminal.tables import GAP, sparkline, table
from periodize.units import count, print_clock, print_distance, print_speed, print_tenths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.compare.signature import Rep
    from periodize.report.views.benchmark import Benchmark, BenchmarkView, Outing
    from periodize.report.views.today import Again

LISTED = 6
"""Benchmarks that are told in full unless all are asked for: our choice."""

CLIMBS = 3
"""Climbs that are told beside them: our choice."""

LATELY = 3
"""Last times that `today` names: our choice."""

BESIDE = 5
"""Times whose repeats stand beside each other, the last: our choice, what eighty columns hold."""

GIVES_WAY = ("recovery", "drift", "heart_rate", "rating", "heart_rate_at_output", "reps")
"""Columns of the times that are left out where there is no room, the first first: our choice."""

DAY = len("2026-11-22")

NAME = 16
"""Columns of the name of a repeat at the most: our choice."""

WHY = "Not comparable"

HEAD = {
    "heart_rate": "HR", "heart_rate_at_output": "HR at pace", "rating": "RPE", "drift": "Drift", "recovery": "Recovery",
}  # fmt: skip
"""What is followed -> title of its column."""


def print_again(again: Sequence[Again], out: Console) -> None:
    """Print the sessions of this week or of late that were done before, in short."""
    out.print()
    out.print("The same session again", style="bold")
    for one in again:
        head = Text(printable(one.session.title)).append(f" · {_times(one.session)}", style="dim")
        out.print(Padding(head, (0, 0, 0, 2)))
        for label, text in again_facts(one):
            line = f"{label}: {text}." if label else text
            out.print(Padding(Text(printable(line)), (0, 0, 0, 4)))


def again_facts(one: Again) -> Iterator[tuple[str, str]]:
    """Yield what is told of a session that was done before, each with a label, or "" for a sentence."""
    yield "Last times", _lately(one.session)
    if one.due:
        yield "Due", f"{one.due:%A} {one.due.day} {one.due:%B}"
    yield from (("", sentence) for sentence in one.session.says)


def _lately(one: Benchmark) -> str:
    """Return the last times in words: day, pace or power, heart rate, rating."""
    return "; ".join(_time(outing, one) for outing in one.outings[-LATELY:])


def _time(outing: Outing, one: Benchmark) -> str:
    rate, rating = outing.values["heart_rate"], outing.values["rating"]
    told = [_output(outing.values["output"], one)]
    told += [] if isnan(rate) else [f"{rate:.0f} bpm"]
    told += [] if isnan(rating) else [f"rated {rating:g}"]
    return f"{outing.day.day} {outing.day:%b} {', '.join(told)}"


def print_benchmarks(view: BenchmarkView, out: Console, *, every: bool) -> None:
    """Print the sessions that were done more than once: one in detail, or several in short."""
    told = ((view.benchmarks, LISTED), (view.climbs, CLIMBS))
    shown = view.all if every else [one for some, most in told for one in some[:most]]
    single = view.once if view.asked else ()
    if not view.benchmarks and not view.asked:
        out.print(f"No session was done twice, as far as is known of {count(view.sessions, 'session')}.")
    alone = len(view.all) + len(single) == 1 and bool(view.asked)
    for one in (*shown, *single):
        out.print(Text(printable(one.title), style="bold").append(f" · {_times(one)}", style="dim"))
        if alone:
            _detail(one, out)
        else:
            _short(one, out)
        for sentence in one.says:
            out.print(sentence)
        if one.says or not alone:
            out.print()
    if len(shown) < len(view.all):
        out.print(f"and {len(view.all) - len(shown)} more: --all", style="dim")
    if view.once and not single:
        out.print(printable(_once(view.once, every=every)), style="dim")
    for note in view.notes:
        out.print(printable(note), style="dim")


def _once(once: Sequence[Benchmark], *, every: bool) -> str:
    """Return what was done a single time, the last first, as many as there is room for."""
    named = once if every else once[:LISTED]
    told = ", ".join(f"{one.title} ({one.outings[0].day})" for one in named)
    more = f", and {len(once) - len(named)} more: --all" if len(named) < len(once) else "."
    return f"{count(len(once), 'session')} with repeats done once, so far: {told}{more}"


def _times(one: Benchmark) -> str:
    first, last = one.outings[0].day, one.outings[-1].day
    if len(one.outings) == 1:
        return f"{one.sport}, once so far, {first}"
    return f"{one.sport}, {count(len(one.outings), 'time')}, {first} to {last}"


def _short(one: Benchmark, out: Console) -> None:
    values = [outing.values["output"] for outing in one.outings]
    known = [value for value in values if not isnan(value)]
    if not known:
        return
    if len(one.outings) == 1:
        out.print(_went(one.outings[0], one), no_wrap=True)
        return
    line = sparkline([None if isnan(value) else value for value in values], low=min(known) * 0.98)
    out.print(f"{line}  {_went(one.outings[0], one)} first, {_went(one.outings[-1], one)} last", no_wrap=True)


def _went(outing: Outing, one: Benchmark) -> str:
    """Return the output of a time; of a climb how long it took too."""
    output = _output(outing.values["output"], one)
    return f"{print_clock(outing.values['time'])} at {output}" if "time" in outing.values else output


def _output(value: float, one: Benchmark) -> str:
    if isnan(value):
        return "-"
    return f"{value:.0f} W" if powered(one) else print_speed(value, one.sport)


def powered(one: Benchmark) -> bool:
    """Whether its work is told by power."""
    return one.channel == "power"


def _detail(one: Benchmark, out: Console) -> None:
    if one.sets and not isnan(one.work):
        told = one.work if all(each.by == "distance" for each in one.sets) else round(one.work, -2)
        out.print(f"{print_distance(told)} of work the last time, recoveries left out", style="dim")
    out.print(_outings(one, width=out.width))
    beside = one.outings[-BESIDE:]
    if one.sets and len(beside[0].reps) > 1:
        out.print()
        out.print(_repeats(one, beside, width=out.width))
    out.print()


def _outings(one: Benchmark, *, width: int) -> Table:
    """Return a line for each time."""
    rows = one.outings
    columns = {"reps": Numbers("Reps", ["+".join(map(str, row.counts)) for row in rows])} if one.sets else {}
    if all("time" in row.values for row in rows):
        columns["time"] = Numbers("Time", [print_clock(row.values["time"]) for row in rows])
    output = [_output(row.values["output"], one) for row in rows]
    columns["output"] = Numbers("Power" if powered(one) else "Pace", output)
    for name, title in HEAD.items():
        if any(not isnan(row.values[name]) for row in rows):
            told = title.replace("pace", "power") if powered(one) else title
            columns[name] = Numbers(told, [_value(row, name) for row in rows])
    why = [", ".join(row.why) for row in rows] if any(row.why for row in rows) else []
    left = kept(DAY + (GAP + len(WHY) if why else 0), columns, GIVES_WAY, width)
    found = table()
    found.add_column("Date", no_wrap=True)
    for column in left.values():
        found.add_column(column.title, justify="right", no_wrap=True)
    if why:
        found.add_column(WHY)
    for place, row in enumerate(rows):
        cells = [column.cells[place] for column in left.values()]
        found.add_row(str(row.day), *cells, *why[place : place + 1], style="dim" if row.why else None)
    return found


def _value(outing: Outing, name: str) -> str:
    value = outing.values[name]
    if isnan(value):
        return "-"
    if name == "drift":
        return f"{value + 0.0:+.1f} %"
    return f"{value:g}" if name == "rating" else f"{value:.0f}"


def _repeats(one: Benchmark, beside: Sequence[Outing], *, width: int) -> Table:
    """Return the repeats of the last times side by side, of as many as there is room for."""
    last = beside[-1].reps
    numbers = [k + 1 - next(i for i, each in enumerate(last) if each.set == rep.set) for k, rep in enumerate(last)]
    names = [f"{number} {one.sets[rep.set].length}" for number, rep in zip(numbers, last, strict=True)]
    columns = {
        str(outing.day): Numbers(f"{outing.day:%m-%d}", [_repeat(outing.reps[k], one) for k in range(len(last))])
        for outing in beside
    }
    return fitting(Numbers("Repeat", names), NAME, columns, [str(outing.day) for outing in beside[:-1]], width)


def _repeat(done: Rep, one: Benchmark) -> str:
    rate = "" if isnan(done.heart_rate) else f" {done.heart_rate:.0f}"
    if powered(one):
        return f"{'-' if isnan(done.power) else f'{done.power:.0f} W'}{rate}"
    if one.sets[done.set].by == "distance":
        return f"{print_tenths(done.duration)}{rate}"
    return f"{'-' if isnan(done.speed) else print_speed(done.speed, one.sport)}{rate}"
