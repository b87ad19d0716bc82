"""Why a line of a check says what it says: the data, the limits, the arithmetic and the reference behind it."""

from __future__ import annotations

import inspect
import re
from datetime import date, timedelta
from math import inf, isnan, nan
from typing import TYPE_CHECKING

from periodize.errors import UnknownNameError, UsageError, near_miss, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from periodize.activity import Activity
    from periodize.compare import Done, Planned, Row
    from periodize.flags import Limit, Sign, WarningSign
    from periodize.history import History
    from periodize.load import Load
    from periodize.report.views.check import CheckReport
    from periodize.report.views.why import DataRow, Series, Term, WhySession, WhySign

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

PLAN_CODE = re.compile(r"P\d{3}")
"""What the problems of a plan go by; `rule` explains those."""

FORM = frozenset({"form", "fitness"})
"""What the second branch of R12 looks at."""

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
    if PLAN_CODE.fullmatch(code):
        message = f"{code} is a code of the plan language: `periodize rule {code}`"
        raise UsageError(message)
    if code in SIGNS or title:
        return (_sign(report, SIGNS[title or code], text.upper(), limits),)
    day = _day(text, report.today)
    rows = report.comparison.rows
    if day is not None:
        found = [row for row in rows if any(s.day == day for s in (row.planned, row.done) if s)]
    else:
        found = [row for row in rows if _goes_by(row, text)]
    if not found and (apart := _apart(report, text, day)):
        return tuple(_unplanned(report, activity) for activity in apart)
    if not found and day is not None:
        message = f"nothing is planned or recorded on {day}{_around(report, day)}"
        raise UsageError(message)
    if not found:
        near = near_miss(text, [*SIGNS, *(row.planned.id for row in rows if row.planned)])
        hint = f"did you mean {near!r}?" if near else "write a sign (R12), the id of a session, or a date"
        message = f"no sign, session or day {shortened(query)!r}; {hint}"
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
    known = {row.day for row in report.comparison.rows}
    known |= {activity.day for activity in report.record.activities if activity.id in report.loads}
    days = sorted(known, key=lambda other: abs((other - day).days))
    return f"; the nearest day with something is {days[0]}" if days else ""


def _goes_by(row: Row, text: str) -> bool:
    if row.planned is not None and row.planned.id == text:
        return True
    return row.done is not None and any(_begins(activity, text) for activity in row.done.activities)


def _begins(activity: Activity, text: str) -> bool:
    return len(text) > 3 and activity.id.startswith(text)


def _apart(report: CheckReport, text: str, day: date | None) -> list[Activity]:
    """Return the activities that are meant and no row has: of days that no plan covers."""
    counted = (activity for activity in report.record.activities if activity.id in report.loads)
    return [a for a in counted if (_begins(a, text) if day is None else a.day == day)]


# ---- a sign


def _sign(report: CheckReport, rule: WarningSign, text: str, limits: Mapping[str, Limit]) -> WhySign:
    from periodize.flags.load_jump import FORM_FLOOR
    from periodize.report.views.why import WhySign

    every = [sign for sign in report.findings.signs if sign.code == rule.code]
    named = [sign for sign in every if sign.id == text]
    if not named and text.startswith(f"{rule.code}-"):
        raise UnknownNameError("sign", text, [sign.id for sign in every] or [rule.code])
    sign = named[0] if named else every[-1] if every else None
    own = limits.get(rule.code) or limits.get(rule.title)
    gaps = [gap.reason for gap in report.findings.not_evaluated if gap.code == rule.code]
    day = sign.last_day if sign else report.as_of
    by_form = sign is not None and sign.limit == FORM_FLOOR and rule.code == "R12"
    return WhySign(
        rule=rule,
        rule_text=rule_text(rule),
        limit=FORM_FLOOR if by_form else own.value if own else rule.limit,
        own=own.reason if own and not by_form else "",
        as_of=report.as_of,
        sign=sign,
        up=sign in report.signs,
        gap=gaps[0] if gaps else "",
        earlier=tuple(other for other in every if other is not sign),
        series=_series(report.history, rule, day, FORM if by_form else rule.needs) if report.history else (),
        arithmetic=_arithmetic(sign, report.history if by_form else None),
    )


def _arithmetic(sign: Sign | None, formed: History | None) -> str:
    """Return how what was seen stands to the limit; with the quotient behind it where form is what was seen."""
    if sign is None:
        return ""
    quotient = ""
    if formed is not None and sign.worst is not None:
        k = formed.index(sign.worst)
        form, fitness = float(formed.one("form")[k]), float(formed.one("fitness")[k])
        quotient = f"on {sign.worst} form {form:.2f} / fitness {fitness:.2f} = {100 * form / fitness:.2f} %; "
    return f"{quotient}{sign.seen:.4g} against {sign.limit:.4g} {sign.unit}, n = {sign.n}"


