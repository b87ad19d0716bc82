"""The grammar of a session line: its tree, and the printer whose text parses back to the same tree."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.units import Quantity

SPORTS = ("run", "bike", "swim", "row", "ski", "walk", "hike", "gym", "xt")
"""Sports of the plan language; xt is any other training."""

STEP_WORDS = ("wu", "cd", "long", "strides", "openers", "test")
"""Words that say what a step is for."""

RECOVERY_WORDS = ("jog", "walk", "easy", "float", "spin", "rest")
"""How a recovery is spent."""


_WITH_UNIT = re.compile(r"([\d.]+(?=%|W|bpm|mmol)|\d+:\d\d(?=/))(.+)")
"""An intensity whose unit may stand behind the second of a range alone."""


@dataclass(frozen=True, slots=True)
class Tone:
    """One intensity as written.

    Parameters
    ----------
    kind : percent, zone, watts, bpm, mmol, speed, rpe or name.
    value : the number: fraction for percent, m/s for speed; 0 for a name.
    text : the name, or as written.
    of : what a percentage or zone is of: "" threshold, ftp lthr hrmax | hr pace power.
    shift : steps of 3 % of threshold harder (+) or easier (-).
    """

    kind: str
    value: float = 0.0
    text: str = ""
    of: str = ""
    shift: int = 0
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.text + ("+" * self.shift if self.shift > 0 else "-" * -self.shift)


@dataclass(frozen=True, slots=True)
class Target:
    """What a step aims at: one tone, a range, or a ramp from the first to the second."""

    low: Tone
    high: Tone | None = None
    ramp: bool = False

    def __str__(self) -> str:
        low = str(self.low)
        if self.high:
            first, second = _WITH_UNIT.fullmatch(low), _WITH_UNIT.fullmatch(str(self.high))
            # 88-93%, the unit once, as people write it
            low = first[1] if first and second and first[2] == second[2] else low
        text = f"{low}-{self.high}" if self.high else low
        return f"ramp {text}" if self.ramp else text


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity, or its progression from the first to the last loading week of a block."""

    first: Quantity
    last: Quantity | None = None
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        if self.last is None:
            return str(self.first)
        first, last = str(self.first), str(self.last)
        number, unit = _number_and_unit(first)
        # 12->18km, the unit once, as people write it
        return f"{number if unit and unit == _number_and_unit(last)[1] else first}->{last}"


def _number_and_unit(text: str) -> tuple[str, str]:
    """Split 12km; the unit of 1h30 and 1:02:05 is empty."""
    number = text.rstrip("abcdefghijklmnopqrstuvwxyz")
    return number, text[len(number) :] if number.replace(".", "", 1).isdigit() else ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of repeats, or its progression."""

    first: int
    last: int | None = None

    def __str__(self) -> str:
        return f"{self.first}->{self.last}" if self.last is not None else str(self.first)


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch at one target. word: wu cd long ... or an intensity name, or None."""

    amount: Amount
    word: str | None = None
    target: Target | None = None
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        word = f"{self.word} " if self.word else ""
        return f"{word}{self.amount}" + (f" @ {self.target}" if self.target else "")


@dataclass(frozen=True, slots=True)
class Recovery:
    """What stands between two repeats."""

    quantity: Quantity
    how: str | None = None
    target: Target | None = None

    def __str__(self) -> str:
        text = f"({self.quantity}"
        if self.how:
            text += f" {self.how}"
        if self.target:
            text += f" @ {self.target}"
        return text + ")"


@dataclass(frozen=True, slots=True)
class Repeat:
    """Parts done several times with a recovery between (n - 1 times)."""

    count: Count
    parts: tuple[Part, ...]
    recovery: Recovery | None = None
    word: str | None = None
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        single = len(self.parts) == 1 and isinstance(self.parts[0], Step)
        inner = " + ".join(str(part) for part in self.parts)
        text = f"{self.word + ' ' if self.word else ''}{self.count}x{inner if single else f'({inner})'}"
        return f"{text} {self.recovery}" if self.recovery else text


@dataclass(frozen=True, slots=True)
class Reference:
    """A session of the plan by its name."""

    name: str
    column: int = field(default=0, compare=False)

    def __str__(self) -> str:
        return self.name


Part = Step | Repeat | Reference


@dataclass(frozen=True, slots=True)
class Workout:
    """One session line. No parts: rest. sport None: the athlete's own."""

    parts: tuple[Part, ...]
    sport: str | None = None

    @property
    def is_rest(self) -> bool:
        """Whether nothing is done."""
        return not self.parts

    def __str__(self) -> str:
        if self.is_rest:
            return "rest"
        return (f"{self.sport} " if self.sport else "") + " + ".join(str(part) for part in self.parts)


REST = Workout(())


def references(parts: tuple[Part, ...]) -> Iterator[Reference]:
    """Yield the named sessions that parts refer to."""
    for part in parts:
        if isinstance(part, Reference):
            yield part
        elif isinstance(part, Repeat):
            yield from references(part.parts)
