"""A calibration: tests where they were measured, what is left of each, loads below without the unknown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.project.pictures.calibration import calibration_view
from periodize.report.charts import CHARTS
from periodize.report.views.values import Band
from tests.charts.seasons import calibrated, layers, rows_of

if TYPE_CHECKING:
    from periodize.report.views.performance import CalibrationView


@pytest.fixture(scope="module")
def view() -> CalibrationView:
    return calibration_view(calibrated())


def test_tests_stand_where_they_were_measured(view: CalibrationView) -> None:
    measured = [test.value for test in calibrated().tests]

    assert measured == pytest.approx([test.value for test in view.tests])


def test_what_is_left_of_a_test_is_its_distance_from_the_middle_of_the_curve(view: CalibrationView) -> None:
    bands = {day.day: day.performance for day in view.days}
    left = [test.value - band.p50 for test in view.tests for band in [bands[test.day]] if isinstance(band, Band)]

    assert left == pytest.approx([test.beyond for test in view.tests])


def test_faster_than_the_model_is_above_it() -> None:
    view = calibration_view(calibrated("time"))
    bands = {day.day: day.performance for day in view.days}
    faster = [test.value < band.p50 for test in view.tests for band in [bands[test.day]] if isinstance(band, Band)]

    assert faster == [test.beyond is not None and test.beyond > 0 for test in view.tests]


def test_events_are_told_apart_by_shape() -> None:
    drawing = CHARTS["calibration"].draw(calibration_view(calibrated("time")))
    shapes = next(layer for layer in layers(drawing.chart) if "shape" in layer["encoding"])["encoding"]["shape"]

    assert (["5km run", "10km run"], ["circle", "square"]) == (shapes["scale"]["domain"], shapes["scale"]["range"])


def test_unknown_load_is_no_rest(view: CalibrationView) -> None:
    unknown = replace(view, loads=(None, 0.0, *view.loads[2:]))
    (bars,) = rows_of(CHARTS["calibration"].draw(unknown), "bar")

    assert (len(view.days) - 1, 0.0) == (len(bars), bars[0]["load"])


def test_long_record_is_drawn_by_weeks(view: CalibrationView) -> None:
    days = tuple(replace(view.days[0], day=view.days[0].day.fromordinal(738_000 + k)) for k in range(700))
    (bars,) = rows_of(CHARTS["calibration"].draw(replace(view, days=days, loads=(10.0,) * 700, tests=())), "bar")

    assert 7000 == pytest.approx(sum(bar["load"] for bar in bars))
    assert {70.0} == {bar["load"] for bar in bars[1:-1]}


def test_verdict_stands_in_the_picture_itself() -> None:
    view = replace(calibration_view(calibrated()), verdict=("Not converged: do not use these numbers.",))
    title = CHARTS["calibration"].draw(view).chart["vconcat"][0]["title"]

    assert "Not converged: do not use these numbers." == title["text"][-1]
