"""Illness and injury that were noted beside sessions of which less was done than planned."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.activity import Morning, Record
from periodize.plan import read_plan_text
from tests.compare.recordings import recorded

if TYPE_CHECKING:
    from periodize.compare import Row

DAY = date(2027, 5, 11)  # as of the recordings
TOMORROW = DAY + timedelta(days=1)
PLAN = """\
periodize: 1
title: Noted
start: 2027-05-10
athlete: {{threshold: {{run: 4:10/km}}, fitness: 40}}
calendar: [{calendar}]
week: {{tue: wu 10min + 5x1km @ T (2min) + cd 8min, wed: 40min}}
blocks: [{{name: base, phase: base, weeks: 2}}]
"""


def rows(*mornings: Morning, calendar: str = "", pace: float = 4.0, today: date = TOMORROW) -> dict[date, Row]:
    season, problems = read_plan_text(PLAN.format(calendar=calendar))
    assert season is not None, problems
    kilometre = (round(1000 / pace), pace)
    done = recorded((600, 3.0), *[kilometre, (120, 2.0)] * 5, (480, 3.0))
    record = Record(activities=(done,), mornings=mornings)
    return {row.day: row for row in periodize.check(season, record, today=today).comparison.rows}


def test_an_illness_is_told_beside_slow_repeats() -> None:
    assert "repeats 10% slower than planned; ill on 11 May" == rows(Morning(DAY, illness=True), pace=3.6)[DAY].note


def test_an_illness_of_the_day_before_is_told() -> None:
    found = rows(Morning(DAY - timedelta(days=1), illness=True), pace=3.6)

    assert "repeats 10% slower than planned; ill on 10 May" == found[DAY].note


def test_pain_is_told_in_the_athletes_words() -> None:
    found = rows(Morning(DAY, injury="left calf"), pace=3.6)

    assert found[DAY].note.endswith("; pain noted on 11 May (left calf)")


def test_an_illness_is_told_beside_a_session_that_was_not_done() -> None:
    found = rows(Morning(TOMORROW, illness=True), today=TOMORROW + timedelta(days=1))

    assert "open until 2027-05-15; ill on 12 May" == found[TOMORROW].note


def test_an_injury_of_the_calendar_is_told() -> None:
    found = rows(calendar="{dates: 2027-05-11..2027-05-12, kind: injury, load: 100%}", pace=3.6)

    assert found[DAY].note.endswith("; injury 11 May to 12 May in the plan")


@pytest.mark.parametrize("pace", [4.0, 4.4])
def test_nothing_is_told_beside_what_went_as_planned_or_faster(pace: float) -> None:
    assert "ill on" not in rows(Morning(DAY, illness=True), pace=pace)[DAY].note


def test_an_illness_that_is_over_is_not_told() -> None:
    assert "ill on" not in rows(Morning(DAY - timedelta(days=2), illness=True), pace=3.6)[DAY].note
