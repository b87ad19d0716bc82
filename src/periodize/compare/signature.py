"""What makes a session the same session: its repeats, their length and recovery, or the way it went."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from math import ceil, isnan, log, nan
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from periodize.athlete import POWER_SPORTS
from periodize.compare.climb import Climb
from periodize.plain import dataclass
from periodize.units import print_distance, print_duration

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Channel = Literal["speed", "power"]
"""What output is told by."""

SIGNATURE_VERSION = 4
"""Counted up when a signature is computed in another way, so that what is stored is computed again."""

DISTANCES = (
    100.0, 150.0, 200.0, 300.0, 400.0, 500.0, 600.0, 800.0, 1000.0, 1200.0, 1500.0, 1600.0, 2000.0, 2400.0, 3000.0,
    4000.0, 5000.0, 6000.0, 8000.0, 10_000.0, 15_000.0, 20_000.0,
)  # fmt: skip
TIMES = (
    15.0, 20.0, 30.0, 40.0, 45.0, 60.0, 75.0, 90.0, 120.0, 150.0, 180.0, 240.0, 300.0, 360.0, 420.0, 480.0, 600.0,
    720.0, 900.0, 1200.0, 1500.0, 1800.0, 2400.0, 2700.0, 3600.0,
)  # fmt: skip
"""[m], [s] What repeats are usually written as: our choice."""

ROUND = 0.05
"""Share by which a recorded repeat may differ from such a length and still be called by it: our choice."""

SAME_LENGTH = 0.08
"""Difference of the logarithms of two repeats' lengths, in time or in distance, that are the same: our choice."""

SAME_REST = 1.7
"""Ratio of two recoveries that are the same: our choice, so that 200 m jogged count as 60 to 90 s."""

FEWER = 0.6
"""Share of the repeats of the longer session that the shorter has to have: our choice. What both have is compared."""

OTHER_EFFORT = 0.12
"""Difference of the logarithms of two outputs from which equal repeats are of different sessions, where no plan names
what they aimed at: our choice, more than one year's progress of somebody trained."""

SAME_ROUTE, SAME_WAY = 0.7, 0.05
"""Share of the squares that two routes have in common, and share by which their lengths differ: our choice."""


@dataclass(frozen=True, slots=True)
class Rep:
    """One repeat as it was done; nan where not known.

    Parameters
    ----------
    set : of which of the session's sets it is, from 0.
    start, duration, distance : [s], [s], [m].
    speed, power, heart_rate : means [m/s], [W], [bpm].
    recovery : [bpm] how far heart rate fell in the minute after.
    """

    set: int
    start: float
    duration: float
    distance: float
    speed: float
    power: float
    heart_rate: float
    recovery: float


@dataclass(frozen=True, slots=True)
class WorkSet:
    """Repeats of one length in a row.

    Parameters
    ----------
    count : how many were done.
    by : distance or time, what they are called by.
    amount : [m] or [s] of one.
    duration, distance : [s], [m] of one as done, the medians; nan where not known.
    rest : [s] between two, the median; nan with one.
    target : as the plan writes it, or "".
    """

    count: int
    by: str
    amount: float
    duration: float
    distance: float
    rest: float
    target: str = ""

    @property
    def length(self) -> str:
        """One repeat in words: 400m, 3min."""
        return print_distance(self.amount) if self.by == "distance" else print_duration(self.amount)

    @property
    def work(self) -> float:
        """Distance of all repeats [m]: as it is called where that is a distance, else as done."""
        return self.count * (self.amount if self.by == "distance" else self.distance)


@dataclass(frozen=True, slots=True)
class Signature:
    """What one recorded session was, to be held against others.

    Parameters
    ----------
    sport : of the session.
    sets : its repeats; none where it has no structure.
    reps : each as done, those of a session without structure as a single one.
    source : workout steps, laps, recording, or plan.
    drift : [%] fall of output for each heart beat from the first half of the work to the second; nan where not known.
    temperature, altitude : means [deg C], [m]; nan where not known.
    climb : [m] for each kilometre; nan where not known.
    cells : squares of the route, where positions are kept.
    streamed : whether there is more of it than sums.
    climbs : inside it, where positions are kept.
    surface : of repeats, one of `periodize.activity.SURFACES`; "" where not known, and for a route, which is the same.
    """

    sport: str
    sets: tuple[WorkSet, ...] = ()
    reps: tuple[Rep, ...] = ()
    source: str = ""
    drift: float = nan
    temperature: float = nan
    altitude: float = nan
    climb: float = nan
    cells: frozenset[int] = frozenset()
    streamed: bool = True
    climbs: tuple[Climb, ...] = ()
    surface: str = ""

    def as_data(self) -> dict[str, Any]:
        """Return plain values, as JSON knows them: None for nan."""
        found = {name: _without_nan(getattr(self, name)) for name in SCALARS}
        found["cells"] = sorted(self.cells)
        found["sets"] = [list(map(_without_nan, SET(one))) for one in self.sets]
        found["reps"] = [list(map(_without_nan, REP(one))) for one in self.reps]
        found["climbs"] = [list(map(_without_nan, CLIMB(one))) for one in self.climbs]
        return found

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Signature:
        """Return the signature that `as_data` wrote."""
        values = {name: _with_nan(data[name]) for name in SCALARS}
        return cls(
            sets=tuple(WorkSet(*map(_with_nan, one)) for one in data["sets"]),
            reps=tuple(Rep(*map(_with_nan, one)) for one in data["reps"]),
            cells=frozenset(data["cells"]),
            climbs=tuple(Climb(*map(_with_nan, one)) for one in data["climbs"]),
            **values,
        )


