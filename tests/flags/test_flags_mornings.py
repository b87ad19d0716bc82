"""The rules that look at mornings: ratings, variability, sleep, reports."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.flags.records import START, days_of, reasons, record, signs_of

from periodize.flags import Level, hrv, illness_or_injury, sleep, wellness_chart
from periodize.flags.findings import spells

NAN = float("nan")
LEVELS = (15.0, 16.0, 14.0, 15.0, 16.0, 14.0, 15.0)
"""A week of ratings: mean 15, no trend."""


def mornings(*last: float, weeks: int = 12) -> list[float]:
    """Usual weeks, then these days."""
    return [*LEVELS * weeks, *last]


# R6 wellness


def test_wellness_fires_when_the_ratings_fall_for_days() -> None:
    assert days_of(wellness_chart, record(wellness=mornings(*[12.0] * 4)))


def test_wellness_does_not_fire_on_one_bad_day() -> None:
    assert not days_of(wellness_chart, record(wellness=mornings(12.0, 15.0, 16.0)))


def test_wellness_does_not_fire_when_the_ratings_rise() -> None:
    assert not days_of(wellness_chart, record(wellness=mornings(*[19.0] * 10)))


def test_wellness_does_not_fire_on_a_day_without_an_answer() -> None:
    answered = len(mornings()) + 4

    assert days_of(wellness_chart, record(wellness=mornings(*[12.0] * 4, NAN)))[-1] < answered


def test_a_slow_decline_cannot_hide_in_its_own_baseline() -> None:
    slow = [15 - 0.1 * k + (-1) ** k for k in range(40)]

    assert days_of(wellness_chart, record(wellness=mornings(*slow)))


def test_wellness_is_not_evaluated_when_few_mornings_are_logged() -> None:
    values = np.full(74, NAN)
    values[-60::7] = 15.0

    assert reasons(wellness_chart, record(wellness=values)) == ["only 9 of the last 60 mornings logged, needs 36"]


@pytest.mark.parametrize(("silent", "reason"), [(3, []), (4, ["only 3 of the last 7 mornings logged, needs 4"])])
def test_wellness_needs_four_answers_in_the_last_week(silent: int, reason: list[str]) -> None:
    assert reason == reasons(wellness_chart, record(wellness=mornings(*[NAN] * silent)))


def test_wellness_needs_a_baseline_two_weeks_back() -> None:
    values = [NAN] * 30 + list(LEVELS) * 7

    assert reasons(wellness_chart, record(wellness=values)) == [
        "only 35 of the 60 mornings up to two weeks ago logged, needs 36"
    ]


def test_wellness_is_not_evaluated_when_all_answers_are_the_same() -> None:
    assert reasons(wellness_chart, record(wellness=[15.0] * 90)) == [
        "the answers of the baseline do not differ, so nothing can stand out"
    ]


def test_wellness_says_what_is_usual_for_you() -> None:
    sign = signs_of(wellness_chart, record(wellness=mornings(*[11.0] * 7)))[-1]

    assert sign.message.startswith("Your ratings are lower than your own normal: on 31 March 2024")
    assert "usual are 15.0" in sign.message
    assert sign.n == 60


# R8 heart-rate variability


def variability(*last: float) -> list[float]:
    return [*(60.0, 66.0, 54.0, 60.0, 63.0, 57.0, 60.0) * 12, *last]


@pytest.mark.parametrize(("value", "words"), [(45.0, "below your usual range"), (80.0, "above your usual range")])
def test_hrv_fires_on_either_side(value: float, words: str) -> None:
    signs = signs_of(hrv, record(hrv=variability(*[value] * 8)))

    assert words in signs[-1].message


def test_hrv_fires_on_the_third_day_outside() -> None:
    far_off = 6.0  # one such day takes the mean of the week outside

    assert days_of(hrv, record(hrv=variability(*[far_off] * 4)))[0] == len(variability()) + 2


def test_hrv_does_not_fire_when_the_side_changes() -> None:
    assert not days_of(hrv, record(hrv=variability(*[45.0, 80.0] * 6)))


def test_hrv_needs_three_values_in_the_last_week() -> None:
    assert reasons(hrv, record(hrv=variability(*[NAN] * 5))) == ["only 2 of the last 7 mornings logged, needs 3"]


def test_hrv_asks_for_no_more_than_a_look() -> None:
    assert hrv.level is Level.INFO


# R10 sleep


def nights(*hours: float, usual: float = 7.6) -> list[float]:
    return [3600 * h for h in [*[usual] * 84, *hours]]


@pytest.mark.parametrize(
    ("hours", "usual", "fires"),
    [(6.8, 7.6, True), (6.9, 7.6, False), (7.1, 8.0, False), (6.2, 6.4, False), (6.3, 7.0, True)],
)
def test_sleep_fires_when_a_tenth_is_missing_and_it_is_under_seven_hours(
    hours: float, usual: float, fires: bool
) -> None:
    assert fires == bool(days_of(sleep, record(sleep=nights(*[hours] * 7, usual=usual))))


def test_sleep_needs_four_nights_of_the_last_week() -> None:
    history = record(sleep=nights(NAN, NAN, NAN, NAN, 5.0, 5.0, 5.0))

    assert not days_of(sleep, history)
    assert reasons(sleep, history) == ["only 3 of the last 7 nights logged, needs 4"]


# R14 illness or injury


def test_a_report_is_repeated_on_its_day() -> None:
    (sign,) = signs_of(illness_or_injury, record(ill=[0, 0, 1, 0], hurt=[0, 0, 0, 0]))

    assert sign.message == "You noted on 3 January 2024 that you were ill (n=1 note)."
    assert sign.level is Level.WATCH


def test_a_report_says_both_when_both_were_noted() -> None:
    (sign,) = signs_of(illness_or_injury, record(ill=[1], hurt=[1]))

    assert "ill and hurt" in sign.message


def test_a_report_with_a_red_flag_asks_to_see_someone() -> None:
    (sign,) = signs_of(illness_or_injury, record(ill=[1], red_flag=[1]))

    assert sign.level is Level.SEE_SOMEONE


def test_a_note_with_a_red_flag_asks_to_see_someone_whatever_the_limit() -> None:
    history = record(ill=[0], hurt=[0], red_flag=[1])
    (sign,) = signs_of(illness_or_injury, history, limit=5.0)

    assert sign.level is Level.SEE_SOMEONE
    assert sign.step.startswith("speak to a doctor soon")
    assert sign.message.startswith("You noted on 1 January 2024 how you were (n=1 note). Some of its words")


@pytest.mark.parametrize(
    ("ill", "hurt", "red_flag", "over"),
    [
        ([1, NAN, 0], [0, NAN, 0], [0, NAN, 0], 2),
        ([1, NAN, NAN], [0, NAN, 0], [0, NAN, 0], None),
        ([0, 1, NAN], [0, 0, NAN], [0, 0, NAN], None),
        ([1, NAN, 0], [1, NAN, 0], [0, NAN, 0], None),
        ([1, NAN, 0], [0, NAN, 0], [1, NAN, 0], None),
    ],
)
def test_an_illness_is_over_when_the_athlete_is_well_later_and_nothing_else_was_noted(
    ill: list[float], hurt: list[float], red_flag: list[float], over: int | None
) -> None:
    (sign,) = signs_of(illness_or_injury, record(ill=ill, hurt=hurt, red_flag=red_flag))

    assert (None if over is None else START + timedelta(over)) == sign.over


def test_an_illness_that_comes_back_after_a_good_day_is_not_over() -> None:
    days = signs_of(illness_or_injury, record(ill=[1, 0, 1], hurt=[0, 0, 0]))
    (spell,) = spells(days)

    assert [START + timedelta(1), None] == [sign.over for sign in days]
    assert None is spell.over


def test_no_report_is_evaluated_when_mornings_are_logged() -> None:
    assert not list(illness_or_injury(record(hurt=[0.0] * 10)))


def test_reports_are_not_evaluated_after_four_weeks_without_a_morning() -> None:
    assert reasons(illness_or_injury, record(hurt=[0.0] + [NAN] * 28)) == ["no morning logged in the last 28 days"]
