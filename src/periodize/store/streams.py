"""An effort as compressed bytes: pure functions that a worker process calls."""

from __future__ import annotations

import math
import zlib
from typing import TYPE_CHECKING, Final

from periodize.effort import Effort
from periodize.store.errors import StoreError
from periodize.store.facts import Packed, PackedStream, Recording

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Activity

LAYOUT: Final = b"\x01"
"""First byte of a stream: how it is laid out."""

FIXED: Final = {"speed": 1000, "graded_speed": 1000, "altitude": 10}
"""[1/(m/s)], [1/m] Channels kept as whole numbers of a step, and steps in one unit: no coarser than FIT's own (1 mm/s,
0.2 m). As float32, which the others are kept in, they take twice the bytes: measured on 72 h of real recordings."""

DEGREES: Final = 10_000_000
"""[1/degree] Steps of a position in a degree, a centimetre on the ground each; FIT's own is 0.84 of it."""

COUNTED: Final = 100
"""[1/m] Steps of a counted distance in a metre, those of FIT."""

MISSING: Final = -(2**31)
"""Stands for nan among whole numbers."""


def pack(
    effort: Effort, positions: NDArray[np.float64] | None = None, counted: NDArray[np.float64] | None = None
) -> PackedStream:
    """Pack the channels of an effort, positions where they are to be kept, and what the device counted.

    Parameters
    ----------
    effort : its sport, rating and stated load are not part of the stream.
    positions : (n, 2) latitude, longitude [degrees]; None: not kept.
    counted : (n,) [m] distance where each sample begins, nan where missing; None: the device did not count.

    Notes
    -----
    The lengths of the samples are kept exactly, speeds to a millimetre a second, altitudes to a decimetre, what was
    counted to a centimetre, other channels as float32. The bytes of each channel are sorted by their place in the
    number, so that equal bytes stand together, and deflated; of what was counted those of its steps.
    """
    channels = tuple(sorted(effort.channels))
    parts = [_shuffled(effort.dt, "<f8")]
    for name in channels:
        values = effort.channels[name]
        parts.append(_shuffled(_whole(values, FIXED[name]), "<i4") if name in FIXED else _shuffled(values, "<f4"))
    where = None if positions is None else zlib.compress(_shuffled(_whole(positions.T.ravel(), DEGREES), "<i4"))
    how_far = None if counted is None else zlib.compress(_shuffled(_steps(_whole(counted, COUNTED)), "<i4"))
    return PackedStream(len(effort.dt), channels, LAYOUT + zlib.compress(b"".join(parts)), where, how_far)


def unpack(stream: PackedStream, *, sport: str, rpe: float | None = None, stated_load: float | None = None) -> Effort:
    """Return the effort of a packed stream. Packing it again gives the same bytes.

    Raises
    ------
    StoreError
        if the bytes are damaged.
    """
    n = stream.n
    data = _inflated(stream.data[1:]) if stream.data[:1] == LAYOUT else b""
    if len(data) != n * (8 + 4 * len(stream.channels)):
        raise StoreError("a stream in the store is damaged; import its file again")
    channels = {}
    for number, name in enumerate(stream.channels):
        part = data[n * (8 + 4 * number) : n * (12 + 4 * number)]
        channels[name] = _fraction(_sorted_back(part, "<i4"), FIXED[name]) if name in FIXED else _floats(part, "<f4")
    return Effort(sport, _floats(data[: 8 * n], "<f8"), channels, rpe, stated_load)


def unpack_positions(stream: PackedStream) -> NDArray[np.float64] | None:
    """Return (n, 2) latitude, longitude [degrees], or None where none were kept."""
    if stream.positions is None:
        return None
    data = _inflated(stream.positions)
    if len(data) != 8 * stream.n:
        raise StoreError("the positions of a stream in the store are damaged; import its file again")
    return _fraction(_sorted_back(data, "<i4"), DEGREES).reshape(2, stream.n).T


