"""What is recorded before a plan begins answers none of its sessions, in `check` as in `season`."""

from __future__ import annotations

from datetime import timedelta

import periodize
from periodize.formats import Record
from periodize.project.records.linking import Answers
from periodize.project.seasons.several import seasons_view
from periodize.store import Link
from tests.test_ahead_and_room import MONDAY, checked, run_of, season

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
