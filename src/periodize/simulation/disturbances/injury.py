"""Injuries: seldom in an hour of training, oftener in a run that is far longer than any of the month before."""

from __future__ import annotations

from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import (
    Disturbance,
    Lasting,
    disturbance,
    gone_on,
    known_away,
    leave,
    said,
    strikes,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    import simpy

    from periodize.response.base import FloatArray
    from periodize.simulation.dose import Spell
    from periodize.simulation.world import Few, World

LOOK_BACK = 30
"""[d] The longest run of these days is what a run is held against [2]."""

SPIKES = (1.1, 1.3, 2.0)
"""Lower borders of the categories [2], as shares of that longest run."""


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Injury(Disturbance):
    """Injuries that stop training.

    Notes
    -----
    The hazard of a day is that of its hours of training, by sport, times a ratio where its longest run is more than
    10, 30 or 100 % longer than any of the 30 days before, times the share of injuries that stop training. Such an
    injury stops it from the next midnight.

    The ratios are an association, seen in 5205 runners who reported their own injuries [2]_: grade B as an
    observation, C as a cause, and the absolute risk of any one run stays small. They are not monotone and are taken
    as published. A day of several sports counts its hours in the proportions of the plan.

    One that is still lasting when the season begins lasts as long as others do that have lasted so long, of a single
    run the median, and is not counted among those that come by chance.

    References
    ----------
    .. [1] Videbaek et al., Sports Med 45 (2015) 1017-1026, doi 10.1007/s40279-015-0333-8.
    .. [2] Frandsen et al., Br J Sports Med 59 (2025) 1203-1210, doi 10.1136/bjsports-2024-109380.
    """

    name: ClassVar[str] = "injury"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "C"
    kinds: ClassVar[frozenset[str]] = frozenset({"injury"})
    rough: ClassVar[Mapping[str, float]] = MappingProxyType({"running": 17.8})

    running: float = param(
        7.7,
        unit="per 1000 h",
        bounds=(0.0, 1000.0),
        doc="injuries in 1000 hours of running",
        source="Videbaek 2015: 7.7 in recreational runners; 17.8 in novices is the rough season",
    )
    other: float = param(
        1.0,
        unit="per 1000 h",
        bounds=(0.0, 1000.0),
        doc="injuries in 1000 hours of any other sport",
        source="our assumption",
    )
    stopping: float = param(
        0.5,
        unit="share",
        bounds=(0.0, 1.0),
        doc="of the injuries that stop training; with the others it goes on",
        source="our assumption: studies count an injury that only makes training less, too",
    )
    spike: float = param(
        1.64,
        unit="ratio",
        bounds=(0.0, 20.0),
        doc="of the hazard, on a day with a run 10-30 % longer than the longest of 30 days",
        source="Frandsen 2025: 1.64 (1.31-2.05), an association",
    )
    large_spike: float = param(
        1.52,
        unit="ratio",
        bounds=(0.0, 20.0),
        doc="of the hazard, where it is 30-100 % longer",
        source="Frandsen 2025: 1.52 (1.16-2.00), an association",
    )
    double: float = param(
        2.28,
        unit="ratio",
        bounds=(0.0, 20.0),
        doc="of the hazard, where it is more than twice as long",
        source="Frandsen 2025: 2.28 (1.50-3.48), an association",
    )
    days: float = param(
        10.0, unit="d", bounds=(0.5, 365.0), doc="median days without training", source="our assumption"
    )
    spread: float = param(
        0.8,
        unit="of the logarithm",
        bounds=(0.0, 2.0),
        doc="standard deviation of the logarithm of the days",
        source="our assumption",
    )

    @property
    def summary(self) -> str:
        """One line of its assumptions."""
        if not self.by_chance:
            return ""
        whom = {Injury().running: "recreational runners", self.rough["running"]: "novices"}.get(self.running)
        rate = f"{self.running:g} injuries in 1,000 hours of running"
        return (
            f"{rate}{f', as of {whom} (Videbaek 2015)' if whom else ''}, more in runs far longer than those "
            f"before (Frandsen 2025); {self.stopping:.0%} stop training, half of these for over {self.days:g} days "
            "(our assumption)"
        )

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Get injured by the training of the day before, and on the days that are known beforehand."""
        until, brought = np.zeros((2, world.runs))
        lasting = Lasting("injury-days", self.days, self.spread)
        longest = Longest(world)
        going_on = [spell for spell in spells if spell.lasting]
        spells = [spell for spell in spells if not spell.lasting]
        while True:
            for spell in going_on:
                if world.today == max(spell.first, 0):
                    brought = gone_on(world, spell, lasting, by_chance=self.by_chance)
                    until = np.maximum(until, brought)
            if spells:
                until = np.maximum(until, known_away(world, spells))
                leave(world, self.name, said(world, spells))
            if self.by_chance and world.today and world.doses(world.today - 1):
                struck = self.struck(world, world.today - 1, longest)
                struck = struck[until[struck] <= world.now]
                if struck.size:
                    days = lasting.of(struck, world)
                    world.lay_off(struck, days)
                    until[struck] = world.now + days
            hurt = (until > world.now) & (brought <= world.now)
            if hurt.any():
                world.mark("injured", hurt)
            yield from world.mornings()

    def struck(self, world: World, day: int, longest: Longest) -> Few:
        """Return whom the training of a day has injured."""
        hazard, ran, before = self.hazard(world, day), world.longest[day], longest.before(day)
        most = max(1.0, self.spike, self.large_spike, self.double)
        return strikes(world, self.name, most * hazard, lambda few: hazard[few] * self.ratio(ran[few], before[few]))

    def hazard(self, world: World, day: int) -> FloatArray:
        """Return the hazard of the hours that were trained on a day, (runs,)."""
        doses = world.doses(day)
        hours = max(sum(dose.duration for dose in doses), 1.0)
        rate = sum(dose.duration * (self.running if dose.sport == "run" else self.other) for dose in doses) / hours
        found: FloatArray = world.done(day)[1] * (self.stopping * rate / 1000 / 3600)
        return found

    def ratio(self, ran: FloatArray, before: FloatArray) -> FloatArray:
        """Return by how much a run [m] raises the hazard, where the longest before it is known [m], each (n,)."""
        # without a run in the month there is nothing to be longer than
        at_least = np.where(before > 0, before, np.inf)
        category = (ran > np.multiply.outer(SPIKES, at_least)).sum(axis=0)
        found: FloatArray = np.array((1.0, self.spike, self.large_spike, self.double))[category]
        return found


class Longest:
    """The longest run of the month before, from day to day.

    Parameters
    ----------
    world : whose runs are watched.

    Notes
    -----
    A month is the end of one stretch of 30 days and the beginning of the next: the maxima of all ends are known once
    a stretch is over, that of the beginning grows by the day (van Herk's running maximum).
    """

    def __init__(self, world: World) -> None:
        self._world, self._day = world, 0
        self._ends = np.full((LOOK_BACK, world.runs), world.longest_before)
        self._beginning = np.zeros(world.runs)

    def before(self, day: int) -> FloatArray:
        """Return the longest run of the 30 days before a day [m, (runs,)]; days are asked for in their order."""
        while self._day < day:
            np.maximum(self._beginning, self._world.longest[self._day], out=self._beginning)
            self._day += 1
            if self._day % LOOK_BACK == 0:
                self._ends[:] = self._world.longest[self._day - LOOK_BACK : self._day]
                # row by row: ten times as quick as an accumulation over all of them
                for later, row in pairwise(self._ends[::-1]):
                    np.maximum(row, later, out=row)
                self._beginning[:] = 0.0
        found: FloatArray = np.maximum(self._beginning, self._ends[day % LOOK_BACK])
        return found
