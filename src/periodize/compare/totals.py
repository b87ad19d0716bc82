"""Sums over the rows of a comparison."""

from __future__ import annotations

from datetime import date
from math import isnan
from typing import TYPE_CHECKING

from periodize.compare.race_time import load_asked
from periodize.compare.states import Row, State
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from periodize.compare.sessions import Done, Planned


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of sessions.

    Parameters
    ----------
    sessions : how many.
    hours, km, load : of those whose value is known.
    unknown_load : how many have a load that is not known, and so is not in `load`.
    """

    sessions: int
    hours: float
    km: float
    load: float
    unknown_load: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Planned and recorded sums of the same days.

    Parameters
    ----------
    planned : sessions of the past, and later ones that are done or skipped already.
    done : recorded sessions that answer a planned one, also in another sport.
    extra : recorded sessions that answer none; `done` and `extra` together are all that was recorded.
    adherence : [0-1] share of the planned load that was done, or None without any.
    """

    planned: Amount
    done: Amount
    extra: Amount
    adherence: float | None


def totals(rows: Iterable[Row], *, first: date = date.min, last: date = date.max) -> Totals:
    """Sum the rows of a range of days.

    Parameters
    ----------
    rows : of a `Comparison`.
    first, last : both included. A planned session counts on its planned day, a recorded one on the day on
        which it was done.

    Returns
    -------
    Totals
        sums, and the adherence.

    Notes
    -----
    adherence = sum of min(done, planned) load / sum of planned load, over the planned sessions of these days
    that are decided: matched, substituted, skipped or missed. More than planned does not make up for what was
    missed; what is still open, or not imported, and pairs whose load is not known, count on neither side. A race that
    is one file alone counts without its warm-up and cool-down.
    """
    rows = list(rows)
    due = [
        (row, row.planned)
        for row in rows
        if row.planned and row.state is not State.UPCOMING and first <= row.planned.day <= last
    ]
    recorded = [(row, row.done) for row in rows if row.done and first <= row.done.day <= last]
    return Totals(
        planned=amount(plan for _, plan in due),
        done=amount(record for row, record in recorded if row.planned),
        extra=amount(record for row, record in recorded if not row.planned),
        adherence=_adherence((row, plan) for row, plan in due),
    )


def amount(sessions: Iterable[Planned | Done]) -> Amount:
    """Sum sessions of either side."""
    listed = list(sessions)
    loads = [session.load for session in listed if not isnan(session.load)]
    return Amount(
        sessions=len(listed),
        hours=sum(session.duration for session in listed if not isnan(session.duration)) / 3600,
        km=sum(session.distance or 0.0 for session in listed) / 1000,
        load=sum(loads),
        unknown_load=len(listed) - len(loads),
    )


def _adherence(due: Iterable[tuple[Row, Planned]]) -> float | None:
    kept = asked = 0.0
    for row, plan in due:
        load = row.done.load if row.done else 0.0
        if row.state is not State.UNKNOWN and not isnan(plan.load) and not isnan(load):
            of_plan = load_asked(plan, row.done) if row.done else plan.load
            kept += min(load, of_plan)
            asked += of_plan
    return kept / asked if asked else None
