"""Altitude on both sides: what a target comes to up there, and what was done is held against that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from rich.console import Console

import periodize
from periodize.altitude import kilometres, pace_left, power_left
from periodize.compare import State
from periodize.plan import expand, read_plan_text
from periodize.plan.planned import Schedule
from periodize.project.checks.planned_steps import steps_of
from periodize.project.checks.session_check import session_check
from periodize.project.checks.today import today_view
from periodize.project.plans.calendar import calendar
from periodize.project.plans.conditions import conditions_on
from periodize.project.plans.explaining import explain
from periodize.report.data.plan import explanation_data
from periodize.report.page.sessions import targets
from periodize.report.terminal.explain import print_explanation
from periodize.simulation import Spell
from periodize.simulation.disturbances import Altitude
from tests.cli.test_commands import conforms
from tests.compare.recordings import recorded

if TYPE_CHECKING:
    from periodize.activity import Activity
    from periodize.compare import Step
    from periodize.plan import Season
    from periodize.report.views.session import SessionCheck

DAY = date(2027, 5, 11)  # as of the recordings
UP = "{dates: 2027-05-10..2027-06-10, kind: altitude, altitude: 2130m}"
LOST = 0.5 * 0.063 * 1.83 * (1 - 0.28 / 35)  # on the second day up there


def season(
    line: str = "wu 10min + 5x1km @ T (2min) + cd 10min", up: str = UP, more: str = "", races: str = ""
) -> Season:
    text = f"""\
