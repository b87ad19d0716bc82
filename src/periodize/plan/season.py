"""A season as the rest of periodize sees it: everything read, every name resolved, every place kept."""

from __future__ import annotations

from dataclasses import field
from pathlib import PurePath
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.athlete import Athlete
    from periodize.errors import Span
    from periodize.plan.source import Node, Place
    from periodize.plan.workout import Target, Workout


@dataclass(frozen=True, slots=True)
class Entry:
    """One session line with what stands around it.

    Parameters
    ----------
    workout : the line, read.
    text : the line, as written.
    place : where it stands.
    key : whether it is a key session.
    load : load that replaces the computed one [AU], or None.
    note : for people.
    """

    workout: Workout
    text: str
    place: Place
    key: bool = False
    load: float | None = None
    note: str = ""


DayPlan = tuple[tuple[str, tuple[Entry, ...]], ...]
"""The slots of a day (am, noon, pm, or day for a single session), each with its progression of entries."""

WeekPlan = dict[int, DayPlan]
"""Weekday (0 = Monday) -> what is done."""


@dataclass(frozen=True, slots=True)
class Round:
    """A start of a race; label "" for the only one. goal [s] and load [AU], or None where the plan gives none."""

    label: str
    day: date
    goal: float | None = None
    load: float | None = None


@dataclass(frozen=True, slots=True)
class Race:
    """A race and its rounds, in the order of their days; a race of one day has one. distance [m]."""

    id: str
    name: str
    rounds: tuple[Round, ...]
    priority: str
    sport: str
    distance: float | None
    place: Place

    @property
    def days(self) -> tuple[tuple[str, date], ...]:
        """Label and day of each round."""
        return tuple((one.label, one.day) for one in self.rounds)

    @property
    def goal(self) -> float | None:
        """Time aimed at in the last round [s], or None."""
        return self.rounds[-1].goal

    @property
    def first(self) -> date:
        """First day of the race."""
        return self.rounds[0].day

    @property
    def last(self) -> date:
        """Last day of the race."""
        return self.rounds[-1].day

    def round(self, label: str) -> Round:
        """Return the round of a label."""
        return next(one for one in self.rounds if one.label == label)

    def named(self, label: str) -> str:
        """Return the name of a round, for people."""
        return f"{self.name} ({label})" if label else self.name

    def is_eased(self, one: Round) -> bool:
        """Whether a round is taken to be run slower than the last: one before it that has no goal of its own."""
        return one != self.rounds[-1] and one.goal is None and bool(self.distance or self.goal)


@dataclass(frozen=True, slots=True)
class CalendarRange:
    """Days that are not like others. load: share of the written amounts; altitude [m]; temperature [degC]."""

    first: date
    last: date
    kind: str
    load: float | None
    altitude: float | None
    temperature: float | None
    timezone: str | None
    note: str
    place: Place

    def covers(self, day: date) -> bool:
        """Whether a day lies in the range."""
        return self.first <= day <= self.last

    @property
    def warms(self) -> bool:
        """Whether it tells of heat: by its temperature, or without one as heat that is sought."""
        return self.kind == "heat" or self.temperature is not None


@dataclass(frozen=True, slots=True)
class Volume:
    """A weekly target from the first to the last loading week. unit: h [s], km and mi [m], load [AU]."""

    first: float
    last: float
    unit: str

    def at(self, progress: float) -> float:
        """Return the target at a progress from 0 to 1."""
        return self.first + (self.last - self.first) * progress


@dataclass(frozen=True, slots=True)
class ZoneShare:
    """What `distribution:` asks of one zone, counted from 1: a share of training time from low to high (0-1)."""

    zone: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Until:
    """Where a block ends: the day of `reference` plus `offset` days is the first day of the next block."""

    reference: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One phase of the season.

    deload: (every n-th week, share); taper: share left at the end; share: of all that is written, for a question.
    """

    name: str
    phase: str | None
    days: int | None
    until: Until | None
    week: WeekPlan
    volume: Volume | None
    deload: tuple[int, float] | None
    taper: float | None
    week_changes: Mapping[int, WeekPlan]
    day_changes: Mapping[date, DayPlan]
    place: Place
    note: str = ""
    distribution: tuple[ZoneShare, ...] = ()
    share: float = 1.0

    @property
    def tapers(self) -> bool:
        """Whether the block is a taper, by its phase or by a `taper:` of its own."""
        return self.phase == "taper" or self.taper is not None


@dataclass(frozen=True, slots=True)
class OwnLimit:
    """The athlete's own limit for a plan lint or warning sign; value None: silenced, for the reason."""

    value: float | None
    reason: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Season:
    """A plan that has been read.

    Parameters
    ----------
    path : the file as the user named it.
    start : first day, or None when blocks fix it.
    availability : weekday (0 = Monday) -> longest session [s].
    sessions : the plan's named sessions.
    intensities : the athlete's own intensities.
    limits : code or name of a plan lint or warning sign -> the athlete's own limit.
    model, model_parameters : response model.
    root : the tree that was read, for places.
    """

    path: str
    title: str
    start: date | None
    athlete: Athlete
    races: tuple[Race, ...]
    calendar: tuple[CalendarRange, ...]
    availability: Mapping[int, float]
    sessions: Mapping[str, Workout]
    intensities: dict[str, Target]
    limits: Mapping[str, OwnLimit]
    blocks: tuple[Block, ...]
    root: Node
    model: str = "rolling-average"
    model_parameters: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The title, or the name of the file without one: what may be sent to others shows no path."""
        return self.title or PurePath(self.path).stem

    def span(self, place: Place) -> Span:
        """Point at a place of the plan file."""
        return self.root.nearest(place).span()
