"""What the athlete says, as a check hears it, and the asking."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.project.folder import STORE_NAME
from periodize.project.records.doctor import examine
from periodize.project.records.linking import Answers, ask, lost
from periodize.store import Link, Silence, Store
from tests.making import put, recorded, row
from tests.test_compare import did, plan, season

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.activity import Activity
    from periodize.compare import Question, Row
    from periodize.report.views.record import DoctorReport

DAY = date(2026, 5, 3)


def link(activity: str, session: str, *, gone: bool = False) -> Link:
    return Link(activity, session, DAY, "run", gone)


def test_of_two_links_of_one_activity_the_last_counts() -> None:
    assert {"a": "q"} == Answers((link("a", "p"), link("a", "q"))).links_of({})


def test_a_link_of_what_is_gone_is_left_out() -> None:
    assert {} == Answers((link("a", "p", gone=True),)).links_of({})


def test_a_link_of_a_recording_that_is_left_out_goes_to_the_one_that_stays() -> None:
    beside = {"a": recorded("b"), "b": recorded("c")}

    assert {"c": "p"} == Answers((link("a", "p"),)).links_of(beside)


def test_the_own_link_of_the_recording_that_stays_wins() -> None:
    assert {"b": "q"} == Answers((link("a", "p"), link("b", "q"))).links_of({"a": recorded("b")})


def test_a_silence_holds_up_to_its_day() -> None:
    said = Answers(silences=(Silence("R9", DAY, "watch"),))

    assert (["R9"], []) == (list(said.limits(DAY)), list(said.limits(date(2026, 5, 4))))


def test_a_silence_of_a_sign_that_is_unknown_limits_nothing() -> None:
    assert {} == Answers(silences=(Silence("R77", DAY, "newer"),)).limits(DAY)


def test_without_a_plan_only_activities_can_be_gone() -> None:
    found = lost(Answers((link("a", "2026-05-03-day"), link("b", "2026-05-03-day", gone=True))), None)

    assert (
        "b (2026-05-03 run), linked to 2026-05-03-day, is not in the record any more: `periodize unlink b` forgets it",
    ) == found


# asking -------------------------------------------------------------------------------------------------


def doubtful() -> tuple[Row, ...]:
    return season([plan("p", 3), plan("q", 10), plan("r", 17)], [did("x", 1), did("y", 8), did("z", 17)]).rows


def test_ask_asks_of_doubtful_rows_alone() -> None:
    asked: list[str] = []

    def answer(question: Question) -> str:
        asked.append(question.done.id)
        return question.sessions[0].id

    assert (("x", "p"), ("y", "q")) == ask(doubtful(), answer)
    assert ["x", "y"] == asked


def test_ask_leaves_open_what_is_not_answered() -> None:
    assert (("y", ""),) == ask(doubtful(), lambda question: None if question.done.id == "x" else "")


def test_ask_keeps_what_was_said_before_it_was_stopped() -> None:
    def answer(question: Question) -> str:
        if question.done.id == "y":
            raise EOFError
        return "p"

    assert (("x", "p"),) == ask(doubtful(), answer)


# two people -----------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / STORE_NAME, create=True)


def told(store: Store) -> list[str]:
    with store:
        report: DoctorReport = examine(store, None, today=DAY)
    return [one.text for one in report.diagnoses if "at the same time" in one.text]


def test_activities_of_two_sports_and_devices_at_one_time_are_told(store: Store) -> None:
    put(store, "a.fit", recorded("aaaa", seconds=600, device="watch"))
    put(store, "b.fit", recorded("bbbb", sport="bike", after=200, seconds=700, device="computer"))

    assert ["1 activity at the same time as one of another sport, from another device"] == told(store)


@pytest.mark.parametrize(
    "other",
    [
        recorded("bbbb", sport="bike", after=400, seconds=700, device="computer"),
        recorded("bbbb", sport="bike", after=200, seconds=700, device="watch"),
        recorded("bbbb", after=200, seconds=700, device="computer"),
        recorded("bbbb", sport="xt", after=200, seconds=700, device="computer"),
        row("bbbb", sport="bike", after=200, seconds=700),
    ],
    ids=["after it", "same device", "same sport", "sport not known", "no stream"],
)
def test_activities_that_one_person_may_have_done_are_not_told(store: Store, other: Activity) -> None:
    put(store, "a.fit", recorded("aaaa", seconds=600, device="watch"))
    put(store, "b.fit", other)

    assert [] == told(store)
