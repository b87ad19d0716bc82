"""Planned against recorded, and what is worth a look."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import Athlete
from periodize.errors import UsageError
from periodize.project.checks.ahead import ahead, is_race
from periodize.project.checks.circumstances import changes_told, circumstances
from periodize.project.checks.daily import STALE_DAYS, daily_history
from periodize.project.checks.lately import block_totals, lately
from periodize.project.checks.noted import with_notes
from periodize.project.checks.pairing import compared, recorded_sessions, streamed, with_repeats
from periodize.project.checks.repeated import repeats_of
from periodize.project.checks.results import results
from periodize.project.checks.weekly import reach, room, week_totals, weeks_of
from periodize.project.plans.outline import strip_of
from periodize.project.plans.planning import monday_of, schedule, week_row
from periodize.project.records.facts import facts_of, with_moved
from periodize.project.records.linking import NO_ANSWERS, Answers, lost
from periodize.project.records.who import complete_athlete, peaks_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from periodize.activity import Activity, Record
    from periodize.calibration import Performance
    from periodize.compare import Comparison, Done, Row
    from periodize.flags import Circumstance, Findings, Limit, Sign
    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Schedule, Season
    from periodize.project.checks.daily import Earlier
    from periodize.project.checks.execution import Whole
    from periodize.project.checks.repeated import Signed
    from periodize.project.records.facts import Facts
    from periodize.report.views.check import Ahead, CheckReport
    from periodize.report.views.values import WeekRow


def check(
    season: Season | None,
    record: Record | Sequence[Activity],
    *,
    today: date | None = None,
    athlete: Athlete | None = None,
    loads: Mapping[str, Load] | None = None,
    assumed: Sequence[str] = (),
    said: Answers = NO_ANSWERS,
    streams: Whole | None = None,
    facts: Mapping[str, Facts] | None = None,
    tests: Sequence[Performance] = (),
    first: date | None = None,
    last: date | None = None,
    near: int | None = None,
    signed: Signed | None = None,
    earlier: Earlier | None = None,
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
    said : what the athlete says of sessions and signs, as a store has it.
    streams : gives the activities of the last two weeks their streams; None: they have them.
    facts : id of an activity -> what is known of it beyond its averages, as of a store; the others tell it by their
        streams.
    tests : of a table beside the plan.
    first, last : look at these days alone, both included; None: no such bound.
    near : [d] of today, not of a season: take no planned session further than this from it, leave plan lint out, and go
        on after the plan's last day; None: the whole season.
    signed : gives what sessions were, with the steps that a plan asked of them, as of a store; None: their streams of
        the last year tell it.
    earlier : gives the plan of the folder that has a day before this one's, by which a record of few days begins.

    Returns
    -------
    CheckReport
        with the verdict as of `today`, or as of the end of the season, the record or the days asked for if that is
        earlier.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if a limit of the plan names neither a lint nor a warning sign, or nothing is planned or recorded in the days
        asked for.
    """
    from periodize.activity import Record
    from periodize.analysis import gated
    from periodize.compare import doubles, totals
    from periodize.flags import composite, evaluate, is_up
    from periodize.load import measure
    from periodize.project.records.signatures import AtHand
    from periodize.report.views.check import CheckReport

    found = record if isinstance(record, Record) else Record(activities=tuple(record))
    planned = written = schedule(season, linted=near is None) if season is not None else None
    now = today or max((a.day for a in found.activities), default=planned.first if planned else date.min)
    if planned and near is not None:
        planned = replace(planned, sessions=tuple(s for s in planned.sessions if abs((s.day - now).days) <= near))
    beside = doubles(found.activities)
    single = [with_moved(a) for a in found.activities if a.id not in beside and a.day <= now]
    period = (first or date.min, last or date.max)
    over = planned is not None and near is not None and now > planned.last
    as_of, stale = (min(now, period[1]), False) if over else _as_of(now, planned, single, period[1])
    who, assumptions = complete_athlete(
        athlete or (season.athlete if season else Athlete()), peaks_of(single), found.mornings
    )

    known = loads or {}
    measured = {a.id: known[a.id] if a.id in known else measure(gated(a.effort), who.on(a.day)) for a in single}
    links = said.links_of(beside)
    done = recorded_sessions(single, {key: load.value for key, load in measured.items()}, links)
    at_hand = AtHand()
    done = with_repeats(done, signed(done, {}) if signed else streamed(done, planned, at_hand), who)
    whole = compared(planned, done, measured, now=now, links=links, skipped=said.skipped)
    zones = None
    if planned and near is not None and not planned.first <= now <= planned.last:
        whole = _with_this_week(whole, done)
    if planned:
        whole, zones = lately(whole, planned, who, until=as_of, whole=streams)
        whole = with_notes(whole, found.mornings, planned)
    comparison = _within(whole, period)
    done = [session for session in done if session.day <= as_of]
    told = facts_of(single, who, facts or {}, as_of=as_of)
    answers = whole if near is None else compared(written, done, measured, now=now, links=links, skipped=said.skipped)
    again = repeats_of(done, answers.rows, written, signed, at_hand=at_hand)
    history, seeded = daily_history(
        done,
        found.mornings,
        who,
        written,
        as_of,
        rows=whole.rows,
        facts=told,
        tests=tests,
        repeats=again,
        earlier=earlier,
    )
    around = circumstances(planned, done, measured, who)
    limits = own_limits(season) | said.limits(now)
    findings = evaluate(history, as_of=as_of, limits=limits, circumstances=around) if history else _nothing()
    since = max(period[0], planned.first) if planned else period[0]
    # an illness is no less one because the plan begins after it
    known_of = [sign for sign in findings.signs if sign.last_day >= since or is_up(sign, as_of)]
    signs = tuple(sign for sign in known_of if not (planned and is_race(sign, planned)))
    up = sorted((sign for sign in signs if is_up(sign, as_of)), key=lambda sign: -sign.level.rank)
    counted = [measured[activity.id] for session in done for activity in session.activities]
    metrics = Counter(_measured_by(load) for load in counted)
    return CheckReport(
        plan=season.path if season else None,
        today=now,
        as_of=as_of,
        stale=stale,
        verdict=composite(signs, as_of=as_of, history=history),
        history=history,
        comparison=comparison,
        totals=totals(comparison.rows, first=period[0], last=period[1]),
        weeks=_weeks(history, done, planned, since),
        signs=tuple(up),
        past_signs=tuple(sign for sign in signs if sign not in up),
        findings=findings,
        record=found,
        metrics=dict(metrics),
        assumptions=(
            *assumed,
            *assumptions,
            *seeded,
            *changes_told(around, as_of),
            *_assumed(counted),
            *_left_out(found.activities, beside, now),
        ),
        load_notes={key: load.note for key, load in measured.items() if load.note},
        problems=planned.problems if planned else (),
        period=(first, last) if first or last else None,
        week=week_totals(whole.rows, monday_of(as_of), today=now, block=_block(planned, as_of)),
        zones=zones,
        blocks=block_totals(whole, planned) if planned else (),
        strip=strip_of(planned, now) if planned else None,
        season_weeks=weeks_of(whole.rows, planned, today=now, first=first, last=last) if planned else (),
        room=room(history, whole.rows, as_of=as_of, limits=limits, jump=_up_since(up, "R12"))
        if history and now == as_of
        else None,
        reach=reach(history, today=now, limits=limits, spike=_up_since(up, "R1"))
        if history and now == as_of and not findings.silent_since
        else None,
        ahead=_ahead(history, whole.rows, planned, now=now, limits=limits, period=period, around=around)
        if now == as_of
        else None,
        loads=measured,
        repeats=tuple(again),
        done=tuple(done),
        results=tuple(
            one
            for one in results(planned, whole.rows, single, found.mornings, tests, as_of=as_of)
            if period[0] <= one.day <= period[1]
        )
        if planned
        else (),
        remarks=lost(said, planned) if planned else (),
        places={s.id: planned.season.span(s.place) for s in planned.sessions} if planned else {},
    )


