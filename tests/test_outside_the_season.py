"""Today before the first and after the last day of a plan: what is recorded since counts, whatever the plan says."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

import periodize
from periodize.activity import Morning, Record
from periodize.compare import State
from periodize.project.checks.today import PLAN_DAYS, today_view
from periodize.report.terminal.today import print_today
from tests.test_ahead_and_room import MONDAY, run_of, season, weeks_before

if TYPE_CHECKING:
    from periodize.report.views.check import CheckReport
    from periodize.report.views.today import TodayView

OVER = MONDAY + timedelta(weeks=3)
"""The Monday after a plan of three weeks."""
WEDNESDAY = OVER + timedelta(days=2)


def checked(monday: date, *, near: int | None = PLAN_DAYS) -> CheckReport:
    """The check of a Wednesday, after ten weeks up to a Monday, with runs on it and the day before, and an illness."""
    tuesday, wednesday = monday + timedelta(days=1), monday + timedelta(days=2)
    runs = [*weeks_before(monday, 10), run_of(tuesday, 6.0), run_of(wednesday, 7.0)]
    record = Record(tuple(runs), (Morning(tuesday, illness=True, source="typed"),))
    return periodize.check(season(), record, today=wednesday, near=near)


def seen(monday: date) -> TodayView:
    return today_view(checked(monday), season())


@pytest.mark.parametrize("monday", [OVER, MONDAY - timedelta(weeks=1)])
def test_run_of_today_is_shown_outside_the_plan(monday: date) -> None:
    assert [(State.UNPLANNED, 7000.0)] == [(row.state, row.done.distance) for row in seen(monday).sessions if row.done]


@pytest.mark.parametrize("monday", [OVER, MONDAY - timedelta(weeks=1)])
def test_week_of_today_has_what_is_recorded_outside_the_plan(monday: date) -> None:
    week = seen(monday).week

    assert week is not None
    assert 2 == week.extra.sessions


def test_sign_noted_after_the_last_day_is_up_today() -> None:
    assert ["R14"] == [sign.code for sign in seen(OVER).signs]


def test_view_after_the_last_day_does_not_say_that_nothing_is_known() -> None:
    out = StringIO()
    print_today(seen(OVER), Console(file=out, width=80))

    assert "As of" not in out.getvalue()


def test_season_that_is_over_is_still_checked_as_of_its_last_day() -> None:
    report = checked(OVER, near=None)

    assert (OVER - timedelta(days=1), ()) == (report.as_of, report.signs)


def test_silence_after_the_last_day_is_told() -> None:
    report = periodize.check(
        season(), Record(tuple(weeks_before(OVER, 10))), today=WEDNESDAY + timedelta(days=30), near=56
    )

    assert OVER - timedelta(days=2) == report.findings.silent_since
