"""The words of a what-if: what it begins with, what follows, what is allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from periodize.bounds import HIGHEST
from periodize.plain import dataclass
from periodize.units import parse_quantity, parse_suffixed

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Amount:
    """The number behind a verb. read : text -> value, or None. low, high : what is allowed, in words of `unit`."""

    what: str
    unit: str
    low: float
    high: float
    read: Callable[[str], float | None]


def _signed(unit: str) -> Callable[[str], float | None]:
    def read(text: str) -> float | None:
        sign, digits = (text[:1], text[1:]) if text[:1] in {"+", "-"} else ("", text)
        number = parse_suffixed(digits.replace("°", ""), unit)
        return None if number is None else -number if sign == "-" else number

    return read


def _metres(text: str) -> float | None:
    quantity = parse_quantity(text)
    return None if quantity is None or quantity.is_time else quantity.value


_PERCENT = Amount("a percentage", "%", 0, 100, _signed("%"))
_HEIGHT = Amount("a height", "m", 1, HIGHEST, _metres)
_DISTANCE = Amount("a distance", "m", 100, 500_000, _metres)
_HOURS = Amount("a change of time zones", "h", -12, 14, _signed("h"))
_DEGREES = Amount("a temperature", "C", 16, 60, _signed("C"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A first word. kind : of the spell. amount : what follows. example : with {day}, {range}, {few}, {many} days."""

    kind: str
    example: str
    amount: Amount | None = None


VERBS: Final = {
    "sick": Verb("illness", "sick {few}d from {day}"),
    "ill": Verb("illness", "ill {few}d from {day}"),
    "injured": Verb("injury", "injured {many}d from {day}"),
    "poor sleep": Verb("sleep", "poor sleep {few}d from {day}"),
    "rest": Verb("holiday", "rest {range}"),
    "train": Verb("holiday", "train 60% {range}", _PERCENT),
    "miss": Verb("missed", "miss 20%", _PERCENT),
    "camp": Verb("altitude", "camp 1850m {range}", _HEIGHT),
    "altitude": Verb("altitude", "altitude 2100m {range}", _HEIGHT),
    "travel": Verb("travel", "travel +8h {range}", _HOURS),
    "heat": Verb("heat", "heat 32C {range}", _DEGREES),
    "race": Verb("race", "race 10km on {day}", _DISTANCE),
}
"""What a what-if begins with."""

MEANT: Final = {
    "illness": "sick", "cold": "sick", "flu": "sick", "covid": "sick", "injury": "injured", "hurt": "injured",
    "sleep": "poor sleep", "poor": "poor sleep", "insomnia": "poor sleep", "off": "rest", "holiday": "rest",
    "vacation": "rest", "skip": "miss", "missed": "miss", "hot": "heat", "jetlag": "travel", "fly": "travel",
    "flight": "travel", "reduce": "train", "height": "altitude", "competition": "race",
}  # fmt: skip
"""What people write for a verb -> ours."""