def _within(whole: Comparison, period: tuple[date, date]) -> Comparison:
    """Return the rows planned or done in a period.

    Raises
    ------
    UsageError
        if there is none.
    """
    from periodize.compare import Comparison

    first, last = period

    def inside(row: Row) -> bool:
        return any(first <= session.day <= last for session in (row.planned, row.done) if session)

    rows = tuple(row for row in whole.rows if inside(row))
    if whole.rows and not rows:
        days = [whole.rows[0].day, whole.rows[-1].day]
        message = f"nothing is planned or recorded in these days; there is something from {days[0]} to {days[1]}"
        raise UsageError(message)
    return Comparison(rows, whole.today, whole.data_until)


def _with_this_week(whole: Comparison, done: Sequence[Done]) -> Comparison:
    """Return a comparison with the sessions of today's week that lie outside the plan's days and answer none of it."""
    from periodize.compare import Comparison, compare

    known = {row.done.id for row in whole.rows if row.done}
    beside = [one for one in done if monday_of(whole.today) <= one.day and one.id not in known]
    found = compare((), beside, today=whole.today, data_until=whole.data_until)
    return Comparison(tuple(sorted((*whole.rows, *found.rows), key=lambda row: row.day)), whole.today, whole.data_until)


def _ahead(
    history: History | None,
    rows: Sequence[Row],
    planned: Schedule | None,
    *,
    now: date,
    limits: Mapping[str, Limit],
    period: tuple[date, date],
    around: Sequence[Circumstance],
) -> Ahead | None:
    """Return what the plan's future would raise, of the days asked for."""
    if not (history and planned):
        return None
    found = ahead(history, rows, planned, as_of=now, limits=limits, circumstances=around)
    if found is None:
        return None
    coming = (one for one in found.coming if one.sign.day <= period[1] and one.sign.last_day >= period[0])
    return replace(found, coming=tuple(coming))


