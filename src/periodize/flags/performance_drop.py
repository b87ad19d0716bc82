"""R2: two tests below the athlete's own range, the second after an easy week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from periodize.flags.base import NotEvaluated, Sign, flag, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from periodize.history import History

    Floats = NDArray[np.float64]

TEST: Final = "test:"
"""Series of tests begin so; the event follows, as only tests of one event are compared."""

EARLIER = 3
"""Tests before the two that are held against them (warning signs, section 2.6, R2)."""

YEAR = 365
"""[d] Older tests are of another season: our choice."""

APART = 42
"""[d] The two tests lie at most so far apart: our choice."""

EASY_DAYS = (7, 14)
"""[d] Length of the easy time before the second test (as above)."""

EASY = 0.70
"""Share of the load of the four weeks before that makes days easy: our choice, a deload week."""

WORTHWHILE = 1.0
"""[%] Smallest worthwhile change: our choice."""


@flag(
    "R2",
    title="performance drop",
    domain="performance",
    needs=(),
    evidence="A",
    level="see-someone",
    base_rate="not known; a drop that outlasts an easy week is what the definition of overreaching rests on",
    other_causes="heat, wind, course, a poor night, illness, iron, too little food, effort, or months without training",
    step="rest or train easily for a week more, and ask a doctor or coach before the next hard block",
    reference="Meeusen et al. 2013, joint consensus of ECSS and ACSM: performance, time to recover, and other causes "
    "excluded",
)
def performance_drop(history: History, *, limit: float = 2.0) -> Iterator[Sign | NotEvaluated]:
    """Find two tests in a row below the athlete's range, the second one after 7 to 14 easy days.

    Parameters
    ----------
    history : with a series "test:EVENT" for each event [% of its first test, high is good], nan on days without a
        test; and load [AU a day].
    limit : [typical errors of the test].

    Yields
    ------
    Sign
        for the second of two tests of one event, at most 42 days apart, that both lie below the median of the tests of
        the year before (at least 3) by more than `limit` typical errors, and by more than 1 %.

    Notes
    -----
    The typical error is the standard deviation of the differences between those earlier tests, divided by the root of
    2. Days are easy when their mean load is at most 70 % of that of the four weeks before them. One low test is no
    sign: repeat it after an easy week.

    References
    ----------
    .. [1] R. Meeusen et al., "Prevention, diagnosis, and treatment of the overtraining syndrome", Med Sci Sports Exerc
       45 (2013) 186-205.
    """
    best = 0
    load = history.one("load")
    for name in sorted(name for name in history.series if name.startswith(TEST)):
        values = history.one(name)
        days = np.flatnonzero(~np.isnan(values))
        best = max(best, len(days))
        for k in range(EARLIER + 1, len(days)):
            first, second = int(days[k - 1]), int(days[k])
            before = values[days[(days < first) & (days >= first - YEAR)]]
            if len(before) < EARLIER or second - first > APART or not _rested(load, second):
                continue
            usual = float(np.median(before))
            error = max(limit * float(np.diff(before).std(ddof=1)) / np.sqrt(2), WORTHWHILE)
            border = usual - error
            if not max(values[first], values[second]) < border:
                continue
            day = history.day(second)
            yield performance_drop.sign(
                day,
                seen=float(values[second]),
                limit=border,
                unit="% of the first test",
                n=len(before),
                message=f"Two tests of {name.removeprefix(TEST)} were below your normal range, on "
                f"{spoken(history.day(first))} and also after easy days on {spoken(day)}, the second "
                f"{usual - values[second]:.1f} % below the median of n={len(before)} tests of the year before. That is "
                "the situation in which to see a doctor or coach.",
                unusual=f"your range reaches {error:.1f} % below that median",
            )
    if best < EARLIER + 2:
        seen = f"only {best} tests or races of one event on record" if best else "no tests or races on record"
        yield performance_drop.not_evaluated(f"{seen}, needs {EARLIER} and two more")


def _rested(load: Floats, day: int) -> bool:
    """Whether 7 to 14 days before a day were easy against the four weeks before them."""
    for length in range(EASY_DAYS[0], EASY_DAYS[1] + 1):
        easy, usual = load[max(day - length, 0) : day], load[max(day - length - 28, 0) : max(day - length, 0)]
        if len(easy) < length or len(usual) < 28:
            return False
        if easy.mean() <= EASY * usual.mean() and usual.mean() > 0:
            return True
    return False
