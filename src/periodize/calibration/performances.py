"""What was measured of an athlete: times, speeds, watts or points, brought to one scale on which more is better."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isfinite, log
from typing import TYPE_CHECKING, Literal, TypeAlias

from periodize.errors import UsageError
from periodize.plain import dataclass
from periodize.plan.events import one_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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
    weak : a session that was done again and again, no test and no race: it counts less, and is never forecast.

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
    weak: bool = False


def alike(tests: Iterable[Performance], *, usual: str) -> tuple[Performance, ...]:
    """Return tests of which those of one event bear one name, that of the first: "10k" and "10000m run" are one.

    Parameters
    ----------
    tests : those whose names go before others first; weak ones stay as they are.
    usual : sport of an event that names none.

    Examples
    --------
    >>> from datetime import date
    >>> tests = [Performance(date(2027, month, 1), 2400.0, "time", name) for month, name in ((3, "10k"), (5, "10 km"))]
    >>> [test.event for test in alike(tests, usual="run")]
    ['10k', '10k']
    """
    found = tuple(tests)
    names = {kind: one_name((t.event for t in found if t.kind == kind and not t.weak), usual=usual) for kind in UNITS}
    return tuple(test if test.weak else replace(test, event=names[test.kind][test.event]) for test in found)


class ScaleError(UsageError):
    """Tests that have no common scale; says what to do."""


@dataclass(frozen=True, slots=True)
class Scale:
    """How the tests of one athlete become one series on which more is better.

    One event in watts or points stays as it is, `natural`: published gains are watts per AU; weak events beside it are
    scaled, the first of each to the first test. All else is an index of 100 (1 + ln(x / x0)) with x the speed, the
    inverse of the time, the power or the points, and x0 the first test of the event: 100 on that day, and near it one
    point is one per cent. A logarithm, because a second is worth more in a fast race than in a slow one, and because
    events then differ by an offset only.

    Parameters
    ----------
    kinds : event -> kind, in order of the first tests, those of weak ones last.
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
        for test in sorted(tests, key=lambda t: (t.weak, t.day)):
            if kinds.setdefault(test.event, test.kind) != test.kind:
                first, second = UNITS[kinds[test.event]], UNITS[test.kind]
                message = f"{test.event} is measured in {first} and in {second}; choose one"
                raise ScaleError(message)
            references.setdefault(test.event, test.value)
        strong = {test.event: test.kind for test in tests if not test.weak}
        natural = len(strong) == 1 and set(strong.values()) <= {"power", "points"}
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
        return self.references[event] * self._share(event) if self.natural else 100.0

    def _share(self, event: str) -> float:
        """Return what the unit of an event is on a natural scale."""
        return self.references[self.events[0]] / self.references[event]

    def index(self, test: Performance) -> float:
        """Return a test on the common scale."""
        if self.natural:
            return test.value * self._share(test.event)
        gain = log(test.value / self.references[test.event])
        return 100.0 * (1.0 + (-gain if test.kind == "time" else gain))

    def spread(self, test: Performance) -> float:
        """Return the standard deviation of a test's measurement on the common scale, 0.0 where not known."""
        if test.sd is None:
            return 0.0
        return test.sd * self._share(test.event) if self.natural else 100.0 * test.sd / test.value

    def value(self, index: float, event: str | None = None) -> float:
        """Return a point of the common scale in the unit of an event; None: of the first.

        Examples
        --------
        >>> scale = Scale({"10k": "time"}, {"10k": 2400.0}, natural=False)
        >>> round(scale.value(101.0), 1)
        2376.1
        """
        chosen = self.events[0] if event is None else event
        if self.natural:
            return index / self._share(chosen)
        if not isfinite(index):
            return index
        gain = (index - 100.0) / 100.0
        return self.references[chosen] * exp(-gain if self.kinds[chosen] == "time" else gain)