def _up_since(up: Iterable[Sign], code: str) -> date | None:
    """Return the first day for which a sign is up."""
    return min((sign.day for sign in up if sign.code == code and not sign.expected), default=None)


def _block(planned: Schedule | None, day: date) -> str:
    dated = planned.block_on(day) if planned else None
    return dated.block.name if dated else ""


def _measured_by(load: Load) -> str:
    return load.metric + (f" ({load.channel.replace('_', ' ')})" if load.channel else "")


def _as_of(now: date, planned: Schedule | None, activities: Sequence[Activity], latest: date) -> tuple[date, bool]:
    """Return the day for which everything holds, not after `latest`, and whether the end of the record decides it."""
    if planned is not None:
        return min(now, planned.last, latest), False
    last = max((a.day for a in activities), default=now)
    stale = (now - last).days > STALE_DAYS and last <= latest
    return min(last if stale else now, latest), stale


def _left_out(activities: Sequence[Activity], beside: Mapping[str, Activity], now: date) -> list[str]:
    """Return a sentence for each kind of activity that counts for nothing."""
    later = sum(a.day > now for a in activities)
    notes = [f"{count(later, 'activity')} dated after {now} left out"] if later else []
    if beside:
        notes.append(f"{count(len(beside), 'recording')} made beside a longer one of the same session left out")
    return notes


def _assumed(loads: Iterable[Load]) -> list[str]:
    notes = Counter(load.note for load in loads if load.assumed and load.note)
    return [f"{note} ({count(times, 'activity')})" for note, times in notes.most_common(3)]


def own_limits(season: Season | None) -> dict[str, Limit]:
    """Return what a plan says of warning signs: code or title -> the athlete's own limit."""
    if season is None or not season.limits:
        return {}
    from periodize.flags import Limit
    from periodize.plan.lint import lint_named

    return {name: Limit(own.value, own.reason) for name, own in season.limits.items() if lint_named(name) is None}


def _nothing() -> Findings:
    from periodize.flags import SIGNS, Findings, NotEvaluated

    return Findings((), tuple(NotEvaluated(code, "nothing is recorded") for code in SIGNS))


def _weeks(history: History | None, done: Sequence[Done], planned: Schedule | None, since: date) -> tuple[WeekRow, ...]:
    """Return the recorded weeks from a day on."""
    if history is None:
        return ()
    monday = monday_of(max(done[0].day, since))
    trained = history.until(done[-1].day)
    rows = []
    while monday <= done[-1].day:
        block = planned.block_on(max(monday, planned.first)) if planned else None
        rows.append(week_row(trained, monday, block=block.block.name if block else ""))
        monday += timedelta(days=7)
    return tuple(rows)
