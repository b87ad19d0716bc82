"""Races: as sessions of their days, and the tapers that lead to them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
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
    from periodize.plan.season import Race, Round, Season

DEFAULT_TAPERS = {"A": (14, 0.5), "B": (3, 0.7)}
"""Priority -> (days, share left) where no taper block leads to a race. Bosquet 2007 (27 studies): two weeks, volume
down 41-60 %, intensity kept; the B taper is the plan language's own."""

RACE_EXTRA_LOAD = 25.0
"""[AU] Warm-up and cool-down of a race, from the specification: a 3:28 race alone scores about 9."""

BIKE_RACE_EXPONENT = 0.15
"""A ride of h hours is raced at h**-0.15 of threshold power when nothing else is known: our choice."""

EARLIER_ROUND = 0.97
"""Share of the speed of the last round, on the bike of its power, at which a round before it is run that has no goal
of its own: enough to go through, and no more. Our choice."""

BETWEEN_RACES = timedelta(hours=4)
"""From one race of a day to the next: our choice."""

RACED_FOR = timedelta(hours=12)
"""From the first to the last race of a day at most; more races follow each other sooner: our choice."""


def race_sessions(season: Season, blocks: tuple[DatedBlock, ...]) -> Iterator[Session]:
    """Yield a session for each race day inside the blocks, several on a day in the order of the races."""
    of_day = Counter(one.day for race in season.races for one in race.rounds)
    seen: Counter[date] = Counter()
    for race in season.races:
        for one in race.rounds:
            block = next((b for b in blocks if b.first <= one.day < b.end), None)
            if block is not None:
                yield _session(race, one, block, season, number=seen[one.day], of=of_day[one.day])
                seen[one.day] += 1


def _session(race: Race, one: Round, block: DatedBlock, season: Season, *, number: int, of: int) -> Session:
    name = race.named(one.label)
    about = [print_distance(race.distance)] if race.distance else []
    about += [f"goal {print_clock(one.goal)}"] if one.goal else []
    start = datetime.combine(one.day, CLOCK["race"]) + number * min(BETWEEN_RACES, RACED_FOR / max(of - 1, 1))
    return Session(
        id=f"{one.day}-race" + (f"-{number + 1}" if number else ""),
        day=one.day,
        slot="race",
        start=start.replace(second=0, microsecond=0),
        sport=race.sport,
        text=": ".join([name, ", ".join(about)] if about else [name]),
        segments=(race_segment(race, season, one),),
        intent="race",
        block=block.block.name,
        place=race.place,
        by="distance" if race.distance else "time",
        key=True,
        given_load=one.load,
        extra_load=RACE_EXTRA_LOAD,
        race=race.id,
        round=one.label,
    )


def race_segment(race: Race, season: Season, one: Round | None = None) -> Segment:
    """Return a round of a race as one segment: goal, else Riegel from threshold over its distance, else one hour.

    Parameters
    ----------
    race : the race.
    season : with the athlete.
    one : the round; None: the last. One before it without a goal of its own is run at `EARLIER_ROUND` of its speed.
    """
    last = race.rounds[-1]
    if one is None or not race.is_eased(one):
        return _segment(race, season, one or last)
    full = _segment(race, season, replace(one, goal=last.goal))
    # without a distance it is a time that is raced, and stays
    seconds = full.duration / EARLIER_ROUND if race.distance else full.duration
    return replace(full, duration=seconds, intensity=full.intensity * EARLIER_ROUND)


def _segment(race: Race, season: Season, one: Round) -> Segment:
    athlete = season.athlete.on(one.day)
    one_hour = threshold_speed(athlete, race.sport)
    if race.sport in POWER_SPORTS:
        seconds = one.goal or (race.distance / one_hour if race.distance else 3600.0)
        return Segment(seconds, race.distance, (seconds / 3600) ** -BIKE_RACE_EXPONENT, "work")
    if race.sport in HOURLY or not race.distance:
        return Segment(one.goal or 3600.0, race.distance, 1.0, "work")
    seconds = one.goal or race_time(race.distance, one_hour)
    own = athlete.threshold(race.sport) is not None
    fraction = race.distance / seconds / one_hour if own else race_fraction(race.distance, one_hour)
    return Segment(seconds, race.distance, fraction, "work")


def eased(season: Season) -> Iterator[tuple[Race, Round]]:
    """Yield the rounds whose effort is assumed: those before a last one, without a goal or a load of their own."""
    for race in season.races:
        yield from ((race, one) for one in race.rounds if race.is_eased(one) and one.load is None)


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
