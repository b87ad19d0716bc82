"""Time in zones, planned and done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

import periodize
from periodize.analysis import polarisation_index
from periodize.errors import UsageError
from periodize.plan.intensity import HOURLY
from periodize.project.pictures.zones import zones_view
from periodize.report.charts.zones import zones
from tests.charts.seasons import TODAY, rows_of, short, unrecorded
from tests.making import recorded, row

if TYPE_CHECKING:
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.zones import ZonesView


@pytest.fixture(scope="module")
def view(subject: Subject) -> ZonesView:
    return zones_view(subject.season, subject.report, today=TODAY, athlete=subject.athlete)


def test_planned_hours_of_a_block_are_those_of_its_sessions(view: ZonesView, subject: Subject) -> None:
    assert subject.season is not None
    planned = periodize.schedule(subject.season)
    moving = [
        segment.duration
        for session in planned.sessions
        if session.block == "build" and session.sport not in HOURLY
        for segment in session.segments
        if segment.intensity > 0
    ]
    (build,) = [group for group in view.groups if group.label == "build"]

    assert sum(moving) == pytest.approx(sum(build.times.planned))


def test_block_under_way_is_planned_up_to_today(view: ZonesView) -> None:
    (present,) = [group for group in view.groups if "so far" in group.label]

    assert ("specific so far", TODAY) == (present.label, present.last)


def test_rest_of_the_block_under_way_is_planned_on(view: ZonesView) -> None:
    (rest,) = [group for group in view.groups if "to come" in group.label]

    assert ("specific, to come", TODAY + timedelta(days=1)) == (rest.label, rest.first)
    assert not sum(rest.times.done or ())


def test_block_to_come_has_no_done_bar(view: ZonesView) -> None:
    sides = {(row["days"].split(",")[0], row["side"]) for rows in rows_of(zones(view), "bar") for row in rows}

    assert {("taper", "planned")} == {side for side in sides if side[0] == "taper"}


def test_bar_ends_at_the_whole_of_its_time(view: ZonesView) -> None:
    (rows,) = rows_of(zones(view), "bar")
    ends = {(row["days"], row["side"]): row["to"] for row in rows}

    assert {1.0} == {round(end, 2) for end in ends.values()}


def test_table_says_the_polarisation_index_of_three_zones(subject: Subject) -> None:
    found = zones_view(subject.season, None, today=TODAY, model="seiler3")
    base = found.groups[0].times.planned

    assert f"{polarisation_index(base):.2f}" == zones(found).rows[0][-1]


def test_zones_are_those_of_another_model_when_it_is_asked_for(subject: Subject) -> None:
    found = zones_view(subject.season, None, today=TODAY, model=(0.8, 1.0))

    assert ("own", ("Z1 to 80%", "Z2 to 100%", "Z3 above")) == (found.model.name, found.model.zones)


def test_record_without_a_plan_is_shown_by_months() -> None:
    runs = [recorded("aaaa"), recorded("bbbb", after=40 * 86_400.0)]
    report = periodize.check(None, runs, today=date(2026, 6, 20))
    found = zones_view(None, report, today=date(2026, 6, 20))

    assert ["May 2026", "June 2026"] == [group.label for group in found.groups]


def test_record_of_many_years_is_shown_by_years() -> None:
    runs = [recorded("aaaa"), recorded("bbbb", after=800 * 86_400.0)]
    report = periodize.check(None, runs, today=date(2028, 8, 1))
    found = zones_view(None, report, today=date(2028, 8, 1))

    assert ["2026", "2028"] == [group.label for group in found.groups]


def test_sessions_without_a_stream_are_said(subject: Subject, view: ZonesView) -> None:
    base = view.groups[0].times

    assert f"base: {base.note}" in view.notes
    assert "have no stream" in base.note


def test_averages_alone_are_refused() -> None:
    report = periodize.check(None, [row()], today=date(2026, 5, 4))

    with pytest.raises(UsageError, match="no time in zones is known"):
        zones_view(None, report, today=date(2026, 5, 4))


def test_neither_plan_nor_record_is_refused() -> None:
    with pytest.raises(UsageError, match="neither a plan nor a record"):
        zones_view(None, None, today=TODAY)


def test_alt_text_gives_hours_of_each_block() -> None:
    season = unrecorded(short()).season
    found = zones_view(season, None, today=TODAY)
    hours = sum(found.groups[0].times.planned) / 3600

    assert f"base, 4 Jan 2027 to 31 Jan 2027: planned {hours:.1f} h" in zones(found).alt


def test_long_name_is_no_code(view: ZonesView) -> None:
    name = "'}) + alert(1) //<script>"
    strange = replace(view, groups=(replace(view.groups[0], label=name),))
    heads = [row["text"] for rows in rows_of(zones(strange), "text", fontWeight=600) for row in rows]

    assert [True] == [head.startswith(name) for head in heads]
