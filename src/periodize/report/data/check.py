"""`check` and `today` as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from periodize.report.data.benchmark import again_data
from periodize.report.data.forecast import number
from periodize.report.data.results import result_data
from periodize.report.data.sessions import amount_data, check_data, session_data, sign_data
from periodize.report.data.shares import block_data, zones_data
from periodize.report.views.verdict import verdict_word

if TYPE_CHECKING:
    from periodize.report.data.forecast import Json
    from periodize.report.views.backtest import Backtest
    from periodize.report.views.check import Ahead, CheckReport, Reach, Room, Since, WeekTotals
    from periodize.report.views.today import Aim, TodayView


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
        "results": [result_data(one) for one in report.results],
    }


def _week(week: WeekTotals) -> Json:
    amounts = {name: amount_data(getattr(week, name)) for name in ("planned", "done", "extra", "open")}
    return {"start": week.monday.isoformat(), "block": week.block, **amounts, "adherence": number(week.adherence)}


def _room(room: Room) -> Json:
    names = ("limit", "largest", "so_far", "asked", "left", "at_once")
    return {
        **{name: number(getattr(room, name)) for name in names},
        "reason": room.reason or None,
        "raced": room.raced,
        "jump": room.jump.isoformat() if room.jump else None,
    }


def _reach(reach: Reach) -> Json:
    return {
        "first": reach.first.isoformat(),
        "last": reach.last.isoformat(),
        "limit": number(reach.limit),
        "longest_m": number(reach.longest),
        "most_m": number(reach.most),
        "reason": reach.reason or None,
        "spike": reach.spike.isoformat() if reach.spike else None,
    }


def _aim(aim: Aim) -> Json:
    return {
        "id": aim.id,
        "date": aim.day.isoformat(),
        "days": aim.days,
        "race": aim.race,
        "name": aim.name or None,
        "text": aim.text,
        "note": aim.note or None,
        "steps": [{"text": one.text, "times": one.times, "target": one.target or None} for one in aim.steps],
        "form": number(aim.form),
        "fitness": number(aim.fitness),
        "judged": aim.judged,
        "against": list(aim.against),
    }


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
        "verdict": verdict_word(view),
        "silent_since": silent.isoformat() if silent else None,
        "begins": view.begins.isoformat() if view.begins else None,
        "sessions": [session_data(row, {}) for row in view.sessions],
        "open": [session_data(row, {}) for row in view.open],
        "week": _week(view.week) if view.week else None,
        "room": _room(view.room) if view.room else None,
        "reach": _reach(view.reach) if view.reach else None,
        "next_key": _aim(view.aim) if view.aim else None,
        "again": [again_data(one) for one in view.again],
        "results": [result_data(one) for one in view.results],
        "signs": [sign_data(sign) for sign in view.signs],
        "not_evaluated": [{"code": gap.code, "reason": gap.reason} for gap in view.findings.not_evaluated],
        "changes": [{"what": change.what, "why": change.why} for change in view.changes],
        "assumptions": list(view.notes),
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
