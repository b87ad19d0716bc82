from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, tuples

from periodize.activity import Pause
from periodize.formats.streams.effort import Built, effort_from_records, effort_of_summary

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

START = 1_740_000_000.0


def build(times: ArrayLike, sport: str = "run", *, stops: ArrayLike = (), **fields: ArrayLike) -> Built:
    columns = {name: np.asarray(values, dtype=float) for name, values in fields.items()}
    stood = np.asarray(stops, dtype=float).reshape(-1, 2)
    built = effort_from_records(sport, START + np.asarray(times, dtype=float), columns, stops=stood)
    assert built is not None
    return built


def test_samples_when_recorded_each_second() -> None:
    built = build([0, 1, 2, 3], heart_rate=[100, 110, 120, 130])
    assert built.effort.dt.tolist() == [1.0, 1.0, 1.0, 1.0]
    assert (built.start, built.elapsed) == (START, 4.0)


def test_samples_when_the_device_saves_space() -> None:
    assert build([0, 4, 12, 13], heart_rate=[1, 2, 3, 4]).effort.dt.tolist() == [4.0, 8.0, 1.0, 4.0]


def test_moving_time_when_the_watch_was_stopped() -> None:
    built = build([0, 1, 2, 302, 303], heart_rate=[100] * 5)
    assert (built.effort.duration, built.elapsed) == (5.0, 304.0)


def test_pauses_when_the_watch_was_stopped() -> None:
    assert build([0, 1, 2, 302, 303], heart_rate=[100] * 5).pauses == (Pause(3.0, 299.0),)


def test_samples_when_the_timer_stood_for_part_of_a_gap() -> None:
    built = build([0, 1, 2, 8, 9], stops=[[START + 3, START + 7]], heart_rate=[100] * 5)
    assert built.effort.dt.tolist() == [1.0, 1.0, 2.0, 1.0, 1.0]
    assert built.pauses == (Pause(4.0, 4.0),)


def test_samples_when_the_device_went_on_recording_while_the_timer_stood() -> None:
    built = build([0, 1, 2, 3], stops=[[START, START + 3]], heart_rate=[100] * 4)
    assert built.effort.dt.tolist() == [1.0, 1.0, 1.0, 1.0]


def test_samples_when_the_timer_stood_before_and_after() -> None:
    stops = [[START - 100, START - 50], [START + 50, START + 100]]
    assert build([0, 1, 2], stops=stops, heart_rate=[100] * 3).pauses == ()


@given(
    gaps=lists(integers(1, 90), min_size=2, max_size=40),
    stood=lists(tuples(integers(0, 200), integers(1, 60)), max_size=6),
)
def test_samples_and_pauses_when_added_up(gaps: list[int], stood: list[tuple[int, int]]) -> None:
    edges = np.cumsum([part for stop in stood for part in stop]).reshape(-1, 2)
    built = build(np.cumsum(gaps), stops=START + edges, heart_rate=[100] * len(gaps))
    assert built.effort.duration + sum(pause.duration for pause in built.pauses) == pytest.approx(built.elapsed)
    assert built.effort.dt.min() > 0


def test_positions_when_a_record_lacks_one_half() -> None:
    built = build([0, 1, 2], latitude=[50.0, np.nan, 50.2], longitude=[10.0, 10.1, np.nan])
    assert built.positions is not None
    np.testing.assert_array_equal([[50.0, 10.0], [np.nan] * 2, [np.nan] * 2], built.positions)


def test_positions_when_records_are_out_of_order() -> None:
    built = build([1, 0], latitude=[51.0, 50.0], longitude=[11.0, 10.0])
    assert built.positions is not None
    assert built.positions.tolist() == [[50.0, 10.0], [51.0, 11.0]]


def test_positions_when_there_is_none() -> None:
    assert build([0, 1], latitude=[np.nan] * 2, longitude=[np.nan] * 2).positions is None


def test_moving_time_when_the_distance_went_on_through_a_gap() -> None:
    times = [*range(60), *range(90, 120)]
    moving = build(times, distance=[3.0 * second for second in times])
    standing = build(times, distance=[3.0 * second if second < 60 else 3.0 * (second - 30) for second in times])
    assert (moving.effort.duration, standing.effort.duration) == (120.0, 90.0)


def test_records_when_out_of_order() -> None:
    built = build([2, 0, 3, 1], heart_rate=[120, 100, 130, 110])
    assert built.effort.channels["heart_rate"].tolist() == [100, 110, 120, 130]


def test_records_when_of_the_same_second_are_joined() -> None:
    built = build([0, 1, 1, 2], heart_rate=[100, np.nan, 110, 120], power=[200, 210, 999, 220])
    assert built.effort.channels["heart_rate"].tolist() == [100, 110, 120]
    assert built.effort.channels["power"].tolist() == [200, 210, 220]


def test_records_when_the_first_has_a_wrong_clock() -> None:
    built = build([-400_000_000, 0, 1, 2], heart_rate=[90, 100, 110, 120])
    assert (built.start, built.elapsed) == (START, 3.0)


