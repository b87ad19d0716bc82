"""One race over its distance."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from periodize.project.records.racing import Asked, race_view
from periodize.report.charts.race import race
from periodize.report.charts.theme import colour
from periodize.units import Quantity
from tests.charts.seasons import rows_of
from tests.races import raced

if TYPE_CHECKING:
    from periodize.report.views.race import RaceView

PLAN = {"color": colour("performance"), "strokeWidth": 2}


def seen(asked: Asked | None = None, **others: Any) -> RaceView:
    """2 km at 4 m/s and 2 km at 5 m/s, heart rate 150 and 170 bpm."""
    speed = np.repeat([4.0, 5.0], [500, 400])
    rate = np.repeat([150.0, 170.0], [500, 400])
    return race_view(
        raced(speed, **({"heart_rate": rate} | others)), asked or Asked(every=Quantity(1000.0, "distance"))
    )


def named(view: RaceView) -> list[str]:
    """Words in the pace panel: the first layer of them has the means, the second the names."""
    return [row["name"] for row in rows_of(race(view), "text", fontSize=10)[0]]


def test_each_segment_has_its_mean_as_a_line_and_in_words() -> None:
    drawing = race(seen())
    lines = rows_of(drawing, "rule", strokeWidth=1.2)[0]

    assert [4.0, 4.0, 5.0, 5.0] == pytest.approx([row["value"] for row in lines])
    assert ["4:10", "4:10", "3:20", "3:20"] == [row["mean"] for row in rows_of(drawing, "text", fontSize=11)[0]]


def test_segments_lie_side_by_side_on_alternating_ground() -> None:
    grounds = rows_of(race(seen()), "rect")[:2]

    assert [[0.0, 2.0], [1.0, 3.0]] == [[row["at"] for row in rows] for rows in grounds]
    assert [[1.0, 3.0], [2.0, 4.0]] == [[row["end"] for row in rows] for rows in grounds]


def test_segment_that_is_narrow_goes_without_words() -> None:
    drawing = race(seen(Asked(segments="0-100,100-4000")))

    assert ["100-4000"] == [row["name"] for row in rows_of(drawing, "text", fontSize=11)[0]]
    assert 2 == len(drawing.rows)


def test_names_stand_above_segments_that_have_some() -> None:
    assert ["start", "go"] == named(seen(Asked(segments="start=0-2km,go=2km-")))


def test_pacing_plan_is_drawn_in_steps_up_to_where_it_asks_for_a_pace() -> None:
    drawing = race(seen(Asked(every=Quantity(1000.0, "distance"), pacing="4:00/km to 2km, 3:30/km to 3km, go")))
    steps, risers = rows_of(drawing, "rule", **PLAN)

    assert [[0.0, 1.0], [1.0, 2.0], [2.0, 3.0]] == [[row["at"], row["end"]] for row in steps]
    assert [2.0] == [row["at"] for row in risers]
    assert "At 3km: 10.0 s behind the plan." in drawing.alt


def test_no_plan_is_drawn_without_one() -> None:
    assert [] == rows_of(race(seen()), "rule", **PLAN)


def test_heart_rate_that_is_missing_leaves_a_gap() -> None:
    rate = np.repeat([150.0, np.nan, 170.0], [300, 200, 400])
    heart = rows_of(race(seen(heart_rate=rate)), "line")[1]

    assert {"150 bpm", "170 bpm"} == {row["was"] for row in heart}
    assert 2 == len({row["piece"] for row in heart})
    assert not any(1.3 < row["at"] < 1.9 for row in heart)


def test_race_without_heart_rate_has_one_panel() -> None:
    view = seen()
    bare = replace(view, series=replace(view.series, channels={}), whole=replace(view.whole, channels={}))

    assert 1 == len(race(bare).spec["vconcat"])
    assert "Heart rate" not in race(bare).alt


def test_ride_with_power_is_told_by_power() -> None:
    view = seen(sport="bike", power=np.repeat([200.0, 300.0], [500, 400]))
    first = rows_of(race(view), "text", fontSize=11)[0]

    assert ["200", "200", "300", "300"] == [row["mean"] for row in first]


def test_words_of_a_race_tell_time_fastest_halves_and_heart_rate() -> None:
    told = race(seen()).alt

    assert told.startswith("4km in 15:00, 3:45/km in the mean.")
    assert "The second half in 20.0% less time than the first." in told
    assert "Heart rate 159 bpm in the mean, 170 at most." in told


def test_table_behind_a_race_has_the_splits() -> None:
    assert ("2km-3km", "2km", "3km", "3:20", "11:40", "3:20/km", "170", "170") == race(seen()).rows[2]
