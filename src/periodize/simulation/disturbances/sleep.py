"""Nights that are too short: a newborn, an exam, worry."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import YEAR, Chance, Disturbance, Lasting, disturbance, said

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    import simpy

    from periodize.simulation.dose import Spell
    from periodize.simulation.world import Few, World


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Sleep(Disturbance):
    """Spells of poor sleep: sessions are cut a little, and a race in one is a little slower.

    Notes
    -----
    Nobody has measured what poor sleep takes from a season. Everything here is an assumption, kept small.
    """

    name: ClassVar[str] = "sleep"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    kinds: ClassVar[frozenset[str]] = frozenset({"sleep"})
    rough: ClassVar[Mapping[str, float]] = MappingProxyType({"per_year": 8.0, "days": 4.0})

    per_year: float = param(
        4.0, unit="a year", bounds=(0.0, 100.0), doc="spells of poor sleep", source="our assumption"
    )
    days: float = param(3.0, unit="d", bounds=(0.5, 60.0), doc="median length of a spell", source="our assumption")
    spread: float = param(
        0.5,
        unit="of the logarithm",
        bounds=(0.0, 2.0),
        doc="standard deviation of the logarithm of the days",
        source="our assumption",
    )
    share: float = param(
        0.9, unit="share", bounds=(0.0, 1.0), doc="what is done of a session in a spell", source="our assumption"
    )
    race: float = param(
        2.0, unit="%", bounds=(0.0, 50.0), doc="by how much a race in a spell is worse", source="our assumption"
    )

    @property
    def summary(self) -> str:
        """One line of its assumptions."""
        if not self.by_chance:
            return ""
        return f"{self.per_year:g} spells of poor sleep a year, half of them over {self.days:g} days (our assumption)"

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Sleep poorly by chance, and on the days that are known beforehand. See the contract."""
        until = np.zeros(world.runs)
        lasting = Lasting("sleep-days", self.days, self.spread)
        chance = Chance(self.name, self.per_year / YEAR)
        while True:
            if any(spell.covers(world.today) for spell in spells):
                until = np.maximum(until, world.today + 1.0)
            if self.by_chance:
                struck = chance.today(world, lambda few: np.full(few.size, self.per_year / YEAR))
                struck = struck[until[struck] <= world.now]
                until[struck] = world.now + lasting.of(struck, world)
            self.feel(world, np.flatnonzero(until > world.now), said(world, spells))
            yield from world.mornings()

    def feel(self, world: World, poor: Few, stated: float | None) -> None:
        """Set what those who sleep poorly do today, and how they race."""
        factors = world.ability if any(dose.race for dose in world.doses(world.today)) else world.share
        for other in (world.ability, world.share):
            other.pop(self.name, None)
        if poor.size:
            session = self.share if stated is None else stated
            left = np.ones(world.runs)
            left[poor] = 1 - self.race / 100 if factors is world.ability else session
            factors[self.name] = left
