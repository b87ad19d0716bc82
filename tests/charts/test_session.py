"""One session over its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

import periodize
from periodize.activity import Pause
from periodize.errors import UsageError
from periodize.project.pictures.session import stream_view
from periodize.project.pictures.traces import MOST_POINTS, traces_of
from periodize.report.charts.session import session
from tests.charts.seasons import TODAY, layers, rows_of, short
from tests.making import recorded, row

if TYPE_CHECKING:
    from periodize.activity import Activity
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.stream import StreamView

NOON = date(2026, 5, 3)


def alone(*activities: Activity, name: str = "2026-05-03") -> StreamView:
    """An activity without a plan."""
    return stream_view(None, periodize.check(None, list(activities), today=NOON), name, today=NOON)


@pytest.fixture(scope="module")
def cruise(subject: Subject) -> StreamView:
    """Three repeats of eight minutes at threshold."""
    return stream_view(subject.season, subject.report, "2026-11-18", today=TODAY, athlete=subject.athlete)


def test_repeats_that_were_found_are_marked(cruise: StreamView) -> None:
    assert [1, 2, 3] == [repeat.number for repeat in cruise.repeats]


def test_target_stands_where_its_repeat_was_done(cruise: StreamView) -> None:
    targets = [edge for box in cruise.steps if box.low is not None for edge in (box.begin, box.end)]

    assert [edge for repeat in cruise.repeats for edge in (repeat.begin, repeat.end)] == pytest.approx(targets)


def test_steps_between_repeats_fill_the_time_between(cruise: StreamView) -> None:
    assert [] == [(a.end, b.begin) for a, b in pairwise(cruise.steps) if a.end != pytest.approx(b.begin)]


def test_session_to_come_is_drawn_as_long_as_it_is_planned(subject: Subject) -> None:
    found = stream_view(subject.season, subject.report, "2026-12-02", today=TODAY)
    assert subject.season is not None
    (planned,) = [s for s in periodize.schedule(subject.season).sessions if s.day == date(2026, 12, 2)]

    assert planned.duration == pytest.approx(found.end)


def test_session_to_come_has_no_line(subject: Subject) -> None:
    found = stream_view(subject.season, subject.report, "2026-12-02", today=TODAY)

    assert [] == rows_of(session(found), "line")


def test_easy_session_has_the_line_where_easy_ends(subject: Subject) -> None:
    found = stream_view(subject.season, subject.report, "2026-11-17", today=TODAY, athlete=subject.athlete)
    said = [line["text"] for rows in rows_of(session(found), "text") for line in rows]

    assert found.ceiling is not None
    assert [f"easy ends at {found.ceiling[1]:.0f} bpm"] == said


def test_race_is_drawn_at_the_pace_of_its_goal() -> None:
    (box,) = stream_view(short(), None, "fondo", today=TODAY).steps

    assert [10_000 / 2400, 2400.0] == pytest.approx([box.expected, box.end])


def test_points_are_no_more_than_a_screen_has() -> None:
    (pace, _), _ = traces_of([recorded(seconds=20_000)], "speed")

    assert len(pace.points) <= MOST_POINTS


def test_peak_of_a_second_is_kept_beside_the_mean() -> None:
    hard = recorded(seconds=3000)
    hard.effort.channels["heart_rate"][1234] = 190.0
    (_, heart), _ = traces_of([hard], "speed")

    assert (190.0, 150.0) == (max(p.high for p in heart.points), max(p.mean for p in heart.points))


def test_stop_is_a_gap_in_the_line() -> None:
    stopped = replace(recorded(seconds=600), pauses=(Pause(300.0, 60.0),), elapsed=660.0)
    found = alone(stopped)

    assert ((300.0, 360.0),) == found.stops
    assert [] == [point for point in found.traces[0].points if 300 <= point.at <= 360]
    assert {0, 1} == {point.piece for point in found.traces[0].points}


def test_heart_rate_that_drops_out_is_a_gap_and_no_zero() -> None:
    lost = recorded(seconds=600)
    lost.effort.channels["heart_rate"][200:300] = np.nan
    heart = alone(lost).traces[1]

    assert [] == [point for point in heart.points if 200 <= point.at <= 300]
    assert {140.0} == {point.mean for point in heart.points}


def test_mean_of_a_line_is_that_of_the_recording(cruise: StreamView, subject: Subject) -> None:
    assert subject.report is not None
    (done,) = [a for a in subject.report.record.activities if a.day == date(2026, 11, 18)]

    assert done.effort.mean("heart_rate") == pytest.approx(cruise.traces[1].mean)


def test_paces_on_the_axis_are_round(cruise: StreamView) -> None:
    axes = [layer["encoding"].get("y", {}).get("axis", {}) for layer in layers(session(cruise).chart)]
    paces = [1000 / speed for speed in next(axis["values"] for axis in axes if "values" in axis)]

    assert [0] * len(paces) == [round(pace) % 5 for pace in paces]
    assert len(paces) > 2


def test_activity_is_found_by_the_beginning_of_its_id() -> None:
    assert "Sun 3 May 2026: run" == alone(recorded("abcdef"), name="abcd").title


def test_activity_before_the_season_is_drawn_alone() -> None:
    season = short()
    report = periodize.check(season, [recorded()], today=TODAY)
    found = stream_view(season, report, "2026-05-03", today=TODAY)

    assert ("Sun 3 May 2026: run", "", ()) == (found.title, found.planned, found.steps)


def test_two_activities_of_a_day_are_offered() -> None:
    with pytest.raises(UsageError, match=r"'2026-05-03' may be any of aaaa .* bbbb"):
        alone(recorded(), recorded("bbbb", after=20_000.0))


def test_averages_alone_are_refused() -> None:
    with pytest.raises(UsageError, match="only averages are known of it"):
        alone(row())


def test_unknown_activity_is_refused() -> None:
    with pytest.raises(UsageError, match="nothing was recorded as 'nowhere'"):
        alone(recorded(), name="nowhere")


def test_unknown_session_of_a_plan_is_refused() -> None:
    with pytest.raises(UsageError, match="no session 'nowhere' in the plan"):
        stream_view(short(), None, "nowhere", today=TODAY)


def test_no_name_is_the_last_session_that_was_done(subject: Subject) -> None:
    assert subject.report is not None
    last = max(row.done.start for row in subject.report.comparison.rows if row.done)
    found = stream_view(subject.season, subject.report, "", today=TODAY, athlete=subject.athlete)

    assert f"{last.day} {last:%b %Y}" in found.title


def test_no_name_without_a_record_is_refused() -> None:
    with pytest.raises(UsageError, match="which session"):
        stream_view(short(), None, "", today=TODAY)


def test_strength_without_steps_is_refused(subject: Subject) -> None:
    with pytest.raises(UsageError, match="there is nothing to draw of Thu 3 Dec 2026: gym"):
        stream_view(subject.season, subject.report, "2026-12-03-am", today=TODAY)
