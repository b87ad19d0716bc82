"""R2 from end to end: two tests below the usual, the second after an easy week, and what `check` says of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.cli.conftest import Run

FIRST = date(2026, 8, 3)
DAYS = (20, 48, 76, 104, 118)
"""Of the five tests; the last ten days before the fifth are easy."""

USUAL = ("20:00", "19:50", "20:05")
LOW = ("20:50", "20:45")

PLAN = """\
periodize: 1
title: Five tests
start: 2026-08-03
athlete: {threshold: {run: 4:00/km}}
week: {mon: easy 60min, wed: easy 60min, sat: easy 60min}
blocks:
  - {name: base, weeks: 20}
"""


def day(k: int) -> date:
    return FIRST + timedelta(k)


def plan(*, races: bool = False) -> None:
    rows = [f"  - {{id: r{k}, name: Race {k}, date: {day(k)}, distance: 5km}}\n" for k in DAYS if races]
    Path("plan.yaml").write_text(PLAN + ("races:\n" + "".join(rows) if rows else ""))


def table_of_tests(times: Iterable[str]) -> None:
    rows = [f"{day(k)},{time},5 km\n" for k, time in zip(DAYS, times, strict=False)]
    Path("tests.csv").write_text("date,value,event\n" + "".join(rows))


def runs(last: int = 118, *, easy: bool = True, raced: Iterable[str] = ()) -> None:
    """An hour a day, half of it in the ten days before the fifth test; races stand in for their days."""
    times = dict(zip(DAYS, raced, strict=False))
    rows = []
    for k in range(last + 1):
        minutes = 30 if easy and 108 <= k < 118 else 60
        length = f"{times[k]},5" if k in times else f"{minutes}:00,{minutes / 6:.2f}"
        rows.append(f"{day(k)},08:00,run,{length}\n")
    Path("recorded").mkdir()
    Path("recorded", "runs.csv").write_text("date,time,sport,duration,distance\n" + "".join(rows))


def checked(run: Run, as_of: int = 118) -> tuple[str, list[str]]:
    data = run("check", "--json", "--today", str(day(as_of))).data
    return data["verdict"], [sign["code"] for sign in data["signs"] if sign["code"] == "R2"]


def test_check_asks_to_see_someone_when_two_tests_are_low_the_second_after_an_easy_week(run: Run) -> None:
    plan()
    table_of_tests((*USUAL, *LOW))
    runs()

    assert ("see-someone", ["R2"]) == checked(run)


def test_check_says_so_in_its_first_line_and_fails(run: Run) -> None:
    plan()
    table_of_tests((*USUAL, *LOW))
    runs()
    found = run("check", "--today", str(day(118)), "--fail-on", "act")

    assert 1 == found.code
    assert "R2 performance drop" in "".join(found.out.splitlines(keepends=True)[:2])
    assert "the situation in which to see a doctor or coach" in " ".join(found.out.split())
    assert max(map(len, found.out.splitlines())) <= 80


def test_check_sees_it_in_races_of_the_plan(run: Run) -> None:
    times = (*USUAL, *LOW)
    plan(races=True)
    runs(raced=times)

    assert ("see-someone", ["R2"]) == checked(run)


def test_check_sees_a_test_of_today_before_anything_of_today_is_recorded(run: Run) -> None:
    plan()
    table_of_tests((*USUAL, *LOW))
    runs(last=117)

    assert ("see-someone", ["R2"]) == checked(run)


@pytest.mark.parametrize(
    ("times", "easy"),
    [((*USUAL, LOW[0]), True), ((*USUAL, LOW[0], "20:00"), True), ((*USUAL, *LOW), False)],
    ids=["one alone", "the second is usual again", "no easy week before the second"],
)
def test_check_does_not_ask_for_it(run: Run, times: tuple[str, ...], easy: bool) -> None:
    plan()
    table_of_tests(times)
    runs(easy=easy)
    verdict, signs = checked(run)

    assert [] == signs
    assert "see-someone" != verdict
