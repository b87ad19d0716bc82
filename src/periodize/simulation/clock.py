"""The season's clock: one simpy environment drives every run, state is arrays over runs.

The clock counts integer seconds from midnight of the first day. Each process is a plain generator; between two
events every component of the response decays exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from periodize.history import History
from periodize.response import shift_form
from periodize.simulation.dose import DAY_SECONDS
from periodize.simulation.execution import TO_THE_LETTER, Execution

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from periodize.response import Reading, ResponseModel, State
    from periodize.response.base import Number
    from periodize.simulation.dose import Dose, Start


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """A season that was played.

    Parameters
    ----------
    history : load, duration, distance, fitness, fatigue, form, performance, each (n_runs, n_days); the state is that
        of each day's close.
    starts : id of each start line -> what the model reads there, each (n_runs,).
    """

    history: History
    starts: dict[str, Reading]


class _Athletes:
    """All runs of one athlete: their state, and when it was last true."""

    def __init__(self, model: ResponseModel, state: State, runs: int) -> None:
        self.model, self.state = model, state
        self.now = 0
        self.waiting: NDArray[np.float64] = np.zeros(runs)

    def _step(self, at: int, load: NDArray[np.float64] | float) -> None:
        self.state = self.model.step(self.state, load, (at - self.now) / DAY_SECONDS)
        self.now = at

    def train(self, at: int, load: NDArray[np.float64]) -> None:
        """Do a session: it counts at once on the clock's convention, else when its day closes."""
        if self.model.convention == "clock":
            self._step(at, load)
        else:
            self.waiting = self.waiting + load

    def start_line(self, at: int) -> Reading:
        """Read the state before a race, without the day's own sessions where a model counts whole days."""
        if self.model.convention == "clock":
            self._step(at, 0.0)
            return self.model.read(self.state)
        if self.model.convention == "lagged":
            return self.model.read(self.model.step(self.state, 0.0, 1.0))
        return self.model.read(self.state)

    def close_day(self, at: int) -> Reading:
        """Count what waits for the day's close and read the state."""
        inclusive = self.model.convention == "inclusive"
        self._step(at, self.waiting if inclusive else 0.0)
        reading = self.model.read(self.state)
        if self.model.convention == "lagged":
            self._step(at, self.waiting)
        self.waiting = np.zeros_like(self.waiting)
        return reading


def play(
    doses: Sequence[Dose],
    model: ResponseModel,
    *,
    start: date,
    days: int,
    runs: int = 1,
    fitness: Number = 0.0,
    fatigue: Number | None = None,
    starts: Sequence[Start] = (),
    execution: Execution = TO_THE_LETTER,
    rng: np.random.Generator | None = None,
) -> Played:
    """Play a season.

    Parameters
    ----------
    doses : the planned sessions, in any order.
    model : response model; its parameters are scalars or (runs,).
    start : first day.
    days : length of the season.
    runs : number of runs that share the clock.
    fitness, fatigue : mean daily load before the season, long-term and recent [AU a day, scalar or (runs,)].
    starts : races, read just before their own dose.
    execution : noise of carrying out the plan.
    rng : needed when `execution` is not to the letter.

    Returns
    -------
    The daily history and the readings on the start lines.

    Raises
    ------
    ValueError
        if days or runs is not positive, a dose lies outside the season, or noise is asked for without `rng`.

    Notes
    -----
    Deterministic for a given `rng` state: sessions draw in the order of the clock, whatever the model.
    """
    if days < 1 or runs < 1:
        message = f"days(={days}) and runs(={runs}) must be >= 1"
        raise ValueError(message)
    for day in (*(dose.day for dose in doses), *(line.day for line in starts)):
        if not 0 <= day < days:
            message = f"day(={day}) must lie in the season, 0 .. {days - 1}"
            raise ValueError(message)
    if execution != TO_THE_LETTER and rng is None:
        raise ValueError("execution noise needs rng")
    env = simpy.Environment()
    athletes = _Athletes(model, model.initial(runs, fitness=fitness, fatigue=fatigue), runs)
    before = model.read(athletes.state)
    read: dict[str, Reading] = {}
    amounts = np.zeros((3, runs, days))  # load, duration, distance
    states = np.zeros((4, runs, days))

    def training() -> Generator[simpy.Event, Any, None]:
        # one waiting event at a time: a calendar scheduled ahead is several times slower
        for dose in sorted(doses, key=lambda d: d.at):
            yield env.timeout(dose.at - env.now)
            share = np.ones(runs)
            if rng is not None and execution != TO_THE_LETTER:
                share = execution.share(runs, certain=dose.key, rng=rng)
            amounts[:, :, dose.day] += np.array([[dose.load], [dose.duration], [dose.distance]]) * share
            athletes.train(int(env.now), dose.load * share)

    def racing() -> Generator[simpy.Event, Any, None]:
        for line in sorted(starts, key=lambda s: (s.day, s.second)):
            # a second before the race's own dose
            yield env.timeout(line.day * DAY_SECONDS + line.second - 1 - env.now)
            read[line.id] = athletes.start_line(int(env.now))

    def sampling() -> Generator[simpy.Event, Any, None]:
        for day in range(days):
            yield env.timeout((day + 1) * DAY_SECONDS - env.now)
            states[:, :, day] = athletes.close_day(int(env.now))

    for process in (training, racing, sampling):
        env.process(process())
    env.run()
    names = ("load", "duration", "distance", "fitness", "fatigue", "form", "performance")
    series = dict(zip(names, (*amounts, *states), strict=True))
    series["form"] = shift_form(model, before, series["form"])
    dates = np.datetime64(start, "D") + np.arange(days)
    return Played(History(dates, series, dict(model.units)), read)
