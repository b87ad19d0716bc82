"""The daily series that the warning signs look at, from mornings, sessions and the comparison with a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.activity import Activity, Morning
from periodize.athlete import Athlete, Dated
from periodize.calibration import Performance
from periodize.compare import Done, Planned, Row, State, compliance
from periodize.effort import Effort
from periodize.load import Load
from periodize.plan import load_plan
from periodize.project.checks.checking import check
from periodize.project.checks.circumstances import changes_told, circumstances
from periodize.project.checks.daily import daily_history
from periodize.project.checks.morning_series import answered, known_mornings, morning_series, wellness
from periodize.project.checks.session_series import result_series, session_series
from periodize.project.plans.planning import schedule
from periodize.project.records.facts import Facts, facts_of_store, facts_of_streams
from periodize.store import Store
from tests.making import put, recorded

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 3, 1)


def done(k: int = 0, *, minutes: float = 60, load: float = 60.0, **others: Any) -> Done:
    """A run some days after the first of March."""
    start = datetime(2026, 3, 1, 7, tzinfo=UTC) + timedelta(k)
    channels = {"heart_rate": np.array([140.0]), "speed": np.array([3.0])}
    effort = Effort("run", np.array([60 * minutes]), channels, others.pop("rpe", None))
    one = Activity(f"a{k}", "run", start, effort, 60 * minutes, device=others.pop("device", ""))
    return Done(one.id, one.day, start, "run", 60 * minutes, None, load, hard=False, activities=(one,), **others)


def planned(k: int = 0, **others: Any) -> Planned:
    facts: dict[str, Any] = {"id": f"p{k}", "day": DAY + timedelta(k), "slot": "day", "sport": "run", "text": "easy 60min",
             "duration": 3600.0, "distance": None, "load": 60.0, "hard": False, "intent": "easy"}  # fmt: skip
    return Planned(**(facts | others))


def row(k: int, state: State, *, did: bool = True, minutes: float = 60, rpe: float | None = None, **others: Any) -> Row:
    plan, record = planned(k, **others), done(k, minutes=minutes, load=minutes, rpe=rpe) if did else None
    return Row(plan.day, "day", plan, record, state, compliance(plan, record) if record else None, "")


def series(rows: list[Row], **facts: Facts) -> dict[str, Any]:
    return session_series([r.done for r in rows if r.done], rows, facts, first=DAY, days=10)


# Mornings


def test_wellness_turns_what_is_bad_when_high() -> None:
    morning = Morning(DAY, sleep_quality=4, fatigue=2, soreness=1, stress=3, mood=5)

    assert wellness(morning, ("sleep_quality", "fatigue", "soreness", "stress", "mood")) == 4 + 4 + 5 + 3 + 5


def test_wellness_is_unknown_when_one_of_its_ratings_is() -> None:
    assert isnan(wellness(Morning(DAY, fatigue=2), ("fatigue", "mood")))


def test_ratings_that_are_seldom_answered_do_not_count() -> None:
    mornings = [Morning(DAY + timedelta(k), fatigue=2, mood=3 if k < 4 else None) for k in range(10)]

    assert answered(mornings) == ("fatigue",)


def test_readiness_stands_in_where_nothing_else_is_rated() -> None:
    assert answered([Morning(DAY, readiness=6)]) == ("readiness",)


def test_the_first_of_two_mornings_of_a_day_counts() -> None:
    (morning,) = known_mornings([Morning(DAY, mood=2), Morning(DAY, mood=5)], until=DAY)

    assert morning.mood == 2


def test_a_morning_without_anything_is_none() -> None:
    assert not known_mornings([Morning(DAY)], until=DAY)


@pytest.mark.parametrize(
    ("words", "red"),
    [
        ("chest pain on the stairs", True),
        ("Felt palpitations, then fine", True),
        ("no chest pain", False),
        ("calf hurts. No fever, but chest pressure", True),
        ("sore knee", False),
    ],
)
def test_words_that_a_doctor_should_hear_of(words: str, red: bool) -> None:
    found = morning_series([Morning(DAY, injury=words)], first=DAY, days=1)

    assert red == bool(found["red_flag"][0])


def test_a_morning_that_names_no_injury_says_that_nothing_hurts() -> None:
    found = morning_series([Morning(DAY, mood=3)], first=DAY, days=2)

    np.testing.assert_array_equal(found["hurt"], [0.0, np.nan])
    assert isnan(found["ill"][0])


# Sessions


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State.DONE, 1.0), (State.MOVED, 1.0), (State.PARTIAL, 0.0), (State.MISSED, 0.0), (State.SKIPPED, 0.0),
        (State.SUBSTITUTED, 0.0), (State.UNKNOWN, np.nan), (State.UPCOMING, np.nan),
    ],
)  # fmt: skip
def test_outcome_of_a_key_session(state: State, outcome: float) -> None:
    np.testing.assert_equal(series([row(0, state, key=True)])["key_done"][0], outcome)


@pytest.mark.parametrize(("minutes", "outcome"), [(30, 0.0), (120, 1.0)])
def test_a_key_session_that_was_changed_counts_by_its_direction(minutes: float, outcome: float) -> None:
    assert series([row(0, State.MODIFIED, minutes=minutes, key=True)])["key_done"][0] == outcome


def test_a_session_that_is_not_key_has_no_outcome() -> None:
    assert np.isnan(series([row(0, State.MISSED, did=False)])["key_done"]).all()


def test_an_easy_session_tells_how_much_of_it_was_not() -> None:
    found = series([row(2, State.DONE, rpe=6.0)], a2=Facts(above_easy=0.4))

    assert (found["above_easy"][2], found["rpe_over_target"][2]) == (0.4, 3.0)


def test_a_hard_session_tells_nothing_of_easy_days() -> None:
    found = series([row(2, State.DONE, intent="intervals")], a2=Facts(above_easy=0.4))

    assert np.isnan(found["above_easy"]).all()


def test_the_longest_session_of_a_day_speaks_for_it() -> None:
    first, second = done(0, minutes=30), replace(done(0), id="b")
    second = replace(second, activities=(replace(second.activities[0], id="b"),))
    facts = {"a0": Facts(decoupling=9.0), "b": Facts(decoupling=2.0)}

    assert session_series([first, second], (), facts, first=DAY, days=1)["decoupling"][0] == 2.0


def test_averages_do_not_count_where_the_strap_dropped_out() -> None:
    sessions = [done(k) for k in range(6)]
    part = {f"a{k}": Facts(coverage=0.5) for k in range(6)}

    assert not np.isnan(session_series(sessions, (), {}, first=DAY, days=6)["hr_at_pace"][5])
    assert np.isnan(session_series(sessions, (), part, first=DAY, days=6)["hr_at_pace"]).all()


def test_results_are_a_series_for_each_event_on_which_more_is_better() -> None:
    tests = [Performance(DAY + timedelta(4), 300.0, "power", "20-min test")]
    races = [Performance(DAY + timedelta(k), seconds, "time", "10 km run") for k, seconds in ((0, 2400.0), (3, 2376.0))]
    found = result_series([*races, *tests], first=DAY, days=10)

    assert set(found) == {"test:10 km run", "test:20-min test"}
    assert found["test:10 km run"][[0, 3]] == pytest.approx([100.0, 101.005], abs=1e-3)
    assert found["test:20-min test"][4] == 100.0


# Facts


def test_facts_of_the_store_are_those_of_the_streams(tmp_path: Path) -> None:
    from periodize.project.records.measuring import remeasure

    athlete = Athlete(thresholds={"run": (Dated(3.5),), "hr": (Dated(165.0),)}, hr_max=185, hr_rest=50)
    run = recorded(seconds=3600)
    pulse = 140 + 3 * np.sin(np.arange(3600) / 60)
    run = replace(run, effort=replace(run.effort, channels={**run.effort.channels, "heart_rate": pulse}))
    with Store(tmp_path / "store.db", create=True) as store:
        put(store, "run.fit", run)
        remeasure(store, athlete)
        (kept,) = facts_of_store(store, athlete).values()
    (seen,) = facts_of_streams([run], athlete, as_of=run.day).values()

    for name in ("efficiency", "decoupling", "above_easy", "coverage", "temperature"):
        assert getattr(kept, name) == pytest.approx(getattr(seen, name), nan_ok=True, rel=1e-4, abs=1e-4)
    assert seen.efficiency == pytest.approx(60 * 3.0 / 140.0, rel=1e-3)


def test_streams_of_more_than_a_year_ago_are_left_alone() -> None:
    run = recorded(seconds=3600)

    assert not facts_of_streams([run], Athlete(), as_of=run.day + timedelta(365))


# Circumstances


def loads(sessions: list[Done], *channels: str) -> dict[str, Load]:
    names = [*channels, *[channels[-1]] * len(sessions)]
    return {s.id: Load(s.load, "stress", "useful", channel=name) for s, name in zip(sessions, names, strict=False)}


def test_a_change_of_sensor_is_found_and_said() -> None:
    sessions = [done(k) for k in range(10)]
    (found,) = circumstances(None, sessions, loads(sessions, *["heart_rate"] * 5, "power"), Athlete())

    assert (found.kind, found.first) == ("switch", DAY + timedelta(5))
    assert changes_told([found], DAY + timedelta(9)) == [
        "load of run by power since 2026-03-06, by heart rate before: load signs held back until 2026-04-02"
    ]


def test_a_session_without_the_strap_is_no_change() -> None:
    sessions = [done(k) for k in range(9)]
    channels = [*["heart_rate"] * 4, "speed", *["heart_rate"] * 4]

    assert not circumstances(None, sessions, loads(sessions, *channels), Athlete())


def test_graded_and_plain_pace_are_one_scale() -> None:
    sessions = [done(k) for k in range(10)]

    assert not circumstances(None, sessions, loads(sessions, *["speed"] * 5, "graded_speed"), Athlete())


@pytest.mark.parametrize(("load", "found"), [(75.0, 1), (62.0, 0)])
def test_a_new_device_matters_when_the_load_an_hour_makes_a_step(load: float, found: int) -> None:
    sessions = [done(k, device="old") for k in range(6)] + [done(k, device="new", load=load) for k in range(6, 12)]

    assert found == len(circumstances(None, sessions, loads(sessions, "heart_rate"), Athlete()))


@pytest.mark.parametrize(("new", "found"), [(3.3, 1), (3.45, 0)])
def test_a_new_threshold_matters_when_it_changes_the_load_of_the_same_session(new: float, found: int) -> None:
    athlete = Athlete(thresholds={"run": (Dated(3.5), Dated(new, DAY + timedelta(4)))})
    sessions = [done(k) for k in range(8)]

    assert found == len(circumstances(None, sessions, loads(sessions, "speed"), athlete))


def runs_a_day(number: int = 90) -> list[Activity]:
    """An hour at one pace, day after day."""
    return [replace(recorded(f"run{k:03}", seconds=3600), start=recorded().start + timedelta(k)) for k in range(number)]


@pytest.mark.parametrize("new", [3.4, 3.0, 2.6])
def test_a_new_threshold_alone_raises_no_load_jump(new: float) -> None:
    runs = runs_a_day()
    athlete = Athlete(thresholds={"run": (Dated(3.6), Dated(new, runs[60].day))})
    loads_up = [s for s in check(None, runs, athlete=athlete).signs if s.code == "R12" and not s.expected]

    assert not loads_up


def test_a_new_threshold_that_raises_the_load_is_said() -> None:
    runs = runs_a_day()
    athlete = Athlete(thresholds={"run": (Dated(3.6), Dated(2.6, runs[70].day))})
    report = check(None, runs, athlete=athlete)

    assert any(note.startswith("threshold of run changed on 2026-07-12") for note in report.assumptions)
    assert {s.code for s in (*report.signs, *report.past_signs) if s.expected.startswith("held back")} == {"R11", "R12"}


PLAN = """\
periodize: 1
title: A summer
start: 2026-03-02
calendar:
  - {dates: 2026-03-09..2026-03-15, kind: camp}
  - {dates: 2026-03-20..2026-03-22, kind: altitude, altitude: 2100m}
  - {dates: 2026-03-25..2026-03-25, kind: travel}
