"""Planned against recorded: matching, states, sums."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from math import inf, isnan, nan
from typing import Any, Literal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.activity import Activity
from periodize.compare import (
    Amount,
    Comparison,
    Done,
    DuplicateError,
    Planned,
    Row,
    State,
    compare,
    compliance,
    join,
    match,
    merge,
    pair_cost,
    totals,
)
from periodize.compare.matching import cost_terms
from periodize.effort import Effort
from periodize.errors import UnknownNameError, UsageError
from tests.where import DATA

CASES = DATA / "overtraining" / "matching_golden.json"
MONDAY = date(2025, 5, 5)


def plan(
    name: str,
    day: int = 0,
    minutes: float = 60,
    load: float = 50,
    *,
    hard: bool = False,
    sport: str = "run",
    slot: str = "day",
    intent: str = "easy",
    km: float | None = None,
    by: Literal["time", "distance"] = "time",
) -> Planned:
    on, metres = MONDAY + timedelta(day), km and km * 1000
    return Planned(name, on, slot, sport, name, minutes * 60, metres, load, hard, intent, by=by)


def did(
    name: str,
    day: int = 0,
    minutes: float = 60,
    load: float = 50,
    *,
    hard: bool = False,
    sport: str = "run",
    hour: int = 8,
    km: float | None = None,
) -> Done:
    on = MONDAY + timedelta(day)
    start = datetime(on.year, on.month, on.day, hour, tzinfo=UTC)
    return Done(name, on, start, sport, minutes * 60, km and km * 1000, load, hard)


def recording(name: str, start: str, minutes: float, sport: str = "run", km: float | None = None) -> Activity:
    effort = Effort(sport, np.array([minutes * 60.0]), {})
    return Activity(name, sport, datetime.fromisoformat(start), effort, minutes * 60.0, km and km * 1000, source=name)


def answers(planned: list[Planned], done: list[Done]) -> dict[str, str]:
    return {pair.planned.id: pair.done.id for pair in match(planned, done).pairs}


# matching -----------------------------------------------------------------------------------------------

GOLDEN: list[tuple[str, list[Planned], list[Done], float, list[tuple[str, str, float]]]] = [
    (
        "same day exact",
        [plan("P1", 0, 60, 50)],
        [did("A1", 0, 58, 49)],
        0.021959,
        [("P1", "A1", 0.022)],
    ),
    (
        "double day, uploaded in the wrong order",
        [plan("am easy", 0, 30, 22), plan("pm tempo", 0, 60, 75, hard=True)],
        [did("a60hard", 0, 62, 78, hard=True), did("a28easy", 0, 28, 21)],
        0.074977,
        [("am easy", "a28easy", 0.047), ("pm tempo", "a60hard", 0.028)],
    ),
    (
        "day late",
        [plan("Thu tempo", 3, 60, 75, hard=True)],
        [did("Fri tempo", 4, 61, 73, hard=True)],
        0.116903,
        [("Thu tempo", "Fri tempo", 0.117)],
    ),
    (
        "swap Tue<->Wed",
        [plan("Tue int", 1, 60, 80, hard=True), plan("Wed easy", 2, 45, 33)],
        [did("a easy Tue", 1, 44, 32), did("a int Wed", 2, 63, 82, hard=True)],
        0.250848,
        [("Tue int", "a int Wed", 0.13), ("Wed easy", "a easy Tue", 0.121)],
    ),
    (
        "warm-up file + race",
        [plan("race HM", 6, 100, 140, hard=True)],
        [did("2 km warm-up", 6, 12, 8), did("HM", 6, 98, 138, hard=True)],
        0.283934,
        [("race HM", "HM", 0.014)],
    ),
    ("missed long, extra short", [plan("long", 6, 150, 110)], [did("jog", 6, 30, 22)], 0.54, []),
    (
        "cut-short long (90 of 150)",
        [plan("long", 6, 150, 110)],
        [did("a", 6, 90, 66)],
        0.405331,
        [("long", "a", 0.405)],
    ),
    (
        "wrong sport same day",
        [plan("easy run", 2, 45, 33)],
        [did("ride", 2, 60, 40, sport="ride")],
        0.54,
        [],
    ),
    (
        "yesterday done, today rest, both plausible",
        [plan("Mon easy", 0, 45, 33), plan("Wed easy", 2, 45, 33)],
        [did("Tue easy", 1, 45, 33)],
        0.37,
        [("Mon easy", "Tue easy", 0.1)],
    ),
    ("4 days late", [plan("long", 0, 120, 90)], [did("late long", 4, 120, 90)], 0.54, []),
]


@pytest.mark.parametrize(("planned", "done", "total", "pairs"), [c[1:] for c in GOLDEN], ids=[c[0] for c in GOLDEN])
def test_matching_of_known_cases(
    planned: list[Planned], done: list[Done], total: float, pairs: list[tuple[str, str, float]]
) -> None:
    matching = match(planned, done)
    assert matching.total == pytest.approx(total, abs=1e-6)
    assert pairs == [(p.planned.id, p.done.id, round(p.cost, 3)) for p in matching.pairs]


@pytest.mark.skipif(not CASES.exists(), reason="needs the file of golden cases")
def test_known_cases_equal_the_shared_file() -> None:
    def facts(session: Planned | Done) -> dict[str, Any]:
        return {
            "id": session.id,
            "day": (session.day - MONDAY).days,
            "dur": session.duration / 60,
            "load": session.load,
            "hard": int(session.hard),
            "sport": session.sport,
        }

    ours = [
        {
            "name": name,
            "planned": [facts(p) for p in planned],
            "actual": [facts(d) for d in done],
            "total": total,
            "pairs": [list(pair) for pair in pairs],
        }
        for name, planned, done, total, pairs in GOLDEN
    ]
    assert json.loads(CASES.read_text())["cases"] == ours


def test_nothing_matches_nothing() -> None:
    matching = match([], [])
    assert (matching.pairs, matching.planned, matching.done, matching.total) == ((), (), (), 0)


def test_unknown_load_drops_its_term_and_weighs_the_others_up() -> None:
    known = pair_cost(plan("p", 0, 60, 50), did("d", 1, 60, 50))
    unknown = pair_cost(plan("p", 0, 60, 50), did("d", 1, 60, nan))
    assert known == pytest.approx(0.1)
    assert unknown == pytest.approx(0.1 / 0.75)


def test_unknown_duration_drops_its_term() -> None:
    assert pair_cost(plan("p", minutes=60), did("d", minutes=0)) == 0.0
    assert pair_cost(plan("p", minutes=nan), did("d", minutes=60)) == 0.0


def test_no_load_against_some_load_counts_in_full() -> None:
    assert pair_cost(plan("p", load=0), did("d", load=30)) == pytest.approx(0.25)
    assert pair_cost(plan("p", load=0), did("d", load=0)) == 0.0


def test_walk_answers_for_a_hike_and_not_for_a_run() -> None:
    assert pair_cost(plan("p", sport="hike"), did("d", sport="walk")) == 0.0
    assert pair_cost(plan("p", sport="run"), did("d", sport="walk")) == inf


def test_tie_on_one_day_goes_to_the_nearer_time_of_day() -> None:
    planned = [plan("a", slot="am"), plan("b", slot="pm")]
    assert answers(planned, [did("late", hour=19)]) == {"b": "late"}
    assert answers(planned, [did("late", hour=19), did("early", hour=7)]) == {"a": "early", "b": "late"}


def test_tie_of_recordings_goes_to_the_earlier_start() -> None:
    assert answers([plan("p")], [did("x", hour=18), did("y", hour=6)]) == {"p": "y"}


def test_tie_of_the_same_part_of_the_day_goes_by_id() -> None:
    assert answers([plan("b"), plan("a")], [did("y", hour=15), did("x", hour=9)]) == {"a": "x", "b": "y"}
    assert answers([plan("b"), plan("a")], [did("x", hour=20)]) == {"a": "x"}


def test_same_id_twice_is_refused() -> None:
    with pytest.raises(DuplicateError, match="two planned sessions have the id 'p'"):
        match([plan("p"), plan("p", 1)], [])
    with pytest.raises(DuplicateError, match="two recorded sessions have the id 'd'"):
        match([], [did("d"), did("d", 1)])


SIDES = st.tuples(
    st.integers(0, 6),
    st.sampled_from([20.0, 30.0, 45.0, 60.0, 90.0]),
    st.sampled_from([20.0, 40.0, 80.0, 0.0, nan]),
    st.booleans(),
    st.sampled_from(["run", "bike"]),
)
PLANNED = st.lists(SIDES, max_size=6).map(
    lambda rows: [plan(f"p{n}", d, m, w, hard=h, sport=s) for n, (d, m, w, h, s) in enumerate(rows)]
)
DONE = st.lists(st.tuples(SIDES, st.integers(5, 21)), max_size=6).map(
    lambda rows: [did(f"d{n}", d, m, w, hard=h, sport=s, hour=hour) for n, ((d, m, w, h, s), hour) in enumerate(rows)]
)


def least_total(planned: list[Planned], done: list[Done]) -> float:
    """Try every assignment."""
    if not planned:
        return 0.27 * len(done)
    best = 0.27 + least_total(planned[1:], done)
    for n, record in enumerate(done):
        cost = pair_cost(planned[0], record)
        if cost < 0.54:
            best = min(best, cost + least_total(planned[1:], done[:n] + done[n + 1 :]))
    return best


@settings(max_examples=150, deadline=None)
@given(planned=PLANNED, done=DONE)
def test_matching_is_the_best_of_all_assignments(planned: list[Planned], done: list[Done]) -> None:
    assert match(planned, done).total == pytest.approx(least_total(planned, done), abs=1e-9)


@given(planned=PLANNED, done=DONE)
def test_each_session_is_in_one_place(planned: list[Planned], done: list[Done]) -> None:
    matching = match(planned, done)
    assert sorted(p.id for p in planned) == sorted(
        [pair.planned.id for pair in matching.pairs] + [p.id for p in matching.planned]
    )
    assert sorted(d.id for d in done) == sorted(
        [pair.done.id for pair in matching.pairs] + [d.id for d in matching.done]
    )
    assert all(0 <= pair.cost < 0.54 for pair in matching.pairs)
    assert matching.total <= 0.27 * (len(planned) + len(done)) + 1e-12


@given(planned=PLANNED, done=DONE, seed=st.integers(0, 99))
def test_matching_does_not_depend_on_the_order(planned: list[Planned], done: list[Done], seed: int) -> None:
    shuffled = random.Random(seed)
    other = match(
        shuffled.sample(planned, len(planned)),
        shuffled.sample(done, len(done)),
    )
    assert answers(planned, done) == {pair.planned.id: pair.done.id for pair in other.pairs}


def test_matching_of_four_years_of_equal_doubles_is_in_order() -> None:
    planned = [plan(f"p{n:04}", n // 2, slot="pm" if n % 2 else "am") for n in range(2800)]
    done = [did(f"d{n:04}", n // 2, hour=18 if n % 2 else 7) for n in range(2800)]
    assert [f"d{n:04}" for n in range(2800)] == list(answers(planned, done).values())


# merging ------------------------------------------------------------------------------------------------


def merged(*activities: Activity) -> list[list[str]]:
    return [[part.id for part in parts] for parts in merge(activities)]


def test_warm_up_race_and_cool_down_are_one_session() -> None:
    files = [
        recording("race", "2025-05-10T10:00+02:00", 98),
        recording("warm-up", "2025-05-10T09:30+02:00", 12),
        recording("cool-down", "2025-05-10T11:58+02:00", 10),
    ]
    assert merged(*files) == [["warm-up", "race", "cool-down"]]


def test_files_are_apart_when_more_than_20_minutes_apart() -> None:
    files = recording("a", "2025-05-10T09:00+02:00", 30), recording("b", "2025-05-10T09:51+02:00", 30)
    assert merged(*files) == [["a"], ["b"]]


def test_files_of_another_sport_or_day_are_apart() -> None:
    assert merged(
        recording("ride", "2025-05-10T09:00+02:00", 60, "bike"),
        recording("run", "2025-05-10T10:02+02:00", 20),
        recording("ride on", "2025-05-10T10:25+02:00", 60, "bike"),
        recording("late", "2025-05-10T23:30+02:00", 20),
        recording("night", "2025-05-11T00:05+02:00", 20),
    ) == [["ride"], ["run"], ["ride on"], ["late"], ["night"]]


def test_two_recordings_of_one_session_are_apart() -> None:
    files = recording("phone", "2025-05-10T09:01+02:00", 60), recording("watch", "2025-05-10T09:00+02:00", 60)
    assert merged(*files) == [["watch"], ["phone"]]


def test_joined_session_adds_its_parts() -> None:
    parts = (
        recording("a", "2025-05-10T09:00+02:00", 10, km=2.0),
        recording("b", "2025-05-10T09:20+02:00", 40),
    )
    session = join(parts, loads=[5.0, 60.0], hard=True)
    assert ("a", 3000.0, 2000.0, 65.0, parts) == (
        session.id, session.duration, session.distance, session.load, session.activities,
    )  # fmt: skip
    assert isnan(join(parts, loads=[5.0, nan], hard=True).load)
    assert join(parts[1:], loads=[60.0], hard=True).distance is None


def test_joined_session_needs_a_load_for_each_part() -> None:
    with pytest.raises(UsageError, match="1 parts cannot have 2 loads"):
        join([recording("a", "2025-05-10T09:00+02:00", 10)], loads=[1.0, 2.0], hard=False)


# states -------------------------------------------------------------------------------------------------


def at(day: int) -> date:
    return MONDAY + timedelta(day)


def season(planned: list[Planned], done: list[Done], *, today: int = 30, until: int | None = 30) -> Comparison:
    return compare(planned, done, today=at(today), data_until=None if until is None else at(until))


def only(planned: list[Planned], done: list[Done], *, today: int = 30, until: int | None = 30) -> Row:
    (row,) = season(planned, done, today=today, until=until).rows
    return row


def test_session_is_done_when_inside_its_bands() -> None:
    row = only([plan("p", minutes=60)], [did("d", minutes=75)])
    assert (row.state, row.note) == (State.DONE, "")


@pytest.mark.parametrize(
    ("intent", "minutes", "state"),
    [
        ("easy", 70, State.DONE), ("easy", 69, State.PARTIAL), ("easy", 130, State.DONE),
        ("easy", 131, State.MODIFIED),
        ("long", 85, State.DONE), ("long", 84, State.PARTIAL), ("long", 116, State.MODIFIED),
        ("tempo", 90, State.DONE), ("tempo", 89, State.PARTIAL), ("tempo", 111, State.MODIFIED),
        ("intervals", 90, State.DONE), ("intervals", 89, State.PARTIAL), ("intervals", 140, State.DONE),
        ("strength", 70, State.DONE), ("other", 130, State.DONE),
        ("race", 65, State.DONE),
    ],
)  # fmt: skip
def test_session_is_judged_by_the_band_of_its_intent(intent: str, minutes: float, state: State) -> None:
    row = only([plan("p", minutes=100, load=100, intent=intent)], [did("d", minutes=minutes, load=100)])
    assert state == row.state


def test_session_is_partial_when_cut_short() -> None:
    row = only([plan("long", minutes=150, load=110, intent="long")], [did("d", minutes=90, load=66)])
    assert row.state == State.PARTIAL
    assert row.note == "shorter: 60% of the planned time; easier: 60% of the planned load"


def test_session_is_modified_when_harder() -> None:
    row = only([plan("p", load=40)], [did("d", load=64, hard=True)])
    assert (row.state, row.note) == (State.MODIFIED, "harder: 160% of the planned load")


def test_session_is_modified_when_easier() -> None:
    row = only([plan("p", load=80, intent="tempo")], [did("d", load=50)])
    assert (row.state, row.note) == (State.MODIFIED, "easier: 62% of the planned load")


def test_session_by_distance_is_judged_by_distance() -> None:
    planned = plan("p", minutes=60, km=12, by="distance")
    assert only([planned], [did("d", minutes=60, km=8)]).state == State.PARTIAL
    assert only([planned], [did("d", minutes=60, km=8)]).note == "shorter: 67% of the planned distance"
    assert only([planned], [did("d", minutes=60)]).state == State.DONE


def test_session_is_moved_when_done_on_another_day() -> None:
    row = only([plan("p", 3)], [did("d", 4)])
    assert (row.state, row.note) == (State.MOVED, "planned for 2025-05-08, done on 2025-05-09")
    assert at(3) == row.day
    assert row.compliance is not None
    assert row.compliance.days_late == 1


def test_session_moved_by_two_days_asks_to_be_confirmed() -> None:
    row = only([plan("p", 3)], [did("d", 1)])
    assert (row.state, row.note) == (
        State.MOVED,
        "planned for 2025-05-08, done on 2025-05-06; please confirm",
    )


def test_unknown_load_is_not_judged() -> None:
    how = compliance(plan("p"), did("d", load=nan))
    assert (how.volume, how.load, how.volume_ok, how.load_ok) == (1.0, None, True, None)
    assert only([plan("p")], [did("d", load=nan)]).state == State.DONE


def test_race_with_a_result_is_done_though_unlike_the_plan() -> None:
    planned = [plan("1500 m", minutes=4, load=34, hard=True, intent="race")]
    done = [did("heat", minutes=50, load=140, hard=True), did("ride", minutes=4, load=34, sport="bike")]
    rows = season(planned, done).rows
    assert [(row.planned and row.planned.id, row.state) for row in rows] == [
        ("1500 m", State.DONE),
        (None, State.UNPLANNED),
    ]
    assert rows[0].done == done[0]


def test_race_without_a_result_is_missed() -> None:
    assert only([plan("p", intent="race")], []).state == State.MISSED


def test_race_is_not_open_on_the_day_after_it() -> None:
    row = only([plan("p", intent="race")], [], today=1, until=0)

    assert (State.UNKNOWN, "no recorded data after 2025-05-05") == (row.state, row.note)


@pytest.mark.parametrize(("since", "state"), [(0, State.MISSED), (1, State.UNKNOWN)])
def test_session_is_missed_only_when_the_record_had_begun(since: int, state: State) -> None:
    (row,) = compare([plan("p", 0)], [], today=at(20), data_until=at(20), data_since=at(since)).rows

    assert state == row.state


def test_session_from_before_the_record_says_so() -> None:
    (row,) = compare([plan("p", 0)], [], today=at(4), data_until=at(3), data_since=at(2)).rows

    assert "no recorded data before 2025-05-07" == row.note


def test_session_is_missed_when_the_record_goes_on() -> None:
    assert only([plan("p", 0)], [], today=4, until=4).state == State.MISSED


def test_session_is_unknown_while_it_may_still_come() -> None:
    row = only([plan("p", 0)], [], today=3, until=3)
    assert row.state == State.UNKNOWN
    assert row.note == "open until 2025-05-08"


@pytest.mark.parametrize("until", [3, None])
def test_session_is_unknown_when_the_record_stops(until: int | None) -> None:
    row = only([plan("p", 0)], [], today=20, until=until)
    assert row.state == State.UNKNOWN
    assert row.note == ("no recorded data" if until is None else "no recorded data after 2025-05-08")


def test_session_of_today_is_upcoming() -> None:
    assert only([plan("p", 0)], [], today=0, until=-1).state == State.UPCOMING


def test_recording_without_a_plan_is_unplanned() -> None:
    row = only([], [did("d", hour=12)])
    assert (State.UNPLANNED, at(0), "noon") == (row.state, row.day, row.slot)


def test_doubles_in_the_wrong_order_are_both_done() -> None:
    planned = [plan("easy", minutes=30, load=22, slot="am"), plan("tempo", load=75, hard=True, slot="pm")]
    done = [did("d60", load=78, minutes=62, hard=True, hour=7), did("d28", minutes=28, load=21, hour=18)]
    rows = season(planned, done).rows
    assert [(row.planned and row.planned.id, row.done and row.done.id, row.state) for row in rows] == [
        ("easy", "d28", State.DONE),
        ("tempo", "d60", State.DONE),
    ]


def test_swapped_days_are_both_moved() -> None:
    planned = [plan("int", 1, 60, 80, hard=True, intent="intervals"), plan("easy", 2, 45, 33)]
    done = [did("e", 1, 44, 32), did("i", 2, 63, 82, hard=True)]
    assert [row.state for row in season(planned, done).rows] == [State.MOVED, State.MOVED]


def test_rows_are_sorted_by_date_and_part_of_the_day() -> None:
    rows = season(
        [plan("pm", 1, slot="pm"), plan("am", 1, slot="am"), plan("first", 0)],
        [did("ride", 1, minutes=180, load=120, sport="bike", hour=12)],
    ).rows
    assert [(row.planned or row.done).id for row in rows] == ["first", "am", "ride", "pm"]  # type: ignore[union-attr]


@pytest.mark.parametrize("wrong", [{"slot": "night"}, {"intent": "fartlek"}, {"by": "feel"}])
def test_planned_session_refuses_words_that_it_does_not_know(wrong: dict[str, Any]) -> None:
    with pytest.raises(UnknownNameError):
        plan("p", **wrong)


# sums ---------------------------------------------------------------------------------------------------


def test_totals_keep_done_and_extra_apart() -> None:
    rows = season(
        [plan("a", 0, 60, 50, km=10), plan("b", 1, 60, 50), plan("later", 40)],
        [did("x", 0, 60, 55, km=11), did("ride", 1, 120, 90, sport="bike", km=60)],
    ).rows
    sums = totals(rows)
    assert Amount(2, 2.0, 10.0, 100.0, 0) == sums.planned
    assert Amount(1, 1.0, 11.0, 55.0, 0) == sums.done
    assert Amount(1, 2.0, 60.0, 90.0, 0) == sums.extra


def test_adherence_does_not_let_extra_hide_what_was_missed() -> None:
    rows = season([plan("a", 0, 60, 50), plan("b", 7, 60, 50)], [did("x", 0, 75, 70)]).rows
    assert totals(rows).adherence == pytest.approx(0.5)


RACED = replace(plan("race", 0, 20, 51, hard=True, intent="race", km=5.0, by="distance"), around=25.0)


def raced(*kilometres: float) -> Done:
    """A race day of files of so many kilometres."""
    parts = tuple(recording(f"f{k}", "2025-05-05T08:00+00:00", 20, km=km) for k, km in enumerate(kilometres))
    return replace(did("race", 0, 20, 26, hard=True, km=sum(kilometres)), activities=parts)


@pytest.mark.parametrize(
    ("files", "share"),
    [((5.05,), 1.0), ((2.5, 5.05, 2.5), 26 / 51), ((9.0,), 26 / 51)],
    ids=["alone", "beside a warm-up", "in one file with it"],
)
def test_the_load_of_a_race_when_one_file_is_the_race_alone_is_without_warm_up(
    files: tuple[float, ...], share: float
) -> None:
    (row,) = season([RACED], [raced(*files)], today=20, until=15).rows

    assert row.compliance is not None
    assert row.compliance.load == pytest.approx(share)


def test_adherence_when_one_file_is_the_race_alone_asks_for_no_warm_up() -> None:
    assert 1.0 == totals(season([RACED], [raced(5.05)], today=20, until=15).rows).adherence


def test_a_race_when_one_file_is_the_race_alone_is_like_it_in_load() -> None:
    assert 0.0 == cost_terms(RACED, raced(5.05), 0)["load"][1]


def test_adherence_is_unknown_without_anything_decided() -> None:
    assert totals(season([plan("a", 0)], [], today=20, until=None).rows).adherence is None
    assert totals(season([plan("a", 0)], [], today=2, until=2).rows).adherence is None
    assert totals([]).adherence is None


def test_adherence_leaves_out_a_pair_of_unknown_load() -> None:
    rows = season([plan("a", 0), plan("b", 5)], [did("x", 0, load=nan), did("y", 5, load=25)]).rows
    assert totals(rows).adherence == pytest.approx(0.5)
    assert totals(rows).done.unknown_load == 1
    assert totals(rows).done.load == 25.0


def test_totals_of_a_week_count_each_session_on_its_own_day() -> None:
    rows = season([plan("sunday", 6, 60, 50)], [did("on monday", 7, 60, 50)]).rows
    first, second = (totals(rows, first=at(n), last=at(n + 6)) for n in (0, 7))
    assert (first.planned.sessions, first.done.sessions, first.adherence) == (1, 0, 1.0)
    assert (second.planned.sessions, second.done.sessions, second.adherence) == (0, 1, None)


def test_a_race_is_never_done_on_another_day() -> None:
    race = plan("race", 10, intent="race")

    assert pair_cost(race, did("run", 9)) == inf
    assert pair_cost(race, did("run", 10)) < 0.54
