"""Race days: the interval is that of the forecast, the goal stands at its time, the chances are in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.plan import read_plan_text
from periodize.report.charts import CHARTS
from periodize.report.views.forecast import FROM_THRESHOLD
from periodize.report.views.values import Band
from tests.charts.seasons import plan_text, rows_of, short, unrecorded

if TYPE_CHECKING:
    from periodize.report.views.forecast import Forecast
    from periodize.report.views.season import SeasonView


@pytest.fixture(scope="module")
def view() -> SeasonView:
    return unrecorded(short()).whole


def forecast_of(view: SeasonView) -> Forecast:
    assert view.forecast is not None
    return view.forecast


def test_dot_is_the_median_time_of_the_forecast(view: SeasonView) -> None:
    times = [race.time for race in forecast_of(view).races]
    dots = [rows[0]["value"] for rows in rows_of(CHARTS["races"].draw(view), "point")]

    assert [time.p50 for time in times if isinstance(time, Band)] == pytest.approx(dots, abs=1e-3)


def test_goal_stands_at_its_own_time(view: SeasonView) -> None:
    (first, second) = rows_of(CHARTS["races"].draw(view), "rule", strokeDash=[4, 2])

    assert [19 * 60 + 30, 40 * 60] == [first[0]["value"], second[0]["value"]]


def test_chance_is_said_in_words_above_the_interval(view: SeasonView) -> None:
    race = forecast_of(view).races[1]
    title = CHARTS["races"].draw(view).chart["vconcat"][1]["title"]

    assert f"goal 40:00, reached in {100 * (race.goal_chance or 0):.0f} %" in title["subtitle"][1]


def test_race_without_a_time_shows_its_form_in_the_window() -> None:
    season, _ = read_plan_text(plan_text().replace("priority: C, distance: 5km", "priority: C"))
    assert season is not None
    view = unrecorded(season).whole
    drawing = CHARTS["races"].draw(view)
    (window,) = rows_of(drawing, "bar")

    assert (5.0, 35.0) == (window[0]["value"], window[0]["end"])
    assert "no time: the plan gives it no `distance:`" == drawing.chart["vconcat"][0]["title"]["subtitle"][0]


def crowded(view: SeasonView, more: int) -> SeasonView:
    """A season of ten A races, with C races before them."""
    found = forecast_of(view)
    tune, fondo = found.races
    return replace(view, forecast=replace(found, races=(*[tune] * more, *[fondo] * 10)))


def test_races_beyond_a_page_stay_in_the_table(view: SeasonView) -> None:
    drawing = CHARTS["races"].draw(crowded(view, 4))

    assert (10, 14) == (len(drawing.chart["vconcat"]), len(drawing.rows))


def test_race_that_is_not_drawn_is_named_in_the_picture(view: SeasonView) -> None:
    drawing = CHARTS["races"].draw(crowded(view, 1))
    told = "Of less priority and in the table alone: Town 5k (C), 7 February 2027"

    assert told == " ".join(drawing.chart["title"]["text"])
    assert (True, told, told) == (drawing.alt.endswith(f"{told}."), drawing.notes[0], drawing.caption)


def test_races_that_are_not_drawn_are_counted_beyond_three(view: SeasonView) -> None:
    assert CHARTS["races"].draw(crowded(view, 5)).caption.endswith("7 February 2027 and 2 more races")


def test_races_of_a_plan_without_one_are_refused(view: SeasonView) -> None:
    none = replace(view, forecast=replace(forecast_of(view), races=()))

    with pytest.raises(UsageError, match="no race is planned from 2027-01-04 on"):
        CHARTS["races"].draw(none)


def test_races_of_a_record_alone_are_refused(view: SeasonView) -> None:
    with pytest.raises(UsageError, match="there is no race day to forecast"):
        CHARTS["races"].draw(replace(view, forecast=None))


def test_words_do_not_break_where_the_lines_above_an_interval_do(view: SeasonView) -> None:
    assert f"({FROM_THRESHOLD})" in CHARTS["races"].draw(view).alt
