"""A check sees the same sessions again whether or not anybody asked for benchmarks before."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from periodize.plan import read_plan_text
from periodize.project.checks.benchmarks import Asked, benchmarks
from periodize.project.checks.checking import check
from periodize.project.checks.repeated import signed_in
from periodize.project.records.keeping import kept
from periodize.project.records.measuring import measured
from periodize.store import Store
from tests.compare.recordings import EASY, HARD, recorded
from tests.making import named

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.plan import Season
    from periodize.report.views.benchmark import Repeat

PLAN = """\
periodize: 1
title: Intervals
start: 2027-05-10
athlete: {threshold: {run: 4:20/km}, fitness: 50}
week:
  tue: wu 10min + 5x3min @ I (2min jog) + cd 5min
blocks: [{name: build, phase: build, weeks: 3}]
"""
WEEK = timedelta(days=7).total_seconds()
TODAY = date(2027, 5, 30)


@pytest.fixture(scope="module")
def plan() -> Season:
    found, problems = read_plan_text(PLAN)
    assert found is not None, problems
    return found


@pytest.fixture
def store(tmp_path: Path, plan: Season) -> Path:
    """Three weeks of a warm-up and of repeats, each in a file of its own."""
    with Store(tmp_path / "store.db", create=True) as opened:
        for week in range(3):
            warm_up = recorded((600, EASY), after=week * WEEK, key=f"easy{week}")
            own = [(180.0, HARD), (120.0, EASY)] * 5 + [(300.0, EASY)]
            repeats = recorded(*own, after=week * WEEK + 700, key=f"hard{week}")
            opened.add(named(f"{week}.fit"), [measured(one, plan.athlete) for one in (warm_up, repeats)])
    return tmp_path / "store.db"


def repeats(plan: Season, store: Path, *, near: int | None = None) -> tuple[Repeat, ...]:
    with Store(store) as opened:
        held = kept(opened, plan.athlete)
    found = check(plan, held.record, today=TODAY, athlete=held.athlete, loads=held.loads, facts=held.facts,
                  signed=signed_in(held.store), near=near)  # fmt: skip
    return tuple(found.repeats)


def asked_for_benchmarks(plan: Season, store: Path) -> None:
    with Store(store) as opened:
        benchmarks(plan, kept(opened, plan.athlete), today=TODAY, asked=Asked())


def forgotten(store: Path) -> None:
    with closing(sqlite3.connect(store)) as bare, bare:
        bare.execute("DELETE FROM signature")


def test_check_knows_sessions_of_several_files_by_their_plan_at_once(plan: Season, store: Path) -> None:
    (found,) = repeats(plan, store)

    assert ("5x3min @ I", ["plan"] * 3) == (found.title, [one.source for one in found.outings])


def test_times_before_the_days_that_are_looked_at_are_known_by_their_plan_too(plan: Season, store: Path) -> None:
    (found,) = repeats(plan, store, near=7)

    assert ["plan"] * 3 == [one.source for one in found.outings]


def test_check_sees_the_same_before_and_after_benchmarks_were_asked_for(plan: Season, store: Path) -> None:
    before = repr(repeats(plan, store))
    forgotten(store)
    asked_for_benchmarks(plan, store)

    assert before == repr(repeats(plan, store))


def test_check_computes_nothing_that_benchmarks_have(
    plan: Season, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for_benchmarks(plan, store)
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])

    assert 1 == len(repeats(plan, store))


def test_check_of_a_store_without_signatures_fills_it_once(
    plan: Season, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten(store)
    first = repr(repeats(plan, store))
    monkeypatch.setattr("periodize.project.records.signatures.sign", lambda _: [])

    assert first == repr(repeats(plan, store))


def test_other_processes_leave_a_store_that_is_open_here_alone(
    plan: Season, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("periodize.project.records.signatures.FEW", 2)
    with Store(store) as opened:
        held = kept(opened, plan.athlete)
        forgotten(store)
        benchmarks(plan, held, today=TODAY, asked=Asked())

        assert {"easy0", "easy1", "easy2"} <= {one.files[0] for one in opened.signatures.all()}
