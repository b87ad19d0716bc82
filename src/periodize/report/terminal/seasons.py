"""Several seasons in the terminal: what they are, this one against another at the same week, and week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.report.problems import printable
from periodize.report.terminal.bests import print_bests
from periodize.report.terminal.tables import COLOURS, NARROW, table
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.seasons import Period, Row, SeasonsView, Stand

LATELY, AHEAD = 8, 4
"""Rows before the present one, and after it, unless all are asked for: our choice."""

MOST_SEASONS = 4
"""Seasons beside each other in 80 columns."""


class Measure(NamedTuple):
    """What is compared. name : with its unit. of : of a period, or None. digits, signed : how it is written."""

    name: str
    of: Callable[[Period], float | None]
    digits: int = 0
    signed: bool = False


def _stand(name: str) -> Callable[[Period], float | None]:
    return lambda period: None if period.stand is None else float(getattr(period.stand, name))


HOURS = Measure("Hours", lambda period: period.sums.hours, 1)
KM = Measure("km", lambda period: period.sums.km)
LOAD = Measure("Load", lambda period: period.sums.load)
FITNESS = Measure("Fitness", _stand("fitness"))
FORM = Measure("Form", _stand("form"), signed=True)
TO_DATE = (
    Measure("Sessions", lambda period: period.sums.sessions), HOURS, KM, LOAD,
    Measure("Longest run [km]", lambda period: period.sums.longest_run, 1),
    Measure("Longest ride [km]", lambda period: period.sums.longest_ride, 1),
    FITNESS, FORM,
)  # fmt: skip


def print_seasons(view: SeasonsView, out: Console, *, every: bool = False) -> None:
    """Print the seasons, this one to date beside the others, and its weeks, best times, sessions and aims.

    Parameters
    ----------
    every : all of them, not only those around today or the first.
    """
    out.print(_list(view, narrow=out.width < NARROW))
    out.print(
        "< this season. Fitness: before the first day, the highest, before the race or on the last day.", style="dim"
    )
    this = view.seasons[view.this]
    if view.to_date and view.as_of:
        out.print()
        days = (this.day - view.as_of).days
        beside = "" if view.against is None else ", beside the same days of"
        when = _when(days, printable(this.race))
        out.print(f"{printable(this.name)} up to {view.as_of}, {when}{beside}", style="bold")
        out.print(_to_date(view, view.to_date, narrow=out.width < NARROW))
        out.print()
        _print_rows(view, out, every=every)
    else:
        out.print("Nothing is recorded of this season: `periodize import PATH ...` takes recorded files in.")
    print_bests(view, out, every=every)
    if view.notes:
        out.print()
        notes = "; ".join(printable(note) for note in view.notes)
        out.print(f"Assumptions: {notes}.", style="dim")


def _when(days: int, race: str) -> str:
    """Return how many days are left to a race, or to the last day where there is none."""
    if not days:
        return f"the day of {race}" if race else "the last day"
    return f"{count(abs(days), 'day')} {'to' if days > 0 else 'after'} {race or 'the last day'}"


def _list(view: SeasonsView, *, narrow: bool) -> Table:
    amounts = (HOURS, KM) if narrow else (HOURS, KM, LOAD)
    found = table()
    found.add_column("\nSeason", overflow="fold", max_width=12)
    if not narrow:
        found.add_column("\nFrom", no_wrap=True)
    found.add_column("\nRace", no_wrap=True)
    for measure in amounts:
        found.add_column(f"\n{measure.name}", justify="right", no_wrap=True)
    for name in ("Fitness\nbegan", "\nbest", "\nended"):
        found.add_column(name, justify="right", style=COLOURS["fitness"], no_wrap=True)
    for k, one in enumerate(view.seasons):
        found.add_row(
            f"{printable(one.name)}{' <' if k == view.this else ''}",
            *([] if narrow else [f"{one.first}"]),
            f"{one.day}" if one.race else "-",
            *(_cell(measure, one.done) for measure in amounts),
            *(_fitness(stand) for stand in (one.began, one.best, one.there)),
        )
    return found


def _fitness(stand: Stand | None) -> str:
    return "-" if stand is None else f"{stand.fitness:.0f}"


def _cell(measure: Measure, period: Period | None) -> str:
    return _written(measure, None if period is None else measure.of(period))


def _written(measure: Measure, value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "-"
    sign = "+" if signed or measure.signed else ""
    # rounded first, or little below zero would be -0
    return f"{round(value, measure.digits) + 0.0:{sign},.{measure.digits}f}"


def _to_date(view: SeasonsView, row: Row, *, narrow: bool) -> Table:
    """Return what was done of this season beside the same days to the race of others."""
    this, against = row.seasons[view.this], None if view.against is None else row.seasons[view.against]
    most = 0 if narrow else MOST_SEASONS - 2
    others = [k for k in range(view.this - 1, -1, -1) if k != view.against and row.seasons[k]][:most]
    planned = None if narrow else row.planned
    found = table()
    found.add_column("")
    found.add_column(printable(view.seasons[view.this].name), justify="right", header_style="bold", style="bold")
    if planned:
        found.add_column("its plan", justify="right", style=COLOURS["planned"])
    if view.against is not None:
        found.add_column(printable(view.seasons[view.against].name), justify="right")
        found.add_column("more by", justify="right")
    for k in others:
        found.add_column(printable(view.seasons[k].name), justify="right", style="dim")
    for measure in TO_DATE:
        values = [
            measure.of(period) if period else None for period in (this, against, *(row.seasons[k] for k in others))
        ]
        if all(value is None for value in values):
            continue
        found.add_row(
            measure.name,
            _written(measure, values[0]),
            *([_cell(measure, planned)] if planned else []),
            *([_written(measure, values[1]), _more(measure, *values[:2])] if view.against is not None else []),
            *(_written(measure, value) for value in values[2:]),
        )
    return found


def _more(measure: Measure, ours: float | None, theirs: float | None) -> str:
    """Return the difference, and of amounts its share of what it is held against."""
    if ours is None or theirs is None:
        return "-"
    # of what is shown, or 30 and 30 would be 1 apart
    apart = _written(measure, round(ours, measure.digits) - round(theirs, measure.digits), signed=True)
    if measure in {FITNESS, FORM} or not theirs:
        return apart
    return f"{apart} ({(ours - theirs) / theirs:+.0%})"


def _print_rows(view: SeasonsView, out: Console, *, every: bool) -> None:
    rows = _shown(view.rows, view.as_of, every=every)
    this = view.seasons[view.this]
    other = None if view.against is None else view.seasons[view.against]
    beside = f" (left) beside {printable(other.name)} (right)" if other else ""
    out.print(f"{view.to_race}, {printable(this.name)}{beside}", style="bold")
    out.print(_rows(view, rows, (HOURS, LOAD, FITNESS) if out.width < NARROW else (HOURS, KM, LOAD, FITNESS, FORM)))
    if any(row.so_far for row in rows):
        out.print("The row with > ends with the last recorded day, on both sides.", style="dim")
    if any(_to_come(view, row) and row.planned for row in rows):
        out.print("* as planned.", style="dim")
    if len(rows) < len(view.rows):
        out.print(f"{len(rows)} of {len(view.rows)} rows; all of them: --all", style="dim")


def _shown(rows: Sequence[Row], as_of: date | None, *, every: bool) -> Sequence[Row]:
    """Return the rows around the last recorded day."""
    if every:
        return rows
    now = max((k for k, row in enumerate(rows) if as_of and row.last <= as_of), default=0)
    return rows[max(0, now - LATELY) : now + AHEAD + 1]


def _to_come(view: SeasonsView, row: Row) -> bool:
    return row.seasons[view.this] is None and view.as_of is not None and row.first > view.as_of


def _rows(view: SeasonsView, rows: Sequence[Row], measures: Sequence[Measure]) -> Table:
    found = table()
    found.add_column(f"To {'race' if view.seasons[view.this].race else 'end'}", justify="right", no_wrap=True)
    found.add_column("From", no_wrap=True)
    for measure in measures:
        colour = COLOURS.get(measure.name.lower(), "")
        found.add_column(measure.name, justify="right", style=colour, no_wrap=True)
        if view.against is not None:
            found.add_column("", justify="right", style="dim", no_wrap=True)
    for row in rows:
        ours = row.seasons[view.this]
        planned = row.planned if _to_come(view, row) else None
        theirs = None if view.against is None else row.seasons[view.against]
        cells = []
        for measure in measures:
            cell = _cell(measure, ours or planned)
            cells.append(f"{cell}*" if planned and cell != "-" else cell)
            cells += [_cell(measure, theirs)] if view.against is not None else []
        found.add_row(f"{'> ' if row.so_far else ''}{row.to_race}", f"{row.first:%d %b}", *cells)
    return found
