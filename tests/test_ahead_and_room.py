"""Before the fact, the room that is left, today's changes and the backtest, on records whose answer is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from rich.console import Console

import periodize
from periodize.activity import Activity, Morning
from periodize.effort import Effort
from periodize.errors import UsageError
from periodize.flags import SIGNS, Limit
from periodize.formats import Record
from periodize.history import History
from periodize.plan import read_plan_text
from periodize.project.checks.backtest import FEWEST, backtest, conclusion, days_before, rate, rules, track
from periodize.project.checks.today import today_view
from periodize.report.terminal.signs import room_words
from periodize.report.terminal.today import print_today
from periodize.report.views.backtest import Rate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from periodize.plan import Season
    from periodize.report.views.check import CheckReport

MONDAY = date(2027, 3, 1)
PLAN = """\
periodize: 1
start: 2027-03-01
athlete: {{threshold: {{run: 5:00/km}}, fitness: 30}}
blocks:
  - {{name: build, weeks: 3, week: {{mon: 6km, wed: 6km, sat: {saturday}}}}}
{more}
"""


def season(saturday: str = "8km", more: str = "") -> Season:
    found, problems = read_plan_text(PLAN.format(saturday=saturday, more=more))
    assert found is not None, problems
    return found


def run_of(day: date, km: float) -> Activity:
    """A run at 5:45/km, an easy pace for a threshold of 5:00/km."""
    seconds = km * 345.0
    effort = Effort("run", np.array([seconds]), {"speed": np.array([1000 * km / seconds])})
    start = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    return Activity(f"run-{day}", "run", start, effort, seconds, distance=1000 * km)


def weeks_before(monday: date, weeks: int, km: tuple[float, float, float] = (6.0, 6.0, 8.0)) -> list[Activity]:
    """Runs on Monday, Wednesday and Saturday of the weeks before a Monday."""
    mondays = [monday - timedelta(days=7 * k) for k in range(1, weeks + 1)]
    return [run_of(day + timedelta(days=k), far) for day in mondays for k, far in zip((0, 2, 5), km, strict=True)]


def checked(
    plan: Season | None, runs: Iterable[Activity], today: date = MONDAY, mornings: Iterable[Morning] = ()
) -> CheckReport:
    return periodize.check(plan, Record(activities=tuple(runs), mornings=tuple(mornings)), today=today)


# ---- before the fact


def test_a_plan_like_the_record_raises_no_load_sign_to_come() -> None:
    report = checked(season(), weeks_before(MONDAY, 10))

    assert report.ahead is not None
    assert (MONDAY, date(2027, 3, 21), ()) == (report.ahead.first, report.ahead.last, report.ahead.coming)


def test_a_long_run_that_grows_too_fast_is_seen_before_it_is_run() -> None:
    report = checked(season("10km"), weeks_before(MONDAY, 10))

    assert report.ahead is not None
    (coming,) = report.ahead.coming
    assert ("R1", date(2027, 3, 6), 1) == (coming.sign.code, coming.sign.day, coming.week)
    assert 1.25 == pytest.approx(coming.sign.seen)
    assert "2027-03-06-day" == coming.session
    assert coming.most == pytest.approx(8800.0)


def test_the_same_plan_jumps_after_weeks_off() -> None:
    tired = [*weeks_before(MONDAY - timedelta(weeks=5), 10), run_of(MONDAY - timedelta(days=3), 2.0)]

    codes = [checked(season(), runs).ahead for runs in (weeks_before(MONDAY, 15), tired)]
    assert [set(), {"R1", "R12"}] == [{one.sign.code for one in ahead.coming} for ahead in codes if ahead]


def test_a_race_is_no_sign_to_come() -> None:
    race = "races: [{id: goal, name: Goal, date: 2027-03-20, priority: B, distance: 15km}]"

    report = checked(season(more=race), weeks_before(MONDAY, 10))
    assert report.ahead is not None
    assert date(2027, 3, 20) not in {one.sign.day for one in report.ahead.coming if one.sign.code == "R1"}


def test_a_race_is_no_load_jump_to_come() -> None:
    race = "races: [{{id: goal, name: Goal, date: 2027-03-20, priority: B, {}}}]"
    raced = race.format("distance: 42.2km"), "calendar: []"
    runs = weeks_before(MONDAY, 10, (10.0, 10.0, 8.0))
    found = [checked(season(line, more), runs).ahead for line, more in zip(("8km", "30km"), raced, strict=True)]

    assert [False, True] == ["R12" in {one.sign.code for one in ahead.coming} for ahead in found if ahead]


def test_an_own_limit_holds_for_the_future_too() -> None:
    wide = season("10km", "limits: {session spike: {limit: 1.3, reason: shoes}}")

    report = checked(wide, weeks_before(MONDAY, 10))
    assert report.ahead is not None
    assert () == report.ahead.coming


def test_nothing_is_said_of_a_season_that_is_far_off() -> None:
    assert checked(season(), weeks_before(MONDAY - timedelta(weeks=4), 10), MONDAY - timedelta(weeks=4)).ahead is None


def test_nothing_is_said_of_the_future_when_the_past_is_asked() -> None:
    record = Record(activities=tuple(weeks_before(MONDAY + timedelta(weeks=2), 12)))
    report = periodize.check(season("10km"), record, today=date(2027, 3, 15), last=date(2027, 3, 7))

    assert (None, None, date(2027, 3, 7)) == (report.ahead, report.room, report.as_of)


def test_days_of_which_nothing_is_known_are_rest_and_that_is_said() -> None:
    report = checked(season(), weeks_before(MONDAY - timedelta(weeks=1), 10))

    assert report.ahead is not None
    assert ("taken as rest: the days from 2027-02-20 to 2027-03-01, of which nothing is known",) == report.ahead.notes


# ---- the room


def test_the_room_is_what_fits_under_the_limit_by_sunday() -> None:
    runs = [*weeks_before(MONDAY, 8), run_of(MONDAY, 6.0)]
    report = checked(season(), runs, MONDAY + timedelta(days=1))
    assert report.room is not None
    week = sum(report.loads[a.id].value for a in weeks_before(MONDAY, 1))

    assert report.room.largest == pytest.approx(week)
    assert report.room.so_far == pytest.approx(report.loads[f"run-{MONDAY}"].value)
    # a small week may grow by an hour of easy running, whatever the ratio
    assert report.room.left == pytest.approx(max(1.3 * week, week + 57.76) - report.room.so_far)


def test_filling_the_room_raises_nothing_and_a_little_more_does() -> None:
    runs = weeks_before(MONDAY, 8, (15.0, 15.0, 20.0))
    sunday = MONDAY + timedelta(days=6)
    room = checked(season(), runs).room
    assert room is not None
    an_hour = checked(season(), [*runs, run_of(sunday, 10.0)], sunday).loads[f"run-{sunday}"].value

    def signs(share: float) -> set[str]:
        filled = [*runs, run_of(sunday, 10.0 * share * room.left / an_hour)]
        return {sign.code for sign in checked(season(), filled, sunday).signs}

    assert ("R12" in signs(0.99), "R12" in signs(1.01)) == (False, True)


RACE = "races: [{id: goal, name: Goal, date: 2027-03-07, priority: B, distance: 21.1km}]"
WEEK = [run_of(MONDAY + timedelta(days=k), far) for k, far in ((0, 6.0), (2, 6.0), (5, 8.0))]
"""All that the plan asks in its first week, but a race."""


def test_a_race_to_come_is_not_asked_to_be_left_out() -> None:
    report = checked(season(more=RACE), [*weeks_before(MONDAY, 8), *WEEK], MONDAY + timedelta(days=6))
    assert report.room is not None

    assert (0.0, True) == (report.room.asked, report.room.raced)
    assert not [change for change in today_view(report).changes if "load that the plan" in change.what]
    assert "the plan asks no more beside the race." in room_words(report.room, ())


def test_a_race_that_was_run_leaves_the_room_as_it_was() -> None:
    sunday = MONDAY + timedelta(days=6)
    runs = [*weeks_before(MONDAY, 8), *WEEK]
    rooms = [checked(season(more=RACE), done, sunday).room for done in (runs, [*runs, run_of(sunday, 21.1)])]

    before, after = ((room.so_far, room.left, room.raced) for room in rooms if room)
    assert pytest.approx(before) == after


def test_a_race_that_was_run_raises_no_load_jump() -> None:
    sunday = MONDAY + timedelta(days=6)
    runs = [*weeks_before(MONDAY, 8, (15.0, 15.0, 20.0)), run_of(sunday, 80.0)]
    found = [checked(season(more=more), runs, sunday).signs for more in (RACE.replace("21.1km", "80km"), "")]

    assert [False, True] == ["R12" in {sign.code for sign in signs} for signs in found]


def test_what_the_plan_asks_no_more_is_not_to_be_left_out() -> None:
    sunday = MONDAY + timedelta(days=6)
    report = checked(season(), [*weeks_before(MONDAY, 8), *WEEK, run_of(sunday, 60.0)], sunday)
    assert report.room is not None

    assert [0.0, True] == [report.room.asked, report.room.left < 0]
    assert not [change for change in today_view(report).changes if "what the plan still asks" in change.what]


def test_what_fits_at_once_raises_nothing_on_the_day_and_a_little_more_does() -> None:
    runs = weeks_before(MONDAY, 8, (20.0, 15.0, 20.0))
    tuesday = MONDAY + timedelta(days=1)
    room = checked(season(), runs, tuesday).room
    assert room is not None
    an_hour = checked(season(), [*runs, run_of(tuesday, 10.0)], tuesday).loads[f"run-{tuesday}"].value

    def signs(share: float) -> set[str]:
        filled = [*runs, run_of(tuesday, 10.0 * share * room.at_once / an_hour)]
        return {sign.code for sign in checked(season(), filled, tuesday).signs}

    assert ("R12" in signs(0.99), "R12" in signs(1.01)) == (False, True)


def test_what_fits_at_once_is_told_beside_what_fits_by_sunday() -> None:
    room = checked(season(), weeks_before(MONDAY, 8, (20.0, 15.0, 20.0))).room
    assert room is not None

    assert f"week: {room.at_once:.0f} at once, {room.left:.0f} by Sunday until R12 is raised (" in room_words(room, ())


def test_the_room_while_the_jump_is_up_goes_by_the_weeks_before_it() -> None:
    runs = [*weeks_before(MONDAY, 8), run_of(MONDAY, 40.0)]
    report = checked(season("40km"), runs, MONDAY + timedelta(days=1))
    week = sum(report.loads[a.id].value for a in weeks_before(MONDAY, 1))
    room = report.room
    assert room is not None

    assert MONDAY == room.jump
    assert pytest.approx([week, week - room.so_far]) == [room.largest, room.left]
    assert "week: none (R12 is up: no more than the largest of the four weeks before 1 Mar," in room_words(room, ())
    assert any(change.why.startswith("R12 is up: the week would come to ") for change in today_view(report).changes)


@pytest.mark.parametrize(
    ("more", "runs", "reason"),
    [
        ("limits: {load jump: {limit: off, reason: camp}}", weeks_before(MONDAY, 8), "R12 is silenced: camp"),
        ("", weeks_before(MONDAY, 2), "the four weeks before are not all known"),
    ],
)
def test_the_room_is_not_known_and_says_why(more: str, runs: list[Activity], reason: str) -> None:
    room = checked(season(more=more), runs).room

    assert room is not None
    assert (reason, True) == (room.reason, bool(np.isnan(room.left)))


def test_the_room_is_held_against_this_weeks_sessions_alone() -> None:
    tuesday = MONDAY + timedelta(days=8)  # Saturday's run may still be done
    report = checked(season(), weeks_before(MONDAY, 8), tuesday)
    assert report.room is not None
    assert report.week is not None

    assert report.room.asked == pytest.approx(report.week.open.load)


# ---- the week and today


def test_a_week_holds_what_is_planned_done_extra_and_open() -> None:
    runs = [*weeks_before(MONDAY, 8), run_of(MONDAY, 6.0), run_of(MONDAY + timedelta(days=1), 3.0)]
    week = checked(season(), runs, MONDAY + timedelta(days=2)).week
    assert week is not None

    counts = [amount.sessions for amount in (week.planned, week.done, week.extra, week.open)]
    assert [3, 1, 1, 2] == counts
    assert "build" == week.block


def test_today_asks_to_shorten_the_run_that_would_be_a_spike() -> None:
    view = today_view(checked(season("10km"), weeks_before(MONDAY, 10)))

    assert ["keep the run of Saturday to 8.8km or less"] == [change.what for change in view.changes]


def test_today_of_a_silent_record_says_what_it_takes_for_rest_where_it_shortens_a_run() -> None:
    view = today_view(checked(season("10km"), weeks_before(MONDAY - timedelta(weeks=1), 10)))

    (why,) = (change.why for change in view.changes if change.what.startswith("keep the run of Saturday"))
    assert why.endswith("taken as rest: the days from 2027-02-20 to 2027-03-01, of which nothing is known")


def test_today_of_a_plan_like_the_record_asks_for_no_change() -> None:
    view = today_view(checked(season(), weeks_before(MONDAY, 10)))

    assert () == view.changes
    assert [MONDAY] == [row.day for row in view.sessions]
    assert [MONDAY + timedelta(days=2), MONDAY + timedelta(days=5)] == [row.day for row in view.open]


def test_today_says_that_a_session_of_yesterday_may_still_be_done() -> None:
    view = today_view(checked(season(), weeks_before(MONDAY, 10), MONDAY + timedelta(days=1)))

    monday = f"the 6km of Monday {MONDAY.day} {MONDAY:%B}"

    assert any(change.what.startswith(f"{monday} may still be done") for change in view.changes)


def test_what_is_open_of_last_week_is_told_apart() -> None:
    out = StringIO()
    print_today(
        today_view(checked(season(), weeks_before(MONDAY, 8), MONDAY + timedelta(days=8))), Console(file=out, width=80)
    )

    assert "Still open, of last week too (not in this week's sums)" in out.getvalue()


def test_a_race_that_is_over_may_not_still_be_done() -> None:
    race = f"races: [{{id: heat, name: Heat, date: {MONDAY}, priority: B, distance: 5km}}]"
    view = today_view(checked(season(more=race), weeks_before(MONDAY, 10), MONDAY + timedelta(days=1)))

    assert [] == [row.planned.text for row in view.open if row.planned and row.day == MONDAY]


def grave(today: date) -> Morning:
    return Morning(today, illness=True, note="chest pain on the stairs")


def test_what_a_doctor_should_hear_of_comes_first_and_whole() -> None:
    runs = [*weeks_before(MONDAY, 10), run_of(MONDAY, 10.0)]
    tuesday = MONDAY + timedelta(days=1)
    view = today_view(checked(season(), runs, tuesday, [grave(tuesday)]))

    assert ["R14", "R1"] == [sign.code for sign in view.signs]
    assert view.changes[0].what.startswith("speak to a doctor soon")
    out = StringIO()
    print_today(view, Console(file=out, width=80))
    assert "doctor should hear of soon." in " ".join(out.getvalue().split())


def test_today_says_that_an_expected_sign_does_not_count() -> None:
    view = today_view(checked(season(), [*weeks_before(MONDAY, 10), run_of(MONDAY, 10.0)]))
    held = replace(view, signs=tuple(replace(sign, expected="held back: altitude") for sign in view.signs))
    out = StringIO()
    print_today(held, Console(file=out, width=80))

    assert "Not counted: R1 session spike (held back: altitude)" in out.getvalue()
    assert "R1 session spike: " not in out.getvalue()


def test_a_tired_athlete_is_not_asked_to_make_up_for_a_session() -> None:
    tuesday = MONDAY + timedelta(days=1)
    ill = Morning(tuesday, illness=True)
    changes = today_view(checked(season(), weeks_before(MONDAY, 10), tuesday, [ill])).changes

    assert ["leave hard sessions out", f"the 6km of Monday {MONDAY.day} {MONDAY:%B} may be left out"] == [
        change.what.partition(" until")[0] for change in changes
    ]


def test_today_of_a_season_to_come_says_when_it_begins() -> None:
    view = today_view(checked(season(), weeks_before(MONDAY, 10), MONDAY - timedelta(days=2)))

    assert MONDAY == view.begins


# ---- a short record


def test_a_short_record_begins_with_the_athletes_own_fitness() -> None:
    report = checked(season(), [run_of(MONDAY - timedelta(days=12), 10.0)], MONDAY - timedelta(days=11))
    assert report.history is not None

    assert 30.0 == pytest.approx(report.history.one("fitness")[0], abs=1.0)


def test_a_short_record_of_an_athlete_who_says_nothing_begins_like_the_plan() -> None:
    blank, problems = read_plan_text(PLAN.replace(", fitness: 30", "").format(saturday="8km", more=""))
    assert blank is not None, problems
    report = checked(blank, [run_of(MONDAY - timedelta(days=1), 10.0)])
    assert report.history is not None
    a_day = sum(row.planned.load for row in report.comparison.rows[:3] if row.planned) / 7

    assert a_day == pytest.approx(report.history.one("fitness")[0], rel=0.1)
    assert any(
        "you already train like the plan's first week; 1 day of record is too few" in note
        for note in report.assumptions
    )


def test_a_short_record_before_an_injury_begins_like_the_week_after_it() -> None:
    text = PLAN.replace(", fitness: 30", "")
    injury = f"calendar: [{{dates: {MONDAY}..{MONDAY + timedelta(days=6)}, kind: injury, load: 0%}}]"
    run = run_of(MONDAY - timedelta(days=30), 10.0)
    plain, hurt = (
        checked(read_plan_text(text.format(saturday="8km", more=more))[0], [run], run.day) for more in ("", injury)
    )
    assert plain.history is not None
    assert hurt.history is not None

    assert plain.history.one("fitness")[0] == pytest.approx(hurt.history.one("fitness")[0])


def test_a_short_record_far_before_the_plan_begins_alike_when_few_sessions_are_looked_at() -> None:
    blank, _ = read_plan_text(PLAN.replace(", fitness: 30", "").format(saturday="8km", more=""))
    run = run_of(MONDAY - timedelta(days=60), 10.0)
    record = Record(activities=(run,))
    whole, near = (periodize.check(blank, record, today=run.day, near=far) for far in (None, 56))
    assert whole.history is not None
    assert near.history is not None

    assert whole.history.one("fitness")[0] == near.history.one("fitness")[0]


def test_a_short_record_without_a_plan_has_no_fitness_yet() -> None:
    report = checked(None, [run_of(MONDAY - timedelta(days=1), 10.0)])
    assert report.history is not None

    assert np.isnan(report.history.one("fitness")).all()
    assert any("fitness and fatigue are not known: 1 day" in note for note in report.assumptions)


# ---- backtest


def raised(days: int, *, fired: Iterable[int]) -> History:
    """Resting heart rates of 50, and of 60 on some days: R9 fires on the day after the first of two."""
    pulse = np.full(days, 50.0)
    pulse[list(fired)] = 60.0
    return History(np.datetime64("2026-01-01") + np.arange(days), {"resting_hr": pulse[None, :]})


def test_a_sign_is_counted_on_all_days_and_on_the_days_before_reports() -> None:
    history = raised(200, fired=(100, 101))
    ill = [Morning(history.day(104), illness=True), Morning(history.day(105), illness=True)]
    before, reports = days_before(history, ill)
    found = rate(SIGNS["R9"], [track(SIGNS["R9"], history, before, 5.0)])

    # two raised mornings of the last three: the second, and the day after it
    assert (1, 2, 1, 7, 2) == (reports, found.fired, found.spells, found.before, found.fired_before)
    # 17 mornings before the first, and two to go by
    assert 200 - 18 == found.judged
    assert found.ratio == pytest.approx((2 / 7) / (2 / 182))


def test_a_sign_before_every_report_is_no_chance_and_one_before_none_is() -> None:
    spells = range(30, 360, 40)
    history = raised(400, fired=[day + k for day in spells for k in (0, 1)])
    shares = []
    for shift in (4, 20):
        ill = [Morning(history.day(day + shift), illness=True) for day in spells]
        before, _ = days_before(history, ill)
        shares.append(rate(SIGNS["R9"], [track(SIGNS["R9"], history, before, 5.0)]).chance)

    assert shares[0] is not None
    assert shares[0] < 0.2
    assert 1.0 == shares[1]


@pytest.mark.parametrize(
    ("reports", "chance", "words"),
    [
        (0, None, "No illness or injury is logged"),
        (2, 0.0, f"Cannot tell whether any sign warns: 2 reports of illness or injury, needs {FEWEST}."),
        (8, 0.3, "than chance explains."),
        (8, 0.01, "Raised more often in the 7 days before the 8 reports than chance explains: R9 resting heart rate"),
    ],
)
def test_the_conclusion_says_no_more_than_the_reports_allow(reports: int, chance: float | None, words: str) -> None:
    one = Rate("R9", "resting heart rate", 100, 5, 3, 20, 4, chance)

    assert words in conclusion([one], reports)


def test_a_difference_among_many_signs_must_be_clearer() -> None:
    one = Rate("R9", "resting heart rate", 100, 5, 3, 20, 4, 0.03)
    others = [replace(one, code=code, chance=0.5) for code in ("R1", "R6")]

    assert "Raised more often" in conclusion([one], 8)
    assert conclusion([one, *others], 8).startswith("None of the 3 signs")


def test_a_backtest_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing is recorded to look back on"):
        backtest(None, (), limits={})


def test_a_backtest_takes_the_athletes_own_limit() -> None:
    history = raised(200, fired=(100, 101))
    tried = backtest(history, (), limits={"R9": Limit(20.0, "sensor")})

    assert 0 == next(one.fired for one in tried.rates if one.code == "R9")
    assert [rule.code for rule in rules()] == [one.code for one in tried.rates]
