"""Journeys: the day itself, and a body clock that arrives later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import Disturbance, disturbance, leave

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import simpy

    from periodize.simulation.dose import Spell
    from periodize.simulation.world import World

DAY_HOURS = 24


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Travel(Disturbance):
    """Days away from home: a journey on the first and the last day, and jet lag there and back.

    Notes
    -----
    The body clock moves towards the local one, the nearer way round, by `east` minutes a day where it has to be
    advanced and by `west` where it has to be delayed. A race is slower by `slower` per cent for each hour that it is
    out; sessions are not. Sources disagree on the way west: some have it slower than the way east.

    References
    ----------
    .. [1] Eastman et al., Sleep 28 (2005) 33-44, which gives Aschoff's rates of re-entrainment.
    """

    name: ClassVar[str] = "travel"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    kinds: ClassVar[frozenset[str]] = frozenset({"travel"})

    east: float = param(
        57.0,
        unit="min a day",
        bounds=(1.0, 720.0),
        doc="by which the body clock is advanced after a flight eastward",
        source="Aschoff, as Eastman gives it",
    )
    west: float = param(
        92.0,
        unit="min a day",
        bounds=(1.0, 720.0),
        doc="by which it is delayed after a flight westward",
        source="Aschoff, as Eastman gives it",
    )
    slower: float = param(
        0.4,
        unit="% per hour",
        bounds=(0.0, 10.0),
        doc="of a race, for each hour that the body clock is out",
        source="our assumption",
    )
    journey: float = param(
        0.5, unit="share", bounds=(0.0, 1.0), doc="of the sessions on the day of a journey", source="our assumption"
    )

    @property
    def summary(self) -> str:
        """Nothing: nobody travels by chance."""
        return ""

    @property
    def known(self) -> str:
        """One line of its assumptions."""
        return (
            f"the body clock follows by {self.east:g} min a day eastward and {self.west:g} westward (Aschoff), a race "
            f"is {self.slower:g} % slower for each hour that it is out (our assumption)"
        )

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Set what is left of sessions and race performance each midnight. See the contract."""
        if not spells:
            return
        for out in self.course(spells, world.days):
            leave(world, self.name, self.left(spells, world.today))
            if out:
                world.ability[self.name] = np.full(world.runs, max(1 - self.slower / 100 * out, 0.0))
            else:
                world.ability.pop(self.name, None)
            yield from world.mornings()

    def left(self, spells: Sequence[Spell], day: int) -> float | None:
        """Return what a day leaves of its sessions; None: all."""
        shares = [
            self.journey if s.share is None else s.share
            for s in spells
            if (s.covers(day) if s.share is not None else day in {s.first, s.last})
        ]
        return min(shares) if shares and min(shares) < 1 else None

    def course(self, spells: Sequence[Spell], days: int) -> Iterator[float]:
        """Yield by how many hours the body clock is out on each day."""
        body = 0.0
        for day in range(min(0, *(spell.first for spell in spells)), days):
            there = [spell.zones or 0.0 for spell in spells if spell.covers(day)]
            place = there[-1] if there else 0.0
            # the nearer way round the clock, 12 h as an advance
            ahead = DAY_HOURS / 2 - (DAY_HOURS / 2 - (place - body)) % DAY_HOURS
            if day >= 0:
                yield abs(ahead)
            step = (self.east if ahead > 0 else self.west) / 60
            body = place if abs(ahead) <= step else body + (step if ahead > 0 else -step)
