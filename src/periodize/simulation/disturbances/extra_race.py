"""Races that nobody planned: a parkrun with friends, a club relay."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import YEAR, Disturbance, disturbance
from periodize.simulation.dose import Dose
from periodize.simulation.execution import Done

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    import simpy

    from periodize.simulation.dose import Spell
    from periodize.simulation.world import Mask, World

SATURDAY = 5
GUN = 36_000
"""[s] 10:00, as for races of a plan."""


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraRace(Disturbance):
    """A race that takes the place of a day's sessions.

    Notes
    -----
    By chance it comes on a Saturday or Sunday with a session, and not within `clear` days of a race of the plan. Its
    sport and speed are those of the longest session that it replaces. Who is laid off does not start.
    """

    name: ClassVar[str] = "extra-race"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    kinds: ClassVar[frozenset[str]] = frozenset({"race"})
    rough: ClassVar[Mapping[str, float]] = MappingProxyType({"per_year": 3.0})

    per_year: float = param(
        0.0,
        unit="a year",
        bounds=(0.0, 100.0),
        doc="races that nobody planned, were there a session on every Saturday and Sunday",
        source="our assumption: none but in a rough season",
    )
    load: float = param(
        110.0,
        unit="AU",
        bounds=(0.0, 1000.0),
        doc="load of such a race, with warming up",
        source="our assumption: about 50 minutes flat out",
    )
    minutes: float = param(
        75.0, unit="min", bounds=(1.0, 1440.0), doc="its duration, with warming up", source="our assumption"
    )
    clear: float = param(
        7.0,
        unit="d",
        bounds=(0.0, 100.0),
        doc="before and after a race of the plan without another one",
        source="our assumption",
    )

    @property
    def summary(self) -> str:
        """One line of its assumptions."""
        if not self.by_chance or not self.per_year:
            return ""
        return f"{self.per_year:g} races a year that nobody planned, on free weekends (our assumption)"

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Take the day's sessions at midnight, and race at ten. See the contract."""
        if not spells and not (self.by_chance and self.per_year):
            return
        planned = {day for day in range(world.days) for dose in world.doses(day) if dose.race}
        while True:
            # once all others of this midnight are through: who fell ill does not enter
            yield world.env.timeout(0)
            known = next((spell for spell in spells if spell.covers(world.today)), None)
            if known is not None:
                race = Dose(world.today, GUN, known.load, known.duration, known.distance, _sport(world), race=True)
                yield from _raced(world, race, np.ones(world.runs, dtype=np.bool_))
            elif self.by_chance and self.per_year and self.free(world, planned):
                # a year has two such days a week
                who = world.weather.uniform(self.name, world.date) < self.per_year / (2 * YEAR / 7)
                yield from _raced(world, self.instead(world), who)
            yield from world.mornings()

    def free(self, world: World, planned: set[int]) -> bool:
        """Whether a race may come between today."""
        near = any(abs(world.today - day) <= self.clear for day in planned)
        return world.date.weekday() >= SATURDAY and bool(world.doses(world.today)) and not near

    def instead(self, world: World) -> Dose:
        """Return the race that takes the place of today's sessions."""
        longest = max(world.doses(world.today), key=lambda dose: dose.duration)
        duration = 60 * self.minutes
        speed = longest.distance / longest.duration if longest.duration else 0.0
        return Dose(world.today, GUN, self.load, duration, speed * duration, longest.sport, race=True)


def _sport(world: World) -> str:
    doses = world.doses(world.today)
    return max(doses, key=lambda dose: dose.duration).sport if doses else "run"


def _raced(world: World, race: Dose, who: Mask) -> Generator[simpy.Event, Any, None]:
    who = who & ~world.away
    if not who.any():
        return
    for nth, dose in enumerate(world.doses(world.today)):
        if not dose.race:
            world.drop(nth, who)
    yield world.env.timeout(race.at - world.env.now)
    world.mark("raced", who)
    world.absorb(race, who.astype(np.float64), Done(1.0, 1.0, 1.0))
