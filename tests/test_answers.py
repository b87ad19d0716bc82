"""What the athlete says, in a comparison: links, skips, substitutes; and how sure a match is."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from math import inf, nan
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from periodize.compare import (
    Comparison,
    Done,
    DuplicateError,
    Planned,
    Row,
    State,
    compare,
    join,
    match,
    merge,
    pair_cost,
    together,
    totals,
)
from periodize.compare.matching import NO_LINKS
from tests.test_compare import DONE, MONDAY, PLANNED, at, did, least_total, plan, recording, season

if TYPE_CHECKING:
    from collections.abc import Mapping


def said(
    planned: list[Planned],
    done: list[Done],
    *,
    today: int = 30,
    links: Mapping[str, str] = NO_LINKS,
    skipped: Mapping[str, str] = NO_LINKS,
) -> Comparison:
    return compare(planned, done, today=at(today), data_until=at(30), links=links, skipped=skipped)


def only(
    planned: list[Planned],
    done: list[Done],
    *,
    links: Mapping[str, str] = NO_LINKS,
    skipped: Mapping[str, str] = NO_LINKS,
) -> Row:
    (row,) = said(planned, done, links=links, skipped=skipped).rows
    return row


# links --------------------------------------------------------------------------------------------------


def test_link_wins_over_sport_day_and_likeness() -> None:
    (pair,) = match([plan("p", 0)], [did("d", 9, 200, sport="bike")], links={"d": "p"}).pairs

    assert ("p", "d", 0.0, True, inf) == (pair.planned.id, pair.done.id, pair.cost, pair.linked, pair.confidence)


def test_link_wins_over_a_better_match() -> None:
    planned, done = [plan("p", 0), plan("q", 1)], [did("x", 0), did("y", 1)]
    found = match(planned, done, links={"y": "p"})

    assert [("p", "y"), ("q", "x")] == [(pair.planned.id, pair.done.id) for pair in found.pairs]


def test_link_to_none_leaves_a_recording_outside() -> None:
    found = match([plan("p")], [did("d")], links={"d": ""})

    assert (["p"], ["d"], ()) == ([p.id for p in found.planned], [d.id for d in found.outside], found.pairs)


@pytest.mark.parametrize("links", [{"gone": "p"}, {"d": "gone"}, {"gone": "gone"}])
def test_link_of_what_is_gone_changes_nothing(links: dict[str, str]) -> None:
    assert match([plan("p")], [did("d")]) == match([plan("p")], [did("d")], links=links)


def test_two_recordings_linked_to_one_session_are_refused() -> None:
    with pytest.raises(DuplicateError, match="two linked sessions have the id 'p'"):
        match([plan("p")], [did("d"), did("e", 1)], links={"d": "p", "e": "p"})


LINKS = st.dictionaries(
    st.integers(0, 6).map(lambda n: f"d{n}"), st.integers(0, 6).map(lambda n: f"p{n}") | st.just(""), max_size=4
).map(lambda links: {key: p for key, p in links.items() if p == "" or [*links.values()].count(p) == 1})


@given(planned=PLANNED, done=DONE, links=LINKS, seed=st.integers(0, 99))
def test_matching_with_links_does_not_depend_on_the_order(
    planned: list[Planned], done: list[Done], links: dict[str, str], seed: int
) -> None:
    mixed = random.Random(seed)
    other = match(mixed.sample(planned, len(planned)), mixed.sample(done, len(done)), links=links)

    assert match(planned, done, links=links).pairs == other.pairs


@given(planned=PLANNED, done=DONE, links=LINKS)
def test_linked_pair_is_always_a_pair(planned: list[Planned], done: list[Done], links: dict[str, str]) -> None:
    plans, records = {p.id for p in planned}, {d.id for d in done}
    pairs = {(pair.done.id, pair.planned.id) for pair in match(planned, done, links=links).pairs if pair.linked}

    assert {(d, p) for d, p in links.items() if d in records and p in plans} == pairs


@given(planned=PLANNED, done=DONE, links=LINKS, skipped=st.sets(st.integers(0, 6).map(lambda n: f"p{n}")))
def test_no_session_is_lost_or_doubled(
    planned: list[Planned], done: list[Done], links: dict[str, str], skipped: set[str]
) -> None:
    rows = said(planned, done, links=links, skipped=dict.fromkeys(skipped, "ill")).rows

    assert sorted(p.id for p in planned) == sorted(row.planned.id for row in rows if row.planned)
    assert sorted(d.id for d in done) == sorted(row.done.id for row in rows if row.done)


def test_linked_session_of_another_day_is_moved_and_not_asked_about() -> None:
    row = only([plan("p", 0)], [did("d", 6)], links={"d": "p"})

    assert (State.MOVED, True, None) == (row.state, row.linked, row.question)


def test_linked_race_of_another_sport_is_done() -> None:
    row = only([plan("p", intent="race")], [did("d", 1, sport="bike")], links={"d": "p"})

    assert (State.DONE, "bike instead of run; planned for 2025-05-05, done on 2025-05-06") == (row.state, row.note)


@pytest.mark.parametrize(("minutes", "state"), [(210, State.DONE), (209, State.PARTIAL)])
def test_linked_leg_of_a_race_without_a_distance_is_partial_below_three_quarters_of_the_goal(
    minutes: float, state: State
) -> None:
    race = replace(plan("p", intent="race", sport="xt"), goal=280 * 60.0)

    assert state == only([race], [did("d", minutes=minutes)], links={"d": "p"}).state


def test_recording_linked_to_none_is_unplanned_though_it_would_be_a_race() -> None:
    rows = said([plan("p", intent="race")], [did("d")], links={"d": ""}).rows

    assert [State.MISSED, State.UNPLANNED] == [row.state for row in rows]
    assert ("", "answers no planned session, as you say") == (rows[0].note, rows[1].note)


def test_files_linked_to_one_session_are_together() -> None:
    files = [recording("a", "2025-05-10T07:00+02:00", 30), recording("b", "2025-05-10T18:00+02:00", 30)]

    assert [["a", "b"]] == [[p.id for p in parts] for parts in together(merge(files), {"a": "p", "b": "p"})]


def test_files_linked_to_two_sessions_are_apart() -> None:
    files = [
        recording("warm-up", "2025-05-10T09:00+02:00", 10),
        recording("heat", "2025-05-10T09:12+02:00", 5),
        recording("final", "2025-05-10T09:30+02:00", 5),
        recording("cool-down", "2025-05-10T09:37+02:00", 5),
    ]
    found = together(merge(files), {"heat": "p", "final": "q"})

    assert [["warm-up", "heat"], ["final", "cool-down"]] == [[part.id for part in parts] for parts in found]


def test_files_of_two_sports_in_one_session_go_by_the_longer() -> None:
    parts = (recording("a", "2025-05-10T07:00+02:00", 10, "bike"), recording("b", "2025-05-10T08:00+02:00", 60))

    assert "run" == join(parts, loads=[1.0, 2.0], hard=False).sport


# confidence ---------------------------------------------------------------------------------------------


def second_best(planned: list[Planned], done: list[Done], without: tuple[str, str]) -> float:
    """Try every assignment that lacks a pair."""
    if not planned:
        return 0.27 * len(done)
    best = 0.27 + second_best(planned[1:], done, without)
    for n, record in enumerate(done):
        cost = pair_cost(planned[0], record)
        if cost < 0.54 and (planned[0].id, record.id) != without:
            best = min(best, cost + second_best(planned[1:], done[:n] + done[n + 1 :], without))
    return best


@settings(max_examples=120, deadline=None)
@given(planned=PLANNED, done=DONE)
def test_confidence_is_what_the_best_assignment_without_the_pair_costs_more(
    planned: list[Planned], done: list[Done]
) -> None:
    apart = [plan for n, plan in enumerate(planned) if plan.day not in {other.day for other in planned[:n]}]
    found = match(apart, done)
    for pair in found.pairs:
        expected = second_best(apart, done, (pair.planned.id, pair.done.id)) - least_total(apart, done)

        assert pytest.approx(expected, abs=1e-5) == pair.confidence


def test_confidence_of_a_pair_that_stands_alone_is_what_is_left_to_the_price_of_none() -> None:
    (pair,) = match([plan("p")], [did("d")]).pairs

    assert pytest.approx(0.54, abs=1e-6) == pair.confidence
    assert pair.rival is None


def test_either_of_two_days_is_asked_about_with_both() -> None:
    rows = season([plan("Mon", 0, 45, 33), plan("Wed", 2, 45, 33)], [did("Tue", 1, 45, 33)]).rows
    (question,) = [row.question for row in rows if row.question]

    assert ["Mon", "Wed"] == [p.id for p in question.sessions]
    assert "was the run of Tue 6 May (45 min) 'Mon' of Mon 5 May, or 'Wed' of Wed 7 May?" == question.text
    assert "periodize link Tue Mon" == question.command
    assert "planned for 2025-05-05, done on 2025-05-06; please confirm" == rows[0].note


def test_doubles_that_are_alike_are_not_asked_about() -> None:
    planned = [plan("am", 0, 40, 30, slot="am"), plan("pm", 0, 41, 31, slot="pm")]
    rows = season(planned, [did("d", 0, 40, 30, hour=7), did("e", 0, 41, 31, hour=18)]).rows

    assert [("am", "d", None), ("pm", "e", None)] == [
        (row.planned.id, row.done.id, row.question) for row in rows if row.planned and row.done
    ]


def test_two_recordings_for_one_session_are_asked_about() -> None:
    rows = season([plan("p")], [did("x", hour=6), did("y", hour=18)]).rows

    assert [True, False] == [row.question is not None for row in rows]
    assert pytest.approx(0, abs=1e-6) == rows[0].confidence


def test_a_match_two_days_off_is_asked_about_however_sure() -> None:
    row = only([plan("p", 3)], [did("d", 1)])

    assert row.question is not None
    assert ["p"] == [p.id for p in row.question.sessions]


def test_a_clear_match_is_not_asked_about() -> None:
    row = only([plan("p", 0)], [did("d", 1)])

    assert (None, "planned for 2025-05-05, done on 2025-05-06") == (row.question, row.note)


# substitutes and skips ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sport", "minutes", "load", "state"),
    [
        ("bike", 60, nan, State.SUBSTITUTED), ("bike", 90, 75, State.SUBSTITUTED), ("bike", 40, 10, State.SUBSTITUTED),
        ("bike", 120, 60, State.SUBSTITUTED), ("bike", 91, 76, State.MISSED), ("swim", 39, 30, State.MISSED),
        ("walk", 60, 50, State.MISSED), ("gym", 60, 50, State.MISSED),
    ],
)  # fmt: skip
def test_session_is_substituted_by_another_endurance_sport_of_like_length_or_load(
    sport: str, minutes: float, load: float, state: State
) -> None:
    first, *_ = said([plan("p", 0, 60, 50)], [did("d", 0, minutes, load, sport=sport)]).rows

    assert state == first.state


def test_substitute_is_named_and_judged_by_time() -> None:
    row = only([plan("p", km=12, by="distance")], [did("d", minutes=80, load=50, sport="bike", km=40)])

    assert "bike instead of run; longer: 133% of the planned time" == row.note
    assert row.compliance is not None
    assert pytest.approx(80 / 60) == row.compliance.volume


def test_race_has_no_substitute() -> None:
    assert State.MISSED == said([plan("p", intent="race")], [did("d", sport="bike")]).rows[0].state


def test_session_of_another_day_is_no_substitute() -> None:
    assert State.MISSED == said([plan("p")], [did("d", 1, sport="bike")]).rows[0].state


def test_session_of_today_is_not_substituted_yet() -> None:
    rows = said([plan("p")], [did("d", sport="bike")], today=0).rows

    assert [State.UPCOMING, State.UNPLANNED] == [row.state for row in rows]


def test_a_ride_that_was_planned_replaces_no_run() -> None:
    rows = said([plan("run", slot="am"), plan("ride", sport="bike", slot="pm")], [did("d", sport="bike")]).rows

    assert [State.MISSED, State.DONE] == [row.state for row in rows]


def test_of_two_runs_the_more_alike_is_substituted() -> None:
    planned = [plan("am", 0, 50, nan, slot="am"), plan("pm", 0, 62, nan, slot="pm")]
    rows = said(planned, [did("d", sport="bike")]).rows

    assert [State.MISSED, State.SUBSTITUTED] == [row.state for row in rows]


def test_substituted_session_counts_as_done() -> None:
    rows = said([plan("p", 0, 60, 50)], [did("d", 0, 60, 40, sport="bike")]).rows

    assert (1, 0) == (totals(rows).done.sessions, totals(rows).extra.sessions)
    assert pytest.approx(0.8) == totals(rows).adherence


def test_skipped_session_is_never_missed_and_shows_its_reason() -> None:
    row = only([plan("p")], [], skipped={"p": "illness"})

    assert (State.SKIPPED, "illness") == (row.state, row.note)


def test_skipped_session_takes_no_recording() -> None:
    rows = said([plan("p")], [did("d")], skipped={"p": "illness"}).rows

    assert [State.SKIPPED, State.UNPLANNED] == [row.state for row in rows]
    assert "illness" == rows[0].note


def test_link_wins_over_a_skip() -> None:
    assert State.DONE == only([plan("p")], [did("d")], links={"d": "p"}, skipped={"p": "illness"}).state


def test_skip_counts_though_its_link_has_no_recording() -> None:
    assert State.SKIPPED == only([plan("p")], [], links={"gone": "p"}, skipped={"p": "illness"}).state


def test_skipped_session_counts_as_decided() -> None:
    rows = said([plan("p"), plan("q", 1)], [did("d")], skipped={"q": "illness"}).rows

    assert 2 == totals(rows).planned.sessions
    assert pytest.approx(0.5) == totals(rows).adherence


# midnight -----------------------------------------------------------------------------------------------


def test_session_that_begins_before_midnight_is_of_that_day() -> None:
    late = recording("d", "2025-05-05T23:50+09:00", 60)

    assert (date(2025, 5, 5), datetime(2025, 5, 5, 14, 50, tzinfo=UTC)) == (late.day, late.start.astimezone(UTC))


def test_recording_dated_by_another_zone_still_answers_its_session() -> None:
    there = datetime(2025, 5, 5, 21, tzinfo=timezone(timedelta(hours=-7)))
    abroad = Done("d", (there.astimezone(UTC)).date(), there.astimezone(UTC), "run", 3600, None, 50, hard=False)
    row = only([plan("p", 0, 60, 50)], [abroad])

    assert (MONDAY + timedelta(1), State.MOVED, None) == (abroad.day, row.state, row.question)