periodize: 1
title: Up there
start: 2027-05-10
athlete: {{threshold: {{run: 4:10/km, bike: 250W, hr: 170bpm}}, fitness: 40}}
calendar: [{up}]
races: [{races}]
week: {{mon: 10km, tue: {line}, fri: 10km{more}}}
blocks: [{{name: base, phase: base, weeks: 2}}]
"""
    found, problems = read_plan_text(text)
    assert found is not None, problems
    return found


def work(line: str, up: str = UP, on: date | None = None) -> Step:
    found = season(line, up)
    planned = expand(found)
    assert isinstance(planned, Schedule), planned
    (session,) = [one for one in planned.sessions if one.day == DAY]
    met = conditions_on(found, on, session.sport) if on else None
    return next(step for step in steps_of(session, found, met=met) if step.work)


# ---- one rule


def test_nothing_is_lost_up_to_300_metres() -> None:
    assert [0.0] == list(kilometres([300.0]))


def test_acclimatisation_is_lost_again_at_home() -> None:
    *_, again = kilometres([2300.0] * 35 + [0.0] * 35 + [2300.0])

    assert pytest.approx(2.0) == again


def test_power_loses_all_of_what_pace_loses_half_of() -> None:
    assert pytest.approx(2 * (1 - pace_left(1.83))) == 1 - power_left(1.83)


@pytest.mark.parametrize("day", [10, 11, 20])
def test_a_day_of_the_calendar_loses_what_the_simulator_takes(day: int) -> None:
    (height,) = conditions_on(season(), date(2027, 5, day), "run")
    lost, _ = list(Altitude().course([Spell("altitude", 0, 31, altitude=2130.0)], 31))[day - 10]

    assert pytest.approx(1 - 0.5 * 0.063 * lost) == height.pace


def test_at_home_there_is_no_height() -> None:
    assert () == conditions_on(season(up=UP.replace("05-10", "05-20")), DAY, "run")


def test_who_trains_low_loses_nothing() -> None:
    assert () == conditions_on(season(), DAY, "run", altitude=120.0)


def test_a_height_that_is_in_no_calendar_may_be_home() -> None:
    assert () == conditions_on(season(up=""), DAY, "run", altitude=2130.0)


@pytest.mark.parametrize(("sport", "told"), [("run", False), ("bike", True)])
def test_a_sport_when_it_loses_less_than_a_word_is_worth_has_no_height(sport: str, told: bool) -> None:
    assert told == bool(conditions_on(season(up=UP.replace("2130m", "450m")), DAY, sport))


# ---- targets


def test_a_pace_is_that_of_the_same_effort() -> None:
    step = work("5x1km @ T (2min)")

    assert pytest.approx((4 * (1 - LOST), 4 * (1 - LOST))) == (step.low, step.high)


def test_watts_fall_by_all_that_is_lost() -> None:
    step = work("bike 3x10min @ 100% (2min)")

    assert pytest.approx(250 * (1 - 2 * LOST)) == step.high


def test_a_heart_rate_stays() -> None:
    assert work("20min @ 165bpm", up="").low == work("20min @ 165bpm").low


def test_a_short_repeat_may_be_as_fast_as_at_home() -> None:
    home, step = work("10x200m @ R (200m jog)", up=""), work("10x200m @ R (200m jog)")

    assert pytest.approx((home.low * (1 - LOST), home.high)) == (step.low, step.high)


def test_a_pace_that_is_written_out_may_be_meant_for_up_there() -> None:
    step = work("5x1km @ 4:10/km (2min)")

    assert pytest.approx((4 * (1 - LOST), 4)) == (step.low, step.high)


def test_a_session_that_was_moved_is_held_against_its_own_day() -> None:
    step = work("5x1km @ T (2min)", up=UP.replace("05-10", "05-12"), on=date(2027, 5, 12))

    assert pytest.approx(4 * (1 - 0.5 * 0.063 * 1.83)) == step.low


# ---- judged


def judged(share: float, up: str = UP, **means: float) -> SessionCheck:
    """Check five kilometres at a share of the pace at sea level, recorded with more channels that do not change."""
    kilometre = (round(250 / share), 4 * share)
    return checked(season(up=up), recorded((600, 3.0), *[kilometre, (120, 2.0)] * 5, (480, 3.0)), **means)


def checked(plan: Season, activity: Activity, **means: float) -> SessionCheck:
    more = {name: np.full(len(activity.effort.dt), mean) for name, mean in means.items()}
    activity = replace(activity, effort=replace(activity.effort, channels={**activity.effort.channels, **more}))
    return session_check(plan, periodize.check(plan, [activity], today=DAY), "2027-05-11")


def test_repeats_at_the_pace_of_the_altitude_are_as_planned() -> None:
    assert State.DONE == judged(1 - LOST).row.state


def test_what_the_targets_are_lowered_by_is_told() -> None:
    found = judged(1 - LOST).execution
    assert found is not None

    assert "5.7 % less speed at 2130 m" == found.expected


def test_repeats_that_are_slow_for_the_altitude_too_are_told_beside_it() -> None:
    assert "repeats 6% slower than expected (5.7 % less speed at 2130 m)" == judged(0.89).row.note


def test_repeats_at_sea_level_are_held_against_the_plan() -> None:
    assert "repeats 6% slower than planned" == judged(1 - LOST, up="").row.note


def test_the_recorded_altitude_comes_before_the_calendars() -> None:
    assert "repeats 6% slower than planned" == judged(1 - LOST, altitude=20.0).row.note


def test_a_device_that_writes_no_height_but_0_is_not_believed() -> None:
    assert State.DONE == judged(1 - LOST, altitude=0.0).row.state


def test_slow_repeats_up_high_without_a_calendar_ask_for_it() -> None:
    (asked,) = judged(0.9, up="", altitude=2130.0).not_judged

    assert "altitude: 2130 m; if that is not home, write `kind: altitude` into the calendar" == asked


def test_repeats_on_target_up_high_ask_for_nothing() -> None:
    assert () == judged(1.0, up="", altitude=2130.0).not_judged


# ---- shown


def test_a_day_is_explained_with_its_paces_at_altitude_beside_those_of_the_plan() -> None:
    (day,) = explain(season(), "2027-05-11", today=DAY).days
    part = next(part for part in day.sessions[0].parts if part.kind == "work")

    assert pytest.approx((4.0, 4 * (1 - LOST))) == (part.speed, part.on_the_day)


def test_a_day_at_home_is_explained_without() -> None:
    (day,) = explain(season(up=""), "2027-05-11", today=DAY).days

    assert ((), {None}) == (day.sessions[0].conditions, {part.on_the_day for part in day.sessions[0].parts})


def test_the_week_tells_the_kilometres_that_the_simulator_counts() -> None:
    from periodize.project.seasons.forecasting import forecast

    plan = season()
    (week, _) = calendar(plan, today=DAY, every=True).weeks
    counted = forecast(plan, tapers=False).weeks[0].km

    assert isinstance(counted, float)
    assert f", {counted:.0f} km in the same time" in week.about[-1]


def test_the_week_tells_the_least_and_the_largest_loss_of_its_sessions() -> None:
    (week, _) = calendar(season(), today=DAY, every=True).weeks

    assert week.about[-1].startswith("speed 5.6 to 5.8 % lower, ")


def test_the_week_tells_a_largest_loss_that_lies_in_its_middle() -> None:
    up = ", ".join(
        f"{{dates: 2027-05-{day}, kind: altitude, altitude: {height}m}}"
        for day, height in (("10..2027-05-10", 1500), ("11..2027-05-11", 2500), ("12..2027-05-16", 1500))
    )
    (week, _) = calendar(season(up=up), today=DAY, every=True).weeks

    assert week.about[-1].startswith("speed 3.7 to 6.9 % lower, ")


def test_the_week_tells_what_rides_lose_in_watts() -> None:
    (week, _) = calendar(season("bike 3x10min @ 100% (2min)"), today=DAY, every=True).weeks

    assert week.about[-1].startswith("speed 5.6 to 5.8 % lower, watts 11.4 % lower, ")


def test_a_week_at_home_tells_nothing_of_it() -> None:
    (week, _) = calendar(season(up=""), today=DAY, every=True).weeks

    assert ("base week 1/2",) == week.about


@pytest.mark.parametrize(
    ("line", "target"),
    [
        ("5x1km @ T (2min)", "4:25/km at 2130 m (4:10/km at sea level)"),
        ("10x200m @ T", "4:25/km at 2130 m, up to 4:10/km as at sea level: so short it may lose nothing"),
        ("5x1km @ 4:05/km", "4:20/km at 2130 m, up to 4:05/km as at sea level: as written, it may be meant for there"),
    ],
)
def test_the_next_key_session_is_told_with_both_targets_and_why_one_may_stay(line: str, target: str) -> None:
    plan = season(f"wu 10min + {line} + cd 10min")
    report = periodize.check(plan, [recorded((600, 3.0))], today=DAY)
    aim = today_view(report, plan).aim
    assert aim is not None

    assert [target] == [step.target for step in aim.steps]


def test_the_explanation_fits_eighty_columns_with_the_column_of_the_altitude() -> None:
    out = Console(file=StringIO(), width=80)
    print_explanation(explain(season("wu 10min + 12x400m @ T+ (60s jog) + cd 10min"), "2027-05-11", today=DAY), out)
    assert isinstance(out.file, StringIO)
    lines = out.file.getvalue().splitlines()

    assert max(map(len, lines)) <= 80
    assert "at 2130 m" in next(line for line in lines if line.startswith("Part"))


def test_the_explanation_as_data_keeps_the_contract_at_altitude() -> None:
    conforms(explanation_data(explain(season(), "2027-05-11", today=DAY)), "explain")


def test_the_sheet_of_the_week_has_both_targets() -> None:
    (day,) = explain(season(), "2027-05-11", today=DAY).days

    assert ["5 × 1km @ T: 4:10/km (4:25/km at 2130 m)"] == targets(day.sessions[0])
