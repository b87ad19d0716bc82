"""Mornings beside what is usual."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.activity import Morning, Record
from periodize.errors import UsageError
from periodize.project.pictures.wellness import MOST_DAYS, wellness_view
from periodize.report.charts.wellness import wellness
from tests.charts.seasons import TODAY, rows_of, short
from tests.making import MORNING, recorded

if TYPE_CHECKING:
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.wellness import WellnessView

DAYS = 100


def logged(*, missing: int = 50, last: float = 50.0) -> WellnessView:
    """A hundred mornings of a resting heart rate of 50, one of them not logged."""
    first = MORNING.date()
    days = [first + timedelta(days=k) for k in range(DAYS) if k != missing]
    mornings = tuple(Morning(day, resting_hr=last if day > first + timedelta(days=DAYS - 3) else 50.0) for day in days)
    runs = recorded(), recorded("bbbb", after=86_400.0 * (DAYS - 1))
    record = Record(activities=runs, mornings=mornings)
    return wellness_view(None, periodize.check(None, record, today=days[-1]), today=days[-1])


def test_morning_that_is_not_logged_is_a_gap_and_no_zero() -> None:
    found = logged()
    day = found.measures[0].days[50]

    assert (None, None) == (day.value, day.judged)


def test_line_breaks_where_a_morning_is_missing() -> None:
    judged = rows_of(wellness(logged()), "line", strokeWidth=1.8)[0]

    assert [50, DAYS - 51] == [sum(row["piece"] == piece for row in judged) for piece in (0, 1)]


def test_limit_is_five_above_the_median_of_the_mornings_before() -> None:
    day = logged().measures[0].days[-1]

    assert (50.0, 55.0) == (day.usual, day.high)


def test_sign_that_was_raised_is_marked() -> None:
    (measure,) = logged(last=60.0).measures

    assert ["R9"] == [sign.code for sign in measure.signs]
    assert "1 sign" in wellness(logged(last=60.0)).alt


def test_long_record_is_shown_for_its_last_days(subject: Subject) -> None:
    found = wellness_view(subject.season, subject.report, today=TODAY)

    assert MOST_DAYS == len(found.measures[0].days)


def test_record_without_mornings_is_refused() -> None:
    report = periodize.check(None, [recorded()], today=MORNING.date())

    with pytest.raises(UsageError, match="no morning is logged"):
        wellness_view(None, report, today=MORNING.date())


def test_plan_without_a_record_is_refused() -> None:
    with pytest.raises(UsageError, match="no activity is recorded yet"):
        wellness_view(short(), None, today=TODAY)
