"""The axis of a calibrated performance: the unit of one of the athlete's own tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass
from periodize.report.views.performance import Measure, TestPoint
from periodize.report.views.values import Band
from periodize.units import print_clock

if TYPE_CHECKING:
    from periodize.calibration import Calibration, Performance
    from periodize.report.views.values import Value

KMH = 3.6
"""[km/h] of 1 m/s."""


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """Points of a calibration in the unit of one event.

    Parameters
    ----------
    found : the calibration.
    event : of its tests; that one's values stay as they were measured, the others are moved by how they differ.
    """

    found: Calibration
    event: str

    @property
    def measure(self) -> Measure:
        """What the axis is in."""
        kind = self.found.material.scale.kinds[self.event]
        unit = {"time": "", "speed": "km/h", "power": "W", "points": "points"}[kind]
        return Measure(self.event, unit, clock=kind == "time")

    def at(self, index: float) -> float:
        """Return a performance of the model [unit of the calibration] on the axis."""
        scale = self.found.material.scale
        value = scale.value(index + self._offset(self.event), self.event)
        return value * KMH if scale.kinds[self.event] == "speed" else value

    def band(self, value: Value) -> Value:
        """Return a performance with its range on the axis, from the smaller number to the larger."""
        if value is None:
            return None
        if isinstance(value, Band):
            return Band(*sorted(self.at(quantile) for quantile in value))
        return self.at(value)

    def index(self, test: Performance) -> float:
        """Return what performance of the model a test stands for [unit of the calibration]."""
        return self.found.material.scale.index(test) - self._offset(test.event)

    def point(self, test: Performance, said: float | None = None) -> TestPoint:
        """Return a test on the axis. said : what the model says of its day [unit of the calibration]."""
        index = self.index(test)
        beyond = None if said is None else index - said
        return TestPoint(test.day, test.event, in_own_unit(test), self.at(index), beyond)

    def _offset(self, event: str) -> float:
        """Return how far tests of an event lie above those of the model's own [unit of the calibration]."""
        import numpy as np

        found = self.found
        levels = found.draws.baselines[:, found.material.scale.events.index(event)] - found.draws.baselines[:, 0]
        return float(np.median(levels))


def in_own_unit(test: Performance) -> str:
    """Write a test as it was measured."""
    if test.kind == "time":
        return print_clock(test.value)
    if test.kind == "speed":
        return f"{test.value * KMH:.1f} km/h"
    return f"{test.value:.0f} {'W' if test.kind == 'power' else 'points'}"
