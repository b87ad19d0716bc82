"""What `why` shows, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.compare import Row
    from periodize.errors import Span
    from periodize.flags import Sign, WarningSign


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
