"""Calendar weeks of a comparison: planned, done, extra, still open; and what R12 and R1 leave of this one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import inf, isnan, nan
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
    from periodize.report.views.check import Coming, Reach, Room, WeekTotals

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


def room(
    history: History, rows: Iterable[Row], *, as_of: date, limits: Mapping[str, Limit], jump: date | None = None
) -> Room:
    """Return how much load fits into the calendar week of a day before R12 is raised on its Sunday.

    Parameters
    ----------
    history : with load [AU a day], (1, n_days), and race_load, what of it was planned races.
    rows : of the comparison.
    as_of : a day.
    limits : the athlete's own.
    jump : the first day for which R12 is up; None where it is not.

    Notes
    -----
    R12 holds the seven days that end on a day against the largest of the four such weeks before. On a Sunday those
    are calendar weeks, of which the four before are over: so the room is known from Monday on. On the days until then
    less may fit, because some of last week is still among the seven: the smallest answer of all days is what fits at
    once. While R12 is up its own week is no yardstick: the week is to be as the largest of the four before it. The
    other branch of R12, low form, is not looked at here. Up to a week without a session counts as rest. What the plan
    asks is what it has in this week: sessions of the last one that may still be done are not added. Races are left
    out, of what was done and of what is asked, as R12 leaves them out of the week that it judges.
    """
    import numpy as np

    from periodize.flags.load_jump import WEEK, load_jump
    from periodize.report.views.check import Room

    monday = monday_of(as_of)
    own = limits.get("R12") or limits.get(load_jump.title)
    limit = load_jump.limit if own is None or own.value is None else own.value
    due = [
        row.planned
        for row in rows
        if row.planned and is_open(row, as_of) and monday <= row.planned.day <= monday + SUNDAY and row.planned.load > 0
    ]
    load, race = _with_rest_since(history, as_of)
    today, sunday = ((day - history.start).days for day in (as_of, monday + SUNDAY))
    begun = slice(max(sunday + 1 - WEEK, 0), max(today + 1, 0))
    found = Room(
        limit=limit,
        largest=nan,
        so_far=float(np.nansum((load - race)[begun])),
        asked=sum(session.load for session in due if session.intent != "race"),
        left=nan,
        at_once=nan,
        raced=bool(race[begun].any()) or any(session.intent == "race" for session in due),
    )
    if own is not None and own.value is None:
        return replace(found, reason=f"R12 is silenced: {own.reason}")
    largest = _largest_before(load, (jump - history.start).days) if jump else nan
    if largest > 0:
        left = largest - found.so_far
        return replace(found, largest=largest, left=left, at_once=left, jump=jump)
    largest = _largest_before(load, sunday)
    if isnan(largest):
        return replace(found, reason="the four weeks before are not all known")
    if not largest > 0:
        return replace(found, largest=largest, reason="no training in the four weeks before")
    fits = [_fits(load, race, day, today, limit) for day in range(today, sunday + 1)]
    return replace(found, largest=largest, left=fits[-1], at_once=min(one for one in fits if not isnan(one)))


def _fits(load: NDArray[np.float64], race: NDArray[np.float64], day: int, today: int, limit: float) -> float:
    """Return the load [AU] from today to a day that does not raise R12 on it; nan where R12 cannot judge the day."""
    from periodize.flags.load_jump import FLOOR, WEEK

    largest = _largest_before(load, day)
    done = (load - race)[max(day + 1 - WEEK, 0) : today + 1]
    return max(limit * largest, largest + FLOOR) - float(done.sum()) if largest > 0 else nan


def _largest_before(load: NDArray[np.float64], day: int) -> float:
    """Return the load [AU] of the largest of the four weeks before the one that ends on a day; nan where not known."""
    from periodize.flags.load_jump import WEEK, WEEKS_BEFORE

    first = day + 1 - WEEK * (WEEKS_BEFORE + 1)
    weeks = load[max(first, 0) : day + 1 - WEEK]
    if first < 0 or len(weeks) < WEEK * WEEKS_BEFORE:
        return nan
    return float(weeks.reshape(WEEKS_BEFORE, WEEK).sum(axis=1).max())


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


def most_of(coming: Coming, reach: Reach | None) -> float:
    """Return the longest run [m] that a day to come may have: not more than is told of the days to Sunday."""
    most = coming.most or inf
    if reach is None or coming.sign.day > reach.last or isnan(reach.most):
        return most
    return min(most, reach.most)


def _with_rest_since(history: History, as_of: date) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the daily loads [AU], with rest from the last session to a day up to a week later; and those of races."""
    import numpy as np

    load = history.one("load")
    known = np.flatnonzero(~np.isnan(load))
    n = (as_of - history.start).days + 1
    if known.size and 0 < n - 1 - known[-1] <= STALE_DAYS:
        load = np.concatenate((load[: known[-1] + 1], np.zeros(n - 1 - known[-1])))
    race = np.zeros(len(load))
    if "race_load" in history.series:
        raced = history.one("race_load")[: len(load)]
        race[: len(raced)] = raced
    return load, race
