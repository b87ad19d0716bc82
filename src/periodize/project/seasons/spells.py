"""Days that are known beforehand, as the simulator sees them: of a plan's calendar, and of a what-if.

A what-if is a line of a few words, several joined by "and"::

    sick 5d from 2027-04-10        injured 3w from 2027-02-01     poor sleep 5d from 2027-03-02
    rest 2027-04-01..2027-04-05    train 60% 2027-04-01..2027-04-14
    miss 20%                       race 10km on 2027-04-18 @ load 120
    camp 1850m 2027-03-01..2027-03-14    altitude 2100m 2027-03-01..2027-03-21
    travel +8h 2027-03-01..2027-03-10    heat 32C 2027-05-16

Days are `N d|w from DATE`, `DATE..DATE` or one `DATE`; a journey with one date stays there.
"""

from __future__ import annotations

import re
from dataclasses import field
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NoReturn

from periodize.errors import UsageError, clipped, near_miss, shortened
from periodize.plain import dataclass
from periodize.project.seasons.what_if_words import MEANT, VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from periodize.plan import Schedule, Season
    from periodize.plan.season import CalendarRange
    from periodize.simulation import Spell


# ---- the calendar


def calendar_spells(season: Season, first: date) -> tuple[Spell, ...]:
    """Return what the ranges of a plan's calendar mean to the simulator.

    Parameters
    ----------
    season : with the calendar, and the time zone of the athlete's home.
    first : first day of the season.

    Returns
    -------
    tuple[Spell, ...]
        of one range perhaps several: a camp can be high, hot and far away. None for a holiday or a camp by itself,
        whose `load:` is all there is to them.

    Notes
    -----
    A `load:` is in the planned sessions already, so the share of its spells is 1: nothing is taken twice. An illness
    or injury at 0 % is time away, after which an athlete comes back by steps; with any other `load:`, or none, the
    sessions are done as the plan has them, as its lint says (P405).
    """
    return tuple(spell for entry in season.calendar for spell in _of_range(entry, season.athlete.timezone, first))


def _of_range(entry: CalendarRange, home: str | None, first: date) -> Iterator[Spell]:
    from periodize.simulation import Spell

    days = (entry.first - first).days, (entry.last - first).days
    share = None if entry.load is None else 1.0
    if entry.kind in LAID_OFF:
        yield Spell(entry.kind, *days, share=None if entry.load == 0 else 1.0)
    if entry.altitude is not None:
        yield Spell("altitude", *days, share=share, altitude=entry.altitude)
    if entry.warms:
        yield Spell("heat", *days, share=share, temperature=entry.temperature)
    zones = _zones(entry, home)
    if entry.kind == "travel" or zones:
        yield Spell("travel", *days, share=share, zones=zones)


def _zones(entry: CalendarRange, home: str | None) -> float | None:
    """Return by how many hours the place of a range lies east of home on its first day; None where nobody says."""
    if entry.timezone is None or home is None:
        return None
    from zoneinfo import ZoneInfo

    noon = datetime(entry.first.year, entry.first.month, entry.first.day, 12)
    there, here = (noon.replace(tzinfo=ZoneInfo(name)).utcoffset() or timedelta() for name in (entry.timezone, home))
    return (there - here) / timedelta(hours=1)


# ---- what-ifs


@dataclass(frozen=True, slots=True)
class Supposed:
    """What a what-if supposes of a season.

    text : as it was asked. spells : days. changes : disturbance -> parameters that replace its own. notes : what that
    means where the text does not say it, a line each.
    """

    text: str
    spells: tuple[Spell, ...] = ()
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


LAID_OFF: Final = ("illness", "injury")
"""Kinds of spells that leave nothing of training."""

LONGEST: Final = 250
"""[characters] of what is said about a what-if, before the example: our choice."""


class WhatIfError(UsageError):
    """A what-if that cannot be read, or that a season cannot be asked: says which part, why, and what to write."""

    def __init__(self, part: str, message: str, example: str = "") -> None:
        self.part = part
        end = " Write" if message.endswith("?") else "; write"
        said = f"what if {shortened(part)!r}: {clipped(message, LONGEST)}"
        super().__init__(said + (f"{end} e.g. {example!r}" if example else ""))


