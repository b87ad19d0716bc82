"""The daily series of a record."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from periodize.project.plans.assumed import assumed
from periodize.project.plans.planning import planned_loads, response_model
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Morning
    from periodize.athlete import Athlete
    from periodize.calibration import Performance
    from periodize.compare import Done, Row
    from periodize.history import History
    from periodize.plan import Schedule
    from periodize.project.records.facts import Facts
    from periodize.report.views.benchmark import Repeat

    Earlier = Callable[[Schedule, date], tuple[str, Schedule] | None]

NOTHING: Mapping[str, Facts] = MappingProxyType({})

STALE_DAYS = 7
"""[d] A record that ends longer ago is judged as of its last day: our choice."""

SEED_DAYS = 42
"""[d] Without a known state, fitness and fatigue begin at the mean load of so many first days: our choice."""

SEED_LEAST = 14
"""[d] Fewer days than these say too little of the months before them: our choice."""


def daily_history(
    done: Sequence[Done],
    mornings: Sequence[Morning],
    athlete: Athlete,
    planned: Schedule | None,
    as_of: date,
    *,
    rows: Sequence[Row] = (),
    facts: Mapping[str, Facts] = NOTHING,
    tests: Sequence[Performance] = (),
    repeats: Sequence[Repeat] = (),
    earlier: Earlier | None = None,
) -> tuple[History | None, list[str]]:
    """Return the daily series of a record up to a day, and what was assumed for its beginning.

    Parameters
    ----------
    done : in order of their days, none after `as_of`.
    mornings : of the record.
    athlete, planned : who trains, and by which plan.
    rows : of the comparison with the plan.
    facts : id of an activity -> what is known of it beyond its averages.
    tests : of a table beside the plan; the races of `rows` are added.
    repeats : sessions that were done again and again.
    earlier : gives the plan, with its name, that has a day before this one's; asked where few days are recorded.

    Notes
    -----
    Between the first and the last session a day without one is rest; outside nothing is known of training, only of
    mornings and, after it, of tests.
    """
    import numpy as np

    from periodize.history import History
    from periodize.project.checks.morning_series import known_mornings, morning_series
    from periodize.project.checks.session_series import repeat_series, result_series, session_series
    from periodize.project.checks.tested import raced, with_races

    if not done:
        return None, []
    known = known_mornings(mornings, until=as_of)
    first = min([done[0].day, *(m.day for m in known[:1])])
    tested = [test.day for test in tests if test.day <= as_of]
    n = (max([done[-1].day, *(m.day for m in known[-1:]), *tested]) - first).days + 1
    began, ended = (done[0].day - first).days, (done[-1].day - first).days + 1
    series = _training(done, first, n)
    unknown = sum(bool(np.isnan(session.load)) for session in done)
    notes = [f"{count(unknown, 'session')} without a load counted as nothing"] if unknown else []
    state, units, seeded = _state(series["load"][began:ended], done[0].day, athlete, planned, earlier)
    for name, values in state.items():
        series[name] = np.full(n, np.nan)
        series[name][began:ended] = values
    past = [row for row in rows if row.day <= as_of]
    series |= _races(past, first, n)
    series |= morning_series(known, first=first, days=n)
    series |= session_series(done, past, facts, first=first, days=n, repeats=repeats)
    series |= repeat_series(repeats, first=first, days=n)
    results = with_races(tests, raced(past), planned.season if planned else None)
    series |= result_series(results, first=first, days=n)
    present = {name: values[None, :] for name, values in series.items() if not np.isnan(values).all()}
    dates = np.datetime64(first, "D") + np.arange(n)
    return History(dates, present, units), [*notes, *seeded]


def _training(done: Sequence[Done], first: date, days: int) -> dict[str, NDArray[np.float64]]:
    """Return load, duration, distance and the longest run of each day; nothing is known before and after the record."""
    import numpy as np

    series = {name: np.full(days, np.nan) for name in ("load", "duration", "distance", "longest_run")}
    began, ended = (done[0].day - first).days, (done[-1].day - first).days + 1
    for name in ("load", "duration", "distance"):
        series[name][began:ended] = 0.0
    for session in done:
        k = (session.day - first).days
        series["duration"][k] += session.duration
        series["distance"][k] += session.distance or 0.0
        series["load"][k] += 0.0 if np.isnan(session.load) else session.load
        if session.sport == "run" and session.distance:
            series["longest_run"][k] = np.fmax(series["longest_run"][k], session.distance)
    return series


def _races(rows: Sequence[Row], first: date, days: int) -> dict[str, NDArray[np.float64]]:
    """Return how much of each day's load was a planned race; nothing where none was run."""
    import numpy as np

    load = np.zeros(days)
    for row in rows:
        if row.planned and row.done and row.planned.intent == "race":
            k = (row.done.day - first).days
            load[k : k + 1] += np.nan_to_num(row.done.load)
    return {"race_load": load} if load.any() else {}


