"""Why a line of a check says what it says: the data, the limits, the arithmetic and the reference behind it."""

from __future__ import annotations

import inspect
import re
from datetime import date, timedelta
from math import inf, isnan, nan
from typing import TYPE_CHECKING

from periodize.errors import UnknownNameError, UsageError, near_miss

if TYPE_CHECKING:
    from collections.abc import Mapping

    from periodize.compare import Done, Planned, Row
    from periodize.flags import Limit, WarningSign
    from periodize.history import History
    from periodize.load import Load
    from periodize.report.check_views import DataRow, Series, Term, WhySession, WhySign
    from periodize.report.views import CheckReport

WEEKS, WEEKS_OF_MORNINGS = 5, 11
"""Weeks of data that are shown: the month that most signs look back on, and the 60 days lagged by 14 of a chart."""

CHARTED = frozenset({"subjective", "health"})
"""Domains whose signs rest on a chart of mornings."""

UNITS = {
    "load": ("AU", 1.0), "fitness": ("AU a day", 1.0), "fatigue": ("AU a day", 1.0), "form": ("AU a day", 1.0),
    "duration": ("min", 60.0), "distance": ("km", 1000.0), "longest_run": ("km", 1000.0), "resting_hr": ("bpm", 1.0),
    "hrv": ("ms", 1.0), "sleep": ("h", 3600.0),
}  # fmt: skip
"""Series -> the unit in which it is shown, and how much of its own unit that is."""

SUMMED = frozenset({"load", "duration", "distance"})


def why(report: CheckReport, query: str, *, limits: Mapping[str, Limit]) -> tuple[WhySign | WhySession, ...]:
    """Return what is behind a sign, a session or the sessions of a day.

    Parameters
    ----------
    report : a check of the whole record.
    query : code, title or id of a sign; id of a planned session; beginning of the id of an activity; a date, or today.
    limits : the athlete's own.

    Raises
    ------
    UsageError
        if the query is none of these, or nothing is planned or recorded on the day.
    """
    from periodize.flags import SIGNS

    text = query.strip()
    code = text.upper().partition("-")[0]
    title = {rule.title: name for name, rule in SIGNS.items()}.get(text.lower())
    if code in SIGNS or title:
        return (_sign(report, SIGNS[title or code], text.upper(), limits),)
    day = _day(text, report.today)
    rows = report.comparison.rows
    if day is not None:
        found = [row for row in rows if any(s.day == day for s in (row.planned, row.done) if s)]
        if not found:
            message = f"nothing is planned or recorded on {day}{_around(report, day)}"
            raise UsageError(message)
    else:
        found = [row for row in rows if _goes_by(row, text)]
    if not found:
        near = near_miss(text, [*SIGNS, *(row.planned.id for row in rows if row.planned)])
        hint = f"did you mean {near!r}?" if near else "write a sign (R12), the id of a session, or a date"
        message = f"no sign, session or day {query!r}; {hint}"
        raise UsageError(message)
    return tuple(_session(report, row) for row in found)


def _day(text: str, today: date) -> date | None:
    words = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if text.lower() in words:
        return today + timedelta(days=words[text.lower()])
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _around(report: CheckReport, day: date) -> str:
    days = sorted({row.day for row in report.comparison.rows}, key=lambda other: abs((other - day).days))
    return f"; the nearest day with something is {days[0]}" if days else ""


def _goes_by(row: Row, text: str) -> bool:
    if row.planned is not None and row.planned.id == text:
        return True
    return len(text) > 3 and row.done is not None and any(a.id.startswith(text) for a in row.done.activities)


# ---- a sign


def _sign(report: CheckReport, rule: WarningSign, text: str, limits: Mapping[str, Limit]) -> WhySign:
    from periodize.report.check_views import WhySign

    every = [sign for sign in report.findings.signs if sign.code == rule.code]
    named = [sign for sign in every if sign.id == text]
    if not named and text.startswith(f"{rule.code}-"):
        raise UnknownNameError("sign", text, [sign.id for sign in every] or [rule.code])
    sign = named[0] if named else every[-1] if every else None
    own = limits.get(rule.code) or limits.get(rule.title)
    gaps = [gap.reason for gap in report.findings.not_evaluated if gap.code == rule.code]
    day = sign.last_day if sign else report.as_of
    return WhySign(
        rule=rule,
        rule_text=rule_text(rule),
        limit=own.value if own else rule.limit,
        own=own.reason if own else "",
        as_of=report.as_of,
        sign=sign,
        up=sign in report.signs,
        gap=gaps[0] if gaps else "",
        earlier=tuple(other for other in every if other is not sign),
        series=_series(report.history, rule, day) if report.history else (),
    )


