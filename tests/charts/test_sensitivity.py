"""What a forecast depends on: sides, order, and nothing that the runs do not hear."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from periodize.errors import UsageError
from periodize.project.seasons.sensitivity import sensitivity
from periodize.report.charts import CHARTS
from tests.charts.seasons import MANY, rows_of

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.question import Sensitivity


@pytest.fixture(scope="module")
def found(folder: Path) -> Sensitivity:
    return sensitivity(folder / "short.yaml", replace(MANY, runs=400))


def test_bar_goes_to_the_side_of_its_direction(found: Sensitivity) -> None:
    (bars,) = rows_of(CHARTS["sensitivity"].draw(found), "bar")
    directions = {share.name: share.direction[found.measure] for share in found.shares}

    assert [directions[bar["name"]] > 0 for bar in bars] == [bar["value"] > 0 for bar in bars]


def test_bars_are_the_shares_that_the_runs_hear(found: Sensitivity) -> None:
    (bars,) = rows_of(CHARTS["sensitivity"].draw(found), "bar")
    heard = [share.name for share in found.shares if share.shares[found.measure] > found.noise]

    assert heard[:10] == [bar["name"] for bar in bars]


def test_decisions_stand_in_their_order(found: Sensitivity) -> None:
    (dots,) = rows_of(CHARTS["sensitivity"].draw(found), "point")

    assert [one.name for one in found.decisions][:10] == [dot["name"] for dot in dots]


def test_forecast_that_nothing_moves_is_refused(found: Sensitivity) -> None:
    with pytest.raises(UsageError, match="there is nothing to draw"):
        CHARTS["sensitivity"].draw(replace(found, shares=(), decisions=()))
