"""What became of each planned session, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.compare.states import State
from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.report.views.values import BlockSpan

WORST = (
    State.MISSED, State.PARTIAL, State.SKIPPED, State.UNKNOWN, State.SUBSTITUTED, State.MODIFIED, State.MOVED,
    State.UPCOMING, State.DONE, State.UNPLANNED,
)  # fmt: skip
"""States by what is left of the plan, the least first: our choice. A day with two sessions says the first of them."""


@dataclass(frozen=True, slots=True)
class DayCompliance:
    """A day with sessions, planned or not; rows : of the comparison."""

    day: date
    rows: tuple[Row, ...]

    @property
    def state(self) -> State:
        """The worst of its sessions."""
        return min((row.state for row in self.rows), key=WORST.index)


@dataclass(frozen=True, slots=True)
class ComplianceView:
    """A season's days, planned and recorded.

    Parameters
    ----------
    title : of the plan.
    today : the day of the question.
    first, last : of the season.
    blocks : of the season.
    races : days of races -> name.
    days : in order, those with sessions.
    adherence : [0-1] share of the planned load whose outcome is known that was done, or None.
    """

    title: str
    today: date
    first: date
    last: date
    blocks: tuple[BlockSpan, ...]
    races: tuple[tuple[date, str], ...]
    days: tuple[DayCompliance, ...]
    adherence: float | None
