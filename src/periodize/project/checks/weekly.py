"""Calendar weeks of a comparison: planned, done, extra, still open; and what R12 and R1 leave of this one."""

from __future__ import annotations

from datetime import date, timedelta
from math import nan
from typing import TYPE_CHECKING

from periodize.project.checks.daily import STALE_DAYS
from periodize.project.plans.planning import monday_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from periodize.compare import Row
    from periodize.flags import Limit
    from periodize.history import History
    from periodize.plan import Schedule
    from periodize.report.views.check import Reach, Room, WeekTotals

SUNDAY = timedelta(days=6)


def is_open(row: Row, today: date) -> bool:
    """Whether a planned session is still to come, or may still be done: its window is not closed."""
    from periodize.compare import State
    from periodize.compare.matching import slack

    if row.planned is None or row.state not in {State.UPCOMING, State.UNKNOWN}:
        return False
    return today <= row.planned.day + timedelta(days=slack(row.planned))


def week_totals(rows: Sequence[Row], monday: date, *, today: date, block: str = "") -> WeekTotals:
    """Return the sums of one calendar week."""
    from periodize.compare import amount, totals
    from periodize.report.views.check import WeekTotals

    sunday = monday + SUNDAY
    sums = totals(rows, first=monday, last=sunday)
    planned = [row for row in rows if row.planned and monday <= row.planned.day <= sunday]
    return WeekTotals(
        monday=monday,
        block=block,
        planned=amount(row.planned for row in planned if row.planned),
        done=sums.done,
        extra=sums.extra,
        open=amount(row.planned for row in planned if row.planned and is_open(row, today)),
        adherence=sums.adherence,
    )


def weeks_of(
    rows: Sequence[Row], planned: Schedule, *, today: date, first: date | None = None, last: date | None = None
) -> tuple[WeekTotals, ...]:
    """Return the weeks of a season that have begun, or those of a period."""
    monday, end = monday_of(max(planned.first, first or date.min)), min(planned.last, last or today)
    by_week: dict[date, list[Row]] = {}
    for row in rows:
        for day in {monday_of(session.day) for session in (row.planned, row.done) if session}:
            by_week.setdefault(day, []).append(row)
    found = []
    while monday <= end:
        block = planned.block_on(min(max(monday, planned.first), planned.last))
        found.append(week_totals(by_week.get(monday, ()), monday, today=today, block=block.block.name if block else ""))
        monday += timedelta(days=7)
    return tuple(found)


def room(history: History, rows: Iterable[Row], *, as_of: date, limits: Mapping[str, Limit]) -> Room:
    """Return how much load fits into the calendar week of a day before R12 is raised on its Sunday.

    Notes
    -----
    R12 holds the seven days that end on a day against the largest of the four such weeks before. On a Sunday those
    are calendar weeks, of which the four before are over: so the room is known from Monday on. The other branch of
    R12, low form, is not looked at here. Up to a week without a session counts as rest. What the plan asks is what it
    has in this week: sessions of the last one that may still be done are not added.
    """
    import numpy as np

    from periodize.flags.load_jump import FLOOR, WEEKS_BEFORE, load_jump
    from periodize.report.views.check import Room

    monday = monday_of(as_of)
    own = limits.get("R12") or limits.get(load_jump.title)
    limit = load_jump.limit if own is None or own.value is None else own.value
    asked = sum(
        row.planned.load
        for row in rows
        if row.planned and is_open(row, as_of) and monday <= row.planned.day <= monday + SUNDAY and row.planned.load > 0
    )
    load = _with_rest_since(history, as_of)
    begin = (monday - history.start).days
    so_far = float(np.nansum(load[max(begin, 0) : max((as_of - history.start).days + 1, 0)]))
    if own is not None and own.value is None:
        return Room(limit, nan, so_far, asked, nan, f"R12 is silenced: {own.reason}")
    weeks = [load[begin - 7 * k : begin - 7 * (k - 1)] for k in range(1, WEEKS_BEFORE + 1)]
    if begin < 7 * WEEKS_BEFORE or any(np.isnan(week).any() or len(week) < 7 for week in weeks):
        return Room(limit, nan, so_far, asked, nan, "the four weeks before are not all known")
    largest = max(float(week.sum()) for week in weeks)
    if not largest > 0:
        return Room(limit, largest, so_far, asked, nan, "no training in the four weeks before")
    return Room(limit, largest, so_far, asked, max(limit * largest, largest + FLOOR) - so_far)


def reach(history: History, *, today: date, limits: Mapping[str, Limit], spike: date | None = None) -> Reach | None:
    """Return the longest run that does not raise R1 by Sunday; None for somebody who does not run.

    Parameters
    ----------
    history : with longest_run [m], (1, n_days), up to today.
    today : a day on which nothing was run yet, or tomorrow is looked at instead.
    limits : the athlete's own.
    spike : the first day for which R1 is up; None where it is not.

    Notes
    -----
    R1 holds the longest run of a day against the longest of the 30 days before, which drops when that one leaves
    the window: the smallest answer of the days to Sunday is given, as if nothing longer were run until then. While R1
    is up, its run is no yardstick for the next one: that is the longest of the 30 days before it.
    """
    import numpy as np

    from periodize.flags.session_spike import LOOK_BACK, RUNS_BEFORE, SHORTEST, session_spike
    from periodize.report.views.check import Reach

    ran = np.nan_to_num(history.one("longest_run")[: (today - history.start).days + 1])
    if not ran.any():
        return None
    done = len(ran) == (today - history.start).days + 1 and ran[-1] > 0
    day = today + timedelta(days=int(done))
    last = monday_of(day) + SUNDAY
    limit = limits.get("R1") or limits.get(session_spike.title)
    ratio = session_spike.limit if limit is None or limit.value is None else limit.value
    if limit is not None and limit.value is None:
        return Reach(day, last, ratio, nan, nan, f"R1 is silenced: {limit.reason}")
    if int((ran > 0).sum()) < RUNS_BEFORE:
        return Reach(day, last, ratio, nan, nan, f"fewer than {RUNS_BEFORE} days with a run")
    if spike is not None:
        at = (spike - history.start).days
        before = float(ran[max(at - LOOK_BACK, 0) : at].max())
        return Reach(day, last, ratio, before, before, spike=spike)
    begins = [(day - history.start).days + k - LOOK_BACK for k in range((last - day).days + 1)]
    longest = min(float(ran[max(begin, 0) :].max(initial=0.0)) for begin in begins)
    if longest < SHORTEST:
        return Reach(day, last, ratio, nan, nan, f"no run in the {LOOK_BACK} days before to hold it against")
    return Reach(day, last, ratio, longest, ratio * longest)


def _with_rest_since(history: History, as_of: date) -> NDArray[np.float64]:
    """Return the daily loads [AU], with rest from the last session to a day not more than a week later."""
    import numpy as np

    load = history.one("load")
    known = np.flatnonzero(~np.isnan(load))
    n = (as_of - history.start).days + 1
    if not known.size or not 0 < n - 1 - known[-1] <= STALE_DAYS:
        return load
    return np.concatenate((load[: known[-1] + 1], np.zeros(n - 1 - known[-1])))
