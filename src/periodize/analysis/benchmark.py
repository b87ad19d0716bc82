"""The same session over months: what is comparable, what has changed, and how much of it is chance."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from itertools import pairwise
from math import expm1, isnan, log, nan, sqrt
from statistics import NormalDist, mean, median, stdev
from typing import TYPE_CHECKING

import numpy as np

from periodize.activity import SURFACES
from periodize.analysis.comparable import FEWEST, SAME_OUTPUT, SAME_TEMPERATURE
from periodize.analysis.value import NotComputable
from periodize.flags.chart import MOST_ALIKE
from periodize.flags.performance_drop import WORTHWHILE
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

SAME_ALTITUDE = 500.0
"""[m] Higher or lower is another air: our choice, 3 % of VO2max at 6.3 % a kilometre (Wehrlin and Hallen 2006)."""

SAME_CLIMB = 10.0
"""[m/km] More or less climbing is another course: our choice."""

RESTED = 2
"""[d] Where a session usually stands so long after the last hard day, one on its morrow is apart: our choice."""

FEWEST_FOR_TREND = 6
"""Sessions that a trend needs (warning signs, section 2.6, as R3)."""

LEVEL = 0.90
"""Share of the intervals that hold the true value, as Hopkins reports changes."""

FEWEST_FREE = 2.0
"""Degrees of freedom that a trend has at least: our choice, with fewer its interval tells nothing."""

USUALLY_ALIKE = 0.4
"""Autocorrelation by which what a line hides of it is made good: our choice."""

RESOLUTION = {"CR10": 1 / sqrt(12)}
"""Unit -> standard deviation that rounding alone leaves: a rating is a whole number. No error is smaller."""

MONTH = 28.0
"""[d] A trend is told for four weeks."""


@dataclass(frozen=True, slots=True)
class Point:
    """One time that a session was done; nan where not known.

    Parameters
    ----------
    day : of it.
    output : mean speed of the work [m/s], or power [W].
    heart_rate : [bpm] mean over the work.
    rpe : [CR10] of the whole session.
    drift : [%], recovery : [bpm] as in `compare.signature`.
    temperature, altitude, climb : [deg C], [m], [m/km].
    since_hard : [d] since the last hard day before.
    surface : one of `periodize.activity.SURFACES`; "" where not known.
    """

    day: date
    output: float
    heart_rate: float = nan
    rpe: float = nan
    drift: float = nan
    recovery: float = nan
    temperature: float = nan
    altitude: float = nan
    climb: float = nan
    since_hard: float = nan
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """The last time against the times before it.

    Parameters
    ----------
    value, low, high : difference to the mean of the earlier ones and its 90 % interval, in `unit`.
    error : typical error of one session.
    n : earlier sessions that it is held against.
    unit : % or the unit of the series.
    """

    value: float
    low: float
    high: float
    error: float
    n: int
    unit: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A straight line through the sessions.

    Parameters
    ----------
    value, low, high : change in four weeks and its 90 % interval, in `unit`.
    n : sessions.
    alike : autocorrelation of what lies off the line, 0-0.8.
    unit : % or the unit of the series.
    """

    value: float
    low: float
    high: float
    n: int
    alike: float
    unit: str


def reasons(points: Sequence[Point]) -> list[tuple[str, ...]]:
    """Return for each session why it is not comparable with the others; nothing where it is, as far as is known.

    Parameters
    ----------
    points : of one session, in order.

    Notes
    -----
    Held against the median of all, or the lower of the two in the middle where it lies too far from both: temperature
    within 5 degrees, altitude within 500 m, climbing within 10 m a kilometre, and not the day after a hard one where
    two days are usual. The surface is that of most, of two as frequent the one that came first. Nothing is adjusted: no
    published formula corrects one athlete's heart rate for heat or height.
    """
    usual = _Usual()
    for point in points:
        usual.add(point)
    values, surface = usual.values(), usual.surface
    return [tuple(_why(point, values, surface)) for point in points]


def reasons_then(points: Iterable[Point]) -> Iterator[tuple[str, ...]]:
    """Yield for each session why it is not comparable with those up to it, as `reasons` has it."""
    usual = _Usual()
    for point in points:
        usual.add(point)
        yield tuple(_why(point, usual.values(), usual.surface))


