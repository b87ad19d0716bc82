"""`why` for the terminal: rule, limit, what was seen, the days behind it; or the pair, its cost, its loads."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.check_tables import STATES, done_words
from periodize.report.terminal.signs import print_past, print_sign
from periodize.report.terminal.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console
    from rich.table import Table

    from periodize.report.views.why import Series, WhySession, WhySign

EARLIER = 5
"""Earlier spells that are listed: our choice."""


def print_why(found: Iterable[WhySign | WhySession], out: Console) -> None:
    """Print what is behind signs and sessions."""
    from periodize.report.views.why import WhySign

    for number, one in enumerate(found):
        if number:
            out.print()
        if isinstance(one, WhySign):
            _print_sign(one, out)
        else:
            _print_session(one, out)


def _print_sign(one: WhySign, out: Console) -> None:
    rule = one.rule
    if one.sign is None:
        out.print(Text(f"{rule.code} {rule.title}", style="bold yellow").append(f" · grade {rule.evidence}"))
        out.print(Padding(Text(printable(f"Never raised on this record, as of {one.as_of}.")), (0, 0, 0, 2)))
    else:
        print_sign(one.sign, out)
    out.print()
    state = "up" if one.up else "not up"
    gap = f"; not checked: {one.gap}" if one.gap else ""
    _line(out, "State", f"{state} as of {one.as_of}{gap}")
    if one.sign is not None:
        _line(out, "Arithmetic", one.arithmetic)
    own = f" (your own: {one.own})" if one.own else " (the rule's own)"
    _line(out, "Limit", (f"{one.limit:g}" if one.limit is not None else "silenced") + own)
    for number, text in enumerate(one.rule_text.splitlines()):
        _line(out, "" if number else "Rule", text)
    if one.sign is None:
        _line(out, "Source", rule.reference)
    for series in one.series:
        out.print()
        out.print(Text(f"{series.name} [{series.unit or '-'}], weeks that end on the day of the sign", style="bold"))
        out.print(_series_table(series))
    print_past(one.earlier[-EARLIER:], out, every=True)


def _line(out: Console, label: str, text: str) -> None:
    line = Text(f"{label}: " if label else "", style="bold").append(printable(text), style="default")
    out.print(Padding(line, (0, 0, 0, 2)))


def _series_table(series: Series) -> Table:
    found = table()
    found.add_column("From", no_wrap=True)
    for number in range(1, 8):
        found.add_column(f"{number}", justify="right", no_wrap=True)
    summed = any(row.total is not None for row in series.rows)
    if summed:
        found.add_column("Sum", justify="right", no_wrap=True)
    whole = all(isnan(value) or abs(value) >= 20 for row in series.rows for value in row.values if value)
    for row in series.rows:
        values = ["-" if isnan(value) else f"{value:.{0 if whole else 1}f}" for value in row.values]
        total = ["-" if row.total is None else f"{row.total:.{0 if whole else 1}f}"] if summed else []
        found.add_row(f"{row.first}", *values, *total)
    return found


def _print_session(one: WhySession, out: Console) -> None:
    row = one.row
    mark, style = STATES[row.state]
    name = row.planned.id if row.planned else row.done.id if row.done else ""
    head = Text(printable(name), style="bold").append(f" · {row.day:%A} · ", style="default")
    out.print(head.append(f"{mark} {row.state}", style=style))
    if row.planned is not None:
        where = f" ({one.place})" if one.place else ""
        _line(out, "Planned", f"{row.planned.text}{where}")
    if row.done is not None:
        files = ", ".join(activity.id for activity in row.done.activities)
        _line(out, "Done", f"{row.done.start:%Y-%m-%d %H:%M} {row.done.sport}, {done_words(row)} ({files})")
    _line(out, "Why", row.note or "as planned") if row.done and row.planned else None
    _line(out, "Rule", one.rule)
    for load in one.loads:
        _line(out, "Load", load)
    if one.terms:
        out.print(Padding(_cost_table(one), (1, 0, 0, 2)))
        confidence = "" if row.confidence is None else f"; {row.confidence:.2f} dearer without it"
        _line(out, "Cost", f"{one.cost:.2f}, a pair must cost less than 0.54{confidence}")
    if row.linked:
        _line(out, "Linked", "by your word, whatever the cost")
    if row.question is not None:
        _line(out, "Not sure", f"{row.question.text} If so: {row.question.command}")


def _cost_table(one: WhySession) -> Table:
    found = table()
    found.add_column("Unlike in")
    for name in ("Weight", "By"):
        found.add_column(name, justify="right", no_wrap=True)
    found.add_column("")
    for term in one.terms:
        found.add_row(term.name, f"{term.weight:.2f}", f"{term.value:.2f}", printable(term.words))
    return found
