"""What gets between a plan and a season.

A member is one file with one frozen dataclass whose fields are made by `periodize.response.param`, the decorator
`@disturbance`, and one line in `__init__.py`. Its process acts on masks of runs through the `World`: it lays athletes
off, takes sessions from them, sets what a condition leaves of sessions (`share`), of race performance (`ability`), of
speed at the same effort (`pace`), and marks days for the history.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import date
from math import log
from statistics import NormalDist
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Final, Literal, TypeVar

import numpy as np

from periodize.plain import dataclass
from periodize.registry import Registry
from periodize.response import parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence

    import simpy

    from periodize.response.base import FloatArray, Number
    from periodize.simulation.dose import Spell
    from periodize.simulation.world import Few, World

Level = Literal["none", "typical", "rough"]
LEVELS: tuple[Level, ...] = ("none", "typical", "rough")
"""How much of what nobody plans there is in a life."""

YEAR: Final = 365.25
"""[d]"""

HIGHEST: Final = 1 - 1e-9
"""Highest share of a distribution that is drawn: beyond it there is no finite number. Our choice."""

ONCE: Final = date(1970, 1, 1)
"""Day of the weather for what a run has for good, whatever its season: an athlete's own response."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance(ABC):
    """The contract of a disturbance.

    Parameters
    ----------
    by_chance : whether it comes unasked too; if not, only the spells that are known beforehand act.
    """

    name: ClassVar[str]
    evidence: ClassVar[Literal["A", "B", "C", "D"]]
    kinds: ClassVar[frozenset[str]] = frozenset()
    """Kinds of spells that it answers for."""
    rough: ClassVar[Mapping[str, float]] = MappingProxyType({})
    """Parameters of a rough season, where they differ from the typical ones."""

    by_chance: bool = True

    def __post_init__(self) -> None:
        for parameter in parameters(self):
            parameter.check()

    @property
    @abstractmethod
    def summary(self) -> str:
        """What it assumes of chance, in one line for people: "1.2 colds a year, ...". "" where nothing is by chance."""

    @property
    def known(self) -> str:
        """What it assumes of spells that are known beforehand, in one line; "" where they say it all themselves."""
        return ""

    @abstractmethod
    def live(self, world: World, spells: Sequence[Spell]) -> Generator[simpy.Event, Any, None]:
        """Be the process of the clock: begins at the first midnight, ends by itself or with the season.

        Parameters
        ----------
        world : what it acts on.
        spells : those of its own kinds.
        """


DISTURBANCES: Registry[type[Disturbance]] = Registry("disturbance", group="periodize.disturbances")

D = TypeVar("D", bound=Disturbance)


def disturbance(cls: type[D]) -> type[D]:
    """List a disturbance in `DISTURBANCES` under its name; stands above its dataclass decorator."""
    DISTURBANCES.add(cls.name, cls)
    return cls


def life(level: Level) -> tuple[Disturbance, ...]:
    """Return every disturbance as it is in a life without chance, a typical one, or a rough one.

    Raises
    ------
    UnknownNameError
        if there is no such level.
    """
    if level not in LEVELS:
        from periodize.errors import UnknownNameError

        raise UnknownNameError("life", level, LEVELS)
    found: list[Disturbance] = []
    for member in DISTURBANCES.values():
        settings: dict[str, Any] = dict(member.rough) if level == "rough" else {}
        found.append(member(by_chance=level != "none", **settings))
    return tuple(found)


def assumed(disturbances: Sequence[Disturbance], spells: Sequence[Spell]) -> tuple[str, ...]:
    """Return what disturbances assume of the spells that there are, a line each."""
    kinds = {spell.kind for spell in spells}
    return tuple(member.known for member in disturbances if member.known and kinds & member.kinds)


# ---- what several members do


def strikes(world: World, name: str, most: FloatArray, exact: Callable[[Few], FloatArray]) -> Few:
    """Return whom a hazard that depends on the plan meets today, as numbers of runs.

    Parameters
    ----------
    world : its weather decides; the same numbers are drawn whatever the hazard.
    name : of the chance.
    most : [a day, (runs,)] what the hazard cannot exceed.
    exact : the hazard of a few runs: it may take long, and is only asked for who may be struck.
    """
    drawn = world.weather.uniform(name, world.date)
    # 1 - exp(-h) lies below h
    few = np.flatnonzero(drawn < most)
    struck: Few = few[drawn[few] < -np.expm1(-exact(few))]
    return struck


