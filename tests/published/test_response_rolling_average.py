"""Rolling averages against numbers that others print."""

from __future__ import annotations

import csv
from datetime import date

import numpy as np
import pytest
from tests.where import DATA

from periodize.response import RollingAverage, parameters, respond

RIDES = DATA / "histories" / "goldencheetah-opendata" / "athlete_033874ce_activities.csv"
CYCLIST = DATA / "response" / "clarke_skiba_2013_cyclist.csv"


def test_an_average_covers_1_minus_1_over_e_after_its_time_constant() -> None:
    chart = respond([100.0] * 42)
    assert chart.one("fitness")[41] == pytest.approx(63.212, abs=5e-4)
    assert chart.one("fatigue")[6] == pytest.approx(63.212, abs=5e-4)


@pytest.mark.skipif(not RIDES.exists(), reason="needs the GoldenCheetah OpenData rides")
def test_fitness_and_fatigue_equal_goldencheetah_s() -> None:
    """GoldenCheetah's own values of one athlete of its OpenData project, seeds 0 on 2007-02-02."""
    start, end = date(2007, 2, 2), date(2009, 12, 31)
    loads = np.zeros((end - start).days + 1)
    with RIDES.open(newline="") as rows:
        for row in csv.DictReader(rows):
            n = (date.fromisoformat(row["date"]) - start).days
            if row["tss"] and 0 <= n < len(loads):
                loads[n] += float(row["tss"])
    chart = respond(loads, start=start)
    for day, fitness, fatigue in [
        (date(2008, 12, 31), 81.141048, 126.835672),
        (date(2009, 6, 30), 93.726642, 64.003621),
    ]:
        assert chart.one("fitness")[chart.index(day)] == pytest.approx(fitness, abs=1e-6)
        assert chart.one("fatigue")[chart.index(day)] == pytest.approx(fatigue, abs=1e-6)
    assert chart.one("fitness").max() == pytest.approx(109.755171, abs=1e-6)
    assert date(2009, 6, 14) == chart.day(int(chart.one("fitness").argmax()))


@pytest.mark.skipif(not CYCLIST.exists(), reason="needs the supplement of Clarke & Skiba 2013")
def test_default_gains_are_the_least_squares_of_one_cyclist() -> None:
    """Clarke & Skiba 2013, nine tests; with 42 and 7 d the least sum of squares is 101.95 W^2, R^2 0.895."""
    with CYCLIST.open(newline="") as rows:
        table = list(csv.DictReader(rows))
    watts = np.array([float(row["test_5min_power_w"] or "nan") for row in table])
    tested = ~np.isnan(watts)
    chart = respond([float(row["bikescore"]) for row in table])
    design = np.stack([np.ones(9), chart.one("fitness")[tested], -chart.one("fatigue")[tested]], axis=1)
    best = np.linalg.lstsq(design, watts[tested], rcond=None)[0]
    assert (best > 0).all()  # so the non-negative least squares are the same
    residual = ((watts[tested] - design @ best) ** 2).sum()
    assert residual == pytest.approx(101.95, abs=5e-3)
    spread = ((watts[tested] - watts[tested].mean()) ** 2).sum()
    assert 1 - residual / spread == pytest.approx(0.895, abs=5e-4)

    default = {p.name: p.value for p in parameters(RollingAverage)}
    assert default["baseline"] == 100.0
    assert default["fitness_gain"] == pytest.approx(100 * best[1] / best[0], rel=1e-6)
    assert default["fatigue_gain"] == pytest.approx(100 * best[2] / best[0], rel=1e-6)
    np.testing.assert_allclose(chart.one("performance")[tested] / 100 * best[0], design @ best, rtol=1e-6)
