"""The longest run that raises no sign, and the next key session, on records and plans whose answer is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from rich.console import Console

from periodize.activity import Morning
from periodize.effort import Effort
from periodize.flags import Level, Limit
from periodize.plan import read_plan_text
from periodize.project.checks.today import today_view
from periodize.project.checks.weekly import reach
from periodize.report.terminal.today import print_today
from periodize.report.views.check import rounded_down
from tests.test_ahead_and_room import MONDAY, checked, run_of, weeks_before

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.activity import Activity
    from periodize.plan import Season
    from periodize.report.views.check import Reach
    from periodize.report.views.today import Aim, TodayView

TUESDAY = MONDAY + timedelta(days=1)
PLAN = """\
periodize: 1
start: 2027-03-01
athlete: {{threshold: {{run: 5:00/km, hr: 170bpm, bike: 250W}}, fitness: 30}}
blocks:
  - {{name: build, weeks: 2, week: {{{week}}}}}
{more}
"""


def season(
    week: str = "wed: 5x1km @ T (2min jog), sat: {do: 8km @ M, key: true, note: drink}", more: str = ""
) -> Season:
    found, problems = read_plan_text(PLAN.format(week=week, more=more))
    assert found is not None, problems
    return found


def reached(runs: Sequence[Activity], today: date = MONDAY, **limits: Limit) -> Reach | None:
    history = checked(None, runs, today=today).history
    assert history is not None
    return reach(history, today=today, limits=limits)


def view(plan: Season, runs: Sequence[Activity] | None = None, today: date = MONDAY) -> TodayView:
    return today_view(checked(plan, weeks_before(MONDAY, 10) if runs is None else runs, today=today), plan)


def aimed(plan: Season, runs: Sequence[Activity] | None = None, today: date = MONDAY) -> Aim:
    found = view(plan, runs, today).aim
    assert found is not None
    return found


def shown(found: TodayView) -> str:
    out = Console(file=StringIO(), width=80)
    print_today(found, out)
    assert isinstance(out.file, StringIO)
    return out.file.getvalue()


# ---- the longest run


def test_longest_run_is_a_tenth_above_the_longest_of_thirty_days() -> None:
    found = reached(weeks_before(MONDAY, 10))

    assert found is not None
    assert [8000.0, 8800.0] == pytest.approx([found.longest, found.most])
    assert (MONDAY, MONDAY + timedelta(days=6)) == (found.first, found.last)


def test_run_of_exactly_that_length_raises_no_sign_and_a_little_more_does() -> None:
    runs = weeks_before(MONDAY, 10)
    raised = [{s.code for s in checked(None, [*runs, run_of(MONDAY, km)]).signs} for km in (8.8, 8.9)]

    assert [False, True] == ["R1" in codes for codes in raised]


def test_longest_run_of_a_day_with_a_run_holds_from_tomorrow() -> None:
    found = reached([*weeks_before(MONDAY, 10), run_of(MONDAY, 8.5)])

    assert found is not None
    assert (TUESDAY, 8500.0) == (found.first, found.longest)


def test_longest_run_on_a_sunday_after_the_run_looks_at_the_week_to_come() -> None:
    sunday = MONDAY - timedelta(days=1)
    found = reached([*weeks_before(MONDAY, 10), run_of(sunday, 7)], sunday)

    assert found is not None
    assert (MONDAY, MONDAY + timedelta(days=6)) == (found.first, found.last)


def test_longest_run_drops_when_the_one_that_it_rests_on_leaves_the_month() -> None:
    leaving = run_of(MONDAY - timedelta(days=28), 12)
    staying = run_of(MONDAY - timedelta(days=24), 12)
    found = [reached([*weeks_before(MONDAY, 10), one]) for one in (leaving, staying)]

    assert [8000.0, 12000.0] == [one.longest for one in found if one]


def test_longest_run_goes_by_the_athletes_own_limit() -> None:
    found = reached(weeks_before(MONDAY, 10), R1=Limit(1.25, "tried"))

    assert found is not None
    assert 10_000.0 == pytest.approx(found.most)


def test_longest_run_while_a_spike_is_up_is_the_longest_before_it() -> None:
    spike = MONDAY - timedelta(days=1)
    found = checked(None, [*weeks_before(MONDAY, 10), run_of(spike, 14)], today=MONDAY).reach

    assert found is not None
    assert (8000.0, spike) == (found.most, found.spike)


def test_longest_run_while_a_spike_is_up_agrees_with_what_may_change() -> None:
    told = " ".join(shown(view(season(), [*weeks_before(MONDAY, 10), run_of(MONDAY, 14)], TUESDAY)).split())

    assert "Sunday 7 Mar: 8km (R1 is up: no longer than the longest of the 30 days before 1 Mar)." in told


def test_run_that_is_to_be_shorter_is_no_longer_than_what_is_told_until_sunday() -> None:
    plan = season("mon: easy 40min, sun: {do: long 30km, key: true}")
    told = " ".join(shown(view(plan, [*weeks_before(MONDAY, 10), run_of(MONDAY, 14)], TUESDAY)).split())

    assert [1, 1, 1] == [
        told.count(words)
        for words in (
            "until Sunday 7 Mar: 8km (",
            "R1 asks for no more than 8km.",
            "Keep the run of Sunday to 8km or less",
        )
    ]


def test_room_and_longest_run_of_who_is_ill_say_what_speaks_against_them() -> None:
    plan = season()
    report = checked(plan, weeks_before(MONDAY, 10), mornings=[Morning(MONDAY, illness=True)])
    told = " ".join(shown(today_view(report, plan)).split())

    assert [1, 1] == [
        told.count(words) for words in ("R14 speaks against using it; ", "R14 speaks against a long run.")
    ]


@pytest.mark.parametrize(
    ("weeks", "limit", "reason"),
    [
        (2, Limit(1.1, ""), "fewer than 8 days with a run"),
        (10, Limit(None, "shoes"), "R1 is silenced: shoes"),
    ],
)
def test_longest_run_is_not_known_and_says_why(weeks: int, limit: Limit, reason: str) -> None:
    found = reached(weeks_before(MONDAY, weeks), R1=limit)

    assert found is not None
    assert reason == found.reason


def test_longest_run_is_not_told_to_who_does_not_run() -> None:
    rides = [replace(run, sport="bike") for run in weeks_before(MONDAY, 10)]

    assert reached(rides) is None


def test_longest_run_is_not_told_where_the_record_is_silent() -> None:
    assert checked(season(), weeks_before(MONDAY, 10), MONDAY + timedelta(days=9)).reach is None


def test_distance_not_to_be_exceeded_is_rounded_down() -> None:
    assert ["16.5km", "16.5km", "8.8km"] == [rounded_down(far) for far in (16_599.0, 16_500.0, 8000 * 1.1)]


# ---- the next key session


def test_next_key_session_is_the_first_that_the_plan_marks() -> None:
    found = aimed(season())

    assert ("2027-03-06-day", 5, "drink") == (found.id, found.days, found.note)


def test_next_key_session_is_a_hard_one_when_the_plan_marks_none() -> None:
    assert "2027-03-03-day" == aimed(season("mon: easy 40min, wed: 5x1km @ T (2min jog)")).id


def test_next_key_session_is_a_hard_one_when_the_plan_marks_none_of_these_days() -> None:
    later = "  - {name: peak, weeks: 1, week: {sat: {do: 8km @ M, key: true}}}"

    assert "2027-03-03-day" == aimed(season("mon: easy 40min, wed: 5x1km @ T (2min jog)", more=later)).id


def test_hard_session_is_the_next_key_one_however_easy_its_hour_is() -> None:
    assert "2027-03-02-day" == aimed(season("tue: wu 20min + 10x1min @ I (2min) + cd 15min, sat: 8km @ T")).id


def test_race_is_the_next_key_session_when_it_comes_first() -> None:
    race = "races: [{id: goal, name: Goal, date: 2027-03-05, priority: B, distance: 10km, goal: 48:20}]"
    found = aimed(season(more=race))

    assert (True, "4:50/km") == (found.race, found.steps[0].target)
    assert "Goal: 10km, goal 48:20 (4:50/km)" in shown(view(season(more=race)))


def test_race_comes_before_a_hard_session_of_the_day_before() -> None:
    race = "races: [{id: goal, name: Goal, date: 2027-03-04, priority: B, distance: 10km, goal: 48:20}]"
    found = aimed(season("mon: easy 40min, wed: 5x1km @ T (2min jog)", more=race))

    assert (True, ("4x1km @ T (2min jog) the day before",)) == (found.race, found.against)


def test_hard_session_well_before_a_race_is_told_first() -> None:
    race = "races: [{id: goal, name: Goal, date: 2027-03-06, priority: B, distance: 10km, goal: 48:20}]"

    assert "2027-03-03-day" == aimed(season("mon: easy 40min, wed: 5x1km @ T (2min jog)", more=race)).id


def test_heat_of_a_race_is_told_beside_its_goal() -> None:
    race = "races: [{id: goal, name: Goal, date: 2027-03-05, priority: B, distance: 10km, goal: 48:20}]"
    heat = "calendar: [{dates: 2027-03-05..2027-03-05, kind: heat, temperature: 32C}]"

    assert "the same effort gives 5.1 % less speed at 32C" in aimed(season(more=f"{race}\n{heat}")).against


def test_no_key_session_is_told_that_is_more_than_a_week_off() -> None:
    plan = season("mon: easy 40min, sun: {do: 8km @ M, key: true}")

    assert [False, True] == [view(plan, today=MONDAY - timedelta(days=k)).aim is None for k in (1, 2)]


def test_session_that_was_done_is_not_the_next_key_session() -> None:
    saturday = date(2027, 3, 6)
    runs = [*weeks_before(MONDAY, 10), run_of(saturday, 8)]

    assert date(2027, 3, 13) == aimed(season(), runs, saturday).day


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("5x1km @ T (2min jog)", [("1km @ T", 5, "5:00/km")]),
        ("5x1km @ 4:55/km (2min jog)", [("1km @ 4:55/km", 5, "")]),
        ("bike 3x8min @ 100% (2min)", [("8min @ 100%", 3, "250 W")]),
        ("20min @ 100%lthr", [("20min @ 100%lthr", 1, "170 bpm")]),
        ("3x1km @ T (1min) + 4x400m @ I (1min)", [("1km @ T", 3, "5:00/km"), ("400m @ I", 4, "4:38/km")]),
        ("long 15km", []),
    ],
)
def test_steps_of_a_key_session_have_targets_in_the_athletes_own_numbers(
    line: str, told: list[tuple[str, int, str]]
) -> None:
    found = aimed(season(f"tue: {{do: '{line}', key: true}}"), [])

    assert told == [(step.text, step.times, step.target) for step in found.steps]


def test_hard_session_before_a_key_session_is_in_its_way() -> None:
    week = "{}: 5x1km @ T (2min jog), sat: {{do: 8km @ M, key: true}}"
    found = [aimed(season(week.format(day))).against for day in ("wed", "thu", "fri")]

    named = "5x1km @ T (2min jog)"
    assert [(), (f"{named} two days before",), (f"{named} the day before",)] == found


def test_hard_session_that_was_done_is_in_the_way_of_the_next_day() -> None:
    fast = Effort("run", np.array([1650.0]), {"speed": np.array([6000 / 1650])})
    plan = season("tue: 6km @ M, wed: {do: 5x1km @ T (2min jog), key: true}")
    done = replace(run_of(TUESDAY, 6), effort=fast, elapsed=1650.0)

    found = aimed(plan, [*weeks_before(MONDAY, 10), done], TUESDAY)
    assert (date(2027, 3, 3), ("6km @ M the day before",)) == (found.day, found.against)


def test_hard_session_whose_hour_is_easy_is_in_the_way_of_a_key_session() -> None:
    plan = season("tue: wu 20min + 10x1min @ I (2min) + cd 15min, wed: {do: 5x1km @ T (2min jog), key: true}")

    assert ("wu 20min + 10x1min @ I (2min) + cd 15min the day before",) == aimed(plan).against


def test_hard_session_recorded_before_the_plan_began_is_in_the_way() -> None:
    sunday = MONDAY - timedelta(days=1)
    fast = Effort("run", np.array([6000.0]), {"speed": np.array([20_000 / 6000])})
    done = replace(run_of(sunday, 20), effort=fast, elapsed=6000.0)
    plan = season("mon: easy 40min, tue: {do: 5x1km @ T (2min jog), key: true}")

    assert "a hard session two days before" in aimed(plan, [*weeks_before(MONDAY, 10), done]).against


def test_open_sign_is_in_the_way_of_a_key_session() -> None:
    report = checked(season(), [*weeks_before(MONDAY, 10), run_of(MONDAY, 12)])
    sign = replace(report.signs[0], code="R9", title="resting heart rate", domain="autonomic", level=Level.WATCH)
    found = today_view(replace(report, signs=(*report.signs, sign)), season()).aim

    assert found is not None
    assert "R1" == report.signs[0].code
    assert ("R9 resting heart rate is up",) == found.against


def test_key_session_that_would_raise_r1_says_up_to_where_not() -> None:
    assert ("R1 would be up above 8.8km",) == aimed(season("sat: {do: long 12km, key: true}")).against


def test_form_of_the_morning_is_that_of_the_plan_done_as_written() -> None:
    rest, busy = (aimed(season(f"{week}sat: {{do: 8km @ M, key: true}}")) for week in ("", "wed: 70min @ M, "))

    assert rest.form is not None
    assert busy.form is not None
    assert rest.form > busy.form


def test_nothing_is_said_to_be_clear_when_the_record_is_silent() -> None:
    found = view(season(), today=MONDAY + timedelta(days=9))

    assert found.aim is not None
    assert (None, False, ()) == (found.aim.form, found.aim.judged, found.aim.against)
    assert "stands in its way" not in shown(found)


def test_key_session_of_a_plan_without_a_record_is_shown() -> None:
    found = aimed(season(), [])

    assert (False, None) == (found.judged, found.form)


def test_next_key_session_is_shown_within_eighty_columns() -> None:
    text = shown(view(season()))

    assert "Next key session: Saturday 6 March, in 5 days" in text
    assert "Longest run until Sunday 7 Mar that does not raise R1: 8.8km" in text
    assert max(map(len, text.splitlines())) <= 80
