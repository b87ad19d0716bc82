"""What a report says first of the races to come, of its own ranges, and of the races that were run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from periodize.project.pictures.report import report_view
from periodize.project.seasons.question import Question
from periodize.report.page.sections import sections_of
from periodize.report.page.sessions import results_tables
from periodize.report.views.result import Result
from tests.charts.seasons import short, unrecorded

if TYPE_CHECKING:
    from periodize.report.views.forecast import RaceRow
    from periodize.report.views.report import ReportView, Section

CLUB = Result(
    session="2026-06-20-club", name="Club 5k", day=date(2026, 6, 20), distance=5000.0, time=1110.0, official=True,
    recorded=5010.0, elapsed=1112.0, goal=1095.0, last=None, last_day=None, around=(),
)  # fmt: skip


@pytest.fixture(scope="module")
def view() -> ReportView:
    return report_view(unrecorded(short()))


def coming(view: ReportView) -> tuple[RaceRow, ...]:
    assert view.whole.forecast is not None
    return view.whole.forecast.races


def with_races(view: ReportView, *races: RaceRow) -> ReportView:
    assert view.whole.forecast is not None
    return replace(view, whole=replace(view.whole, forecast=replace(view.whole.forecast, races=races)))


def section(view: ReportView, name: str) -> Section:
    return next(one for one in sections_of(view)[0] if one.id == name)


def words(view: ReportView) -> tuple[str, ...]:
    return section(view, "short").words


def test_race_that_is_aimed_at_comes_before_nearer_ones(view: ReportView) -> None:
    assert words(view)[1].startswith("Next A race: Spring 10k, Sunday 14 March 2027, in 112 days; what may come out: ")


def test_nearer_race_is_told_in_one_line(view: ReportView) -> None:
    assert words(view)[-1].startswith("Before it: Town 5k (C), 7 February 2027, in 77 days, ")


def test_races_before_the_one_aimed_at_are_counted_beyond_the_first(view: ReportView) -> None:
    first, last = coming(view)
    more = [replace(first, id=f"more{k}", date=first.date + timedelta(days=k)) for k in (1, 2)]

    assert words(with_races(view, first, *more, last))[-1].endswith("; then 2 others.")


def test_race_in_rounds_is_told_by_its_last(view: ReportView) -> None:
    _, last = coming(view)
    heat = replace(last, name="Spring 10k (heat)", date=last.date - timedelta(days=2))
    told = words(with_races(view, heat, replace(last, name="Spring 10k (final)")))

    assert told[1].startswith("Next A race: Spring 10k (final), Sunday 14 March 2027")
    assert not any("(heat)" in line for line in told)


def test_nothing_stands_before_a_race_that_is_next(view: ReportView) -> None:
    assert not any(line.startswith("Before it") for line in words(with_races(view, coming(view)[1])))


UNCHECKED = "Whether these ranges hold was not checked on your past: nothing is recorded."


def test_ranges_that_could_not_be_checked_say_so_below_the_season(view: ReportView) -> None:
    assert UNCHECKED == section(view, "season").remarks[-1]


@pytest.mark.parametrize("name", ["races", "fan"])
def test_that_nothing_was_checked_is_not_said_again(view: ReportView, name: str) -> None:
    assert UNCHECKED not in section(view, name).words


def test_a_single_run_has_no_ranges_to_check() -> None:
    assert report_view(unrecorded(short(), Question(runs=1))).past is None


def test_race_that_was_run_is_held_against_its_goal() -> None:
    (table,) = results_tables([CLUB])

    assert (("Club 5k", "2026-06-20", "18:30 (official)", "18:15", "+1.4%"),) == table.rows


def test_race_whose_time_is_not_known_is_held_against_nothing() -> None:
    (table,) = results_tables([replace(CLUB, time=None)])

    assert (("Club 5k", "2026-06-20", "not known", "18:15", ""),) == table.rows


def test_no_race_makes_no_table() -> None:
    assert [] == results_tables([])
