"""What `today` shows, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.flags import Findings, Level, Sign
    from periodize.report.views.benchmark import Benchmark, Measure
    from periodize.report.views.check import Reach, Room, WeekTotals
    from periodize.report.views.result import Result
    from periodize.report.views.strip import Strip


@dataclass(frozen=True, slots=True)
class Change:
    """Something that may be changed in the days to come, and the rule and datum that speak for it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class AimStep:
    """A step of hard work. text : as written, times : how often, target : in the athlete's own numbers, or ""."""

    text: str
    times: int
    target: str


@dataclass(frozen=True, slots=True)
class Aim:
    """The next key session or race: what it needs, and what stands in its way.

    Parameters
    ----------
    id, name, text, note : of the planned session, the text with the amounts of its day.
    day, days : when, and how far off [d].
    race : a race.
    steps : its hard work, or the race.
    form, fitness : [AU a day] of its morning, done as planned until then; None where not known.
    judged : whether the record tells what stands in its way.
    against : what stands in its way, a few words each.
    """

    id: str
    name: str
    text: str
    note: str
    day: date
    days: int
    race: bool
    steps: tuple[AimStep, ...]
    form: float | None
    fitness: float | None
    judged: bool
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Again:
    """A session that was done again and again, as far as it matters today.

    Parameters
    ----------
    session : its times, what is followed and what that says.
    main : what of it the sentences go by, with its change and its trend; None where nothing is known.
    due : when the plan asks for it next, this week; None where it does not.
    """

    session: Benchmark
    main: Measure | None
    due: date | None


@dataclass(frozen=True, slots=True)
class TodayView:
    """A day and its week: what was planned, what came in, what it means, what may change and why.

    Parameters
    ----------
    today, as_of, stale : as in a check.
    verdict : of all signs that are up.
    sessions : of today.
    open : what the plan still asks this week, today's left out; what may still be done of the days before comes first.
    week, room : of this week; None without a plan, or without a record.
    reach : the longest run that raises no sign; None where not known, and for who does not run.
    aim : the next key session; None where none is near.
    again : sessions that were done before and are due this week, or were done of late.
    results : races of the last week.
    signs : that are up, what asks for most first.
    findings : with the rules that could not be judged.
    unjudged : why nothing at all could be judged, a sentence; "" where something could.
    begins : the first day of a plan that has not begun, else None.
    strip : the season with its races; None without a plan.
    changes : what may change, what asks for most first; the plan itself is never changed.
    """

    today: date
    as_of: date
    plan: str | None
    verdict: Level
    sessions: tuple[Row, ...]
    open: tuple[Row, ...]
    week: WeekTotals | None
    room: Room | None
    signs: tuple[Sign, ...]
    findings: Findings
    unjudged: str
    begins: date | None
    changes: tuple[Change, ...]
    strip: Strip | None = None
    reach: Reach | None = None
    aim: Aim | None = None
    again: tuple[Again, ...] = ()
    results: tuple[Result, ...] = ()
    stale: bool = False
    notes: tuple[str, ...] = ()
