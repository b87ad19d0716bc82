"""Plans side by side: loads of weeks, form at their ends, differences on race day, told apart without colour."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.project.seasons.comparing import compare
from periodize.report.charts import CHARTS, Drawing
from periodize.report.views.values import Band
from tests.charts.seasons import MANY, layers, rows_of, short, unrecorded

if TYPE_CHECKING:
    from periodize.report.views.question import PlansCompared


@pytest.fixture(scope="module")
def found() -> PlansCompared:
    return compare([short(), short("Harder", "5h")], MANY)


@pytest.fixture(scope="module")
def drawing(found: PlansCompared) -> Drawing:
    return CHARTS["compare"].draw(found)


def test_steps_are_the_loads_of_the_weeks_to_the_end_of_the_last(found: PlansCompared, drawing: Drawing) -> None:
    first, _ = rows_of(drawing, "line", interpolate="step-after")
    loads = [week.loads[0].p50 for week in found.weeks if isinstance(week.loads[0], Band)]

    assert [*loads, loads[-1]] == pytest.approx([row["value"] for row in first], abs=1e-3)


def test_form_of_a_week_is_that_of_its_last_day(found: PlansCompared) -> None:
    alone = unrecorded(short(), MANY).whole.forecast
    assert alone is not None

    assert [week.form for week in alone.weeks] == [week.forms[0] for week in found.weeks]


def test_plans_are_told_apart_by_their_dashes(drawing: Drawing) -> None:
    dashes = next(layer for layer in layers(drawing.chart) if "strokeDash" in layer["encoding"])["encoding"][
        "strokeDash"
    ]

    assert ["A: Short", "B: Harder"] == dashes["scale"]["domain"]
    assert [[1, 0], [8, 3]] == dashes["scale"]["range"]


def test_plans_of_one_title_are_called_by_their_files() -> None:
    drawing = CHARTS["compare"].draw(compare([short(), short()], MANY))

    assert drawing.alt.startswith("A: plan.yaml, from 4 January 2027")


def test_differences_are_those_of_the_races(found: PlansCompared, drawing: Drawing) -> None:
    performance = next(layer for layer in layers(drawing.chart) if "shape" in layer["encoding"])["data"]["values"]
    wanted = [race.differences[1]["performance"].value for race in found.races]

    assert [value.p50 for value in wanted if isinstance(value, Band)] == pytest.approx(
        [row["value"] for row in performance], abs=1e-3
    )


def test_week_that_a_plan_does_not_have_is_no_zero() -> None:
    found = compare([short(), short("Later")], MANY)
    nothing = replace(found.weeks[0], loads=(None, *found.weeks[0].loads[1:]), forms=(None, None))
    without = replace(found, weeks=(nothing, *found.weeks[1:]))
    first, second = rows_of(CHARTS["compare"].draw(without), "line", interpolate="step-after")

    assert len(second) - 1 == len(first)


def test_name_of_a_race_is_as_wide_as_its_picture(drawing: Drawing) -> None:
    names = [one["mark"]["limit"] for one in layers(drawing.chart) if one["mark"]["type"] == "text"]

    assert [{"expr": "width"}] * 2 == names


def test_race_whose_difference_is_not_drawn_is_named(found: PlansCompared) -> None:
    tune, fondo = found.races
    drawing = CHARTS["compare"].draw(replace(found, races=(tune, *[fondo] * 8)))
    told = "Differences of less priority, in the table alone: Town 5k"

    assert [told] == drawing.chart["title"]["text"]
    assert (told, told) == (drawing.caption, drawing.notes[0])