def rule_text(rule: WarningSign) -> str:
    """Return what a rule does, from its documentation: the summary and the notes."""
    text = inspect.cleandoc(rule.function.__doc__ or "")
    summary = text.partition("\n\n")[0]
    notes = re.search(r"^Notes\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", text, re.MULTILINE | re.DOTALL)
    parts = [summary, *(notes[1].split("\n\n") if notes else ())]
    return "\n".join(" ".join(part.split()) for part in parts if part.strip())


def _series(history: History, rule: WarningSign, day: date) -> tuple[Series, ...]:
    from periodize.report.check_views import Series

    weeks = WEEKS_OF_MORNINGS if rule.domain in CHARTED else WEEKS
    found = []
    for name in sorted(rule.needs & history.series.keys()):
        unit, size = UNITS.get(name, ("", 1.0))
        rows = tuple(_week(history, name, day - timedelta(days=7 * k + 6), size) for k in reversed(range(weeks)))
        found.append(Series(name.replace("_", " "), unit, rows))
    return tuple(found)


def _week(history: History, name: str, first: date, size: float) -> DataRow:
    from periodize.report.check_views import DataRow

    series = history.one(name)
    begin = (first - history.start).days
    days = range(begin, begin + 7)
    values = tuple(float(series[k]) / size if 0 <= k < history.n_days else nan for k in days)
    known = [value for value in values if not isnan(value)]
    return DataRow(first, values, sum(known) if name in SUMMED and len(known) == len(values) else None)


# ---- a session


def _session(report: CheckReport, row: Row) -> WhySession:
    from periodize.compare import pair_cost
    from periodize.report.check_views import WhySession

    pair = (row.planned, row.done) if row.planned and row.done else None
    cost = pair_cost(*pair) if pair else inf
    return WhySession(
        row=row,
        place=report.places.get(row.planned.id) if row.planned else None,
        rule=_rule(report, row),
        terms=_terms(*pair) if pair and cost < inf else (),
        cost=cost if cost < inf else None,
        loads=tuple(_loads(row, report.loads)),
    )


def _terms(planned: Planned, done: Done) -> tuple[Term, ...]:
    from periodize.compare.matching import REACH, cost_terms
    from periodize.report.check_views import Term

    apart = abs((done.day - planned.day).days)
    words = {
        "day": f"{apart} of {REACH} days apart",
        "hard": "one is hard, the other is not" if planned.hard != done.hard else "hard or easy alike",
        "duration": f"{done.duration / 60:.0f} min against {planned.duration / 60:.0f}",
        "load": f"load {done.load:.0f} against {planned.load:.0f}",
    }
    terms = cost_terms(planned, done, apart)
    return tuple(Term(name, weight, value, words[name]) for name, (weight, value) in terms.items())


def _rule(report: CheckReport, row: Row) -> str:
    """Return what makes the state of a row, in words."""
    from periodize.compare import State
    from periodize.compare.compliance import LOAD_MARGIN, VOLUME
    from periodize.compare.matching import REACH, UNMATCHED

    if row.planned is None:
        return (
            f"no planned session of its sport within {REACH} days is like enough: a pair must cost less than "
            f"{2 * UNMATCHED:g}"
        )
    closes = row.planned.day + timedelta(days=REACH)
    band = VOLUME[row.planned.intent]
    if row.state is State.MISSED:
        return f"nothing recorded answers it, its window closed on {closes}, and something was recorded after that"
    if row.state is State.UPCOMING:
        return f"it is for {report.comparison.today} or later"
    if row.done is None:
        return row.note
    if band is None:
        return "a race with a result is done, whatever the result"
    volume = f"{band[0]:.0%} of the planned volume" + (f" to {band[1]:.0%}" if band[1] < inf else " or more")
    load = f"{band[0] - LOAD_MARGIN:.0%} of the load" + (
        f" to {band[1] + LOAD_MARGIN:.0%}" if band[1] < inf else " or more"
    )
    return f"{row.planned.intent} sessions are done with {volume}, and {load} (our choice, grade D)"


def _loads(row: Row, loads: Mapping[str, Load]) -> list[str]:
    """Return how both loads were measured."""
    lines = []
    if row.planned is not None:
        lines.append(f"planned {row.planned.load:.0f}: the same function on the planned line; `periodize explain`")
    for activity in row.done.activities if row.done else ():
        load = loads.get(activity.id)
        if load is None:
            continue
        channel = f" ({load.channel.replace('_', ' ')})" if load.channel else ""
        value = "not known" if isnan(load.value) else f"{load.value:.0f}"
        note = f"; {load.note}" if load.note else ""
        lines.append(f"recorded {value}: {load.metric}{channel}, activity {activity.id}{note}")
    return lines
