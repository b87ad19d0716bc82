"""Loads against the numbers that others print; each with its source."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.where import DATA

from periodize.athlete import Athlete, Dated
from periodize.effort import Effort
from periodize.load import banister_trimp, foster_load, session_rpe, stress, trimp
from periodize.load.stress import weighted_power

VECTORS = DATA / "overtraining" / "test_vectors.json"
MPH = 1609.344 / 3600


@pytest.mark.parametrize(
    ("minutes", "heart_rate", "athlete", "printed", "precision"),
    [
        (30, 130, (200, 40, "male"), 32, 0.5),  # fellrnr.com/wiki/TRIMP; Runalyze unit test
        (66.2, 138, (187, 44, "male"), 98.39022, 5e-6),  # forum.intervals.icu/t/trimp-formula-required/68634
        (240, 139, (166, 44, "male"), 534, 1.0),  # same thread, mean heart rate rounded there
        (45, 145, (190, 60, "male"), 66, 0.5),  # theprimecalculator.com
        (30, 130, (200, 40, "female"), 37.128518, 1e-6),  # recomputed from (.86, 1.67)
        (60, 163, (190, 60, "male"), 139.279509, 1e-6),  # recomputed
    ],
)
def test_trimp_as_printed(
    minutes: float, heart_rate: float, athlete: tuple[float, float, str], printed: float, precision: float
) -> None:
    hr_max, hr_rest, sex = athlete
    got = banister_trimp(minutes, heart_rate, hr_max=hr_max, hr_rest=hr_rest, sex=sex)

    assert printed == pytest.approx(got, abs=precision)


def test_trimp_of_a_woman_uses_the_constants_of_the_literature() -> None:
    at_maximum = banister_trimp(1, 190, hr_max=190, hr_rest=60, sex="female")

    assert at_maximum == pytest.approx(4.568465, abs=1e-6)
    assert at_maximum != pytest.approx(3.399787, abs=1e-3)  # GoldenCheetah, Elevate, fellrnr: a = .64


@pytest.mark.parametrize(
    ("threshold", "exact", "floor"),
    [
        ({"hr": (Dated(163.0),)}, 239.0875754687892, 239),  # Elevate, activity-computer.spec.ts
        ({}, 199.49200211409138, 199),  # the same, threshold at 85 % of the reserve
    ],
)
def test_trimp_scaled_to_threshold_as_elevate(
    threshold: dict[str, tuple[Dated, ...]], exact: float, floor: int
) -> None:
    athlete = Athlete(thresholds=threshold, hr_max=190, hr_rest=60, sex="male")
    minutes = 333 / banister_trimp(1, 150, hr_max=190, hr_rest=60, sex="male")
    got = trimp(Effort("run", np.array([60 * minutes]), {"heart_rate": np.array([150.0])}), athlete)

    assert exact == pytest.approx(got)
    assert floor == int(got)


@pytest.mark.parametrize(
    ("minutes", "rpe", "printed"),
    [(120, 6, 720), (60, 6, 360), (45, 8, 360)],  # fellrnr; documentation of acwr (twice)
)
def test_session_rpe_of_foster_as_printed(minutes: float, rpe: float, printed: float) -> None:
    assert printed == foster_load(minutes, rpe)


def test_session_rpe_table_of_friel() -> None:
    hours = [session_rpe(Effort("run", np.array([3600.0]), {}, rpe), Athlete()) for rpe in range(1, 11)]

    assert hours == [20, 30, 40, 50, 60, 70, 80, 100, 120, 140]


@pytest.mark.parametrize(
    ("intensities", "printed", "precision"),
    [
        ([1.0], 100, 1e-6),
        ([0.5], 25, 1e-6),
        ([1.0, 1.0], 200, 1e-6),
        # forum.intervals.icu/t/60706 prints 145, slowtwitch 774989 145.8; without smoothing 145.774
        ([0.5, 1.0], 145.77379737113253, 0.1),
    ],
)
def test_power_of_whole_hours_as_printed(intensities: list[float], printed: float, precision: float) -> None:
    rider = Athlete(thresholds={"bike": (Dated(250.0),)})
    ride = Effort("bike", np.ones(3600 * len(intensities)), {"power": 250 * np.repeat(intensities, 3600)})

    assert printed == pytest.approx(stress(ride, rider), abs=precision)


def test_power_weighted_at_threshold_as_athlytics() -> None:
    ride = Effort("bike", np.ones(3600), {"power": np.full(3600, 250.0)})

    assert weighted_power(ride) == pytest.approx(250)


@pytest.mark.parametrize(
    ("threshold", "speed", "hours", "printed", "inverse"),
    [
        (1000 / 270, 1000 / 300, 0.5, 40.5, 61.728),  # me-create.com/triathlon-24e
        (15 * MPH, 10 * MPH, 1.0, 44.444, 225),  # slowtwitch 682825
        (15 * MPH, 7.5 * MPH, 1.0, 25, 400),  # the same
    ],
)
def test_speed_load_as_printed_not_upside_down(
    threshold: float, speed: float, hours: float, printed: float, inverse: float
) -> None:
    runner = Athlete(thresholds={"run": (Dated(threshold),)})
    got = stress(Effort("run", np.array([3600 * hours]), {"speed": np.array([speed])}), runner)

    assert printed == pytest.approx(got, abs=5e-4)
    assert inverse != pytest.approx(got, rel=0.1)


@pytest.mark.skipif(not VECTORS.exists(), reason="the collected vectors are not here")
def test_collected_trimp_vectors() -> None:
    for row in json.loads(VECTORS.read_text())["trimp_banister"]:
        sex = {"M": "male", "F": "female"}[row["sex"]]
        got = banister_trimp(row["min"], row["hr"], hr_max=row["hr_max"], hr_rest=row["hr_rest"], sex=sex)

        assert row["calc"] == pytest.approx(got, rel=1e-12), row["src"]


@pytest.mark.skipif(not VECTORS.exists(), reason="the collected vectors are not here")
def test_collected_session_rpe_table() -> None:
    table = json.loads(VECTORS.read_text())["rpe_to_load_per_hour"]

    got = {rpe: session_rpe(Effort("run", np.array([3600.0]), {}, float(rpe)), Athlete()) for rpe in table}
    assert table == got
