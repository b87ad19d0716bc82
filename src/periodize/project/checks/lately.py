"""The last two weeks looked at by intent, and the sums of the season's blocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.project.checks.execution import look_at, whole_from
from periodize.project.checks.zone_shares import zone_shares
from periodize.report.views.session import BlockTotals

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.activity import Activity
    from periodize.athlete import Athlete
    from periodize.compare import Comparison
    from periodize.plan import Schedule
    from periodize.project.checks.execution import Whole
    from periodize.report.views.session import Distribution

RECENT_DAYS = 14
"""[d] Streams of so many days are read by every check: our choice."""


def lately(
    comparison: Comparison, planned: Schedule, athlete: Athlete, *, until: date, whole: Whole | None
) -> tuple[Comparison, Distribution | None]:
    """Return a comparison with intensity and structure of its last two weeks judged, and the time in zones of them.

    Parameters
    ----------
    comparison, planned : of one season.
    athlete : with the heart rates that the record can tell.
    until : last of the fourteen days; streams are read for these alone.
    whole : gives activities their streams; None: they have them.
    """
    sessions = {session.id: session for session in planned.sessions}
    since = until - timedelta(days=RECENT_DAYS)
    recent = [row.done for row in comparison.rows if row.done and since < row.done.day <= until]
    read = (whole or whole_from(None))([activity for done in recent for activity in done.activities])
    streams = {activity.id: activity for activity in read}

    def known(activities: Sequence[Activity]) -> tuple[Activity, ...]:
        return tuple(streams[activity.id] for activity in activities)

    rows, recorded = [], []
    for row in comparison.rows:
        if row.done is None or not since < row.done.day <= until:
            rows.append(row)
        elif row.planned and row.planned.id in sessions:
            looked = look_at(row, sessions[row.planned.id], planned, athlete, known)
            rows.append(looked.row)
            recorded.append(looked.parts)
        else:
            rows.append(row)
            recorded.append(known(row.done.activities))
    due = [session for session in planned.sessions if since < session.day <= until]
    return replace(comparison, rows=tuple(rows)), zone_shares(due, recorded, athlete)


def block_totals(comparison: Comparison, planned: Schedule) -> tuple[BlockTotals, ...]:
    """Return the sums of each block that has begun: planned, done, extra."""
    from periodize.compare import totals

    found = []
    for dated in planned.blocks:
        if dated.first <= comparison.today:
            last = dated.end - timedelta(days=1)
            sums = totals(comparison.rows, first=dated.first, last=last)
            found.append(
                BlockTotals(
                    dated.block.name, dated.block.phase, dated.first, last,
                    sums.planned, sums.done, sums.extra, sums.adherence,
                )
            )  # fmt: skip
    return tuple(found)
