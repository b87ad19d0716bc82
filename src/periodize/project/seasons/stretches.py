"""The days of a season, and the record beside its plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.project.checks.pairing import compared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.compare import Row
    from periodize.plan import Schedule
    from periodize.project.records.linking import Answers
    from periodize.report.views.check import CheckReport


class Stretch(NamedTuple):
    """The days of a season, and the day from which weeks are counted. race : "" where that is the last day."""

    name: str
    first: date
    last: date
    day: date
    race: str = ""
    planned: Schedule | None = None

    def has(self, day: date) -> bool:
        """Whether a day is one of it."""
        return self.first <= day <= self.last

    def like(self, other: Stretch, day: date) -> date:
        """Return the day that is as long before the race as a day of another season is before its own."""
        return self.day - (other.day - day)


def answered(planned: Schedule, report: CheckReport, said: Answers) -> Sequence[Row]:
    """Return the sessions of a plan, each with what answers it in a record that was checked without one.

    Parameters
    ----------
    said : what the athlete says of sessions, as the store has it.
    """
    from periodize.compare import doubles

    links = said.links_of(doubles(report.record.activities)) if said.links else {}
    done = [row.done for row in report.comparison.rows if row.done]
    return compared(planned, done, report.loads, now=report.today, links=links, skipped=said.skipped).rows
