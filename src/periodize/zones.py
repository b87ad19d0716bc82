"""Zone models: where one zone of intensity ends and the next begins, for a plan and for what was recorded.

Every number here is from the plan language's specification (docs/plan-language.md, "Load") unless it says whose it
is. A model is the name of one of `ZONES`, or rising edges of one's own, as fractions of threshold.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import Final

ZoneModel = str | tuple[float, ...]
"""Name of a model, or edges of one's own as fractions of threshold, rising."""

ZONES: Final[dict[str, tuple[float, ...]]] = {
    "seiler3": (0.74, 0.95, 1.10),
    "friel5": (0.70, 0.80, 0.90, 1.00, 1.08),
    "coros6": (0.70, 0.80, 0.90, 1.00, 1.06, 1.15),
    "coggan7": (0.50, 0.65, 0.83, 0.98, 1.13, 1.30, 1.60),
}
"""Zone model -> the fraction that stands for each zone."""

DEFAULT_ZONES: Final = "friel5"
"""The model when the athlete names none: our choice."""

LTHR_POINTS: Final = (
    (0.60, 0.55),
    (0.75, 0.70),
    (0.85, 0.80),
    (0.925, 0.90),
    (0.985, 1.00),
    (1.04, 1.06),
    (1.10, 1.15),
)
"""(fraction of threshold heart rate, fraction of threshold): the middles of the six COROS zones in heart rate
against their fractions above; the first point and the outer ends are our choice."""

VT1_OF_PEAK: Final = 0.851
VT2_OF_PEAK: Final = 0.935
"""Heart rate at the first and second ventilatory threshold as a share of the peak, 85.1 +- 4.6 % and 93.5 +- 2.5 %
(Esteve-Lanao 2026, n = 1411 runners). The second stands for the threshold heart rate."""

_COROS_HR_EDGES: Final = (0.80, 0.90, 0.95, 1.02, 1.06)
"""Edges of the six COROS zones in threshold heart rate, from the specification; the last three are unconfirmed."""


def interpolate(points: tuple[tuple[float, float], ...], value: float) -> float:
    """Return the piecewise linear value between points, continued beyond the ends.

    Examples
    --------
    >>> interpolate(((0.0, 0.0), (1.0, 2.0)), 0.25)
    0.5
    """
    for (x0, y0), (x1, y1) in pairwise(points):
        if value <= x1 or (x1, y1) == points[-1]:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    raise AssertionError(points)  # pragma: no cover


ZONE_EDGES: Final[dict[str, tuple[float, ...]]] = {
    # first threshold at 73.9 % and second at 87.6 % of the speed at VO2 peak (Esteve-Lanao 2026, n = 1411 runners)
    "seiler3": (0.739 / 0.876, 1.0),
    # Friel, A Quick Guide to Setting Zones (2009): pace zones end at 129, 114, 106, 99 % of threshold pace
    "friel5": (1 / 1.29, 1 / 1.14, 1 / 1.06, 1 / 0.99),
    "coros6": tuple(interpolate(LTHR_POINTS, edge) for edge in _COROS_HR_EDGES),
    # Allen and Coggan, Training and Racing with a Power Meter: levels end at these shares of threshold power
    "coggan7": (0.55, 0.75, 0.90, 1.05, 1.20, 1.50),
}
"""Zone model -> where one zone ends and the next begins. One set for speed and power of every sport, as the fractions
of `ZONES`: our choice. Friel gives power edges of their own, which lie elsewhere."""

HEART_RATE_EDGES: Final[dict[str, tuple[float, ...]]] = {
    # the ventilatory thresholds of Esteve-Lanao 2026, the second one as the threshold
    "seiler3": (VT1_OF_PEAK / VT2_OF_PEAK, 1.0),
    # Friel, as above, running: zones 1-4 end below 85, 90, 95, 100 % of threshold heart rate; 5a-5c are one zone here
    "friel5": (0.85, 0.90, 0.95, 1.00),
    "coros6": _COROS_HR_EDGES,
    # Allen and Coggan, as above: levels 1-4 end at these shares; above level 5 heart rate says nothing
    "coggan7": (0.68, 0.83, 0.94, 1.05),
}
"""Zone model -> the edges as fractions of threshold heart rate; the three upper zones of coggan7 are one by it."""


def edges_of(model: ZoneModel | None) -> tuple[float, ...]:
    """Return where the zones of a model end and the next begin, as fractions of threshold, rising."""
    return model if isinstance(model, tuple) else ZONE_EDGES[model or DEFAULT_ZONES]


def heart_rate_edges_of(model: ZoneModel | None) -> tuple[float, ...]:
    """Return where the zones of a model end and the next begin, as fractions of threshold heart rate, rising.

    Notes
    -----
    Edges of one's own are turned into heart rate by `LTHR_POINTS`: our choice.

    Examples
    --------
    >>> [round(edge, 3) for edge in heart_rate_edges_of((0.80, 1.00))]
    [0.85, 0.985]
    """
    if isinstance(model, tuple):
        back = tuple((fraction, heart_rate) for heart_rate, fraction in LTHR_POINTS)
        return tuple(interpolate(back, edge) for edge in model)
    return HEART_RATE_EDGES[model or DEFAULT_ZONES]


def zone_in(model: ZoneModel | None, fraction: float) -> int:
    """Return the zone, counted from 1, of a fraction of threshold.

    Notes
    -----
    An edge itself belongs to the zone below it, as published (91-105 % is zone 4, 106 % is zone 5).

    Examples
    --------
    >>> [zone_in("coggan7", fraction) for fraction in (0.5, 0.75, 0.76, 1.0, 1.6)]
    [1, 2, 3, 4, 7]
    """
    # the sum of steps of 3 % may lie a rounding error above the edge that it means
    return bisect_left(edges_of(model), fraction - 1e-9) + 1


def zones_in(model: ZoneModel | None) -> int:
    """Return how many zones a model has."""
    return len(edges_of(model)) + 1


def fraction_in(model: ZoneModel | None, number: int) -> float:
    """Return the fraction of threshold that stands for a zone, counted from 1.

    Notes
    -----
    Of edges of one's own it is the middle of the zone; the outer zones are as wide as their neighbours (our choice).

    Examples
    --------
    >>> round(fraction_in((0.70, 0.90), 2), 2)
    0.8
    """
    if not isinstance(model, tuple):
        return ZONES[model or DEFAULT_ZONES][number - 1]
    bounds = [max(0.0, 2 * model[0] - (model[1] if len(model) > 1 else 1.0)), *model]
    bounds.append(2 * model[-1] - bounds[-2])
    return (bounds[number - 1] + bounds[number]) / 2