_LENGTH = re.compile(r"(-?[0-9]{1,5})\s*(d|days?|w|weeks?)\s+from\s+(\S+)")
_LOAD = re.compile(r"(.*?)\s*@\s*load\s+(\S+)")
LARGEST_LOAD = 5000.0
"""[AU] As for the races of a plan."""


def what_if(text: str, planned: Schedule, *, today: date | None = None) -> Supposed:
    """Read a what-if.

    Parameters
    ----------
    text : as the module says.
    planned : the season of which it is asked.
    today : the day of the question; the examples of messages come after it.

    Raises
    ------
    WhatIfError
        if it cannot be read, or names a day outside the season, an amount that cannot be, or two things at once of
        the same kind.
    """
    spells: list[Spell] = []
    changes: dict[str, dict[str, Any]] = {}
    notes: dict[str, str] = {}
    for part in re.split(r"\s+and\s+", " ".join(text.split())):
        asked = _Part(part, planned, today)
        if asked.verb.kind == "missed":
            if "missed" in changes:
                raise WhatIfError(text, "it says twice how much is missed")
            share = asked.share()
            changes["missed"] = {"share": share, "by_chance": True}
            notes["missed"] = f"{share:.0%} are of the sessions that are neither key sessions nor races"
        else:
            spells.append(asked.spell())
        if asked.verb.kind in LAID_OFF:
            notes[asked.verb.kind] = f"only the training lost is counted, not the {asked.verb.kind} itself"
    _refuse_overlap(text, spells, planned.first)
    return Supposed(text, tuple(spells), changes, tuple(notes.values()))


def _refuse_overlap(text: str, spells: list[Spell], first: date) -> None:
    def kind(spell: Spell) -> str:
        # whoever is laid off cannot be laid off a second time
        return " or ".join(LAID_OFF) if spell.kind in LAID_OFF else spell.kind

    for one, other in pairwise(sorted(spells, key=lambda s: (kind(s), s.first))):
        if kind(one) == kind(other) and other.first <= one.last:
            day = first + timedelta(days=other.first)
            message = f"two parts of it are about {day}, of the same kind ({kind(one)})"
            raise WhatIfError(text, message + "; ask them one at a time, or let them follow each other")


