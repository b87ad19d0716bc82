"""The synthetic recordings: read back by our reader and by another decoder with the same totals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import fitdecode
import numpy as np
import pytest

from periodize.demo import DemoSession, fit_bytes, garmin_csv_bytes, tcx_bytes
from periodize.formats import READERS

START = datetime(2025, 3, 29, 8, 0, tzinfo=ZoneInfo("Europe/Berlin"))
REPEATS = DemoSession(
    START, "run", [(600, 2.8, 132), *[(240, 4.2, 172), (120, 2.2, 145)] * 3, (300, 2.7, 135)], "3 × 4 min", rpe=7.0
)


def rng(seed: int = 3) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_fit_when_read_by_us_and_by_another_decoder() -> None:
    data = fit_bytes(REPEATS, rng=rng())
    (activity,) = READERS["fit"].read(data, source="a.fit", zone=UTC).activities
    records: list[Any] = []
    sessions: list[Any] = []
    with fitdecode.FitReader(data, check_crc=fitdecode.CrcCheck.RAISE) as frames:
        for frame in frames:
            if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                {"record": records, "session": sessions}.get(frame.name, []).append(frame)
    rates = [frame.get_value("heart_rate") for frame in records]
    assert len(records) == len(activity.effort.dt)
    assert np.mean(rates) == pytest.approx(activity.effort.mean("heart_rate"))
    assert activity.distance == max(frame.get_value("distance") for frame in records)
    assert activity.distance == sessions[0].get_value("total_distance")
    assert activity.duration == sessions[0].get_value("total_timer_time")


def test_a_fit_when_read_back_has_the_start_and_the_title() -> None:
    (activity,) = READERS["fit"].read(fit_bytes(REPEATS, rng=rng()), source="a.fit", zone=UTC).activities
    assert (activity.start, activity.name, activity.effort.rpe) == (START, "3 × 4 min", 7.0)


@pytest.mark.parametrize("sport", ["run", "bike", "swim", "row", "ski", "walk", "hike", "gym", "xt"])
def test_a_sport_when_written_as_fit(sport: str) -> None:
    data = fit_bytes(DemoSession(START, sport, [(60, 1.0, 120)]), rng=rng())
    (activity,) = READERS["fit"].read(data, source="a.fit", zone=UTC).activities
    assert activity.sport == sport


def test_heart_rate_when_the_speed_rises_lags_behind() -> None:
    (activity,) = READERS["fit"].read(fit_bytes(REPEATS, rng=rng()), source="a.fit", zone=UTC).activities
    heart_rate = activity.effort.channels["heart_rate"]
    at_once, in_the_end = heart_rate[605:615].mean(), heart_rate[800:840].mean()
    assert (at_once < 155, in_the_end > 168) == (True, True)


def test_speed_when_averaged_is_the_planned_one() -> None:
    (activity,) = READERS["fit"].read(fit_bytes(REPEATS, rng=rng()), source="a.fit", zone=UTC).activities
    planned = sum(duration * speed for duration, speed, _ in REPEATS.segments)
    assert activity.distance == pytest.approx(planned, rel=0.01)


@pytest.mark.parametrize("write", [fit_bytes, tcx_bytes])
def test_bytes_when_the_seed_is_the_same(write: type) -> None:
    assert write(REPEATS, rng=rng()) == write(REPEATS, rng=rng())
    assert write(REPEATS, rng=rng()) != write(REPEATS, rng=rng(4))


@pytest.mark.parametrize("write", [fit_bytes, tcx_bytes])
def test_a_recording_when_written_holds_no_position(write: type) -> None:
    content = write(REPEATS, rng=rng())
    assert b"Position" not in content
    assert b"position" not in content


def test_a_table_when_written_has_the_newest_first() -> None:
    later = DemoSession(START + timedelta(days=2), "bike", [(3600, 8.0, 140)])
    lines = garmin_csv_bytes([REPEATS, later]).decode().splitlines()
    assert lines[0].startswith("Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR")
    assert [line.split(",")[1][:10] for line in lines[1:]] == ["2025-03-31", "2025-03-29"]
