"""The contract of a plan lint, the family's registry, and what a lint sees.

A lint looks at the dated sessions and says, once for each kind, where the plan contradicts itself or asks for more
than is usual. It never changes anything, and the athlete can set a limit of their own or silence it with a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from periodize.plain import dataclass
from periodize.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.plan.planned import Schedule, Session
    from periodize.plan.source import Place

Evidence = Literal["A", "B", "C", "D"]
"""A: several controlled studies, or arithmetic; B: one large cohort or trial; C: small or mixed studies;
D: convention."""


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """Monday to Sunday.

    Parameters
    ----------
    monday : its first day.
    sessions : in order, races among them.
    load : of everything [AU].
    race_load : of the races in it [AU].
    whole : whether all seven days lie in the season.
    """

    monday: date
    sessions: tuple[Session, ...]
    load: float
    race_load: float
    whole: bool


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a lint sees.

    Parameters
    ----------
    schedule : the dated sessions.
    loads : session id -> load [AU].
    days : the sessions of each day that has any.
    weeks : the calendar weeks that the season touches, in order.
    """

    schedule: Schedule
    loads: Mapping[str, float]
    days: Mapping[date, tuple[Session, ...]]
    weeks: tuple[CalendarWeek, ...]

    @classmethod
    def of(cls, schedule: Schedule, loads: Mapping[str, float]) -> Context:
        """Lay the sessions of a schedule out by days and calendar weeks."""
        days = {day: tuple(found) for day, found in groupby(schedule.sessions, key=lambda s: s.day)}
        return cls(schedule, loads, days, tuple(_calendar_weeks(schedule, loads, days)))

    def between(self, first: date, end: date) -> Iterator[Session]:
        """Yield the sessions from a day up to and without another."""
        return _between(self.days, first, end)


def _between(days: Mapping[date, tuple[Session, ...]], first: date, end: date) -> Iterator[Session]:
    for offset in range((end - first).days):
        yield from days.get(first + timedelta(days=offset), ())


def _calendar_weeks(
    schedule: Schedule, loads: Mapping[str, float], days: Mapping[date, tuple[Session, ...]]
) -> Iterator[CalendarWeek]:
    monday = schedule.first - timedelta(days=schedule.first.weekday())
    while monday <= schedule.last:
        following = monday + timedelta(days=7)
        sessions = tuple(_between(days, monday, following))
        yield CalendarWeek(
            monday,
            sessions,
            load=sum(loads[s.id] for s in sessions),
            race_load=sum(loads[s.id] for s in sessions if s.race),
            whole=schedule.first <= monday and following <= schedule.blocks[-1].end,
        )
        monday = following


@dataclass(frozen=True, slots=True)
class Case:
    """One place of the plan that is worth a second look.

    Parameters
    ----------
    place : where it is written.
    excess : how bad it is; only the order within one lint counts.
    text : what is there, in words.
    count : how many of what the headline counts.
    """

    place: Place
    excess: float
    text: str
    count: int = 1


Function = Callable[[Context, float], Iterator[Case]]


@dataclass(frozen=True, slots=True)
class Lint:
    """One member of the family; what it means stands under its code in `RULES`.

    Parameters
    ----------
    code, name : P406, long-run-jump; either names it in `limits:`.
    limit : in force unless the athlete gives one [unit].
    unit : of the limit, in words.
    evidence : how well it is supported.
    reference : who says so.
    headline : of the grouped warning; {n}, {s} (plural) and {limit} are filled in.
    step : what can be done about it.
    function : context and limit -> cases, in the order of the season.
    """

    code: str
    name: str
    limit: float
    unit: str
    evidence: Evidence
    reference: str
    headline: str
    step: str
    function: Function

    def __call__(self, plan: Context, *, limit: float | None = None) -> list[Case]:
        """Return the cases, by its own limit unless another is given."""
        return list(self.function(plan, self.limit if limit is None else limit))

    def message(self, cases: list[Case], limit: float) -> str:
        """Return one sentence for all cases: how many there are, and the worst."""
        count = sum(case.count for case in cases)
        headline = self.headline.format(n=count, s="" if count == 1 else "s", limit=limit)
        return f"{headline}{'; worst' if len(cases) > 1 else ''}: {worst(cases).text}"


def stretched(session: Session) -> str:
    """Say that a session is not as long as its line, where `volume:` stretched it."""
    factor = next((f.value for f in session.factors if f.name == "volume"), 1.0)
    return "" if round(factor, 2) == 1 else f", {factor:.0%} of what is written by `volume:`"


def worst(cases: list[Case]) -> Case:
    """Return the worst case, of equal ones the first."""
    return max(cases, key=lambda case: case.excess)


# no entry points: `validate` answers while somebody types, and looking through the installed packages takes longer
LINTS: Registry[Lint] = Registry("plan lint", group=None)


def plan_lint(
    code: str,
    *,
    name: str,
    limit: float,
    unit: str,
    evidence: Evidence,
    reference: str,
    headline: str,
    step: str,
) -> Callable[[Function], Lint]:
    """Register a function of context and limit under its code; the parameters are those of `Lint`."""

    def register(function: Function) -> Lint:
        return LINTS.add(code, Lint(code, name, limit, unit, evidence, reference, headline, step, function))

    return register
