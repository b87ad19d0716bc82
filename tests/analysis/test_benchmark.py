"""What has changed between the times that a session was done, and how much of it is chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isnan, log, nan, sqrt
from statistics import stdev
from typing import Any

import numpy as np
import pytest

from periodize.analysis.benchmark import (
    Change,
    Point,
    Trend,
    at_one_pace,
    change,
    judged,
    last_at_one_pace,
    reasons,
    reasons_then,
    student,
    trend,
)
from periodize.analysis.value import NotComputable

FIRST = date(2027, 1, 5)


def weeks(number: int) -> list[date]:
    return [FIRST + timedelta(days=7 * k) for k in range(number)]


def points(*outputs: float, rate: float = 160.0) -> list[Point]:
    return [
        Point(day, output, rate, 5.0, temperature=15.0, altitude=200.0, climb=5.0, since_hard=2.0)
        for day, output in zip(weeks(len(outputs)), outputs, strict=True)
    ]


def on(*surfaces: str) -> list[Point]:
    """Return equal times on each of these surfaces."""
    some = points(*[4.0] * len(surfaces))
    return [replace(point, surface=surface) for point, surface in zip(some, surfaces, strict=True)]


def found(change_: Change | NotComputable) -> Change:
    assert isinstance(change_, Change)
    return change_


def line(trend_: Trend | NotComputable) -> Trend:
    assert isinstance(trend_, Trend)
    return trend_


# ---- the last time


def test_typical_error_is_the_spread_of_differences_by_the_root_of_two() -> None:
    """Hopkins 2000, in the unit of the values."""
    values = [160.0, 163.0, 159.0, 162.0, 161.0, 158.0]

    assert pytest.approx(stdev([3.0, -4.0, 3.0, -1.0]) / sqrt(2)) == found(change(values, unit="bpm")).error


def test_typical_error_is_not_blown_up_by_a_steady_trend() -> None:
    assert pytest.approx(0.0, abs=1e-9) == found(change([4.0 * 1.01**k for k in range(6)])).error


def test_change_of_pace_is_a_percentage_of_the_mean_before() -> None:
    assert pytest.approx(5.0) == found(change([4.0, 4.0, 4.0, 4.0, 4.2])).value


def test_change_beside_some_of_those_before_is_that_to_their_mean() -> None:
    assert pytest.approx(5.0) == found(change([3.9, 4.0, 4.0, 4.1, 4.2], beside=(1, 2))).value


def test_change_beside_some_of_those_before_errs_as_all_of_them_do() -> None:
    values = [160.0, 163.0, 159.0, 162.0, 161.0]

    assert found(change(values, unit="bpm")).error == found(change(values, unit="bpm", beside=(0, 3))).error


def test_interval_of_a_change_holds_the_truth_in_nine_of_ten() -> None:
    rng = np.random.default_rng(5)
    held = [
        one.low <= 2.0 <= one.high
        for one in (found(change([*rng.normal(160, 2, 6), rng.normal(162, 2)], unit="bpm")) for _ in range(2000))
    ]

    assert 0.86 <= np.mean(held) <= 0.94


def test_equal_ratings_err_by_what_rounding_hides() -> None:
    assert pytest.approx(1 / sqrt(12)) == found(change([5.0] * 5 + [7.0], unit="CR10")).error


def test_one_point_more_after_equal_ratings_is_not_more_than_matters() -> None:
    assert "up" != judged(change_of_ratings(6.0), worthwhile=0.9)
    assert "up" == judged(change_of_ratings(7.0), worthwhile=0.9)


def change_of_ratings(last: float) -> Change:
    return found(change([5.0] * 5 + [last], unit="CR10"))


def test_change_of_few_is_not_told_from_chance() -> None:
    assert NotComputable("3 comparable before it, 4 are needed to tell a change from chance") == change([4.0] * 4)


def test_change_when_the_last_is_not_known_is_none() -> None:
    assert NotComputable("not known for the last one") == change([4.0, 4.0, 4.0, 4.0, 4.0, nan])


# ---- over time


def test_trend_is_the_change_in_four_weeks() -> None:
    values = [4.0 * 1.02 ** (k / 4) for k in range(8)]

    assert pytest.approx(2.0) == line(trend(weeks(8), values)).value


def test_trend_of_few_says_so() -> None:
    assert NotComputable("5 comparable, a trend needs 6") == trend(weeks(5), [4.0] * 5)


def trends(number: int, alike: float, *, rise: float = 0.0) -> list[Trend]:
    """Return those of sessions with a scatter of 2 bpm, each like the one before it or not. rise : [bpm in a month]."""
    rng, found = np.random.default_rng(7), []
    for _ in range(600):
        off = rng.normal(0, 1, number)
        for k in range(1, number):
            off[k] = alike * off[k - 1] + sqrt(1 - alike**2) * off[k]
        values = 160 + 2 * off + rise * np.arange(number) / 4
        found.append(line(trend(weeks(number), values.tolist(), unit="bpm")))
    return found


@pytest.mark.parametrize("number", [6, 8, 16])
@pytest.mark.parametrize(("alike", "least"), [(0.0, 0.88), (0.5, 0.84)])
def test_interval_of_a_trend_holds_the_truth_when_sessions_are_alike(number: int, alike: float, least: float) -> None:
    assert np.mean([one.low <= 0.0 <= one.high for one in trends(number, alike)]) >= least


@pytest.mark.parametrize("alike", [0.0, 0.5])
def test_rise_of_four_errors_a_month_is_seen_in_eight_sessions(alike: float) -> None:
    assert np.mean([one.low > 0.0 for one in trends(8, alike, rise=8.0)]) >= 0.8


def test_trend_of_six_sessions_is_known_to_within_ten_errors() -> None:
    """Nine of ten intervals reach no further than eight to either side; with one degree of freedom it was twenty."""
    assert np.quantile([one.high - one.low for one in trends(6, 0.0)], 0.9) / 2 < 10 * 2.0


def test_trend_of_sessions_on_one_day_is_none() -> None:
    assert NotComputable("all on one day") == trend([FIRST] * 6, [4.0, 4.1, 4.0, 4.1, 4.0, 4.1])


# ---- what an interval says


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (1.2, 3.0, "up"), (-3.0, -1.2, "down"), (-0.8, 0.9, "same"), (0.3, 3.0, "perhaps up"),
        (-3.0, -0.3, "perhaps down"), (-2.0, 2.0, "not told"),
    ],
)  # fmt: skip
def test_judged_by_where_the_interval_lies(low: float, high: float, expected: str) -> None:
    assert expected == judged(Change((low + high) / 2, low, high, 1.0, 5, "%"))


def test_student_is_that_of_the_tables() -> None:
    """Two-sided 90 %: 2.920, 2.353, 2.132, 1.812 for 2, 3, 4 and 10 degrees of freedom."""
    assert [2.920, 2.353, 2.132, 1.812] == pytest.approx([student(0.9, free) for free in (2, 3, 4, 10)], rel=0.004)


# ---- like with like


def test_last_is_judged_as_among_all() -> None:
    some = points(4.0, 4.0, 4.1, 4.0)
    some[-1] = replace(some[-1], temperature=26.0)

    assert ("11 degrees warmer than usual",) == list(reasons_then(some))[-1]
    assert [reasons(some[: k + 1])[-1] for k in range(len(some))] == list(reasons_then(some))


def test_sessions_in_the_usual_conditions_are_comparable() -> None:
    assert [(), (), (), ()] == reasons(points(4.0, 4.0, 4.1, 4.0))


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"temperature": 26.0}, "11 degrees warmer than usual"),
        ({"temperature": 4.0}, "11 degrees colder than usual"),
        ({"altitude": 2100.0}, "1900 m higher than usual"),
        ({"climb": 30.0}, "25 m/km more climb than usual"),
        ({"since_hard": 1.0}, "the day after a hard one"),
        ({"surface": "treadmill"}, "on a treadmill unlike usual"),
    ],
)
def test_session_in_other_conditions_is_not_comparable(other: dict[str, Any], why: str) -> None:
    some = on("track", "track", "track", "track")

    assert [(), (), (), (why,)] == reasons([*some[:3], replace(some[3], **other)])


@pytest.mark.parametrize(
    ("name", "low", "high", "why"),
    [
        ("altitude", 5.0, 2130.0, "2125 m higher than usual"),
        ("temperature", 8.0, 24.0, "16 degrees warmer than usual"),
    ],
)
def test_usual_of_two_times_is_one_of_them(name: str, low: float, high: float, why: str) -> None:
    first, second = points(4.0, 4.0)

    assert [(), (why,)] == reasons([replace(first, **{name: low}), replace(second, **{name: high})])  # type: ignore[arg-type]


def test_what_is_not_known_is_taken_for_comparable() -> None:
    some = points(4.0, 4.0, 4.0)

    assert [(), (), ()] == reasons([*some[:2], replace(some[2], temperature=nan, since_hard=nan)])


@pytest.mark.parametrize("known", ["", "track"])
def test_surface_that_is_not_known_is_taken_for_comparable(known: str) -> None:
    assert [(), (), ()] == reasons(on("", known, ""))


def test_usual_surface_is_the_most_frequent_of_those_that_are_known() -> None:
    assert [("in open water unlike usual",), (), (), (), ()] == reasons(on("open water", "", "pool", "", "pool"))


def test_usual_surface_of_two_as_frequent_is_the_one_that_came_first() -> None:
    assert [(), ("on the road unlike usual",)] == reasons(on("trail", "road"))


def test_last_is_judged_by_the_surface_of_most_as_among_all() -> None:
    assert ("indoors unlike usual",) == list(reasons_then(on("road", "road", "indoor")))[-1]


def test_heart_rate_is_told_at_one_pace() -> None:
    some = [*points(4.0, 4.0), replace(points(4.1)[0], heart_rate=160.0)]
    at_rate, at_output, _ = at_one_pace(some)[2]

    assert [4.1, 160 * 4.0 / 4.1] == pytest.approx([at_rate, at_output])
    assert (at_rate, at_output) == last_at_one_pace(some)[:2]


def test_heart_rate_far_from_the_usual_pace_is_not_carried_over() -> None:
    far = at_one_pace(points(4.0, 4.0, 4.0, 4.4))[3]

    assert [True] * 3 == [isnan(value) for value in far]


def test_change_by_logarithms_is_the_same_up_and_down() -> None:
    up, down = found(change([4.0] * 4 + [4.4])).value, found(change([4.4] * 4 + [4.0])).value

    assert 0.0 == pytest.approx(log(1 + up / 100) + log(1 + down / 100))
