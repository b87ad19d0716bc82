"""Climbs inside sessions that were gone up again and again, each time lined up with the others."""

from __future__ import annotations

from dataclasses import replace
from math import nan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from periodize.compare import Done
    from periodize.compare.ascents import Ascent
    from periodize.compare.climb import Climb
    from periodize.compare.signature import Signature
    from periodize.report.views.benchmark import Outing, Repeat

STOOD = 0.02
"""Share of the time of a climb from which standing makes it another one: our choice."""

FEWEST_TIMES = 5
"""Times from which a climb is told, that is as many as tell a change from chance: four, and the one after them."""


def climbed(
    done: Sequence[Done], signatures: Mapping[str, Signature], *, races: Collection[str] = ()
) -> tuple[list[Repeat], int]:
    """Return the climbs that were gone up often, the most often first, and how many others were more than once.

    Parameters
    ----------
    done : every recorded session, in order.
    signatures : id of a session -> what it was; of the others nothing is known.
    races : ids of those that were a race, whose climbs are raced.
    """
    if not any(one.climbs for one in signatures.values()):
        return [], 0
    from periodize.compare.ascents import ascents
    from periodize.project.checks.repeated import named_apart, since_hard

    held = [one for one in done if one.id in signatures and one.id not in races]
    again = [some for some in ascents([signatures[one.id] for one in held]) if len(some) > 1]
    often = sorted((some for some in again if len(some) >= FEWEST_TIMES), key=lambda some: -len(some))
    rest = since_hard(done)
    return named_apart([_repeat(some, held, rest) for some in often]), len(again) - len(often)


def _repeat(some: Sequence[Ascent], held: Sequence[Done], rest: Mapping[str, float]) -> Repeat:
    """Return one climb with its times, between the foot and the top of the first of them."""
    from periodize.project.checks.followed import outings_of
    from periodize.report.views.benchmark import Repeat

    sessions, road = [held[one.session] for one in some], some[0].climb
    signed = [_signature(one, done.activities[0].sport, road) for one, done in zip(some, sessions, strict=True)]
    outings = tuple(map(_told, outings_of(sessions, signed, rest), some))
    return Repeat(_title(road), signed[0].sport, (), outings, ())


def _title(road: Climb) -> str:
    from periodize.units import KM

    return f"climb of {road.length / KM:.1f} km at {road.grade:.0f} %"


def _signature(one: Ascent, sport: str, road: Climb) -> Signature:
    """Return the signature of one way up: a single repeat as long as the road, with the weather of the climb."""
    from periodize.compare.signature import Rep, Signature

    up = one.passage
    speed = road.length / up.duration
    rep = Rep(0, up.start, up.duration, road.length, speed, up.power, up.heart_rate, nan)
    return Signature(sport, (), (rep,), "climb", temperature=one.climb.temperature, altitude=one.climb.altitude)


def _told(outing: Outing, one: Ascent) -> Outing:
    """Return a time with what is its own: how long it took. A rating is of the whole session."""
    values = {**outing.values, "rating": nan, "rating_at_output": nan, "time": one.passage.duration}
    stood = one.passage.stood
    long = stood > STOOD * one.passage.duration
    return replace(outing, values=values, why=(*outing.why, *([f"stood for {stood:.0f} s"] if long else [])))
