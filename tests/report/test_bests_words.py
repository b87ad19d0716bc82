"""How far it is to an aim, and what seasons brought, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from periodize.report.terminal.bests import aim_words, clock
from periodize.report.views.bests import AimLine, Best, Goal

TODAY = date(2027, 2, 10)
BEST = Best(date(2026, 2, 28), 2500.0, "Town 10k")
AIM = AimLine(
    name="Sub 40",
    by=date(2029, 2, 10),
    goal=2400.0,
    event="10km run",
    sport="run",
    distance=10_000.0,
    today=TODAY,
    best=BEST,
    seasons=(("2026", BEST),),
    steps=(Goal(date(2028, 2, 11), 2440.0, "Town 10k", "2028"),),
)


def words(aim: AimLine, *, running: tuple[str, ...] = ()) -> str:
    return " ".join(aim_words(aim, running=set(running)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "Best known 41:40 on 2026-02-28 (Town 10k): 1:40 (4.2%) to go in 2.0 years; spread evenly, 0:50 (2.1%)"),
        ({"by": TODAY + timedelta(days=100)}, "1:40 (4.2%) to go in 14 weeks."),
        ({"by": TODAY + timedelta(days=1)}, "1:40 (4.2%) to go in 1 day."),
        ({"by": TODAY}, "1:40 (4.2%) to go; that day is today."),
        ({"by": TODAY - timedelta(days=1)}, "1:40 (4.2%) to go; that day has passed."),
        ({"goal": 2500.0}, "Reached: 41:40 on 2026-02-28 (Town 10k)."),
        ({"goal": 2510.0}, "Reached: 41:40 on 2026-02-28 (Town 10k), 0:10 under the goal."),
        ({"goal": 2500.0, "by": date(2026, 2, 27)}, "Reached after that day: 41:40 on 2026-02-28 (Town 10k)."),
        ({"goal": 2500.0, "best": replace(BEST, name="")}, "Reached: 41:40 on 2026-02-28."),
        ({"best": None}, "No time over 10km run is known yet: a recorded race of a plan, or a row of tests.csv"),
    ],
)
def test_how_far_it_is_to_an_aim_is_told(changed: dict[str, object], said: str) -> None:
    assert said in words(replace(AIM, **changed))  # type: ignore[arg-type]


def test_a_step_on_the_way_stands_beside_the_gap_spread_evenly() -> None:
    assert "On the way: Town 10k on 2028-02-11, goal 40:40 (spread evenly: 40:50)." in words(AIM)


def test_an_aim_when_no_plan_leads_there_says_so() -> None:
    said = "No plan here leads there: none has a race over 10km run with a goal from now to that day."

    assert words(replace(AIM, steps=())).endswith(said)


@pytest.mark.parametrize("changed", [{"by": TODAY - timedelta(days=1)}, {"goal": 2500.0}])
def test_an_aim_when_past_or_reached_asks_for_no_plan(changed: dict[str, object]) -> None:
    assert "No plan" not in words(replace(AIM, steps=(), **changed))  # type: ignore[arg-type]


def test_what_seasons_brought_is_told_from_each_to_the_next() -> None:
    later = replace(BEST, time=2460.0)
    aim = replace(AIM, seasons=(("2026", BEST), ("2027", later)))

    assert "Best of each season: 2026 41:40, 2027 so far 41:00 (-0:40)." in words(aim, running=("2027",))


@pytest.mark.parametrize(
    ("seconds", "told"), [(208.31, "3:28.3"), (209.0, "3:29"), (208.97, "3:29"), (2500.4, "41:40")]
)
def test_tenths_are_told_of_short_times_that_have_some(seconds: float, told: str) -> None:
    assert told == clock(seconds)


def test_steps_of_a_short_event_are_told_in_tenths() -> None:
    aim = replace(AIM, goal=205.5, best=replace(BEST, time=206.73))

    assert "0:01.2 (0.6%) to go in 2.0 years; spread evenly, 0:00.6 (0.3%) a year." in words(aim)


def test_differences_of_a_long_event_are_told_in_seconds() -> None:
    assert "0:26 (3.4%) to go" in words(replace(AIM, goal=765.0, best=replace(BEST, time=791.3)))
