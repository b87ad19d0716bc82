"""What a report shows, as plain values: filled by `project`, drawn by this wing, printed as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Lap
    from periodize.analysis import ActivityMeasures
    from periodize.compare import Comparison, Totals
    from periodize.errors import Problem, Span
    from periodize.flags import Findings, Level, Sign
    from periodize.formats import FileNote, Record
    from periodize.history import History
    from periodize.load import Load
    from periodize.report.check_views import Ahead, Room, Since, WeekTotals
    from periodize.report.session_views import BlockTotals, Distribution
    from periodize.scores import Score
    from periodize.simulation.ensemble import Bands
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


def banded(bands: Bands, place: int, unit: float = 1.0) -> Value:
    """Return a place of some bands: the number of a single run, the band of many, None where not known."""
    import numpy as np

    row = bands.values[:, place] / unit
    if np.isnan(row).any():
        return None
    return float(row[0]) if len(row) == 1 else Band(*map(float, row))


def value_of(runs: NDArray[np.float64]) -> Value:
    """Return the value of (runs,): the number of a single one, the band of many, None where not known."""
    from periodize.simulation.ensemble import bands

    return banded(bands(runs[None, :]), 0)


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
class Taper:
    """What a taper did by race day, against training through it as in the week before, in the same weather.

    first : its first day. fitness, form [as of a day], change [percentage points of the performance].
    """

    first: date
    fitness: Value
    form: Value
    change: Value


@dataclass(frozen=True, slots=True)
class RaceRow:
    """One race on its start line: the state before the race itself.

    Parameters
    ----------
    id, name, date, priority : of the plan; a round has its own row.
    fitness, fatigue, form, performance : as of a day; the performance with altitude, heat and travel of the day.
    change : [%] of that performance since the first morning, of each run since its own.
    goal, threshold_time : [s] what the athlete aims at, and what the threshold of that day gives by Riegel, whatever
        the training does to it.
    time, basis : [s] what may come out, and what that rests on: "own tests" or "threshold".
    no_time : why there is none and what would tell it, half a sentence; "" where there is one.
    watts, watts_basis, watts_over : [W] of a ride, what that rests on, and for how long or in which test.
    conditions : [%] of the performance by altitude, heat, travel and the like; None where there are none.
    at_start : share of the runs that stand on the line, not laid off; None for a single run.
    fresh, too_rested : share of the runs whose form is in the range that is called fresh, and above it.
    goal_chance : share of all runs that start and reach the goal; goal_chance_error : its Monte-Carlo standard error.
    taper : what the taper did; of the rounds of A races.
    """

    id: str
    name: str
    date: date
    priority: str
    fitness: Value
    fatigue: Value
    form: Value
    performance: Value
    change: Value = None
    goal: float | None = None
    threshold_time: float | None = None
    time: Value = None
    basis: str = ""
    no_time: str = ""
    watts: Value = None
    watts_basis: str = ""
    watts_over: str = ""
    conditions: Value = None
    at_start: float | None = None
    fresh: float | None = None
    too_rested: float | None = None
    goal_chance: float | None = None
    goal_chance_error: float | None = None
    taper: Taper | None = None


@dataclass(frozen=True, slots=True)
class WhatIfRace:
    """A race after a what-if, and in brackets of the same weather, what it changed.

    form, change, time, basis : as of a race row. form_by, change_by, time_by : difference to the season as it was, run
    by run; no time_by where the threshold alone tells the time and the conditions of the day are as they were.
    at_start : share of the runs that stand on the line.
    """

    id: str
    name: str
    date: date
    form: Value
    form_by: Value
    change: Value
    change_by: Value
    time: Value
    time_by: Value
    basis: str
    at_start: float


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question to a season. text as it was asked, load [AU] of the season more or less, its races, what it means."""

    text: str
    load: Value
    races: tuple[WhatIfRace, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Risk:
    """What a season met over the runs.

    ill, injured : share of the runs that were so at some time. lost : days laid off. missed : sessions not begun.
    done : share of the planned load.
    """

    ill: float
    injured: float
    lost: Value
    missed: Value
    done: Value


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A block with its first and last day."""

    name: str
    phase: str | None
    first: date
    last: date


@dataclass(frozen=True, slots=True, eq=False)
class Forecast:
    """A season that was simulated.

    borrowed : whose gains it rests on, with their grade, if not the athlete's. risk : what the
    runs met; None for a single one, and where nothing is left to chance. what_ifs : questions to it, answered.
    precise : the runs are as many as the races needed.
    """

    plan: str
    title: str
    seed: int
    runs: int
    model: str
    units: Mapping[str, str]
    days: tuple[DayRow, ...]
    weeks: tuple[WeekRow, ...]
    races: tuple[RaceRow, ...]
    blocks: tuple[BlockSpan, ...]
    assumptions: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    borrowed: str = ""
    risk: Risk | None = None
    what_ifs: tuple[WhatIf, ...] = ()
    precise: bool = False


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
    period : the days that were asked for; None: all.
    week : the calendar week of `as_of`; season_weeks : those of the plan that have begun, or of the period.
    room : load left in this week, ahead : the plan's future from here; None for the past, or without a record.
    zones : time in zones of the two weeks up to `as_of`; blocks : those of the plan that have begun.
    places : id of a planned session -> its line of the plan.
    remarks : links and skips of what is gone, a sentence each.
    since : what is different from the last check; None where nothing is remembered.
    loads : id of an activity -> its load and how it was measured.
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
    period: tuple[date | None, date | None] | None = None
    week: WeekTotals | None = None
    season_weeks: tuple[WeekTotals, ...] = ()
    room: Room | None = None
    ahead: Ahead | None = None
    places: Mapping[str, Span] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    since: Since | None = None
    loads: Mapping[str, Load] = field(default_factory=dict)
    zones: Distribution | None = None
    blocks: tuple[BlockTotals, ...] = ()

    @property
    def unjudged(self) -> str:
        """Why nothing at all could be judged, a sentence; "" where something could."""
        if self.history is not None:
            return ""
        if self.record.activities or self.record.failed:
            return f"Nothing to judge: no activity was read up to {self.as_of}."
        return "Nothing is recorded yet; begin with `periodize import PATH` or `periodize log`."


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


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One quantity that was forecast: its name, unit, and what the forecasts were worth."""

    name: str
    unit: str
    score: Score


@dataclass(frozen=True, slots=True)
class Replay:
    """Forecasts of the past, scored. first, last, dates : the past dates from which load and form were forecast."""

    first: date | None
    last: date | None
    dates: int
    rows: tuple[ReplayRow, ...]
