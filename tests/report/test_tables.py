"""What tables share: widths, numbers, bars."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from periodize.activity import Morning
from periodize.report.terminal.check_tables import kept_bar
from periodize.report.terminal.curves import rows_of
from periodize.report.terminal.mornings import print_trends
from periodize.report.terminal.tables import bar, console, number, sparkline, week_table
from periodize.report.views.values import Band, WeekRow

if TYPE_CHECKING:
    from rich.table import Table

WEEK = WeekRow(date(2027, 1, 4), "base", 5.0, 50.0, 300.0, 40.0, 45.0, -0.3, ("deload",))


def text_of(table: Table, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width).print(table)
    return out.getvalue()


def test_gap_of_a_sparkline_is_no_zero() -> None:
    assert "▁ █" == sparkline([0.0, None, 8.0])


def test_sparkline_of_one_value_is_drawn() -> None:
    assert "▁▁" == sparkline([50.0, 50.0], low=50.0)


def test_bar_without_a_largest_is_empty() -> None:
    assert "" == bar(0.0, 0.0)


@pytest.mark.parametrize(
    ("planned", "done", "expected"),
    [(100, 100, "██████████"), (100, 0, "░░░░░░░░░░"), (50, 100, "█████▓▓▓▓▓"), (0, 0, "")],
)
def test_parts_of_a_kept_bar_differ_without_colour(planned: float, done: float, expected: str) -> None:
    assert expected == kept_bar(planned, done, 100).plain


@pytest.mark.parametrize(("value", "expected"), [(-0.3, "+0"), (-0.6, "-1"), (0.4, "+0")])
def test_nothing_has_no_minus(value: float, expected: str) -> None:
    assert expected == number(value, signed=True)


def test_ends_of_a_range_that_are_nothing_have_no_minus() -> None:
    assert "+1 (+0..+2)" == number(Band(-0.2, 0.5, 1.0, 1.5, 2.0), signed=True)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_week_has_a_bar_where_there_is_room(width: int) -> None:
    assert "████" in text_of(week_table([WEEK], width=width), width)


def test_bar_of_a_week_gives_way_to_its_notes() -> None:
    long = WeekRow(date(2027, 1, 4), "competition", 5.0, 50.0, 300.0, 40.0, 45.0, 1.0, ("A: championship-final",))

    assert "█" not in text_of(week_table([long], width=80), 80)


def test_width_of_a_pipe_is_that_of_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)

    assert 80 == console(io.StringIO()).width


@pytest.mark.parametrize(("columns", "expected"), [("120", 120), ("0", 80), ("wide", 80)])
def test_width_of_a_pipe_is_what_columns_says(columns: str, expected: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    assert expected == console(io.StringIO()).width


@pytest.mark.parametrize(("low", "high"), [(-18.2, 74.0), (0.0, 1.0), (0.0, 1e-9), (310.0, 341.0), (-3e5, 2e6)])
def test_axis_holds_all_values_on_round_lines(low: float, high: float) -> None:
    first, step, lines = rows_of(low, high)

    assert first <= low
    assert high <= first + step * lines
    assert 0 < lines <= 14


def mornings(values: list[float | None]) -> list[Morning]:
    return [Morning(day=date(2027, 1, 4) + timedelta(days=k), resting_hr=value) for k, value in enumerate(values)]


def trend(values: list[float | None]) -> str:
    out = io.StringIO()
    print_trends(mornings(values), Console(file=out, width=80))
    return out.getvalue()


def test_trend_goes_from_lowest_to_highest_with_gaps() -> None:
    assert "HR      ▁ █▄ 48 to 56" in trend([48.0, None, 56.0, 52.0])


def test_two_mornings_make_no_trend() -> None:
    assert "" == trend([48.0, 56.0])
