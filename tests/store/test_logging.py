from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from periodize.activity import Morning
from periodize.store import Added, NotFoundError
from tests.making import named, put, recorded, row

if TYPE_CHECKING:
    from periodize.store import Store

DAY = date(2026, 5, 3)


def test_an_activity_when_logged_has_the_log_as_its_source(store: Store) -> None:
    assert Added(new=1) == store.log(row("log-1", rpe=6.0))
    assert ("log",) == store.find("log-1").sources
    assert "log" == store.activity("log-1").source


def test_an_activity_when_logged_again_says_the_new(store: Store) -> None:
    store.log(row("log-1", name="run"))

    assert Added(updated=1) == store.log(row("log-1", name="race"))
    assert "race" == store.find("log-1").name


def test_an_activity_when_logged_and_recorded_is_one(store: Store) -> None:
    store.log(row("log-1", rpe=6.0))
    put(store, "a.fit", recorded("a"))

    assert [("a", 6.0, ("a.fit", "log"))] == [(one.id, one.rpe, one.sources) for one in store.activities()]


def test_a_logged_activity_when_removed_is_gone(store: Store) -> None:
    store.log(row("log-1"))

    assert "log-1" == store.remove("log").key
    assert () == store.activities()


def test_a_logged_activity_when_removed_from_a_recorded_one(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    store.log(row("log-1", rpe=6.0))
    store.remove("a")

    assert [("a", None, ("a",))] == [(one.id, one.rpe, one.keys) for one in store.activities()]
    assert () == store.damage()


def test_a_logged_activity_when_removed_and_it_linked_two_others(store: Store) -> None:
    put(store, "a.fit", recorded("a"))
    put(store, "c.fit", recorded("c", after=100))
    store.log(row("b", after=50))
    store.remove("b")

    assert ["a", "c"] == [one.id for one in store.activities()]


def test_a_recorded_activity_when_removed_is_refused(store: Store) -> None:
    put(store, "a.fit", recorded("a"))

    with pytest.raises(NotFoundError, match="'a' came from a file; only what was typed in can be removed"):
        store.remove("a")
    assert 1 == len(store.activities())


def test_a_morning_when_logged_twice_keeps_what_is_not_given_again(store: Store) -> None:
    store.log_morning(Morning(DAY, 47.0, "log", fatigue=3.0))

    assert Added(mornings=1) == store.log_morning(Morning(DAY, 49.0, "log", illness=True, note="cold"))
    assert (Morning(DAY, 49.0, "log", fatigue=3.0, illness=True, note="cold"),) == store.mornings()


def test_a_morning_when_logged_comes_before_a_file(store: Store) -> None:
    store.add(named("a.csv"), mornings=[Morning(DAY, 52.0, "a.csv", hrv=60.0)])
    store.log_morning(Morning(DAY, 47.0, "log"))

    assert (Morning(DAY, 47.0, "log", hrv=60.0),) == store.mornings()


def test_a_morning_when_removed(store: Store) -> None:
    store.log_morning(Morning(DAY, 47.0, "log"))

    assert (True, False) == (store.remove_morning(DAY), store.remove_morning(DAY))
    assert () == store.mornings()


@pytest.mark.parametrize("order", [("old.csv", "new.csv"), ("new.csv", "old.csv")])
def test_mornings_when_two_files_have_a_day_the_newer_decides(store: Store, order: tuple[str, str]) -> None:
    mornings = {"old.csv": Morning(DAY, 50.0, mood=4.0), "new.csv": Morning(DAY, 51.0, illness=False)}
    for name in order:
        store.add(named(name, mtime_ns=len(name) if name == "old.csv" else 99), mornings=[mornings[name]])

    assert (Morning(DAY, 51.0, "new.csv", mood=4.0, illness=False),) == store.mornings()


def test_mornings_when_one_file_has_a_day_twice_the_first_decides(store: Store) -> None:
    added = store.add(named("a.csv"), mornings=[Morning(DAY, 50.0), Morning(DAY, 60.0, weight=70.0)])

    assert (Added(mornings=1), 50.0, 70.0) == (added, store.mornings()[0].resting_hr, store.mornings()[0].weight)


def test_mornings_when_asked_for_days(store: Store) -> None:
    store.add(named("a.csv"), mornings=[Morning(date(2026, 5, day), 50.0) for day in range(1, 8)])

    assert [3, 4] == [one.day.day for one in store.mornings(first=date(2026, 5, 3), last=date(2026, 5, 4))]
