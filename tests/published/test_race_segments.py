"""The 5000 m final of Paris 2024 by segments, as the winner's watch maker published its heart rates and cadences.

The recording itself is not public: a file is made that has these values, written and read again as FIT.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from tests.races import FINAL, PULSE, STANDING, fit_race

from periodize.project.records.raced import Measured, read_race
from periodize.project.records.racing import Asked, race_view

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.report.views.race import RaceView

SEGMENTS = "0-1000,1000-3000,3000-4400,4400-5000"
PUBLISHED = [(162, 178, 185, 200), (176, 181, 188, 195), (177, 183, 192, 196), (179, 182, 208, 223)]
"""Heart rate [bpm] and cadence [1/min], mean and highest, of each segment."""

RECORDED = {"as measured": 1.0, "as 5062 m": 5062 / 5000}
"""How far a device sees a metre."""


def read(tmp_path: Path, stretch: float) -> RaceView:
    path = tmp_path / "final.fit"
    path.write_bytes(fit_race(stretch=stretch))
    activity, notes = read_race(path, zone=UTC)
    return race_view(activity, Asked(SEGMENTS), measured=Measured(5000, "--distance", sure=True), notes=notes)


@pytest.mark.parametrize("stretch", RECORDED.values(), ids=RECORDED)
def test_the_table_when_the_race_was_recorded(tmp_path: Path, stretch: float) -> None:
    rows = [(split.channels["heart_rate"], split.channels["cadence"]) for split in read(tmp_path, stretch).splits]

    found = [(rate.mean, rate.highest, steps.mean, steps.highest) for rate, steps in rows]
    assert PUBLISHED == [tuple(round(value, 1) for value in row) for row in found]
    assert [value for row in PUBLISHED for value in row] == pytest.approx([v for row in found for v in row], abs=0.02)


@pytest.mark.parametrize("stretch", RECORDED.values(), ids=RECORDED)
def test_the_times_when_the_race_was_recorded_are_exact_to_the_centimetre_of_the_format(
    tmp_path: Path, stretch: float
) -> None:
    times = [split.duration for split in read(tmp_path, stretch).splits]

    assert [part.seconds for part in FINAL] == pytest.approx(times, abs=0.005)


def test_the_pulse_before_the_gun_when_the_watch_ran_already(tmp_path: Path) -> None:
    view = read(tmp_path, 1.0)

    assert PULSE == view.before
    assert view.notes == (f"The recording ran 0:{STANDING} before the first step; the race counts from there.",)
