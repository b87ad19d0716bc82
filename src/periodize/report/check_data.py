"""`check`, `today` and `why` as data, and a check as annotations of a plan."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from periodize.compare import State
from periodize.errors import Problem, Severity
from periodize.flags import Level
from periodize.report.data import check_data, number, session_data, sign_data
from periodize.report.shares import block_data, zones_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from periodize.compare import Amount
    from periodize.errors import Span
    from periodize.report.check_views import (
        Ahead,
        Backtest,
        Room,
        Since,
        TodayView,
        WeekTotals,
        WhySession,
        WhySign,
    )
    from periodize.report.data import Json
    from periodize.report.views import CheckReport

NOT_AS_PLANNED = frozenset({State.MISSED, State.PARTIAL, State.MODIFIED})
"""States of a session that its line of the plan is told of."""

RECENT_DAYS = 14
"""[d] Sessions of so many days are annotated: our choice."""


def report_data(report: CheckReport) -> Json:
    """Return what `check --json` prints."""
    return {
        **check_data(report),
        "period": [day.isoformat() if day else None for day in report.period] if report.period else None,
        "week": _week(report.week) if report.week else None,
        "season_weeks": [_week(week) for week in report.season_weeks],
        "blocks": [block_data(block) for block in report.blocks],
        "zones": zones_data(report.zones) if report.zones else None,
        "room": _room(report.room) if report.room else None,
        "ahead": _ahead(report.ahead) if report.ahead else None,
        "since": _since(report.since) if report.since else None,
    }


def _amount(amount: Amount) -> Json:
    return {key: number(value) if isinstance(value, float) else value for key, value in asdict(amount).items()}


def _week(week: WeekTotals) -> Json:
    amounts = {name: _amount(getattr(week, name)) for name in ("planned", "done", "extra", "open")}
    return {"start": week.monday.isoformat(), "block": week.block, **amounts, "adherence": number(week.adherence)}


def _room(room: Room) -> Json:
    names = ("limit", "largest", "so_far", "asked", "left")
    return {**{name: number(getattr(room, name)) for name in names}, "reason": room.reason or None}


def _ahead(ahead: Ahead) -> Json:
    return {
        "first": ahead.first.isoformat(),
        "last": ahead.last.isoformat(),
        "signs": [
            {
                "week": one.week,
                "id": one.sign.id,
                "code": one.sign.code,
                "title": one.sign.title,
                "date": one.sign.day.isoformat(),
                "last_date": one.sign.last_day.isoformat(),
                "seen": number(one.sign.seen),
                "limit": number(one.sign.limit),
                "unit": one.sign.unit,
                "session": one.session or None,
                "most_m": number(one.most),
            }
            for one in ahead.coming
        ],
        "notes": list(ahead.notes),
    }


def _since(since: Since) -> Json:
    return {
        "date": since.day.isoformat(),
        "verdict": since.verdict,
        "new": list(since.new),
        "gone": list(since.gone),
        "states": [{"session": session, "before": before, "now": now} for session, before, now in since.states],
    }


def today_data(view: TodayView) -> Json:
    """Return what `today --json` prints."""
    silent = view.findings.silent_since
    return {
        "today": view.today.isoformat(),
        "as_of": view.as_of.isoformat(),
        "plan": view.plan,
        "verdict": str(view.verdict),
        "silent_since": silent.isoformat() if silent else None,
        "begins": view.begins.isoformat() if view.begins else None,
        "sessions": [session_data(row, {}) for row in view.sessions],
        "open": [session_data(row, {}) for row in view.open],
        "week": _week(view.week) if view.week else None,
        "room": _room(view.room) if view.room else None,
        "signs": [sign_data(sign) for sign in view.signs],
        "not_evaluated": [{"code": gap.code, "reason": gap.reason} for gap in view.findings.not_evaluated],
        "changes": [{"what": change.what, "why": change.why} for change in view.changes],
        "assumptions": list(view.notes),
    }


def why_data(found: Iterable[WhySign | WhySession]) -> Json:
    """Return what `why --json` prints."""
    from periodize.report.check_views import WhySign

    listed = list(found)
    return {
        "signs": [_why_sign(one) for one in listed if isinstance(one, WhySign)],
        "sessions": [_why_session(one) for one in listed if not isinstance(one, WhySign)],
    }


def _why_sign(one: WhySign) -> Json:
    return {
        "code": one.rule.code,
        "title": one.rule.title,
        "domain": one.rule.domain,
        "evidence": one.rule.evidence,
        "reference": one.rule.reference,
        "rule": one.rule_text,
        "limit": number(one.limit),
        "own_reason": one.own or None,
        "as_of": one.as_of.isoformat(),
        "up": one.up,
        "not_evaluated": one.gap or None,
        "arithmetic": one.arithmetic or None,
        "sign": sign_data(one.sign) if one.sign else None,
        "earlier": [sign_data(sign) for sign in one.earlier],
        "series": [
            {
                "name": series.name,
                "unit": series.unit or None,
                "weeks": [
                    {"start": r.first.isoformat(), "values": [number(v) for v in r.values], "sum": number(r.total)}
                    for r in series.rows
                ],
            }
            for series in one.series
        ],
    }


def _why_session(one: WhySession) -> Json:
    place = one.place
    return {
        **session_data(one.row, {}),
        "line": {"path": place.path, "line": place.line, "column": place.column} if place else None,
        "rule": one.rule,
        "cost": number(one.cost),
        "terms": [asdict(term) for term in one.terms],
        "loads": list(one.loads),
    }


def backtest_data(tried: Backtest) -> Json:
    """Return what `check --backtest --json` prints."""
    return {
        "first": tried.first.isoformat(),
        "last": tried.last.isoformat(),
        "reports": [day.isoformat() for day in tried.reports],
        "lead_days": tried.lead,
        "rates": [
            {
                **{name: value for name, value in asdict(rate).items() if name != "chance"},
                "share": number(rate.share),
                "share_before": number(rate.share_before),
                "ratio": number(rate.ratio),
                "chance": number(rate.chance),
            }
            for rate in tried.rates
        ],
        "prevalence": number(tried.prevalence),
        "published_right": number(tried.published_right),
        "conclusion": tried.conclusion,
    }


# ---- annotations


def plan_problems(report: CheckReport) -> list[Problem]:
    """Return a check as problems of the plan: its own, signs up and to come, sessions that went another way."""
    return [*report.problems, *_of_signs(report), *_of_the_future(report), *_of_sessions(report)]


def _of_signs(report: CheckReport) -> Iterator[Problem]:
    since = report.findings.silent_since
    if since is not None:
        yield Problem("R17", f"not known: nothing recorded since {since}", _place(report, since), Severity.NOTE)
    grave = Severity.WARNING if report.verdict >= Level.WATCH else Severity.NOTE
    for sign in report.signs:
        severity = Severity.NOTE if sign.expected else grave
        yield Problem(sign.code, f"{sign.title}: {sign.message}", _place(report, sign.last_day), severity)


def _of_the_future(report: CheckReport) -> Iterator[Problem]:
    for one in report.ahead.coming if report.ahead else ():
        sign = one.sign
        text = (
            f"{sign.title}, done as written from where you are now: {sign.seen:.3g} {sign.unit} on {sign.day} "
            f"(limit {sign.limit:g})"
        )
        place = report.places.get(one.session) or _place(report, sign.day)
        yield Problem(sign.code, text, place, Severity.NOTE)


def _place(report: CheckReport, day: date) -> Span | None:
    """Return the line of the plan for a day, else that of the session before it."""
    before = [row.planned.id for row in report.comparison.rows if row.planned and row.planned.day <= day]
    return report.places.get(before[-1]) if before else None


def _of_sessions(report: CheckReport) -> Iterator[Problem]:
    for row in report.comparison.rows:
        recent = report.period is not None or (report.as_of - row.day).days < RECENT_DAYS
        if row.planned and row.state in NOT_AS_PLANNED and recent:
            note = f": {row.note}" if row.note else ""
            place = report.places.get(row.planned.id)
            yield Problem(str(row.state), f"{row.planned.id} {row.state}{note}", place, Severity.NOTE)
