"""What `benchmark` shows, as plain values: a chart of one session needs no more than its points and measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from periodize.analysis.benchmark import Change, Trend
    from periodize.compare.signature import Channel, Rep, WorkSet


@dataclass(frozen=True, slots=True)
class Outing:
    """One time that a session was done; nan where not known.

    Parameters
    ----------
    id, day : of its first file.
    counts : repeats done, of each set.
    reps : those that are compared, the first of each set that all have.
    values : name of a measure -> value; of a climb also its time [s].
    conditions : temperature [deg C], altitude [m], climb [m/km], since_hard [d].
    why : why it is not comparable with the others; nothing where it is, as far as is known.
    source : plan, workout steps, laps or recording; climb; "" for a route.
    surface : one of `periodize.activity.SURFACES`; "" where not known, and for a climb or a route, which is the same.
    """

    id: str
    day: date
    counts: tuple[int, ...]
    reps: tuple[Rep, ...]
    values: Mapping[str, float]
    conditions: Mapping[str, float]
    why: tuple[str, ...]
    source: str
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Repeat:
    """One session that was done again and again.

    Parameters
    ----------
    title : its repeats, the route, or the climb.
    sport : of it.
    sets : its repeats as the last time; none for a route or a climb.
    outings : in order.
    then : the same, each as its own day could judge it, by which the warning signs go; none for a route or a climb.
    """

    title: str
    sport: str
    sets: tuple[WorkSet, ...]
    outings: tuple[Outing, ...]
    then: tuple[Outing, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is followed over the times.

    Parameters
    ----------
    name, unit : as the values have it.
    change : the last time against those before; why there is none, in words.
    trend : in four weeks; likewise.
    worthwhile : [unit of change] smallest change that matters, nan where nobody says.
    judged : where the interval lies: up, down, same, perhaps up, perhaps down, not told; "" without one.
    """

    name: str
    unit: str
    change: Change | str
    trend: Trend | str
    worthwhile: float
    judged: str


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One session over time.

    Parameters
    ----------
    title : its repeats, the route, or the climb.
    sport : of it.
    sets : its repeats as the last time; none for a route or a climb.
    names : what its activities and its planned session are called.
    work : [m] of all repeats as planned, else as the last time; nan where not known.
    outings : in order.
    measures : what is followed.
    says : what that means, a sentence each.
    """

    title: str
    sport: str
    sets: tuple[WorkSet, ...]
    names: tuple[str, ...]
    work: float
    outings: tuple[Outing, ...]
    measures: tuple[Measure, ...]
    says: tuple[str, ...]

    @property
    def channel(self) -> Channel:
        """What its output is told by: speed [m/s] or power [W]."""
        from periodize.compare.signature import channel_of

        return channel_of(self.sport, [outing.reps for outing in self.outings])

    def measure(self, name: str) -> Measure | None:
        """Return what is followed under a name, or None."""
        return next((one for one in self.measures if one.name == name), None)


@dataclass(frozen=True, slots=True)
class BenchmarkView:
    """Sessions that were done more than once.

    Parameters
    ----------
    benchmarks : those asked for, the most often done first.
    asked : the pattern that they were asked by, or "".
    first, last : days asked for, or None.
    sessions : recorded ones that were looked at.
    without_stream : of them those of which only sums are known.
    once : sessions with repeats that were done a single time, the last first; nothing is measured.
    notes : what is assumed or could not be known, a sentence each.
    climbs : inside the sessions, those asked for, the most often gone up first; only shown, nothing goes by them.
    """

    benchmarks: tuple[Benchmark, ...]
    asked: str
    first: date | None
    last: date | None
    sessions: int
    without_stream: int
    once: tuple[Benchmark, ...]
    notes: tuple[str, ...]
    climbs: tuple[Benchmark, ...] = ()

    @property
    def all(self) -> tuple[Benchmark, ...]:
        """Sessions, then climbs."""
        return (*self.benchmarks, *self.climbs)