def _state(
    load: NDArray[np.float64], first: date, athlete: Athlete, planned: Schedule | None, earlier: Earlier | None
) -> tuple[dict[str, NDArray[np.float64]], Mapping[str, str], list[str]]:
    """Return fitness, fatigue, form under the loads of a record, as rolling averages, and what was assumed.

    The signs and the gauge of load are written for rolling averages in AU a day; another model of the plan forecasts
    the season, it does not judge the record.
    """
    from periodize.response import RollingAverage, respond

    notes: list[str] = []
    model = response_model(planned.season) if planned else RollingAverage()
    if not isinstance(model, RollingAverage):
        notes.append(f"fitness and fatigue as rolling averages; {model.name} is for `simulate`")
        model = RollingAverage()
    # the plan's state is that of its own first day, not of a record that begins at another time
    near = planned is None or abs((first - planned.first).days) <= STALE_DAYS or len(load) < SEED_LEAST
    seed = athlete.fitness if near else None
    fatigue = athlete.fatigue if seed is not None else None
    if seed is None:
        seed, fatigue, how = _seed(load, first, planned, earlier)
        if seed is None:
            return {}, {}, [*notes, how]
        notes.append(f"fitness and fatigue {seed:.0f} on {first} (assumed: {how})")
    response = respond(load, start=first, model=model, fitness=seed, fatigue=fatigue)
    return {name: response.one(name) for name in ("fitness", "fatigue", "form")}, response.units, notes


def _seed(
    load: NDArray[np.float64], first: date, planned: Schedule | None, earlier: Earlier | None
) -> tuple[float | None, float | None, str]:
    """Return fitness and fatigue [AU a day] on the first day of a record, or None, and where they come from."""
    from periodize.response import RollingAverage

    if len(load) >= SEED_LEAST:
        days = min(len(load), SEED_DAYS)
        mean = float(load[:days].mean())
        return mean, mean, f"mean load of the first {days} days"
    few = f"{count(len(load), 'day')} of record {'is' if len(load) == 1 else 'are'} too few to tell"
    if planned is None or first > planned.last:
        return None, None, f"fitness and fatigue are not known: {few}, {SEED_LEAST} would do"
    found = earlier(planned, first) if earlier and first < planned.first else None
    name, plan = found or ("the plan", planned)
    own = plan.season.athlete
    if found and own.fitness is not None:
        return own.fitness, own.fatigue, f"{name} says so; {few}"
    begin = max(first, plan.first)
    week = f"{name}'s first week" if begin == plan.first else f"{name}'s week from {begin}"
    loads = planned_loads(plan)
    by_day: dict[date, float] = {}
    for session in plan.sessions:
        by_day[session.day] = by_day.get(session.day, 0.0) + loads[session.id].value
    fitness, fatigue, how = assumed(by_day, plan.season, begin, RollingAverage(), week=week)
    return fitness, fatigue, f"{how}; {few}"
