"""What a FIT file tells beside its records: laps, workout steps, pauses, device, own figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pyfitparsernative
import pytest

from periodize.activity import Lap, Pause, WorkoutStep
from periodize.formats import READERS
from periodize.formats.streams.fit_session import device_of, steps_of

if TYPE_CHECKING:
    from pathlib import Path

    from periodize.activity import Activity


def at(second: int) -> str:
    return (datetime(2025, 6, 1, 6, 0) + timedelta(seconds=second)).isoformat()


def message(kind: str, second: int | None = None, **fields: object) -> dict[str, Any]:
    return {"message_type": kind, **({} if second is None else {"timestamp": at(second)}), **fields}


def records(first: int, last: int) -> list[dict[str, Any]]:
    return [message("record", second, heart_rate=140) for second in range(first, last)]


def activities(*messages: dict[str, Any]) -> tuple[Activity, ...]:
    data = pyfitparsernative.write_fit_bytes([message("file_id", type="activity"), *messages])
    return READERS["fit"].read(data, source="a.fit", zone=UTC).activities


def real(recorded: Path, name: str) -> tuple[Activity, ...]:
    return READERS["fit"].read((recorded / name).read_bytes(), source=name, zone=UTC).activities


def timer(second: int, kind: str) -> dict[str, Any]:
    return message("event", second, event="timer", event_type=kind)


def test_pauses_when_the_timer_stood_for_less_than_a_gap_would_show() -> None:
    (activity,) = activities(*records(0, 11), timer(10, "stop_all"), timer(15, "start"), *records(16, 20))
    assert activity.pauses == (Pause(11.0, 5.0),)
    assert activity.duration == 15.0


def test_pauses_when_the_timer_stood_twice_in_a_gap() -> None:
    stops = [timer(10, "stop"), timer(20, "start"), timer(25, "stop"), timer(45, "start")]
    (activity,) = activities(*records(0, 11), *stops, *records(50, 60))
    assert activity.pauses == (Pause(20.0, 30.0),)


def test_pauses_when_the_timer_was_stopped_at_the_end() -> None:
    (activity,) = activities(timer(0, "start"), *records(0, 11), timer(10, "stop_all"))
    assert activity.pauses == ()


def test_laps_when_they_belong_to_steps() -> None:
    lap = message("lap", 10, start_time=at(0), total_timer_time=10.0, intensity="warmup", wkt_step_index=2)
    (activity,) = activities(*records(0, 10), lap)
    assert activity.laps == (Lap(0.0, 10.0, intensity="warmup", step=2),)


def test_laps_when_a_race_has_several_legs() -> None:
    legs = [
        message("session", 100, start_time=at(0), sport="swimming", total_timer_time=100.0),
        message("session", 120, start_time=at(101), sport="transition", total_timer_time=20.0),
        message("session", 300, start_time=at(120), sport="running", total_timer_time=180.0),
    ]
    spans = [(0, 60), (60, 40), (100, 20), (119, 81), (200, 100)]  # some a second before their leg
    laps = [
        message("lap", first + length, start_time=at(first), total_elapsed_time=float(length))
        for first, length in spans
    ]
    swim, run = activities(*records(0, 300), *legs, *laps)
    assert [lap.duration for lap in swim.laps] == [60.0, 40.0]
    assert [lap.duration for lap in run.laps] == [81.0, 100.0]


def test_figures_of_the_device_when_it_computed_some() -> None:
    summary = message(
        "session", 10, start_time=at(0), sport="cycling", total_timer_time=10.0, training_stress_score=50.1,
        normalized_power=201, max_heart_rate=183,
    )  # fmt: skip
    (activity,) = activities(*records(0, 10), summary)
    assert activity.given == {"training_stress_score": 50.1, "normalized_power": 201.0, "max_heart_rate": 183.0}
    assert activity.peak_hr == 183.0


def test_peak_heart_rate_when_no_heart_beats_so() -> None:
    summary = message("session", 10, start_time=at(0), sport="cycling", total_timer_time=10.0, max_heart_rate=250)
    (activity,) = activities(*records(0, 10), summary)
    assert activity.peak_hr is None


STEPS = [
    (
        {"wkt_step_name": "Easy", "intensity": "warmup", "duration_type": "time", "duration_value": 600_000,
         "target_type": "heart_rate", "custom_target_value_low": 220, "custom_target_value_high": 240},
        WorkoutStep("Easy", "warmup", 600.0, None, "heart_rate 120-140"),
    ),
    (
        {"intensity": "active", "duration_type": "distance", "duration_value": 100_000, "target_type": "speed",
         "custom_target_value_low": 4000, "custom_target_value_high": 4250},
        WorkoutStep("", "active", None, 1000.0, "speed 4-4.25"),
    ),
    (
        {"intensity": "rest", "duration_type": "open", "target_type": "power", "custom_target_value_low": 45,
         "custom_target_value_high": 55},
        WorkoutStep("", "rest", None, None, "power 45-55 %"),
    ),
    (
        {"duration_type": "time", "duration_value": 60_000, "target_type": "power", "target_value": 3},
        WorkoutStep("", "", 60.0, None, "power zone 3"),
    ),
    (
        {"duration_type": "repeat_until_steps_cmplt", "duration_value": 1, "target_type": "open", "target_value": 4},
        WorkoutStep("Repeat 4", "", None, None, "4 times from step 1"),
    ),
    ({"duration_type": "open", "target_type": "open"}, WorkoutStep()),
]  # fmt: skip


@pytest.mark.parametrize(("stored", "expected"), STEPS)
def test_a_step_when_stored_in_the_units_of_the_format(stored: dict[str, Any], expected: WorkoutStep) -> None:
    (activity,) = activities(*records(0, 3), message("workout_step", message_index=0, **stored))
    assert activity.steps == (expected,)


def test_steps_when_the_slower_decoder_has_named_their_fields() -> None:
    stored = {
        "message_index": 0, "wkt_step_name": "Hard", "duration_type": "distance", "duration_distance": 500.0,
        "target_type": "power", "target_power_zone": 0, "custom_target_power_low": 1300,
        "custom_target_power_high": 1310, "intensity": "active",
    }  # fmt: skip
    assert steps_of([stored]) == (WorkoutStep("Hard", "active", None, 500.0, "power 300-310"),)


def test_steps_when_written_out_of_order() -> None:
    steps = [message("workout_step", message_index=i, wkt_step_name=f"step {i}") for i in (2, 0, 1)]
    (activity,) = activities(*records(0, 3), *steps)
    assert [step.name for step in activity.steps] == ["step 0", "step 1", "step 2"]


@pytest.mark.parametrize(
    ("stored", "device"),
    [
        ({"manufacturer": "garmin", "product": 2691}, "garmin fr935"),
        ({"manufacturer": "garmin", "garmin_product": "fr935"}, "garmin fr935"),
        ({"manufacturer": "garmin", "product": 65_000}, "garmin 65000"),
        ({"manufacturer": "wahoo_fitness", "product": 28}, "wahoo_fitness 28"),
        ({"manufacturer": "coros", "product": 802, "product_name": "COROS PACE 2"}, "COROS PACE 2"),
        ({"manufacturer": "stryd"}, "stryd"),
        ({"manufacturer": 4711, "product": 1}, ""),
    ],
)
def test_a_device_when_named_in_different_ways(stored: dict[str, Any], device: str) -> None:
    assert device_of([stored]) == device


def test_a_real_multisport_race_when_split_into_its_legs(recorded: Path) -> None:
    legs = real(recorded, "fit-fitdecode/activity-large-fenxi2-multisport.fit")
    assert [leg.sport for leg in legs] == ["xt", "run", "run", "bike"]
    assert [len(leg.laps) for leg in legs] == [1, 1, 1, 1]
    laps = [lap.distance for leg in legs for lap in leg.laps]
    assert [leg.distance for leg in legs] == pytest.approx(laps, rel=0.001)


def test_a_real_triathlon_when_split_into_its_legs(recorded: Path) -> None:
    legs = real(recorded, "fit-python-fitparse/sample_mulitple_header.fit")
    assert [[lap.duration for lap in leg.laps] for leg in legs] == [[1987.521], [4422.14], [2850.694]]


def test_a_real_run_when_an_old_watch_packed_its_distance(recorded: Path) -> None:
    """Its session tells 10,248.67 m in 3,772.75 s; the last record was made a second before the end."""
    (run,) = real(recorded, "fit-fitdecode/compressed-speed-distance.fit")
    assert run.effort.mean("speed") * run.duration == pytest.approx(10_249, rel=0.01)


def test_a_real_ride_when_the_timer_stood_often(recorded: Path) -> None:
    """The device's own total is 10,641 s; without its timer, pauses under ten seconds would count as riding."""
    (ride,) = real(recorded, "fit-fitdecode/garmin-edge-500-activity.fit")
    assert ride.duration == pytest.approx(10_641, rel=0.005)
    assert len(ride.pauses) == 44


EVERY = (
    "fit-fitdecode/2019-02-17-062644-ELEMNT-297E-195-0.fit", "fit-fitdecode/garmin-edge-500-activity.fit",
    "fit-fitdecode/sample-activity.fit", "fit-python-fitparse/coros-pace-2-cycling-misaligned-fields.fit",
    "fit-python-fitparse/nick.fit", "fit-scikit-sports/2014-07-26-18-50-56.fit", "fit-sweatpy/4801048867.fit",
)  # fmt: skip


@pytest.mark.parametrize("name", EVERY)
def test_samples_and_pauses_when_added_up_give_the_elapsed_time(recorded: Path, name: str) -> None:
    (activity,) = real(recorded, name)
    paused = sum(pause.duration for pause in activity.pauses)
    assert activity.duration + paused == pytest.approx(activity.elapsed, abs=4.0)


@pytest.mark.parametrize("name", EVERY)
def test_positions_when_a_device_has_them_stand_beside_the_samples(recorded: Path, name: str) -> None:
    (activity,) = real(recorded, name)
    assert activity.positions is not None
    assert activity.positions.shape == (len(activity.effort.dt), 2)
    assert np.nanmax(np.abs(activity.positions[:, 0])) <= 90
