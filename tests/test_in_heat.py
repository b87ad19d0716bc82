"""Heat on both sides: what a target comes to on a hot day, and what was done is held against that."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

import periodize
from periodize.compare import State
from periodize.heat import shares_lost
from periodize.project.checks.today import today_view
from periodize.project.plans.calendar import calendar
from periodize.project.plans.conditions import conditions_on, left
from periodize.project.plans.explaining import explain
from periodize.report.data.plan import explanation_data
from periodize.report.page.sessions import targets
from periodize.report.terminal.explain import print_explanation
from periodize.simulation import Spell
from periodize.simulation.disturbances import Heat
from tests.cli.test_commands import conforms
from tests.compare.recordings import recorded
from tests.test_at_altitude import DAY, UP, checked, judged, season, work

if TYPE_CHECKING:
    from periodize.report.views.session import SessionCheck

HOT = "{dates: 2027-05-10..2027-06-10, kind: heat, temperature: 32C}"
BOTH = f"{UP}, {HOT}"
LOST = 0.003 * 17 * (1 - 0.5 / 14)  # on the second day of it
UP_THERE = 0.5 * 0.063 * 1.83 * (1 - 0.28 / 35)


def share(up: str, day: date = DAY) -> float:
    return left(conditions_on(season(up=up), day, "run"), "run")


# ---- one rule


def test_the_highest_temperature_of_a_day_counts() -> None:
    assert [0.03] == pytest.approx(list(shares_lost([[20.0, 25.0, None]])))


def test_heat_takes_no_more_than_all() -> None:
    assert [1.0] == list(shares_lost([[60.0]], slower=5.0))


def test_who_is_used_to_heat_forgets_it_in_four_weeks() -> None:
    *_, again = shares_lost([[25.0]] * 14 + [[]] * 28 + [[25.0]])

    assert pytest.approx(0.03) == again


@pytest.mark.parametrize("day", [10, 11, 30])
def test_a_day_of_the_calendar_loses_what_the_simulator_takes(day: int) -> None:
    lost = list(Heat().course([Spell("heat", 0, 31, temperature=32.0)], 31))[day - 10]

    assert pytest.approx(1 - lost) == share(HOT, date(2027, 5, day))


@pytest.mark.parametrize(
    "text",
    [
        "{dates: 2027-05-12..2027-05-20, kind: heat, temperature: 32C}",
        "{dates: 2027-05-10..2027-05-20, kind: heat}",
        "{dates: 2027-05-10..2027-05-20, kind: camp}",
        "{dates: 2027-05-10..2027-05-20, kind: heat, temperature: 16C}",
    ],
    ids=["cool yet", "sought", "camp", "hardly warm"],
)
def test_a_day_that_heat_does_not_slow_is_as_planned(text: str) -> None:
    assert () == conditions_on(season(up=text), DAY, "run")


@pytest.mark.parametrize("sport", ["gym", "xt"])
def test_a_sport_without_paces_is_as_planned(sport: str) -> None:
    assert () == conditions_on(season(up=BOTH), DAY, sport)


def test_a_hot_camp_slows_as_well() -> None:
    assert pytest.approx(1 - LOST) == share(HOT.replace("kind: heat", "kind: camp"))


def test_heat_that_was_sought_halves_the_loss_after_two_weeks() -> None:
    sauna = "{dates: 2027-04-27..2027-05-10, kind: heat}"

    assert pytest.approx(1 - 0.03 / 2) == share(f"{sauna}, {{dates: 2027-05-11, kind: heat, temperature: 25C}}")


def test_altitude_and_heat_multiply() -> None:
    assert pytest.approx((1 - UP_THERE) * (1 - LOST)) == share(BOTH)


def test_who_trains_low_is_slowed_by_heat_alone() -> None:
    found = conditions_on(season(up=BOTH), DAY, "run", altitude=120.0)

    assert [("heat", 32.0)] == [(one.name, one.value) for one in found]


# ---- targets


def test_a_pace_is_that_of_the_same_effort() -> None:
    step = work("5x1km @ T (2min)", HOT)

    assert pytest.approx((4 * (1 - LOST), 4 * (1 - LOST))) == (step.low, step.high)


def test_watts_fall_by_as_much_as_a_pace() -> None:
    step = work("bike 3x10min @ 100% (2min)", HOT)

    assert pytest.approx(250 * (1 - LOST)) == step.high


def test_a_heart_rate_stays() -> None:
    assert work("20min @ 165bpm", up="").low == work("20min @ 165bpm", HOT).low


def test_a_short_repeat_may_be_as_fast_as_ever() -> None:
    mild, step = work("10x200m @ R (200m jog)", up=""), work("10x200m @ R (200m jog)", HOT)

    assert pytest.approx((mild.low * (1 - LOST), mild.high)) == (step.low, step.high)


# ---- judged


def test_repeats_at_the_pace_of_the_heat_are_as_planned() -> None:
    assert State.DONE == judged(1 - LOST, HOT).row.state


def test_repeats_that_are_slow_for_the_heat_too_are_told_beside_it() -> None:
    assert "repeats 6% slower than expected (4.9 % less speed at 32C)" == judged(0.89, HOT).row.note


def test_what_the_targets_are_lowered_by_is_told_of_both_together() -> None:
    found = judged(0.9, BOTH).execution
    assert found is not None

    assert "10.4 % less speed at 2130 m and 32C" == found.expected


def test_a_recorded_temperature_lowers_no_target() -> None:
    assert "repeats 5% slower than planned" == judged(1 - LOST, up="", temperature=32.0).row.note


def asked(found: SessionCheck) -> list[str]:
    return [text.partition(";")[0] for text in found.not_judged]


def test_slow_repeats_with_a_hot_device_ask_for_the_calendar() -> None:
    (told,) = judged(0.9, up="", temperature=31.4).not_judged

    assert (
        "temperature: 31C by the device, which reads too high on the wrist or in the sun; if the day was hot, write "
        "`kind: heat` and its `temperature:` into the calendar" == told
    )


@pytest.mark.parametrize(
    ("pace", "up", "recorded_at"),
    [(0.9, HOT, 34.0), (0.9, "", 24.0), (1.0, "", 34.0), (1.1, "", 34.0)],
    ids=["said already", "not hot", "on target", "fast"],
)
def test_nothing_is_asked_where_heat_explains_nothing(pace: float, up: str, recorded_at: float) -> None:
    assert () == judged(pace, up, temperature=recorded_at).not_judged


def test_a_warm_pool_is_no_hot_day() -> None:
    plan = season("swim 5x400m @ 1:40/100m (30s)", up="")
    found = checked(plan, recorded(*[(444, 0.9), (30, 0.1)] * 5, sport="swim"), temperature=28.0)
    assert found.execution is not None
    assert found.execution.on_target is False

    assert () == found.not_judged


def test_a_heart_rate_that_is_too_low_has_nothing_to_do_with_heat() -> None:
    plan = season("3x10min @ 165bpm (2min)", up="")
    found = checked(plan, recorded(*[(600, 3.8), (120, 2.0)] * 3, heart=140.0), temperature=31.0)
    assert found.execution is not None
    assert found.execution.on_target is False

    assert () == found.not_judged


def test_fast_repeats_up_high_ask_for_nothing() -> None:
    assert () == judged(1.1, up="", altitude=2130.0).not_judged


def test_slow_repeats_ask_for_both_where_both_were_recorded() -> None:
    found = asked(judged(0.9, up="", altitude=2130.0, temperature=31.0))

    assert [
        "altitude: 2130 m",
        "temperature: 31C by the device, which reads too high on the wrist or in the sun",
    ] == found


# ---- shown


def test_a_day_is_explained_with_its_paces_in_heat_beside_those_of_the_plan() -> None:
    (day,) = explain(season(up=HOT), "2027-05-11", today=DAY).days
    part = next(part for part in day.sessions[0].parts if part.kind == "work")

    assert pytest.approx((4.0, 4 * (1 - LOST))) == (part.speed, part.on_the_day)


def test_each_condition_has_its_own_reason() -> None:
    (day,) = explain(season(up=BOTH), "2027-05-11", today=DAY).days
    told = {reason.about: reason.text.partition(";")[0] for reason in day.sessions[0].reasons}

    assert ("the same effort gives 5.7 % less speed at 2130 m", "the same effort gives 4.9 % less speed at 32C") == (
        told["altitude"],
        told["heat"],
    )


@pytest.mark.parametrize(
    ("goal", "stays"),
    [(', goal: "40:00"', "the goal and its pace stay as written"), ("", "the time here is as on a mild day")],
)
def test_the_heat_of_a_race_is_explained_beside_its_time(goal: str, stays: str) -> None:
    race = f"{{id: town, name: Town, date: 2027-05-11, priority: B, distance: 10km{goal}}}"
    (day,) = explain(season(up=HOT, races=race), "2027-05-11", today=DAY).days
    told = {reason.about: reason.text for session in day.sessions for reason in session.reasons}

    assert f"the same effort gives 4.9 % less speed at 32C; {stays}" == told["heat"]


def test_the_explanation_fits_eighty_columns_with_both_conditions() -> None:
    out = Console(file=StringIO(), width=80)
    plan = season("wu 10min + 12x400m @ T+ (60s jog) + cd 10min", BOTH)
    print_explanation(explain(plan, "2027-05-11", today=DAY), out)
    assert isinstance(out.file, StringIO)
    lines = out.file.getvalue().splitlines()

    assert max(map(len, lines)) <= 80
    assert "and 32C" in next(line for line in lines if line.startswith("Part"))


def test_the_explanation_as_data_has_both_conditions() -> None:
    data = explanation_data(explain(season(up=BOTH), "2027-05-11", today=DAY))
    conforms(data, "explain")
    session = data["days"][0]["sessions"][0]

    assert (2130.0, 32.0) == (session["altitude_m"], session["temperature_c"])


def test_the_week_tells_the_kilometres_that_the_simulator_counts() -> None:
    from periodize.project.seasons.forecasting import forecast

    plan = season(up=BOTH)
    (week, _) = calendar(plan, today=DAY, every=True).weeks
    counted = forecast(plan, tapers=False).weeks[0].km

    assert isinstance(counted, float)
    assert f", {counted:.0f} km in the same time" in week.about[-1]


def test_the_week_tells_the_least_and_the_largest_loss_of_its_sessions() -> None:
    (week, _) = calendar(season(up=HOT), today=DAY, every=True).weeks

    assert week.about[-1].startswith("speed 4.4 to 5.1 % lower, ")


@pytest.mark.parametrize(
    ("up", "expected"),
    [
        (HOT, "4:23/km at 32C (4:10/km on a mild day)"),
        (BOTH, "4:39/km at 2130 m and 32C (4:10/km at sea level on a mild day)"),
    ],
    ids=["heat", "both"],
)
def test_the_next_key_session_is_told_with_both_targets(up: str, expected: str) -> None:
    plan = season(up=up)
    aim = today_view(periodize.check(plan, [recorded((600, 3.0))], today=DAY), plan).aim
    assert aim is not None

    assert [expected] == [step.target for step in aim.steps]


def test_the_sheet_of_the_week_has_both_targets() -> None:
    (day,) = explain(season(up=HOT), "2027-05-11", today=DAY).days

    assert ["5 × 1km @ T: 4:10/km (4:23/km at 32C)"] == targets(day.sessions[0])
