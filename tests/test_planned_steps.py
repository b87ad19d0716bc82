"""A planned session as steps one by one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.plan import expand, read_plan_text
from periodize.plan.planned import Schedule
from periodize.project.checks.planned_steps import steps_of

if TYPE_CHECKING:
    from periodize.compare import Step

HEAD = "periodize: 1\ntitle: T\nstart: 2027-01-04\nathlete: {{threshold: {threshold}{more}}}\nweek: {{mon: {line}}}\n"


def steps(
    line: str, threshold: str = "{run: 4:10/km, bike: 250W, hr: 170bpm}", more: str = "", sessions: str = "{}"
) -> list[Step]:
    text = HEAD.format(line=line, threshold=threshold, more=more) + "blocks: [{name: base, phase: base, weeks: 1}]\n"
    text += f"sessions: {sessions}\n"
    season, problems = read_plan_text(text)
    assert season is not None, problems
    planned = expand(season)
    assert isinstance(planned, Schedule), planned
    (session,) = [one for one in planned.sessions if one.day == date(2027, 1, 4)]
    return steps_of(session, season)


def test_repeats_and_recoveries_stand_one_by_one() -> None:
    assert [False, True, False, True, False] == [step.work for step in steps("wu 10min + 2x3min @ I (2min) + cd 5min")]


def test_target_is_a_pace_of_the_threshold() -> None:
    (step,) = steps("20min @ T")

    assert "speed" == step.channel
    assert (4.0, 4.0) == pytest.approx((step.low, step.high))


def test_range_has_two_edges() -> None:
    (step,) = steps("20min @ 96-104%")

    assert (3.84, 4.16) == pytest.approx((step.low, step.high))


def test_zone_reaches_from_edge_to_edge() -> None:
    (step,) = steps("20min @ Z4")

    assert (4.0 / 1.06, 4.0 / 0.99) == pytest.approx((step.low, step.high))


def test_power_is_in_watts() -> None:
    (step,) = steps("bike 20min @ 95-100%")

    assert "power" == step.channel
    assert (237.5, 250.0, 243.75) == pytest.approx((step.low, step.high, step.expected))


def test_heart_rate_is_in_beats() -> None:
    (step,) = steps("20min @ 168bpm")

    assert "heart_rate" == step.channel
    assert step.low == pytest.approx(168)


def test_feeling_has_no_target() -> None:
    (step,) = steps("20min @ RPE8")

    assert ("", True) == (step.channel, step.work)


def test_nothing_is_aimed_at_without_a_threshold() -> None:
    (step,) = steps("20min @ T", threshold="{hr: 170bpm}")

    assert "" == step.channel


def test_pace_as_written_is_aimed_at_without_a_threshold() -> None:
    (step,) = steps("20min @ 4:00/km", threshold="{hr: 170bpm}", more="")

    assert "speed" == step.channel
    assert step.low == pytest.approx(1000 / 240)


def test_ramp_is_one_step() -> None:
    found = steps("20min + 10min @ ramp 90-100%")

    assert [1200, pytest.approx(600)] == [step.duration for step in found]


def test_strides_are_not_counted() -> None:
    found = steps("40min + strides 4x20s (1min walk)")

    assert {False} == {step.counted for step in found if step.work}


def test_over_under_is_all_work() -> None:
    assert {True} == {step.work for step in steps("3x(2min @ 105% + 1min @ 95%)")}


def test_gym_has_no_steps() -> None:
    assert [] == steps("gym 45min")


def test_strides_of_a_named_warm_up_are_work_that_nothing_fails_by() -> None:
    found = steps("wu + 20min @ T", sessions="{wu: easy 10min + strides 2x100m (100m jog)}")

    assert [(False, True), (True, False), (False, True), (True, False), (True, True)] == [
        (step.work, step.counted) for step in found
    ]
