"""Results of races in words: the time against the goal and the last one, and what was noted around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.report.problems import printable
from periodize.units import print_clock, print_day, print_distance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from periodize.report.views.result import Result


def print_results(results: Iterable[Result], out: Console) -> None:
    """Print a line for each race, and below what was noted around it."""
    for one in results:
        out.print(Text("Race: ", style="bold").append(printable(result_words(one)), style="default"))
        if noted := noted_words(one):
            out.print(Padding(Text(printable(noted)), (0, 0, 0, 2)))


def result_words(one: Result) -> str:
    """Return what became of a race: its time, the goal, the last race over that distance."""
    where = f"{one.name} on {print_day(one.day)}"
    if one.time is None:
        recorded = f"{print_distance(round(one.recorded, -2))} in " if one.recorded else ""
        event = print_distance(one.distance) if one.distance else one.name
        over = f" over {event}" if one.distance else ""
        return (
            f"{where}: {recorded}{print_clock(one.elapsed)} recorded, so its time{over} is not known;"
            f" a row of tests.csv says it: {one.day},h:mm:ss,{event}."
        )
    parts = [print_clock(one.time) + (" (official)" if one.official else "")]
    if one.goal:
        parts.append(f"goal {print_clock(one.goal)} ({one.time / one.goal - 1:+.1%})")
    if one.last and one.last_day:
        parts.append(f"last {print_clock(one.last)} on {print_day(one.last_day)} ({one.time / one.last - 1:+.1%})")
    return f"{where}: {', '.join(parts)}."


def noted_words(one: Result) -> str:
    """Return what was noted around a race; "" where nothing was."""
    return f"Noted around it: {'; '.join(one.around)}." if one.around else ""
