"""A season to be drawn on a few lines, as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from periodize.report.views.values import BlockSpan


@dataclass(frozen=True, slots=True)
class CalendarSpan:
    """Days that are not like others: a camp, travel, an illness."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Strip:
    """What of a season has its place in time.

    races : (day, priority) of every round. today : None where that is not known, or not in the season.
    """

    first: date
    last: date
    blocks: tuple[BlockSpan, ...]
    races: tuple[tuple[date, str], ...]
    calendar: tuple[CalendarSpan, ...]
    today: date | None = None


def together(spans: Iterable[CalendarSpan]) -> list[CalendarSpan]:
    """Return spans in order, those that share days as one with all their kinds: altitude, heat."""
    found: list[CalendarSpan] = []
    for span in sorted(spans, key=lambda span: span.first):
        if found and span.first <= found[-1].last:
            last = found.pop()
            kinds = dict.fromkeys([*last.kind.split(", "), span.kind])
            found.append(CalendarSpan(", ".join(kinds), last.first, max(last.last, span.last)))
        else:
            found.append(span)
    return found
