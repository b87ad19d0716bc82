"""Days that are looked at together: blocks, weeks, months, years, a season."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from periodize.project.plans.planning import monday_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from periodize.plan import Schedule

MANY_MONTHS = 24
"""Months above which a record is shown by years: our choice."""

DAY = timedelta(days=1)


class Days(NamedTuple):
    """Days that are looked at together, both ends included."""

    label: str
    first: date
    last: date

    def so_far(self, today: date) -> Days:
        """Return the same up to today where they are not over."""
        under_way = self.first <= today < self.last
        return Days(f"{self.label} so far", self.first, today) if under_way else self

    def to_come(self, today: date) -> Days | None:
        """Return the same from the day after today; None where they are over, or not begun."""
        under_way = self.first <= today < self.last
        return Days(f"{self.label} to come", today + DAY, self.last) if under_way else None


def blocks_of(planned: Schedule) -> Iterator[Days]:
    """Yield the blocks of a plan."""
    for dated in planned.blocks:
        yield Days(dated.block.name, dated.first, dated.end - DAY)


def span_word(first: date, last: date) -> str:
    """Return how a record of these days is best shown: by month, or by year where they are many."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return "year" if months > MANY_MONTHS else "month"


def calendar_days(by: str, first: date, last: date) -> Iterator[Days]:
    """Yield the calendar weeks, months or years of some days, the outer ones cut to them.

    Parameters
    ----------
    by : week, month or year.
    first, last : both included.
    """
    label, after = CALENDAR[by]
    begin = first
    while begin <= last:
        end = after(begin)
        yield Days(label(begin), begin, min(end - DAY, last))
        begin = end


CALENDAR: dict[str, tuple[Callable[[date], str], Callable[[date], date]]] = {
    "week": (lambda day: f"{day:%G-W%V}", lambda day: monday_of(day) + timedelta(days=7)),
    "month": (lambda day: f"{day:%B %Y}", lambda day: date(day.year + day.month // 12, day.month % 12 + 1, 1)),
    "year": (lambda day: f"{day.year}", lambda day: date(day.year + 1, 1, 1)),
}
"""Period -> its label, and the first day after it."""
