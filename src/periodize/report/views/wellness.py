"""Mornings: what was measured and noted, beside what is usual for the athlete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.flags import Sign
    from periodize.report.views.season import RaceMark


@dataclass(frozen=True, slots=True)
class MorningValue:
    """One day; None where not known.

    Parameters
    ----------
    day : the day on which the athlete woke up.
    value : [unit of the measure] as measured or noted.
    judged : what the sign goes by: a running mean, the mean of the week, or the value itself.
    usual : the athlete's own.
    low, high : limits of what is usual; None on a side that no sign asks for.
    """

    day: date
    value: float | None
    judged: float | None
    usual: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure over some days.

    Parameters
    ----------
    name : what it is.
    unit : of its values.
    digits : with which they are written.
    by : what `judged` is, in words.
    limits : what the limits are, a sentence.
    days : every day, also those without a value.
    signs : that were raised by it in these days.
    """

    name: str
    unit: str
    digits: int
    by: str
    limits: str
    days: tuple[MorningValue, ...]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class WellnessView:
    """The mornings of a record. first, last : of the picture. races : in these days."""

    title: str
    today: date
    first: date
    last: date
    measures: tuple[Measure, ...]
    races: tuple[RaceMark, ...]
