"""Where the time went, as tables: days by zone, by what was measured, and by goal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.report.problems import printable
from periodize.report.terminal.tables import COLOURS, NARROW, table
from periodize.report.views.distribution import BY_WORDS, LEGENDS
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.distribution import DistributionView, Goals, Times, ZoneDays

GOALS = ("easy", "long", "tempo", "intervals", "race", "strength", "other", "")
"""In the order of the columns; the last are recorded ones that answer no planned session."""

_LABEL = 16
_ALONE = 22
"""Columns of the name of some days, and of one without a date beside it."""


def print_distribution(view: DistributionView, out: Console) -> None:
    """Print the days and, unless one basis is asked for, all of them by each basis."""
    if view.basis == "goal":
        _print_goals(view, view.rows, out)
        return
    basis = view.told
    # a plan knows no heart rate second by second
    apart = "; planned by pace or power" if basis == "heart_rate" and any(row.planned for row in view.rows) else ""
    out.print(f"Time in zones of {view.model.name}, {BY_WORDS[basis]}{apart} [% of the time]", style="bold")
    out.print(_days_table(view, basis, narrow=out.width < NARROW))
    if view.basis is None and (view.whole.planned or view.whole.done or view.whole.averaged):
        out.print()
        out.print(f"{_all(view.whole)}, by what was measured", style="bold")
        out.print(_basis_table(view))
        if view.whole.planned_goals or view.whole.done_goals:
            out.print()
            _print_goals(view, (view.whole,), out)
    out.print()
    for line in _legend(view, basis):
        out.print(line, style="dim")
    if view.notes:
        out.print(f"Assumed, and left out: {'; '.join(printable(note) for note in view.notes)}.", style="dim")


def _all(whole: ZoneDays) -> str:
    return f"{whole.first} to {whole.last}"


def _zone_table(view: DistributionView, *heads: str) -> Table:
    """Return a table of some columns in front, hours, a column a zone, and the index."""
    found = table()
    for k, head in enumerate(heads):
        widest = _LABEL if "From" in heads else _ALONE
        found.add_column(head, max_width=widest if k == 0 else None, no_wrap=k > 0, overflow="fold")
    found.add_column("Hours", justify="right", no_wrap=True)
    for k in range(len(view.model.zones)):
        found.add_column(f"Z{k + 1}", justify="right", no_wrap=True, min_width=3)
    if _indexed(view):
        found.add_column("PI", justify="right", no_wrap=True)
    return found


def _indexed(view: DistributionView) -> bool:
    """Whether any time has a polarisation index."""
    return any(times.index for row in (*view.rows, view.whole) for times in (row.planned, *row.done.values()) if times)


def _days_table(view: DistributionView, basis: str, *, narrow: bool) -> Table:
    dated = view.by in {"block", "week"} and not (narrow and view.by == "block")
    found = _zone_table(view, view.by.capitalize(), *(["From"] if dated else []), "")
    for row in (*view.rows, *([view.lately] if view.lately else [])):
        head = (printable(row.label), *([f"{row.first:%d %b}"] if dated else []))
        for side, times in row.sides(basis):
            style = COLOURS["planned"] if side == "planned" else ""
            found.add_row(*head, side, *_cells(view, times), style=style)
            head = ("",) * len(head)
    return found


def _basis_table(view: DistributionView) -> Table:
    found = _zone_table(view, "", "Count")
    found.columns[1].justify = "right"
    if view.whole.planned:
        found.add_row("planned", f"{view.whole.planned.count}", *_cells(view, view.whole.planned))
    for mark, told in (("", view.whole.done), (" ~", view.whole.averaged)):
        for basis in ("pace", "power", "heart_rate"):
            if basis in told:
                name = f"{basis.replace('_', ' ')}{mark}"
                found.add_row(name, f"{told[basis].count}", *_cells(view, told[basis]))
    return found


def _cells(view: DistributionView, times: Times) -> Iterator[str]:
    """Yield the hours, the share of each zone and the index."""
    whole = sum(times.seconds)
    yield f"{whole / 3600:,.1f}"
    shares = [f"{seconds / whole:.0%}"[:-1] for seconds in times.seconds]
    # by heart rate the highest zones of some models are one
    yield from (*shares, *[""] * (len(view.model.zones) - len(shares)))
    if _indexed(view):
        yield _index(times.index)


def _index(index: float | None) -> str:
    # without time in the highest of three zones it says nothing
    return f"{index:z.1f}" if index else "-"


def _print_goals(view: DistributionView, rows: Sequence[ZoneDays], out: Console) -> None:
    """Print sessions by what they were for."""
    sides = [
        (row, side, goals)
        for row in rows
        for side, goals in (("planned", row.planned_goals), ("done", row.done_goals))
        if goals
    ]
    occur = {goal for _, _, goals in sides for goal in goals.counts}
    found = table()
    several = view.basis == "goal"
    if several:
        found.add_column(view.by.capitalize(), max_width=_LABEL, overflow="fold")
    found.add_column("")
    shown = [goal for goal in GOALS if goal in occur]
    for goal in shown:
        found.add_column(goal.capitalize() or "Unplanned", justify="right")
    found.add_column("PI", justify="right", no_wrap=True)
    last = None
    for row, side, goals in sides:
        label = "" if row is last else printable(row.label)
        found.add_row(*([label] if several else []), side, *_counts(goals, shown))
        last = row
    out.print(f"Sessions by goal{'' if several else f', {_all(view.whole)}'}", style="bold")
    out.print(found)
    if several:
        out.print()
        out.print(_goal_words(), style="dim")


def _counts(goals: Goals, shown: Sequence[str]) -> Iterator[str]:
    yield from (f"{goals.counts.get(goal, 0)}" for goal in shown)
    yield _index(goals.index)


def _goal_words() -> str:
    return (
        "PI: polarisation index (Treff et al. 2019), here of sessions: easy and long are zone 1 of three, tempo "
        "zone 2, intervals and races zone 3 (our choice). A description, not a target; time in zones gives another "
        "answer."
    )


def _legend(view: DistributionView, basis: str) -> Iterator[str]:
    name = view.model.name if view.chosen else f"{view.model.name} (the default)"
    heart = f"{_edges(view.heart_rate)} of threshold {LEGENDS['heart_rate']}"
    paced = f"{_edges(view.model.edges)} of threshold {LEGENDS[basis]}"
    parts = {"heart_rate": [heart], "best": [paced, heart]}.get(basis, [paced])
    yield f"Zones of {name} end at {'; '.join(parts)}. Other zones: --model {', '.join(view.others)}."
    averaged = view.whole.averaged.get(basis)
    if averaged:
        yield (
            f"~ of {count(averaged.count, 'recording')} only averages are known: each counts whole in the zone of its "
            "average, so what was hard in it is not seen, and there is no polarisation index."
        )
    if _indexed(view):
        yield (
            "PI: polarisation index (Treff et al. 2019) of the three zones of seiler3, whatever the model; - "
            "where zone 3 is empty or more than zone 1. A description, not a target."
        )
    if view.basis is None and (view.whole.planned_goals or view.whole.done_goals):
        yield "By goal it is of sessions: easy and long zone 1, tempo zone 2, intervals and races zone 3."


def _edges(edges: Sequence[float]) -> str:
    return ", ".join(f"{edge:.0%}" for edge in edges)
