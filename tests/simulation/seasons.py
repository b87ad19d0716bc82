"""Small seasons to play, for the tests of what happens in them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from periodize.response import RollingAverage
from periodize.simulation import BlockWeather, Dose, Played, Start, play
from periodize.simulation.athletes import Athletes, Usual
from periodize.simulation.world import World

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

START = date(2027, 1, 4)
"""A Monday."""

RUNS = 4096
NOON = 43_200


def daily(days: int, *, load: float = 60.0, **others: Any) -> list[Dose]:
    """Return an hour's run a day."""
    told = {"duration": 3600.0, "distance": 10_000.0, **others}
    return [Dose(day, NOON, load, **told) for day in range(days)]


def races(*days: int) -> list[Dose]:
    return [Dose(day, 36_000, 90.0, 2400.0, 10_000.0, key=True, race=True) for day in days]


def played(doses: Sequence[Dose], days: int, *, runs: int = RUNS, seed: int = 7, **others: Any) -> Played:
    told: dict[str, Any] = {"start": START, "fitness": 60.0, "weather": BlockWeather(seed, runs=runs), **others}
    return play(doses, RollingAverage(), days=days, **told)


def abilities(days: Iterable[int], **others: Any) -> list[float]:
    """Return the mean factor of the performance on some days of a season without sessions."""
    asked = list(days)
    starts = [Start(str(day), day, NOON) for day in asked]
    found = played([], max(asked) + 1, starts=starts, **others).starts
    return [float(found[str(day)].ability.mean()) for day in asked]


def series(found: Played, name: str) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return a series, (runs, days); zeros where nothing of it was noted."""
    return found.history.series.get(name, np.zeros_like(found.history.series["load"]))


def spells_of(marks: np.ndarray[tuple[int, int], np.dtype[Any]]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return the first days, and the lengths, of the unbroken stretches of a mark; the last may be cut short."""
    change = np.diff(np.pad(marks.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    _, first = np.nonzero(change == 1)
    _, end = np.nonzero(change == -1)
    return first, end - first


def world(days: int = 60, *, runs: int = 1, doses: Sequence[Dose] = (), longest_before: float = 0.0) -> World:
    """Return a world on its first midnight."""
    model = RollingAverage()
    return World(
        simpy.Environment(), Athletes(model, model.initial(runs, fitness=60.0)), Usual(60.0, 60.0, runs),
        weather=BlockWeather(7, runs=runs), first=START, days=days, doses=doses, longest_before=longest_before,
    )  # fmt: skip
