"""What the athlete says of sessions and signs, and what is asked: for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.padding import Padding
from rich.text import Text

from periodize.report.problems import printable
from periodize.report.terminal.tables import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from rich.console import Console
    from rich.table import Table

    from periodize.compare import Question
    from periodize.store import Link, Silence, Skip

    Texts: TypeAlias = Mapping[str, str] | None

NOBODY = "none"
"""What stands for the session of an activity that answers none."""


def print_question(question: Question, out: Console) -> None:
    """Print one question."""
    out.print(Padding(Text(printable(question.text)), (0, 0, 0, 2)))


def links_table(links: Sequence[Link], texts: Texts) -> Table:
    """Return links, one a line.

    Parameters
    ----------
    links : in the order in which they were made.
    texts : id of a session of the plan -> its line; None without a plan to look at.
    """
    found = table()
    for name in ("Day", "Sport", "Activity", "Session", ""):
        found.add_column(name, no_wrap=bool(name), overflow="fold")
    for link in links:
        gone = "not in the record any more" if link.gone else ""
        told = ", ".join(filter(None, (gone, _told(link.session, texts) if link.session else "")))
        session = link.session or NOBODY
        found.add_row(str(link.day), link.sport, printable(link.activity), printable(session), Text(printable(told)))
    return found


def _told(session: str, texts: Texts) -> str:
    """Return what the plan says of a session."""
    return "" if texts is None else texts.get(session, "not in the plan")


def skips_table(skips: Sequence[Skip], texts: Texts) -> Table:
    """Return what was skipped, one a line; texts: as `links_table`."""
    found = table()
    for name in ("Session", "Reason", ""):
        found.add_column(name, no_wrap=name == "Session", overflow="fold")
    for skip in skips:
        told = printable(_told(skip.session, texts))
        found.add_row(printable(skip.session), Text(printable(skip.reason)), Text(told))
    return found


def silences_table(silences: Sequence[Silence], titles: Mapping[str, str], today: date) -> Table:
    """Return silences, one a line. titles: code of a sign -> its title."""
    found = table()
    for name in ("Sign", "", "Until", "Reason"):
        found.add_column(name, no_wrap=name in {"Sign", "Until"}, overflow="fold")
    for one in silences:
        until = f"{one.until}" if today <= one.until else f"{one.until}, over"
        found.add_row(printable(one.code), titles.get(one.code, "no such sign"), until, Text(printable(one.reason)))
    return found
