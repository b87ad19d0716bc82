"""Today for the terminal: the day, the week, what is up, what may change and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.report.check_tables import amount_table, session_table
from periodize.report.problems import printable
from periodize.report.signs import VERDICTS, room_words, short
from periodize.units import count

if TYPE_CHECKING:
    from rich.console import Console

    from periodize.report.check_views import Change, TodayView


def print_today(view: TodayView, out: Console) -> None:
    """Print today's view."""
    out.print(Text(f"{view.today:%A} {view.today.day} {view.today:%B %Y}", style="bold"))
    _print_signs(view, out)
    out.print()
    if view.sessions:
        out.print(session_table(view.sessions, width=out.width))
    else:
        out.print("Nothing is planned or recorded today." if view.plan else "Nothing is recorded today.")
    _print_week(view, out)
    if view.open:
        out.print()
        out.print("Still open this week", style="bold")
        out.print(session_table(view.open, width=out.width))
    _print_changes(view.changes, out)


def _print_signs(view: TodayView, out: Console) -> None:
    style, words = VERDICTS[view.verdict]
    up = [sign for sign in view.signs if not sign.expected]
    if not up and view.gaps:
        gaps = count(len(view.gaps), "sign")
        words = f"Clear: no sign is up; {gaps} could not be checked (`periodize check` says why)."
    out.print(Text(words, style=style))
    if view.as_of != view.today:
        out.print(f"As of {view.as_of}, where the record or the season ends: of the days since nothing is known.")
    for sign in view.signs:
        reason = f" Expected: {sign.expected}." if sign.expected else ""
        line = Text(f"{sign.code} {sign.title}: ", style="bold")
        line.append(printable(short(sign.message) + reason), style="default")
        out.print(Padding(line, (0, 0, 0, 2)))


def _print_week(view: TodayView, out: Console) -> None:
    week = view.week
    if week is None or not (week.planned.sessions or week.done.sessions or week.extra.sessions):
        return
    sunday = week.monday + timedelta(days=6)
    block = f" · {week.block}" if week.block else ""
    out.print()
    days = f", {week.monday.day} {week.monday:%b} to {sunday.day} {sunday:%b}{block}"
    out.print(Text("This week", style="bold").append(printable(days), style="default"))
    amounts = [("planned", week.planned), ("done", week.done), ("extra", week.extra), ("open", week.open)]
    out.print(amount_table([(name, one) for name, one in amounts if name != "extra" or one.sessions]))
    if view.room is not None:
        out.print(room_words(view.room))


def _print_changes(changes: tuple[Change, ...], out: Console) -> None:
    out.print()
    if not changes:
        out.print("Nothing speaks for a change.")
        return
    out.print("What may change, and why", style="bold")
    for change in changes:
        out.print(Padding(Text(printable(f"{change.what[0].upper()}{change.what[1:]}.")), (0, 0, 0, 2)))
        out.print(Padding(Text(printable(change.why), style="dim"), (0, 0, 0, 4)))
