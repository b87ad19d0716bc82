"""The acute:chronic ratio in its three forms: Menaspà's athletes, the numbers of others, and the packages that have it.

Of the tables beside this one two cannot be reproduced: athlytics_sample_acwr.csv comes without the loads, and
athlytics_acwr_ra_run_hrss_190_50.csv rests on minutes times the share of the heart-rate reserve, which is no load here.
"""

from __future__ import annotations

import csv
from datetime import datetime
from typing import TYPE_CHECKING, Any

import acwr
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.published.oracles import columns

from periodize.flags import coupled_ratio, ewma_ratio, load_jump, monotony, strain, uncoupled_ratio, weekly_change
from periodize.flags.chart import ewma
from periodize.flags.windows import trailing
from periodize.history import History

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Ratio = Callable[[NDArray[np.float64]], NDArray[np.float64]]

RATIOS = {"rac": coupled_ratio, "rau": uncoupled_ratio, "ewma": ewma_ratio}
methods = pytest.mark.parametrize(("method", "ratio"), RATIOS.items(), ids=RATIOS)


def daily(load: NDArray[np.float64]) -> pd.Series:
    return pd.Series(load, index=pd.date_range("2024-01-01", periods=len(load)))


def of_package(load: NDArray[np.float64], method: Any) -> NDArray[np.float64]:
    """The ratio by acwr of PyPI."""
    days = daily(load)
    found: NDArray[np.float64] = acwr.acwr(days, method=method).to_numpy()
    return found


@pytest.mark.parametrize(
    ("athlete", "coupled", "uncoupled", "weighted"),
    [("1", 1.428571, 1.666667, 1.249746), ("2", 1.428571, 1.666667, 1.406202), ("3", 1.428571, 1.666667, 1.550724)],
)
def test_athletes_of_menaspa(
    shared_data: Path, athlete: str, coupled: float, uncoupled: float, weighted: float
) -> None:
    """Menaspà 2017 and Williams 2017 (Br J Sports Med 51): rolling 1.43 for all three, weighted 1.25, 1.41, 1.55."""
    path = shared_data / "overtraining" / "acwr_R_training_load_oracle.csv"
    who, load = columns(path, "ID", "TL")
    days = load[who == float(athlete)]

    assert coupled == pytest.approx(coupled_ratio(days)[-1], abs=1e-6)
    assert uncoupled == pytest.approx(uncoupled_ratio(days)[-1], abs=1e-6)
    assert weighted == pytest.approx(ewma_ratio(days)[-1], abs=1e-6)


def test_a_step_from_50_to_100() -> None:
    """README of acwr: 28 days of 50, then 7 of 100."""
    load = np.repeat([50.0, 100.0], [28, 7])
    found = [ratio(load)[-1] for ratio in RATIOS.values()]

    assert found == pytest.approx([1.6, 2.0, 1.34], abs=5e-3)


@methods
def test_a_season_with_rests_and_a_break(shared_data: Path, method: str, ratio: Ratio) -> None:
    path = shared_data / "overtraining" / "acwr_py_120day_with_rest_and_break_oracle.csv"
    load, expected = columns(path, "load", method)
    known = ~np.isnan(expected)

    assert known.sum() > 80
    np.testing.assert_allclose(ratio(load)[known], expected[known], atol=1e-6)


@pytest.mark.parametrize(
    ("name", "ours"), [("mono_ddof1", monotony), ("strain_ddof1", strain), ("wow_pct", weekly_change)]
)
def test_monotony_strain_and_weekly_change_of_that_season(shared_data: Path, name: str, ours: Ratio) -> None:
    path = shared_data / "overtraining" / "acwr_py_120day_with_rest_and_break_oracle.csv"
    load, expected = columns(path, "load", name)

    np.testing.assert_allclose(ours(load) * (100 if name == "wow_pct" else 1), expected, atol=1e-9)


@methods
@pytest.mark.parametrize("athlete", [1, 2, 3])
def test_athletes_of_menaspa_as_the_package_has_them(
    shared_data: Path, athlete: int, method: str, ratio: Ratio
) -> None:
    path = shared_data / "overtraining" / "acwr_py_menaspa_oracle.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if (row["method"], row["ID"]) == (method, str(athlete))]
    load = np.array([float(row["load"]) for row in rows])
    expected = float(rows[-1]["acwr"])  # before the 28th day the package takes the days that there are

    assert 28 == len(load)
    assert expected == pytest.approx(ratio(load)[-1], abs=1e-12)


@pytest.mark.parametrize(
    ("name", "athlete"), [("step30to50", None), ("training_load", 1), ("training_load", 2), ("training_load", 3)]
)
def test_athletes_of_the_package_of_r(shared_data: Path, name: str, athlete: int | None) -> None:
    """ACWR of JorgeDelro, whose rolling ratios have two decimals; its first 27 days are of shorter windows."""
    path = shared_data / "overtraining" / f"acwr_R_{name}_oracle.csv"
    table = np.array(columns(path, "TL", "RAC_ACWR", "RAU_ACWR", "EWMA_ACWR"))
    own = table if athlete is None else table[:, columns(path, "ID")[0] == athlete]
    load, coupled, uncoupled, weighted = own

    assert coupled[-1] == pytest.approx(coupled_ratio(load)[-1], abs=5e-3)
    assert uncoupled[-1] == pytest.approx(uncoupled_ratio(load)[-1], abs=5e-3)
    np.testing.assert_allclose(ewma_ratio(load), weighted, atol=1e-9)


