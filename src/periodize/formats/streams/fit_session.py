"""What a FIT file tells of an activity beside its records: laps, workout steps, device, own figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from periodize.activity import Lap, WorkoutStep
from periodize.formats.streams.fit_messages import first_real, instant, real, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.formats.streams.effort import Built
    from periodize.formats.streams.fit_messages import Message

GIVEN = (
    "avg_heart_rate", "max_heart_rate", "avg_power", "max_power", "normalized_power", "threshold_power",
    "intensity_factor", "training_stress_score", "training_load_peak", "total_training_effect",
    "total_anaerobic_training_effect", "total_calories", "total_work", "total_ascent", "total_descent", "workout_feel",
)  # fmt: skip
"""Fields of a session that the device computed, or asked for, itself."""

INDEX = 0x0FFF
"""The bits of a message index that count; the others say what is selected: FIT profile."""

_OFFSETS: Mapping[str, float] = {"heart_rate": 100.0, "power": 1000.0}
"""What a target in bpm or W is stored above; below it is a share of the maximum, of the threshold: FIT profile."""


def given_of(session: Message) -> dict[str, float]:
    """Return what the device computed itself, by the names of the FIT profile."""
    figures = {name: real(session.get(name)) for name in GIVEN}
    return {name: figure for name, figure in figures.items() if not math.isnan(figure)}


def device_of(messages: Sequence[Message]) -> str:
    """Return maker and product of the file_id messages, e.g. "garmin fr935"; "" where not known."""
    for message in messages:
        maker = message.get("manufacturer")
        if isinstance(maker, str):
            product = _product(message, maker)
            return product if product.casefold().startswith(maker.casefold()) else f"{maker} {product}".strip()
    return ""


def _product(message: Message, maker: str) -> str:
    if name := text(message.get("product_name")) or text(message.get(f"{maker}_product")):
        return name
    number = message.get("product")
    if not isinstance(number, int):
        return ""
    from fitdecode.profile import FIELD_TYPES

    products = FIELD_TYPES.get(f"{maker}_product")
    return str(products.enum.get(number, number) if products else number)


def middle_of(lap: Message) -> float:
    """Return when half of a lap was over [s since 1970]: its ends may lie a moment outside of its leg."""
    length = first_real(lap, "total_elapsed_time", "total_timer_time")
    return instant(lap.get("start_time")) + (0.0 if math.isnan(length) else length / 2)


def laps_of(messages: Sequence[Message], built: Built) -> tuple[Lap, ...]:
    """Return the laps of an activity; a device may date the first a moment before it."""
    laps = []
    for message in messages:
        begin = instant(message.get("start_time")) - built.start
        length = first_real(message, "total_timer_time", "total_elapsed_time")
        covered = real(message.get("total_distance"))
        if -1 <= begin < built.elapsed and length > 0:
            laps.append(
                Lap(
                    max(begin, 0.0), length, covered if covered >= 0 else None,
                    intensity=text(message.get("intensity")), step=_index(message.get("wkt_step_index")),
                )
            )  # fmt: skip
    return tuple(laps)


def steps_of(messages: Sequence[Message]) -> tuple[WorkoutStep, ...]:
    """Return the steps of the workout that the device guided through, in their order."""
    return tuple(_step(message) for message in sorted(messages, key=lambda m: _index(m.get("message_index")) or 0))


def _step(message: Message) -> WorkoutStep:
    ends = message.get("duration_type")
    value = real(message.get("duration_value"))
    # one decoder leaves the number as stored, the other gives it a name and a unit
    seconds = first_real(message, "duration_time") if "duration_time" in message else value / 1000
    metres = first_real(message, "duration_distance") if "duration_distance" in message else value / 100
    name = text(message.get("wkt_step_name"))
    target = _target(message)
    if str(ends).startswith("repeat_until_steps"):
        times = first_real(message, "repeat_steps", "target_value")
        back = first_real(message, "duration_step", "duration_value")
        name = name or f"Repeat {times:g}"
        target = f"{times:g} times from step {back:g}"
    return WorkoutStep(
        name=name,
        intensity=text(message.get("intensity")),
        duration=seconds if ends == "time" and seconds > 0 else None,
        distance=metres if ends == "distance" and metres > 0 else None,
        target=target,
    )


def _target(message: Message) -> str:
    """Return the target of a step in words, as `WorkoutStep` has it."""
    kind = message.get("target_type")
    if not isinstance(kind, str) or kind == "open":
        return ""
    low = first_real(message, f"custom_target_{kind}_low", "custom_target_value_low")
    high = first_real(message, f"custom_target_{kind}_high", "custom_target_value_high")
    zone = first_real(message, f"target_{'hr' if kind == 'heart_rate' else kind}_zone", "target_value")
    if zone > 0:
        return f"{kind} zone {zone:g}"
    if math.isnan(low) or math.isnan(high):
        return kind
    if kind == "speed" and "custom_target_speed_low" not in message:
        low, high = low / 1000, high / 1000
    offset = _OFFSETS.get(kind, 0.0)
    if offset and high > offset:
        return f"{kind} {low - offset:g}-{high - offset:g}"
    return f"{kind} {low:g}-{high:g}{' %' if offset else ''}"


def _index(value: object) -> int | None:
    return int(value) & INDEX if isinstance(value, int) else None