class _Part:
    """One part of a what-if, read against a season."""

    def __init__(self, text: str, planned: Schedule, today: date | None) -> None:
        self.text, self.planned, self.today = text, planned, today
        word = next((w for w in VERBS if re.match(rf"{w}(?!\w)", text, re.IGNORECASE)), None)
        if word is None:
            first = text.partition(" ")[0].lower()
            near = MEANT.get(first) or near_miss(first, VERBS)
            known = f"did you mean {near!r}?" if near else f"it begins with one of: {', '.join(VERBS)}"
            unknown = f"unknown word {shortened(first)!r}; " if first else ""
            raise WhatIfError(text, unknown + known, self._example(near or "sick"))
        self.word, self.verb = word, VERBS[word]
        self.rest = text[len(word) :].strip()

    def share(self) -> float:
        """Return the percentage that is all of the part, as a share."""
        value = self._amount()
        if self.rest:
            self._refuse(f"{self.rest!r} is too much: it is asked of the whole season")
        return value / 100

    def spell(self) -> Spell:
        """Return the spell."""
        from periodize.simulation import Spell

        if self.verb.kind == "race":
            return self._race()
        value = self._amount() if self.verb.amount else 0.0
        first, last = self._days()
        match self.verb.kind:
            case "holiday":
                return Spell("holiday", first, last, share=value / 100)
            case "altitude":
                return Spell("altitude", first, last, altitude=value)
            case "heat":
                return Spell("heat", first, last, temperature=value)
            case "travel":
                if not value:
                    self._refuse("0h is no journey to another time zone")
                return Spell("travel", first, last, zones=value)
        return Spell(self.verb.kind, first, last)

    # ---- its words

    def _amount(self) -> float:
        amount = self.verb.amount
        assert amount is not None
        word, _, self.rest = self.rest.partition(" ")
        value = amount.read(word)
        if value is None:
            self._refuse(f"{word!r} is not {amount.what}" if word else f"{amount.what} is missing")
        if not amount.low <= value <= amount.high:
            allowed = f"{amount.low:g} and {amount.high:g}{amount.unit}"
            self._refuse(f"{amount.what} lies between {allowed}, got {word}")
        return value

    def _days(self) -> tuple[int, int]:
        """Return first and last day, from the first of the season."""
        if match := _LENGTH.fullmatch(self.rest.lower()):
            days = int(match[1]) * (7 if match[2].startswith("w") else 1)
            if days < 1:
                self._refuse(f"{match[1]}{match[2]} is no length of time, it is at least 1d")
            first = self._day(match[3])
            if first + days > len(self):
                self._refuse(f"{match[1]}{match[2]} from {match[3]} end after the season does, on {self.planned.last}")
            return first, first + days - 1
        begins, dots, ends = self.rest.removeprefix("on ").partition("..")
        if not begins:
            self._refuse("its days are missing")
        first = self._day(begins.strip())
        if not dots:
            # a journey without an end stays: the way back is not in the season
            return first, len(self) if self.verb.kind == "travel" else first
        last = self._day(ends.strip())
        if last < first:
            self._refuse(f"the range ends on {ends}, before it begins on {begins}")
        return first, last

    def _day(self, text: str) -> int:
        from periodize.plan.values import read_date

        try:
            day = read_date(text)
        except ValueError as error:
            self._refuse(str(error))
        if not self.planned.first <= day <= self.planned.last:
            self._refuse(f"{day} lies outside the season, {self.planned.first} to {self.planned.last}")
        return (day - self.planned.first).days

    def _race(self) -> Spell:
        from periodize.load import measure
        from periodize.plan.races import RACE_EXTRA_LOAD, race_segment
        from periodize.plan.render import effort
        from periodize.plan.season import Race, Round
        from periodize.simulation import Spell

        distance = self._amount()
        given = self._load()
        first, last = self._days()
        if first != last:
            self._refuse("a race has one day")
        season, day = self.planned.season, self.planned.first + timedelta(days=first)
        if any(session.race and session.day == day for session in self.planned.sessions):
            self._refuse(f"the plan has a race on {day} already")
        sport = season.athlete.sport
        race = Race("what-if", self.text, (Round("", day, load=given),), "C", sport, distance, ())
        segment = race_segment(race, season)
        if given is None:
            given = measure(effort((segment,), sport), season.athlete.on(day)).value + RACE_EXTRA_LOAD
        return Spell("race", first, last, load=given, duration=segment.duration, distance=distance)

    def _load(self) -> float | None:
        match = _LOAD.fullmatch(self.rest)
        if match is None:
            return None
        self.rest = match[1]
        try:
            load = float(match[2].encode("ascii"))
        except ValueError:
            self._refuse(f"{match[2]!r} is not a load")
        if not 0 < load <= LARGEST_LOAD:
            self._refuse(f"a load lies between 0 and {LARGEST_LOAD:g}, got {match[2]}")
        return load

    def __len__(self) -> int:
        return (self.planned.last - self.planned.first).days + 1

    def _refuse(self, message: str) -> NoReturn:
        raise WhatIfError(self.text, message, self._example(self.word)) from None

    def _example(self, word: str) -> str:
        """Return an example whose days lie in the season, after today where it has such days."""
        first, last = self.planned.first, self.planned.last
        if self.today is not None and first <= self.today < last:
            first = self.today + timedelta(days=1)
        day = first + (last - first + timedelta(days=1)) // 2
        day = min(day, last)
        left = (last - day).days + 1
        until = day + timedelta(days=min(14, left) - 1)
        return VERBS[word].example.format(day=day, range=f"{day}..{until}", few=min(5, left), many=min(21, left))