class Chance:
    """Whom a hazard with a limit that no plan changes meets, drawn for several days at once.

    Parameters
    ----------
    name : of the chance.
    most : [a day] what the hazard cannot exceed.

    Notes
    -----
    A number u of [0, 1) is n stretches of length `most`, and a rest: in the k-th of them it may strike on the k-th of n
    calendar days, where what it is into the stretch is uniform again and is held against that day's 1 - exp(-h). So
    every day has its exact chance, and a run is struck at most once in n days, up to a week.
    """

    def __init__(self, name: str, most: float) -> None:
        self._name, self._most = name, most
        self._days = max(1, min(7, int(1 / most))) if most else 1
        self._since = 0
        self._near: list[tuple[Few, FloatArray]] = []

    def today(self, world: World, exact: Callable[[Few], FloatArray]) -> Few:
        """Return whom it meets today, as numbers of runs; `exact` is the hazard of a few [a day, one for each]."""
        day = world.date.toordinal()
        since = day - day % self._days
        if since != self._since:
            self._since = since
            drawn = world.weather.uniform(self._name, date.fromordinal(since))
            few = np.flatnonzero(drawn < self._days * self._most)
            stretch = np.floor_divide(drawn[few], self._most or 1.0)
            into = drawn[few] - stretch * self._most
            self._near = [(few[stretch == k], into[stretch == k]) for k in range(self._days)]
        few, into = self._near[day - since]
        struck: Few = few[into < -np.expm1(-exact(few))] if few.size else few
        return struck


class Lasting:
    """How long what begins on a day lasts: log-normal.

    Parameters
    ----------
    name : of the chance.
    median : [d]
    spread : standard deviation of the logarithm.

    Notes
    -----
    A run has one number a month, so that two spells in one month last alike: a normal number for every run and day
    would take longer than all the rest of a day.
    """

    def __init__(self, name: str, median: float, spread: float) -> None:
        self._name, self._median, self._spread = name, median, spread
        self._month: date | None = None
        self._days: FloatArray = np.zeros(0)

    def of(self, who: Few, world: World) -> FloatArray:
        """Return the days of some runs [d, one for each]."""
        month = world.date.replace(day=1)
        if month != self._month:
            self._month = month
            self._days = self._median * np.exp(self._spread * world.weather.normal(self._name, month))
        return self._days[who]

    def longer_than(self, least: float, world: World, *, by_chance: bool) -> FloatArray:
        """Return how long what has lasted for a while lasts in all [d, (runs,)].

        Parameters
        ----------
        least : [d] how long it has lasted already: of all that begin, those count that last longer.
        world : whose runs it is of.
        by_chance : each run draws its own; else all have the median.
        """
        normal = NormalDist()
        drawn = world.weather.normal(self._name, world.date.replace(day=1)) if by_chance else np.zeros(world.runs)
        over = normal.cdf(log(least / self._median) / self._spread) if self._spread else 0.0
        # the same numbers of chance, on what is left of the distribution
        left = [normal.inv_cdf(min(over + (1 - over) * normal.cdf(one), HIGHEST)) for one in drawn]
        found: FloatArray = np.maximum(self._median * np.exp(self._spread * np.array(left)), least)
        return found


def gone_on(world: World, spell: Spell, lasting: Lasting, *, by_chance: bool) -> FloatArray:
    """Lay everybody off with what was noted and has not ended; return when it ends [d since the first midnight].

    Parameters
    ----------
    world : on the first day of the spell that is played.
    spell : from its first noted day to the last.
    lasting, by_chance : how long such spells last, and whether each run draws it.
    """
    days = lasting.longer_than(spell.last + 1.0 - spell.first, world, by_chance=by_chance)
    ends: FloatArray = spell.first + days
    world.lay_off(np.arange(world.runs), ends - world.today)
    world.away_for = np.maximum(world.away_for, ends - spell.first)
    return ends


def known_away(world: World, spells: Sequence[Spell]) -> float:
    """Lay everybody off for the spells that begin today and leave nothing of training; return when the last one ends.

    Returns
    -------
    float
        [d since the first midnight] end of those that begin today, partial ones included; 0 for none.
    """
    end = 0.0
    for spell in spells:
        if not (spell.first == world.today or (world.today == 0 and spell.covers(0))):
            continue
        end = max(end, spell.last + 1.0)
        if spell.share is None:
            world.lay_off(np.arange(world.runs), spell.last + 1.0 - world.today)
            # one that began before the season was as long as it was
            world.away_for = np.maximum(world.away_for, float(spell.last + 1 - spell.first))
    return end


def leave(world: World, name: str, share: Number | None) -> None:
    """Set what a condition leaves of the sessions of today; None: all. A race is run whole, or not at all."""
    if share is None or any(dose.race for dose in world.doses(world.today)):
        world.share.pop(name, None)
    else:
        world.share[name] = np.array(np.broadcast_to(share, (world.runs,)), dtype=np.float64)


def said(world: World, spells: Sequence[Spell]) -> float | None:
    """Return the least share that the spells of today state; None where none of them takes anything."""
    stated = [s.share for s in spells if s.share is not None and s.covers(world.today)]
    return min(stated) if stated and min(stated) < 1 else None
