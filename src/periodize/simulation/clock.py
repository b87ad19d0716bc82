"""The season's clock: one simpy environment drives every run, state is arrays over runs.

The clock counts integer seconds from midnight of the first day. Each process is a plain generator; between two
events every component of the response decays exactly.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import simpy

from periodize.history import History
from periodize.plain import dataclass
from periodize.response import shift_form
from periodize.simulation.athletes import Athletes, Usual
from periodize.simulation.dose import DAY_SECONDS
from periodize.simulation.execution import TO_THE_LETTER, Execution
from periodize.simulation.policies import Follow
from periodize.simulation.weather import BlockWeather
from periodize.simulation.world import AMOUNTS, World

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from periodize.response import Reading, ResponseModel
    from periodize.response.base import FloatArray, Number
    from periodize.simulation.disturbances import Disturbance
    from periodize.simulation.dose import Dose, Spell, Start
    from periodize.simulation.policies import Policy
    from periodize.simulation.weather import Weather

    Process = Generator[simpy.Event, Any, None]
    Keep = Callable[[int, Reading, FloatArray], None]

STATE = ("fitness", "fatigue", "form", "performance")
WEEK = 7
IN_USE = 64
"""Arrays over the runs that a clock uses at a time, generously: our choice."""


class OnTheLine(NamedTuple):
    """What a start line finds, each (runs,).

    reading : of the response model, before the race. ability : factor of the performance by altitude, heat, travel
    and the like. form : of the rolling averages, as a share of fitness. absent : who is laid off, or was at a round
    before it.
    """

    reading: Reading
    ability: FloatArray
    form: FloatArray
    absent: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """A season that was played.

    Parameters
    ----------
    dates : (n_days,) datetime64[D].
    rows : name of a daily series -> (n_days, n_runs): load, duration, distance, fitness, fatigue, form, performance,
        the state that of each day's close; missed, the number of sessions not begun, if any was; and what was marked
        (ill, injured ...), as bool.
    starts : id of each start line -> what it finds.
    units : of the series, where not AU a day.
    low_form : (n_days, n_runs) whether a morning found form below the limit of the edge.
    """

    dates: NDArray[np.datetime64]
    rows: dict[str, NDArray[Any]]
    starts: dict[str, OnTheLine]
    units: Mapping[str, str]
    low_form: NDArray[np.bool_]

    @property
    def history(self) -> History:
        """All of it as numbers, (n_runs, n_days) each."""
        series = {name: rows.T.astype(np.float64, copy=False) for name, rows in self.rows.items()}
        return History(self.dates, series, dict(self.units))


def play(
    doses: Sequence[Dose],
    model: ResponseModel,
    *,
    start: date,
    days: int,
    fitness: Number = 0.0,
    fatigue: Number | None = None,
    starts: Sequence[Start] = (),
    execution: Execution = TO_THE_LETTER,
    disturbances: Sequence[Disturbance] = (),
    spells: Sequence[Spell] = (),
    policy: Policy | None = None,
    weather: Weather | None = None,
    keep: Keep | None = None,
) -> Played:
    """Play a season.

    Parameters
    ----------
    doses : the planned sessions, in any order.
    model : response model; its parameters are scalars or (runs,).
    start : first day.
    days : length of the season.
    fitness, fatigue : mean daily load before the season, long-term and recent [AU a day, scalar or (runs,)].
    starts : races, read just before their own dose.
    execution : noise of carrying out the plan.
    disturbances : what gets between.
    spells : what is known beforehand; each disturbance gets those of its kinds.
    policy : what the athlete makes of it; None follows the plan.
    weather : chance, and with it the number of runs; None: one run.
    keep : gets the state of each day's close and what was done on the day, (3, runs), in an array that is used again;
        the season's opening is day -1. Both are then left out of what is returned: who wants quantiles and sums needs
        no more memory than for a day.

    Returns
    -------
    Played

    Raises
    ------
    ValueError
        if days is not positive, or a dose or start lies outside the season.
    """
    if days < 1:
        message = f"days(={days}) must be >= 1"
        raise ValueError(message)
    for day in (*(dose.day for dose in doses), *(line.day for line in starts)):
        if not 0 <= day < days:
            message = f"day(={day}) must lie in the season, 0 .. {days - 1}"
            raise ValueError(message)
    chance = weather or BlockWeather(0)
    runs = chance.runs
    # what is once given back tells glibc how much to keep: else it hands memory to the system and fetches it again,
    # page by page, for the arrays of every session
    np.empty(IN_USE * runs)
    env = simpy.Environment()
    athletes = Athletes(model, model.initial(runs, fitness=fitness, fatigue=fatigue))
    before = model.read(athletes.state)
    world = World(
        env,
        athletes,
        Usual(fitness, fitness if fatigue is None else fatigue, runs),
        weather=chance,
        first=start,
        days=days,
        doses=doses,
        longest_before=max((d.distance for d in doses if d.sport == "run" and d.day < WEEK), default=0.0),
        kept=not keep,
    )
    states = np.zeros((len(STATE), 0 if keep else days, runs))
    if keep:
        keep(-1, before, np.zeros((len(AMOUNTS), runs)))
    found: dict[str, OnTheLine] = {}
    living = [
        _sampling(world, keep or partial(_write, states)),
        *(member.live(world, [s for s in spells if s.kind in member.kinds]) for member in disturbances),
        _training(world, doses, policy or Follow(), execution),
        _racing(world, starts, found),
    ]
    for process in living:
        env.process(process)
    env.run(until=days * DAY_SECONDS + 1)
    for process in living:
        process.close()  # who waits for ever would keep the world and its arrays

    rows: dict[str, NDArray[Any]] = {}
    if not keep:
        rows |= zip((*AMOUNTS, *STATE), (*world.amounts, *states), strict=True)
        rows["form"] = shift_form(model, before, rows["form"].T).T
    rows |= {"missed": world.missed} if world.missed.any() else {}
    dates = np.datetime64(start, "D") + np.arange(days)
    return Played(dates, rows | world.marks, found, model.units, world.low_form)


def _sampling(world: World, keep: Keep) -> Process:
    """Close each day: the first process at every midnight."""
    for day in range(world.days):
        done = world.done(day)
        if day >= world.amounts.shape[1]:
            done[:] = 0.0  # the room is that of two days ago
        yield world.env.timeout((day + 1) * DAY_SECONDS - world.env.now)
        keep(day, world.athletes.close_day(int(world.env.now)), done)
        world.low_form[day] = world.usual.low_form  # of the morning, before the day's own sessions
        world.usual.close_day(done[0])
        out = world.away_until > day
        if out.any():
            world.mark("away", out, day=day)


def _write(states: FloatArray, day: int, reading: Reading, done: FloatArray) -> None:  # noqa: ARG001
    for rows, values in zip(states, reading, strict=True):
        rows[day] = values


def _training(world: World, doses: Sequence[Dose], policy: Policy, execution: Execution) -> Process:
    # one waiting event at a time: a calendar scheduled ahead is several times slower
    for day in sorted({dose.day for dose in doses}):
        for nth, dose in enumerate(world.doses(day)):
            yield world.env.timeout(dose.at - world.env.now)
            world.train(dose, nth, policy=policy, execution=execution)


def _racing(world: World, starts: Sequence[Start], found: dict[str, OnTheLine]) -> Process:
    for line in sorted(starts, key=lambda s: (s.day, s.second)):
        # a second before the race's own dose
        yield world.env.timeout(line.day * DAY_SECONDS + line.second - 1 - world.env.now)
        reading = world.athletes.start_line(int(world.env.now))
        absent = world.away
        if line.after in found and (out := found[line.after].absent).any():
            absent = absent | out
            for nth, dose in enumerate(world.doses(line.day)):
                if dose.race and dose.second == line.second:
                    world.drop(nth, out)
        found[line.id] = OnTheLine(reading, world.fitness_for(), np.array(world.usual.form), absent)
