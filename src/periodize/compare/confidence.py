"""How sure an assignment is: what it costs to do without each of its pairs."""

from __future__ import annotations

from collections import defaultdict, deque
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OUT = -1
"""The place of those that have no partner."""

TOLERANCE = 1e-12
"""A path that is shorter by less is as long: sums of prices are not exact."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What speaks against a pair.

    Parameters
    ----------
    margin : the least total without the pair, minus the least total.
    rival : the planned session that has the recorded one in that other assignment; None: none has it.
    """

    margin: float
    rival: int | None


class _Move(NamedTuple):
    """A planned session goes from the recorded one at `place` to another, at a price; or a recorded one stays alone."""

    place: int
    price: float
    mover: int | None


def doubts(
    costs: Mapping[tuple[int, int], float],
    partner: Mapping[int, int],
    *,
    alone: float,
    alike: Callable[[int, int], bool],
) -> dict[int, Doubt]:
    """Return how sure each pair of the best assignment is.

    Parameters
    ----------
    costs : (planned, recorded) -> price of the pair.
    partner : planned -> recorded, an assignment of least total.
    alone : price of leaving a session alone.
    alike : whether it makes no difference which of two planned sessions a recorded one answers.

    Returns
    -------
    dict[int, Doubt]
        for each planned session that has a partner.

    Notes
    -----
    Another assignment differs from the best by moves that follow each other in a circle: a session takes the partner
    of the next, that one of the next but one ... or goes out, and another comes in. Its price is the length of the
    circle in the graph of recorded sessions, none of which is negative, as the assignment is the best. So the margin
    of a pair is the shortest circle through its recorded session: through `OUT`, by the distances from there and to
    there, or without, by a search that stays near.
    """
    into, out_of = _moves(costs, partner, alone)
    coming = _distances(out_of)
    going = _distances(into)
    found = {}
    for planned, done in partner.items():
        near = _near(done, out_of, coming, reach=alone + going[done])
        best = Doubt(inf, None)
        for place, price, mover in into[done]:
            if mover is not None and alike(planned, mover):
                continue
            way = min(near.get(place, inf), going[done] + coming.get(place, inf)) if place != OUT else going[done]
            if way + price < best.margin - TOLERANCE:
                best = Doubt(max(0.0, way + price), mover)
        found[planned] = best
    return found


Graph = dict[int, list[_Move]]


def _moves(costs: Mapping[tuple[int, int], float], partner: Mapping[int, int], alone: float) -> tuple[Graph, Graph]:
    """Return the moves by where they end and by where they begin; the place of a move is its other end."""
    into: Graph = defaultdict(list)
    out_of: Graph = defaultdict(list)

    def move(start: int, end: int, price: float, mover: int | None) -> None:
        into[end].append(_Move(start, price, mover))
        out_of[start].append(_Move(end, price, mover))

    for (planned, done), cost in costs.items():
        at = partner.get(planned, OUT)
        if at != done:
            move(at, done, cost - (alone if at == OUT else costs[planned, at]), planned)
    for planned, done in partner.items():
        move(done, OUT, alone - costs[planned, done], planned)
        move(OUT, done, alone, None)
    for done in {done for _, done in costs}.difference(partner.values()):
        move(done, OUT, -alone, None)
    return into, out_of


def _distances(graph: Graph) -> dict[int, float]:
    """Return the length of the shortest way between `OUT` and each place; prices may be negative, circles are not."""
    found = {OUT: 0.0}
    waiting, queued = deque([OUT]), {OUT}
    while waiting:
        place = waiting.popleft()
        queued.discard(place)
        for move in graph[place]:
            if found[place] + move.price < found.get(move.place, inf) - TOLERANCE:
                found[move.place] = found[place] + move.price
                if move.place not in queued:
                    waiting.append(move.place)
                    queued.add(move.place)
    return found


def _near(start: int, out_of: Graph, level: Mapping[int, float], *, reach: float) -> dict[int, float]:
    """Return the length of the shortest way, not by `OUT`, from a place to each within reach.

    Prices are measured against the level of their two ends, which makes none negative.
    """
    found: dict[int, float] = {}
    waiting = [(0.0, start)]
    best = {start: 0.0}
    while waiting:
        climbed, place = heappop(waiting)
        if place in found:
            continue
        found[place] = climbed + level[place] - level[start]
        for end, price, _ in out_of[place]:
            further = climbed + max(0.0, price + level[place] - level[end]) if end != OUT else inf
            if end not in found and further < min(reach, best.get(end, inf)):
                best[end] = further
                heappush(waiting, (further, end))
    return found
