"""What a report shows, as plain values: what it is made of, and its sections in words, tables and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.compare import Row
    from periodize.report.views.parts import SessionView
    from periodize.report.views.plan import CalendarWeek, DayView
    from periodize.report.views.replay import Replay
    from periodize.report.views.season import SeasonView
    from periodize.report.views.today import TodayView


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report was made of.

    Parameters
    ----------
    plan : name of its file; "" without.
    commit : of git, in which the plan lies; "" outside. changed : the plan differs from it.
    version : of periodize.
    day : the day of the question.
    runs, seed : of the simulation; no runs where nothing is simulated.
    files : how many could be read and how many not; "" where all could.
    """

    plan: str
    commit: str
    changed: bool
    version: str
    day: date
    runs: int
    seed: int
    files: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What cannot be shown. why : a sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """The response model, and how far to trust it.

    Parameters
    ----------
    name : in the registry.
    summary, valid, trap : what it is, where it holds, where it misleads, a sentence each.
    evidence : grade of its default parameters' forecasts.
    own : what the calibration to the athlete's own tests came to, a sentence each; none without.
    borrowed : whose gains the performance rests on; "" where they are the athlete's.
    """

    name: str
    summary: str
    valid: str
    trap: str
    evidence: str
    own: tuple[str, ...] = ()
    borrowed: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class ReportView:
    """A season, or a record without a plan, and everything that is known of it.

    Parameters
    ----------
    title : of the plan, or of the record.
    whole : the season in one picture, with its simulation and the check of its record.
    today : the day and its week; None where nothing is recorded.
    week : of the plan, the one of today; None outside the season or without a plan.
    pictures : name of a chart -> what it is drawn from, or why there is nothing to draw.
    model : None where nothing is simulated.
    past : forecasts like this one, made on the athlete's past and scored, or why there are none; None where no
        range of what is to come is shown.
    provenance : what all this was made of.
    """

    title: str
    whole: SeasonView
    today: TodayView | None
    week: CalendarWeek | None
    pictures: Mapping[str, Any | Missing]
    model: ModelFacts | None
    past: Replay | Missing | None
    provenance: Provenance


@dataclass(frozen=True, slots=True, eq=False)
class WeekSheet:
    """A week for the fridge.

    Parameters
    ----------
    days : its days in the season, taken apart.
    rows : what became of its sessions, and what was recorded beside them; none where nothing was.
    picture : what its chart is drawn from.
    """

    title: str
    week: CalendarWeek
    days: tuple[DayView, ...]
    rows: tuple[Row, ...]
    picture: Any | Missing
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Became:
    """A session of a sheet: as planned, its state and what was done; "" each for what is not known."""

    session: SessionView
    state: str
    done: str


@dataclass(frozen=True, slots=True)
class SheetDay:
    """A day of a sheet. beside : what was recorded beside the plan, in words."""

    date: date
    sessions: tuple[Became, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first cell of a row is its name."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something with a name and what there is to say of it: (what, how it is) each."""

    heading: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report.

    Parameters
    ----------
    id : its name in an address.
    heading : as it is read.
    words : sentences to read first.
    picture : name of its chart; "" for none.
    tables, items : below that.
    lines : of a list.
    remarks : what explains all this, a sentence each.
    """

    id: str
    heading: str
    words: tuple[str, ...] = ()
    picture: str = ""
    tables: tuple[Table, ...] = ()
    items: tuple[Item, ...] = ()
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
