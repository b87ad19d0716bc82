"""A season as it is drawn on a few lines: its blocks, races, special days, today."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.report.views.strip import CalendarSpan, Strip
from periodize.report.views.values import BlockSpan

if TYPE_CHECKING:
    from datetime import date

    from periodize.plan import Schedule

DAY = timedelta(days=1)


def block_spans(planned: Schedule) -> tuple[BlockSpan, ...]:
    """Return the blocks of a season with their first and last days."""
    return tuple(BlockSpan(b.block.name, b.block.phase, b.first, b.end - DAY) for b in planned.blocks)


def strip_of(planned: Schedule, today: date | None) -> Strip:
    """Return what of a season has its place in time."""
    first, last = planned.first, planned.last
    return Strip(
        first=first,
        last=last,
        blocks=tuple(
            replace(block, first=max(first, block.first), last=min(last, block.last))
            for block in block_spans(planned)
            if block.first <= last and block.last >= first
        ),
        races=tuple(
            (day, race.priority) for race in planned.season.races for _, day in race.days if first <= day <= last
        ),
        calendar=tuple(
            CalendarSpan(entry.kind, max(first, entry.first), min(last, entry.last))
            for entry in planned.season.calendar
            if entry.first <= last and entry.last >= first
        ),
        today=today if today is not None and first <= today <= last else None,
    )
