"""What became of each day of a plan."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from periodize.compare import Row, State
from periodize.errors import UsageError
from periodize.project.pictures.compliance import compliance_view
from periodize.report.charts.compliance import GLYPHS, NARROW_WEEKS, compliance
from periodize.report.views.compliance import WORST, ComplianceView, DayCompliance
from periodize.report.views.values import BlockSpan
from tests.charts.seasons import TODAY, layers, rows_of, short

if TYPE_CHECKING:
    from periodize.project.pictures.subject import Subject

MONDAY = date(2026, 1, 5)


def day(number: int, *states: State) -> DayCompliance:
    then = MONDAY + timedelta(days=number)
    return DayCompliance(then, tuple(Row(then, "day", None, None, state, None, "") for state in states))


def a_view(*days: DayCompliance, weeks: int = 4, block: str = "base") -> ComplianceView:
    last = MONDAY + timedelta(days=7 * weeks - 1)
    return ComplianceView("A plan", TODAY, MONDAY, last, (BlockSpan(block, None, MONDAY, last),), (), days, None)


def cells(view: ComplianceView) -> list[dict[str, Any]]:
    return rows_of(compliance(view), "rect")[0]


@pytest.fixture(scope="module")
def view(subject: Subject) -> ComplianceView:
    return compliance_view(subject.season, subject.report, today=TODAY)


def test_every_day_with_a_session_has_a_cell(view: ComplianceView, subject: Subject) -> None:
    assert subject.report is not None
    days = {row.day for row in subject.report.comparison.rows}

    assert len(days) == len(cells(view))


def test_alt_text_counts_the_states_of_the_check(view: ComplianceView, subject: Subject) -> None:
    assert subject.report is not None
    states = Counter(row.state for row in subject.report.comparison.rows)

    assert f"{states[State.DONE]} done, {states[State.MODIFIED]} modified" in compliance(view).alt


def test_day_with_two_sessions_says_the_one_with_the_least_done() -> None:
    (cell,) = cells(a_view(day(0, State.DONE, State.MISSED)))

    assert (GLYPHS[State.MISSED], "done, missed") == (cell["glyph"], cell["states"])


def test_day_without_a_session_has_no_cell() -> None:
    assert [0, 2] == [cell["week"] for cell in cells(a_view(day(0, State.DONE), day(14, State.DONE)))]


def test_weekday_is_a_row() -> None:
    monday, sunday = cells(a_view(day(0, State.DONE), day(6, State.DONE)))

    assert sunday["top"] - monday["top"] == 6 * (monday["bottom"] - monday["top"])


def test_season_of_more_than_a_year_goes_on_below() -> None:
    first, later = cells(a_view(day(0, State.DONE), day(7 * 53, State.DONE), weeks=60))

    assert first["week"] == later["week"] == 0
    assert first["bottom"] < later["top"]


def test_year_on_a_telephone_goes_on_below_after_a_third() -> None:
    drawing = compliance(a_view(day(0, State.DONE), day(7 * NARROW_WEEKS, State.DONE), weeks=53))
    first, later = next(layers(drawing.narrow))["data"]["values"]

    assert first["week"] == later["week"] == 0
    assert first["bottom"] < later["top"]


def test_name_of_a_block_has_the_room_of_its_weeks() -> None:
    names = rows_of(compliance(a_view(day(0, State.DONE), weeks=4)), "text", fontWeight=600)

    assert [[("base", 4)]] == [[(row["text"], row["weeks"]) for row in rows] for rows in names]


def test_every_state_has_a_sign_and_a_place_among_the_worst() -> None:
    assert set(State) == set(GLYPHS) == set(WORST)


def test_signs_of_states_differ() -> None:
    assert len(State) == len(set(GLYPHS.values()))


def test_today_is_framed(view: ComplianceView) -> None:
    (frame,) = rows_of(compliance(view), "rect", strokeDash=[3, 2])
    today = next(cell for cell in cells(view) if cell["date"].endswith("22 November 2026"))

    assert [(today["week"], today["top"])] == [(box["week"], box["top"]) for box in frame]


def test_name_of_a_block_is_no_code() -> None:
    name = "'}) + alert(1) //"
    drawing = compliance(a_view(day(0, State.DONE), block=name))
    spoken = [layer["encoding"]["y"].get("axis", {}).get("labelExpr", "") for layer in drawing.chart["layer"]]

    assert not any("alert" in expression for expression in spoken)


def test_plan_without_a_record_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing is recorded yet"):
        compliance_view(short(), None, today=TODAY)


def test_record_without_a_plan_is_refused(subject: Subject) -> None:
    with pytest.raises(UsageError, match="there is no plan"):
        compliance_view(None, subject.report, today=TODAY)
