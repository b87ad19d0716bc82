"""A sweep: medians of the race by value, the best and the plan's own marked, what it costs below."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.project.seasons.sweeping import sweep
from periodize.report.charts import CHARTS
from periodize.report.views.values import Band
from tests.charts.seasons import MANY, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.question import Sweep


@pytest.fixture(scope="module")
def found(folder: Path) -> Sweep:
    return sweep(folder / "short.yaml", "blocks.taper.taper.volume=40%..80% step 10%", MANY)


def medians(found: Sweep, measure: str) -> list[float]:
    return [value.p50 for row in found.rows for value in [row.values[measure]] if isinstance(value, Band)]


def test_curves_are_the_medians_of_form_and_of_fitness_below(found: Sweep) -> None:
    form, fitness = rows_of(CHARTS["sweep"].draw(found), "line")

    assert medians(found, "form") == pytest.approx([row["value"] for row in form], abs=1e-3)
    assert medians(found, "fitness") == pytest.approx([row["value"] for row in fitness], abs=1e-3)


def test_diamond_marks_the_best_value(found: Sweep) -> None:
    (best, _) = rows_of(CHARTS["sweep"].draw(found), "point", shape="diamond")

    assert [found.rows[found.best].value] == [row["at"] for row in best]


def test_values_as_good_for_all_the_runs_tell_are_marked(found: Sweep) -> None:
    rows = tuple(replace(row, level=place in {1, 2}) for place, row in enumerate(found.rows))
    drawing = CHARTS["sweep"].draw(replace(found, rows=rows, best=0, written=None))
    (_, level) = rows_of(drawing, "text")

    assert ["50%", "60%"] == [row["at"] for row in level]


def test_axis_of_days_says_of_what_and_its_unit(found: Sweep) -> None:
    drawing = CHARTS["sweep"].draw(replace(found, path="blocks.taper.days"))
    below = drawing.chart["vconcat"][-1]["layer"][-1]["encoding"]["x"]

    assert "taper [days]" == below["axis"]["title"]


def test_square_marks_what_the_plan_says(found: Sweep) -> None:
    other = replace(found, written="50%", best=0)
    (own, _) = rows_of(CHARTS["sweep"].draw(other), "point", shape="square")

    assert ["50%"] == [row["at"] for row in own]


def test_values_with_nothing_between_them_have_no_line(found: Sweep) -> None:
    assert [] == rows_of(CHARTS["sweep"].draw(replace(found, ordered=False)), "line")


def test_value_that_is_not_known_is_left_out(found: Sweep) -> None:
    unknown = replace(found.rows[1], values={**found.rows[1].values, "form": None})
    form, _ = rows_of(CHARTS["sweep"].draw(replace(found, rows=(found.rows[0], unknown, *found.rows[2:]))), "line")

    assert [row.value for row in found.rows if row.value != unknown.value] == [row["at"] for row in form]


def test_sweep_of_which_nothing_is_known_is_refused(found: Sweep) -> None:
    rows = tuple(replace(row, values={**row.values, "form": None}) for row in found.rows)

    with pytest.raises(UsageError, match="no value of the sweep has a form"):
        CHARTS["sweep"].draw(replace(found, rows=rows))
