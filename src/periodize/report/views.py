"""What a report shows, as plain values: filled by `project`, drawn by this wing, printed as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.activity import Lap
    from periodize.analysis import ActivityMeasures
    from periodize.compare import Comparison, Totals
    from periodize.errors import Problem
    from periodize.flags import Findings, Level, Sign
    from periodize.formats import FileNote, Record
    from periodize.history import History
    from periodize.store import Recording, Stored, Survey


class Band(NamedTuple):
    """Quantiles of a value over the runs of an ensemble."""

    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


Value = float | Band | None
"""A value of one run, the band of many, or not known."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day. load [AU], fitness, fatigue, form [AU a day], performance [unit of the model]."""

    date: date
    load: Value
    fitness: Value
    fatigue: Value
    form: Value
    performance: Value


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One calendar week. hours [h] and km as simulated or recorded; the state is that of its last day."""

    start: date
    block: str
    hours: Value
    km: Value
    load: Value
    fitness: Value
    fatigue: Value
    form: Value
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RaceRow:
    """One race on its start line: the state before the race itself.

    goal and threshold_time [s]: what the athlete aims at, and what the threshold of that day gives by Riegel,
    whatever the training does to it.
    """

    id: str
    name: str
    date: date
    priority: str
    fitness: Value
    fatigue: Value
    form: Value
    performance: Value
    goal: float | None = None
    threshold_time: float | None = None


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A block with its first and last day."""

    name: str
    phase: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A season that was simulated; `borrowed`: whose gains it rests on, with their grade, if not the athlete's."""

    plan: str
    title: str
    seed: int
    runs: int
    model: str
    units: Mapping[str, str]
    history: History
    days: tuple[DayRow, ...]
    weeks: tuple[WeekRow, ...]
    races: tuple[RaceRow, ...]
    blocks: tuple[BlockSpan, ...]
    assumptions: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    borrowed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CheckReport:
    """A record, with a plan or without, and what is worth a look.

    Parameters
    ----------
    as_of : the day for which everything holds.
    stale : the record ends before today, and `as_of` is its last day instead.
    history : daily load, fitness, fatigue, form, distance, longest run, resting heart rate of the record.
    signs : up in the last week before `as_of`; past_signs : earlier ones.
    metrics : load metric -> number of activities measured by it.
    """

    plan: str | None
    today: date
    as_of: date
    stale: bool
    verdict: Level
    history: History | None
    comparison: Comparison
    totals: Totals
    weeks: tuple[WeekRow, ...]
    signs: tuple[Sign, ...]
    past_signs: tuple[Sign, ...]
    findings: Findings
    record: Record
    metrics: Mapping[str, int]
    assumptions: tuple[str, ...]
    load_notes: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What became of what was imported.

    Parameters
    ----------
    new : activities that were not there before.
    merged : recordings that joined an activity that was there.
    updated : recordings that were there and say something else now.
    unchanged : files whose content is known, and in other files the recordings that are.
    mornings, planned : daily notes and planned sessions that are new or say something else now.
    salvaged, skipped, failed : files of which only part could be read; that give nothing; that could not be read.
    unused : layout of a file -> columns or fields that nobody reads.
    interrupted : it was stopped before the end; the next import goes on from there.
    """

    new: int = 0
    merged: int = 0
    updated: int = 0
    unchanged: int = 0
    mornings: int = 0
    planned: int = 0
    salvaged: tuple[FileNote, ...] = ()
    skipped: tuple[FileNote, ...] = ()
    failed: tuple[FileNote, ...] = ()
    unused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class LapRow:
    """One lap with its means. heart_rate [bpm], power [W]; None without the channel."""

    lap: Lap
    heart_rate: float | None = None
    power: float | None = None


@dataclass(frozen=True, slots=True)
class ActivityView:
    """One stored activity in detail.

    Parameters
    ----------
    stored : merged of all its recordings.
    recordings : as each source has it, the best first.
    measures : what was computed of it; None when that could not be.
    laps : of the best recording.
    """

    stored: Stored
    recordings: tuple[Recording, ...]
    measures: ActivityMeasures | None
    laps: tuple[LapRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Something about a record that deserves a look.

    Parameters
    ----------
    grade : "problem", "look" or "note".
    text : what it is.
    details : which files or activities, or what to do.
    """

    grade: str
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What a store holds, and what in it deserves a look, the gravest first."""

    survey: Survey
    diagnoses: tuple[Diagnosis, ...]
