"""Height above the sea: slower at the same effort while there, perhaps a little faster for a while after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

import numpy as np

from periodize.altitude import ABOVE, LOSS, REGAINED, SHOWN, WEEKS, kilometres
from periodize.plain import dataclass
from periodize.response import param
from periodize.simulation.disturbances.base import ONCE, Disturbance, disturbance, leave, said

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    import simpy

    from periodize.response.base import FloatArray, Number
    from periodize.simulation.dose import Spell
    from periodize.simulation.world import World


@disturbance
@dataclass(frozen=True, slots=True, kw_only=True)
class Altitude(Disturbance):
    """Days at altitude, acclimatisation, and what is left of it back at home.

    Notes
    -----
    At h metres the aerobic power is lower by loss (h - above) / 1000 per cent [1]_. Part of that comes back in the
    first weeks: from -12.8 to -9.2 % at 2440 m [2]_, which is the 28 % between the two curves of Bassett too. Races,
    and distances at the same effort, lose only part of what the aerobic power loses. Loads stay as they are written:
    nobody has shown by how much they should change.

    A stay high enough adds haemoglobin by the hour [3]_; the gain in performance grows with it, shows after the
    descent, stays for a while and fades. It is uncertain: +1.6 % for elite athletes who live and train high, 90 %
    confidence limits +-2.7 % of the mean [4]_. Every run has a response of its own.

    References
    ----------
    .. [1] Wehrlin & Hallen, Eur J Appl Physiol 96 (2006) 404-412, doi 10.1007/s00421-005-0081-9.
    .. [2] Sucec (1996), middle-distance times at 2440 m.
    .. [3] Gore et al., Br J Sports Med 47 (2013) i31-i39, doi 10.1136/bjsports-2013-092840.
    .. [4] Bonetti & Hopkins, Sports Med 39 (2009) 107-127, doi 10.2165/00007256-200939020-00002.
    """

    name: ClassVar[str] = "altitude"
    evidence: ClassVar[Literal["A", "B", "C", "D"]] = "C"
    kinds: ClassVar[frozenset[str]] = frozenset({"altitude", "camp"})

    loss: float = param(
        LOSS,
        unit="% per 1000 m",
        bounds=(0.0, 30.0),
        doc="of the aerobic power, for who is not acclimatised",
        source="Wehrlin & Hallen 2006: 6.3, single athletes 4.6-7.5",
    )
    loss_spread: float = param(
        0.8,
        unit="% per 1000 m",
        bounds=(0.0, 10.0),
        doc="standard deviation of the loss between athletes",
        source="our reading of their range as about four standard deviations",
    )
    above: float = param(
        ABOVE, unit="m", bounds=(0.0, 3000.0), doc="height up to which nothing is lost", source="Wehrlin & Hallen 2006"
    )
    regained: float = param(
        REGAINED,
        unit="share",
        bounds=(0.0, 1.0),
        doc="of the loss, once acclimatised",
        source="Sucec 1996: -12.8 to -9.2 % at 2440 m",
    )
    weeks: float = param(
        WEEKS,
        unit="weeks",
        bounds=(0.1, 52.0),
        doc="until acclimatised, evenly; and until that is lost again",
        source="Sucec 1996 for the way up; the way back is our assumption",
    )
    race: float = param(
        SHOWN,
        unit="share",
        bounds=(0.0, 1.0),
        doc="of the lost aerobic power that shows in a race and in the pace of a session",
        source="our assumption: the sources disagree, from a third to all of it",
    )
    high: float = param(
        1600.0,
        unit="m",
        bounds=(0.0, 5000.0),
        doc="height from which hours add haemoglobin",
        source="our assumption",
    )
    haemoglobin: float = param(
        1.1, unit="% per 100 h", bounds=(0.0, 10.0), doc="gain of haemoglobin mass", source="Gore 2013"
    )
    most: float = param(
        3.3,
        unit="%",
        bounds=(0.0, 20.0),
        doc="largest gain of haemoglobin mass",
        source="Gore 2013: the mean after a camp; that it is the most is our choice",
        open_below=True,
    )
    gain: float = param(
        1.6,
        unit="%",
        bounds=(-10.0, 20.0),
        doc="of performance at home, after the largest gain of haemoglobin",
        source="Bonetti & Hopkins 2009, elite athletes who live and train high",
    )
    gain_spread: float = param(
        1.6,
        unit="%",
        bounds=(0.0, 10.0),
        doc="standard deviation of that gain between athletes",
        source="our reading: 2.7 %, the 90 % confidence limits of their mean, taken for 90 % of the athletes",
    )
    stays: float = param(
        20.0,
        unit="d",
        bounds=(0.0, 365.0),
        doc="after the descent until the gain begins to fade",
        source="Gore 2013 for haemoglobin; for performance our assumption",
    )
    fades: float = param(
        14.0, unit="d", bounds=(0.0, 365.0), doc="until it is gone", source="our assumption", open_below=True
    )

    @property
    def summary(self) -> str:
        """Nothing: nobody gets there by chance."""
        return ""

    @property
    def known(self) -> str:
        """One line of its assumptions."""
        return (
            f"at altitude {self.loss:g} % less aerobic power a 1,000 m above {self.above:g} m (Wehrlin & Hallen "
            f"2006), {self.race:.0%} of it in races and paces (our assumption); for {self.stays:g} days after a long "
            f"stay {self.gain:+g} %, uncertain: 90 % limits of that mean +-2.7 (Bonetti & Hopkins 2009)"
        )

    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Set pace and race performance each midnight. See the contract."""
        if not spells:
            return
        loss, gain = self.own("loss", world), self.own("gain", world)
        for lost, gained in self.course(spells, world.days):
            leave(world, self.name, said(world, spells))
            # what an athlete loses is never a gain
            slower = 1 - self.race * np.maximum(loss, 0.0) / 100 * lost
            _set(world.pace, self.name, slower, wanted=lost > 0)
            _set(world.ability, self.name, slower * (1 + gain / 100 * gained), wanted=lost > 0 or gained > 0)
            yield from world.mornings()

    def own(self, what: Literal["loss", "gain"], world: World) -> FloatArray:
        """Return the athletes' own responses, (runs,); without chance they are all the mean one."""
        mean, spread = (self.loss, self.loss_spread) if what == "loss" else (self.gain, self.gain_spread)
        if not self.by_chance:
            return np.full(world.runs, mean)
        found: FloatArray = mean + spread * world.weather.normal(f"altitude-{what}", ONCE)
        return found

    def course(self, spells: Sequence[Spell], days: int) -> Iterator[tuple[float, float]]:
        """Yield each day's kilometres that count, acclimatisation taken off, and the share of the gain that shows."""
        hours = 0.0
        down = 0
        first = min(0, *(spell.first for spell in spells))
        heights = [
            max((spell.altitude or 0.0 for spell in spells if spell.covers(day)), default=0.0)
            for day in range(first, days)
        ]
        rule = kilometres(heights, above=self.above, regained=self.regained, weeks=self.weeks)
        for day, (height, lost) in enumerate(zip(heights, rule, strict=True), first):
            down = 0 if height >= self.high else down + 1
            left = min(max(1 - (down - self.stays) / self.fades, 0.0), 1.0)
            hours = hours + 24 if height >= self.high else hours if left else 0.0
            if day >= 0:
                gained = min(hours * self.haemoglobin / 100 / self.most, 1.0) * left
                yield lost, 0.0 if height > self.above else gained


def _set(factors: dict[str, FloatArray], name: str, value: Number, *, wanted: bool) -> None:
    """Set a factor, or leave it out where it would be 1 for everybody."""
    if wanted:
        factors[name] = np.asarray(value)
    else:
        factors.pop(name, None)
