"""Several seasons: a line each over the weeks to the race, this one first and strongest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.report.charts import CHARTS
from tests.charts.seasons import layers, rows_of, several

if TYPE_CHECKING:
    from periodize.report.views.seasons import SeasonsView


@pytest.fixture(scope="module")
def found() -> SeasonsView:
    return several()


def test_lines_are_the_loads_of_whole_weeks_and_the_fitness_of_all(found: SeasonsView) -> None:
    lines = rows_of(CHARTS["seasons"].draw(found), "line")
    this = [[row["to_race"] for row in line] for line in lines if line[0]["season"] == "2027"]

    assert [[7, 6, 5, 4, 3], [7, 6, 5, 4, 3, 2]] == this


def test_this_season_lies_on_top_of_the_others(found: SeasonsView) -> None:
    names = [line[0]["season"] for line in rows_of(CHARTS["seasons"].draw(found), "line")]

    assert ["2025", "2026-03", "2026", "2027"] == names[:4]


def test_every_season_has_a_dash_of_its_own(found: SeasonsView) -> None:
    (scale, *_) = (layer["encoding"]["strokeDash"]["scale"] for layer in layers(CHARTS["seasons"].draw(found).spec))

    assert ["2027", "2026", "2026-03", "2025"] == scale["domain"]
    assert 4 == len({tuple(dash) for dash in scale["range"]})


def test_look_at_seasons_tells_both_loads(found: SeasonsView) -> None:
    told = CHARTS["seasons"].draw(found).alt

    assert "Up to 2027-02-10, 2027 has a load of 1219 and a fitness of 32; 2026 had 1016 and 26 as many days" in told


def test_seasons_of_which_nothing_is_recorded_are_refused(found: SeasonsView) -> None:
    empty = tuple(replace(row, seasons=(None,) * len(row.seasons)) for row in found.rows)

    with pytest.raises(UsageError, match="nothing is recorded of these seasons"):
        CHARTS["seasons"].draw(replace(found, rows=empty))
