"""The load metrics that are computed when named, against the numbers that others print."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.where import DATA

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.load import banister, edwards, foster, govss, running_power, stress, swim_cubed
from periodize.load.minetti import cost_of_running

VECTORS = DATA / "overtraining" / "test_vectors.json"
collected = pytest.mark.skipif(not VECTORS.exists(), reason="the collected vectors are not here")

SWIMMER = Athlete(thresholds={"swim": (Dated(100 / 109),)})
SWIM = Effort("swim", np.array([3600.0]), {"speed": np.array([100 / 125])})
RUNNER = {"weight": 70.0, "height": 1.75}


def test_edwards_as_printed() -> None:
    half_an_hour = Effort("run", np.array([1800.0]), {"heart_rate": np.array([150.0])})  # 75 % of 200

    assert 90 == pytest.approx(edwards(half_an_hour, Athlete(hr_max=200)))


def test_swim_cubed_as_printed() -> None:
    # warning-signs 1.9: critical speed 1:49/100 m, pace 2:05, one hour; printed with one decimal
    assert 66.3 == pytest.approx(swim_cubed(SWIM, SWIMMER), abs=0.05)


def test_swim_squared_as_printed() -> None:
    assert 76 == pytest.approx(stress(SWIM, SWIMMER), abs=0.5)  # swimanalytics.app, printed whole


@pytest.mark.parametrize(
    ("by", "sex", "printed"),
    [
        ("literature", "female", 4.57), ("goldencheetah", "female", 3.40), ("runalyze", "female", 4.37),
        ("literature", "male", 4.37),
    ],
)  # fmt: skip
def test_banister_of_a_minute_at_maximum_as_each_program_has_it(by: str, sex: str, printed: float) -> None:
    minute = Effort("run", np.array([60.0]), {"heart_rate": np.array([190.0])})

    assert printed == pytest.approx(banister(minute, Athlete(hr_max=190, hr_rest=60, sex=sex, trimp=by)), abs=0.006)


@pytest.mark.parametrize(
    ("speed", "slope", "watts"),
    [(3.0, 0.0, 262.55), (3.5, 0.0, 317.24), (4.0, 0.0, 373.94), (3.0, 0.05, 339.54), (3.0, -0.05, 201.97)],
)
def test_running_power_as_printed(speed: float, slope: float, watts: float) -> None:
    # warning-signs 1.8, from the formula that GoldenCheetah has; two decimals
    assert watts == pytest.approx(float(running_power(np.array(speed), np.array(slope), **RUNNER)), abs=0.006)


def test_govss_of_an_hour_at_threshold_is_100() -> None:
    runner = Athlete(thresholds={"run": (Dated(4.0),)}, weight=70, height=1.75)

    assert 100 == pytest.approx(govss(Effort("run", np.ones(3600), {"speed": np.full(3600, 4.0)}), runner))


@pytest.mark.parametrize(
    ("slope", "measured", "spread"), [(0.0, 3.40, 0.24), (0.45, 18.93, 1.74), (-0.2, 1.73, 0.36), (-0.45, 3.92, 0.81)]
)
def test_cost_of_a_slope_lies_within_the_spread_of_what_was_measured(
    slope: float, measured: float, spread: float
) -> None:
    # Minetti 2002, table 1, mean and standard deviation of ten runners
    assert measured == pytest.approx(float(cost_of_running(np.array([slope]))[0]), abs=spread)


@collected
def test_collected_costs_of_slopes() -> None:
    rows = json.loads(VECTORS.read_text())["minetti_Cr"]

    got = cost_of_running(np.array([row["i"] for row in rows]))
    assert [row["C"] for row in rows] == pytest.approx(got.tolist(), abs=5e-5)


@collected
def test_collected_running_power() -> None:
    rows = json.loads(VECTORS.read_text())["govss_running_power_70kg_175m"]

    got = [float(running_power(np.array(row["v"]), np.array(row["i"]), **RUNNER)) for row in rows]
    assert [row["W"] for row in rows] == pytest.approx(got, abs=5e-4)


@collected
def test_collected_session_ratings() -> None:
    rows = json.loads(VECTORS.read_text())["srpe"]

    got = [foster(Effort("run", np.array([60.0 * row["min"]]), {}, rpe=row["rpe"]), Athlete()) for row in rows]
    assert [row["out"] for row in rows] == pytest.approx(got)


@collected
def test_collected_swim() -> None:
    row = json.loads(VECTORS.read_text())["swim"][1]
    swim = Effort("swim", np.array([3600.0 * row["h"]]), {"speed": np.array([100 / row["pace_s100"]])})
    swimmer = Athlete(thresholds={"swim": (Dated(100 / row["css_s100"]),)})

    assert row["cubed"] == pytest.approx(swim_cubed(swim, swimmer), abs=0.05)


@collected
def test_collected_hourly_power_and_speed_loads() -> None:
    vectors = json.loads(VECTORS.read_text())
    ride = next(row for row in vectors["np_tss"] if "ftp" in row)
    rider = Athlete(thresholds={"bike": (Dated(ride["ftp"]),)})
    ridden = Effort("bike", np.ones(ride["sec"]), {"power": np.full(ride["sec"], float(ride["np"]))})
    run = vectors["rtss"][0]
    runner = Athlete(thresholds={"run": (Dated(1000 / run["ft_pace_s_km"]),)})
    ran = Effort("run", np.array([60.0 * run["min"]]), {"graded_speed": np.array([1000 / run["ngp_s_km"]])})

    assert (ride["out"], run["out"]) == pytest.approx((stress(ridden, rider), stress(ran, runner)))