def test_records_when_none_has_a_time() -> None:
    assert effort_from_records("run", np.full(3, np.nan), {"heart_rate": np.ones(3)}) is None


def test_a_single_record_when_that_is_all() -> None:
    assert build([0], heart_rate=[100]).effort.dt.tolist() == [1.0]


@pytest.mark.parametrize(
    ("channel", "sport", "value"),
    [("heart_rate", "run", 0), ("heart_rate", "run", 255), ("power", "bike", 4000), ("speed", "run", 15.0),
     ("speed", "swim", 8.0), ("cadence", "run", -1), ("altitude", "run", 12_600.0), ("temperature", "run", 127.0)],
)  # fmt: skip
def test_a_value_when_no_sensor_can_mean_it(channel: str, sport: str, value: float) -> None:
    sound = {
        "heart_rate": 120.0,
        "power": 200.0,
        "speed": 1.5,
        "cadence": 160.0,
        "altitude": 400.0,
        "temperature": 21.0,
    }[channel]
    values = build(range(4), sport, **{channel: [sound, value, sound, sound]}).effort.channels[channel]
    np.testing.assert_array_equal([sound, np.nan, sound, sound], values)


def test_speed_when_a_sensor_never_turned() -> None:
    built = build(range(5), "row", speed=[0.0] * 5, distance=[0.0] * 5, heart_rate=[130] * 5)
    assert {"heart_rate"} == set(built.effort.channels)
    assert built.distance is None


def test_speed_when_only_distance_is_known() -> None:
    speed = build(range(120), distance=[4.0 * second for second in range(120)]).effort.channels["speed"]
    np.testing.assert_allclose(speed, 4.0, rtol=1e-9)


def test_speed_when_a_pool_counts_lengths() -> None:
    lengths = [25.0 * (second // 25) for second in range(1000)]
    effort = build(range(1000), "swim", distance=lengths).effort
    assert effort.mean("speed") * effort.duration == pytest.approx(975.0)
    assert effort.coverage("speed") > 0.95


def test_speed_when_the_watch_was_stopped_and_carried_on() -> None:
    times = [*range(100), *range(400, 500)]
    distance = [3.0 * second if second < 100 else 3.0 * (second - 300) + 500 for second in times]
    speed = build(times, distance=distance).effort.channels["speed"]
    assert np.nanmax(speed) == pytest.approx(3.0)


def test_distance_when_the_counter_starts_again_at_a_lap() -> None:
    counted = [*(3.0 * second for second in range(100)), *(3.0 * second for second in range(100))]
    assert build(range(200), distance=counted).distance == pytest.approx(2 * 297.0)


def test_distance_when_it_leaps() -> None:
    counted = [3.0 * second + (50_000 if second > 50 else 0) for second in range(100)]
    assert build(range(100), distance=counted).distance == pytest.approx(297.0, abs=3.0)


def test_distance_when_counted_from_the_leg_before() -> None:
    assert build(range(100), distance=[5000 + 3.0 * second for second in range(100)]).distance == 297.0


def test_graded_speed_when_flat() -> None:
    effort = build(range(600), speed=[3.0] * 600, altitude=[50.0] * 600).effort
    np.testing.assert_allclose(effort.channels["graded_speed"], 3.0)


def test_graded_speed_when_climbing() -> None:
    effort = build(range(600), speed=[3.0] * 600, altitude=[0.3 * second for second in range(600)]).effort
    np.testing.assert_allclose(effort.channels["graded_speed"], 3.0 * 5.9682 / 3.6, rtol=1e-3)


def test_graded_speed_when_the_altitude_jumps() -> None:
    altitude = [50.0 if second < 300 else 90.0 for second in range(600)]
    effort = build(range(600), speed=[3.0] * 600, altitude=altitude).effort
    np.testing.assert_allclose(effort.channels["graded_speed"], 3.0)


def test_graded_speed_when_cycling() -> None:
    effort = build(range(600), "bike", speed=[8.0] * 600, altitude=[float(s) for s in range(600)]).effort
    assert "graded_speed" not in effort.channels


@pytest.mark.parametrize(("counted", "steps"), [(85.0, 170.0), (172.0, 172.0)])
def test_cadence_when_counted_by_leg_or_by_step(counted: float, steps: float) -> None:
    assert build(range(5), cadence=[counted] * 5).effort.mean("cadence") == steps


def test_a_summary_when_values_are_missing() -> None:
    effort = effort_of_summary("run", [600.0], {"heart_rate": [float("nan")], "speed": [3.0]})
    assert {name: values.tolist() for name, values in effort.channels.items()} == {"speed": [3.0]}


def test_what_a_sensor_cannot_mean_is_said() -> None:
    times = 1_700_000_000.0 + np.arange(5.0)
    built = effort_from_records("run", times, {"heart_rate": np.array([140.0, 999.0, 0.0, np.nan, 141.0])})

    assert built is not None
    assert ("2 samples of heart rate",) == built.dropped
