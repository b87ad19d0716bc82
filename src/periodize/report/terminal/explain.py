"""`explain` for the terminal: tables of parts with their numbers, and below them why."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import table
from periodize.units import KM, count, print_clock, print_speed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from rich.console import Console

    from periodize.errors import Span
    from periodize.plan.season import Round
    from periodize.report.views.parts import Kind, Part, Reason, SessionView, Total
    from periodize.report.views.plan import AthleteView, BlockView, DayView, Explanation, Line, SeasonView

ABOUT_WIDTH = 24
"""Columns for what a reason is about: our choice."""

SUMS: dict[Kind, str] = {
    "work": "work in repeats",
    "steady": "steady",
    "race": "race",
    "recovery": "recoveries",
    "warm-up": "warm-up",
    "cool-down": "cool-down",
}


def print_explanation(found: Explanation, out: Console) -> None:
    """Print what was asked for: days, a block, a session line, or the season."""
    for index, day in enumerate(found.days):
        if index:
            out.print()
        _print_day(day, found.athlete, out)
    if found.block:
        _print_block(found.block, out)
    if found.session:
        _print_session(found.session, found.athlete, out)
    if found.season:
        _print_season(found.season, found.athlete, out)


# ---- sessions


def _print_day(day: DayView, athlete: AthleteView, out: Console) -> None:
    about = " · ".join(map(printable, day.about))
    out.print(Text(long_date(day.date), style="bold").append(f" · {about}", style="dim"))
    if len(day.sessions) > 1:
        out.print(Text(f"{len(day.sessions)} sessions: {_amounts(day.total)}", style="dim"))
    for session in day.sessions:
        out.print()
        _print_session(session, athlete, out)
    if day.reasons:
        out.print()
        _print_reasons(day.reasons, out)


def _print_session(session: SessionView, athlete: AthleteView, out: Console) -> None:
    head = Text(session.slot + " " if session.slot not in {"", "race"} else "", style="dim")
    if session.name and session.slot != "race":
        head.append(f"{printable(session.name)}: ", style="bold")
    head.append(printable(session.text), style="bold")
    if session.key and session.slot != "race":
        head.append(" · key session")
    out.print(head)
    if session.note:
        out.print(Text(printable(session.note), style="italic"))
    out.print(Text(_for_whom(session, athlete), style="dim"))
    out.print(_part_table(session))
    if session.reasons:
        out.print(Text("because", style="bold"))
        _print_reasons(session.reasons, out)


def _for_whom(session: SessionView, athlete: AthleteView) -> str:
    own = [f"threshold {pace}" for sport, pace in athlete.thresholds if sport == session.sport]
    default = "" if athlete.zones_given else " (default)"
    return " · ".join([session.sport, *own, f"zones {printable(athlete.zones)}{default}"])


def _part_table(session: SessionView) -> Table:
    """Return the parts as written, the sums by kind, and the total."""
    found = table()
    found.add_column("Part", overflow="fold", min_width=16)
    for name in ("Times", "Time", "km", "% thr", "Pace", "Zone", "Load"):
        found.add_column(name, justify="right", no_wrap=True)
    if session.conditions:
        # below each other, or parts would have to fold
        found.add_column("at " + "\nand ".join(map(str, session.conditions)), justify="right", no_wrap=True)
    for part in session.parts:
        found.add_row(
            printable(part.text),
            "x".join(map(str, part.repeats)) + "x" if part.repeats else "",
            print_clock(part.duration),
            _km(part.distance),
            _fractions(part),
            _pace(part, session.sport),
            f"Z{part.zone}" if part.zone else "",
            f"{part.load:.1f}",
            *([_pace_on_the_day(part, session.sport)] if session.conditions else []),
        )
    found.add_section()
    if len(session.parts) > 1:
        for kind, total in session.sums:
            found.add_row(SUMS[kind], *_sum_cells(total), style="dim")
    found.add_row("total", *_sum_cells(session.total), style="bold")
    return found


def _sum_cells(total: Total) -> tuple[str, ...]:
    return ("", print_clock(total.duration), _km(total.distance), "", "", "", f"{total.load:.1f}")


def _km(distance: float | None) -> str:
    return "" if distance is None else f"{distance / KM:.2f}"


def _fractions(part: Part) -> str:
    low, high = (f"{100 * fraction:.0f}" for fraction in (part.low, part.high))
    return low if low == high else f"{low}-{high}"


def _pace(part: Part, sport: str) -> str:
    if part.power:
        return f"{part.power:.0f} W"
    return print_speed(part.speed, sport) if part.speed else ""


def _pace_on_the_day(part: Part, sport: str) -> str:
    if part.on_the_day is None:
        return ""
    return f"{part.on_the_day:.0f} W" if part.power else print_speed(part.on_the_day, sport)


def _print_reasons(reasons: Sequence[Reason], out: Console) -> None:
    """Print one reason a row: what it is about, the rule, and who says so."""
    found = Table.grid(padding=(0, 2, 0, 0))
    found.add_column(width=0)
    if any(reason.about for reason in reasons):
        found.add_column(max_width=ABOUT_WIDTH)
    found.add_column(overflow="fold")
    for reason in reasons:
        about = [printable(reason.about)] if len(found.columns) > 2 else []
        found.add_row("", *about, Text(printable(reason.text)).append(_source(reason), style="dim"))
    out.print(found)


def _source(reason: Reason) -> str:
    return _place(reason.place) or (f" ({reason.source})" if reason.source else "")


def _place(span: Span | None) -> str:
    """Write a place in brackets, without the folders: the reader has just named the plan."""
    return f" ({printable(PurePath(span.path).name)}:{span.line})" if span else ""


def long_date(day: date) -> str:
    """Write a day as `Sat 11 May 2024`."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def short_date(day: date) -> str:
    """Write a day as `Sat 11 May`."""
    return f"{day:%a} {day.day} {day:%b}"


