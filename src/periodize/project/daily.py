"""The daily series of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from periodize.project.planning import response_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Morning
    from periodize.athlete import Athlete
    from periodize.compare import Done
    from periodize.history import History
    from periodize.plan import Schedule

STALE_DAYS = 7
"""[d] A record that ends longer ago is judged as of its last day: our choice."""

SEED_DAYS = 42
"""[d] Without a known state, fitness and fatigue begin at the mean load of so many first days: our choice."""


def daily_history(
    done: Sequence[Done], mornings: Sequence[Morning], athlete: Athlete, planned: Schedule | None, as_of: date
) -> tuple[History | None, list[str]]:
    """Return the daily series of a record up to a day, and what was assumed for its beginning.

    Between the first and the last session a day without one is rest; outside nothing is known of training, only of
    mornings.
    """
    import numpy as np

    from periodize.history import History

    if not done:
        return None, []
    known = [m for m in mornings if m.day <= as_of and m.resting_hr is not None]
    first = min([done[0].day, *(m.day for m in known)])
    n = (max([done[-1].day, *(m.day for m in known)]) - first).days + 1
    began, ended = (done[0].day - first).days, (done[-1].day - first).days + 1
    load, duration, distance = (np.full(n, np.nan) for _ in range(3))
    longest, resting = np.full(n, np.nan), np.full(n, np.nan)
    for values in (load, duration, distance):
        values[began:ended] = 0.0
    unknown = 0
    for session in done:
        k = (session.day - first).days
        duration[k] += session.duration
        distance[k] += session.distance or 0.0
        unknown += bool(np.isnan(session.load))
        load[k] += 0.0 if np.isnan(session.load) else session.load
        if session.sport == "run" and session.distance:
            longest[k] = np.fmax(longest[k], session.distance)
    for morning in known:
        resting[(morning.day - first).days] = morning.resting_hr
    notes = [f"{unknown} sessions without a load count as nothing"] if unknown else []
    state, units, seeded = _state(load[began:ended], done[0].day, athlete, planned)
    series = {"load": load, "duration": duration, "distance": distance, "longest_run": longest, "resting_hr": resting}
    for name, values in state.items():
        series[name] = np.full(n, np.nan)
        series[name][began:ended] = values
    present = {name: values[None, :] for name, values in series.items() if not np.isnan(values).all()}
    dates = np.datetime64(first, "D") + np.arange(n)
    return History(dates, present, units), [*notes, *seeded]


def _state(
    load: NDArray[np.float64], first: date, athlete: Athlete, planned: Schedule | None
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
    near = planned is None or abs((first - planned.first).days) <= STALE_DAYS
    seed = athlete.fitness if near else None
    fatigue = athlete.fatigue if seed is not None else None
    if seed is None:
        days = min(len(load), SEED_DAYS)
        seed = float(load[:days].mean())
        notes.append(f"fitness and fatigue {seed:.0f} on {first} (assumed: mean load of the first {days} days)")
    response = respond(load, start=first, model=model, fitness=seed, fatigue=fatigue)
    return {name: response.one(name) for name in ("fitness", "fatigue", "form")}, response.units, notes
