"""What `check`, `today` and `why` show beside the signs, as plain values: filled by `project`, drawn by this wing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Amount, Row
    from periodize.errors import Span
    from periodize.flags import Findings, Level, Sign, WarningSign


PUBLISHED = (0.79, 0.77)
"""Share that is found, share of the others on which it is silent: ratings of fatigue and readiness after three days, of
overreaching (ten Haaf 2017). No sign of ours is known to be better."""


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
    """How much load fits into this week before the load-jump sign (R12) is raised.

    Parameters
    ----------
    limit : [ratio] the athlete's own, or the sign's.
    largest : [AU] load of the largest of the four weeks before, nan where that is not known.
    so_far : [AU] load recorded from Monday on.
    asked : [AU] load of the sessions that the plan still asks for by Sunday.
    left : [AU] what fits by Sunday, below 0 when it is too much already; nan where not known.
    reason : why it is not known; "" where it is.
    """

    limit: float
    largest: float
    so_far: float
    asked: float
    left: float
    reason: str = ""


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


@dataclass(frozen=True, slots=True)
class Change:
    """Something that may be changed in the days to come, and the rule and datum that speak for it."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class TodayView:
    """A day and its week: what was planned, what came in, what it means, what may change and why.

    Parameters
    ----------
    today, as_of : as in a check.
    verdict : of all signs that are up.
    sessions : of today.
    open : what the plan still asks this week, today's left out; what may still be done of the days before comes first.
    week, room : of this week; None without a plan, or without a record.
    signs : that are up, what asks for most first.
    findings : with the rules that could not be judged.
    unjudged : why nothing at all could be judged, a sentence; "" where something could.
    begins : the first day of a plan that has not begun, else None.
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
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DataRow:
    """Seven days of a series. first : the first of them; values : nan where unknown; total : their sum, or None."""

    first: date
    values: tuple[float, ...]
    total: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """The days that a sign rests on. unit : of the values; rows : weeks that end on the day of the sign."""

    name: str
    unit: str
    rows: tuple[DataRow, ...]


@dataclass(frozen=True, slots=True)
class WhySign:
    """A warning sign taken apart.

    Parameters
    ----------
    rule : the member of the family.
    rule_text : what it does, from its own documentation.
    limit : in force, or None where it is silenced.
    own : why the athlete has another limit; "" where the rule's own is in force.
    as_of : the day of the question.
    sign : the one that was asked for, else the latest; None when it was never raised.
    up : whether that sign is up.
    gap : why the rule could not be judged on the last day; "" where it could.
    earlier : other spells of this record.
    series : the days that it rests on.
    arithmetic : what was seen against the limit, in words; "" when it was never raised.
    """

    rule: WarningSign
    rule_text: str
    limit: float | None
    own: str
    as_of: date
    sign: Sign | None
    up: bool
    gap: str
    earlier: tuple[Sign, ...]
    series: tuple[Series, ...]
    arithmetic: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One part of the cost of a pair. weight, value : 0-1; words : the arithmetic."""

    name: str
    weight: float
    value: float
    words: str


@dataclass(frozen=True, slots=True)
class WhySession:
    """What was planned and recorded of a session, and why it is called what it is called.

    Parameters
    ----------
    row : of the comparison.
    place : the line of the plan, or None.
    rule : what makes its state, in words.
    terms : of the cost of the pair; empty where there is none.
    cost : their weighted sum, or None.
    loads : how planned and recorded load were measured, a line each.
    """

    row: Row
    place: Span | None
    rule: str
    terms: tuple[Term, ...]
    cost: float | None
    loads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one rule fires on this record.

    Parameters
    ----------
    code, title : of the rule.
    judged, fired : [d] days on which it could be judged, and on which it was raised.
    before, fired_before : [d] the same among the days before a logged illness or injury.
    spells : how many spells the fired days make.
    chance : share of all shifts of the reports along the record that would find it raised as often before them, or
        more; None where there are none.
    """

    code: str
    title: str
    judged: int
    fired: int
    spells: int
    before: int
    fired_before: int
    chance: float | None

    @property
    def share(self) -> float | None:
        """Share of the judged days on which it was raised."""
        return self.fired / self.judged if self.judged else None

    @property
    def share_before(self) -> float | None:
        """The same among the days before a report."""
        return self.fired_before / self.before if self.before else None

    @property
    def ratio(self) -> float | None:
        """How much more often before a report than on all days."""
        if self.share_before is None or not self.share:
            return None
        return self.share_before / self.share


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every rule on a record's own past.

    Parameters
    ----------
    first, last : days of the record.
    reports : first day of each logged illness or injury.
    lead : [d] how long before a report a sign counts as before it.
    rates : in the order of the family.
    conclusion : what that allows to say.
    """

    first: date
    last: date
    reports: tuple[date, ...]
    lead: int
    rates: tuple[Rate, ...]
    conclusion: str

    @property
    def prevalence(self) -> float:
        """Share of all days that are one of those before a report."""
        before = sum(min(self.lead, (day - self.first).days) for day in self.reports)
        return before / ((self.last - self.first).days + 1)

    @property
    def published_right(self) -> float | None:
        """Share of its days on which a sign as good as `PUBLISHED` would be right here; None without a report."""
        from periodize.scores import predictive_value

        return predictive_value(*PUBLISHED, self.prevalence) if self.reports else None
