"""Mornings for the terminal: a line each, and how each measure goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import sparkline, table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.activity import Morning

MORNING = {
    "resting_hr": "HR", "hrv": "rMSSD", "sleep": "Sleep", "sleep_quality": "Quality", "fatigue": "Fatigue",
    "soreness": "Sore", "stress": "Stress", "mood": "Mood", "motivation": "Motiv.", "readiness": "Ready",
    "weight": "kg",
}  # fmt: skip
"""Field of a morning -> title of its column."""

WORDS = 12
"""Columns that the words of a morning need at the least: our choice."""

TREND_DAYS = 60
"""[d] Days up to the last morning whose trend is drawn, one column each: our choice."""

FEW = 3
"""Mornings with a measure from which it has a trend: our choice."""


def mornings_table(mornings: Sequence[Morning], *, width: int) -> Table:
    """Return mornings, one a line; only columns that somebody filled in, and of these as many as there is room for."""
    found = table()
    found.add_column("Morning", no_wrap=True)
    columns = {name: [_cell(name, getattr(morning, name)) for morning in mornings] for name in MORNING}
    filled = [name for name, cells in columns.items() if any(cell != "-" for cell in cells)]
    shown, room = [], width - len("2026-05-03")
    for name in filled:
        room -= 2 + max(len(MORNING[name]), *map(len, columns[name]))
        if room < 0:
            break
        shown.append(name)
        found.add_column(MORNING[name], justify="right", no_wrap=True)
    told = [Text(_told_of(morning), no_wrap=True, overflow="ellipsis") for morning in mornings]
    words = any(told) and room >= WORDS
    if words:
        found.add_column("")
    for line, morning in enumerate(mornings):
        found.add_row(str(morning.day), *(columns[name][line] for name in shown), *([told[line]] if words else []))
    left_out = [MORNING[name] for name in filled[len(shown) :]] + (["words"] if any(told) and not words else [])
    if left_out:
        found.caption, found.caption_justify = f"no room for: {', '.join(left_out)}", "left"
    return found


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "-"
    if name == "sleep":
        return f"{int(value // 3600)}:{int(value % 3600 // 60):02d}"
    return f"{value:.1f}" if name == "weight" else f"{value:g}" if value == round(value, 1) else f"{value:.1f}"


def _told_of(morning: Morning) -> str:
    words = ["ill"] if morning.illness else []
    words += [f"injury: {morning.injury}"] if morning.injury else []
    return printable("; ".join([*words, *filter(None, [morning.note])]))


def print_trends(mornings: Sequence[Morning], out: Console) -> None:
    """Print a line for each measure: a bar a day from its lowest to its highest, a gap where nothing was noted."""
    margin = max(map(len, MORNING.values())) + 1
    ends = len(" 100.0 to 100.0")
    last = mornings[-1].day
    days = min(TREND_DAYS, (last - mornings[0].day).days + 1, out.width - margin - ends)
    first = last - timedelta(days=days - 1)
    by_day = {morning.day: morning for morning in mornings}
    rows = []
    for name, title in MORNING.items():
        noted = (by_day.get(first + timedelta(days=k)) for k in range(days))
        values: list[float | None] = [None if one is None else getattr(one, name) for one in noted]
        known = [value for value in values if value is not None]
        if len(known) >= FEW:
            low, high = min(known), max(known)
            found = Text(f"{title:<{margin}}").append(sparkline(values, low=low, top=high))
            rows.append(found.append(f" {_cell(name, low)} to {_cell(name, high)}", style="dim"))
    if rows:
        out.print()
        out.print(f"Trend, {first} to {last}, each from its lowest to its highest", style="dim")
    for row in rows:
        out.print(row, soft_wrap=True)
