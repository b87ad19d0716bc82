"""What several views show: a number or its band, a week, a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.plain import dataclass

if TYPE_CHECKING:
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.simulation.ensemble import Bands


class Band(NamedTuple):
    """Quantiles of a value over the runs of an ensemble."""

    p05: float
    p25: float
    p50: float
    p75: float
    p95: float


Value = float | Band | None
"""A value of one run, the band of many, or not known."""


def banded(bands: Bands, place: int, unit: float = 1.0) -> Value:
    """Return a place of some bands: the number of a single run, the band of many, None where not known."""
    import numpy as np

    row = bands.values[:, place] / unit
    if np.isnan(row).any():
        return None
    return float(row[0]) if len(row) == 1 else Band(*map(float, row))


def value_of(runs: NDArray[np.float64]) -> Value:
    """Return the value of (runs,): the number of a single one, the band of many, None where not known."""
    from periodize.simulation.ensemble import bands

    return banded(bands(runs[None, :]), 0)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One calendar week.

    hours [h] and km as simulated or recorded; the state is that of its last day. over : share of the runs over the
    edge in it; None for a single one.
    """

    start: date
    block: str
    hours: Value
    km: Value
    load: Value
    fitness: Value
    fatigue: Value
    form: Value
    notes: tuple[str, ...] = ()
    over: float | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """How many of the runs go over the edge, in some week of a season.

    ever : share of the runs; jump, low : by the load of a week, by form; week, most : Monday of the week in which most
    of them do, and their share; week None where none does.
    """

    ever: float
    jump: float
    low: float
    week: date | None
    most: float


@dataclass(frozen=True, slots=True)
class BlockSpan:
    """A block with its first and last day."""

    name: str
    phase: str | None
    first: date
    last: date
