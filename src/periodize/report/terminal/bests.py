"""Of several seasons in the terminal: best times, the same sessions, and how far it is to what they are to lead to."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.fitting import Numbers, fitting
from periodize.report.views.bests import YEAR
from periodize.units import count, print_clock, print_day, print_speed, print_tenths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.bests import AimLine, Best, EventLine, Goal, Output, SessionLine
    from periodize.report.views.seasons import SeasonsView

LISTED = 6
"""Events and sessions that are told unless all are asked for: our choice."""

MOST_OTHERS = 2
"""Seasons beside the two that are held against each other: our choice, what eighty columns hold."""

NAME = 20
"""Columns of the name of an event at the most: our choice."""

FINE = 600.0
"""[s] Tenths are told of times up to this, where they are known: our choice."""

HEAD, BELOW = 2, 4
"""Columns before the name of a session or an aim, and before what is told of it."""


def print_bests(view: SeasonsView, out: Console, *, every: bool = False) -> None:
    """Print best times, the same sessions and aims, as far as there are any; all of them with `every`."""
    if view.events:
        _print_events(view, out, view.events if every else view.events[:LISTED])
    if view.sessions:
        _print_sessions(view, out, view.sessions if every else view.sessions[:LISTED])
    if view.aims:
        _print_aims(view, out)


def _say(out: Console, text: Text, indent: int) -> None:
    out.print(Padding(text, (0, 0, 0, indent), expand=False))


def clock(seconds: float, *, of: float | None = None) -> str:
    """Return a time with its tenths, where it is short and has some. of : the time that it is a difference to."""
    fine = (seconds if of is None else of) < FINE and round(seconds, 1) % 1
    return print_tenths(seconds) if fine else print_clock(seconds)


def _apart(ours: float, theirs: float) -> str:
    """Return a difference of two times, a minus where the first is quicker."""
    digits = 1 if theirs < FINE else 0
    # of what is shown, or 41:40 and 41:40 would be a second apart
    gap = round(round(ours, digits) - round(theirs, digits), digits)
    return f"{'-' if gap < 0 else '+' if gap else ''}{clock(abs(gap), of=theirs)}"


# ---- best times


def _print_events(view: SeasonsView, out: Console, shown: Sequence[EventLine]) -> None:
    this = view.seasons[view.this]
    out.print()
    running = this.first <= view.today <= this.last
    when = f" up to {view.today}" if running else ""
    beside = "" if view.against is None else f", beside {'the same days of ' if running else ''}"
    against = "" if view.against is None else printable(view.seasons[view.against].name)
    out.print(f"Best times of {printable(this.name)}{when}{beside}{against}", style="bold")
    out.print(_events(view, shown, width=out.width))
    if view.against is not None:
        out.print("Official, or of recordings as long as the race; with a minus quicker.", style="dim")
    if len(shown) < len(view.events):
        out.print(f"{len(shown)} of {len(view.events)} events; all of them: --all", style="dim")


def _events(view: SeasonsView, shown: Sequence[EventLine], *, width: int) -> Table:
    """Return a row for each event: this season, the other as many days before its race, all of it, goals to come."""
    this, other = view.this, view.against
    names = [printable(one.name) for one in view.seasons]
    columns = {"this": Numbers(names[this], [_best(one.to_date[this]) for one in shown], "bold")}
    if other is not None:
        columns["other"] = Numbers(names[other], [_best(one.to_date[other]) for one in shown])
        columns["apart"] = Numbers("apart", [_difference(one.to_date[this], one.to_date[other]) for one in shown])
        if any(one.to_date[other] != one.whole[other] for one in shown):
            columns["whole"] = Numbers(f"all {names[other]}", [_best(one.whole[other]) for one in shown])
    others = [k for k in range(this - 1, -1, -1) if k != other and any(one.whole[k] for one in shown)][:MOST_OTHERS]
    for k in others:
        columns[f"{k}"] = Numbers(names[k], [_best(one.whole[k]) for one in shown], "dim")
    if any(one.goals for one in shown):
        columns["goal"] = Numbers("Goal to come", [_goals(one.goals) for one in shown])
    gives_way = [*(f"{k}" for k in reversed(others)), "goal", "whole"]
    return fitting(Numbers("Event", [one.event for one in shown]), NAME, columns, gives_way, width)


def _best(best: Best | None) -> str:
    return "-" if best is None else clock(best.time)


def _difference(ours: Best | None, theirs: Best | None) -> str:
    if ours is None or theirs is None:
        return "-"
    return f"{_apart(ours.time, theirs.time)} ({ours.time / theirs.time - 1:+.1%})"


def _goals(goals: Sequence[Goal]) -> str:
    """Return the next goal, and how many follow it."""
    if not goals:
        return "-"
    more = f" and {len(goals) - 1} more" if len(goals) > 1 else ""
    return f"{clock(goals[0].time)} on {_short(goals[0].day)}{more}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


# ---- the same sessions


def _print_sessions(view: SeasonsView, out: Console, shown: Sequence[SessionLine]) -> None:
    this = view.seasons[view.this]
    other = printable(view.seasons[view.against or 0].name)
    out.print()
    end = "race" if this.race else "last day"
    out.print(f"The same sessions, beside {other} within two weeks of as long before the {end}", style="bold")
    for one in shown:
        _say(out, Text(printable(one.title)).append(f" · {one.sport}", style="dim"), HEAD)
        if one.day:
            told = f"{_output(one.output, one)} on {print_day(one.day)}"
            told += f"; {other} {_output(one.mean_output, one)} ({_times(one.days)})" if one.days else ""
            out.print(Padding(f"{told}.", (0, 0, 0, 4), expand=False))
        _say(out, Text(printable(one.says)), BELOW)
    if len(shown) < len(view.sessions):
        out.print(f"{len(shown)} of {len(view.sessions)} sessions; all of them: --all", style="dim")


def _times(days: Sequence[date]) -> str:
    if len(days) == 1:
        return f"{days[0]}"
    return f"{count(len(days), 'time')}, {days[0]} to {days[-1]}"


def _output(found: Output, one: SessionLine) -> str:
    if isnan(found.value):
        return "-"
    told = f"{found.value:.0f} W" if one.channel == "power" else print_speed(found.value, one.sport)
    return told if isnan(found.heart_rate) else f"{told} at {found.heart_rate:.0f} bpm"


# ---- what it is to lead to


def _print_aims(view: SeasonsView, out: Console) -> None:
    out.print()
    out.print("Aims: arithmetic of known times, no forecast", style="bold")
    running = {one.name for one in view.seasons if one.last >= view.today}
    for one in view.aims:
        _say(out, Text(printable(f"{one.name}: {one.event} in {clock(one.goal)} by {one.by}")), HEAD)
        for sentence in aim_words(one, running=running):
            _say(out, Text(printable(sentence)), BELOW)


def aim_words(one: AimLine, *, running: set[str]) -> Iterator[str]:
    """Yield what is known of an aim, a sentence each. running : seasons that are not over."""
    yield _standing(one)
    if len(one.seasons) > 1:
        yield f"Best of each season: {', '.join(_bests(one.seasons, running))}."
    if one.steps:
        yield f"On the way: {'; '.join(_step(one, step) for step in one.steps)}."
    elif one.days_left > 0 and (one.gap is None or one.gap > 0):
        yield f"No plan here leads there: none has a race over {one.event} with a goal from now to that day."


def _standing(one: AimLine) -> str:
    """Return how far it is from the best time to the goal, and what a year would have to bring."""
    if one.best is None or one.gap is None:
        return (
            f"No time over {one.event} is known yet: a recorded race of a plan, or a row of tests.csv"
            f" (DATE,h:mm:ss,{one.event}), tells one."
        )
    best = f"{clock(one.best.time)} on {one.best.day}" + (f" ({one.best.name})" if one.best.name else "")
    if one.gap <= 0:
        under = f", {clock(-one.gap, of=one.goal)} under the goal" if one.gap else ""
        return f"Reached{' after that day' if one.best.day > one.by else ''}: {best}{under}."
    gap = f"{clock(one.gap, of=one.goal)} ({one.gap / one.goal:.1%}) to go"
    if one.days_left <= 0:
        return f"Best known {best}: {gap}; that day {'has passed' if one.days_left else 'is today'}."
    if one.a_year is None:
        return f"Best known {best}: {gap} in {_left(one.days_left)}."
    each = f"{clock(one.a_year, of=one.goal)} ({one.a_year / one.goal:.1%}) a year"
    return f"Best known {best}: {gap} in {one.days_left / YEAR:.1f} years; spread evenly, {each}."


def _left(days: int) -> str:
    return count(days // 7, "week") if days >= 14 else count(days, "day")


def _bests(seasons: Sequence[tuple[str, Best]], running: set[str]) -> Iterator[str]:
    """Yield the best of each season with what it brought."""
    before: Best | None = None
    for name, best in seasons:
        change = "" if before is None else f" ({_apart(best.time, before.time)})"
        yield f"{name}{' so far' if name in running else ''} {clock(best.time)}{change}"
        before = best


def _step(one: AimLine, step: Goal) -> str:
    even = one.even(step.day)
    beside = "" if even is None else f" (spread evenly: {clock(even)})"
    return f"{step.name} on {step.day}, goal {clock(step.time)}{beside}"
