"""The chart of one session over the year: points, what may be compared, and what would matter."""

from __future__ import annotations

from dataclasses import replace
from math import nan

import pytest

from periodize.errors import UsageError
from periodize.report.charts.benchmark import benchmark
from tests.charts.seasons import followed, rows_of


def test_each_time_is_a_point_at_its_pace() -> None:
    points = rows_of(benchmark(followed()), "point")[0]

    assert [4.0, 4.1, 4.2, 4.3] == [row["at"] for row in points]
    assert ["4:10/km", "4:04/km", "3:58/km", "3:53/km"] == [row["value"] for row in points]


def test_what_is_not_comparable_is_told_from_the_others_with_its_reason() -> None:
    points = rows_of(benchmark(followed(odd=True)), "point")[0]

    assert ["comparable", "comparable", "not comparable", "comparable"] == [row["kind"] for row in points]
    assert "30 degrees, the others 15" == points[2]["what"]


def test_band_is_what_matters_about_the_times_before_the_last() -> None:
    band = rows_of(benchmark(followed()), "area")[0]

    assert [pytest.approx((4.1 * 0.99, 4.1 * 1.01), abs=1e-3)] * 2 == [(row["low"], row["high"]) for row in band]


def test_times_that_are_not_comparable_move_no_band() -> None:
    band = rows_of(benchmark(followed(odd=True)), "area")[0]

    assert pytest.approx(4.05 * 0.99, abs=1e-3) == band[0]["low"]


def test_line_through_a_point_is_the_typical_error_of_one_time() -> None:
    error = rows_of(benchmark(followed()), "rule")[0][0]

    assert pytest.approx((4.0 - 0.0615, 4.0 + 0.0615), abs=1e-3) == (error["low"], error["high"])


def test_trend_goes_through_the_middle_of_the_times() -> None:
    line = rows_of(benchmark(followed()), "line")[0]

    # 9.6 % in four weeks, seen over three
    assert [pytest.approx(4.15 * (1 - 0.036), abs=1e-3), pytest.approx(4.15 * (1 + 0.036), abs=1e-3)] == [
        row["at"] for row in line
    ]


def test_words_and_table_say_the_same() -> None:
    found = benchmark(followed())

    assert found.alt.startswith("5min @ T, 4 times from 22 November 2026 to 13 December 2026: 4:10/km the first time")
    assert ("5min @ T", "2026-11-22", "4:10/km", "165 bpm", "") == found.rows[0]


def test_without_a_known_pace_there_is_nothing_to_draw() -> None:
    view = followed()
    outings = tuple(replace(one, values={"output": nan, "heart_rate": 160.0}) for one in view.benchmarks[0].outings)
    unknown = replace(view, benchmarks=(replace(view.benchmarks[0], outings=outings),))

    with pytest.raises(UsageError, match="no trend to draw"):
        benchmark(unknown)
