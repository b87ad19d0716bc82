"""Planned against recorded, and what is worth a look."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING

from periodize.athlete import DEFAULT_HR_REST, Athlete
from periodize.project.planning import monday_of, planned_loads, response_model, schedule, week_row
from periodize.project.session_view import spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from periodize.activity import Activity, Morning
    from periodize.compare import Comparison, Done, Planned
    from periodize.flags import Findings, Limit, Sign
    from periodize.formats import Record
    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Schedule, Season, Session
    from periodize.report.views import CheckReport, WeekRow

HARD_LOAD_AN_HOUR = 68.0
"""[AU/h] From here a session counts as hard: our choice, between an easy hour (58) and a tempo session with its
warm-up (about 80)."""

AVERAGE_AT_BEST = 0.92
"""Best session average as a share of maximum heart rate, where a record holds averages alone: our choice."""

FEWEST_MORNINGS = 7
"""Mornings whose median tells the resting heart rate: our choice."""

STALE_DAYS = 7
"""[d] A record that ends longer ago is judged as of its last day: our choice."""

SEED_DAYS = 42
"""[d] Without a known state, fitness and fatigue begin at the mean load of so many first days: our choice."""


def check(
    season: Season | None,
    record: Record | Sequence[Activity],
    *,
    today: date | None = None,
    athlete: Athlete | None = None,
    loads: Mapping[str, Load] | None = None,
    assumed: Sequence[str] = (),
) -> CheckReport:
    """Compare a plan with a record, or look at the record alone, and raise warning signs.

    Parameters
    ----------
    season : as `load_plan` returns it, or None for the record alone.
    record : as `read` or `read_record` returns it.
    today : the day of the question; None: the day of the last activity (nothing here asks the clock).
    athlete : who recorded it; None: the plan's athlete.
    loads : id of an activity -> its load, where that is known already, as of a store; the others are measured.
    assumed : what was assumed of the athlete for that, a sentence each.

    Returns
    -------
    CheckReport
        with the verdict as of `today`, or as of the end of the season or record if that is earlier.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if a limit of the plan names neither a lint nor a warning sign.
    """
    from periodize.analysis import gated
    from periodize.compare import doubles, totals
    from periodize.flags import composite, evaluate, is_up
    from periodize.formats import Record
    from periodize.load import measure
    from periodize.report.views import CheckReport

    found = record if isinstance(record, Record) else Record(activities=tuple(record))
    planned = schedule(season) if season is not None else None
    now = today or max((a.day for a in found.activities), default=planned.first if planned else date.min)
    beside = doubles(found.activities)
    single = [a for a in found.activities if a.id not in beside and a.day <= now]
    as_of, stale = _as_of(now, planned, single)
    who, assumptions = complete_athlete(
        athlete or (season.athlete if season else Athlete()), _peaks(single), found.mornings
    )

    known = loads or {}
    measured = {a.id: known[a.id] if a.id in known else measure(gated(a.effort), who.on(a.day)) for a in single}
    done = recorded_sessions(single, {key: load.value for key, load in measured.items()})
    comparison = _comparison(planned, done, measured, now=now)
    done = [session for session in done if session.day <= as_of]
    history, seeded = _history(done, found.mornings, who, planned, as_of)
    findings = evaluate(history, as_of=as_of, limits=_limits(season)) if history else _nothing()
    signs = tuple(
        s for s in findings.signs if planned is None or (s.last_day >= planned.first and not _race(s, planned))
    )
    up = tuple(sign for sign in signs if is_up(sign, as_of))
    counted = [measured[activity.id] for session in done for activity in session.activities]
    metrics = Counter(_measured_by(load) for load in counted)
    return CheckReport(
        plan=season.path if season else None,
        today=now,
        as_of=as_of,
        stale=stale,
        verdict=composite(up, as_of=as_of),
        history=history,
        comparison=comparison,
        totals=totals(comparison.rows),
        weeks=_weeks(history, done, planned),
        signs=up,
        past_signs=tuple(sign for sign in signs if sign not in up),
        findings=findings,
        record=found,
        metrics=dict(metrics),
        assumptions=(*assumed, *assumptions, *seeded, *_assumed(counted), *_left_out(found.activities, beside, now)),
        load_notes={key: load.note for key, load in measured.items() if load.note},
        problems=planned.problems if planned else (),
    )


def complete_athlete(
    athlete: Athlete, peaks: Sequence[float] | NDArray[np.float64], mornings: Iterable[Morning] = ()
) -> tuple[Athlete, list[str]]:
    """Fill in the heart rates that the record can tell, and say what was assumed.

    Parameters
    ----------
    athlete : as the plan has them.
    peaks : (n,) [bpm] highest heart rate of each activity that has any.
    mornings : of the record; their resting heart rates tell the athlete's.

    Returns
    -------
    The athlete with `hr_max` and `hr_rest` where any activity has a heart rate, and a sentence for each guess.
    """
    import numpy as np

    notes: list[str] = []
    if not len(peaks):
        return athlete, notes
    hr_max = athlete.hr_max
    if hr_max is None:
        # of the peaks of all sessions the 98th percentile: a strap's spikes lie above it
        hr_max = float(np.percentile(peaks, 98))
        threshold = athlete.threshold("hr")
        hr_max = round(max(hr_max, threshold * 1.03 if threshold else 0.0))
        notes.append(
            f"maximum heart rate {hr_max:.0f} bpm (assumed from the record; set athlete: {{hr: {{max: ...}}}})"
        )
    rest = athlete.hr_rest
    if rest is None:
        rest, why = assumed_rest(hr_max, mornings)
        notes.append(f"resting heart rate {rest:.0f} bpm ({why}; set athlete: {{hr: {{rest: ...}}}})")
    named = {"maximum heart rate": athlete.hr_max, "resting heart rate": athlete.hr_rest}
    guessed = tuple(name for name, given in named.items() if given is None)
    return replace(athlete, hr_max=hr_max, hr_rest=rest, guessed=guessed), notes


def assumed_rest(hr_max: float, mornings: Iterable[Morning] = ()) -> tuple[float, str]:
    """Return the resting heart rate that is taken when none is given [bpm], and what it is taken from."""
    known = [morning.resting_hr for morning in mornings if morning.resting_hr is not None]
    if len(known) >= FEWEST_MORNINGS:
        return round(min(median(known), hr_max - 60)), f"assumed: the median of {len(known)} mornings"
    return min(DEFAULT_HR_REST, hr_max - 60), "assumed"


def _peaks(activities: Iterable[Activity]) -> list[float]:
    """Return the highest heart rates [bpm], guessed from the mean where that is all there is."""
    import numpy as np

    peaks = []
    for activity in activities:
        values = activity.effort.channels.get("heart_rate")
        if activity.peak_hr is not None:
            peaks.append(activity.peak_hr)
        elif values is not None and not np.isnan(values).all():
            top = float(np.nanmax(values))
            peaks.append(top / AVERAGE_AT_BEST if len(values) == 1 else top)
    return peaks


def _measured_by(load: Load) -> str:
    return load.metric + (f" ({load.channel.replace('_', ' ')})" if load.channel else "")


def _as_of(now: date, planned: Schedule | None, activities: Sequence[Activity]) -> tuple[date, bool]:
    """Return the day for which everything holds, and whether the end of the record decides it."""
    if planned is not None:
        return min(now, planned.last), False
    last = max((a.day for a in activities), default=now)
    return (last, True) if (now - last).days > STALE_DAYS else (now, False)


def _left_out(activities: Sequence[Activity], beside: Mapping[str, Activity], now: date) -> list[str]:
    """Return a sentence for each kind of activity that counts for nothing."""
    later = sum(a.day > now for a in activities)
    notes = [f"{later} activities dated after {now} are left out"] if later else []
    if beside:
        notes.append(f"{len(beside)} recordings made beside a longer one of the same session are left out")
    return notes


def recorded_sessions(activities: Iterable[Activity], loads: Mapping[str, float]) -> list[Done]:
    """Return the sessions of a record, files of one session joined. loads: activity id -> [AU]."""
    from periodize.compare import join, merge

    sessions = []
    for parts in merge(activities):
        own = [loads[part.id] for part in parts]
        sessions.append(join(parts, loads=own, hard=_hard(sum(own), sum(part.duration for part in parts))))
    return sessions


def _hard(load: float, seconds: float) -> bool:
    """Whether a session is hard, planned or recorded, by its load an hour. load [AU]; seconds of training."""
    return seconds > 0 and load / seconds * 3600 >= HARD_LOAD_AN_HOUR


def _comparison(
    planned: Schedule | None, done: Sequence[Done], measured: Mapping[str, Load], *, now: date
) -> Comparison:
    """Compare the sessions of a plan with those recorded on its days, and with the late ones just after them."""
    from periodize.compare import Comparison, State, compare
    from periodize.compare.matching import REACH

    last = max((session.day for session in done), default=None)
    if planned is None:
        return compare((), done, today=now, data_until=last)
    reach = timedelta(days=REACH)
    near = [session for session in done if planned.first - reach <= session.day <= planned.last + reach]
    found = compare(_planned(planned, measured, near), near, today=now, data_until=last)
    inside = tuple(
        row for row in found.rows if row.state is not State.UNPLANNED or planned.first <= row.day <= planned.last
    )
    return Comparison(inside, found.today, found.data_until)


def _planned(planned: Schedule, measured: Mapping[str, Load], done: Sequence[Done]) -> list[Planned]:
    from periodize.compare import SLOTS, Planned

    loads = planned_loads(planned)
    by_power = _sports_by_power(done, measured)
    found = []
    for s in planned.sessions:
        load = loads[s.id].value
        if s.sport in by_power:
            load = _by_power(s, planned.season.athlete.on(s.day), load)
        found.append(
            Planned(
                id=s.id,
                day=s.day,
                slot=s.slot if s.slot in SLOTS else "day",
                sport=s.sport,
                text=": ".join(filter(None, spoken(s, planned.season))),
                duration=s.duration,
                distance=s.distance,
                load=load,
                hard=s.race is not None or _hard(load, s.duration),
                intent=s.intent,
                key=s.key,
                by="distance" if s.by == "distance" else "time",
            )
        )
    return found


def _sports_by_power(done: Sequence[Done], measured: Mapping[str, Load]) -> set[str]:
    """Return the sports most of whose recorded sessions are measured by power."""
    channels: dict[str, Counter[str | None]] = {}
    for session in done:
        for activity in session.activities:
            channels.setdefault(session.sport, Counter())[measured[activity.id].channel] += 1
    return {sport for sport, counts in channels.items() if counts.most_common(1)[0][0] == "power"}


def _by_power(session: Session, athlete: Athlete, load: float) -> float:
    """Return the load of a planned session as a recording of its power would be measured.

    Weighted power counts intervals by up to a sixth higher than the plan language's sum of squares. Held against
    that sum, a perfect interval ride would look overdone.
    """
    from periodize.effort import Effort
    from periodize.load import measure

    threshold = athlete.threshold(session.sport)
    if threshold is None or session.given_load is not None or session.race:
        return load
    effort = session.effort()
    power = Effort(session.sport, effort.dt, {"power": effort.channels["intensity"] * threshold})
    return measure(power, athlete).value


def _race(sign: Sign, planned: Schedule) -> bool:
    """Whether a sign is only the planned race: the longest run of the month is what a race is for."""
    return sign.code == "R1" and any(s.race and s.day == sign.day for s in planned.sessions)


def _history(
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


def _assumed(loads: Iterable[Load]) -> list[str]:
    notes = Counter(load.note for load in loads if load.assumed and load.note)
    return [f"{note} ({count} activities)" for note, count in notes.most_common(3)]


def _limits(season: Season | None) -> dict[str, Limit]:
    from periodize.flags import Limit
    from periodize.plan.lint import lint_named

    if season is None:
        return {}
    return {name: Limit(own.value, own.reason) for name, own in season.limits.items() if lint_named(name) is None}


def _nothing() -> Findings:
    from periodize.flags import SIGNS, Findings, NotEvaluated

    return Findings((), tuple(NotEvaluated(code, "nothing is recorded") for code in SIGNS))


def _weeks(history: History | None, done: Sequence[Done], planned: Schedule | None) -> tuple[WeekRow, ...]:
    """Return the recorded weeks, from the plan's first day if there is a plan."""
    if history is None:
        return ()
    monday = monday_of(max(done[0].day, planned.first) if planned else done[0].day)
    trained = history.until(done[-1].day)
    rows = []
    while monday <= done[-1].day:
        block = planned.block_on(max(monday, planned.first)) if planned else None
        rows.append(week_row(trained, monday, block=block.block.name if block else ""))
        monday += timedelta(days=7)
    return tuple(rows)
