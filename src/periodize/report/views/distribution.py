"""Where the time went: time in zones and sessions by goal, planned and recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.report.views.zones import ZoneModelView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

BY_WORDS = {
    "best": "by pace or power, else heart rate",
    "pace": "by pace",
    "power": "by power",
    "heart_rate": "by heart rate",
}
"""Basis -> how it is said."""


LEGENDS = {"best": "pace or power", "pace": "pace", "power": "power", "heart_rate": "heart rate"}
"""Basis -> what zones by it are shares of."""


@dataclass(frozen=True, slots=True)
class Times:
    """Time in zones.

    Parameters
    ----------
    count : how many planned sessions or recordings it is of.
    seconds : (zones,) [s]; by heart rate the highest zones of some models are one.
    index : polarisation index; None where it has no meaning, as of averages.
    """

    count: int
    seconds: tuple[float, ...]
    index: float | None


@dataclass(frozen=True, slots=True)
class Goals:
    """What sessions were for.

    Parameters
    ----------
    counts : goal -> sessions, only goals that occur; "" for recorded ones that answer no planned session.
    index : polarisation index by sessions, or None where it has no meaning.
    """

    counts: Mapping[str, int]
    index: float | None


@dataclass(frozen=True, slots=True)
class ZoneDays:
    """Some days.

    Parameters
    ----------
    label : what they are: a block, a week, a month.
    first, last : both included; of days that are not over, the last that is.
    planned : in the zones of the model, standing still left out, of the sports that the basis can tell; None without.
    done : of recordings with a stream: "best", "pace", "power", "heart_rate", those that are known.
    averaged : of recordings of which only averages are known, each whole in the zone of its average; keys as `done`.
    planned_goals, done_goals : None where nothing is planned, or recorded beside a plan.
    recordings, unknown : how many there are of sports with zones, and how many of them have no zone by anything.
    """

    label: str
    first: date
    last: date
    planned: Times | None
    done: Mapping[str, Times]
    averaged: Mapping[str, Times]
    planned_goals: Goals | None
    done_goals: Goals | None
    recordings: int
    unknown: int

    def sides(self, basis: str) -> Iterator[tuple[str, Times]]:
        """Yield planned, done, and done of averages alone, those that have time by a basis of `BY_WORDS`."""
        told = (("planned", self.planned), ("done", self.done.get(basis)), ("done ~", self.averaged.get(basis)))
        yield from ((side, times) for side, times in told if times)


@dataclass(frozen=True, slots=True)
class DistributionView:
    """Where the time went.

    Parameters
    ----------
    title : of the plan, or of the record.
    model : of the zones; chosen : the athlete or the question named it, else it is the default.
    heart_rate : (zones - 1,) its edges as fractions of threshold heart rate, fewer where zones are one by it.
    others : models that could be asked for instead.
    by : week, month, block, season or year.
    basis : best, pace, power, heart_rate or goal; None: all of them were asked for.
    rows : in order, only those with anything in them; what is to come of days under way is a row of its own.
    whole : all of the days together.
    lately : the last two weeks, where blocks are shown and the plan is under way; they are in the rows too.
    notes : what was assumed and left out, a sentence each.
    """

    title: str
    model: ZoneModelView
    chosen: bool
    heart_rate: tuple[float, ...]
    others: tuple[str, ...]
    by: str
    basis: str | None
    rows: tuple[ZoneDays, ...]
    whole: ZoneDays
    lately: ZoneDays | None = None
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """The basis by which time is shown: the one that was asked for, else the best."""
        return self.basis if self.basis in BY_WORDS else "best"

    @property
    def legend(self) -> ZoneModelView:
        """The zones as one legend names them: by heart rate where all of the time is told by it."""
        return ZoneModelView(self.model.name, self.heart_rate) if self.by_heart else self.model

    @property
    def legend_of(self) -> str:
        """What the edges of `legend` are shares of."""
        told = "heart_rate" if self.by_heart else self.told
        return f"of threshold {LEGENDS[told]}"

    @property
    def by_heart(self) -> bool:
        """Whether all of the time is told by heart rate."""
        if self.told != "best":
            return self.told == "heart_rate"
        days = (*self.rows, self.whole)
        return not any(row.planned or {"pace", "power"} & {*row.done, *row.averaged} for row in days)