class _Usual:
    """What the sessions so far were done in; each value has its place, so that one more costs little."""

    def __init__(self) -> None:
        self._known: dict[str, list[float]] = {name: [] for name in (*LIMITS, "since_hard")}
        self._surfaces: Counter[str] = Counter()

    def add(self, point: Point) -> None:
        """Take a session in."""
        for name, known in self._known.items():
            if not isnan(value := getattr(point, name)):
                insort(known, value)
        if point.surface:
            self._surfaces[point.surface] += 1

    def values(self) -> dict[str, float]:
        """Return the median of each condition; nan where it is not known."""
        found = {name: _middle(known) for name, known in self._known.items()}
        for name, (limit, *_) in LIMITS.items():
            # between sea level and a camp nobody was
            if (known := self._known[name]) and abs((low := known[(len(known) - 1) // 2]) - found[name]) > limit:
                found[name] = low
        return found

    @property
    def surface(self) -> str:
        """The one that most are on, as far as is known; "" where it is of none."""
        often = self._surfaces.most_common(1)
        return often[0][0] if often else ""


def _middle(ordered: Sequence[float]) -> float:
    """Return the median of numbers in their order; nan of none."""
    n = len(ordered)
    return (ordered[(n - 1) // 2] + ordered[n // 2]) / 2 if n else nan


def _why(point: Point, usual: Mapping[str, float], surface: str) -> Iterator[str]:
    for name, (limit, more, less, unit) in LIMITS.items():
        off = getattr(point, name) - usual[name]
        if abs(off) > limit:
            yield f"{abs(off):.0f} {unit} {more if off > 0 else less} than usual"
    if point.since_hard < RESTED <= usual["since_hard"]:
        yield "the day after a hard one"
    if point.surface and point.surface != surface:
        yield f"{SURFACES[point.surface]} unlike usual"


LIMITS = {
    "temperature": (SAME_TEMPERATURE, "warmer", "colder", "degrees"),
    "altitude": (SAME_ALTITUDE, "higher", "lower", "m"),
    "climb": (SAME_CLIMB, "more climb", "less climb", "m/km"),
}
"""Condition -> how far it may differ, and the words for more and less."""


def at_one_pace(points: Sequence[Point]) -> list[tuple[float, float, float]]:
    """Return output at one heart rate, heart rate at one output, and rating at one output, of each session.

    Parameters
    ----------
    points : of one session, in order.

    Notes
    -----
    The one heart rate and output are the medians. Heart rate is taken as proportional to output within 5 % of it (our
    assumption, as for the warning signs); further away, and for ratings, nan.
    """
    rate, output = _rate_and_output(points)
    return [_at(point, rate, output) for point in points]


def last_at_one_pace(points: Sequence[Point]) -> tuple[float, float, float]:
    """Return of the last of some sessions what `at_one_pace` returns of each."""
    return _at(points[-1], *_rate_and_output(points))


def _rate_and_output(points: Sequence[Point]) -> tuple[float, float]:
    return _median([point.heart_rate for point in points]), _median([point.output for point in points])


def _at(point: Point, rate: float, output: float) -> tuple[float, float, float]:
    if not abs(point.output / output - 1) <= SAME_OUTPUT:  # nan is not near
        return nan, nan, nan
    return point.output * rate / point.heart_rate, point.heart_rate * output / point.output, point.rpe


def change(values: Sequence[float], *, unit: str = "%", beside: Sequence[int] | None = None) -> Change | NotComputable:
    """Return the last value against those before it, with what one session errs by.

    Parameters
    ----------
    values : in order, those that are comparable; nan is left out. Of unit % the difference is one of
        logarithms, told as a percentage.
    unit : % for pace and power, else that of the values.
    beside : places of those before it that it is held against, where none is nan; None: all of them. What one session
        errs by is told by all either way.

    Notes
    -----
    The typical error is the standard deviation of the differences from each earlier session to the next, divided by the
    root of 2: a slow trend does not blow it up. A rating is a whole number, so of ratings it is at least the root of
    1/12. The interval is that of one value against the mean of n, with Student's t of the n - 2 degrees of freedom of
    that error.

    References
    ----------
    .. [1] W. G. Hopkins, "Measures of reliability in sports medicine and science", Sports Medicine 30 (2000) 1-15.
    """
    known = _scaled(values, unit)
    if not known or isnan(values[-1]):
        return NotComputable("not known for the last one")
    earlier = known[:-1]
    if len(earlier) < FEWEST:
        return NotComputable(f"{len(earlier)} comparable before it, {FEWEST} are needed to tell a change from chance")
    error = max(stdev(b - a for a, b in pairwise(earlier)) / sqrt(2), RESOLUTION.get(unit, 0.0))
    held = earlier if beside is None else [earlier[k] for k in beside]
    value = known[-1] - mean(held)
    half = student(LEVEL, len(earlier) - 2) * error * sqrt(1 + 1 / len(held))
    value, low, high, error = (_told(one, unit) for one in (value, value - half, value + half, error))
    return Change(value, low, high, error, len(held), unit)


def trend(days: Sequence[date], values: Sequence[float], *, unit: str = "%") -> Trend | NotComputable:
    """Return the change in four weeks by a straight line, with an interval that knows that sessions are alike.

    Parameters
    ----------
    days, values : in order, those that are comparable; nan is left out.
    unit : % for pace and power, else that of the values.

    Notes
    -----
    What lies off the line in one session often does so in the next. The error of the slope is therefore multiplied by
    the root of (1 + phi) / (1 - phi), phi being their autocorrelation, and the degrees of freedom are divided by its
    square. Over 6 to 30 sessions and phi up to 0.5, 89 to 97 of a hundred such intervals hold the truth, at
    0.8 83 to 87 (own simulation).
    """
    kept = [k for k, value in enumerate(values) if not isnan(value)]
    if len(kept) < FEWEST_FOR_TREND:
        return NotComputable(f"{len(kept)} comparable, a trend needs {FEWEST_FOR_TREND}")
    x = np.array([days[k].toordinal() for k in kept]) / MONTH
    y = np.array(_scaled([values[k] for k in kept], unit))
    if not np.ptp(x) > 0:
        return NotComputable("all on one day")
    x = x - x.mean()
    slope = float((x * y).sum() / (x * x).sum())
    off = y - y.mean() - slope * x
    alike = _autocorrelation(off)
    wider = (1 + alike) / (1 - alike)
    free = max(len(y) / wider - 2, FEWEST_FREE)
    scatter = max(sqrt(float((off**2).sum()) / (len(y) - 2)), RESOLUTION.get(unit, 0.0))
    error = scatter * sqrt(wider / float((x * x).sum()))
    half = student(LEVEL, free) * error
    value, low, high = (_told(one, unit) for one in (slope, slope - half, slope + half))
    return Trend(value, low, high, len(y), alike, unit)


def _autocorrelation(off: NDArray[np.float64]) -> float:
    """Return the autocorrelation of what lies off a line, 0-0.8.

    Of n pairs the estimate is low by about (2 + 4 phi) / n, since the line follows them: our approximation. The phi in
    it is taken as 0.4, since solved for it makes of 6 or 7 sessions whatever chance would have.
    """
    pairs = len(off) - 1
    variance = float((off**2).mean())
    if not variance > 0:
        return 0.0
    found = float((off[:-1] * off[1:]).mean()) / variance
    return min(max(found + (2 + 4 * USUALLY_ALIKE) / pairs, 0.0), MOST_ALIKE)


def judged(found: Change | Trend, *, worthwhile: float = WORTHWHILE) -> str:
    """Return in a word where an interval lies: up, down, same, perhaps up, perhaps down, or not told.

    Parameters
    ----------
    found : with its interval.
    worthwhile : [its unit] smallest change that matters.
    """
    if found.low > worthwhile:
        return "up"
    if found.high < -worthwhile:
        return "down"
    if -worthwhile <= found.low and found.high <= worthwhile:
        return "same"
    if found.low > 0:
        return "perhaps up"
    return "perhaps down" if found.high < 0 else "not told"


def student(level: float, free: float) -> float:
    """Return how many standard errors reach to the ends of an interval, by Student's t.

    Parameters
    ----------
    level : share of the interval, 0-1.
    free : degrees of freedom, from 1.

    Notes
    -----
    The expansion of Abramowitz and Stegun, 26.7.5: at 90 % low by 5 % for one degree of freedom, by 0.3 % for two.

    Examples
    --------
    >>> round(student(0.90, 4), 2), round(student(0.90, 10), 3)
    (2.13, 1.812)
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    return (
        z
        + (z**3 + z) / (4 * free)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * free**4)
    )


def _told(value: float, unit: str) -> float:
    """Return a difference in its unit: one of logarithms by hundred as a change [%]."""
    return 100 * expm1(value / 100) if unit == "%" else value


def _scaled(values: Sequence[float], unit: str) -> list[float]:
    """Return the known values, of unit % as logarithms by hundred."""
    known = [value for value in values if not isnan(value)]
    return [100 * log(value) for value in known] if unit == "%" else known


def _median(values: Sequence[float]) -> float:
    known = [value for value in values if not isnan(value)]
    return median(known) if known else nan