@methods
@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), rest=st.floats(0.0, 0.6))
def test_random_series_as_the_package_has_them(method: str, ratio: Ratio, seed: int, rest: float) -> None:
    rng = np.random.default_rng(seed)
    load = np.where(rng.random(120) < rest, 0.0, rng.gamma(3.0, 20.0, 120))
    load[0] = 40.0
    expected = of_package(load, method)[28:]

    np.testing.assert_allclose(ratio(load)[28:], expected, rtol=1e-9)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), rest=st.floats(0.0, 0.9))
def test_weekly_change_of_random_series_as_the_package_has_it(seed: int, rest: float) -> None:
    rng = np.random.default_rng(seed)
    load = np.where(rng.random(120) < rest, 0.0, rng.integers(1, 90, 120))
    expected = acwr.week_to_week_change(daily(load)).to_numpy()

    np.testing.assert_allclose(100 * weekly_change(load), expected, rtol=1e-9, atol=1e-9)


# Athlytics of rOpenSci: runs of a Strava export, day by day


RUNS = {"distance_km": ("Distance", 1000.0), "duration_mins": ("Moving Time", 60.0)}
measures = pytest.mark.parametrize("measure", RUNS)


def runs_of_athlytics(folder: Path, measure: str) -> NDArray[np.float64]:
    """Kilometres or minutes run, from the first run on."""
    column, unit = RUNS[measure]
    with (folder / "athlytics_extdata_activities.csv").open(encoding="utf-8") as file:
        runs = [row for row in csv.DictReader(file) if row["Activity Type"] == "Run"]
    on = [datetime.strptime(row["Activity Date"], "%b %d, %Y, %I:%M:%S %p").date() for row in runs]
    load = np.zeros(94)  # so many days have the tables
    for row, day in zip(runs, on, strict=True):
        load[(day - min(on)).days] += float(row[column]) / unit
    return load


@measures
def test_coupled_ratio_of_runs_as_athlytics(shared_data: Path, measure: str) -> None:
    folder = shared_data / "overtraining"
    (expected,) = columns(folder / f"athlytics_acwr_ra_run_{measure}.csv", "acwr")
    known = ~np.isnan(expected)
    ours = coupled_ratio(runs_of_athlytics(folder, measure))

    assert 67 == known.sum()
    np.testing.assert_allclose(ours[known], expected[known], rtol=1e-9)


@measures
def test_running_means_of_runs_as_athlytics(shared_data: Path, measure: str) -> None:
    """Its weights are half-lives of 3.5 and 14 days, not those of Williams 2017, so its ratio is another one."""
    folder = shared_data / "overtraining"
    acute, chronic, expected = columns(folder / f"athlytics_acwr_ewma2_run_{measure}.csv", "atl", "ctl", "acwr")
    load = runs_of_athlytics(folder, measure)
    short, long = (ewma(load, weight=1 - 0.5 ** (1 / half)) for half in (3.5, 14.0))

    np.testing.assert_allclose([short, long, short / long], [acute, chronic, expected], rtol=1e-9)


def test_year_of_loads_as_athlytics(shared_data: Path) -> None:
    """Its sample, printed to one decimal of load, two of the means, three of the ratio."""
    path = shared_data / "overtraining" / "athlytics_sample_exposure.csv"
    load, acute, chronic, expected = columns(path, "daily_load", "atl", "ctl", "acwr")
    known = ~np.isnan(expected)

    assert (365, 338) == (len(load), known.sum())
    np.testing.assert_allclose(trailing(load, 7).mean(axis=-1)[known], acute[known], atol=0.05)
    np.testing.assert_allclose(trailing(load, 28).mean(axis=-1)[known], chronic[known], atol=0.05)
    np.testing.assert_allclose(coupled_ratio(load)[known], expected[known], atol=3e-3)


def test_coupled_ratio_never_exceeds_four() -> None:
    load = np.zeros(40)
    load[-7:] = 100.0

    assert coupled_ratio(load)[-1] == 4.0


@pytest.mark.parametrize("ratio", RATIOS.values(), ids=RATIOS)
def test_ratio_is_unknown_after_a_day_that_is(ratio: Ratio) -> None:
    load = np.full(40, 50.0)
    load[35] = np.nan

    assert np.isnan(ratio(load)[-1])


def test_a_week_a_fifth_above_the_last_ones() -> None:
    load = np.repeat([100.0, 100.0, 100.0, 100.0, 120.0], 7)[None]
    history = History(np.datetime64("2024-01-01") + np.arange(35), {"load": load})
    (*_, last) = load_jump(history, limit=1.1)

    assert getattr(last, "seen", None) == 1.2


def test_a_usual_week_after_an_easy_one_is_no_jump_but_a_large_weekly_change() -> None:
    """Warning signs, section 2.2: 83 %, coupled 1.22, uncoupled 1.32, and a tenth above the largest of four weeks."""
    load = np.repeat([100.0, 110.0, 121.0, 72.6, 133.1], 7)
    found = [float(ratio(load)[-1]) for ratio in (weekly_change, coupled_ratio, uncoupled_ratio)]
    history = History(np.datetime64("2024-01-01") + np.arange(35), {"load": load[None]})

    assert found == pytest.approx([0.83, 1.22, 1.32], abs=6e-3)
    assert [] == list(load_jump(history))
