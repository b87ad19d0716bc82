"""A season as it is drawn on a few lines."""

from __future__ import annotations

from datetime import date

from periodize.project.plans.outline import strip_of
from periodize.project.plans.planning import schedule
from tests.charts.seasons import short


def test_blocks_of_the_rest_of_a_season_begin_with_it() -> None:
    rest = schedule(short()).rest(date(2027, 2, 3))
    blocks = strip_of(rest, None).blocks

    assert [("build", date(2027, 2, 3)), ("taper", date(2027, 2, 28))] == [(one.name, one.first) for one in blocks]
