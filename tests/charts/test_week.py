"""One week, planned and recorded."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.errors import UsageError
from periodize.project.pictures.week import week_view
from periodize.report.charts.week import week
from tests.charts.seasons import TODAY, rows_of, short
from tests.making import recorded, row

if TYPE_CHECKING:
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.week import WeekView


@pytest.fixture(scope="module")
def view(subject: Subject) -> WeekView:
    """The week before today's: a session of it was missed."""
    return week_view(subject.season, subject.report, today=TODAY, first=date(2026, 11, 9), athlete=subject.athlete)


def minutes(view: WeekView, side: str) -> dict[str, float]:
    """Return the length of the bars of each session."""
    found: dict[str, float] = defaultdict(float)
    for bar in rows_of(week(view), "bar")[0]:
        if bar["side"] == side:
            found[bar["session"]] += bar["to"] - bar["from"]
    return found


def test_planned_bars_are_as_long_as_the_plan_says(view: WeekView, subject: Subject) -> None:
    assert subject.season is not None
    inside = [
        s for s in periodize.schedule(subject.season).sessions if date(2026, 11, 9) <= s.day <= date(2026, 11, 15)
    ]

    assert sum(s.duration for s in inside) / 60 == pytest.approx(sum(minutes(view, "planned").values()), abs=0.1)


def test_session_that_was_missed_has_no_done_bar(view: WeekView) -> None:
    saturday = view.days[5].sessions[0]

    assert "missed" == str(saturday.row and saturday.row.state)
    assert saturday.text not in minutes(view, "done")


def test_session_that_was_missed_says_so(view: WeekView) -> None:
    ends = [line["text"] for rows in rows_of(week(view), "text", fontSize=10) for line in rows]

    assert any(text.startswith("planned") and text.endswith(", missed") for text in ends)


def test_strength_has_no_zone(view: WeekView) -> None:
    zones = {bar["zone"] for bar in rows_of(week(view), "bar")[0] if "gym" in bar["session"]}

    assert {"no zone"} == zones


def test_standing_rest_is_part_of_the_bar() -> None:
    found = week_view(short(), None, today=date(2027, 1, 4))
    wednesday = found.days[2].sessions[0]
    assert wednesday.zones is not None

    assert (wednesday.planned or 0) / 60 == pytest.approx(minutes(found, "planned")[wednesday.text], abs=0.01)


def test_day_without_a_session_is_rest() -> None:
    found = week_view(short(), None, today=date(2027, 1, 5))

    assert ("rest", ()) == (found.days[1].empty, found.days[1].sessions)


def test_week_before_the_season_is_its_first(subject: Subject) -> None:
    found = week_view(short(), None, today=TODAY)

    assert date(2027, 1, 4) == found.days[0].day


@pytest.mark.parametrize(
    ("day", "title"),
    [
        (date(2027, 1, 6), "4 to 10 January 2027: base week 1/4"),
        (date(2027, 2, 2), "1 to 7 February 2027: build week 1/4"),
        (date(2027, 3, 4), "1 to 7 March 2027: taper week 2/3"),
    ],
)
def test_title_says_the_days_and_the_block(day: date, title: str) -> None:
    assert title == week(week_view(short(), None, today=TODAY, first=day)).title


def test_race_is_bold(subject: Subject) -> None:
    found = week_view(short(), None, today=TODAY, first=date(2027, 3, 14))
    bold = [line["text"] for rows in rows_of(week(found), "text", fontWeight=600) for line in rows]

    assert ["race · Spring 10k: 10km, goal 40:00"] == bold


def test_day_after_the_record_ends_is_not_called_rest() -> None:
    report = periodize.check(None, [recorded(), recorded("bbbb", after=2 * 86_400.0)], today=date(2026, 5, 5))
    found = week_view(None, report, today=date(2026, 5, 5))

    assert ["nothing recorded", "", "", "", "", "", ""] == [day.empty if not day.sessions else "" for day in found.days]


def test_recording_of_averages_alone_has_no_zone() -> None:
    report = periodize.check(None, [row()], today=date(2026, 5, 3))
    found = week_view(None, report, today=date(2026, 5, 3))

    assert {"no zone"} == {bar["zone"] for bar in rows_of(week(found), "bar")[0]}


def test_week_outside_the_season_is_refused() -> None:
    with pytest.raises(UsageError, match="the season runs from 2027-01-04"):
        week_view(short(), None, today=TODAY, first=date(2028, 1, 3))


def test_week_without_anything_recorded_is_refused() -> None:
    report = periodize.check(None, [recorded()], today=date(2026, 5, 3))

    with pytest.raises(UsageError, match="nothing is recorded in the week of 2026-06-01"):
        week_view(None, report, today=date(2026, 5, 3), first=date(2026, 6, 1))


def test_neither_plan_nor_record_is_refused() -> None:
    with pytest.raises(UsageError, match="neither a plan nor a record"):
        week_view(None, None, today=TODAY)