def rule_text(rule: WarningSign) -> str:
    """Return what a rule does, from its documentation: the summary and the notes."""
    text = inspect.cleandoc(rule.function.__doc__ or "")
    summary = text.partition("\n\n")[0]
    notes = re.search(r"^Notes\n-+\n(.*?)(?=^\w+\n-+\n|\Z)", text, re.MULTILINE | re.DOTALL)
    parts = [summary, *(notes[1].split("\n\n") if notes else ())]
    return "\n".join(" ".join(part.split()) for part in parts if part.strip())


def _series(history: History, rule: WarningSign, day: date, names: Iterable[str]) -> tuple[Series, ...]:
    from periodize.report.views.why import Series

    weeks = WEEKS_OF_MORNINGS if rule.domain in CHARTED else WEEKS
    found = []
    for name in sorted(history.series.keys() & set(names)):
        unit, size = UNITS.get(name, ("", 1.0))
        rows = tuple(_week(history, name, day - timedelta(days=7 * k + 6), size) for k in reversed(range(weeks)))
        found.append(Series(name.replace("_", " "), unit, rows))
    return tuple(found)


def _week(history: History, name: str, first: date, size: float) -> DataRow:
    from periodize.report.views.why import DataRow

    series = history.one(name)
    begin = (first - history.start).days
    days = range(begin, begin + 7)
    values = tuple(float(series[k]) / size if 0 <= k < history.n_days else nan for k in days)
    known = [value for value in values if not isnan(value)]
    return DataRow(first, values, sum(known) if name in SUMMED and len(known) == len(values) else None)


# ---- a session


def _session(report: CheckReport, row: Row) -> WhySession:
    from periodize.compare import pair_cost
    from periodize.report.views.why import WhySession

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


def _unplanned(report: CheckReport, activity: Activity) -> WhySession:
    """Return what is known of an activity whose day no plan covers."""
    from periodize.compare import Row, State, join
    from periodize.report.views.why import WhySession

    days = [row.planned.day for row in report.comparison.rows if row.planned]
    reach = f": it goes from {min(days)} to {max(days)}" if days else ""
    done = join([activity], loads=[report.loads[activity.id].value], hard=False)
    row = Row(activity.day, "day", None, done, State.UNPLANNED, None, "")
    return WhySession(
        row=row,
        place=None,
        rule=f"the plan does not cover its day{reach}; its load counts all the same",
        terms=(),
        cost=None,
        loads=tuple(_loads(row, report.loads)),
    )


def _terms(planned: Planned, done: Done) -> tuple[Term, ...]:
    from periodize.compare.matching import REACH, cost_terms
    from periodize.compare.race_time import load_asked
    from periodize.report.views.why import Term

    apart = abs((done.day - planned.day).days)
    words = {
        "day": f"{apart} of {REACH} days apart",
        "hard": "one is hard, the other is not" if planned.hard != done.hard else "hard or easy alike",
        "duration": f"{done.duration / 60:.0f} min against {planned.duration / 60:.0f}",
        "load": f"load {done.load:.0f} against {load_asked(planned, done):.0f}",
    }
    terms = cost_terms(planned, done, apart)
    if "repeats" in terms:
        words["repeats"] = f"{1 - terms['repeats'][1]:.0%} of all repeats in common"
    if terms["hard"][1] == 0:
        words["hard"] = "hard or easy alike"
    return tuple(Term(name, weight, value, words[name]) for name, (weight, value) in terms.items())


def _rule(report: CheckReport, row: Row) -> str:
    """Return what makes the state of a row, in words."""
    from periodize.compare import State
    from periodize.compare.compliance import LOAD_MARGIN, VOLUME
    from periodize.compare.matching import REACH, UNMATCHED, slack

    if row.planned is None:
        return (
            f"no planned session of its sport within {REACH} days is like enough: a pair must cost less than "
            f"{2 * UNMATCHED:g}"
        )
    closes = row.planned.day + timedelta(days=slack(row.planned))
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
        lines += _without_warm_up(row.planned, row.done) if row.done else ()
    for activity in row.done.activities if row.done else ():
        load = loads.get(activity.id)
        if load is None:
            continue
        channel = f" ({load.channel.replace('_', ' ')})" if load.channel else ""
        value = "not known" if isnan(load.value) else f"{load.value:.0f}"
        note = f"; {load.note}" if load.note else ""
        lines.append(f"recorded {value}: {load.metric}{channel}, activity {activity.id}{note}")
    return lines


def _without_warm_up(planned: Planned, done: Done) -> Iterator[str]:
    """Yield a sentence where a race is held against less than its planned load."""
    from periodize.compare.race_time import load_asked

    asked = load_asked(planned, done)
    if asked < planned.load:
        yield f"held against {asked:.0f}: the file is the race alone, so warm-up and cool-down are left out of it"
