"""`show` for the terminal: a row of seven days where there is room, else a line a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.explain import long_date
from periodize.report.terminal.strip import print_strip
from periodize.report.terminal.tables import COLOURS
from periodize.units import KM, print_clock

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from periodize.report.views.parts import Total
    from periodize.report.views.plan import Calendar, CalendarDay, CalendarSession, CalendarWeek

GRID_WIDTH = 120
"""Columns from which a week is a row of days: our choice."""

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

RACE, KEY = f"bold {COLOURS['race']}", "bold"


def print_calendar(calendar: Calendar, out: Console) -> None:
    """Print the weeks of a calendar."""
    out.print(Text(printable(calendar.title) or printable(calendar.plan), style="bold"))
    out.print(Text(f"{long_date(calendar.first)} to {long_date(calendar.last)}", style="dim"))
    out.print()
    print_strip(calendar.strip, out)
    out.print()
    if out.width >= GRID_WIDTH:
        out.print(_grid(calendar))
    else:
        for week in calendar.weeks:
            _print_week(week, calendar.today, out)
    if len(calendar.weeks) < calendar.weeks_in_all:
        rest = f"{len(calendar.weeks)} of {calendar.weeks_in_all} weeks"
        out.print(Text(f"{rest}; all: --all, others: --week, --month, --from and --to", style="dim"))


def hours(seconds: float) -> str:
    """Write a time in hours and minutes.

    Examples
    --------
    >>> hours(2833), hours(7260)
    ('47min', '2h01')
    """
    minutes = round(seconds / 60)
    return f"{minutes // 60}h{minutes % 60:02d}" if minutes >= 60 else f"{minutes}min"


def _time(total: Total, *, race: bool) -> str:
    # of a race of minutes the seconds matter
    return print_clock(total.duration) if race and total.duration < 3600 else hours(total.duration)


def week_sums(week: CalendarWeek) -> list[str]:
    """Return time, kilometres and load of a week."""
    return [hours(week.total.duration), *_sports(week), f"load {week.total.load:.0f}"]


def _sports(week: CalendarWeek) -> list[str]:
    """Return the kilometres of the week, of each sport where there are several."""
    moving = [(sport, total.distance) for sport, total in week.sports if total.distance]
    if len(moving) == 1:
        return [f"{moving[0][1] / KM:.0f} km"]
    # a swimmer's kilometres are few
    return [f"{sport} {distance / KM:.{1 if distance < 10 * KM else 0}f} km" for sport, distance in moving]


def _about(week: CalendarWeek) -> str:
    return " · ".join(printable(text) for text in (week.about or week.blocks))


# ---- a line a day


def _print_week(week: CalendarWeek, today: date, out: Console) -> None:
    sums = " · ".join(week_sums(week))
    head = f"{week.monday:%G-W%V}  {week.monday.day} {week.monday:%b}"
    out.print(Text(f"{head} · {sums}", style="bold"))
    if _about(week):
        out.print(Text(_about(week), style="dim"))
    found = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    found.add_column(no_wrap=True, width=7)
    found.add_column(ratio=1, overflow="fold")
    for width in (6, 5, 4):
        found.add_column(no_wrap=True, justify="right", width=width)
    for day in week.days:
        if day.in_season:
            _add_day(found, day, today)
    out.print(found)
    out.print()


def _add_day(found: Table, day: CalendarDay, today: date) -> None:
    now = day.date == today
    label = Text(f"{'>' if now else ' '}{day.date:%a} {day.date.day:>2}", style="bold" if now else "")
    if not day.sessions:
        found.add_row(label, Text("rest", style="dim"), "", "", "")
    for index, session in enumerate(day.sessions):
        distance = session.total.distance
        found.add_row(
            label if index == 0 else "",
            _text(session, " "),
            _time(session.total, race=session.race is not None),
            f"{distance / KM:.1f}" if distance else "",
            f"{session.total.load:.0f}",
        )


def _text(session: CalendarSession, between: str) -> Text:
    """Write a session; `between` stands between its name and its line."""
    text = Text(f"{session.slot} " if session.slot else "")
    if session.race:
        return text.append(f"{session.priority} RACE ", style=RACE).append(printable(session.text), style=RACE)
    if session.name:
        text.append(f"{printable(session.name)}:{between}", style=KEY)
    text.append(printable(session.text), style=KEY if session.key else "")
    if session.key:
        text.append(" (key)", style=KEY)
    return text.append(f" - {printable(session.note)}", style="dim") if session.note else text


# ---- a row of days


def _grid(calendar: Calendar) -> Table:
    found = Table(
        box=box.SIMPLE_HEAD,
        show_lines=True,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        expand=True,
    )
    found.add_column("Week", width=11, overflow="fold")
    for name in DAYS:
        found.add_column(name, ratio=1, overflow="fold")
    for week in calendar.weeks:
        found.add_row(_week_cell(week), *(_day_cell(day, calendar.today) for day in week.days))
    return found


def _week_cell(week: CalendarWeek) -> Text:
    text = Text(f"{week.monday:%G-W%V}\n", style="bold")
    text.append("\n".join(week_sums(week)), style="not bold")
    return text.append(f"\n{_about(week)}", style="dim") if _about(week) else text


def _day_cell(day: CalendarDay, today: date) -> Text:
    now = day.date == today
    text = Text(f"{'> ' if now else ''}{day.date.day} {day.date:%b}", style="bold" if now else "dim")
    if not day.in_season:
        return text
    if not day.sessions:
        return text.append("\nrest", style="not bold dim")
    for session in day.sessions:
        text.append("\n").append_text(_text(session, "\n"))
        distance = f" {session.total.distance / KM:.1f} km" if session.total.distance else ""
        text.append(f"\n{_time(session.total, race=session.race is not None)}{distance}", style="not bold dim")
    return text
