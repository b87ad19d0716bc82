"""What was measured of an athlete: times, speeds, watts or points, brought to one scale on which more is better."""

from __future__ import annotations

from math import exp, isfinite, log
from typing import TYPE_CHECKING, Literal, TypeAlias

from periodize.errors import UsageError
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

Kind: TypeAlias = Literal["time", "speed", "power", "points"]

UNITS: dict[Kind, str] = {"time": "s", "speed": "m/s", "power": "W", "points": "points"}
"""Kind -> unit of `Performance.value`."""

PERCENT = "% of the first test"
"""Unit of the common scale of times, speeds, and several events."""


@dataclass(frozen=True, slots=True)
class Performance:
    """One test or race.

    Parameters
    ----------
    day : local date.
    value : [s, m/s, W or points, by `kind`, > 0] what was measured.
    kind : time, speed, power or points.
    event : what was tested; tests of one event are compared with each other, "5-min test", "Town 10k".
    sd : [unit of `value`, > 0] standard deviation of the measurement itself; None: not known, part of the scatter.

    Examples
    --------
    >>> from datetime import date
    >>> Performance(date(2027, 3, 14), 2400.0, "time", "10k").sd is None
    True
    """

    day: date
    value: float
    kind: Kind
    event: str = "test"
    sd: float | None = None


class ScaleError(UsageError):
    """Tests that have no common scale; says what to do."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the tests of one athlete become one series on which more is better.

    One event in watts or points stays as it is, `natural`: published gains are watts per AU. All else is an index
    of 100 (1 + ln(x / x0)) with x the speed, the inverse of the time, the power or the points, and x0 the first
    test of the event: 100 on that day, and near it one point is one per cent. A logarithm, because a second is
    worth more in a fast race than in a slow one, and because events then differ by an offset only.

    Parameters
    ----------
    kinds : event -> kind, in order of the first tests.
    references : event -> [unit of the kind] its first test.
    natural : values stay in their own unit.
    """

    kinds: Mapping[str, Kind]
    references: Mapping[str, float]
    natural: bool

    @classmethod
    def of(cls, tests: Sequence[Performance]) -> Scale:
        """Return the scale of tests, in order of their days.

        Raises
        ------
        ScaleError
            if an event was measured in two units, or a value is not above 0.
        """
        kinds: dict[str, Kind] = {}
        references: dict[str, float] = {}
        for test in sorted(tests, key=lambda t: t.day):
            if kinds.setdefault(test.event, test.kind) != test.kind:
                first, second = UNITS[kinds[test.event]], UNITS[test.kind]
                message = f"{test.event} is measured in {first} and in {second}; choose one"
                raise ScaleError(message)
            references.setdefault(test.event, test.value)
        natural = len(kinds) == 1 and set(kinds.values()) <= {"power", "points"}
        for test in tests:
            if test.value <= 0:
                message = f"{test.event} on {test.day}: value(={test.value:g}) must be > 0"
                raise ScaleError(message)
        return cls(kinds, references, natural)

    @property
    def events(self) -> tuple[str, ...]:
        """Events in order of their first tests; the first one is the model's own."""
        return tuple(self.kinds)

    @property
    def unit(self) -> str:
        """Unit of the common scale."""
        return UNITS[next(iter(self.kinds.values()))] if self.natural else PERCENT

    def level(self, event: str) -> float:
        """Return the first test of an event on the common scale."""
        return self.references[event] if self.natural else 100.0

    def index(self, test: Performance) -> float:
        """Return a test on the common scale."""
        if self.natural:
            return test.value
        gain = log(test.value / self.references[test.event])
        return 100.0 * (1.0 + (-gain if test.kind == "time" else gain))

    def spread(self, test: Performance) -> float:
        """Return the standard deviation of a test's measurement on the common scale, 0.0 where not known."""
        if test.sd is None:
            return 0.0
        return test.sd if self.natural else 100.0 * test.sd / test.value

    def value(self, index: float, event: str | None = None) -> float:
        """Return a point of the common scale in the unit of an event; None: of the first.

        Examples
        --------
        >>> scale = Scale({"10k": "time"}, {"10k": 2400.0}, natural=False)
        >>> round(scale.value(101.0), 1)
        2376.1
        """
        chosen = self.events[0] if event is None else event
        if self.natural or not isfinite(index):
            return index
        gain = (index - 100.0) / 100.0
        return self.references[chosen] * exp(-gain if self.kinds[chosen] == "time" else gain)
