"""What `explain` and `show` print, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.units import KM, print_pace

if TYPE_CHECKING:
    from datetime import date

    from periodize.errors import Problem, Span
    from periodize.report.views.parts import Kind, Part, Total
    from periodize.report.views.strip import Strip

_PACE_PER = {"swim": 100.0, "row": 500.0}
"""Sport -> distance [m] of a pace, where it is not a kilometre."""


def print_speed(speed: float, sport: str) -> str:
    """Write a speed [m/s] as the pace that the sport counts in.

    Examples
    --------
    >>> print_speed(1000 / 172, "run"), print_speed(100 / 105, "swim")
    ('2:52/km', '1:45/100m')
    """
    return print_pace(speed, _PACE_PER.get(sport, KM))


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is.

    Parameters
    ----------
    about : the part or key that it is about; empty for the whole.
    text : the rule that was used, with its number.
    place : where the plan says so, or None.
    source : who says so where the plan does not: plan language, our choice, a publication.
    """

    about: str
    text: str
    place: Span | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class AthleteView:
    """What a session is worked out for.

    Parameters
    ----------
    thresholds : (sport or hr, as people write it), e.g. ("run", "4:30/km").
    zones : name of the zone model, or its edges; given : whether the athlete names it.
    """

    thresholds: tuple[tuple[str, str], ...]
    zones: str
    zones_given: bool


@dataclass(frozen=True, slots=True)
class SessionView:
    """One session, taken apart.

    Parameters
    ----------
    date, slot : None and "" for a line that stands on no day.
    name : of the one named session that the line is, or "".
    written : the line of the plan. text : what it comes to on its day.
    sums : kind -> total of the parts.
    total : of the session; its load is the one given where the plan gives one.
    """

    date: date | None
    slot: str
    sport: str
    name: str
    written: str
    text: str
    place: Span | None
    key: bool
    note: str
    parts: tuple[Part, ...]
    sums: tuple[tuple[Kind, Total], ...]
    total: Total
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """One day. about : block and week, races, calendar."""

    date: date
    about: tuple[str, ...]
    sessions: tuple[SessionView, ...]
    total: Total
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockWeek:
    """One week of a block.

    Parameters
    ----------
    role : loading or deload. share : what deload and taper leave of the written amounts, on its first and last day.
    target : of `volume:` as text, or "". stretch : of the steady parts, or None.
    met : how the target is met, in words.
    """

    number: int
    first: date
    last: date
    role: str
    share: tuple[float, float]
    target: str
    stretch: float | None
    met: str
    total: Total


@dataclass(frozen=True, slots=True)
class Variant:
    """What a line comes to in one week. label : which week, e.g. "w1"."""

    label: str
    text: str
    total: Total


@dataclass(frozen=True, slots=True)
class Line:
    """A session of a block's week, once, with what it comes to in telling weeks."""

    day: str
    slot: str
    written: str
    place: Span | None
    key: bool
    variants: tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block. lines : its week. changes : what `changes:` and races put into single weeks."""

    name: str
    phase: str | None
    first: date
    last: date
    note: str
    place: Span | None
    reasons: tuple[Reason, ...]
    weeks: tuple[BlockWeek, ...]
    lines: tuple[Line, ...]
    changes: tuple[tuple[date, str], ...]
    total: Total


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block of the season, with what fixes its end."""

    name: str
    phase: str | None
    first: date
    last: date
    ends: Reason
    total: Total


@dataclass(frozen=True, slots=True)
class RaceLine:
    """One race and its taper."""

    id: str
    name: str
    days: tuple[tuple[str, date], ...]
    priority: str
    about: str
    taper: Reason
    load: float
    place: Span | None


@dataclass(frozen=True, slots=True)
class SeasonView:
    """The season in a page."""

    title: str
    first: date
    last: date
    blocks: tuple[BlockRow, ...]
    races: tuple[RaceLine, ...]
    calendar: tuple[tuple[date, date, str], ...]
    assumptions: tuple[Reason, ...]
    begins: Reason
    total: Total


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was asked for: some days, a block, a line of text, or the season."""

    plan: str | None
    query: str
    athlete: AthleteView
    days: tuple[DayView, ...] = ()
    block: BlockView | None = None
    session: SessionView | None = None
    season: SeasonView | None = None


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """One session of the calendar. text : with the amounts of its week."""

    id: str
    slot: str
    sport: str
    name: str
    text: str
    written: str
    key: bool
    note: str
    race: str | None
    priority: str | None
    total: Total


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One day. marks : what begins on it: blocks, calendar ranges."""

    date: date
    in_season: bool
    marks: tuple[str, ...]
    sessions: tuple[CalendarSession, ...]


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """One calendar week, Monday first. about : blocks, deload, calendar ranges. sports : total of each."""

    monday: date
    blocks: tuple[str, ...]
    about: tuple[str, ...]
    days: tuple[CalendarDay, ...]
    total: Total
    sports: tuple[tuple[str, Total], ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks asked for, of the whole season's `weeks_in_all`."""

    plan: str
    title: str
    first: date
    last: date
    today: date
    weeks_in_all: int
    weeks: tuple[CalendarWeek, ...]
    strip: Strip
    problems: tuple[Problem, ...] = ()
