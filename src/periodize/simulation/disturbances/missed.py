"""Sessions that fall out: work, family, weather; some days more than others."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import Disturbance, disturbance, leave

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    import simpy

    from periodize.simulation.dose import Dose, Spell
    from periodize.simulation.world import World


def _on(weekday: str, factor: float) -> Any:
    return param(
        factor,
        unit="factor",
        bounds=(0.0, 10.0),
        doc=f"how often on a {weekday}, against the other days",
        source="our assumption",
    )


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Missed(Disturbance):
    """Single sessions that are missed, and days that are known to be free of training or lighter.

    Notes
    -----
    Key sessions and races are never missed by chance: people move them. Of the others `share` are missed on the
    average of a season, each by a chance of its own, in the proportions of the weekdays.

    A spell of holiday leaves its share of the sessions, key ones too, or none of them; races stay.
    """

    name: ClassVar[str] = "missed"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "D"
    kinds: ClassVar[frozenset[str]] = frozenset({"holiday"})
    rough: ClassVar[Mapping[str, float]] = MappingProxyType({"share": 0.15})

    share: float = param(
        0.08,
        unit="share",
        bounds=(0.0, 1.0),
        doc="of the sessions that are neither key sessions nor races",
        source="our assumption",
    )
    monday: float = _on("Monday", 1.1)
    tuesday: float = _on("Tuesday", 0.9)
    wednesday: float = _on("Wednesday", 0.9)
    thursday: float = _on("Thursday", 1.0)
    friday: float = _on("Friday", 1.2)
    saturday: float = _on("Saturday", 1.0)
    sunday: float = _on("Sunday", 0.9)

    @property
    def summary(self) -> str:
        """One line of its assumptions."""
        if not self.by_chance:
            return ""
        ours = " (our assumption)" if self.share in {Missed().share, self.rough["share"]} else ""
        return f"{self.share:.0%} of sessions missed, key sessions and races never{ours}"

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Take sessions at midnight, before they begin. See the contract."""
        usual = self.usual(world) if self.by_chance else 0.0
        while True:
            today = [s.share or 0.0 for s in spells if s.covers(world.today)]
            leave(world, self.name, min(today) if today and min(today) < 1 else None)
            risk = usual * self.factor(world.date.weekday())
            if risk:
                for nth, dose in enumerate(world.doses(world.today)):
                    if _may_be_missed(dose):
                        world.drop(nth, world.weather.uniform(self.name, world.date, nth) < risk)
            yield from world.mornings()

    def factor(self, weekday: int) -> float:
        """Return the factor of a weekday, 0 for Monday."""
        week = (
            self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday,
        )  # fmt: skip
        return week[weekday]

    def usual(self, world: World) -> float:
        """Return the chance of a session on a day of factor 1, so that the share of the season is as stated."""
        first = world.first.weekday()
        factors = [
            self.factor((first + day) % 7)
            for day in range(world.days)
            for dose in world.doses(day)
            if _may_be_missed(dose)
        ]
        total = sum(factors)
        return self.share * len(factors) / total if total else 0.0


def _may_be_missed(dose: Dose) -> bool:
    return not dose.key and not dose.race
