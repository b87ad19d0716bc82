"""The records of a FIT file as columns, with the heart rates that a strap hands over after a swim."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from periodize.formats.streams.fit_messages import FIELDS, instant, many, real, sensors_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from periodize.formats.streams.fit_messages import Decoded, Message

    Floats = NDArray[np.float64]

SEMICIRCLE = 180.0 / 2**31
"""[degrees] Unit of positions in the FIT protocol."""

TICKS = 1024.0
"""[1/s] Clock of a heart-rate strap: FIT profile, hr message."""

ROLL = 4096
"""Where a count of 12 bits begins again."""

STALE = 5.0
"""[s] For how long the last heart rate of a strap holds: our choice."""


def columns_of(whole: Decoded) -> tuple[Floats, dict[str, Floats]]:
    """Return the times of records [s since 1970] and, by our names, the fields that any of them has."""
    table = _reals(whole.values).reshape(len(whole.stamps), len(FIELDS)).T
    fields = dict(zip(FIELDS, np.ascontiguousarray(table), strict=True))
    for axis in ("latitude", "longitude"):
        fields[axis] = fields[axis] * SEMICIRCLE
    # a cadence is written in whole numbers, what is left of it in a field of its own: FIT profile, record message
    fields["cadence"] += np.nan_to_num(fields.pop("cadence_fraction"))
    if np.isnan([fields["speed"], fields["distance"]]).all():
        fields |= _compressed(whole.kinds["record"])
    for sensor in sensors_of(whole.kinds["field_description"]):
        number = f"developer_field_{sensor.number}"
        column = _reals([record.get(number, record.get(sensor.name)) for record in whole.kinds["record"]])
        first, second = (column, fields[sensor.field]) if sensor.instead else (fields[sensor.field], column)
        fields[sensor.field] = np.where(np.isnan(first), second, first)
    return _instants(whole.stamps), {name: column for name, column in fields.items() if not np.isnan(column).all()}


def _compressed(records: Sequence[Message]) -> dict[str, Floats]:
    """Return speed and distance of old watches, which the native decoder leaves in three bytes a record.

    Speed is counted in 1/100 m/s, distance in 1/16 m and from 0 again after 256 m: FIT profile, record message.
    """
    stored = [many(record.get("compressed_speed_distance")) for record in records]
    where = [i for i, packed in enumerate(stored) if len(packed) == 3 and set(packed) != {0xFF}]
    pairs = _pairs([byte for i in where for byte in stored[i]])
    if not where or len(pairs) != len(where):
        return {}
    speed, distance = np.full((2, len(records)), np.nan)
    speed[where] = pairs[:, 0] / 100
    distance[where] = np.cumsum(np.diff(pairs[:, 1], prepend=pairs[0, 1]) % ROLL) / 16
    return {"speed": speed, "distance": distance}


def _pairs(packed: Sequence[Any]) -> NDArray[np.int64]:
    """Return (n, 2) numbers of 12 bits, two in three bytes, the low bits first."""
    sound = [byte for byte in packed if isinstance(byte, int)]
    whole = np.array(sound[: len(sound) // 3 * 3], dtype=np.int64).reshape(-1, 3)
    return np.column_stack([whole[:, 0] | (whole[:, 1] & 0x0F) << 8, whole[:, 1] >> 4 | whole[:, 2] << 4])


def _reals(values: Sequence[Any]) -> Floats:
    """Return values as numbers, nan for what is none."""
    try:
        flat = np.array(values, dtype=np.float64)
    except (TypeError, ValueError):
        flat = np.empty((0, 0))
    # a damaged definition may make texts, or lists of numbers
    return flat if flat.shape == (len(values),) else np.array([real(value) for value in values])


def _instants(stamps: Sequence[Any]) -> Floats:
    if stamps and isinstance(stamps[0], str):
        try:
            moments = np.array(stamps, dtype="datetime64[ms]")
        except ValueError:
            pass
        else:
            return np.where(np.isnat(moments), np.nan, moments.astype(np.float64) / 1000)
    return np.array([instant(stamp) for stamp in stamps], dtype=np.float64)


def stops_of(events: Sequence[Message]) -> Floats:
    """Return from when to when the timer stood: (m, 2) [s since 1970], in order."""
    timer = [(instant(e.get("timestamp")), str(e.get("event_type"))) for e in events if e.get("event") == "timer"]
    stops: list[tuple[float, float]] = []
    stopped = None
    for moment, kind in sorted(event for event in timer if event[0] == event[0]):  # nan has no place in time
        if kind.startswith("stop"):
            stopped = moment if stopped is None else stopped
        elif kind == "start" and stopped is not None:
            stops.append((stopped, moment))
            stopped = None
    return np.array(stops, dtype=np.float64).reshape(-1, 2)


def beats_of(messages: Sequence[Message]) -> tuple[Floats, Floats]:
    """Return the times [s since 1970] and heart rates [bpm] that a strap stored under water, in order.

    Parameters
    ----------
    messages : hr messages. One names the strap's clock (`event_timestamp` [s]) with the time of day; those that
        follow give the low 12 bits of that clock for each rate, two in three bytes, so a count that falls has rolled.
    """
    parts: list[tuple[Floats, Floats]] = [(np.empty(0), np.empty(0))]
    clock = offset = math.nan
    packed: list[Any] = []
    rates: list[Any] = []
    for message in (*messages, {}):
        if "event_timestamp_12" in message:
            packed.extend(many(message["event_timestamp_12"]))
            rates.extend(many(message.get("filtered_bpm")))
            continue
        if packed:
            parts.append((offset + _unrolled(packed, clock), _reals(rates)))
        packed, rates = [], []
        named = _reals(many(message.get("event_timestamp")))
        clock = float(named[-1])
        if "timestamp" in message:
            fraction = real(message.get("fractional_timestamp"))
            offset = instant(message["timestamp"]) + (0.0 if math.isnan(fraction) else fraction) - float(named[0])
        parts.append((offset + named, _reals(many(message.get("filtered_bpm")))))
    known = [min(len(times), len(heart)) for times, heart in parts]
    moments = np.concatenate([times[:n] for (times, _), n in zip(parts, known, strict=True)])
    heart = np.concatenate([heart[:n] for (_, heart), n in zip(parts, known, strict=True)])
    sound = np.flatnonzero(~np.isnan(moments) & (heart > 0))
    order = sound[np.argsort(moments[sound], kind="stable")]
    return moments[order], heart[order]


def _unrolled(packed: Sequence[Any], clock: float) -> Floats:
    """Return the strap's clock [s] at each of its counts, nan where no clock was named before them."""
    low = _pairs(packed).ravel()
    if math.isnan(clock):
        return np.full(len(low), np.nan)
    begin = round(clock * TICKS)
    return (begin + np.cumsum(np.diff(low, prepend=begin % ROLL) % ROLL)) / TICKS


def with_beats(times: Floats, rates: Floats | None, beats: tuple[Floats, Floats]) -> Floats | None:
    """Return the heart rates of records, those of a strap's last beat where it has one.

    The strap wins: under water a watch hears no strap, and repeats an old value or guesses at the wrist.

    Parameters
    ----------
    times : (n,) [s since 1970] of the records.
    rates : (n,) [bpm] of the records, nan where missing; None without any.
    beats : as `beats_of` returns them.
    """
    moments, heart = beats
    if not len(moments):
        return rates
    last = np.searchsorted(moments, times, side="right") - 1
    fresh = (last >= 0) & (times - moments[last] <= STALE)
    return np.where(fresh, heart[last], np.nan if rates is None else rates)
