"""Time in zones and the sums of blocks, planned and done, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.problems import printable
from periodize.report.terminal.tables import bar, table
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.session import BlockTotals, Distribution


def print_zones(zones: Distribution, out: Console, *, of: str = "") -> None:
    """Print time in zones, a line each; `of` says of which days."""
    by = f", done by {zones.by}" if zones.by else ""
    out.print()
    out.print(f"Time in zones{of}, {zones.model}{by}", style="bold")
    found = table()
    for name in ("Zone", "Planned", "Done", " "):
        found.add_column(name, justify="left" if name in {"Zone", " "} else "right", no_wrap=True)
    top = max((*zones.planned, *(zones.done or ())), default=0.0)
    for k, planned in enumerate(zones.planned):
        done = zones.done[k] if zones.done and k < len(zones.done) else None
        clock = "-" if done is None else print_clock(done)
        found.add_row(f"Z{k + 1}", print_clock(planned), clock, bar(done or 0.0, top))
    out.print(found)
    told = [
        f"{name} {index:z.2f}"
        for name, index in (("planned", zones.planned_index), ("done", zones.done_index))
        if index  # without time in the highest of three zones it says nothing
    ]
    if told:
        out.print(f"Polarisation index: {', '.join(told)}; a description, not a target.", style="dim")
    if zones.note:
        out.print(printable(zones.note), style="dim")


def block_table(blocks: Sequence[BlockTotals]) -> Table:
    """Return the blocks of a season: planned, done, extra, and the share that was kept."""
    found = table()
    found.add_column("Block", vertical="bottom", max_width=20)
    found.add_column("From", no_wrap=True, vertical="bottom")
    for name in ("Hours\nplanned", "done", "Load\nplanned", "done", "extra", "Kept"):
        found.add_column(name if "\n" in name else f"\n{name}", justify="right", no_wrap=True)
    for block in blocks:
        found.add_row(
            printable(block.name),
            f"{block.first}",
            f"{block.planned.hours:.1f}",
            f"{block.done.hours:.1f}",
            f"{block.planned.load:.0f}",
            f"{block.done.load:.0f}",
            f"{block.extra.load:.0f}" if block.extra.sessions else "",
            "" if block.adherence is None else f"{block.adherence:.0%}",
        )
    return found
