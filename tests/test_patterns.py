"""Which benchmark is meant by repeats in the words of a plan."""

from __future__ import annotations

from datetime import date
from math import nan

import pytest

from periodize.compare.signature import WorkSet
from periodize.project.checks.patterns import matcher
from periodize.report.views.benchmark import Benchmark, Outing

DAY = date(2024, 3, 12)


def benchmark(*sets: WorkSet, fewest: int = 10) -> Benchmark:
    """Sets that were done in full, and once with fewer repeats."""
    full, short = tuple(one.count for one in sets), tuple(min(one.count, fewest) for one in sets)
    outings = tuple(Outing(str(counts), DAY, counts, (), {}, {}, (), "laps") for counts in (full, short))
    return Benchmark("some title", "run", sets, (), nan, outings, (), ())


QUARTERS = WorkSet(12, "distance", 400.0, 68.0, 400.0, 60.0, "T+")
SHORT = WorkSet(10, "distance", 200.0, 30.0, 200.0, 60.0)


@pytest.mark.parametrize(
    "asked",
    ["12x400m", "12x400m @ T+", "11x400m @ T+", "10x200m @ mile", "12x400m + 10x200m", "wu 15min + 12x400m @ T+ (60s)"],
)
def test_sets_in_a_row_that_are_asked_for_are_found(asked: str) -> None:
    assert matcher(asked)(benchmark(QUARTERS, SHORT))


@pytest.mark.parametrize(
    "asked", ["12x400m @ I", "9x400m", "10x200m + 12x400m", "12x400m + 10x200m + 4x100m", "12x500m"]
)
def test_other_sets_are_not(asked: str) -> None:
    assert not matcher(asked)(benchmark(QUARTERS, SHORT))


def test_route_has_no_sets() -> None:
    route = Benchmark("route of 5.0 km", "run", (), (), 5000.0, (Outing("a", DAY, (1,), (), {}, {}, (), ""),), (), ())

    assert not matcher("1x5km")(route)
