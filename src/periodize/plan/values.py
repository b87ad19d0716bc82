"""The values of a plan: each a text that its field turns into a number, a date, a word, or refuses with a sentence."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from periodize.bounds import HIGHEST
from periodize.plan.workout import SPORTS
from periodize.units import FIRST_YEAR, LAST_YEAR, parse_quantity, parse_suffixed

FOOT = 0.3048
"""[m], by definition."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SLOTS = ("am", "noon", "pm")
PHASES = ("prep", "base", "build", "peak", "taper", "race", "recovery", "transition", "off")
KINDS = ("altitude", "heat", "camp", "travel", "holiday", "illness", "injury")

SEXES = ("male", "female")

PHASE_SYNONYMS = {
    "accumulation": "base", "gpp": "prep", "spp": "build", "transmutation": "build", "realization": "peak",
    "realisation": "peak", "preparation": "prep", "competition": "race", "rest": "off", "general": "prep",
    "specific": "build", "easy": "recovery",
}  # fmt: skip
"""Phase words of other schools -> ours."""


def fault(code: str, message: str, *, hint: str = "") -> PydanticCustomError:
    """Return the error of a field's reader; `code` is one of our rules."""
    # the sentence is a context value: braces in what the user wrote stay what they are
    return PydanticCustomError(code, "{sentence}", {"sentence": message, "hint": hint})


def read_text(value: object, what: str) -> str:
    """Return the text of a value, or refuse a list or mapping."""
    if not isinstance(value, str):
        raise fault("P005", f"expected {what}, got a {'list' if isinstance(value, list) else 'mapping'}")
    return value.strip()