SCALARS = ("sport", "source", "drift", "temperature", "altitude", "climb", "streamed", "surface")
SET, REP, CLIMB = (attrgetter(*(one.name for one in fields(kind))) for kind in (WorkSet, Rep, Climb))


def _without_nan(value: Any) -> Any:
    return None if isinstance(value, float) and isnan(value) else value


def _with_nan(value: Any) -> Any:
    return nan if value is None else value


def mean_of(reps: Sequence[Rep], name: str) -> float:
    """Return the mean of a value over repeats, weighted by their time; nan unless all have it."""
    time = sum(rep.duration for rep in reps)
    return sum(getattr(rep, name) * rep.duration for rep in reps) / time if time > 0 else nan


def channels(sport: str) -> tuple[Channel, Channel]:
    """Return what the output of a sport is told by, and what stands in where that is not known."""
    return ("power", "speed") if sport in POWER_SPORTS else ("speed", "power")


def channel_of(sport: str, times: Sequence[Sequence[Rep]]) -> Channel:
    """Return what all times of one session are told by: speed or power, never both, as one follows the other.

    Parameters
    ----------
    sport : of the session; its own channel is taken where at least half of the times have it (our choice).
    times : the repeats of each.
    """
    own, other = channels(sport)
    return own if 2 * sum(not isnan(mean_of(reps, own)) for reps in times) >= len(times) else other


def called(length: float, choices: Sequence[float]) -> tuple[float, float]:
    """Return the length that a recorded one is usually called by, and by what share it is off."""
    nearest = min(choices, key=lambda one: abs(log(length / one)))
    return nearest, abs(length / nearest - 1)


def same_session(one: Signature, other: Signature) -> bool:
    """Tell whether two sessions are the same one, done twice.

    Parameters
    ----------
    one, other : the later one is held against the earlier.

    Notes
    -----
    With repeats: the same sport, sets of the same length in the same order, at least 60 % as many of each, recoveries
    up to 1.7 times as long; and what they aim at, where a plan names it for both, else an output within 12 %. Without
    repeats: the same way, where positions are kept. Anything else is not known to be the same.
    """
    if one.sport != other.sport or len(one.sets) != len(other.sets):
        return False
    if not one.sets:
        return _same_way(one, other)
    if not all(_same_set(a, b) for a, b in zip(one.sets, other.sets, strict=True)):
        return False
    named = all(a.target and a.target == b.target for a, b in zip(one.sets, other.sets, strict=True))
    return named or not _other_effort(one, other)


def _other_effort(one: Signature, other: Signature) -> bool:
    """Whether the outputs of two sessions are known to differ, by a channel that both have."""
    for channel in channels(one.sport):
        outputs = mean_of(one.reps, channel), mean_of(other.reps, channel)
        if all(output > 0 for output in outputs):
            return _apart(*outputs, OTHER_EFFORT)
    return False


def _same_set(one: WorkSet, other: WorkSet) -> bool:
    if one.target and other.target and one.target != other.target:
        return False
    fewer, more = sorted((one.count, other.count))
    if fewer < FEWER * more or (one.count == 1) != (other.count == 1):
        return False
    if _apart(one.rest, other.rest, log(SAME_REST)):
        return False
    if one.by == other.by:
        return not _apart(one.amount, other.amount, SAME_LENGTH)
    lengths = [(one.distance, other.distance), (one.duration, other.duration)]
    return any(a > 0 and b > 0 and not _apart(a, b, SAME_LENGTH) for a, b in lengths)


def _apart(one: float, other: float, most: float) -> bool:
    """Whether two values are known to differ by more than so much in their logarithm."""
    return one > 0 and other > 0 and abs(log(one / other)) > most


def _same_way(one: Signature, other: Signature) -> bool:
    if not one.cells or not other.cells or len(one.reps) != 1 or len(other.reps) != 1:
        return False
    lengths = one.reps[0].distance, other.reps[0].distance
    if any(map(isnan, lengths)) or _apart(*lengths, SAME_WAY):
        return False
    return len(one.cells & other.cells) >= SAME_ROUTE * len(one.cells | other.cells)


def gathered(signatures: Sequence[Signature]) -> list[list[int]]:
    """Return the places of signatures that are of the same session, those of each in order.

    Parameters
    ----------
    signatures : in the order of time; each is held against the last one of every session before it.
    """
    groups: list[list[int]] = []
    near: dict[object, dict[int, None]] = {}
    often = Counter(cell for one in signatures if not one.sets for cell in one.cells)
    for k, signature in enumerate(signatures):
        marks = _marks(signature, often)
        if not marks:
            continue
        among = sorted({number for mark in marks for number in near.get(mark, ())})
        same = next((number for number in among if same_session(signatures[groups[number][-1]], signature)), None)
        if same is None:
            same = len(groups)
            groups.append([])
        groups[same].append(k)
        for mark in marks:
            near.setdefault(mark, {})[same] = None
    return groups


def _marks(signature: Signature, often: Mapping[int, int]) -> list[object]:
    """Return marks of which the same session has at least one in common, so that few are held against each other.

    Parameters
    ----------
    often : square -> how many routes pass through it.

    Notes
    -----
    Two routes that share 70 % of their squares share one of the rarest 30 % of either, and one more; the squares around
    home are not among them.
    """
    if signature.sets:
        return [(signature.sport, *(one.count == 1 for one in signature.sets))]
    rarest = sorted(signature.cells, key=lambda cell: (often[cell], cell))
    return [(signature.sport, cell) for cell in rarest[: len(rarest) - ceil(SAME_ROUTE * len(rarest)) + 1]]
