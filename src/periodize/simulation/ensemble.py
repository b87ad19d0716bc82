"""Thousands of runs of one season, in blocks: memory grows with the block, not with the ensemble.

A block is played by a clock of its own with its own weather, so that it does not matter who plays it and in which
order, and a larger ensemble begins with the smaller one's whole blocks.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import closing
from dataclasses import field, fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from periodize.executors import Done, Serial
from periodize.history import History
from periodize.plain import dataclass
from periodize.response import Reading
from periodize.simulation.bands import FEWEST, QUANTILES, Bands, DayBands, bands
from periodize.simulation.clock import OnTheLine, Played, play
from periodize.simulation.edge import WEEK, WEEKS_BEFORE, Edge, edge_of, joined_edges
from periodize.simulation.execution import TO_THE_LETTER, Execution
from periodize.simulation.weather import BLOCK, BlockWeather
from periodize.simulation.world import AMOUNTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from periodize.executors import Executor
    from periodize.response import ResponseModel
    from periodize.response.base import FloatArray, Number
    from periodize.simulation.clock import Keep
    from periodize.simulation.disturbances import Disturbance
    from periodize.simulation.dose import Dose, Spell, Start
    from periodize.simulation.policies import Policy

__all__ = [
    "QUANTILES",
    "Bands",
    "Ensemble",
    "Scenario",
    "bands",
    "ensemble",
    "joined",
    "until_precise",
    "whole_history",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A season as it can be played, but for chance.

    Fields as of `play`; arrays over runs are those of the ensemble. weeks_before : [AU] loads of the four weeks before
    it, the latest last; none: as many days of its `fitness`.
    """

    doses: Sequence[Dose]
    model: ResponseModel
    start: date
    days: int
    fitness: Number = 0.0
    fatigue: Number | None = None
    starts: Sequence[Start] = ()
    execution: Execution = TO_THE_LETTER
    disturbances: Sequence[Disturbance] = ()
    spells: Sequence[Spell] = ()
    policy: Policy | None = None
    weeks_before: Sequence[float] = ()

    @property
    def before(self) -> Sequence[Number]:
        """Loads of the four weeks before it [AU, scalar or (runs,)]."""
        return self.weeks_before or [WEEK * self.fitness] * WEEKS_BEFORE

    def part(self, first: int, last: int) -> Scenario:
        """Return the scenario of some runs of the ensemble: `first` to before `last`."""

        def cut(value: Any) -> Any:
            if not isinstance(value, np.ndarray) or not value.ndim:
                return value
            part = value[first:last].copy()
            part.flags.writeable = False  # so that what is left of a component after an hour is computed once
            return part

        own = {f.name: cut(getattr(self.model, f.name)) for f in fields(self.model) if f.init}
        return replace(self, model=replace(self.model, **own), fitness=cut(self.fitness), fatigue=cut(self.fatigue))

    def play(self, seed: int, block: int, runs: int, *, keep: Keep | None = None) -> Played:
        """Play one block of it; `keep` as of `play`."""
        arguments = {item.name: getattr(self, item.name) for item in fields(self) if item.name != "weeks_before"}
        return play(**arguments, weather=BlockWeather(seed, block, runs=runs), keep=keep)


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """What became of many runs.

    Parameters
    ----------
    runs, seed : how many, and of which chance.
    dates : (n_days,) datetime64[D].
    days : load, fitness, fatigue, form, performance -> bands, (5, n_days).
    weeks : load, duration, distance -> bands of the sums of seven days, (5, n_weeks), the first from `dates[0]` to
        before the first of `week_starts` after it.
    totals : name of a daily series -> its sum over the season, (runs,).
    starts : id of each start line -> what it found, over all runs.
    edge : how many of the runs go over the edge.
    units : of the series, where not AU a day.
    """

    runs: int
    seed: int
    dates: np.ndarray[tuple[int], np.dtype[np.datetime64]]
    days: Mapping[str, Bands]
    weeks: Mapping[str, Bands]
    totals: Mapping[str, FloatArray]
    starts: Mapping[str, OnTheLine]
    edge: Edge
    units: Mapping[str, str] = field(default_factory=dict)


