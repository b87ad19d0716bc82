"""A recording laid along its distance: where the athlete was when, and what each channel said there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from periodize.activity import sample_starts
from periodize.analysis.gaps import bridged
from periodize.analysis.gates import examined
from periodize.analysis.measures import AVERAGES, Channel
from periodize.analysis.places import anchors, as_counted, continued, trusted
from periodize.analysis.steps import WALK, edges_of, from_first_to_last, standing
from periodize.analysis.value import NotComputable, too_coarse
from periodize.plain import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from periodize.activity import Activity
    from periodize.effort import Effort

    Floats = NDArray[np.float64]

COARSEST = 60.0
"""[s] Samples longer than this are averages, not a stream: our choice."""

LEAST_KNOWN = 0.5
"""Share of the time whose speed must be known: our choice."""

SPEEDS = frozenset({"speed", "graded_speed"})

CELLS = 200
"""Most cells of a resampled race: our choice, two for each column of a terminal."""

STEPS = tuple(digit * 10.0**power for power in range(8) for digit in (1.0, 2.0, 2.5, 5.0))
"""[m] Lengths of a cell."""


class Mark(NamedTuple):
    """A moment of a race. distance [m] and clock [s] from its start, moving : [s] clock without pauses."""

    distance: float
    clock: float
    moving: float


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """A race along its distance, from the first step to the last.

    Parameters
    ----------
    sport : run bike swim row ski walk hike gym xt.
    edges : (n + 1,) [m] distance where each sample begins, and where the last one ends; not decreasing.
    moving : (n + 1,) [s] moving time likewise.
    clock : (n,) [s] when each sample begins by the clock on the wall, 0 at the first step.
    channels : name -> (n,) nan where missing; speeds are scaled as the distance is.
    placed : (n,) whether the speed of a sample was recorded; else it is interpolated.
    gaps : (n,) whether a sample is a gap between records, in which the device counted on.
    stood : (n,) whether the athlete stood in a sample.
    recorded : [m] distance from the first step to the last, as the device has it.
    begun : [s from the activity's start] the first step.
    waiting : heart rate before it [bpm], None where not known.
    after : [s] recorded after the last step.
    silent : [s] before the first step, and after the last one, in which neither distance nor speed was recorded.
    dropped : what cannot be and was left out, in words.
    """

    sport: str
    edges: Floats
    moving: Floats
    clock: Floats
    channels: Mapping[str, Floats]
    placed: NDArray[np.bool_]
    gaps: NDArray[np.bool_]
    stood: NDArray[np.bool_]
    recorded: float
    begun: float
    waiting: float | None
    after: float
    silent: tuple[float, float]
    dropped: tuple[str, ...]

    @property
    def distance(self) -> float:
        """Whole distance [m]."""
        return float(self.edges[-1])

    @property
    def start(self) -> Mark:
        """The first step."""
        return Mark(0.0, 0.0, 0.0)

    @property
    def finish(self) -> Mark:
        """The last step."""
        return self._in_sample(len(self.clock) - 1, 1.0)

    @property
    def moved(self) -> tuple[float, float]:
        """When the first step began and the last one ended [s from the activity's start]."""
        return self.begun, self.begun + self.finish.clock

    @property
    def fast(self) -> tuple[Mark, Mark]:
        """From where to where it was at half its usual speed or faster, for a while; what is around may be walking."""
        lengths, dt = np.diff(self.edges), np.diff(self.moving)
        found = from_first_to_last(lengths, self.clock, dt, share=WALK)
        return self._in_sample(found.start, 0.0), self._in_sample(found.stop - 1, 1.0)

    def at_distance(self, distance: float) -> Mark:
        """Return when a distance [m] was first reached; within a sample the speed is constant.

        A pause or a stand at this place comes after.
        """
        if distance <= 0:
            return self.start
        sample = int(np.searchsorted(self.edges, distance)) - 1
        if sample >= len(self.clock):
            return self.finish
        covered = self.edges[sample + 1] - self.edges[sample]
        return self._in_sample(sample, float((distance - self.edges[sample]) / covered))

    def at_clock(self, clock: float) -> Mark:
        """Return where the race stood at a time [s since the first step]; in a pause, where it began."""
        if clock <= 0:
            return self.start
        sample = int(np.searchsorted(self.clock, clock, side="right")) - 1
        lasts = float(self.moving[sample + 1] - self.moving[sample])
        mark = self._in_sample(sample, min(1.0, (clock - float(self.clock[sample])) / lasts))
        return mark._replace(clock=min(clock, self.finish.clock))

    def channel(self, name: str, begin: Mark, end: Mark) -> Channel:
        """Return mean, maximum and coverage of a channel between two marks.

        Notes
        -----
        A mean is weighted by time; of a sample that a mark cuts, the part inside counts. A sample counts for the
        maximum of the segment that its middle lies in.
        """
        some, part = self._inside(begin, end)
        value = self.channels[name][some]
        known = ~np.isnan(value)
        time = float(part[known].sum())
        if not time:
            return Channel(float("nan"), float("nan"), 0.0)
        highest = float(value[self._highest(known, some, part, value)])
        return Channel(float((value[known] * part[known]).sum()) / time, highest, time / float(part.sum()))

    def highest(self, name: str, begin: Mark, end: Mark) -> int | None:
        """Return the sample of a channel's maximum between two marks, as `channel` has it; None without one."""
        some, part = self._inside(begin, end)
        value = self.channels[name][some]
        known = ~np.isnan(value) & (part > 0)
        return some.start + self._highest(known, some, part, value) if known.any() else None

    def _highest(self, known: NDArray[np.bool_], some: slice, part: Floats, value: Floats) -> int:
        mostly = known & (part >= np.diff(self.moving[some.start : some.stop + 1]) / 2)
        return int(np.where(mostly if mostly.any() else known, value, -np.inf).argmax())

    def unplaced(self, begin: Mark, end: Mark) -> float:
        """Return for how long [s] between two marks no speed was recorded."""
        some, part = self._inside(begin, end)
        return float(part[~self.placed[some]].sum())

    def still(self, begin: Mark, end: Mark) -> float:
        """Return for how long [s] between two marks the athlete stood while the recording ran."""
        some, part = self._inside(begin, end)
        return float(part[self.stood[some]].sum())

    def bridged(self, begin: Mark, end: Mark) -> tuple[float, float]:
        """Return how long [s] records are missing between two marks while the device counted on, and how far [m]."""
        some, part = self._inside(begin, end)
        speed = np.diff(self.edges)[some] / np.diff(self.moving)[some]
        gaps = self.gaps[some]
        return float(part[gaps].sum()), float((part * speed)[gaps].sum())

    def _inside(self, begin: Mark, end: Mark) -> tuple[slice, Floats]:
        """Return the samples between two marks, and how much of each [s] lies there."""
        first = int(np.searchsorted(self.moving, begin.moving, side="right")) - 1
        last = int(np.searchsorted(self.moving, end.moving))
        upper = np.minimum(self.moving[first + 1 : last + 1], end.moving)
        return slice(first, last), upper - np.maximum(self.moving[first:last], begin.moving)

    def _in_sample(self, sample: int, share: float) -> Mark:
        lasted = share * float(self.moving[sample + 1] - self.moving[sample])
        covered = share * float(self.edges[sample + 1] - self.edges[sample])
        return Mark(
            float(self.edges[sample]) + covered, float(self.clock[sample]) + lasted, float(self.moving[sample]) + lasted
        )


def course_of(activity: Activity, *, distance: float | None = None) -> Course | NotComputable:
    """Lay a recording along its distance.

    Parameters
    ----------
    activity : with its stream.
    distance : [m] of the race, where it is known: the recorded one is scaled to it.

    Notes
    -----
    Places are those that the device counted, sample by sample, or else at the ends of laps; between them
    speed tells. What it counted through a gap between records was covered in it, evenly. A device levels the speed
    that it writes: sums of it alone lay up to 180 m beside the device's own distance in runs of 1 to 21 km, half of
    the runs by more than 22 m somewhere. Where no speed was recorded it is
    interpolated between its neighbours. `distance` scales all of it by one factor. Standing before the first step and
    after the last is left out, with what a receiver drifts in it; pauses and stands between count, as the clock of a
    race does. Before the first count and after the last one the recorded speed tells alone.
    """
    effort, found = examined(activity.effort)
    speed = effort.channels.get("speed")
    if speed is None:
        return NotComputable("neither distance nor speed was recorded")
    if len(effort.dt) < 2 or too_coarse(effort.dt, COARSEST):
        return AVERAGES
    told = activity
    activity, across = bridged(replace(activity, effort=effort))
    effort, speed, gaps = activity.effort, activity.effort.channels["speed"], across > 0
    placed = ~np.isnan(speed)
    share = float(effort.dt[placed | gaps].sum()) / effort.duration
    if share < LEAST_KNOWN:
        return NotComputable(f"its speed is known for {share:.0%} of the time only")
    ran = _until(effort.dt, whole=effort.duration)
    middle = (ran[:-1] + ran[1:]) / 2
    by_speed = np.where(gaps, across, np.interp(middle, middle[placed], speed[placed], 0.0, 0.0) * effort.dt)
    along = _until(by_speed, whole=float(by_speed.sum()))
    counted = trusted(activity.counted, along)
    if counted is None:
        covered = np.diff(np.interp(along, *anchors(told, along, ran)))
    else:
        covered = as_counted(continued(counted, np.where(placed | gaps, by_speed, 0.0)), along, ran)
        placed = (placed | ~np.isnan(counted)) & ~gaps
    starts = sample_starts(activity)
    race = from_first_to_last(covered, starts, effort.dt)
    if race.start == race.stop:
        return NotComputable("nothing moved in it")
    before, after = slice(0, race.start), slice(race.stop, None)
    recorded = float(covered[race].sum())
    whole = distance or recorded
    lengths = covered[race] * whole / recorded
    scale = lengths / np.where(by_speed[race] > 0, by_speed[race], np.inf)
    dt = effort.dt[race]
    return Course(
        sport=activity.sport,
        edges=_until(lengths, whole=whole),
        moving=_until(dt, whole=float(dt.sum())),
        clock=starts[race] - starts[race.start],
        channels={n: v[race] * (scale if n in SPEEDS else 1.0) for n, v in effort.channels.items()},
        placed=placed[race],
        gaps=gaps[race],
        stood=standing(covered[race], dt),
        recorded=recorded,
        begun=float(starts[race.start]),
        waiting=_mean_rate(effort, before),
        silent=(float(effort.dt[before][~placed[before]].sum()), float(effort.dt[after][~placed[after]].sum())),
        after=float(starts[-1] + effort.dt[-1] - starts[race.stop - 1] - dt[-1]),
        dropped=tuple(finding.text for finding in found if finding.dropped),
    )


def _mean_rate(effort: Effort, some: slice) -> float | None:
    """Return the mean heart rate [bpm] of some samples, None where none was recorded."""
    if "heart_rate" not in effort.channels:
        return None
    rate, dt = effort.channels["heart_rate"][some], effort.dt[some]
    known = ~np.isnan(rate)
    return float(np.average(rate[known], weights=dt[known])) if known.any() else None


def _until(lengths: Floats, *, whole: float) -> Floats:
    """Return where parts begin and the last one ends, which is the whole to the last digit."""
    edges = edges_of(lengths)
    edges[-1] = max(whole, float(edges[-2]))
    return edges


@dataclass(frozen=True, slots=True)
class Series:
    """A race in cells of equal distance.

    Parameters
    ----------
    step : [m] length of a cell; the last may be shorter.
    ends : (n,) [m] where each ends.
    clock : (n,) [s since the first step] when.
    speed : (n,) [m/s] by the clock of the race.
    channels : name -> (n,) time-weighted mean, None where nothing was recorded.
    """

    step: float
    ends: tuple[float, ...]
    clock: tuple[float, ...]
    speed: tuple[float, ...]
    channels: Mapping[str, tuple[float | None, ...]]


def resampled(course: Course, *, cells: int = CELLS) -> Series:
    """Return a race in at most so many cells of equal, round distance; a channel without values in a cell is None."""
    step = next(step for step in STEPS if step * cells >= course.distance)
    ends = np.append(np.arange(step, course.distance - step * 1e-6, step), course.distance)
    marks = [course.start, *map(course.at_distance, ends.tolist())]
    clock = np.array([mark.clock for mark in marks])
    moving = np.array([mark.moving for mark in marks])
    covered, lasted = np.diff([mark.distance for mark in marks]), np.diff(clock)
    return Series(
        step,
        tuple(ends.tolist()),
        tuple(clock[1:].tolist()),
        tuple((covered / lasted).tolist()),
        {name: _means(values, course.moving, moving) for name, values in course.channels.items() if name != "speed"},
    )


def _means(values: Floats, edges: Floats, marks: Floats) -> tuple[float | None, ...]:
    known = ~np.isnan(values)
    dt = np.diff(edges)

    def between(of: Floats) -> Floats:
        return np.diff(np.interp(marks, edges, np.concatenate(([0.0], np.cumsum(of * dt)))))

    total, time = between(np.where(known, values, 0.0)), between(known.astype(np.float64))
    return tuple(float(t / s) if s > 0 else None for t, s in zip(total, time, strict=True))
