"""Real recordings, imported into a folder and asked about as a user would."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Ask = Callable[..., str]


def folder_of(place: Path, folder: Path, *, athlete: str = "", options: tuple[str, ...] = ()) -> Ask:
    """Import recordings into a folder, and return what asks about it."""
    if not place.exists():
        pytest.skip(f"{place.name} is not there")
    if athlete:
        (folder / "athlete.yaml").write_text(athlete)
    env = {**os.environ, "PERIODIZE_TODAY": "2026-11-22", "COLUMNS": "80", "NO_COLOR": "1", "TZ": "UTC"}

    def ask(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "periodize", *arguments], cwd=folder, env=env, capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip
        assert 0 == done.returncode, done.stderr
        return done.stdout

    ask("import", str(place), *options)
    return ask


def shares(row: Any, side: str, basis: str) -> list[int]:
    """Return the share of each zone [%]."""
    seconds = row[side][basis]["seconds"]
    return [round(100 * time / sum(seconds)) for time in seconds]


# ---- a runner's June, second by second


@pytest.fixture(scope="module")
def june(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    athlete = "threshold: {run: 3:55/km, hr: 178bpm}\nhr: {max: 200, rest: 50}\n"
    options = ("--timezone", "Europe/London", "--with-positions")
    place = shared_data / "recorded" / "tcx-trackeR"
    return folder_of(place, tmp_path_factory.mktemp("june"), athlete=athlete, options=options)


def test_five_kilometres_that_slowed_are_told_by_their_halves(june: Ask) -> None:
    parts = json.loads(june("race", "21b34973e9ab", "--json"))["segments"]["rows"]

    assert [209.5, 216.7, 220.8, 234.1, 240.5] == [round(one["time_s"], 1) for one in parts[:5]]
    assert "Halves: 8:56.9 and 9:48.1, the second 9.6% slower" in june("race", "21b34973e9ab")


def test_pace_and_heart_rate_disagree_about_june(june: Ask) -> None:
    whole = json.loads(june("zones", "--from", "2013-06", "--to", "2013-06", "--json"))["whole"]

    assert (33, 0) == (whole["recordings"], whole["unknown"])
    assert ([13, 27, 19, 17, 23], [53, 26, 15, 4, 2]) == (
        shares(whole, "done", "pace"), shares(whole, "done", "heart_rate"),
    )  # fmt: skip


# ---- seven years of averages


@pytest.fixture(scope="module")
def years(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    place = shared_data / "histories" / "garmin-csv-1131-runs"
    return folder_of(place, tmp_path_factory.mktemp("years"), options=("--timezone", "Europe/Paris"))


def test_years_of_averages_turn_easier(years: Ask) -> None:
    rows = json.loads(years("zones", "--json"))["rows"]

    easy = {row["label"]: shares(row, "averaged", "heart_rate")[0] for row in rows}
    assert {"2019": 33, "2020": 15, "2021": 14, "2022": 23, "2023": 34, "2024": 51, "2025": 60, "2026": 0} == easy
    assert {None} == {row["averaged"]["heart_rate"]["polarisation"] for row in rows}


def test_years_of_averages_are_drawn_apart(years: Ask) -> None:
    told = json.loads(years("chart", "zones", "--json"))["description"]

    assert 8 == told.count("done ~ ")
    assert 0 == told.count("done ") - told.count("done ~ ")
    assert "2025, 1 Jan 2025 to 31 Dec 2025: done ~ 239.1 h (60% Z1, 30% Z2, 8% Z3, 2% Z4)." in told


# ---- rides with power


@pytest.fixture(scope="module")
def rides(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Ask:
    place = shared_data / "recorded" / "fit-scikit-sports"
    athlete = "threshold: {bike: 250W}\n"
    folder = tmp_path_factory.mktemp("rides")
    return folder_of(place, folder, athlete=athlete, options=("--timezone", "Europe/Paris", "--with-positions"))


def test_rides_are_told_by_power(rides: Ask) -> None:
    rows = json.loads(rides("zones", "--basis", "power", "--model", "coggan7", "--json"))["rows"]
    found = {row["label"]: row["done"]["power"] for row in rows}

    # the power of the fourth ride of the year was lost with its file
    assert {"2013": 1, "2014": 3} == {year: times["count"] for year, times in found.items()}
    assert [42, 20, 13, 9, 7, 6, 2] == shares({"done": {"power": found["2014"]}}, "done", "power")


def test_rides_on_roads_that_differ_are_no_benchmark(rides: Ask) -> None:
    """Of two rides of 18 km half of the way is the same: that is not the same route."""
    assert [] == json.loads(rides("benchmark", "--json"))["benchmarks"]


def test_broken_recording_tells_no_maximum_heart_rate(rides: Ask) -> None:
    """Fourteen seconds at 82 bpm are all that the heart rate is known of."""
    assert "maximum heart rate" not in rides("activities")


# ---- people with a wristband


def test_months_of_a_wristband_are_told_by_its_averages(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ask = folder_of(shared_data / "histories" / "pmdata" / "p01", tmp_path_factory.mktemp("p01"))
    found = json.loads(ask("zones", "--json"))

    assert ("month", 181, 11) == (found["by"], found["whole"]["recordings"], found["whole"]["unknown"])
    assert [92, 96, 82, 81, 93] == [shares(row, "averaged", "heart_rate")[0] for row in found["rows"]]
    assert any("the median of 152 mornings" in note for note in found["notes"])
