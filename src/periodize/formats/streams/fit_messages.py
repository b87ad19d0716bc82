"""The messages of a FIT file: decoded natively, or salvaged where it is damaged; and the values in them."""

from __future__ import annotations

import math
from dataclasses import field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Message = Mapping[str, Any]

FIELDS: Mapping[str, str] = {
    "heart_rate": "heart_rate", "power": "power", "speed": "enhanced_speed", "distance": "distance",
    "altitude": "enhanced_altitude", "temperature": "temperature", "cadence": "cadence",
    "cadence_fraction": "fractional_cadence", "latitude": "position_lat", "longitude": "position_long",
}  # fmt: skip
"""Field of ours -> name in a record message; both decoders fill the enhanced field from the plain one."""

_WANTED = (
    "file_id", "activity", "session", "lap", "record", "event", "hr", "sport", "workout", "workout_step",
    "field_description",
)  # fmt: skip

RECORD_MESSAGE = 20
"""Number of the record message in the FIT profile."""

_NATIVE: Mapping[int, tuple[str, frozenset[str]]] = {
    4: ("cadence", frozenset({"rpm", "spm", "1/min"})),
    5: ("distance", frozenset({"m", "meters"})),
    6: ("speed", frozenset({"m/s"})),
    7: ("power", frozenset({"w", "watts", "watt"})),
}
"""Number of a field of the record message -> ours and its unit, for sensors that name the field they stand for."""


class Sensor(NamedTuple):
    """What a third-party sensor, such as a foot pod, writes into records.

    Parameters
    ----------
    field : ours.
    number, name : under which one decoder or the other has it in a record.
    instead : it says that it stands for the field of the device.
    """

    field: str
    number: int
    name: str
    instead: bool


@dataclass(slots=True)
class Decoded:
    """The messages of a file.

    Parameters
    ----------
    kinds : kind -> messages, in the order of the file.
    stamps : the timestamp of each record.
    values : of each record the `FIELDS`, in their order, None where missing. Records are looked into while they are
        sorted out, because a second walk through them costs as much again.
    fault : how the file is damaged, None when it is sound.
    """

    kinds: dict[str, list[Message]] = field(default_factory=lambda: {kind: [] for kind in _WANTED})
    stamps: list[Any] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    fault: str | None = None

    def take(self, messages: Iterable[Message]) -> None:
        """Sort messages out."""
        names = tuple(FIELDS.values())
        records, stamps, values = self.kinds["record"], self.stamps, self.values
        for message in messages:
            kind = message["message_type"]
            if kind == "record":
                records.append(message)
                stamps.append(message.get("timestamp"))
                values.extend(map(message.get, names))
            elif kind in self.kinds:
                self.kinds[kind].append(message)


def decoded(data: bytes) -> Decoded:
    """Return the messages of a file.

    A sound file is read natively. Of a damaged one a slower streaming decoder keeps the messages before the break;
    it also reads the file in which two sensors use one number, which the native decoder does not tell apart.
    """
    import pyfitparsernative

    whole = Decoded()
    try:
        whole.take(pyfitparsernative.parse_fit_bytes(data))
    except ValueError as error:
        why = str(error)
    except BaseException as error:
        # a panic of the native decoder is no Exception; it has no public name
        if type(error).__name__ != "PanicException":
            raise
        why = "panic"
    else:
        return _told_apart(data, whole) if _confused(whole) else whole
    part = _streamed(data)
    if part.fault is None:
        part.fault = "its checksum does not match" if "checksum" in why else "the file is damaged"
    return part


def _streamed(data: bytes) -> Decoded:
    """Return what a streaming decoder reads before the break of a file, and what breaks it."""
    import fitdecode

    part = Decoded()
    try:
        with fitdecode.FitReader(
            data, check_crc=fitdecode.CrcCheck.DISABLED, error_handling=fitdecode.ErrorHandling.IGNORE
        ) as frames:
            for frame in frames:
                if frame.frame_type == fitdecode.FIT_FRAME_DATA and frame.name in part.kinds:
                    # of two fields of one name the first is the device's own
                    fields = {field.name: field.value for field in reversed(frame.fields)}
                    part.take([{**fields, "message_type": frame.name}])
    except fitdecode.FitEOFError:
        part.fault = "the file ends too early"
    except fitdecode.FitHeaderError:
        part.fault = "its header is damaged" if any(part.kinds.values()) else "not a FIT file: it lacks the FIT header"
    except Exception:  # noqa: BLE001 - on garbage the decoder fails in ways of its own
        part.fault = "the file is damaged part of the way"
    return part


def sensors_of(descriptions: Sequence[Message]) -> list[Sensor]:
    """Return what third-party sensors write into records and is read here."""
    found = []
    for description in descriptions:
        number = description.get("field_definition_number")
        if description.get("native_mesg_num") not in {None, RECORD_MESSAGE, "record"} or not isinstance(number, int):
            continue
        name = text(description.get("field_name"))
        field, units = _NATIVE.get(description.get("native_field_num", -1), ("", frozenset()))
        if field and text(description.get("units")).casefold() in units:
            found.append(Sensor(field, number, name, instead=True))
        elif name.casefold() == "power":
            found.append(Sensor("power", number, name, instead=False))
    return found


def text(value: object) -> str:
    """Return a text that a decoder may have put into a list."""
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return value.strip("\x00 ") if isinstance(value, str) else ""


def _confused(whole: Decoded) -> bool:
    """Tell whether two sensors write under one number, and one of them what is read here."""
    descriptions = whole.kinds["field_description"]
    numbers = [description.get("field_definition_number") for description in descriptions]
    shared = {f"developer_field_{s.number}" for s in sensors_of(descriptions) if numbers.count(s.number) > 1}
    return bool(shared) and any(not shared.isdisjoint(record) for record in whole.kinds["record"])


def _told_apart(data: bytes, whole: Decoded) -> Decoded:
    """Return the file as the slower decoder reads it; where that fails, without what the sensors wrote."""
    part = _streamed(data)
    if part.fault is None:
        return part
    whole.kinds["field_description"] = []
    return whole


def real(value: object) -> float:
    """Return a number, nan for anything else."""
    return float(value) if isinstance(value, (int, float)) else math.nan


def first_real(message: Message, *names: str) -> float:
    """Return the first of several fields that is a number, else nan."""
    values = (real(message.get(name)) for name in names)
    return next((value for value in values if not math.isnan(value)), math.nan)


def many(value: object) -> Sequence[Any]:
    """Return a field that may hold one value or several as several."""
    return value if isinstance(value, (list, tuple)) else [value]


def instant(value: object) -> float:
    """Return a time [s since 1970] from either decoder, nan for anything else."""
    try:
        if isinstance(value, str):
            value = datetime.fromisoformat(value)
        if isinstance(value, datetime):
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        pass
    return math.nan
