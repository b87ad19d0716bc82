"""What the runs of a season bring to its start lines, run by run, so that two plans can be told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from periodize.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.plan import Session
    from periodize.plan.season import Race
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.report.views.question import Paired
    from periodize.simulation.ensemble import Ensemble

    Floats = NDArray[np.float64]

Measure = Literal["form", "fitness", "performance", "time"]
MEASURES: tuple[Measure, ...] = ("form", "fitness", "performance")
"""What every start line tells."""
ALL_MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What may be asked of one: the time where own tests tell it."""

NO_TIME = (
    "how training changes the time of a race is told by your own tests of that event alone: --model calibrated, and a"
    " test of it in the record; without, ask for performance"
)

RACE = "race:"
"""How a race is named where another moment could be meant one day."""


class Line(NamedTuple):
    """One start line. id, label : of the race and its round, label "" without one. name : for people.

    fitness, form : [AU a day, or the model's unit], performance : [%] change since the run's first morning, altitude,
    heat and travel of the day included; ability : their factor; absent : who does not start. Each (runs,).
    time : [s] as own tests tell it, None where they do not.
    """

    id: str
    label: str
    name: str
    date: date
    priority: str
    fitness: Floats
    form: Floats
    performance: Floats
    ability: Floats
    absent: NDArray[np.bool_]
    time: Floats | None = None

    @property
    def key(self) -> str:
        """Race and round, as a question names them: oslo, paris.final."""
        return f"{self.id}.{self.label}" if self.label else self.id


def lines_of(prepared: Prepared, found: Ensemble, question: Question | None = None) -> dict[str, Line]:
    """Return key -> start line of a season that was played, in order of their days; times only with the question."""
    first = first_morning(prepared, found.runs)
    lines = {}
    for session, race, label in _races(prepared):
        line = found.starts[session.id]
        lines[_key(race, label)] = Line(
            race.id,
            label,
            race.named(label),
            session.day,
            race.priority,
            line.reading.fitness,
            line.reading.form,
            100 * (line.reading.performance * line.ability / first - 1),
            line.ability,
            line.absent,
            None if question is None else _time(prepared, question, found, session, race),
        )
    return lines


def _time(prepared: Prepared, question: Question, found: Ensemble, session: Session, race: Race) -> Floats | None:
    from periodize.project.seasons.outcomes import Asked, times_of

    times, basis = times_of(Asked(prepared, question, found), session, race, found.starts[session.id])
    # what the threshold gives is the same whatever the training
    return times if basis == "own tests" else None


def first_morning(prepared: Prepared, runs: int) -> Floats:
    """Return the performance that each run begins with, (runs,); nan where that is nothing."""
    import numpy as np

    scenario = prepared.scenario
    state = scenario.model.initial(runs, fitness=scenario.fitness, fatigue=scenario.fatigue)
    found = scenario.model.read(state).performance
    return np.where(found > 0, found, np.nan)


def _key(race: Race, label: str) -> str:
    return f"{race.id}.{label}" if label else race.id


def _races(prepared: Prepared) -> list[tuple[Session, Race, str]]:
    races = {race.id: race for race in prepared.planned.season.races}
    return [(s, races[s.race], s.round) for s in prepared.planned.sessions if s.race]


def keys_of(prepared: Prepared) -> tuple[str, ...]:
    """Return the key of each start line, in order of their days."""
    return tuple(_key(race, label) for _, race, label in _races(prepared))


def chosen_key(prepared: Prepared, at: str | None) -> str:
    """Return the key of the start line that is asked for: `race:ID`, `race:ID.ROUND`; the last round of a race.

    Parameters
    ----------
    prepared : the season.
    at : None: the last of the most important races.

    Raises
    ------
    UsageError
        if the season has no race, or none of that name.
    """
    races = _races(prepared)
    if not races:
        message = f"{prepared.planned.season.path} has no race inside its blocks; add one under `races:`"
        raise UsageError(message)
    if at is None:
        highest = min(race.priority for _, race, _ in races)
        return next(_key(race, label) for _, race, label in reversed(races) if race.priority == highest)
    name = at.removeprefix(RACE)
    for _, race, label in reversed(races):
        if name in {race.id, _key(race, label)}:
            return _key(race, label)
    raise UnknownNameError("race", name, [_key(race, label) for _, race, label in races])


def same_runs(question: Question) -> None:
    """Refuse a question whose runs are not known beforehand: differences are taken run by run."""
    if question.precise:
        message = "differences are taken run by run, so --runs takes a number here, not auto"
        raise UsageError(message)


def from_the_same_state(prepared: Sequence[Prepared]) -> list[Prepared]:
    """Return seasons that begin where the first one begins.

    An athlete who does not say how fit they are is taken to train like the plan's first week; the same athlete
    cannot begin one plan fitter than another. Seasons whose athlete, record or plans before them say it are left as
    they are.
    """
    from dataclasses import replace

    base = prepared[0]
    fitness, fatigue = base.scenario.fitness, base.scenario.fatigue

    def moved(one: Prepared) -> Prepared:
        return one._replace(scenario=replace(one.scenario, fitness=fitness, fatigue=fatigue), begins=base.begins)

    return [one if one.known else moved(one) for one in prepared]


def paired(ours: Floats, theirs: Floats) -> Paired:
    """Return the difference run by run, each pair with the same weather. Both (runs,)."""
    import numpy as np

    from periodize.report.views.question import Paired
    from periodize.report.views.values import value_of
    from periodize.simulation.ensemble import bands

    apart = known(ours - theirs)
    if len(ours) == 1 or not len(apart):
        return Paired(value_of(ours - theirs))
    error = float(bands(apart[None, :]).errors[2, 0])
    return Paired(value_of(apart), None if np.isnan(error) else error, float((apart > 0).mean()))


def known(values: Floats) -> Floats:
    """Return the values of the runs that have one."""
    import numpy as np

    return values[np.isfinite(values)]


def median(values: Floats) -> float:
    """Return the median of the runs that have a value; nan where none has."""
    import numpy as np

    found = known(values)
    return float(np.median(found)) if len(found) else float("nan")


def must_be_known(line: Line, measure: Measure) -> None:
    """Refuse a measure that a start line does not tell."""
    if measure == "time" and line.time is None:
        raise UsageError(NO_TIME)
    if not len(known(measured(line, measure))):
        message = (
            f"the {measure} of {line.name} is not known: it is told as change since a first day on which there is none;"
            " ask for form or fitness"
        )
        raise UsageError(message)


def measured(line: Line, measure: Measure) -> Floats:
    """Return what a start line finds, (runs,)."""
    found: Floats = getattr(line, measure)
    return found
