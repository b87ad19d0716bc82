"""Intensity and structure, each with the tolerance of its intent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from periodize.compare import Done, Execution, Planned, Row, State, compare, execute, rejudged
from periodize.compare.compliance import easy_enough, worked_enough
from tests.compare.recordings import EASY, HARD, NOON, recorded, set_of

if TYPE_CHECKING:
    from periodize.compare import Compliance


def row_of(intent: str, *, minutes: float = 60, load: float = 50) -> Row:
    planned = Planned("s", NOON.date(), "day", "run", "text", 3600, None, 50, False, intent)
    done = Done("d", NOON.date(), NOON, "run", minutes * 60, None, load, False)
    (row,) = compare([planned], [done], today=NOON.date() + timedelta(days=9), data_until=NOON.date()).rows
    return row


def how_of(row: Row) -> Compliance:
    assert row.compliance is not None
    return row.compliance


def three(*speeds: float) -> Execution:
    inner = [part for speed in speeds for part in ((180, speed), (60, EASY))]
    found = execute(set_of(180, 180, 180), [recorded((600, EASY), *inner[:-1], (300, EASY))], channel="speed")
    assert isinstance(found, Execution)
    return found


@pytest.mark.parametrize(("share", "state"), [(0.0, State.DONE), (0.20, State.DONE), (0.21, State.MODIFIED)])
@pytest.mark.parametrize("intent", ["easy", "long"])
def test_easy_day_is_modified_when_more_than_a_fifth_was_above_easy(intent: str, share: float, state: State) -> None:
    row = row_of(intent)

    assert state == rejudged(row, easy_enough(how_of(row), share, intent)).state


def test_easy_day_that_was_too_hard_says_so_in_words() -> None:
    row = row_of("easy")

    assert "easy session: 46% of its time above easy" == rejudged(row, easy_enough(how_of(row), 0.46, "easy")).note


def test_nothing_is_judged_when_the_time_above_easy_is_not_known() -> None:
    row = row_of("easy")

    assert row == rejudged(row, easy_enough(how_of(row), None, "easy"))


def test_interval_session_is_modified_when_a_repeat_is_missing() -> None:
    row = row_of("intervals")
    found = rejudged(row, worked_enough(how_of(row), three(HARD, EASY, HARD), "intervals"))

    assert (State.MODIFIED, "2 of 3 repeats: the second is missing") == (found.state, found.note)


def test_interval_session_is_modified_when_its_repeats_are_slow() -> None:
    row = row_of("intervals")
    found = rejudged(row, worked_enough(how_of(row), three(3.8, 3.8, 3.8), "intervals"))

    assert (State.MODIFIED, "repeats 5% slower than planned") == (found.state, found.note)


def test_short_warm_up_does_not_make_a_session_partial_when_the_work_was_done() -> None:
    row = row_of("intervals", minutes=50)
    found = rejudged(row, worked_enough(how_of(row), three(HARD, HARD, HARD), "intervals"))

    assert (State.PARTIAL, State.DONE, "") == (row.state, found.state, found.note)


def test_session_stays_partial_when_the_work_was_not_done_either() -> None:
    row = row_of("intervals", minutes=50)
    found = rejudged(row, worked_enough(how_of(row), three(HARD, HARD, EASY), "intervals"))

    assert State.PARTIAL == found.state


def test_tempo_session_is_judged_by_the_time_of_its_work() -> None:
    row = row_of("tempo")
    how = worked_enough(how_of(row), three(HARD, HARD, EASY), "tempo")

    assert how.structure == pytest.approx(2 / 3)
    assert False is how.structure_ok
    assert ("67% of the planned work: the third is missing",) == how.reasons


def test_judging_twice_says_it_once() -> None:
    row = row_of("easy", load=90)
    once = rejudged(row, easy_enough(how_of(row), 0.46, "easy"))

    assert once == rejudged(once, easy_enough(how_of(once), 0.46, "easy"))


def test_session_that_was_not_done_stays_as_it_is() -> None:
    planned = Planned("s", NOON.date(), "day", "run", "text", 3600, None, 50, False, "easy")
    (row,) = compare([planned], [], today=NOON.date(), data_until=None).rows

    assert row == rejudged(row, easy_enough(how_of(row_of("easy")), 0.46, "easy"))
