"""A record as days that can be summed: sessions, and where they leave the athlete."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from math import isfinite
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.report.views.seasons import Period, Stand, Sums

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from periodize.compare import Done
    from periodize.history import History
    from periodize.report.views.check import CheckReport

Spoken = tuple[str, float, float | None, float]
"""Sport, duration [s], distance [m] or None, load [AU, nan where not known] of a session."""


@dataclass(frozen=True, slots=True)
class Diary:
    """What was done, in order.

    history : its daily series, with fitness, fatigue, form. done, days : the sessions and their days.
    """

    history: History
    done: tuple[Done, ...]
    days: tuple[date, ...]

    @classmethod
    def of(cls, report: CheckReport | None) -> Diary | None:
        """Return the days of a record that was checked without a plan; None where it has no session."""
        done = [row.done for row in report.comparison.rows if row.done] if report else []
        if report is None or report.history is None or not done:
            return None
        done.sort(key=lambda session: session.start)
        return cls(report.history, tuple(done), tuple(session.day for session in done))

    @property
    def first(self) -> date:
        """Day of the first session."""
        return self.days[0]

    @property
    def last(self) -> date:
        """Day of the last session: of the days since, nothing is known."""
        return self.days[-1]

    def end_of(self, first: date, last: date) -> date | None:
        """Return the last of some days up to which the record reaches; None where it has no session in them."""
        begin, end = bisect_left(self.days, first), bisect_right(self.days, last)
        return min(last, self.last) if end > begin else None

    def period(self, first: date, last: date) -> Period:
        """Return what was done from a day to another, both included."""
        done = self.done[bisect_left(self.days, first) : bisect_right(self.days, last)]
        return Period(first, last, sums_of((s.sport, s.duration, s.distance, s.load) for s in done), self.stand(last))

    def stand(self, day: date) -> Stand | None:
        """Return where the athlete stood on the evening of a day, or None outside the record."""
        if not self.first <= day <= self.last:
            return None
        k = self.history.index(day)
        fitness, fatigue, form = (float(self.history.one(name)[k]) for name in ("fitness", "fatigue", "form"))
        return Stand(day, fitness, fatigue, form) if isfinite(fitness) and isfinite(fatigue) else None

    def best(self, first: date, last: date) -> Stand | None:
        """Return where fitness was highest from a day to another, both included."""
        import numpy as np

        begin, end = (self.history.index(day) for day in (max(first, self.first), min(last, self.last)))
        fitness = self.history.one("fitness")[begin : end + 1]
        return self.stand(self.history.day(begin + int(np.nanargmax(fitness)))) if np.isfinite(fitness).any() else None


def sums_of(sessions: Iterable[Spoken]) -> Sums:
    """Return what sessions add up to; a load that is not known counts as nothing."""
    told = list(sessions)
    lengths = {
        sport: [distance for of, _, distance, _ in told if of == sport and distance]
        for sport in {session[0] for session in told}
    }
    known = [distance for found in lengths.values() for distance in found]
    return Sums(
        sessions=len(told),
        hours=sum(duration for _, duration, _, _ in told) / 3600,
        load=sum(load for _, _, _, load in told if isfinite(load)),
        km=sum(known) / 1000 if known or not told else None,
        longest_run=_longest(lengths.get("run")),
        longest_ride=_longest(lengths.get("bike")),
    )


def _longest(distances: list[float] | None) -> float | None:
    return max(distances) / 1000 if distances else None
