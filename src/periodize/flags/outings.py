"""The sessions among the days of a series: what was usual before the last few of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from periodize.flags.base import spoken
from periodize.flags.windows import trailing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from periodize.history import History

    Floats = NDArray[np.float64]

BENCHMARK: Final = "benchmark:"
"""Series of sessions that were done again and again begin so; what the session is follows."""

REACH = 42
"""[d] The last few sessions have to lie within so many days to be of one time: our choice."""

BEFORE = 30
"""Sessions of which the spread is taken: our choice."""


SMALLEST = 2.0
"""[bpm] Heart rate at one effort differs by so much from day to day (Lamberts, submaximal cycle test), so a smaller
standard deviation is not believed."""


class Outings(NamedTuple):
    """The days of a series that have a value, with the last few of each.

    Parameters
    ----------
    days : (n,) columns of the history.
    last : (n, count) values of the last `count` of them, the newest last; nan before the first.
    near : (n,) whether those lie within 42 days.
    """

    days: NDArray[np.intp]
    last: Floats
    near: NDArray[np.bool_]


def outings(values: Floats, count: int) -> Outings:
    """Return the sessions of a series (n_days,), each with the last `count`."""
    days = np.flatnonzero(~np.isnan(values))
    if not days.size:
        return Outings(days, np.empty((0, count)), np.zeros(0, dtype=np.bool_))
    reach = days - trailing(days.astype(np.float64), count)[:, 0]
    return Outings(days, trailing(values[days], count), reach < REACH)


def spread_before(values: Floats, *, lag: int, least: int) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Return mean and sample standard deviation of the sessions before the last few.

    Parameters
    ----------
    values : (n,) by session, without gaps.
    lag : the last few sessions, the newest included, that do not count.
    least : sessions that it needs.

    Returns
    -------
    mean, sd, known : (n,) of at most 30 sessions; nan with fewer than `least`.
    """
    if not values.size:
        return values, values, np.zeros(0, dtype=np.int64)
    before = trailing(values, BEFORE, lag=lag)
    known = (~np.isnan(before)).sum(axis=-1)
    enough = np.where(known >= max(least, 2), known, np.nan)
    mean = np.nansum(before, axis=-1) / enough
    spread = np.nansum((before - mean[:, None]) ** 2, axis=-1) / (enough - 1)
    return mean, np.sqrt(spread), known


def on_benchmarks(history: History) -> NDArray[np.bool_]:
    """Return whether each day had a time of a benchmark, (n_days,)."""
    found = np.zeros(history.n_days, dtype=np.bool_)
    for name in history.series:
        if name.startswith(BENCHMARK):
            found |= ~np.isnan(history.one(name))
    return found


def benchmarks_among(history: History, days: Iterable[int], words: Callable[[int], str]) -> str:
    """Say which of some days were times of a benchmark, in sentences after others; "" for none.

    Parameters
    ----------
    history : with a series "benchmark:SESSION" for each.
    days : columns, in order.
    words : what was seen on such a day.
    """
    return "".join(f" {sentence}" for sentence in _told(history, list(days), words))


def _told(history: History, days: list[int], words: Callable[[int], str]) -> Iterator[str]:
    for name in sorted(name for name in history.series if name.startswith(BENCHMARK)):
        values = history.one(name)
        times = [f"{words(k)} on {spoken(history.day(k))}" for k in days if not np.isnan(values[k])]
        if times:
            yield f"Benchmark {name.removeprefix(BENCHMARK)}: {', '.join(times)}."


def why_not(values: Floats, *, needs: int, what: str) -> str:
    """Say why the last day cannot be judged by its sessions; "" where it can.

    Parameters
    ----------
    values : (n_days,) nan on days without one.
    needs : sessions that the rule needs.
    what : which sessions, in the plural.
    """
    days = np.flatnonzero(~np.isnan(values))
    if not days.size:
        return f"no {what} on record, needs {needs}"
    if days.size < needs:
        return f"only {days.size} {what} on record, needs {needs}"
    silent = values.size - 1 - int(days[-1])
    return f"no {what} in the last {REACH} days" if silent >= REACH else ""
