"""Which recorded session answers which planned one: one assignment over the whole season."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from math import inf, isnan, log2
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from periodize.compare.confidence import Doubt, doubts
from periodize.compare.race_time import load_asked
from periodize.compare.sessions import SLOTS, Done, Planned, found_share, same_sport
from periodize.errors import UsageError
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

Ints: TypeAlias = NDArray[np.int32]
Floats: TypeAlias = NDArray[np.float64]

# Weights, reach and the price of no match: our choice, checked on ten cases in the tests.
DAY, DURATION, LOAD, HARD = 0.30, 0.30, 0.25, 0.15
REPEATS = 0.05
"""Weight of the repeats, where some are planned and some were found: our choice. It tells two hard sessions of a day
apart and breaks no pair, as a watch loses repeats."""
MOST = 0.5
"""Share of all repeats in common from which a recording is as hard as its plan: our choice."""
REACH = 3
"""[d] how far from its day a session may be done and still be the one that was planned; a race has its day alone."""
UNMATCHED = 0.27
"""Price of leaving a planned or a recorded session alone; a pair must cost less than two of them."""

# What decides between equal totals, in this order: the earlier planned date, the earlier start, the nearer
# time of day, the smaller id. Ten years move the price of a pair by less than 1e-5: only a tie notices.
EARLIER_DATE, EARLIER_START, NEARER_TIME, SMALLER_ID = 1e-9, 2e-11, 1e-12, 1e-13
CLOCK = {"am": 8 / 24, "noon": 12 / 24, "day": 12 / 24, "pm": 18 / 24}
"""[d] time that stands for a part of the day, in a tie: our choice."""
NEXT_IN_SLOT = 0.02
"""[d] what sets two sessions of one part of a day apart, in a tie: our choice."""


ALIKE = 0.05
"""Planned sessions of one day that cost no more as a pair are the same to who does them: our choice."""

NO_LINKS: Mapping[str, str] = MappingProxyType({})


class DuplicateError(UsageError):
    """Two sessions of one side have the same id."""

    def __init__(self, side: str, name: str) -> None:
        super().__init__(f"two {side} sessions have the id {name!r}; each needs its own")


@dataclass(frozen=True, slots=True)
class Pair:
    """A planned session and the recorded one that answers it.

    Parameters
    ----------
    cost : [0, 0.54); 0 for a linked pair, which is not compared.
    confidence : [0, 0.54] second-best total, without this pair, minus the best; inf for a linked pair.
    rival : the planned session that the recorded one answers in the second-best assignment, if any.
    linked : the athlete says so.
    """

    planned: Planned
    done: Done
    cost: float
    confidence: float = inf
    rival: Planned | None = None
    linked: bool = False


@dataclass(frozen=True, slots=True)
class Matching:
    """An assignment of recorded to planned sessions.

    Parameters
    ----------
    pairs : in the order of the planned.
    planned, done : those that have no partner.
    total : cost of the pairs, plus 0.27 for each that has none.
    outside : recorded sessions that answer none, as the athlete says; in no other place and at no cost.
    """

    pairs: tuple[Pair, ...]
    planned: tuple[Planned, ...]
    done: tuple[Done, ...]
    total: float
    outside: tuple[Done, ...] = ()


def pair_cost(planned: Planned, done: Done) -> float:
    """Return how unlike a planned and a recorded session are.

    Parameters
    ----------
    planned, done : the two sessions.

    Returns
    -------
    float
        0 (the same) to 1; inf for another sport, more than three days apart, or a race on any other day.

    Notes
    -----
    ::

        cost = .30 min(|days|/3, 1) + .30 min(|log2 duration ratio|, 1)
             + .25 min(|log2 load ratio|, 1) + .15 [hard differs]

    A load that is not known (nan), or a duration that is not (nan or 0), drops its term, and the others are
    weighted up to 1. A load of zero against one above zero counts in full. Where repeats are planned and repeats were
    found, the share that they do not have in common is a fifth term of weight .05. With more than half in common the
    two are equally hard: twenty repeats in much easy running have the mean load of an easy run. Weights are our choice.
    """
    apart = abs((done.day - planned.day).days)
    if apart > slack(planned) or not same_sport(planned, done):
        return inf
    return _unlike(planned, done, apart)


def slack(planned: Planned) -> int:
    """Return how far from its day a session may be done [d]: a race has its day alone."""
    return 0 if planned.intent == "race" else REACH


def cost_terms(planned: Planned, done: Planned | Done, apart: int) -> dict[str, tuple[float, float]]:
    """Return the known parts of what sets two sessions apart: name -> weight and value, both 0-1. apart [d]."""
    both = bool(planned.repeats and done.repeats)
    common = found_share(planned.repeats, done.repeats) if both else 0.0
    differs = planned.hard != done.hard and common <= MOST
    terms = {"day": (DAY, apart / REACH), "hard": (HARD, float(differs))}
    if both:
        terms["repeats"] = (REPEATS, 1 - common)
    if planned.duration > 0 and done.duration > 0:
        terms["duration"] = (DURATION, min(abs(log2(done.duration / planned.duration)), 1.0))
    if not isnan(planned.load) and not isnan(done.load):
        terms["load"] = (LOAD, _load_term(load_asked(planned, done), done.load))
    return terms


def _unlike(planned: Planned, done: Planned | Done, apart: int) -> float:
    terms = cost_terms(planned, done, apart).values()
    return sum(weight * term for weight, term in terms) / sum(weight for weight, _ in terms)


def _alike(one: Planned, other: Planned) -> bool:
    """Whether it makes no difference which of two planned sessions was done, as far as their sums tell."""
    return one.day == other.day and same_sport(one, other) and _unlike(replace(one, repeats=()), other, 0) < ALIKE


def _load_term(planned: float, done: float) -> float:
    if planned > 0 and done > 0:
        return min(abs(log2(done / planned)), 1.0)
    return float(planned != done)


def match(planned: Iterable[Planned], done: Iterable[Done], *, links: Mapping[str, str] = NO_LINKS) -> Matching:
    """Match recorded to planned sessions, so that the total cost over all of them is least.

    Parameters
    ----------
    planned, done : in any order; the ids of each side are unique.
    links : id of a recorded session -> id of the planned one that it answers, "" for none, as the athlete says. They
        win over any cost; one that names a session that is not there is left out.

    Returns
    -------
    Matching
        the same for every order of the arguments.

    Raises
    ------
    DuplicateError
        if two sessions of one side share an id, or two recorded ones are linked to one planned.

    Notes
    -----
    Each session is in one pair or in none, which costs 0.27; a pair therefore costs less than 0.54. Among
    totals that are equal (to 1e-5) the earlier planned date decides, then the earlier start, then the nearer
    time of day, then the id. The candidates, a few for each session, form a sparse assignment problem, which
    is solved exactly [1]_.

    References
    ----------
    .. [1] Volgenant (1996), Linear and semi-assignment problems: a core oriented approach, Computers &
       Operations Research 23:917-932. doi:10.1016/0305-0548(96)00010-X
    """
    plans = sorted(planned, key=lambda p: (p.day, SLOTS.index(p.slot), p.id))
    records = sorted(done, key=lambda d: (d.start, d.id))
    for side, ids in (("planned", [p.id for p in plans]), ("recorded", [d.id for d in records])):
        _refuse_twice(side, ids)
    linked = _linked(plans, records, links)
    outside = tuple(record for record in records if links.get(record.id) == "")
    taken = {pair.done.id for pair in linked}.union(record.id for record in outside)
    answered = {pair.planned.id for pair in linked}
    found = _matched([p for p in plans if p.id not in answered], [d for d in records if d.id not in taken])
    place = {plan.id: n for n, plan in enumerate(plans)}
    pairs = sorted((*linked, *found.pairs), key=lambda pair: place[pair.planned.id])
    return replace(found, pairs=tuple(pairs), outside=outside)


def _refuse_twice(side: str, ids: Iterable[str]) -> None:
    for name, count in Counter(ids).items():
        if count > 1:
            raise DuplicateError(side, name)


def _linked(plans: Sequence[Planned], records: Sequence[Done], links: Mapping[str, str]) -> list[Pair]:
    by_id = {plan.id: plan for plan in plans}
    found = [(by_id[links[d.id]], d) for d in records if links.get(d.id) in by_id]
    _refuse_twice("linked", [plan.id for plan, _ in found])
    return [Pair(plan, record, 0.0, linked=True) for plan, record in found]


def _matched(plans: Sequence[Planned], records: Sequence[Done]) -> Matching:
    """Match what no link decides; both sides in their order."""
    costs = _candidates(plans, records)
    priced = _priced(costs, plans, records)
    partner = _assign(priced, len(plans), len(records))
    sure = doubts(priced, partner, alone=UNMATCHED, alike=lambda i, k: _alike(plans[i], plans[k]))
    pairs = tuple(_pair(plans, records[j], costs[i, j], i, sure[i]) for i, j in sorted(partner.items()))
    alone = tuple(p for i, p in enumerate(plans) if i not in partner)
    taken = set(partner.values())
    extra = tuple(d for j, d in enumerate(records) if j not in taken)
    total = sum(pair.cost for pair in pairs) + UNMATCHED * (len(alone) + len(extra))
    return Matching(pairs, alone, extra, total)


def _pair(plans: Sequence[Planned], done: Done, cost: float, i: int, doubt: Doubt) -> Pair:
    rival = None if doubt.rival is None else plans[doubt.rival]
    return Pair(plans[i], done, cost, doubt.margin, rival)


def _candidates(plans: Sequence[Planned], records: Sequence[Done]) -> dict[tuple[int, int], float]:
    """Cost of each pair that may be one, by the indices of the two."""
    by_day: dict[int, list[int]] = defaultdict(list)
    for j, record in enumerate(records):
        by_day[record.day.toordinal()].append(j)
    costs = {}
    for i, plan in enumerate(plans):
        today = plan.day.toordinal()
        for day in range(today - REACH, today + REACH + 1):
            for j in by_day.get(day, ()):
                cost = pair_cost(plan, records[j])
                if cost < 2 * UNMATCHED:
                    costs[i, j] = cost
    return costs


def _priced(
    costs: dict[tuple[int, int], float], plans: Sequence[Planned], records: Sequence[Done]
) -> dict[tuple[int, int], float]:
    """Return the candidates at the prices that decide between equal totals too."""
    if not costs:
        return {}
    i, j = np.array(list(costs), dtype=np.int32).T
    prices = np.array(list(costs.values())) + _tie_break(i, j, plans, records)
    return dict(zip(costs, prices.tolist(), strict=True))


def _assign(costs: dict[tuple[int, int], float], n: int, m: int) -> dict[int, int]:
    """Partner of each of n planned sessions that has one, of m recorded, at the least total."""
    if not costs:
        return {}
    from lap import lapmod

    i, j = np.array(list(costs), dtype=np.int32).T
    cost = np.array(list(costs.values()))

    # Square with one stand-in for each session: a session paired with its own stand-in stays alone, and the
    # stand-ins of a pair, where both are left over, go together at no cost.
    planned_nodes, done_nodes = np.arange(n, dtype=np.int32), np.arange(m, dtype=np.int32)
    rows = np.concatenate([i, planned_nodes, n + done_nodes, n + j])
    columns = np.concatenate([j, m + planned_nodes, done_nodes, m + i])
    values = np.concatenate([cost, np.full(n + m, UNMATCHED), np.zeros(len(i))])
    order = np.lexsort((columns, rows))
    first: Ints = np.searchsorted(rows[order], np.arange(n + m + 1)).astype(np.int32)
    _, partner, _ = lapmod(n + m, values[order], first, columns[order].astype(np.int32))
    return {row: int(column) for row, column in enumerate(partner[:n]) if column < m}


def _tie_break(i: Ints, j: Ints, plans: Sequence[Planned], records: Sequence[Done]) -> Floats:
    """Price of each candidate that decides between equal totals, >= 0, too small to decide more."""
    seen: Counter[tuple[date, str]] = Counter()
    place = []
    for plan in plans:
        place.append(seen[plan.day, plan.slot])
        seen[plan.day, plan.slot] += 1
    nth = np.array(place)
    day = np.array([plan.day.toordinal() for plan in plans])
    planned_time = day + np.array([CLOCK[plan.slot] for plan in plans]) + NEXT_IN_SLOT * nth
    done_time = np.array([r.day.toordinal() + (r.start.hour + r.start.minute / 60) / 24 for r in records])
    price: Floats = (
        EARLIER_DATE * (day - day[0])[i]
        + EARLIER_START * j
        + NEARER_TIME * (planned_time[i] - done_time[j]) ** 2
        + SMALLER_ID * nth[i]
    )
    return price
