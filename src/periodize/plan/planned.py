"""What a season expands to: sessions, weeks, the schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.plan.intensity import HOURLY
from periodize.plan.render import effort

if TYPE_CHECKING:
    from periodize.effort import Effort
    from periodize.errors import Problem
    from periodize.plan.dating import DatedBlock
    from periodize.plan.render import Segment
    from periodize.plan.season import Season
    from periodize.plan.source import Place
    from periodize.plan.stretch import Missed
    from periodize.plan.workout import Workout

CLOCK = {"am": time(7), "noon": time(12), "pm": time(17), "day": time(12), "race": time(10)}
"""Time of day of a session: our choice. `day` is a single session whose slot is not named."""


@dataclass(frozen=True, slots=True)
class Factor:
    """What changed the written amounts of a session, and by how much.

    Parameters
    ----------
    name : deload, taper, share, the kind of a calendar range, or volume.
    value : share of what is written; `volume` changes the steady parts alone.
    place : where the plan says so; for a default taper, the race.
    detail : which day, week or race it is, in words.
    """

    name: str
    value: float
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Session:
    """One planned session.

    Parameters
    ----------
    id : date and slot, e.g. "2027-05-11-am".
    slot : am, noon, pm, day or race.
    start : local clock time.
    text : the line as written, or the race.
    segments : what is done.
    intent : easy long tempo intervals race strength other.
    given_load : load that the plan states [AU], or None.
    extra_load : load beside the segments (a race's warm-up) [AU].
    race, round : id of the race, and which of its rounds; None and "" for what is none, "" for a race without rounds.
    by : whether the line measures in time or in distance.
    workout : the line, read; None for a race.
    progress : of its week, from 0 to 1.
    factors : what changed the written amounts.
    """

    id: str
    day: date
    slot: str
    start: datetime
    sport: str
    text: str
    segments: tuple[Segment, ...]
    intent: str
    block: str
    place: Place
    by: str = "time"
    key: bool = False
    note: str = ""
    given_load: float | None = None
    extra_load: float = 0.0
    race: str | None = None
    round: str = ""
    workout: Workout | None = None
    progress: float = 0.0
    factors: tuple[Factor, ...] = ()

    @property
    def duration(self) -> float:
        """Time [s], recoveries included."""
        return sum(segment.duration for segment in self.segments)

    @property
    def distance(self) -> float | None:
        """Distance [m], recoveries included; None for a sport without, or where none is known."""
        known = [segment.distance for segment in self.segments if segment.distance is not None]
        return sum(known) if known and self.sport not in HOURLY else None

    @property
    def hard(self) -> bool:
        """Whether part of it is harder than steady."""
        return self.intent in {"tempo", "intervals", "race"}

    @property
    def load(self) -> float:
        """Load [AU]: as the plan states it, else hours x intensity^2 x 100 over the segments, and what is beside."""
        if self.given_load is not None:
            return self.given_load
        return sum(s.duration / 36 * s.intensity**2 for s in self.segments) + self.extra_load

    def effort(self) -> Effort:
        """Return what a load metric sees."""
        return effort(self.segments, self.sport)


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of a block. number counts from 1; progress from 0 to 1 over the loading weeks."""

    block: DatedBlock
    number: int
    first: date
    end: date
    deload: bool
    progress: float


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Everything that is planned, day by day.

    missed : the weeks whose `volume:` no stretching reaches. since : what lies before is left out; None: nothing is.
    """

    season: Season
    blocks: tuple[DatedBlock, ...]
    weeks: tuple[PlannedWeek, ...]
    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    missed: tuple[tuple[PlannedWeek, Missed], ...] = ()
    since: date | None = None

    @property
    def first(self) -> date:
        """First day."""
        return max(self.blocks[0].first, self.since or date.min)

    @property
    def last(self) -> date:
        """Last day."""
        return self.blocks[-1].end - timedelta(days=1)

    def rest(self, since: date) -> Schedule:
        """Return what is planned from a day on; the blocks stay whole."""
        return replace(
            self,
            weeks=tuple(week for week in self.weeks if week.end > since),
            sessions=tuple(session for session in self.sessions if session.day >= since),
            since=since,
        )

    def block_on(self, day: date) -> DatedBlock | None:
        """Return the block of a day, or None outside the season."""
        return next((b for b in self.blocks if b.first <= day < b.end), None)