class _Task(NamedTuple):
    scenario: Scenario
    seed: int
    block: int
    runs: int
    week_starts: tuple[int, ...]


def ensemble(
    scenario: Scenario,
    *,
    runs: int,
    seed: int = 0,
    week_starts: Sequence[int] = (0,),
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ensemble:
    """Play a season many times.

    Parameters
    ----------
    scenario : the season.
    runs : how many.
    seed : same seed, same runs, whoever plays them.
    week_starts : days of the season, from 0, on which a week of the sums begins; the first is 0.
    executor : who plays the blocks; None: here.
    progress : called with the runs that are played and all of them.

    Returns
    -------
    Ensemble

    Raises
    ------
    ValueError
        if there is no run.
    """
    parts = _parts(scenario, runs=runs, seed=seed, week_starts=week_starts, executor=executor, progress=progress)
    return joined(list(parts))


def until_precise(
    scenario: Scenario,
    *,
    precision: float,
    most: int,
    chosen: Callable[[Ensemble], Bands] | None = None,
    seed: int = 0,
    week_starts: Sequence[int] = (0,),
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ensemble:
    """Play a season in whole blocks, until a range is known well enough.

    Parameters
    ----------
    scenario : the season; arrays over runs have room for `most`.
    precision : largest Monte-Carlo standard error of the median and of both ends of the 90 % range, as a share of
        the range's width.
    most : runs after which it ends in any case.
    chosen : what is to be known; None: form and performance on every start line, without one at the season's end.
    seed, week_starts, executor, progress : as of `ensemble`.

    Returns
    -------
    Ensemble
        the same that `ensemble` gives for as many runs.
    """
    ask = chosen or on_the_day
    parts: list[Ensemble] = []
    for part in _parts(scenario, runs=most, seed=seed, week_starts=week_starts, executor=executor, progress=progress):
        parts.append(part)
        found = joined(parts)
        if _error(ask(found)) <= precision:
            break
    return found


def on_the_day(found: Ensemble) -> Bands:
    """Return the bands of form and performance on every start line; at the season's end where there is no race."""
    lines = [values for line in found.starts.values() for values in (line.reading.form, line.reading.performance)]
    if lines:
        return bands(np.array(lines))
    ends = [found.days[name] for name in ("form", "performance")]
    return Bands(*(np.stack([part[:, -1] for part in parts], axis=1) for parts in zip(*ends, strict=True)))


def _error(known: Bands) -> float:
    """Return the largest error of median and range's ends as a share of the range; nan where none can be told."""
    median = len(known.values) // 2
    width = known.values[-1] - known.values[0]
    errors = known.errors[[0, median, -1]]
    # what does not vary is known
    return float(np.max(np.where(width > 0, errors / np.where(width > 0, width, 1.0), 0.0)))


def _parts(
    scenario: Scenario,
    *,
    runs: int,
    seed: int,
    week_starts: Sequence[int],
    executor: Executor | None,
    progress: Callable[[int, int], None] | None,
) -> Iterator[Ensemble]:
    """Yield the blocks in order; who takes no more of them ends the work."""
    if runs < 1:
        message = f"runs(={runs}) must be >= 1"
        raise ValueError(message)
    tasks = (
        _Task(scenario.part(at, min(at + BLOCK, runs)), seed, at // BLOCK, min(BLOCK, runs - at), tuple(week_starts))
        for at in range(0, runs, BLOCK)
    )
    played = 0
    with closing((executor or Serial()).map(_block, tasks)) as results:
        for came in results:
            if not isinstance(came, Done):
                raise RuntimeError(came.reason)
            played += came.value.runs
            if progress:
                progress(played, runs)
            yield came.value


def _block(task: _Task) -> Ensemble:
    scenario = task.scenario
    states = DayBands(scenario.days, task.runs)
    weeks = np.zeros((len(AMOUNTS), len(task.week_starts), task.runs))
    totals = np.zeros((len(AMOUNTS), task.runs))

    def keep(day: int, reading: Reading, done: FloatArray) -> None:
        states.keep(day, reading, done[0])
        # nothing is done on the opening, day -1
        weeks[:, max(bisect_right(task.week_starts, day) - 1, 0)] += done
        totals[:] += done

    played = scenario.play(task.seed, task.block, task.runs, keep=keep)
    return Ensemble(
        runs=task.runs,
        seed=task.seed,
        dates=played.dates,
        days=states.bands(scenario.model),
        weeks={name: bands(sums) for name, sums in zip(AMOUNTS, weeks, strict=True)},
        totals=dict(zip(AMOUNTS, totals, strict=True)) | {name: _count(rows) for name, rows in played.rows.items()},
        starts=played.starts,
        edge=edge_of(weeks[0], played.low_form, task.week_starts, before=scenario.before, doses=scenario.doses),
        units=played.units,
    )


def _count(rows: NDArray[Any]) -> FloatArray:
    # integers first: to cast each mark to a float takes five times as long
    counts: FloatArray = rows.sum(axis=0, dtype=np.uint32).astype(np.float64)
    return counts


def joined(parts: Sequence[Ensemble]) -> Ensemble:
    """Return the ensemble of some blocks of one season and seed.

    Notes
    -----
    A quantile is the mean of the blocks' quantiles, weighted by their runs: consistent, with a bias of the order of
    1 / runs of a block, which at 16,384 is far below the Monte-Carlo error [1]_. Start lines and sums keep every run.

    References
    ----------
    .. [1] Asmussen & Glynn (2007), Stochastic Simulation, III.4-5 (batching and sectioning).
    """
    if len(parts) == 1:
        return parts[0]
    first = parts[0]
    shares = np.array([part.runs for part in parts]) / sum(part.runs for part in parts)

    def mean(chosen: Callable[[Ensemble], Mapping[str, Bands]]) -> dict[str, Bands]:
        names = {name: chosen(part)[name].values.shape for part in parts for name in chosen(part)}
        nothing = {name: Bands(np.zeros(shape), np.zeros(shape)) for name, shape in names.items()}
        found = {}
        for name in names:
            own = [chosen(part).get(name, nothing[name]) for part in parts]
            values = sum(share * b.values for share, b in zip(shares, own, strict=True))
            told = [_told_errors(part, b, first, own[0]) for part, b in zip(parts, own, strict=True)]
            errors = np.sqrt(sum((share * error) ** 2 for share, error in zip(shares, told, strict=True)))
            found[name] = Bands(np.asarray(values), errors)
        return found

    sums = {name: None for part in parts for name in part.totals}
    return Ensemble(
        runs=sum(part.runs for part in parts),
        seed=first.seed,
        dates=first.dates,
        days=mean(lambda part: part.days),
        weeks=mean(lambda part: part.weeks),
        totals={name: np.concatenate([part.totals.get(name, np.zeros(part.runs)) for part in parts]) for name in sums},
        starts={key: _line([part.starts[key] for part in parts]) for key in first.starts},
        edge=joined_edges([part.edge for part in parts], shares.tolist()),
        units=first.units,
    )


def _told_errors(part: Ensemble, own: Bands, first: Ensemble, whole: Bands) -> FloatArray:
    """Return the errors of a block; of one too small to tell them, those of the first, as fewer runs have them."""
    return own.errors if part.runs >= FEWEST else whole.errors * np.sqrt(first.runs / part.runs)


def _line(parts: Sequence[OnTheLine]) -> OnTheLine:
    reading = Reading(*(np.concatenate(values) for values in zip(*(p.reading for p in parts), strict=True)))
    return OnTheLine(
        reading,
        np.concatenate([p.ability for p in parts]),
        np.concatenate([p.form for p in parts]),
        np.concatenate([p.absent for p in parts]),
    )


def whole_history(scenario: Scenario, *, runs: int, seed: int = 0) -> History:
    """Return every run of an ensemble, day by day: memory grows with the runs. Parameters as of `ensemble`."""
    parts = [
        scenario.part(at, min(at + BLOCK, runs)).play(seed, at // BLOCK, min(BLOCK, runs - at)).history
        for at in range(0, runs, BLOCK)
    ]
    names = {name: None for part in parts for name in part.series}
    series = {
        name: np.concatenate([part.series.get(name, np.zeros((part.n_runs, part.n_days))) for part in parts])
        for name in names
    }
    return History(parts[0].dates, series, parts[0].units)
