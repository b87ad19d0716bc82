"""A session that is asked for: repeats in the words of a plan, or part of a title."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from periodize.compare.signature import WorkSet
    from periodize.plan.workout import Part
    from periodize.report.views.benchmark import Benchmark
    from periodize.units import Quantity

NEAR = 0.03
"""Share by which the length of repeats may differ from what is asked for: our choice."""


class _Wanted(NamedTuple):
    times: int
    length: Quantity
    target: str


def matcher(pattern: str) -> Callable[[Benchmark], bool]:
    """Return what tells whether a benchmark goes by a pattern.

    Parameters
    ----------
    pattern : repeats as a plan writes them (12x400m @ T+), else part of the title or of a name, or the day or id of
        one time; upper and lower case are one.

    Notes
    -----
    Of repeats the length counts, the number where it lies within those that were done, and the target where both name
    one. Warm-up, recoveries and cool-down in the pattern are passed over, and sets that are not asked for where they
    stand before or after.
    """
    wanted = list(_wanted(pattern))
    words = " ".join(pattern.casefold().split())

    def fits(one: Benchmark) -> bool:
        named = any(words in text.casefold() for text in (one.title, *one.names))
        named = named or any(words in {outing.id.casefold(), str(outing.day)} for outing in one.outings)
        return named or (bool(wanted) and _has(one, wanted))

    return fits


def _wanted(pattern: str) -> Iterator[_Wanted]:
    from periodize.plan.cursor import SessionError
    from periodize.plan.parser import parse_workout

    try:
        parts = parse_workout(pattern).parts
    except SessionError:
        return
    for part in parts:
        yield from _of_part(part, 1)


def _of_part(part: Part, times: int) -> Iterator[_Wanted]:
    from periodize.plan.workout import Repeat, Step

    if isinstance(part, Repeat):
        for inner in part.parts:
            yield from _of_part(inner, times * (part.count.last or part.count.first))
    elif isinstance(part, Step) and part.word is None:
        yield _Wanted(times, part.amount.first, str(part.target or ""))


def _has(one: Benchmark, wanted: list[_Wanted]) -> bool:
    counts = zip(*(outing.counts for outing in one.outings), strict=True)
    sets = list(zip(counts, one.sets, strict=False))  # a route counts one time of nothing
    return any(
        all(
            min(often) <= each.times <= max(often) and _same(each, done)
            for each, (often, done) in zip(wanted, sets[first:], strict=False)
        )
        for first in range(len(sets) - len(wanted) + 1)
    )


def _same(wanted: _Wanted, done: WorkSet) -> bool:
    if wanted.target and done.target and wanted.target != done.target:
        return False
    length = wanted.length.value
    if wanted.length.is_time == (done.by == "time"):
        return isclose(length, done.amount, rel_tol=NEAR)
    return isclose(length, done.duration if wanted.length.is_time else done.distance, rel_tol=NEAR)
