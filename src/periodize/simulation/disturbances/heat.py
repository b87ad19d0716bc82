"""Hot days: slower at the same effort, less so after two weeks of them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.heat import DAYS, FORGOTTEN, MILD, REGAINED, SLOWER, shares_lost
from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import Disturbance, disturbance, leave, said

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import simpy

    from periodize.simulation.dose import Spell
    from periodize.simulation.world import World


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Heat(Disturbance):
    """Days whose temperature is known beforehand.

    Notes
    -----
    Above `mild` degrees races, and distances at the same effort, are slower by `slower` per cent a degree; part of it
    comes back while the days add up. A spell without a temperature is heat that is sought, a sauna or warm clothes:
    it acclimatises and slows nothing. Humidity, wind and the length of the race matter and are not seen.
    """

    name: ClassVar[str] = "heat"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    kinds: ClassVar[frozenset[str]] = frozenset({"heat"})

    mild: float = param(
        MILD, unit="degC", bounds=(-20.0, 40.0), doc="temperature up to which nothing is lost", source="our assumption"
    )
    slower: float = param(
        SLOWER,
        unit="% per degree",
        bounds=(0.0, 5.0),
        doc="for who is not acclimatised",
        source="our assumption: a hot marathon is a few per cent slower",
    )
    regained: float = param(
        REGAINED, unit="share", bounds=(0.0, 1.0), doc="of the loss, once acclimatised", source="our assumption"
    )
    days: float = param(
        DAYS,
        unit="d",
        bounds=(0.5, 365.0),
        doc="until acclimatised, evenly",
        source="our assumption, at the long end of the usual 10-14 days",
    )
    forgotten: float = param(
        FORGOTTEN, unit="d", bounds=(0.5, 365.0), doc="until that is lost again, evenly", source="our assumption"
    )

    @property
    def summary(self) -> str:
        """Nothing: a day is hot where it is said to be."""
        return ""

    @property
    def known(self) -> str:
        """One line of its assumptions."""
        return (
            f"in heat {self.slower:g} % slower a degree above {self.mild:g} degC, {self.regained:.0%} of it back "
            f"after {self.days:g} days (our assumption)"
        )

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Set pace and race performance each midnight. See the contract."""
        if not spells:
            return
        for lost in self.course(spells, world.days):
            leave(world, self.name, said(world, spells))
            for factors in (world.pace, world.ability):
                if lost:
                    factors[self.name] = np.full(world.runs, 1 - lost)
                else:
                    factors.pop(self.name, None)
            yield from world.mornings()

    def course(self, spells: Sequence[Spell], days: int) -> Iterator[float]:
        """Yield the share of the speed that each day takes."""
        first = min(0, *(spell.first for spell in spells))
        rule = shares_lost(
            ([spell.temperature for spell in spells if spell.covers(day)] for day in range(first, days)),
            mild=self.mild,
            slower=self.slower,
            regained=self.regained,
            until=self.days,
            forgotten=self.forgotten,
        )
        return islice(rule, -first, None)
