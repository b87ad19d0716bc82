"""The backtest for the terminal: how often each sign fired, and before what was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import WIDE, table
from periodize.report.views.backtest import PUBLISHED
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.backtest import Backtest, Rate

LISTED = 6
"""Reports of which the day is named: our choice."""


def print_backtest(tried: Backtest, out: Console) -> None:
    """Print every rule's firing rate and what follows from it."""
    out.print(Text(tried.conclusion, style="bold"))
    out.print(f"{tried.first} to {tried.last} · {_reports(tried)}", style="dim")
    out.print()
    fired = [rate for rate in tried.rates if rate.judged]
    if fired:
        out.print(backtest_table(fired, lead=tried.lead, width=out.width))
    never = [rate.code for rate in tried.rates if not rate.judged]
    if never:
        out.print(f"Could not be judged on any day: {' '.join(never)}; `periodize check` says why.", style="dim")
    if tried.reports:
        out.print(
            f"Before: the {tried.lead} days before a report. By chance: share of all shifts of the reports along the "
            "record that find the sign as often before them, or more.",
            style="dim",
        )
        out.print(_published(tried), style="dim")


def _published(tried: Backtest) -> str:
    """Say how far even a good sign could be trusted at this rate of reports."""
    found, silent = PUBLISHED
    return (
        f"Days before a report are {tried.prevalence:.0%} of all. A sign that found {found:.0%} of them and was silent "
        f"on {silent:.0%} of the others, as published of ratings (ten Haaf 2017), would be right on "
        f"{tried.published_right:.0%} of its days."
    )


def _reports(tried: Backtest) -> str:
    if not tried.reports:
        return "no illness or injury logged"
    days = ", ".join(str(day) for day in tried.reports[:LISTED])
    more = f" and {len(tried.reports) - LISTED} more" if len(tried.reports) > LISTED else ""
    return f"{count(len(tried.reports), 'report')} of illness or injury: {days}{more}"


def backtest_table(rates: Sequence[Rate], *, lead: int, width: int) -> Table:
    """Return a line for each rule: days judged, days up, the same before reports, ratio, chance."""
    wide = width >= WIDE
    found = table()
    found.add_column("Sign", vertical="bottom", no_wrap=True)
    names = ["\nDays", "\nUp", "\nShare", f"{lead} days\nbefore", "\nUp", "\nRatio", "By\nchance"]
    for name in [*names[:3], *(["\nSpells"] if wide else []), *names[3:]]:
        found.add_column(name, justify="right", no_wrap=True)
    for rate in rates:
        ratio = "-" if rate.ratio is None else f"{rate.ratio:.1f}"
        chance = "-" if rate.chance is None or not rate.fired else f"{rate.chance:.0%}"
        found.add_row(
            printable(f"{rate.code} {rate.title}"),
            f"{rate.judged:,}",
            f"{rate.fired:,}",
            share(rate.share),
            *([f"{rate.spells:,}"] if wide else []),
            f"{rate.before:,}",
            f"{rate.fired_before:,}",
            ratio,
            chance,
        )
    return found


def share(value: float | None) -> str:
    """Write a share of days, to a tenth of a per cent."""
    return "-" if value is None else f"{value:.1%}"
