"""Sessions, weeks and sums of a comparison as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.compare import State, race_time
from periodize.report.problems import printable
from periodize.report.terminal.tables import COLOURS, NARROW, WIDE, table
from periodize.units import print_clock, print_distance, print_duration

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.table import Table

    from periodize.compare import Amount, Row
    from periodize.report.views.check import WeekTotals

BAR = 10
"""Columns of the largest week: our choice."""

DIFFERENCES = frozenset({"longer", "shorter", "harder", "easier"})

STATES = {
    State.DONE: ("✓", "green"),
    State.MODIFIED: ("~", "yellow"),
    State.MOVED: ("→", "cyan"),
    State.SUBSTITUTED: ("⇄", "cyan"),
    State.PARTIAL: ("½", "yellow"),
    State.MISSED: ("✗", "red"),
    State.SKIPPED: ("–", "dim"),
    State.UNPLANNED: ("+", "blue"),
    State.UNKNOWN: ("?", "dim"),
    State.UPCOMING: ("·", "dim"),
}


def session_table(rows: Iterable[Row], *, width: int) -> Table:
    """Return the lines of a comparison as a table.

    Below `NARROW` columns without volume and load; notes stand in a column of their own from `WIDE` on, else under
    what was planned.
    """
    narrow, wide = width < NARROW, width >= WIDE
    found = table()
    found.add_column("Day", no_wrap=True)
    found.add_column("", no_wrap=True)
    found.add_column("State", no_wrap=True)
    found.add_column("Planned", ratio=3, overflow="fold")
    found.add_column("Done", ratio=2)
    if not narrow:
        found.add_column("Volume", justify="right", no_wrap=True)
        found.add_column("Load", justify="right", no_wrap=True)
    if wide:
        found.add_column("", ratio=2, style="dim")
    for row in rows:
        mark, style = STATES[row.state]
        slot = "" if row.slot == "day" else row.slot
        note = printable(_note(row))
        planned = Text(printable(planned_words(row)))
        if note and not wide and not narrow:
            planned.append("\n" * bool(planned.plain) + note, style="dim")
        found.add_row(
            f"{row.day:%a %d %b}",
            slot,
            Text(f"{mark} {row.state}", style=style),
            planned,
            done_words(row),
            *([] if narrow else _shares(row)),
            *([note] if wide else []),
        )
    return found


def _note(row: Row) -> str:
    """Return why, in few words: how much longer or harder stands in the columns beside."""
    parts = row.note.split("; ")
    return ", ".join(part.partition(":")[0] if part.partition(":")[0] in DIFFERENCES else part for part in parts)


def planned_words(row: Row) -> str:
    """Return the name of a named session, else its line as worked out for the day."""
    if row.planned is None:
        return ""
    name, colon, _ = row.planned.text.partition(": ")
    return name if colon and row.planned.intent != "race" else row.planned.text


def done_words(row: Row) -> str:
    """Return what was recorded: another sport than planned, time, distance, the number of files."""
    done = row.done
    if done is None:
        return ""
    about = [] if row.planned and row.planned.sport == done.sport else [done.sport]
    about += [_time_of_race(row) or print_duration(round(done.duration / 60) * 60)]
    about += [print_distance(round(done.distance, -2))] if done.distance else []
    parts = len(done.activities)
    return " ".join(about) + (f", {parts} files" if parts > 1 else "")


def _time_of_race(row: Row) -> str:
    """Return the time of a race by the clock, of a single file also where it is not as long; "" of anything else."""
    if row.planned is None or row.planned.intent != "race" or row.done is None:
        return ""
    parts = row.done.activities
    seconds = race_time(parts, None if len(parts) == 1 else row.planned.distance)
    return print_clock(seconds) if seconds else ""


def _shares(row: Row) -> tuple[str, str]:
    how = row.compliance
    volume, load = (how.volume, how.load) if how else (None, None)
    return "" if volume is None else f"{volume:.0%}", "" if load is None else f"{load:.0%}"


def amount_table(amounts: Iterable[tuple[str, Amount]]) -> Table:
    """Return sums, a line each."""
    found = table()
    for name in ("", "Sessions", "Hours", "km", "Load"):
        found.add_column(name, justify="right" if name else "left", no_wrap=True)
    for name, amount in amounts:
        found.add_row(name, str(amount.sessions), f"{amount.hours:.1f}", f"{amount.km:.0f}", f"{amount.load:.0f}")
    return found


def totals_table(weeks: Sequence[WeekTotals], *, width: int) -> Table:
    """Return the weeks of a season: planned, done, extra, the share that was kept, and a bar of the loads."""
    found = table()
    roomy = width >= NARROW
    found.add_column("Week of", no_wrap=True, vertical="bottom")
    if roomy:
        found.add_column("Block", no_wrap=True, max_width=14)
    for name in ("Hours\nplanned", "done", "Load\nplanned", "done", "extra", "Kept"):
        found.add_column(name if "\n" in name else f"\n{name}", justify="right", no_wrap=True)
    if roomy:
        found.add_column("", no_wrap=True, min_width=BAR)
    top = max((max(week.planned.load, week.done.load) for week in weeks), default=0.0)
    for week in weeks:
        found.add_row(
            f"{week.monday}",
            *([printable(week.block)] if roomy else []),
            f"{week.planned.hours:.1f}",
            f"{week.done.hours:.1f}",
            f"{week.planned.load:.0f}",
            f"{week.done.load:.0f}",
            f"{week.extra.load:.0f}" if week.extra.sessions else "",
            "" if week.adherence is None else f"{week.adherence:.0%}",
            *([kept_bar(week.planned.load, week.done.load, top)] if roomy else []),
        )
    return found


def kept_bar(planned: float, done: float, top: float) -> Text:
    """Return a bar of what was done of what was planned: light what is left of the plan, medium what is beyond it.

    Examples
    --------
    >>> kept_bar(6, 4, 10).plain, kept_bar(4, 6, 10).plain
    ('████░░', '████▓▓')
    """
    asked, came = (round(BAR * value / top) if top > 0 else 0 for value in (planned, done))
    found = Text("█" * min(asked, came) + "▓" * (came - asked), style=COLOURS["done"])
    return found.append("░" * (asked - came), style=COLOURS["planned"])


def bar_legend() -> Text:
    """Return what the parts of a bar are."""
    parts = (("█", "done", "done"), ("░", "planned", "planned, not done"), ("▓", "done", "more than planned"))
    found = Text("Load: ", style="dim")
    for place, (sign, colour, words) in enumerate(parts):
        found.append(", " if place else "").append(sign, style=COLOURS[colour]).append(f" {words}")
    return found
