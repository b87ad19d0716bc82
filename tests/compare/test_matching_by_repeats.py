"""Which planned session a recording answers, where repeats were found in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from periodize.compare import Work, match, pair_cost
from periodize.compare.matching import cost_terms
from periodize.compare.sessions import found_share
from tests.test_compare import did, plan

TRACK = (Work(12, 66, 400), Work(10, 29, 200))


def test_all_repeats_are_common_where_they_were_run_slower() -> None:
    assert 1.0 == found_share(TRACK, (Work(12, 71, 400), Work(10, 31, 200)))


def test_a_set_in_two_pieces_is_still_found() -> None:
    assert 1.0 == found_share((Work(12, 66, 400),), (Work(5, 66, 400), Work(7, 66, 400)))


def test_repeats_too_many_count_as_repeats_that_are_missing() -> None:
    few, many = (
        found_share((Work(8, 66, 400),), (Work(4, 66, 400),)),
        found_share((Work(4, 66, 400),), (Work(8, 66, 400),)),
    )

    assert pytest.approx(2 / 3) == few == many


def test_repeats_of_another_length_are_not_common() -> None:
    assert 0.0 == found_share((Work(10, 180, 1000),), (Work(10, 66, 400),))


def test_repeats_without_a_distance_are_held_against_each_other_by_time() -> None:
    assert 1.0 == found_share((Work(5, 360),), (Work(5, 350, 1900),))


def test_a_recording_with_the_planned_repeats_is_as_hard_as_its_plan() -> None:
    planned = replace(plan("track", hard=True), repeats=TRACK)

    assert (0.15, 0.0) == cost_terms(planned, replace(did("a"), repeats=TRACK), 0)["hard"]


def test_a_recording_in_which_few_of_the_planned_repeats_were_found_is_as_hard_as_its_load() -> None:
    planned = replace(plan("track", hard=True), repeats=TRACK)

    assert (0.15, 1.0) == cost_terms(planned, replace(did("a"), repeats=(Work(3, 66, 400),)), 0)["hard"]


def test_repeats_that_nobody_looked_for_say_nothing() -> None:
    planned = plan("track", hard=True)

    assert pair_cost(planned, did("a", load=40)) == pair_cost(replace(planned, repeats=TRACK), did("a", load=40))


def test_repeats_that_the_watch_lost_break_no_pair() -> None:
    planned = replace(plan("track", hard=True), repeats=TRACK)

    assert match([planned], [replace(did("a"), repeats=(Work(3, 500, 2000),))]).pairs


def test_of_two_hard_sessions_of_a_day_that_with_the_repeats_is_answered() -> None:
    thousands = replace(plan("thousands", minutes=60, load=72, hard=True, slot="am"), repeats=(Work(10, 172, 1000),))
    track = replace(plan("track", minutes=62, load=73, hard=True, slot="pm"), repeats=TRACK)
    done = replace(did("a", minutes=60, load=72, hard=True), repeats=TRACK)

    (pair,) = match([thousands, track], [done]).pairs

    assert "track" == pair.planned.id
