"""The daily series of what sessions tell beyond their load: nan on days without one."""

from __future__ import annotations

from math import isnan, log, nan
from statistics import median
from typing import TYPE_CHECKING

from periodize.project.checks.repeated import often, outings_again, shown
from periodize.project.records.facts import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Activity
    from periodize.analysis.comparable import Outing
    from periodize.calibration import Performance
    from periodize.compare import Done, Row
    from periodize.report.views.benchmark import Repeat

    Series = dict[str, NDArray[np.float64]]

EASY_RATING = 3.0
"""[CR10] What an easy session is meant to feel like, "moderate": our choice."""

NO_FACTS = Facts()

OF_LIKE = frozenset({"hr_at_pace", "rpe_above"})
"""Series that come of comparing a session with those like it."""

DONE, GONE = frozenset({"done", "moved"}), frozenset({"partial", "missed", "skipped", "substituted"})
"""States of a key session that went as planned, and that did not."""


def session_series(
    done: Sequence[Done],
    rows: Iterable[Row],
    facts: Mapping[str, Facts],
    *,
    first: date,
    days: int,
    repeats: Iterable[Repeat] = (),
) -> Series:
    """Return the series of sessions.

    Parameters
    ----------
    done : in order of their days.
    rows : of the comparison with a plan, none without.
    facts : of the activities, by id.
    first, days : the first day of the series, and how many there are.
    repeats : sessions that were done again and again.

    Returns
    -------
    dict
        name -> (days,): hr_at_pace, rpe_above, efficiency, decoupling of the longest session of a day that has one;
        above_easy, rpe_over_target of the hardest that was planned easy; key_done of the key sessions.

    Notes
    -----
    Where one of `repeats` was done, it alone tells hr_at_pace and rpe_above of its day.
    """
    import numpy as np

    from periodize.analysis.comparable import FEWEST_AGAIN, heart_rate_at_pace, rating_above_usual

    known = [_facts(session, facts) for session in done]
    again = {key: one for repeat in often(repeats, FEWEST_AGAIN) for key, one in outings_again(repeat).items()}
    outings = [again.get(session.id) or outing(session, of) for session, of in zip(done, known, strict=True)]
    alone = {one.day for one in outings if one.group}
    of_session: dict[str, Sequence[float] | NDArray[np.float64]] = {
        "hr_at_pace": heart_rate_at_pace(outings),
        "rpe_above": rating_above_usual(outings),
        "efficiency": [of.efficiency for of in known],
        "decoupling": [of.decoupling for of in known],
    }
    series = {name: np.full(days, np.nan) for name in (*of_session, "above_easy", "rpe_over_target", "key_done")}
    shortest_first = sorted(range(len(done)), key=lambda k: done[k].duration)
    for name, values in of_session.items():
        for k in shortest_first:  # the longest of a day is written last
            spoken_for = name in OF_LIKE and not outings[k].group and done[k].day in alone
            if values[k] == values[k] and not spoken_for:
                series[name][(done[k].day - first).days] = values[k]
    for row in rows:
        _add_easy(row, facts, series, first)
        _add_key(row, series, first)
    return series


def outing(session: Done, known: Facts) -> Outing:
    """Return what a session has to be held against others: its longest file, of which `known` is, speaks for it."""
    from periodize.analysis.comparable import Outing
    from periodize.athlete import POWER_SPORTS
    from periodize.load.base import FULL_COVERAGE

    main = _longest(session)
    rate = _mean(main, "heart_rate")
    if known.coverage < FULL_COVERAGE:
        rate = nan
    if known.efficiency == known.efficiency:
        output = known.efficiency * rate
    elif session.sport in POWER_SPORTS:
        output = _mean(main, "power")
    else:
        output = 60 * _mean(main, "speed")  # as efficiency has it: metres a minute
    ratings = [part.effort.rpe for part in session.activities if part.effort.rpe is not None]
    steady = known.decoupling == known.decoupling or not session.hard
    rpe = max(ratings, default=nan)
    return Outing(session.day, session.sport, session.duration, output, rate, rpe, known.temperature, steady)


def _longest(session: Done) -> Activity:
    if len(session.activities) == 1:
        return session.activities[0]
    return max(session.activities, key=lambda part: part.duration)


