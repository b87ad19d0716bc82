"""The same climb, gone up again: known by its road, and timed between the same two places."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.compare.climb import DEGREE, unpacked
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from periodize.compare.climb import Climb
    from periodize.compare.samples import Floats
    from periodize.compare.signature import Signature

NEAR = 30.0
"""[m] A road so far away is another one: our choice, three times what satellites err by under an open sky."""

MISSED = 0.05
"""Share of the places of a climb that may be further away, as under trees, and by which the way between its ends may be
longer or shorter: our choice. Its foot and its top may not be."""

AS_LONG = 1.3
"""Ratio of the lengths of two climbs that may be one: our choice; who goes on to the pass does another."""

EVERY = 4
"""Of the places between the ends every so many are looked at: our choice, a place each 200 m."""

SQUARE = 0.01
"""[degrees] Edge of the squares by which climbs near each other are found, a kilometre: our choice."""


class Passage(NamedTuple):
    """One way up a climb.

    Parameters
    ----------
    start : [s from the start of the session by the clock on the wall] at the foot.
    duration, stood : [s] to the top by the clock on the wall, and how much of it without moving.
    power, heart_rate : [W], [bpm] means; nan where not known.
    """

    start: float
    duration: float
    stood: float
    power: float
    heart_rate: float


class Ascent(NamedTuple):
    """One way up a climb. session : its number; climb : as it was recorded then; passage : between the same ends."""

    session: int
    climb: Climb
    passage: Passage


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """The way of a climb, unpacked.

    Parameters
    ----------
    climb : whose it is.
    places : (n,) latitude and, as the imaginary part, longitude, a degree of either as so many metres.
    clock, stood, power, heart_rate : (n,) as a climb has them.
    """

    climb: Climb
    places: NDArray[np.complex128]
    clock: Floats
    stood: Floats
    power: Floats
    heart_rate: Floats

    @classmethod
    def of(cls, climb: Climb) -> Way:
        """Return the way of a climb."""
        north, east, *others = unpacked(climb.way)
        return cls(climb, DEGREE * (north + 1j * east), *others)

    def squares(self) -> set[tuple[int, int]]:
        """Return the squares that it passes through."""
        edge = DEGREE * SQUARE
        north, east = self.places[::EVERY].real // edge, self.places[::EVERY].imag // edge
        return set(zip(north.tolist(), east.tolist(), strict=True))

    def passed(self, begin: float, end: float) -> Passage:
        """Return how it was gone up. begin, end : which places."""
        numbers = np.arange(len(self.clock))
        places = np.clip(numbers, begin, end)
        seconds, stood = (np.interp(places, numbers, values) for values in (self.clock, self.stood))
        each = np.diff(seconds)
        power, heart_rate = (_mean(values[:-1], each) for values in (self.power, self.heart_rate))
        return Passage(
            self.climb.start + float(seconds[0]), float(each.sum()), float(stood[-1] - stood[0]), power, heart_rate
        )


def ascents(signatures: Sequence[Signature]) -> list[list[Ascent]]:
    """Return the climbs that were gone up, each with its ways up, the first of each session.

    Parameters
    ----------
    signatures : of sessions in the order of time; each climb is held against the first of every one before it.
    """
    roads: list[Way] = []
    found: list[list[Ascent]] = []
    near: dict[object, dict[int, None]] = {}
    for number, signature in enumerate(signatures):
        for climb in signature.climbs:
            way = Way.of(climb)
            marks = [(signature.sport, *square) for square in way.squares()]
            among = sorted({road for mark in marks for road in near.get(mark, ())})
            passages = ((road, passage(way, roads[road])) for road in among)
            same, up = next(((road, one) for road, one in passages if one), (len(roads), None))
            if up is None:
                up = way.passed(climb.foot, climb.top)
                roads.append(way)
                found.append([])
                for mark in marks:
                    near.setdefault(mark, {})[same] = None
            if not found[same] or found[same][-1].session != number:
                found[same].append(Ascent(number, climb, up))
    return found


def passage(way: Way, road: Way) -> Passage | None:
    """Return how a climb was gone up between the foot and the top of another; None where it is another road.

    Parameters
    ----------
    way : whose times are told.
    road : whose foot and top are the ends.

    Notes
    -----
    The same road is near at both its ends and at 95 % of the places between, runs the same way and is as long.
    """
    foot, top = road.climb.foot, road.climb.top
    if not 1 / AS_LONG <= way.climb.length / road.climb.length <= AS_LONG:
        return None
    scale = float(np.cos(np.radians(road.places[foot].real / DEGREE)))
    asked, there = (
        places.real + 1j * scale * places.imag
        for places in (road.places[[foot, top, *range(foot, top, EVERY)]], way.places)
    )
    (begin, end, *_), off = _nearest(asked, there)
    if off[:2].max() > NEAR or abs(end - begin - (top - foot)) > MISSED * (top - foot):
        return None
    return None if (off[2:] > NEAR).mean() > MISSED else way.passed(float(begin), float(end))


def _nearest(asked: NDArray[np.complex128], way: NDArray[np.complex128]) -> tuple[Floats, Floats]:
    """Return for each place that is asked for where on a way it is [places], and how far off [m]."""
    ahead = np.diff(way)
    to = asked[:, None] - way[:-1]
    length = np.maximum(ahead.real**2 + ahead.imag**2, 1.0)
    share = np.clip((to.real * ahead.real + to.imag * ahead.imag) / length, 0.0, 1.0)
    apart = to - share * ahead
    off = apart.real**2 + apart.imag**2
    best = off.argmin(axis=1)
    rows = np.arange(len(asked))
    return best + share[rows, best], np.sqrt(off[rows, best])


def _mean(values: Floats, seconds: Floats) -> float:
    """Return the mean of what was recorded from place to place; nan unless half of the time is known."""
    known = ~np.isnan(values)
    time = float(seconds[known].sum())
    return float((values * seconds)[known].sum()) / time if time >= seconds.sum() / 2 > 0 else nan
