"""What `today` shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.flags import Findings, Level, Sign
    from periodize.report.views.check import Room, WeekTotals
    from periodize.report.views.strip import Strip


@dataclass(frozen=True, slots=True)
class Change:
    """Something that may be changed in the days to come, and the rule and datum that speak for it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """A day and its week: what was planned, what came in, what it means, what may change and why.

    Parameters
    ----------
    today, as_of : as in a check.
    verdict : of all signs that are up.
    sessions : of today.
    open : what the plan still asks this week, today's left out; what may still be done of the days before comes first.
    week, room : of this week; None without a plan, or without a record.
    signs : that are up, what asks for most first.
    findings : with the rules that could not be judged.
    unjudged : why nothing at all could be judged, a sentence; "" where something could.
    begins : the first day of a plan that has not begun, else None.
    strip : the season with its races; None without a plan.
    changes : what may change, what asks for most first; the plan itself is never changed.
    """

    today: date
    as_of: date
    plan: str | None
    verdict: Level
    sessions: tuple[Row, ...]
    open: tuple[Row, ...]
    week: WeekTotals | None
    room: Room | None
    signs: tuple[Sign, ...]
    findings: Findings
    unjudged: str
    begins: date | None
    changes: tuple[Change, ...]
    strip: Strip | None = None
    notes: tuple[str, ...] = ()