def _facts(session: Done, facts: Mapping[str, Facts]) -> Facts:
    return facts.get(_longest(session).id, NO_FACTS)


def _mean(activity: Activity, channel: str) -> float:
    values = activity.effort.channels.get(channel)
    if values is None:
        return nan
    return float(values[0]) if len(values) == 1 else activity.effort.mean(channel)


def _add_easy(row: Row, facts: Mapping[str, Facts], series: Series, first: date) -> None:
    """Add how hard a session was that was planned easy or long."""
    import numpy as np

    from periodize.compare.compliance import EASY_INTENTS
    from periodize.compare.states import JUDGED

    if row.planned is None or row.done is None or row.planned.intent not in EASY_INTENTS or row.state not in JUDGED:
        return
    k = (row.done.day - first).days
    if not 0 <= k < len(series["above_easy"]):
        return
    known = _facts(row.done, facts)
    ratings = [part.effort.rpe for part in row.done.activities if part.effort.rpe is not None]
    series["above_easy"][k] = np.fmax(series["above_easy"][k], known.above_easy)
    series["rpe_over_target"][k] = np.fmax(series["rpe_over_target"][k], max(ratings, default=nan) - EASY_RATING)


def _add_key(row: Row, series: Series, first: date) -> None:
    """Add what became of a key session, on the day for which it was planned."""
    import numpy as np

    outcome = _outcome(row)
    k = (row.day - first).days
    if row.planned is not None and row.planned.key and outcome is not None and 0 <= k < len(series["key_done"]):
        series["key_done"][k] = np.fmin(series["key_done"][k], outcome)


def _outcome(row: Row) -> float | None:
    """Return 1 for a session that came up to its plan, 0 for one that did not, None for one that is not decided."""
    plan = row.planned
    if row.state == "partial" and plan is not None and plan.intent == "race" and not plan.distance:
        # one leg of several does not say how the race went
        return None
    if row.state in GONE:
        return 0.0
    if row.state in DONE:
        return 1.0
    how = row.compliance
    if row.state != "modified" or how is None:
        return None
    less = (how.volume_ok is False and (how.volume or 0) < 1) or (how.load_ok is False and (how.load or 0) < 1)
    return 0.0 if less or how.structure_ok is False else 1.0


def result_series(tests: Iterable[Performance], *, first: date, days: int) -> Series:
    """Return a series for each event of which there are tests or races.

    Parameters
    ----------
    tests : of a table, and the races that no row of it tells.
    first, days : the first day of the series, and how many there are.

    Returns
    -------
    dict
        "test:EVENT" -> (days,) [% of the first one, 100 (1 + ln(x / x0))], high is good.
    """
    import numpy as np

    from periodize.flags.performance_drop import TEST

    results = {
        (test.day, test.event): 1 / test.value if test.kind == "time" else test.value
        for test in tests
        if test.value > 0
    }
    series: Series = {}
    reference: dict[str, float] = {}
    for (day, event), size in sorted(results.items()):
        start = reference.setdefault(event, size)
        k = (day - first).days
        if 0 <= k < days:
            values = series.setdefault(f"{TEST}{event}", np.full(days, np.nan))
            values[k] = 100 * (1 + log(size / start))
    return series


def repeat_series(repeats: Iterable[Repeat], *, first: date, days: int) -> Series:
    """Return a series for each session that was done often enough to tell a drop.

    Parameters
    ----------
    repeats : sessions that were done again and again.
    first, days : the first day of the series, and how many there are.

    Returns
    -------
    dict
        "benchmark:TITLE" -> (days,) [% of its usual output, 100 (1 + ln(x / median))], high is good; nan where a time
        is not comparable, or its output may have been chosen to be lower.
    """
    import numpy as np

    from periodize.flags.outings import BENCHMARK
    from periodize.flags.performance_drop import EARLIER

    series: Series = {}
    for repeat in often(repeats, EARLIER + 1):
        sizes = [(one.day, size) for one, size in zip(repeat.outings, shown(repeat), strict=True) if not isnan(size)]
        usual = median(size for _, size in sizes) if sizes else nan
        values = np.full(days, np.nan)
        for day, size in sizes:
            k = (day - first).days
            if 0 <= k < days:
                values[k] = 100 * (1 + log(size / usual))
        series[f"{BENCHMARK}{repeat.title}"] = values
    return series
