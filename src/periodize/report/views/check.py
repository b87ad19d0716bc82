"""What `check` shows, as plain values."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.units import KM, print_distance

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.compare import Amount, Comparison, Done, Totals
    from periodize.errors import Problem, Span
    from periodize.flags import Findings, Level, Sign
    from periodize.formats import Record
    from periodize.history import History
    from periodize.load import Load
    from periodize.report.views.benchmark import Repeat
    from periodize.report.views.result import Result
    from periodize.report.views.session import BlockTotals, Distribution
    from periodize.report.views.strip import Strip
    from periodize.report.views.values import WeekRow


def rounded_down(distance: float) -> str:
    """Write a distance [m] that is not to be exceeded: a tenth of a kilometre more would be too far.

    Examples
    --------
    >>> rounded_down(16_599.0)
    '16.5km'
    """
    return print_distance(int(distance / (KM / 10) + 1e-6) * (KM / 10))


@dataclass(frozen=True, slots=True)
class WeekTotals:
    """One calendar week, planned and recorded.

    Parameters
    ----------
    monday : its first day.
    block : of the plan on that day; "" without.
    planned : all of the week, days to come included.
    done, extra : recorded sessions that answer a planned one, and those that answer none.
    open : planned sessions that are still to come or may still be done.
    adherence : [0-1] share of the planned load whose outcome is known that was done, or None.
    """

    monday: date
    block: str
    planned: Amount
    done: Amount
    extra: Amount
    open: Amount
    adherence: float | None


@dataclass(frozen=True, slots=True)
class Room:
    """How much load fits into this week before the load-jump sign (R12) is raised; races count nowhere in it.

    Parameters
    ----------
    limit : [ratio] the athlete's own, or the sign's.
    largest : [AU] load of the largest of the four weeks before, or before the jump; nan where that is not known.
    so_far : [AU] load recorded from Monday on.
    asked : [AU] load of the sessions that the plan still asks for by Sunday.
    left : [AU] what fits by Sunday, below 0 when it is too much already; after a jump up to `largest`, as the sign
        asks; nan where not known.
    at_once : [AU] what fits on any day until then; nan where not known.
    reason : why it is not known; "" where it is.
    raced : whether the week has a race, done or to come, which is in none of these but `largest`.
    jump : the first day for which the sign is up already; None where it is not.
    """

    limit: float
    largest: float
    so_far: float
    asked: float
    left: float
    at_once: float
    reason: str = ""
    raced: bool = False
    jump: date | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a run may be before the session-spike sign (R1) is raised.

    Parameters
    ----------
    first, last : days for which it holds: today, or tomorrow where something was run today, to that week's Sunday.
    limit : [ratio] the athlete's own, or the sign's.
    longest : [m] the longest run of the 30 days before, or before the spike; nan where there is none.
    most : [m] the longest run that does not raise it; after a spike `longest`, as the sign asks; nan where not known.
    reason : why it is not known; "" where it is.
    spike : the first day for which the sign is up already; None where it is not.
    """

    first: date
    last: date
    limit: float
    longest: float
    most: float
    reason: str = ""
    spike: date | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """A load sign that the plan would raise, done as written from where the athlete is now.

    Parameters
    ----------
    week : of the season, from 1.
    sign : as the rule raises it on the planned days.
    session : id of the planned session that it is about, or "".
    most : [m] the longest run of that day that would not raise it, or None.
    """

    week: int
    sign: Sign
    session: str = ""
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """The plan's future, run from the athlete's present state.

    Parameters
    ----------
    first, last : days that were looked at.
    coming : by day.
    notes : what was assumed for it, a sentence each.
    """

    first: date
    last: date
    coming: tuple[Coming, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Since:
    """What is different from the last check.

    Parameters
    ----------
    day : for which that check held.
    verdict : its verdict, or None if it is the same now.
    new, gone : ids of signs.
    states : (session id, state then, state now).
    """

    day: date
    verdict: str | None
    new: tuple[str, ...]
    gone: tuple[str, ...]
    states: tuple[tuple[str, str, str], ...]

    @property
    def nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.verdict or self.new or self.gone or self.states)


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
    reach : the longest run that raises no sign; None likewise, for who does not run, and where the record is silent.
    done : recorded sessions up to `as_of`, those of no planned day too.
    results : planned races that were run, of the days asked for.
    repeats : sets of repeats that were done at least twice, up to `as_of`.
    zones : time in zones of the two weeks up to `as_of`; blocks : those of the plan that have begun.
    places : id of a planned session -> its line of the plan.
    remarks : links and skips of what is gone, a sentence each.
    since : what is different from the last check; None where nothing is remembered.
    loads : id of an activity -> its load and how it was measured.
    strip : the plan's season with its races; None without a plan.
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
    strip: Strip | None = None
    reach: Reach | None = None
    repeats: tuple[Repeat, ...] = ()
    results: tuple[Result, ...] = ()
    done: tuple[Done, ...] = ()

    @property
    def unjudged(self) -> str:
        """Why nothing at all could be judged, a sentence; "" where something could."""
        if self.history is not None:
            return ""
        if self.record.activities or self.record.failed:
            return f"Nothing to judge: no activity was read up to {self.as_of}."
        return "Nothing is recorded yet; begin with `periodize import PATH` or `periodize log`."
