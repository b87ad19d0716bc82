"""Planned against recorded, and what is worth a look."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.project.daily import STALE_DAYS, daily_history
from periodize.project.pairing import compared, recorded_sessions
from periodize.project.planning import monday_of, schedule, week_row
from periodize.project.who import complete_athlete, peaks_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.activity import Activity
    from periodize.compare import Done
    from periodize.flags import Findings, Limit, Sign
    from periodize.formats import Record
    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Schedule, Season
    from periodize.report.views import CheckReport, WeekRow


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
        athlete or (season.athlete if season else Athlete()), peaks_of(single), found.mornings
    )

    known = loads or {}
    measured = {a.id: known[a.id] if a.id in known else measure(gated(a.effort), who.on(a.day)) for a in single}
    done = recorded_sessions(single, {key: load.value for key, load in measured.items()})
    comparison = compared(planned, done, measured, now=now)
    done = [session for session in done if session.day <= as_of]
    history, seeded = daily_history(done, found.mornings, who, planned, as_of)
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


def _race(sign: Sign, planned: Schedule) -> bool:
    """Whether a sign is only the planned race: the longest run of the month is what a race is for."""
    return sign.code == "R1" and any(s.race and s.day == sign.day for s in planned.sessions)


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
