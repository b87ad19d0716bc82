"""Planned against recorded, and what is worth a look."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import DEFAULT_HR_REST, POWER_SPORTS, Athlete
from periodize.project.planning import planned_loads, response_model, schedule, week_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.activity import Activity, Morning
    from periodize.compare import Done, Planned
    from periodize.flags import Findings, Limit, Sign
    from periodize.formats import Record
    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Schedule, Season, Session
    from periodize.report.views import CheckReport, WeekRow

HARD_LOAD_AN_HOUR = 68.0
"""[AU/h] From here a recorded session counts as hard: our choice, between an easy hour (58) and a tempo session
with its warm-up (about 80)."""

AVERAGE_AT_BEST = 0.92
"""Best session average as a share of maximum heart rate, where a record holds averages alone: our choice."""

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
) -> CheckReport:
    """Compare a plan with a record, or look at the record alone, and raise warning signs.

    Parameters
    ----------
    season : as `load_plan` returns it, or None for the record alone.
    record : as `read` or `read_record` returns it.
    today : the day of the question; None: the day of the last activity (nothing here asks the clock).
    athlete : who recorded it; None: the plan's athlete.

    Returns
    -------
    CheckReport
        with the verdict as of `today`, or as of the end of the season or record if that is earlier.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if a limit of the plan names no warning sign.
    """
    from periodize.compare import compare, totals
    from periodize.flags import composite, evaluate, is_up
    from periodize.formats import Record
    from periodize.report.views import CheckReport

    found = record if isinstance(record, Record) else Record(activities=tuple(record))
    planned = schedule(season) if season is not None else None
    now = today or max((a.day for a in found.activities), default=date.min)
    as_of, known, stale = _as_of(now, planned, found)
    who, assumptions = complete_athlete(athlete or (season.athlete if season else Athlete()), known)

    measured = _measure(known, who)
    loads = {key: load.value for key, load in measured.items()}
    done = recorded_sessions(known, loads)
    last = max((a.day for a in known), default=None)
    comparison = compare(_planned(planned) if planned else (), _within(done, planned), today=now, data_until=last)
    history, seeded = _history(done, found.mornings, who, planned, as_of)
    findings = evaluate(history, as_of=as_of, limits=_limits(season)) if history else _nothing()
    signs = tuple(
        s for s in findings.signs if planned is None or (s.last_day >= planned.first and not _race(s, planned))
    )
    up = tuple(sign for sign in signs if is_up(sign, as_of))
    metrics = Counter(
        load.metric + (f" ({load.channel.replace('_', ' ')})" if load.channel else "") for load in measured.values()
    )
    return CheckReport(
        plan=season.path if season else None,
        today=now,
        as_of=as_of,
        stale=stale,
        verdict=composite(up, as_of=as_of),
        history=history,
        comparison=comparison,
        totals=totals(comparison.rows, last=as_of),
        weeks=_weeks(history, done, planned),
        signs=up,
        past_signs=tuple(sign for sign in signs if sign not in up),
        findings=findings,
        record=found,
        metrics=dict(metrics),
        assumptions=(*assumptions, *seeded, *_assumed(measured.values())),
        load_notes={key: load.note for key, load in measured.items() if load.note},
        problems=planned.problems if planned else (),
    )


def complete_athlete(athlete: Athlete, activities: Iterable[Activity]) -> tuple[Athlete, list[str]]:
    """Fill in the heart rates that the record can tell, and say what was assumed.

    Returns
    -------
    The athlete with `hr_max` and `hr_rest` where any activity has a heart rate, and a sentence for each guess.
    """
    import numpy as np

    worn = [a for a in activities if a.effort.coverage("heart_rate") > 0]
    notes: list[str] = []
    if not worn:
        return athlete, notes
    hr_max = athlete.hr_max
    if hr_max is None:
        # of the peaks of all sessions the 98th percentile: a strap's spikes lie above it
        hr_max = float(np.percentile([_peak(activity) for activity in worn], 98))
        threshold = athlete.threshold("hr")
        hr_max = round(max(hr_max, threshold * 1.03 if threshold else 0.0))
        notes.append(
            f"maximum heart rate {hr_max:.0f} bpm (assumed from the record; set athlete: {{hr: {{max: ...}}}})"
        )
    rest = athlete.hr_rest
    if rest is None:
        rest = min(DEFAULT_HR_REST, hr_max - 60)
        notes.append(f"resting heart rate {rest:.0f} bpm (assumed; set athlete: {{hr: {{rest: ...}}}})")
    return replace(athlete, hr_max=hr_max, hr_rest=rest), notes


def _peak(activity: Activity) -> float:
    """Return the highest heart rate of an activity [bpm], guessed from the mean where that is all there is."""
    import numpy as np

    if activity.peak_hr is not None:
        return activity.peak_hr
    top = float(np.nanmax(activity.effort.channels["heart_rate"]))
    return top / AVERAGE_AT_BEST if len(activity.effort.dt) == 1 else top


def _as_of(now: date, planned: Schedule | None, record: Record) -> tuple[date, tuple[Activity, ...], bool]:
    """Return the day of the question, the activities up to it, and whether the record alone decides that day."""
    as_of = min(now, planned.last) if planned else now
    known = tuple(a for a in record.activities if a.day <= as_of)
    last = max((a.day for a in known), default=None)
    if planned is None and last is not None and (as_of - last).days > STALE_DAYS:
        return last, known, True
    return as_of, known, False


def _measure(activities: Iterable[Activity], athlete: Athlete) -> dict[str, Load]:
    from periodize.load import measure

    return {a.id: measure(a.effort, athlete.on(a.day)) for a in activities}


def recorded_sessions(activities: Iterable[Activity], loads: Mapping[str, float]) -> list[Done]:
    """Return the sessions of a record, files of one session joined. loads: activity id -> [AU]."""
    from periodize.compare import join, merge

    sessions = []
    for parts in merge(activities):
        own = [loads[part.id] for part in parts]
        hours = sum(part.duration for part in parts) / 3600
        sessions.append(join(parts, loads=own, hard=hours > 0 and sum(own) / hours >= HARD_LOAD_AN_HOUR))
    return sessions


def _planned(planned: Schedule) -> list[Planned]:
    from periodize.compare import SLOTS, Planned

    loads = planned_loads(planned)
    athlete = planned.season.athlete
    return [
        Planned(
            id=s.id,
            day=s.day,
            slot=s.slot if s.slot in SLOTS else "day",
            sport=s.sport,
            text=s.text,
            duration=s.duration,
            distance=s.distance,
            load=_comparable(s, athlete.on(s.day), loads[s.id].value),
            hard=s.hard,
            intent=s.intent,
            key=s.key,
            by="distance" if s.by == "distance" else "time",
        )
        for s in planned.sessions
    ]


def _comparable(session: Session, athlete: Athlete, load: float) -> float:
    """Return the load of a planned session as a recording of it would be measured.

    A recording with power is measured by its weighted power, which counts intervals by up to a sixth higher than
    the plan language's sum of squares. Held against that sum, a perfect interval ride would look overdone.
    """
    threshold = athlete.threshold(session.sport)
    if session.sport not in POWER_SPORTS or threshold is None or session.given_load is not None or session.race:
        return load
    from periodize.effort import Effort
    from periodize.load import measure

    effort = session.effort()
    power = Effort(session.sport, effort.dt, {"power": effort.channels["intensity"] * threshold})
    return measure(power, athlete).value


def _within(done: list[Done], planned: Schedule | None) -> list[Done]:
    """Return the sessions that can belong to the plan: those of its days, and of the days next to it."""
    if planned is None:
        return done
    return [d for d in done if planned.first <= d.day <= planned.last]


def _race(sign: Sign, planned: Schedule) -> bool:
    """Whether a sign is only the planned race: the longest run of the month is what a race is for."""
    return sign.code == "R1" and any(s.race and s.day == sign.day for s in planned.sessions)


def _history(
    done: list[Done], mornings: Sequence[Morning], athlete: Athlete, planned: Schedule | None, as_of: date
) -> tuple[History | None, list[str]]:
    """Return the daily series of a record up to a day, and what was assumed for its beginning."""
    import numpy as np

    from periodize.history import History
    from periodize.response import respond

    days = [d.day for d in done] + [m.day for m in mornings if m.day <= as_of]
    if not days:
        return None, []
    first, last = min(days), max(days)
    n = (last - first).days + 1
    load, duration, distance = np.zeros(n), np.zeros(n), np.zeros(n)
    longest, resting = np.full(n, np.nan), np.full(n, np.nan)
    unknown = 0
    for session in done:
        k = (session.day - first).days
        duration[k] += session.duration
        distance[k] += session.distance or 0.0
        unknown += bool(np.isnan(session.load))
        load[k] += 0.0 if np.isnan(session.load) else session.load
        if session.sport == "run" and session.distance:
            longest[k] = np.fmax(longest[k], session.distance)
    for morning in mornings:
        if morning.day <= last and morning.resting_hr is not None:
            resting[(morning.day - first).days] = morning.resting_hr
    notes = [f"{unknown} sessions without a load count as nothing"] if unknown else []
    # the plan's state is that of its own first day, not of a record that begins earlier
    given = athlete.fitness if planned is None or first >= planned.first else None
    seed = given if given is not None else float(load[:SEED_DAYS].mean())
    if given is None:
        notes.append(
            f"fitness and fatigue {seed:.0f} on {first} (assumed: mean load of the first {min(n, SEED_DAYS)} days)"
        )
    model = response_model(planned.season) if planned else "rolling-average"
    response = respond(
        load, start=first, model=model, fitness=seed, fatigue=athlete.fatigue if given is not None else None
    )
    extra = {"duration": duration, "distance": distance, "longest_run": longest, "resting_hr": resting}
    present = {name: v[None, :] for name, v in extra.items() if not np.isnan(v).all()}
    dates = np.datetime64(first, "D") + np.arange(n)
    return History(dates, {**response.series, **present}, response.units), notes


def _assumed(loads: Iterable[Load]) -> list[str]:
    notes = Counter(load.note for load in loads if load.assumed and load.note)
    return [f"{note} ({count} activities)" for note, count in notes.most_common(3)]


def _limits(season: Season | None) -> dict[str, Limit]:
    from periodize.flags import Limit

    if season is None:
        return {}
    return {name: Limit(own.value, own.reason) for name, own in season.limits.items()}


def _nothing() -> Findings:
    from periodize.flags import SIGNS, Findings, NotEvaluated

    return Findings((), tuple(NotEvaluated(code, "nothing is recorded") for code in SIGNS))


def _weeks(history: History | None, done: list[Done], planned: Schedule | None) -> tuple[WeekRow, ...]:
    """Return the recorded weeks, from the plan's first day if there is a plan."""
    if history is None:
        return ()
    first = max(history.start, planned.first) if planned else history.start
    monday = first - timedelta(days=first.weekday())
    rows = []
    while monday <= history.end:
        inside = [d for d in done if monday <= d.day < monday + timedelta(days=7)]
        block = planned.block_on(max(monday, planned.first)) if planned else None
        rows.append(
            week_row(
                history,
                monday,
                block=block.block.name if block else "",
                hours=sum(d.duration for d in inside) / 3600,
                km=sum(d.distance or 0.0 for d in inside) / 1000,
            )
        )
        monday += timedelta(days=7)
    return tuple(rows)
