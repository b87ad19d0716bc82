"""From a season to its schedule, and from the schedule to what it does to the athlete."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.errors import PlanError, Problem, UsageError, has_errors
from periodize.plan import Schedule, Season, Session, expand, load_plan
from periodize.plan.lint import lint
from periodize.project.limits import limit_problems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from periodize.history import History
    from periodize.load import Load
    from periodize.plan.season import Race
    from periodize.project.calibrating import Calibrated
    from periodize.report.views import Forecast, RaceRow, Value, WeekRow
    from periodize.response import Reading, ResponseModel
    from periodize.response.base import Number

MAX_RUNS = 100_000
"""Most runs of one simulation: our choice."""

MAX_RUN_DAYS = 30_000_000
"""Most runs x days of one simulation, about 1.2 GB of daily series: our choice."""

STATE = ("fitness", "fatigue", "form", "performance")


def validate(path: str | Path) -> list[Problem]:
    """Return every problem of a plan file, those of its arithmetic and its lint included.

    Raises
    ------
    UsageError
        if there is no such file.
    """
    season, problems = load_plan(path)
    if season is not None:
        found = expand(season)
        problems += _linted(found).problems if isinstance(found, Schedule) else found
        problems += [*_model_problems(season), *limit_problems(season)]
    return sorted(problems, key=lambda p: p.sort_key)


def schedule(season: Season) -> Schedule:
    """Return the dated sessions of a season, with what plan lint says about them among its problems.

    Raises
    ------
    PlanError
        if the blocks cannot be dated; holds the problems.
    """
    found = expand(season)
    if not isinstance(found, Schedule):
        raise PlanError(found)
    if has_errors(found.problems):
        raise PlanError(found.problems)
    return _linted(found)


def _linted(planned: Schedule) -> Schedule:
    # the plan language's own formula: the load metrics need numpy, and `validate` answers while somebody types
    found = lint(planned, {session.id: session.load for session in planned.sessions})
    return replace(planned, problems=(*planned.problems, *found))


def planned_loads(planned: Schedule) -> dict[str, Load]:
    """Return session id -> load, from the same functions that measure a recorded activity."""
    from periodize.load import Load, measure

    loads: dict[str, Load] = {}
    for session in planned.sessions:
        if session.given_load is not None:
            loads[session.id] = Load(session.given_load, "given", "unknown")
            continue
        load = measure(session.effort(), planned.season.athlete.on(session.day))
        loads[session.id] = Load(load.value + session.extra_load, load.metric, load.evidence, load.assumed, load.note)
    return loads


def response_model(season: Season, name: str | None = None) -> ResponseModel:
    """Return the response model of a season, or the named one with the season's parameters if it is the same.

    Raises
    ------
    UsageError
        if there is no such model, or a parameter that it does not have or cannot take.
    """
    from periodize.errors import UnknownNameError
    from periodize.response import MODELS, parameters

    chosen = MODELS[name or season.model]
    if name is not None and name != season.model:
        return chosen()
    known = [p.name for p in parameters(chosen)]
    values: dict[str, float] = {}
    convention = {}
    for key, text in season.model_parameters.items():
        if key == "convention":
            convention = {"convention": text}
            continue
        if key not in known:
            kind = f"parameter of {chosen.name}"
            raise UnknownNameError(kind, key, [*known, "convention"])
        try:
            values[key] = float(text)
        except ValueError:
            message = f"parameter {key} of the model takes a number, got {text!r}"
            raise UsageError(message) from None
    return chosen(**values, **convention)  # type: ignore[arg-type]


def _model_problems(season: Season) -> list[Problem]:
    from periodize.plan import RULES

    if season.root.at(("model",)) is None:
        return []
    try:
        response_model(season)
    except UsageError as error:
        return [RULES["P007"].problem(season.span(("model",)), str(error))]
    return []


def simulate(season: Season, *, runs: int = 1, seed: int = 0, model: str | Calibrated | None = None) -> History:
    r"""Simulate a season.

    Parameters
    ----------
    season : as `load_plan` returns it.
    runs : 1 carries the plan out to the letter; more add the noise of carrying it out.
    seed : of the noise.
    model : name of a response model, or the athlete's own; None: the plan's.

    Returns
    -------
    History
        load, fitness, fatigue, form, performance, each (runs, n_days).

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if runs, seed or model are not possible.

    Examples
    --------
    >>> from periodize.plan import read_plan_text
    >>> text = "periodize: 1\nstart: 2027-01-04\nblocks: [{name: base, weeks: 1, week: {mon: 60min @ T}}]"
    >>> season, problems = read_plan_text(text)
    >>> simulate(season).one("load").tolist()
    [100.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    return forecast(season, runs=runs, seed=seed, model=model).history


def forecast(season: Season, *, runs: int = 1, seed: int = 0, model: str | Calibrated | None = None) -> Forecast:
    """Simulate a season and lay it out by days, weeks and races; parameters and errors as `simulate`."""
    import numpy as np

    from periodize.report.views import BlockSpan, DayRow, Forecast
    from periodize.simulation import TO_THE_LETTER, TYPICAL, Dose, Start, play

    if not 1 <= runs <= MAX_RUNS:
        message = f"runs(={runs}) must lie in 1 .. {MAX_RUNS:,}"
        raise UsageError(message)
    if seed < 0:
        message = f"seed(={seed}) must be >= 0"
        raise UsageError(message)
    planned = schedule(season)
    loads = planned_loads(planned)
    first, days = planned.first, (planned.last - planned.first).days + 1
    if runs * days > MAX_RUN_DAYS:
        message = f"runs(={runs}) must be <= {MAX_RUN_DAYS // days:,} for a season of {days} days"
        raise UsageError(message)
    own = None if model is None or isinstance(model, str) else model.departure(first, runs)
    chosen = own.model if own else response_model(season, model if isinstance(model, str) else None)
    doses = [
        Dose(
            (s.day - first).days,
            _second(s),
            loads[s.id].value,
            s.duration,
            s.distance or 0.0,
            s.sport,
            s.key or s.race is not None,
        )
        for s in planned.sessions
    ]
    starts = [Start(s.id, (s.day - first).days, _second(s)) for s in planned.sessions if s.race]
    fitness, fatigue, assumptions = own.standing if own and own.standing else _initial(season, planned, loads)
    execution = TO_THE_LETTER if runs == 1 else TYPICAL
    played = play(
        doses,
        chosen,
        start=first,
        days=days,
        runs=runs,
        fitness=fitness,
        fatigue=fatigue,
        starts=starts,
        execution=execution,
        rng=np.random.default_rng(seed),
    )
    history = played.history
    assumptions = [*assumptions, *(own.notes if own else _model_notes(season, chosen)), *_assumptions(loads, runs)]
    table = {name: values_of(history.series[name]) for name in ("load", *STATE)}
    rows = tuple(DayRow(first + timedelta(days=k), *(table[name][k] for name in ("load", *STATE))) for k in range(days))
    races = tuple(_race_row(s, _race(season, s.race), season, played.starts[s.id]) for s in planned.sessions if s.race)
    return Forecast(
        plan=season.path,
        title=season.title,
        seed=seed,
        runs=runs,
        model=chosen.name,
        borrowed=_borrowed(chosen),
        units=history.units,
        history=history,
        days=rows,
        weeks=_weeks(planned, history),
        races=races,
        blocks=tuple(
            BlockSpan(b.block.name, b.block.phase, b.first, b.end - timedelta(days=1)) for b in planned.blocks
        ),
        assumptions=tuple(assumptions),
        problems=planned.problems,
    )


def _second(session: Session) -> int:
    clock = session.start.time()
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _race(season: Season, name: str | None) -> Race:
    return next(race for race in season.races if race.id == name)


def _threshold_time(race: Race, season: Season) -> float | None:
    """Return the time that the threshold of race day gives by Riegel; None where it has none of its own."""
    from periodize.athlete import POWER_SPORTS
    from periodize.plan.intensity import race_time

    own = season.athlete.threshold(race.sport, race.first)
    if race.distance is None or own is None or race.sport in POWER_SPORTS:
        return None
    return race_time(race.distance, own)


def _initial(season: Season, planned: Schedule, loads: Mapping[str, Load]) -> tuple[Number, Number, list[str]]:
    """Return fitness and fatigue on the first day, and what was assumed for them."""
    athlete = season.athlete
    if athlete.fitness is not None:
        fatigue = athlete.fitness if athlete.fatigue is None else athlete.fatigue
        note = f"mean daily load {athlete.fitness:g} before the first day, {fatigue:g} lately (given)"
        return athlete.fitness, fatigue, [note]
    week = [loads[s.id].value for s in planned.sessions if (s.day - planned.first).days < 7]
    level = sum(week) / 7
    note = f"mean daily load {level:.0f} before the first day (assumed: you already train like the plan's first week)"
    return level, level if athlete.fatigue is None else athlete.fatigue, [note]


def _borrowed(model: ResponseModel) -> str:
    """Return whose parameters a model has where not all are the athlete's own, and their grade; else nothing."""
    import numpy as np

    from periodize.response import parameters

    defaults = {p.name: p.value for p in parameters(type(model))}
    # a default of 0 turns a component off, and is nobody's
    borrowed = any(defaults[p.name] and np.all(p.value == defaults[p.name]) for p in parameters(model))
    return f"{model.whose}: grade {model.evidence}" if borrowed else ""


def _model_notes(season: Season, model: ResponseModel) -> list[str]:
    if season.model_parameters and season.model == model.name:
        return []
    return [f"{model.defaults} (default, not calibrated)"]


def _assumptions(loads: Mapping[str, Load], runs: int) -> list[str]:
    from periodize.simulation import TYPICAL

    notes = []
    if runs == 1:
        notes.append("every session done as written")
    else:
        done = 1 - TYPICAL.missed
        notes.append(
            f"{done:.0%} of sessions done, each within about {TYPICAL.spread:.0%} of what is written (our choice)"
        )
    metrics = Counter(load.metric for load in loads.values())
    given = metrics.get("given", 0)
    if given:
        notes.append(
            f"load of {given} of {len(loads)} sessions as the plan states it, the others from intensity squared"
        )
    return notes


# ---- rows


def values_of(series: NDArray[np.float64]) -> list[Value]:
    """Return a value a day: the number of a single run, the band of many, None where unknown. (n_runs, n_days)."""
    import numpy as np

    from periodize.report.views import Band

    if series.shape[0] == 1:
        return [None if np.isnan(v) else float(v) for v in series[0]]
    bands = np.quantile(series, (0.05, 0.25, 0.5, 0.75, 0.95), axis=0).T
    return [None if np.isnan(row).any() else Band(*map(float, row)) for row in bands]


def _race_name(session: Session, race: Race) -> str:
    label = next((label for label, day in race.days if label and day == session.day), "")
    return f"{race.name} ({label})" if label else race.name


def _race_row(session: Session, race: Race, season: Season, reading: Reading) -> RaceRow:
    from periodize.report.views import RaceRow

    state = {name: values_of(getattr(reading, name)[:, None])[0] for name in STATE}
    return RaceRow(
        id=race.id,
        name=_race_name(session, race),
        date=session.day,
        priority=race.priority,
        goal=race.goal,
        threshold_time=_threshold_time(race, season),
        **state,
    )


def _weeks(planned: Schedule, history: History) -> tuple[WeekRow, ...]:
    """Return the calendar weeks of a plan, each with the state of its last day."""
    notes = _notes(planned)
    rows = []
    monday = monday_of(planned.first)
    while monday <= planned.last:
        sunday = monday + timedelta(days=6)
        blocks = [b.block.name for b in planned.blocks if b.first <= sunday and b.end > monday]
        rows.append(
            week_row(
                history,
                monday,
                block=" / ".join(blocks),
                notes=notes.get(monday, ()),
            )
        )
        monday += timedelta(days=7)
    return tuple(rows)


def monday_of(day: date) -> date:
    """Return the first day of a calendar week."""
    return day - timedelta(days=day.weekday())


def week_row(history: History, monday: date, *, block: str, notes: Sequence[str] = ()) -> WeekRow:
    """Return one calendar week of a history that overlaps it; days that are not known count for nothing."""
    import numpy as np

    from periodize.report.views import WeekRow

    low = max(0, (monday - history.start).days)
    high = min(history.n_days, (monday - history.start).days + 7)

    def total(name: str, unit: float) -> Value:
        return values_of(np.nansum(history.series[name][:, low:high], axis=1, keepdims=True) / unit)[0]

    def last(name: str) -> Value:
        return values_of(history.series[name][:, high - 1 : high])[0]

    return WeekRow(
        start=monday,
        block=block,
        hours=total("duration", 3600.0),
        km=total("distance", 1000.0),
        load=total("load", 1.0),
        fitness=last("fitness"),
        fatigue=last("fatigue"),
        form=last("form"),
        notes=tuple(notes),
    )


def _notes(planned: Schedule) -> dict[date, tuple[str, ...]]:
    """Return Monday -> what is special in that week: deload, taper, races, calendar."""
    notes: dict[date, list[str]] = {}

    def add(day: date, text: str) -> None:
        found = notes.setdefault(monday_of(day), [])
        if text not in found:
            found.append(text)

    for week in planned.weeks:
        if week.deload:
            add(week.first, "deload")
        if week.block.block.tapers:
            add(week.first, "taper")
    for session in planned.sessions:
        if session.race:
            race = _race(planned.season, session.race)
            add(session.day, f"{race.priority}: {race.id}")
    for entry in planned.season.calendar:
        day = max(entry.first, planned.first)
        while day <= min(entry.last, planned.last):
            share = f" {entry.load:.0%}" if entry.load is not None else ""
            height = f" {entry.altitude:.0f}m" if entry.altitude else ""
            add(day, f"{entry.kind}{height}{share}")
            day += timedelta(days=1)
    return {monday: tuple(found) for monday, found in notes.items()}