def unpack_counted(stream: PackedStream) -> NDArray[np.float64] | None:
    """Return (n,) [m] the distance that the device had counted where each sample begins, or None where none is kept."""
    import numpy as np

    if stream.counted is None:
        return None
    data = _inflated(stream.counted)
    if len(data) != 4 * stream.n:
        raise StoreError("the distances of a stream in the store are damaged; import its file again")
    return _fraction(np.cumsum(_sorted_back(data, "<i4"), dtype=np.int32), COUNTED)


def pack_activity(activity: Activity, *, with_positions: bool = False) -> Packed:
    """Return an activity as the store takes it; what is computed of it joins with `dataclasses.replace`.

    Compute that of `unpack(packed.stream, ...)`, not of the original: then a later computation from the store gives
    the very same numbers.
    """
    effort = activity.effort
    stream = pack(effort, activity.positions if with_positions else None, activity.counted)
    recording = Recording(
        key=activity.id,
        sport=activity.sport,
        start=activity.start,
        moving=effort.duration,
        elapsed=float(activity.elapsed),
        wall_clock=activity.wall_clock,
        distance=known(activity.distance),
        heart_rate=known(effort.mean("heart_rate")),
        power=known(effort.mean("power")),
        speed=known(effort.mean("speed")),
        cadence=known(effort.mean("cadence")),
        peak_hr=known(activity.peak_hr if activity.peak_hr is not None else _peak(effort)),
        rpe=known(effort.rpe),
        stated_load=known(effort.stated_load),
        name=activity.name,
        note=activity.note,
        device=activity.device,
        native_id=activity.native_id,
        surface=activity.surface,
        laps=activity.laps,
        pauses=activity.pauses,
        steps=activity.steps,
        given={name: float(value) for name, value in activity.given.items() if math.isfinite(value)},
        dropped=activity.dropped,
        samples=stream.n,
        channels=stream.channels,
        source=activity.source,
    )
    return Packed(recording, stream)


def _peak(effort: Effort) -> float | None:
    """Return the highest heart rate of a stream [bpm]; the mean of a summary is none."""
    import numpy as np

    values = effort.channels.get("heart_rate")
    return float(np.fmax.reduce(values)) if values is not None and len(values) > 1 else None


def known(value: float | None) -> float | None:
    """Return a finite number as a plain float, anything else as None."""
    return float(value) if value is not None and math.isfinite(value) else None


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def _shuffled(values: NDArray[np.float64] | NDArray[np.int32], kind: str) -> bytes:
    """Return the first byte of every number, then the second of every number, and so on."""
    import numpy as np

    packed = np.ascontiguousarray(values, dtype=kind)
    return packed.view(np.uint8).reshape(len(packed), packed.itemsize).T.tobytes()


def _sorted_back(data: bytes, kind: str) -> NDArray[np.int32]:
    import numpy as np

    size = np.dtype(kind).itemsize
    places = np.frombuffer(data, np.uint8).reshape(size, len(data) // size)
    numbers = np.empty(places.T.shape, np.uint8)
    for place, each in enumerate(places):  # half the time of one copy of the transposed
        numbers[:, place] = each
    return numbers.view(kind).ravel()


def _floats(data: bytes, kind: str) -> NDArray[np.float64]:
    import numpy as np

    return _sorted_back(data, kind).astype(np.float64)


def _whole(values: NDArray[np.float64], steps: int) -> NDArray[np.int32]:
    import numpy as np

    held = np.abs(values) * steps < -MISSING  # nan is not
    return np.where(held, np.rint(np.where(held, values, 0.0) * steps), MISSING).astype(np.int32)


def _steps(whole: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return each number less the one before; what overflows beside a missing one comes back when they are summed."""
    import numpy as np

    return np.diff(whole, prepend=np.int32(0))


def _fraction(whole: NDArray[np.int32], steps: int) -> NDArray[np.float64]:
    import numpy as np

    values = whole / steps
    values[whole == MISSING] = np.nan
    return values
