"""Time in zones and the sums of blocks, planned and done, as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from periodize.report.data.forecast import number

if TYPE_CHECKING:
    from periodize.report.data.forecast import Json
    from periodize.report.views.session import BlockTotals, Distribution


def zones_data(zones: Distribution) -> Json:
    """Return time in zones."""
    return {
        "model": zones.model,
        "planned_s": [number(seconds) for seconds in zones.planned],
        "done_s": None if zones.done is None else [number(seconds) for seconds in zones.done],
        "by": zones.by or None,
        "polarisation_planned": number(zones.planned_index),
        "polarisation_done": number(zones.done_index),
        "note": zones.note,
    }


def block_data(block: BlockTotals) -> Json:
    """Return the sums of one block."""
    amounts = {
        name: {key: number(value) if isinstance(value, float) else value for key, value in asdict(amount).items()}
        for name, amount in (("planned", block.planned), ("done", block.done), ("extra", block.extra))
    }
    return {
        "name": block.name,
        "phase": block.phase,
        "first": block.first.isoformat(),
        "last": block.last.isoformat(),
        **amounts,
        "adherence": number(block.adherence),
    }
