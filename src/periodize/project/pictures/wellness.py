"""Mornings beside what is usual for the athlete, by the rules of the warning signs."""

from __future__ import annotations

from datetime import timedelta
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError
from periodize.project.checks.checking import own_limits
from periodize.project.pictures.season import RECORD_TITLE
from periodize.report.views.season import RaceMark
from periodize.report.views.wellness import Measure, MorningValue, WellnessView

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.history import History
    from periodize.plan import Season
    from periodize.report.views.check import CheckReport

    Floats = NDArray[np.float64]

MOST_DAYS = 180
"""[d] Days that are shown: our choice, twice what the limits rest on."""

HOUR = 3600.0


class _Lines(NamedTuple):
    """What is drawn of a series, (n_days,) each; None for what its sign does not have."""

    value: Floats
    judged: Floats
    usual: Floats
    low: Floats | None
    high: Floats | None


def wellness_view(season: Season | None, report: CheckReport | None, *, today: date) -> WellnessView:
    """Return the mornings of a record beside what is usual.

    Parameters
    ----------
    season : for the athlete's own limits and the races; None: the record alone.
    report : the check of the record; None: nothing is recorded.
    today : the day of the question.

    Raises
    ------
    UsageError
        if no morning was logged, or nothing is recorded.
    """
    if report is None or report.history is None:
        message = "no activity is recorded yet, and mornings are drawn beside them: begin with `periodize import PATH`"
        raise UsageError(message)
    history = report.history
    last = min(history.end, today)
    first = max(history.start, last - timedelta(days=MOST_DAYS - 1))
    measures = tuple(_measures(history, season, report, first, last))
    if not measures:
        message = (
            f"no morning is logged from {first} to {last}, so there is nothing to draw; "
            "`periodize wellness` logs one, `periodize import` reads the export of a watch"
        )
        raise UsageError(message)
    return WellnessView(
        title=season.name if season else RECORD_TITLE,
        today=today,
        first=first,
        last=last,
        measures=measures,
        races=tuple(
            RaceMark(race.id, race.name, day, race.priority, f"{race.priority} race")
            for race in (season.races if season else ())
            for _, day in race.days
            if first <= day <= last
        ),
    )


def _measures(
    history: History, season: Season | None, report: CheckReport, first: date, last: date
) -> Iterator[Measure]:
    """Yield each measure that is known in these days."""
    import numpy as np

    from periodize.flags import SIGNS

    own = own_limits(season)
    signs = (*report.signs, *report.past_signs)
    for series, (code, name, unit, digits, by, words, lines) in MEASURES.items():
        if series not in history.series:
            continue
        known = own.get(code) or own.get(SIGNS[code].title)
        limit = SIGNS[code].limit if known is None or known.value is None else known.value
        found = lines(history.one(series), limit)
        inside = slice(history.index(first), history.index(last) + 1)
        if np.isnan(found.value[inside]).all():
            continue
        days = [history.day(k) for k in range(history.n_days)][inside]
        columns = [[None] * len(days) if line is None else _known(line[inside]) for line in found]
        yield Measure(
            name=name,
            unit=unit,
            digits=digits,
            by=by,
            limits=f"{code}: {words.format(limit=limit)}",
            days=tuple(MorningValue(*row) for row in zip(days, *columns, strict=True)),
            signs=tuple(sign for sign in signs if sign.code == code and sign.last_day >= first and sign.day <= last),
        )


def _known(values: Floats) -> list[float | None]:
    return [None if isnan(value) else value for value in values.tolist()]


def _heart_rate(values: Floats, limit: float) -> _Lines:
    from periodize.flags.resting_hr import usual_morning

    median, _ = usual_morning(values)
    return _Lines(values, values, median, None, median + limit)


def _variability(values: Floats, limit: float) -> _Lines:
    import numpy as np

    from periodize.flags.hrv import VALUES
    from periodize.flags.windows import usual, week_mean

    logs = np.log(np.where(values > 0, values, np.nan))
    own, week = usual(logs), week_mean(logs, least=VALUES)
    low, high = (np.exp(own.mean + side * limit * own.sd) for side in (-1, 1))
    return _Lines(values, np.exp(week), np.exp(own.mean), low, high)


def _sleep(values: Floats, limit: float) -> _Lines:
    import numpy as np

    from periodize.flags.sleep import ENOUGH, NIGHTS
    from periodize.flags.windows import usual, week_mean

    own, week = usual(values), week_mean(values, least=NIGHTS)
    low = np.minimum(own.mean * (1 - limit), ENOUGH)
    return _Lines(values / HOUR, week / HOUR, own.mean / HOUR, low / HOUR, None)


def _feeling(values: Floats, limit: float) -> _Lines:
    import numpy as np

    from periodize.flags.chart import chart
    from periodize.flags.wellness_chart import ANSWERS
    from periodize.flags.windows import WEEK, trailing

    found = chart(values, width=limit)
    answered = (~np.isnan(trailing(values, WEEK))).sum(axis=-1)
    # the running mean goes on through days without an answer; where the sign does not go by it, it is not drawn
    return _Lines(values, np.where(answered >= ANSWERS, found.running, np.nan), found.mean, found.lower, None)


MEASURES = {
    "wellness": (
        "R6", "How you feel", "points, high is good", 0, "running mean",
        "the running mean below {limit:g} of its standard deviations from your own 60 days", _feeling,
    ),
    "resting_hr": (
        "R9", "Resting heart rate", "bpm", 0, "the morning itself",
        "{limit:g} bpm above the median of the 28 mornings before, on two of three", _heart_rate,
    ),
    "hrv": (
        "R8", "Heart-rate variability", "rMSSD, ms", 0, "mean of the week",
        "the mean of the week outside {limit:g} standard deviations of your own 60 days, for three days", _variability,
    ),
    "sleep": (
        "R10", "Sleep", "h", 1, "mean of the week",
        "the mean of the week {limit:.0%} below your own 60 nights, and under seven hours", _sleep,
    ),
}  # fmt: skip
"""Series -> sign, name, unit, digits, what is judged, its limits in words, and how the lines are computed."""
