"""What is recorded before a plan begins: it answers none of its sessions, and what is up then is up all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

import periodize
from periodize.activity import Morning
from periodize.compare import State
from periodize.formats import Record
from periodize.project.records.linking import Answers
from periodize.project.seasons.several import seasons_view
from periodize.store import Link
from tests.test_ahead_and_room import MONDAY, checked, run_of, season, weeks_before

EARLY = run_of(MONDAY - timedelta(days=2), 6.0)
THURSDAY = MONDAY + timedelta(days=3)


def test_a_run_two_days_before_the_plan_is_none_of_its_sessions() -> None:
    assert [] == [row.done for row in checked(season(), [EARLY], THURSDAY).comparison.rows if row.done]


def test_a_run_of_the_first_day_is_one() -> None:
    assert 1 == checked(season(), [run_of(MONDAY, 6.0)], THURSDAY).totals.done.sessions


def test_check_and_season_count_the_same_sessions() -> None:
    runs = [EARLY, run_of(MONDAY, 6.0), run_of(MONDAY + timedelta(days=2), 6.0)]
    lined_up = seasons_view([("this", season())], checked(None, runs, THURSDAY), today=THURSDAY)
    assert lined_up.to_date is not None
    done = lined_up.to_date.seasons[lined_up.this]
    assert done is not None

    assert done.sums.sessions == checked(season(), runs, THURSDAY).totals.done.sessions


def test_the_athlete_may_say_that_it_is_one() -> None:
    said = Answers(links=(Link(EARLY.id, f"{MONDAY}-day", EARLY.day, "run"),))
    report = periodize.check(season(), Record(activities=(EARLY,)), today=THURSDAY, said=said)

    assert [True] == [row.linked for row in report.comparison.rows if row.done]


@pytest.mark.parametrize("day", [-1, 0])
def test_an_illness_noted_before_the_plan_is_up(day: int) -> None:
    ill = Morning(MONDAY - timedelta(days=1), illness=True)
    report = checked(season(), weeks_before(MONDAY, 10), MONDAY + timedelta(days=day), [ill])

    assert ["R14"] == [sign.code for sign in report.signs]


def test_an_illness_long_before_the_plan_is_none_of_its_past_signs() -> None:
    ill = Morning(MONDAY - timedelta(days=20), illness=True)
    report = checked(season(), weeks_before(MONDAY, 10), MONDAY, [ill])

    assert [] == [sign.code for sign in (*report.signs, *report.past_signs) if sign.code == "R14"]


def test_a_session_from_before_the_record_is_not_known() -> None:
    report = checked(season(), [run_of(THURSDAY + timedelta(days=7), 6.0)], MONDAY + timedelta(days=14))
    states = {row.planned.day: row.state for row in report.comparison.rows if row.planned}

    assert State.UNKNOWN == states[MONDAY]