def read_date(value: object) -> date:
    """Read YYYY-MM-DD."""
    if isinstance(value, date):
        return value
    text = read_text(value, "a date")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise fault("P008", f"{text!r} is not a date", hint="write YYYY-MM-DD, e.g. 2027-05-16")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise fault("P008", f"there is no {text} in the calendar") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise fault("P008", f"{text} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _range(value: object) -> tuple[date, date]:
    first, dots, last = read_text(value, "dates").partition("..")
    start = read_date(first)
    end = read_date(last) if dots else start
    if end < start:
        raise fault("P008", f"the range ends on {end}, before it begins on {start}")
    return start, end


def _number(value: object, what: str, *, low: float, high: float) -> float:
    text = read_text(value, what)
    try:
        number = float(text.encode("ascii"))  # Python would read the digits of any script
    except ValueError:
        raise fault("P005", f"{text!r} is not {what}") from None
    if not low <= number <= high:
        raise fault("P005", f"{what} lies between {low:g} and {high:g}, got {text}")
    return number


def whole(low: int, high: int) -> BeforeValidator:
    """Let a field take a whole number between two others."""

    def read(value: object) -> int:
        number = _number(value, "a whole number", low=low, high=high)
        if number != int(number):
            raise fault("P005", f"expected a whole number, got {value}")
        return int(number)

    return BeforeValidator(read)


def between(low: float, high: float, what: str = "a number") -> BeforeValidator:
    """Let a field take a number between two others."""
    return BeforeValidator(lambda value: _number(value, what, low=low, high=high))


def _percent(value: object) -> float:
    text = read_text(value, "a percentage")
    percent = parse_suffixed(text, "%")
    if percent is None:
        raise fault("P005", f"{text!r} is not a percentage", hint="write e.g. 60%")
    if not 0 <= percent <= 300:
        raise fault("P005", f"a percentage lies between 0 and 300, got {text}")
    return percent / 100


def _share(value: object) -> float:
    share = _percent(value)
    if not 0 < share <= 1:
        raise fault("P005", f"a deload or taper leaves more than nothing and at most 100 %, got {value}")
    return share


def _flag(value: object) -> bool:
    text = read_text(value, "true or false").lower()
    if text not in {"true", "false", "yes", "no"}:
        raise fault("P005", f"expected true or false, got {text!r}")
    return text in {"true", "yes"}


def _duration(value: object) -> float:
    text = read_text(value, "a time")
    quantity = parse_quantity(text)
    if quantity is None or not quantity.is_time or quantity.value <= 0:
        raise fault("P005", f"{text!r} is not a time", hint="write 3:28, 1:04:00, 90min or 5h30")
    return quantity.value


def _distance(value: object) -> float:
    text = read_text(value, "a distance")
    quantity = parse_quantity(text)
    if quantity is None or quantity.is_time or quantity.value <= 0:
        raise fault("P005", f"{text!r} is not a distance", hint="write 10km, 1500m, 26.2mi")
    return quantity.value


def _height(value: object) -> float:
    text = read_text(value, "a height")
    if feet := parse_suffixed(text, "ft"):
        raise fault("P005", f"a height is written in metres, got {text}", hint=f"write {feet * FOOT:.0f}m")
    quantity = parse_quantity(text)
    if quantity is None or quantity.is_time or not 0 < quantity.value <= HIGHEST:
        message = f"a height to train at lies above the sea and is at most {HIGHEST:.0f} m, got {text}"
        raise fault("P005", message, hint="write metres, e.g. 1850m")
    return quantity.value


def _celsius(value: object) -> float:
    text = read_text(value, "a temperature")
    number = re.fullmatch(r"(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*°?\s*C", text, re.IGNORECASE)
    if number is None:
        raise fault("P005", f"{text!r} is not a temperature", hint="write degrees Celsius, e.g. 32C")
    return _number(number[1], "a temperature [C]", low=-40, high=60)


def read_available(value: object) -> float:
    """Read the time that a day has [s]; 0 for none."""
    return 0.0 if read_text(value, "a time") in {"0", "rest", "off", "none"} else _duration(value)


def with_unit(unit: str, what: str, low: float, high: float) -> BeforeValidator:
    """Let a field take a number between two others, with or without its unit behind it."""

    def read(value: object) -> float:
        text = read_text(value, what)
        number = parse_suffixed(text, unit)
        return _number(text if number is None else f"{number:g}", f"{what} [{unit}]", low=low, high=high)

    return BeforeValidator(read)


def one_of(kind: str, choices: tuple[str, ...], synonyms: dict[str, str] | None = None) -> BeforeValidator:
    """Let a field take one of some words; synonym -> word only serves the answer to another one."""

    def read(value: object) -> str:
        from periodize.errors import near_miss

        text = read_text(value, kind)
        if text in choices:
            return text
        near = (synonyms or {}).get(text.lower()) or near_miss(text, choices)
        hint = f"did you mean {near!r}?" if near else f"one of: {' '.join(choices)}"
        raise fault("P005", f"unknown {kind} {text!r}", hint=hint)

    return BeforeValidator(read)


def words(choices: tuple[str, ...]) -> WithJsonSchema:
    """Let editors complete the words that a field takes."""
    return WithJsonSchema({"type": "string", "enum": list(choices)})


def _line(value: object) -> str:
    return read_text(value, "a session line")


def read_volume(value: object) -> str:
    """Check how a weekly volume is written, e.g. 8->11h."""
    text = read_text(value, "a weekly volume").replace(" ", "")
    if not re.fullmatch(r"\d+(\.\d+)?(h|km|mi|load)?(->\d+(\.\d+)?)?(h|km|mi|load)", text):
        hint = "write 8h, 8->11h, 60->80km, 45mi or 500load"
        raise fault("P005", f"{text!r} is not a weekly volume", hint=hint)
    return text


def _dates(value: object) -> tuple[date, date]:
    return _range(value)


Day = Annotated[date, BeforeValidator(read_date), Field(json_schema_extra={"type": "string", "format": "date"})]
DayRange = Annotated[tuple[date, date], BeforeValidator(_dates), Field(json_schema_extra={"type": "string"})]
Share = Annotated[float, BeforeValidator(_share)]
Percent = Annotated[float, BeforeValidator(_percent)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Duration = Annotated[float, BeforeValidator(_duration)]
Distance = Annotated[float, BeforeValidator(_distance)]
Height = Annotated[float, BeforeValidator(_height)]
Bpm = Annotated[float, with_unit("bpm", "a heart rate", 25, 240)]
Kilograms = Annotated[float, with_unit("kg", "a body mass", 20, 300)]
Celsius = Annotated[float, BeforeValidator(_celsius)]
Metres = Annotated[float, with_unit("m", "a height", 1, 2.5)]
LoadValue = Annotated[float, between(0, 5000, "a load")]
Text = Annotated[str, BeforeValidator(lambda value: read_text(value, "text"))]
Line = Annotated[str, BeforeValidator(_line)]
Sport = Annotated[str, one_of("sport", SPORTS), words(SPORTS)]
