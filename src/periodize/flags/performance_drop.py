"""R2: two tests below the athlete's own range, the second after an easy week."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from periodize.flags.base import Level, NotEvaluated, Sign, flag, spoken
from periodize.flags.outings import BENCHMARK
from periodize.units import count

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

TRY = "run a test or a race that you know after some easy days: what it says counts, and this does not"
"""What two low times of a benchmark ask for: our choice."""

SELDOM = "in made-up runners with nothing wrong up to 5 in a hundred years (own simulation); in real ones not known"
"""How often a benchmark says so (benchmarks/sign_rates.py)."""

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
        test; "benchmark:SESSION" [% of its usual output, high is good], nan on days without it; load [AU a day].
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

    A session that was done again and again is a weaker test: it counts by the same rule where the load of the four
    weeks before the first of the two was at least 70 % of that of the earlier times (our choice: who trained less is
    slower), and asks to watch and to test.

    References
    ----------
    .. [1] R. Meeusen et al., "Prevention, diagnosis, and treatment of the overtraining syndrome", Med Sci Sports Exerc
       45 (2013) 186-205.
    """
    best, told = 0, False
    load = history.one("load")
    for name in sorted(name for name in history.series if name.startswith((TEST, BENCHMARK))):
        values = history.one(name)
        days = np.flatnonzero(~np.isnan(values))
        weak = name.startswith(BENCHMARK)
        best = max(best, 0 if weak else len(days))
        told |= len(days) > EARLIER + 1
        for k in range(EARLIER + 1, len(days)):
            first, second = int(days[k - 1]), int(days[k])
            earlier = days[(days < first) & (days >= first - YEAR)]
            before = values[earlier]
            if len(before) < EARLIER or second - first > APART or not _rested(load, second):
                continue
            usual = float(np.median(before))
            spread = float(np.diff(before).std(ddof=1)) / np.sqrt(2)
            if weak:  # also what its conditions and a slow trend make of it
                spread = max(spread, float(before.std(ddof=1)))
            error = max(limit * spread, WORTHWHILE)
            if not max(values[first], values[second]) < usual - error:
                continue
            if not weak:
                yield _drop(history, name, (first, second), usual, error, n=len(before))
            elif (trained := _trained(load, earlier, first)) is None:
                what = f"two low times of {name.removeprefix(BENCHMARK)} up to {spoken(history.day(second))}"
                yield performance_drop.not_evaluated(f"the load before {what} is not known on most days")
            elif trained:
                yield _drop_of_a_benchmark(history, name, (first, second), usual, error, n=len(before))
    if not told:
        few = count(best, "test or race", "tests or races")
        seen = f"only {few} of one event on record" if best else "no tests or races on record"
        yield performance_drop.not_evaluated(f"{seen}, needs {EARLIER} and two more")


def _drop(history: History, name: str, days: tuple[int, int], usual: float, error: float, *, n: int) -> Sign:
    """Return the sign of two low tests. days : their columns; usual, error : [%]; n : tests before them."""
    first, second = days
    day, seen = history.day(second), float(history.one(name)[second])
    return performance_drop.sign(
        day,
        seen=seen,
        limit=usual - error,
        unit="% of the first test",
        n=n,
        message=f"Two tests of {name.removeprefix(TEST)} were below your normal range, on "
        f"{spoken(history.day(first))} and also after easy days on {spoken(day)}, the second "
        f"{usual - seen:.1f} % below the median of n={n} tests of the year before. That is "
        "the situation in which to see a doctor or coach.",
        unusual=f"your range reaches {error:.1f} % below that median",
    )


def _drop_of_a_benchmark(
    history: History, name: str, days: tuple[int, int], usual: float, error: float, *, n: int
) -> Sign:
    """Return the sign of two low times of a benchmark, which asks for a test; parameters as of two tests."""
    first, second = days
    values = history.one(name)
    day, seen = history.day(second), float(values[second])
    found = performance_drop.sign(
        day,
        seen=seen,
        limit=usual - error,
        unit="% of the usual output",
        n=n,
        message=f"Benchmark {name.removeprefix(BENCHMARK)} was below your normal range twice, by "
        f"{usual - values[first]:.1f} % on {spoken(history.day(first))} and, after easy days, by {usual - seen:.1f} % "
        f"on {spoken(day)} (median of n={n} times of the year before), and was no lighter for it. A benchmark is a "
        "weaker test than a test.",
        unusual=f"your range reaches {error:.1f} % below that median",
    )
    return replace(found, level=Level.WATCH, evidence="D", step=TRY, base_rate=SELDOM)


def _trained(load: Floats, earlier: NDArray[np.intp], first: int) -> bool | None:
    """Whether the four weeks before a day had the load of the time of earlier sessions: who trained less is slower.

    The days of known load tell; None where those are fewer than half of either time (our choice).
    """
    lately, usual = load[max(first - 28, 0) : first], load[earlier[0] : earlier[-1] + 1]
    known = [days[~np.isnan(days)] for days in (lately, usual)]
    if any(2 * of.size < days.size for of, days in zip(known, (lately, usual), strict=True)):
        return None
    return bool(known[0].mean() >= EASY * known[1].mean())


def _rested(load: Floats, day: int) -> bool:
    """Whether 7 to 14 days before a day were easy against the four weeks before them."""
    for length in range(EASY_DAYS[0], EASY_DAYS[1] + 1):
        easy, usual = load[max(day - length, 0) : day], load[max(day - length - 28, 0) : max(day - length, 0)]
        if len(easy) < length or len(usual) < 28:
            return False
        if easy.mean() <= EASY * usual.mean() and usual.mean() > 0:
            return True
    return False
