"""The fan: what is recorded and what may come meet, ranges are nested, and goals stand where own tests put them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.plan import read_plan_text
from periodize.project.pictures.fan import fan_view
from periodize.project.seasons.calibrating import Calibrated
from periodize.project.seasons.question import Question
from periodize.report.charts import CHARTS
from periodize.report.views.values import Band
from tests.charts.seasons import MANY, calibrated, rows_of, short, unrecorded

if TYPE_CHECKING:
    from periodize.project.pictures.subject import Subject
    from periodize.report.views.performance import FanView

ONE_DAY = """\
periodize: 1
title: One day
start: 2027-01-04
athlete: {threshold: {run: 4:00/km}}
week: {mon: 60min}
blocks: [{name: one, days: 1}]
"""


def view_of(subject: Subject) -> FanView:
    return fan_view(subject.whole, subject.season, subject.question)


@pytest.fixture(scope="module")
def own() -> FanView:
    """A short season of a runner whose tests over 5 and 10 km are known."""
    return view_of(unrecorded(short(), replace(MANY, model=Calibrated(calibrated("time")))))


def test_record_and_forecast_meet_where_the_record_ends(subject: Subject) -> None:
    view = view_of(subject)
    last = [day for day in view.days if day.recorded][-1]
    first = next(day for day in view.days if not day.recorded)

    assert (0.0, Band(0.0, 0.0, 0.0, 0.0, 0.0)) == (last.performance, first.performance)


def test_ranges_are_nested_on_every_day_to_come(subject: Subject) -> None:
    bands = [day.performance for day in view_of(subject).days if not day.recorded]

    assert all(isinstance(band, Band) and list(band) == sorted(band) for band in bands)


def test_fan_on_the_morning_of_a_race_is_what_the_race_row_says() -> None:
    view = view_of(unrecorded(short(), Question()))
    race = view.races[-1].race
    morning = next(day for day in view.days if day.day == race.date)

    # the race is some hours later, and fitness fades a little
    assert race.change == pytest.approx(morning.performance, abs=0.7)


def test_day_that_nothing_tells_is_a_gap() -> None:
    view = view_of(unrecorded(short()))
    gap = replace(view, days=(*view.days[:3], replace(view.days[3], performance=None), *view.days[4:]))
    drawing = CHARTS["fan"].draw(gap)
    (line,) = rows_of(drawing, "line")

    assert len(view.days) - 1 == len(line)


def test_axis_is_the_time_of_a_race_that_own_tests_tell(own: FanView) -> None:
    assert ("5km run", True) == (own.measure.name, own.measure.clock)


def test_goal_of_that_race_stands_at_its_own_time(own: FanView) -> None:
    tune = next(point for point in own.races if point.race.id == "tune")

    assert 19 * 60 + 30 == pytest.approx(tune.goal)


def test_goal_of_another_distance_is_moved_by_what_the_tests_differ(own: FanView) -> None:
    fondo = next(point for point in own.races if point.race.id == "fondo")
    assert fondo.goal is not None

    # 40:00 over 10 km at a level at which 5 km take about half as long
    assert 1200 == pytest.approx(fondo.goal, rel=0.03)


def test_clock_runs_downwards_so_that_up_is_faster(own: FanView) -> None:
    drawing = CHARTS["fan"].draw(own)
    axes = [
        layer["encoding"]["y"]["scale"]["reverse"]
        for layer in drawing.chart["vconcat"][1]["layer"]
        if "scale" in layer["encoding"].get("y", {})
    ]

    assert {True} == set(axes)


def test_alt_text_names_races_with_goal_and_chance(subject: Subject) -> None:
    alt = CHARTS["fan"].draw(view_of(subject)).alt
    chance = f"{100 * (view_of(subject).races[-1].race.goal_chance or 0):.0f} %"

    assert f"River Marathon on 21 February 2027, goal 3:25:00, chance {chance}." in alt


def test_fan_without_a_plan_is_refused(subject: Subject) -> None:
    with pytest.raises(UsageError, match="there is no plan"):
        fan_view(subject.whole, None, None)


def test_fan_of_a_season_that_is_over_is_refused() -> None:
    subject = unrecorded(short())

    with pytest.raises(UsageError, match="the season ended on 2027-03-14"):
        fan_view(replace(subject.whole, forecast=None), subject.season, subject.question)


def test_fan_of_a_single_day_is_refused() -> None:
    season, _ = read_plan_text(ONE_DAY)
    assert season is not None

    with pytest.raises(UsageError, match="less than two days of One day are left"):
        CHARTS["fan"].draw(view_of(unrecorded(season)))


def test_whose_gains_the_curve_has_stands_in_the_picture_itself() -> None:
    title = CHARTS["fan"].draw(view_of(unrecorded(short()))).chart["vconcat"][1]["title"]

    assert title["text"][-1].startswith("with the gains of one published cyclist")
