"""Colds and the like: a few days without training, now and then, more in winter and in hard weeks."""

from __future__ import annotations

from math import cos, pi
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import (
    YEAR,
    Chance,
    Disturbance,
    Lasting,
    disturbance,
    gone_on,
    known_away,
    leave,
    said,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    import simpy

    from periodize.response.base import FloatArray
    from periodize.simulation.dose import Spell
    from periodize.simulation.world import Few, World

WINTER_PEAK = 15
"""[day of the year] in the north; our choice."""

MOST_EXCESS = 2.0
"""Excess of the last week's load beyond which the hazard rises no further, as a share of the usual: our choice."""


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Illness(Disturbance):
    """Respiratory infections that stop training.

    Notes
    -----
    The hazard of a day is per_year / 365.25 (1 + winter cos(season)) (1 + strain x), with x the excess of the last
    week's load over the usual one, as a share of it, at least 0 and at most 2. An illness that comes anyway takes the
    same run on the same day under every plan; strain adds others. There is no quantitative model of either: grade D.

    Duration is log-normal. A stepped return is the athlete's policy, not part of the illness. A spell without a
    share takes all training; one with a share takes what it says, and is an illness only in the history. One that is
    still lasting when the season begins lasts as long as others do that have lasted so long, of a single run the
    median, and is not counted among those that come by chance.
    """

    name: ClassVar[str] = "illness"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    kinds: ClassVar[frozenset[str]] = frozenset({"illness"})
    rough: ClassVar[Mapping[str, float]] = MappingProxyType({"per_year": 3.0, "days": 6.0})

    per_year: float = param(
        1.2,
        unit="a year",
        bounds=(0.0, 50.0),
        doc="illnesses that stop training",
        source="our assumption: about half of an adult's two or three colds a year",
    )
    winter: float = param(
        0.6,
        unit="share",
        bounds=(0.0, 1.0),
        doc="by how much the hazard of mid-January lies above, and that of mid-July below, the mean of the year",
        source="our assumption",
    )
    strain: float = param(
        1.0,
        unit="per share",
        bounds=(0.0, 10.0),
        doc="by how much a week of twice the usual load raises the hazard",
        source="our assumption, after Foster (1998): most illnesses followed a peak of strain",
    )
    days: float = param(4.0, unit="d", bounds=(0.5, 60.0), doc="median days without training", source="our assumption")
    spread: float = param(
        0.5,
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
        return f"{self.per_year:g} illnesses a year, half of them longer than {self.days:g} days (our assumption)"

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Fall ill by chance each midnight, and on the days that are known beforehand. See the contract."""
        lasting = Lasting("illness-days", self.days, self.spread)
        until, brought = np.zeros((2, world.runs))
        going_on = [spell for spell in spells if spell.lasting]
        spells = [spell for spell in spells if not spell.lasting]
        chance = Chance(self.name, self.per_year / YEAR * (1 + self.winter) * (1 + self.strain * MOST_EXCESS))
        while True:
            for spell in going_on:
                if world.today == max(spell.first, 0):
                    brought = gone_on(world, spell, lasting, by_chance=self.by_chance)
                    until = np.maximum(until, brought)
            if spells:
                until = np.maximum(until, known_away(world, spells))
                leave(world, self.name, said(world, spells))
            if self.by_chance:
                struck = chance.today(world, lambda few: self.hazard(world, few))
                struck = struck[until[struck] <= world.now]
                if struck.size:
                    days = lasting.of(struck, world)
                    world.lay_off(struck, days)
                    until[struck] = world.now + days
            ill = (until > world.now) & (brought <= world.now)
            if ill.any():
                world.mark("ill", ill)
            yield from world.mornings()

    def hazard(self, world: World, few: Few) -> FloatArray:
        """Return today's hazard of some runs [a day, one for each]."""
        season = 1 + self.winter * cos(2 * pi * (world.date.timetuple().tm_yday - WINTER_PEAK) / YEAR)
        usual = np.maximum(world.usual.fitness[few], 1e-9)
        excess = np.minimum(np.maximum(world.usual.fatigue[few] / usual - 1, 0.0), MOST_EXCESS)
        found: FloatArray = self.per_year / YEAR * season * (1 + self.strain * excess)
        return found