week: {tue: easy 60min}
blocks:
  - {name: Base, weeks: 4}
  - {name: Overload, phase: build, weeks: 1}
  - {name: Sharpen, phase: build, weeks: 1, note: after the training camp}
  - {name: Race, phase: peak, weeks: 1}
"""


def test_the_plan_tells_which_days_are_not_like_others(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    season, problems = load_plan(tmp_path / "plan.yaml")
    assert season is not None, problems
    found = circumstances(schedule(season), [], {}, Athlete())

    assert [(one.kind, one.words) for one in found] == [
        ("overload", "camp 2026-03-09 to 2026-03-15"),
        ("altitude", "altitude 2026-03-20 to 2026-03-22"),
        ("overload", "block Overload 2026-03-30 to 2026-04-05"),
    ]


# All of them


def test_history_holds_mornings_before_and_after_the_sessions() -> None:
    mornings = [Morning(DAY - timedelta(2), mood=3), Morning(DAY + timedelta(5), hrv=60.0)]
    history, _ = daily_history([done(0), done(1)], mornings, Athlete(), None, DAY + timedelta(9))

    assert history is not None
    assert (history.start, history.end) == (DAY - timedelta(2), DAY + timedelta(5))
    assert {"wellness", "hrv", "load"} <= history.series.keys()
    assert np.isnan(history.one("load")[-1])


def test_history_knows_no_morning_that_is_yet_to_come() -> None:
    mornings = [Morning(DAY + timedelta(5), hrv=60.0)]
    history, _ = daily_history([done(0)], mornings, Athlete(), None, DAY + timedelta(4))

    assert history is not None
    assert "hrv" not in history.series
