"""Loads against those that GoldenCheetah computed for one athlete, 731 activities 2005-2017."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from tests.where import DATA

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.load import banister_trimp, stress

FOLDER = DATA / "histories" / "goldencheetah-opendata"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="GoldenCheetah's open data is not here")


def activities(metric: str, *columns: str) -> list[dict[str, float]]:
    """Rows with a positive value of the metric."""
    with next(FOLDER.glob("*.csv")).open() as file:
        rows = [{c: float(row[c] or 0) for c in (metric, *columns)} for row in csv.DictReader(file)]
    return [row for row in rows if row[metric] > 0]


def test_stress_agrees_on_all_520_rides_with_power() -> None:
    errors = []
    for row in activities("avg_power", "tss", "np", "if_", "work_kj"):
        if not row["tss"]:
            continue
        seconds = 1000 * row["work_kj"] / row["avg_power"]  # the time that it counted
        ride = Effort("bike", np.array([seconds]), {"power": np.array([row["np"]])})
        # Its threshold of the day; the column cp holds a later one for some rides.
        rider = Athlete(thresholds={"bike": (Dated(row["np"] / row["if_"]),)})
        errors.append(abs(stress(ride, rider) / row["tss"] - 1))

    agree = sum(error < 3e-5 for error in errors)
    assert (agree, len(errors)) == (520, 520)


def test_trimp_agrees_on_489_of_531_activities() -> None:
    # From the mean heart rate, as GoldenCheetah does; the other 42 were made with other heart-rate settings.
    errors = []
    for row in activities("trimp", "duration_s", "moving_s", "avg_hr"):
        per_minute = banister_trimp(1, row["avg_hr"], hr_max=188, hr_rest=57, sex="male")
        lasted = (row["duration_s"] / 60, row["moving_s"] / 60)
        errors.append(min(abs(per_minute * minutes / row["trimp"] - 1) for minutes in lasted))

    agree = sum(error < 1e-4 for error in errors)
    assert (agree, len(errors)) == (489, 531)
