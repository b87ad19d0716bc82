"""Illness and injury that were noted, told beside a session that was missed, shorter or slower than planned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from periodize.errors import shortened
from periodize.units import print_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from periodize.activity import Morning
    from periodize.compare import Comparison, Row
    from periodize.plan import Schedule

BEFORE = timedelta(days=1)
"""A note of the day before may have a part in a session too: our choice."""

LONGEST = 40
"""Characters of what hurts that are shown: our choice."""

KINDS = frozenset({"illness", "injury"})
"""Entries of the calendar that may have a part in what was not done, or in a result."""


def with_notes(whole: Comparison, mornings: Sequence[Morning], planned: Schedule) -> Comparison:
    """Return a comparison with what was noted of the days on which less was done than planned.

    Parameters
    ----------
    whole : planned and recorded sessions.
    mornings : with what was logged of illness and injury.
    planned : with the plan's calendar.

    Notes
    -----
    Only that both fell on the same days is said, never that one made the other.
    """
    ill = [one for one in mornings if one.illness or one.injury]
    if not ill and not any(entry.kind in KINDS for entry in planned.season.calendar):
        return whole
    return replace(whole, rows=tuple(_told(row, ill, planned) for row in whole.rows))


def _told(row: Row, ill: Sequence[Morning], planned: Schedule) -> Row:
    if row.planned is None or not _less(row):
        return row
    day = row.done.day if row.done else row.planned.day
    words = dict.fromkeys([*filter(None, [row.note]), *_noted(day, ill, planned)])
    return replace(row, note="; ".join(words))


def _less(row: Row) -> bool:
    """Whether less was done than planned, or it was slower."""
    from periodize.compare import State

    if row.state in {State.MISSED, State.UNKNOWN, State.PARTIAL}:
        return True
    how = row.compliance
    if row.state is not State.MODIFIED or how is None or row.planned is None:
        return False
    judged = [(how.volume, how.volume_ok), (how.load, how.load_ok), (how.structure, how.structure_ok)]
    if row.planned.intent in {"tempo", "intervals"}:
        judged.append((how.intensity, how.intensity_ok))
    return any(ok is False and share is not None and share < 1 for share, ok in judged)


def _noted(day: date, ill: Sequence[Morning], planned: Schedule) -> Iterator[str]:
    """Yield what was noted of a day or the one before, and what the calendar says of it."""
    for one in ill:
        if day - BEFORE <= one.day <= day:
            if one.illness:
                yield f"ill on {print_day(one.day)}"
            if one.injury:
                yield pain_words(one.day, one.injury)
    yield from of_the_calendar(planned, day, day)


def of_the_calendar(planned: Schedule, first: date, last: date) -> Iterator[str]:
    """Yield what the calendar says of illness and injury between two days."""
    for entry in planned.season.calendar:
        if entry.kind in KINDS and entry.first <= last and entry.last >= first:
            yield f"{entry.kind} {print_day(entry.first)} to {print_day(entry.last)} in the plan"


def pain_words(day: date, words: str) -> str:
    """Return what hurts, in the athlete's words, and since when."""
    return f"pain noted on {print_day(day)} ({shortened(words, LONGEST)})"
