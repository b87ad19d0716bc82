"""Sessions held against earlier ones that are like them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from math import isnan, nan

import numpy as np
import pytest

from periodize.analysis.comparable import Outing, heart_rate_at_pace, rating_above_usual

START = date(2026, 3, 1)
EASY = Outing(START, "run", 3600.0, 180.0, 140.0, 3.0, nan, steady=True)


def after(*last: Outing, earlier: int = 4, first: Outing = EASY) -> list[Outing]:
    """Some equal sessions a day apart, then these."""
    return [replace(one, day=START + timedelta(k)) for k, one in enumerate([*[first] * earlier, *last])]


def test_heart_rate_at_pace_is_the_distance_from_the_usual_one() -> None:
    assert heart_rate_at_pace(after(replace(EASY, heart_rate=147.0)))[-1] == pytest.approx(7.0)


def test_heart_rate_at_pace_allows_for_a_slightly_faster_run() -> None:
    faster = replace(EASY, output=180 * 1.05, heart_rate=147.0)

    assert heart_rate_at_pace(after(faster))[-1] == pytest.approx(0.0)


@pytest.mark.parametrize(
    "other",
    [
        replace(EASY, output=180 * 1.06),
        replace(EASY, sport="bike"),
        replace(EASY, steady=False),
        replace(EASY, duration=1199.0),
        replace(EASY, heart_rate=nan),
        replace(EASY, output=nan),
    ],
    ids=["faster", "another sport", "intervals", "too short", "no heart rate", "no pace"],
)
def test_heart_rate_at_pace_is_unknown_for_what_does_not_compare(other: Outing) -> None:
    assert isnan(heart_rate_at_pace(after(other))[-1])


def test_heart_rate_at_pace_needs_four_earlier_sessions() -> None:
    assert isnan(heart_rate_at_pace(after(EASY, earlier=3))[-1])


def test_heart_rate_at_pace_does_not_compare_heat_with_cold() -> None:
    cold = after(replace(EASY, temperature=28.0), first=replace(EASY, temperature=8.0))

    assert isnan(heart_rate_at_pace(cold)[-1])


def test_heart_rate_at_pace_does_not_look_back_more_than_120_days() -> None:
    late = replace(EASY, day=START + timedelta(3 + 121))

    assert isnan(heart_rate_at_pace([*after(), late])[-1])


def test_rating_is_held_against_the_median_of_such_sessions() -> None:
    earlier = [replace(EASY, rpe=rpe) for rpe in (2.0, 3.0, 4.0, 9.0)]

    assert rating_above_usual(after(*earlier, replace(EASY, rpe=5.0), earlier=0))[-1] == 1.5


@pytest.mark.parametrize(("duration", "known"), [(3600 * 1.25, True), (3600 * 1.4, False)])
def test_rating_compares_sessions_of_about_one_length(duration: float, known: bool) -> None:
    assert known != isnan(rating_above_usual(after(replace(EASY, duration=duration)))[-1])


def test_rating_compares_by_length_alone_where_no_pace_is_known() -> None:
    first = replace(EASY, output=nan)

    assert rating_above_usual(after(replace(first, rpe=4.0), first=first))[-1] == 1.0


def test_rating_does_not_compare_a_known_pace_with_an_unknown_one() -> None:
    assert isnan(rating_above_usual(after(EASY, first=replace(EASY, output=nan)))[-1])


def test_median_of_many_sessions_is_the_middle_of_the_last_sixty() -> None:
    rng = np.random.default_rng(5)
    ratings = rng.integers(1, 10, 80)
    outings = [replace(EASY, day=START + timedelta(k), rpe=float(rpe)) for k, rpe in enumerate(ratings)]

    assert rating_above_usual(outings)[-1] == ratings[-1] - np.median(ratings[-61:-1])


def test_nothing_recorded_has_no_rating() -> None:
    assert rating_above_usual([]).shape == (0,)


# A session that is done again and again


AGAIN = replace(EASY, group="4x8min", output=240.0, heart_rate=165.0, duration=900.0)


def test_a_group_is_held_against_its_own_times_alone() -> None:
    found = heart_rate_at_pace(
        [*[replace(EASY, output=240.0)] * 8, *after(replace(AGAIN, heart_rate=170.0), earlier=8, first=AGAIN)]
    )

    assert found[-1] == pytest.approx(5.0)


def test_a_group_of_short_work_tells_heart_rate_where_its_repeats_are_long_enough() -> None:
    short = replace(AGAIN, steady=False)

    assert not isnan(heart_rate_at_pace(after(AGAIN, earlier=8, first=AGAIN))[-1])
    assert isnan(heart_rate_at_pace(after(short, earlier=8, first=short))[-1])


@pytest.mark.parametrize(("earlier", "told"), [(7, False), (8, True)])
def test_a_group_needs_eight_earlier_times(earlier: int, told: bool) -> None:
    assert told == (not isnan(rating_above_usual(after(AGAIN, earlier=earlier, first=AGAIN))[-1]))
