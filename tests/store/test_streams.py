from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from periodize.effort import Effort
from periodize.formats import ingest
from periodize.store import StoreError, pack, pack_activity, unpack
from periodize.store.streams import FIXED, unpack_counted, unpack_positions
from tests.making import recorded

if TYPE_CHECKING:
    from pathlib import Path

CHANNELS = ["heart_rate", "power", "speed", "graded_speed", "cadence", "altitude", "temperature", "intensity"]


@st.composite
def efforts(draw: st.DrawFn) -> Effort:
    n = draw(st.integers(0, 40))
    names = draw(st.lists(st.sampled_from(CHANNELS), unique=True))
    values = st.one_of(st.floats(-500, 10_000, width=32), st.just(np.nan))
    channels = {name: draw(arrays.arrays(np.float64, n, elements=values)) for name in names}
    dt = draw(arrays.arrays(np.float64, n, elements=st.floats(0, 1e5)))
    return Effort("run", dt, channels)


@given(efforts())
def test_an_effort_when_packed_twice_is_the_same_bytes(effort: Effort) -> None:
    once = pack(effort)

    assert once == pack(unpack(once, sport="run"))


@given(efforts())
def test_an_effort_when_unpacked_is_what_it_was(effort: Effort) -> None:
    back = unpack(pack(effort), sport="run", rpe=6.0, stated_load=50.0)

    np.testing.assert_array_equal(effort.dt, back.dt)
    assert (set(effort.channels), 6.0, 50.0) == (set(back.channels), back.rpe, back.stated_load)
    for name, values in effort.channels.items():
        np.testing.assert_allclose(back.channels[name], values, rtol=1e-7, atol=0.5001 / FIXED.get(name, np.inf))


def test_a_speed_of_a_device_when_packed_is_kept_to_the_digit() -> None:
    speed = np.array([3.333, 2.847, np.nan])

    np.testing.assert_array_equal(
        speed, unpack(pack(Effort("run", np.ones(3), {"speed": speed})), sport="run").channels["speed"]
    )


def test_a_value_when_no_number_can_hold_it_is_missing() -> None:
    back = unpack(pack(Effort("run", np.ones(3), {"speed": np.array([np.inf, -1e9, 1.0])})), sport="run")

    np.testing.assert_array_equal([np.nan, np.nan, 1.0], back.channels["speed"])


def test_positions_when_asked_for_come_back_to_the_centimetre() -> None:
    where = np.array([[59.9139001, 10.7522], [np.nan, np.nan], [-33.9, -179.9999999]])
    activity = recorded(seconds=3, positions=where)

    back = unpack_positions(pack_activity(activity, with_positions=True).stream)

    assert back is not None
    np.testing.assert_allclose(back, where, rtol=0, atol=0.51e-7)


def test_positions_when_not_asked_for_are_not_kept() -> None:
    activity = recorded(seconds=1, positions=np.array([[59.9, 10.7]]))

    assert pack_activity(activity).stream.positions is None


@pytest.mark.parametrize(
    "counted",
    [
        [0.0, 2.94, 5.88, 8.82],
        [np.nan, 0.0, 3.0, np.nan],
        [np.nan, np.nan],
        [21_000_000.0, 0.0, 21_000_000.0],
        [],
    ],
)
def test_what_a_device_counted_comes_back_to_the_centimetre(counted: list[float]) -> None:
    seconds = len(counted)
    activity = recorded(seconds=seconds, counted=np.array(counted))

    back = unpack_counted(pack_activity(activity).stream)

    assert back is not None
    np.testing.assert_allclose(back, counted, rtol=0, atol=0.00501)


def test_what_no_device_counted_is_not_kept() -> None:
    assert pack_activity(recorded()).stream.counted is None


def test_what_a_device_counted_when_damaged() -> None:
    stream = replace(pack(recorded().effort), counted=b"x")

    with pytest.raises(StoreError, match="distances of a stream"):
        unpack_counted(stream)


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x01garbage", b"\x02"])
def test_a_stream_when_damaged(data: bytes) -> None:
    stream = replace(pack(recorded().effort), data=data)

    with pytest.raises(StoreError, match="a stream in the store is damaged; import its file again"):
        unpack(stream, sport="run")


def test_positions_when_damaged() -> None:
    stream = replace(pack(recorded().effort), positions=b"x")

    with pytest.raises(StoreError, match="positions of a stream"):
        unpack_positions(stream)


def test_means_when_packed_are_those_of_the_channels() -> None:
    recording = pack_activity(recorded(channels=("heart_rate", "speed"))).recording

    assert (140.0, 3.0, None, None) == (recording.heart_rate, recording.speed, recording.power, recording.cadence)


def test_real_recordings_when_packed_take_less_than_ten_kilobytes_an_hour(shared_data: Path) -> None:
    real = ingest([shared_data / "recorded" / "fit-python-fitparse"], zone=UTC).activities
    packed = [pack_activity(activity).stream for activity in real]
    size = sum(len(stream.data) + len(stream.counted or b"") for stream in packed)

    assert size / sum(activity.duration / 3600 for activity in real) < 10_000
