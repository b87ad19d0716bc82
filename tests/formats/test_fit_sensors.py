"""Fields that third-party sensors, such as a foot pod, write into the records of a FIT file."""

from __future__ import annotations

import struct
from datetime import UTC
from typing import TYPE_CHECKING

import pyfitparsernative
import pytest

from periodize.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from periodize.effort import Effort

UINT8, UINT16, UINT32, TEXT, BYTES = 2, 0x84, 0x86, 7, 13
HEART_RATE, POWER, TIME = 3, 7, 253

Field = tuple[int, int, int]
"""Number, size and base type of a field."""


def definition(local: int, number: int, fields: Sequence[Field], sensors: Sequence[Field] = ()) -> bytes:
    """Return a definition message; the writer that the project has knows no fields of sensors."""
    head = struct.pack("<BBBHB", 0x40 | local | (0x20 if sensors else 0), 0, 0, number, len(fields))
    extra = bytes([len(sensors), *(part for field in sensors for part in field)]) if sensors else b""
    return head + bytes(part for field in fields for part in field) + extra


def recorded_with(
    *sensors: tuple[int, int, str, int | None], own: Sequence[int] = (), values: Sequence[Sequence[int]]
) -> Effort:
    """Return the effort of a file whose records hold the fields of sensors.

    Parameters
    ----------
    sensors : (number of the sensor, number of its field, name, native field that it stands for).
    own : power of the device itself in each record [W].
    values : of each record, a value for each sensor.
    """
    body = definition(0, 0, [(0, 1, 0)]) + bytes([0, 4])
    body += definition(1, 207, [(3, 1, UINT8), (1, 16, BYTES)])
    for index in sorted({sensor[0] for sensor in sensors}):
        body += bytes([1, index, *range(16)])
    body += definition(
        2, 206, [(0, 1, UINT8), (1, 1, UINT8), (2, 1, UINT8), (3, 12, TEXT), (8, 8, TEXT), (14, 2, UINT16), (15, 1, UINT8)]
    )  # fmt: skip
    for index, number, name, native in sensors:
        stands_for = struct.pack("<HB", 0xFFFF if native is None else 20, 0xFF if native is None else native)
        body += struct.pack("<BBBB12s8s", 2, index, number, UINT16, name.encode(), b"Watts") + stands_for
    fields = [(TIME, 4, UINT32), (HEART_RATE, 1, UINT8)] + ([(POWER, 2, UINT16)] if own else [])
    body += definition(3, 20, fields, [(number, 2, index) for index, number, _, _ in sensors])
    for second, row in enumerate(values):
        body += struct.pack("<BIB", 3, 1_000_000_000 + second, 140) + (struct.pack("<H", own[second]) if own else b"")
        body += struct.pack(f"<{len(row)}H", *row)
    header = struct.pack("<BBHI4s", 14, 0x20, 2132, len(body), b".FIT")
    data = header + _checksum(header) + body
    (activity,) = READERS["fit"].read(data + _checksum(data), source="a.fit", zone=UTC).activities
    return activity.effort


def _checksum(data: bytes) -> bytes:
    """Return the CRC-16 of the FIT protocol."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return struct.pack("<H", crc)


def power(effort: Effort) -> list[float]:
    return [float(watts) for watts in effort.channels["power"]]


def test_power_when_a_foot_pod_measures_it() -> None:
    assert power(recorded_with((0, 5, "Power", None), values=[[250], [260]])) == [250.0, 260.0]


def test_power_when_the_device_measures_it_too() -> None:
    effort = recorded_with((0, 5, "Power", None), own=[300, 310], values=[[250], [260]])
    assert power(effort) == [300.0, 310.0]


def test_power_when_the_device_misses_some() -> None:
    effort = recorded_with((0, 5, "Power", None), own=[300, 0xFFFF], values=[[250], [260]])
    assert power(effort) == [300.0, 260.0]


def test_power_when_a_sensor_says_that_it_stands_for_it() -> None:
    effort = recorded_with((0, 5, "Leg power", POWER), own=[300, 310], values=[[250], [260]])
    assert power(effort) == [250.0, 260.0]


def test_power_when_two_sensors_have_numbers_of_their_own() -> None:
    effort = recorded_with((0, 5, "Form Power", None), (1, 6, "Power", None), values=[[60, 250], [61, 260]])
    assert power(effort) == [250.0, 260.0]


@pytest.mark.parametrize("order", [1, -1])
def test_power_when_two_sensors_use_one_number(order: int) -> None:
    sensors = [(0, 0, "Form Power", None), (1, 0, "Power", None)][::order]
    rows = [[60, 250][::order], [61, 260][::order]]
    assert power(recorded_with(*sensors, values=rows)) == [250.0, 260.0]


def test_another_field_of_a_sensor_when_it_is_not_read_here() -> None:
    assert set(recorded_with((0, 5, "Form Power", None), values=[[60], [61]]).channels) == {"heart_rate"}


def test_a_real_rowing_machine_when_its_app_writes_beside_the_watch(recorded: Path) -> None:
    """The watch counted no distance and no power; the app wrote its own totals into the session."""
    data = (recorded / "fit-fitdecode" / "20170518-191602-1740899583.fit").read_bytes()
    (row,) = READERS["fit"].read(data, source="a.fit", zone=UTC).activities
    (session,) = [m for m in pyfitparsernative.parse_fit_bytes(data) if m["message_type"] == "session"]
    assert row.distance == pytest.approx(session["developer_field_2"], abs=1.0)
    assert row.effort.mean("power") == pytest.approx(session["developer_field_14"], rel=0.01)
