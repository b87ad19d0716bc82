"""Races: as sessions of their days, and the tapers that lead to them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.plan.intensity import HOURLY, race_fraction, race_time, threshold_speed
from periodize.plan.planned import CLOCK, Factor, Session
from periodize.plan.render import Segment
from periodize.units import print_clock, print_distance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan.dating import DatedBlock
    from periodize.plan.season import Race, Season

DEFAULT_TAPERS = {"A": (14, 0.5), "B": (3, 0.7)}
"""Priority -> (days, share left) where no taper block leads to a race. Bosquet 2007 (27 studies): two weeks, volume
down 41-60 %, intensity kept; the B taper is the plan language's own."""

RACE_EXTRA_LOAD = 25.0
"""[AU] Warm-up and cool-down of a race, from the specification: a 3:28 race alone scores about 9."""

BIKE_RACE_EXPONENT = 0.15
"""A ride of h hours is raced at h**-0.15 of threshold power when nothing else is known: our choice."""

BETWEEN_RACES = timedelta(hours=4)
"""From one race of a day to the next: our choice."""


def race_sessions(season: Season, blocks: tuple[DatedBlock, ...]) -> Iterator[Session]:
    """Yield a session for each race day inside the blocks, several on a day in the order of the races."""
    seen: dict[date, int] = {}
    for race in season.races:
        for label, day in race.days:
            block = next((b for b in blocks if b.first <= day < b.end), None)
            if block is not None:
                yield _session(race, label, day, block, season, number=seen.get(day, 0))
                seen[day] = seen.get(day, 0) + 1


def _session(race: Race, label: str, day: date, block: DatedBlock, season: Season, *, number: int) -> Session:
    name = f"{race.name}{f' ({label})' if label else ''}"
    about = [print_distance(race.distance)] if race.distance else []
    about += [f"goal {print_clock(race.goal)}"] if race.goal else []
    return Session(
        id=f"{day}-race" + (f"-{number + 1}" if number else ""),
        day=day,
        slot="race",
        start=datetime.combine(day, CLOCK["race"]) + number * BETWEEN_RACES,
        sport=race.sport,
        text=": ".join([name, ", ".join(about)] if about else [name]),
        segments=(race_segment(race, season),),
        intent="race",
        block=block.block.name,
        place=race.place,
        by="distance" if race.distance else "time",
        key=True,
        given_load=race.load,
        extra_load=RACE_EXTRA_LOAD,
        race=race.id,
    )


def race_segment(race: Race, season: Season) -> Segment:
    """Return a race as one segment: goal, else Riegel from threshold over its distance, else one hour."""
    athlete = season.athlete.on(race.first)
    one_hour = threshold_speed(athlete, race.sport)
    if race.sport in POWER_SPORTS:
        seconds = race.goal or (race.distance / one_hour if race.distance else 3600.0)
        return Segment(seconds, race.distance, (seconds / 3600) ** -BIKE_RACE_EXPONENT, "work")
    if race.sport in HOURLY or not race.distance:
        return Segment(race.goal or 3600.0, race.distance, 1.0, "work")
    seconds = race.goal or race_time(race.distance, one_hour)
    own = athlete.threshold(race.sport) is not None
    fraction = race.distance / seconds / one_hour if own else race_fraction(race.distance, one_hour)
    return Segment(seconds, race.distance, fraction, "work")


def default_tapers(season: Season, blocks: tuple[DatedBlock, ...]) -> dict[date, Factor]:
    """Return day -> share for races with no taper block before them (rule 10)."""
    shares: dict[date, Factor] = {}
    tapering = [b for b in blocks if b.block.tapers]
    for race in season.races:
        if race.priority not in DEFAULT_TAPERS:
            continue
        days, left = DEFAULT_TAPERS[race.priority]
        window = [race.first - timedelta(days=days - k) for k in range(days)]
        if any(b.first <= day < b.end for b in tapering for day in window):
            continue
        for k, day in enumerate(window):
            share = left ** ((k + 1) / days)
            if day not in shares or share < shares[day].value:
                detail = f"default before {race.priority} race {race.id}, day {k + 1} of {days}"
                shares[day] = Factor("taper", share, race.place, detail)
    return shares