# ---- blocks


def _weeks(first: date, last: date, *, short: bool = False) -> str:
    weeks, rest = divmod((last - first).days + 1, 7)
    if short:
        return " ".join([f"{weeks}w"] * bool(weeks) + [f"{rest}d"] * bool(rest))
    parts = [count(weeks, "week")] if weeks else []
    parts += [count(rest, "day")] if rest else []
    return " ".join(parts)


def _amounts(total: Total) -> str:
    """Write a total in a line."""
    parts = [f"{total.duration / 3600:.1f} h"] if total.duration >= 6 * 3600 else [print_clock(total.duration)]
    parts += [f"{total.distance / KM:.1f} km"] if total.distance else []
    return " · ".join([*parts, f"load {total.load:.0f}"])


def _print_block(block: BlockView, out: Console) -> None:
    head = Text(printable(block.name), style="bold").append(f" · {block.phase}" if block.phase else "")
    head.append(f" · {long_date(block.first)} to {long_date(block.last)} · {_weeks(block.first, block.last)}")
    out.print(head)
    if block.note:
        out.print(Text(printable(block.note), style="italic"))
    out.print(Text(_amounts(block.total), style="dim"))
    out.print()
    _print_reasons(block.reasons, out)
    out.print()
    out.print(_week_table(block))
    if block.lines:
        out.print()
        out.print("The week, as written and as it comes out", style="bold")
        out.print(_line_table(block.lines))
    if block.changes:
        out.print()
        out.print("Other days", style="bold")
        for day, text in block.changes:
            out.print(f"  {short_date(day)}  {printable(text)}")


def _week_table(block: BlockView) -> Table:
    found = table()
    found.add_column("Week", no_wrap=True)
    found.add_column("from", no_wrap=True)
    for name in ("Hours", "km", "Load"):
        found.add_column(name, justify="right", no_wrap=True)
    found.add_column("")
    for week in block.weeks:
        low = min(week.share)
        about = [f"deload {100 * low:.0f} %"] if week.role == "deload" else []
        if week.role != "deload" and low < 0.995:
            first, last = (f"{100 * share:.0f}" for share in week.share)
            about = [f"written amounts at {first if first == last else f'{first} to {last}'} %"]
        about += [f"volume {week.target}: {week.met}"] if week.target else []
        found.add_row(
            f"w{week.number}",
            short_date(week.first),
            f"{week.total.duration / 3600:.1f}",
            "" if week.total.distance is None else f"{week.total.distance / KM:.1f}",
            f"{week.total.load:.0f}",
            "; ".join(about),
        )
    return found


