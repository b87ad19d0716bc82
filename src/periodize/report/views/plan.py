"""What `explain` and `show` print, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    from periodize.errors import Problem, Span
    from periodize.plan.season import Round
    from periodize.report.views.parts import Reason, SessionView, Total
    from periodize.report.views.strip import Strip


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
    rounds: tuple[Round, ...]
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
