"""Chance, by name and calendar day: what happens to a run does not depend on the plan that it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from datetime import date

    from periodize.response.base import FloatArray

BLOCK: Final = 16_384
"""Runs that share one clock and one place in the streams: our choice, so many that the clock itself takes little.
Another number gives other runs."""

_JUMP: Final = 210306068529402873165736369884012333109
"""(golden ratio - 1) 2^128, the step of numpy's own `PCG64DXSM.jumped`: places so far apart share no numbers."""


class Weather(Protocol):
    """Where random numbers come from.

    Parameters
    ----------
    runs : length of every answer.
    """

    @property
    def runs(self) -> int:
        """Number of runs."""

    def uniform(self, name: str, day: date, nth: int = 0) -> FloatArray:
        """Return numbers of [0, 1), (runs,): always the same for a name, a day and the n-th question of that day."""

    def normal(self, name: str, day: date, nth: int = 0) -> FloatArray:
        """Return standard normal numbers, (runs,), likewise."""


class BlockWeather:
    """The weather of one block of an ensemble.

    Parameters
    ----------
    seed : of the ensemble.
    block : number of the block, from 0.
    runs : of the block.

    Notes
    -----
    Each name has a stream of its own, and each day its own place in it. So two plans share their weather, a
    disturbance that is switched off changes no other, and blocks can be played anywhere in any order.
    """

    def __init__(self, seed: int, block: int = 0, *, runs: int = 1) -> None:
        self.runs = runs
        self._key = (seed, block)
        self._streams: dict[tuple[str, int], tuple[np.random.Generator, dict[str, object]]] = {}

    def uniform(self, name: str, day: date, nth: int = 0) -> FloatArray:
        """Return numbers of [0, 1), (runs,)."""
        return self._at(name, day, nth).random(self.runs)

    def normal(self, name: str, day: date, nth: int = 0) -> FloatArray:
        """Return standard normal numbers, (runs,)."""
        return self._at(name, day, nth).standard_normal(self.runs)

    def _at(self, name: str, day: date, nth: int) -> np.random.Generator:
        if (name, nth) not in self._streams:
            seeds = np.random.SeedSequence([*self._key, crc32(name.encode()), nth])
            made = np.random.Generator(np.random.PCG64DXSM(seeds))
            self._streams[name, nth] = made, dict(made.bit_generator.state)
        generator, beginning = self._streams[name, nth]
        bits = generator.bit_generator
        bits.state = beginning
        bits.advance(day.toordinal() * _JUMP % 2**128)  # type: ignore[attr-defined]
        return generator


class OneOf:
    """The weather of a single run of a block, for a clock of its own.

    Parameters
    ----------
    weather : of the block.
    run : which one, from 0.
    """

    def __init__(self, weather: Weather, run: int) -> None:
        self.runs, self._weather, self._run = 1, weather, run

    def uniform(self, name: str, day: date, nth: int = 0) -> FloatArray:
        """Return the run's own number, (1,)."""
        return self._weather.uniform(name, day, nth)[self._run : self._run + 1]

    def normal(self, name: str, day: date, nth: int = 0) -> FloatArray:
        """Return the run's own number, (1,)."""
        return self._weather.normal(name, day, nth)[self._run : self._run + 1]


def normal_over_runs(seed: int, runs: int, name: str, day: date) -> FloatArray:
    """Return the standard normal numbers of every run of an ensemble, (runs,), as its blocks see them."""
    return np.concatenate(
        [BlockWeather(seed, at // BLOCK, runs=min(BLOCK, runs - at)).normal(name, day) for at in range(0, runs, BLOCK)]
    )