def _line_table(lines: Sequence[Line]) -> Table:
    """Return the week of a block: each line as written, below it what it comes to in telling weeks."""
    found = table()
    found.expand = True
    found.add_column("Day", no_wrap=True)
    found.add_column("Session", ratio=1, overflow="fold")
    found.add_column("Week", no_wrap=True)
    for name in ("Time", "km", "Load"):
        found.add_column(name, justify="right", no_wrap=True)
    for line in lines:
        head = Text(printable(line.written), style="bold").append(" (key)" if line.key else "")
        head.append(_place(line.place), style="not bold dim")
        found.add_row(f"{line.day} {line.slot}".strip(), head)
        for variant in line.variants:
            total = variant.total
            distance = "" if total.distance is None else f"{total.distance / KM:.1f}"
            numbers = (print_clock(total.duration), distance, f"{total.load:.0f}")
            found.add_row("", printable(variant.text), variant.label, *numbers)
    return found


# ---- the season


def _print_season(season: SeasonView, athlete: AthleteView, out: Console) -> None:
    out.print(Text(printable(season.title) or "Season", style="bold"))
    span = f"{long_date(season.first)} to {long_date(season.last)} · {_weeks(season.first, season.last)}"
    out.print(Text(f"{span}\n{_amounts(season.total)}", style="dim"))
    paces = [f"{sport} {pace}" for sport, pace in athlete.thresholds]
    default = "" if athlete.zones_given else " (default)"
    about = f"threshold {', '.join(paces)}" if paces else "no threshold"
    out.print(Text(f"{about} · zones {printable(athlete.zones)}{default}", style="dim"))
    out.print()
    _print_reasons([season.begins], out)
    out.print()
    out.print(_block_table(season))
    if season.races:
        out.print()
        out.print("Races", style="bold")
    for race in season.races:
        days = ", ".join(_round_words(one) for one in race.rounds)
        about = f", {race.about}" if race.about else ""
        head = Text(f"  {race.priority}  ").append(printable(race.name), style="bold")
        out.print(head.append(f"{printable(about)}, load {race.load:.0f}"))
        out.print(Padding(Text(days), (0, 0, 0, 5), expand=False))
        taper = f"taper: {printable(race.taper.text)}{_source(race.taper)}"
        out.print(Padding(Text(taper, style="dim"), (0, 0, 0, 5), expand=False))
    if season.calendar:
        out.print()
        out.print("Calendar", style="bold")
        for first, last, text in season.calendar:
            out.print(f"  {short_date(first)} to {short_date(last)}  {printable(text)}")
    if season.assumptions:
        out.print()
        out.print("Assumed", style="bold")
        _print_reasons(season.assumptions, out)


def _round_words(one: Round) -> str:
    """Return the day of a round, its name, and the goal that it has of its own."""
    goal = f" (goal {print_clock(one.goal)})" if one.label and one.goal else ""
    return f"{short_date(one.day)}{f' {printable(one.label)}' if one.label else ''}{goal}"


def _block_table(season: SeasonView) -> Table:
    found = table()
    found.add_column("Block", overflow="fold", max_width=16)
    found.add_column("Phase", no_wrap=True)
    found.add_column("From", no_wrap=True)
    found.add_column("Length", no_wrap=True)
    for name in ("Hours", "km", "Load"):
        found.add_column(name, justify="right", no_wrap=True)
    found.add_column("End fixed by", overflow="fold")
    for block in season.blocks:
        found.add_row(
            printable(block.name),
            block.phase or "",
            f"{block.first.day} {block.first:%b}",
            _weeks(block.first, block.last, short=True),
            f"{block.total.duration / 3600:.0f}",
            "" if block.total.distance is None else f"{block.total.distance / KM:.0f}",
            f"{block.total.load:.0f}",
            Text(printable(block.ends.text)).append(_source(block.ends), style="dim"),
        )
    return found
