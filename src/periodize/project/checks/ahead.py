"""Before the fact: the load signs on the planned future, from where the athlete is now."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.project.plans.planning import monday_of, response_model
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from periodize.compare import Planned, Row
    from periodize.flags import Circumstance, Limit, Sign
    from periodize.history import History
    from periodize.plan import Schedule
    from periodize.report.views.check import Ahead, Coming

PAST_DAYS = 400
"""[d] How much of the record goes before the future: more than the longest baseline of a load sign, our choice."""

SOON = 14
"""[d] A plan that begins later says nothing of the weeks until then, so nothing is said of it: our choice."""

LOOKED_BACK = 35
"""[d] Days that the gauge of load needs: a week and the four before it."""

NEEDED = ("load", "duration", "distance", "longest_run", "race_load")


def ahead(
    history: History,
    rows: Sequence[Row],
    planned: Schedule,
    *,
    as_of: date,
    limits: Mapping[str, Limit],
    circumstances: Sequence[Circumstance] = (),
) -> Ahead | None:
    """Return the load signs that the rest of the plan would raise; None when nothing of it is left, or near.

    Parameters
    ----------
    history : of the record, up to `as_of`.
    rows : of the comparison; what is upcoming is taken as written.
    planned : the season.
    as_of : the day of the question.
    limits : the athlete's own.
    circumstances : days that explain a sign, as of a camp; what they explain is left out.
    """
    from periodize.compare import State
    from periodize.flags import SIGNS, evaluate
    from periodize.report.views.check import Ahead

    to_come = [row.planned for row in rows if row.planned and row.state is State.UPCOMING and row.planned.day >= as_of]
    if not to_come or (to_come[0].day - as_of).days > SOON:
        return None
    future, notes = with_plan(history, to_come, planned)
    load_signs = {code for code, rule in SIGNS.items() if rule.domain == "load"}
    found = evaluate(future, as_of=planned.last, limits=limits, circumstances=circumstances).signs
    later = (s for s in found if s.code in load_signs and s.last_day > as_of and not s.expected)
    signs = [s for s in later if not is_race(s, planned)]
    monday = monday_of(planned.first)
    coming = tuple(_coming(sign, to_come, monday, as_of) for sign in signs)
    return Ahead(min(p.day for p in to_come), planned.last, coming, tuple(notes))


def is_race(sign: Sign, planned: Schedule) -> bool:
    """Whether a sign is only the planned race: the longest run of the month is what a race is for."""
    return sign.code == "R1" and any(s.race and s.day == sign.day for s in planned.sessions)


def _coming(sign: Sign, to_come: Sequence[Planned], monday: date, as_of: date) -> Coming:
    from periodize.report.views.check import Coming

    day = max(sign.day, as_of)
    week = (day - monday).days // 7 + 1
    runs = [p for p in to_come if p.day == sign.day and p.sport == "run" and p.distance]
    if sign.code != "R1" or not runs:
        return Coming(week, sign)
    longest = max(runs, key=lambda p: p.distance or 0.0)
    return Coming(week, sign, longest.id, (longest.distance or 0.0) * sign.limit / sign.seen)


def with_plan(history: History, to_come: Sequence[Planned], planned: Schedule) -> tuple[History, list[str]]:
    """Return the record's last days followed by the plan's next, and what was assumed between the two."""
    import numpy as np

    from periodize.history import History

    load = history.one("load")
    trained = int(np.flatnonzero(~np.isnan(load))[-1])
    first = max(0, trained - PAST_DAYS)
    n = (planned.last - history.day(first)).days + 1
    known = trained + 1 - first
    series = {name: np.full(n, np.nan if name == "longest_run" else 0.0) for name in NEEDED}
    for name in series.keys() & history.series.keys():
        series[name][:known] = history.one(name)[first : trained + 1]
    for session in to_come:
        k = (session.day - history.day(first)).days
        asked = session.load if session.load > 0 else 0.0
        series["load"][k] += asked
        series["race_load"][k] += asked if session.intent == "race" else 0.0
        series["duration"][k] += session.duration
        series["distance"][k] += session.distance or 0.0
        if session.sport == "run" and session.distance:
            series["longest_run"][k] = np.fmax(series["longest_run"][k], session.distance)
    series |= _state(history, series["load"], planned, first, trained)
    notes = []
    began = min(session.day for session in to_come)
    if (began - history.day(trained)).days > 3:
        notes.append(f"taken as rest: the days from {history.day(trained)} to {began}, of which nothing is known")
    if known < LOOKED_BACK:
        judged = history.day(first) + timedelta(days=LOOKED_BACK)
        notes.append(f"the record is {count(known, 'day')} long: weeks (R12) are judged from {judged} on")
    dates = np.datetime64(history.day(first), "D") + np.arange(n)
    return History(dates, {name: values[None, :] for name, values in series.items()}, history.units), notes


def _state(
    history: History, load: NDArray[np.float64], planned: Schedule, first: int, trained: int
) -> dict[str, NDArray[np.float64]]:
    """Return fitness, fatigue and form of the record's days, and under the loads that follow them."""
    import numpy as np

    from periodize.response import RollingAverage, respond

    fitness, fatigue = (float(history.one(name)[trained]) for name in ("fitness", "fatigue"))
    if np.isnan(fitness) or np.isnan(fatigue):
        return {}
    model = response_model(planned.season)
    if not isinstance(model, RollingAverage):
        model = RollingAverage()
    known = trained + 1 - first
    tomorrow = history.day(trained) + timedelta(days=1)
    after = respond(load[known:], start=tomorrow, model=model, fitness=fitness, fatigue=fatigue)
    return {
        name: np.concatenate((history.one(name)[first : trained + 1], after.one(name)))
        for name in ("fitness", "fatigue", "form")
    }
