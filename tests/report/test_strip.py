"""The season on a few lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console

from periodize.report.terminal.strip import print_strip, scale
from periodize.report.views.strip import CalendarSpan, Strip
from periodize.report.views.values import BlockSpan

MONDAY = date(2027, 1, 4)


def day(k: int) -> date:
    return MONDAY + timedelta(days=k)


SEASON = Strip(
    first=day(0),
    last=day(69),
    blocks=(BlockSpan("base", None, day(0), day(34)), BlockSpan("build", None, day(35), day(69))),
    races=((day(41), "C"), (day(69), "A")),
    calendar=(CalendarSpan("camp", day(14), day(20)),),
    today=day(28),
)


def printed(strip: Strip, width: int = 43, **options: object) -> list[str]:
    out = StringIO()
    print_strip(strip, Console(file=out, width=width), **options)  # type: ignore[arg-type]
    return out.getvalue().splitlines()


def row(name: str, strip: Strip, width: int = 43, **options: object) -> str:
    """What stands in a line, three columns a week when nothing else is asked for."""
    return next(line[13:] for line in printed(strip, width, **options) if line[:10].strip() == name)


def test_blocks_stand_over_their_days() -> None:
    assert "base────────── build──────────" == row("blocks", SEASON)


def test_race_stands_at_its_day_with_its_priority() -> None:
    assert " " * 17 + "C" + " " * 11 + "A" == row("races", SEASON)


def test_higher_priority_is_shown_where_races_share_a_column() -> None:
    shared = replace(SEASON, races=((day(40), "B"), (day(40), "A"), (day(41), "C")))

    assert " " * 17 + "A" == row("races", shared)


def test_special_days_are_to_scale_and_named() -> None:
    assert " " * 6 + "▒▒▒ camp" == row("calendar", SEASON)


def test_special_days_are_not_named_over_the_next_ones() -> None:
    two = replace(SEASON, calendar=(*SEASON.calendar, CalendarSpan("travel", day(35), day(41))))

    assert " " * 6 + "▒▒▒ camp ▒▒▒ travel" == row("calendar", two)
    assert " " * 6 + "▒▒▒" + " " * 3 + "▒▒▒ travel" == row(
        "calendar", replace(two, calendar=(two.calendar[0], replace(two.calendar[1], first=day(28), last=day(34))))
    )


def test_today_is_marked() -> None:
    assert " " * 12 + "^" == row("today", SEASON)


@pytest.mark.parametrize(
    ("name", "without"), [("races", replace(SEASON, races=())), ("calendar", replace(SEASON, calendar=()))]
)
def test_line_of_nothing_is_left_out(name: str, without: Strip) -> None:
    assert name not in " ".join(printed(without))


def test_today_outside_the_season_is_left_out() -> None:
    assert "today" not in " ".join(printed(replace(SEASON, today=None)))


def test_months_stand_where_they_begin() -> None:
    assert "Jan         Feb         Mar" == row("", SEASON)


def test_load_has_a_bar_for_each_week() -> None:
    assert "▁▁▁▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇█████████" == row("load/week", SEASON, loads=(1, 2, 3, 4, 5, 6, 7, 8, 8, 8))


def test_weeks_that_share_a_column_are_told_by_their_mean() -> None:
    years = replace(SEASON, last=SEASON.first + timedelta(days=7 * 40 - 1), blocks=(), races=(), calendar=())

    assert "▄" * 20 == row("load/week", years, width=33, loads=(0.0, 8.0) * 19 + (8.0, 0.0))[:20].replace("█", "▄")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
def test_strip_is_no_wider_than_the_screen(width: int) -> None:
    widest = max(map(cell_len, printed(SEASON, width, loads=[1.0] * 10)))

    assert widest <= max(width, 33)


def test_name_of_wide_letters_keeps_the_next_block_in_its_place() -> None:
    named = replace(SEASON, blocks=(replace(SEASON.blocks[0], name="基礎期間の練習"), SEASON.blocks[1]))

    assert 15 == cell_len(row("blocks", named).partition("build")[0])


def test_block_of_one_column_shows_its_first_letter() -> None:
    first, last = SEASON.blocks
    blocks = (replace(first, last=day(33)), BlockSpan("sharpen", None, day(34), day(34)), last)

    assert "base───────── sbuild──────────" == row("blocks", replace(SEASON, blocks=blocks))


def test_block_shorter_than_a_column_moves_nothing() -> None:
    whole = BlockSpan("base", None, day(0), day(139))
    short, rest = BlockSpan("tests", None, day(140), day(140)), BlockSpan("build", None, day(141), day(279))
    years = replace(SEASON, last=day(279), races=(), calendar=(), today=None)

    assert "base───── build─────" == row("blocks", replace(years, blocks=(whole, short, rest)), width=33)


def test_season_that_begins_within_a_week_is_drawn_from_its_monday() -> None:
    assert MONDAY == scale(replace(SEASON, first=day(3)), 80).first


def test_special_days_that_share_days_have_one_name() -> None:
    both = (CalendarSpan("altitude", day(7), day(20)), CalendarSpan("heat", day(17), day(27)))

    assert " " * 3 + "▒" * 9 + " altitude, heat" == row("calendar", replace(SEASON, calendar=both))


def test_special_days_without_room_behind_are_named_before() -> None:
    two = (CalendarSpan("altitude", day(42), day(55)), CalendarSpan("camp", day(63), day(69)))

    assert " " * 9 + "altitude " + "▒" * 6 + " " * 3 + "▒" * 3 == row("calendar", replace(SEASON, calendar=two))
