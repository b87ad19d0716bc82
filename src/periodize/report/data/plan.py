"""`explain` and `show` as data: the JSON contract of docs/json.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from periodize.report.problems import problems_data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from periodize.errors import Span
    from periodize.report.views.parts import Part, Reason, SessionView, Total
    from periodize.report.views.plan import (
        AthleteView,
        BlockView,
        Calendar,
        CalendarDay,
        CalendarSession,
        CalendarWeek,
        DayView,
        Explanation,
        Line,
        RaceLine,
        SeasonView,
    )

Json = dict[str, Any]


def _number(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _place(span: Span | None) -> Json | None:
    return {"path": span.path, "line": span.line, "column": span.column} if span else None


def _total(total: Total) -> Json:
    return {
        "duration_s": _number(total.duration),
        "distance_m": _number(total.distance),
        "load": _number(total.load),
    }


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
    return [_reason(reason) for reason in reasons]


def _reason(reason: Reason) -> Json:
    return {
        "about": reason.about,
        "text": reason.text,
        "place": _place(reason.place),
        "source": reason.source or None,
    }


def explanation_data(found: Explanation) -> Json:
    """Return what `explain --json` prints; of days, block, session and season one is not null."""
    return {
        "plan": found.plan,
        "query": found.query,
        "athlete": _athlete(found.athlete),
        "days": [_day(day) for day in found.days] or None,
        "block": _block(found.block) if found.block else None,
        "session": _session(found.session) if found.session else None,
        "season": _season(found.season) if found.season else None,
    }


def _athlete(athlete: AthleteView) -> Json:
    return {
        "thresholds": dict(athlete.thresholds),
        "zones": athlete.zones,
        "zones_given": athlete.zones_given,
    }


def _day(day: DayView) -> Json:
    return {
        "date": day.date.isoformat(),
        "about": list(day.about),
        "sessions": [_session(session) for session in day.sessions],
        "total": _total(day.total),
        "because": _reasons(day.reasons),
    }


def _session(session: SessionView) -> Json:
    return {
        "date": session.date.isoformat() if session.date else None,
        "slot": session.slot or None,
        "sport": session.sport,
        "name": session.name or None,
        "written": session.written,
        "text": session.text,
        "place": _place(session.place),
        "key": session.key,
        "note": session.note,
        "parts": [_part(part) for part in session.parts],
        "sums": {kind: _total(total) for kind, total in session.sums},
        "total": _total(session.total),
        "because": _reasons(session.reasons),
        "altitude_m": _number(_condition(session, "altitude")),
        "temperature_c": _number(_condition(session, "heat")),
    }


def _condition(session: SessionView, name: str) -> float | None:
    return next((one.value for one in session.conditions if one.name == name), None)


def _part(part: Part) -> Json:
    return {
        "text": part.text,
        "kind": part.kind,
        "repeats": list(part.repeats),
        "duration_s": _number(part.duration),
        "distance_m": _number(part.distance),
        "low": _number(part.low),
        "high": _number(part.high),
        "speed_m_s": _number(part.speed),
        "power_w": _number(part.power),
        "zone": part.zone,
        "load": _number(part.load),
        "on_the_day": _number(part.on_the_day),
    }


def _block(block: BlockView) -> Json:
    return {
        "name": block.name,
        "phase": block.phase,
        "first": block.first.isoformat(),
        "last": block.last.isoformat(),
        "note": block.note,
        "place": _place(block.place),
        "total": _total(block.total),
        "because": _reasons(block.reasons),
        "weeks": [
            {
                "number": week.number,
                "first": week.first.isoformat(),
                "last": week.last.isoformat(),
                "role": week.role,
                "share_first": _number(week.share[0]),
                "share_last": _number(week.share[1]),
                "volume": week.target or None,
                "stretch": _number(week.stretch),
                "met": week.met or None,
                "total": _total(week.total),
            }
            for week in block.weeks
        ],
        "lines": [_line(line) for line in block.lines],
        "other_days": [{"date": day.isoformat(), "text": text} for day, text in block.changes],
    }


def _line(line: Line) -> Json:
    return {
        "day": line.day.lower(),
        "slot": line.slot or None,
        "written": line.written,
        "place": _place(line.place),
        "key": line.key,
        "weeks": [{"week": v.label, "text": v.text, "total": _total(v.total)} for v in line.variants],
    }


def _season(season: SeasonView) -> Json:
    return {
        "title": season.title,
        "first": season.first.isoformat(),
        "last": season.last.isoformat(),
        "total": _total(season.total),
        "begins": _reason(season.begins),
        "blocks": [
            {
                "name": block.name,
                "phase": block.phase,
                "first": block.first.isoformat(),
                "last": block.last.isoformat(),
                "ends": _reason(block.ends),
                "total": _total(block.total),
            }
            for block in season.blocks
        ],
        "races": [_race(race) for race in season.races],
        "calendar": [
            {"first": first.isoformat(), "last": last.isoformat(), "text": text}
            for first, last, text in season.calendar
        ],
        "assumed": _reasons(season.assumptions),
    }


def _race(race: RaceLine) -> Json:
    return {
        "id": race.id,
        "name": race.name,
        "days": [
            {"round": one.label or None, "date": one.day.isoformat(), "goal_s": _number(one.goal)}
            for one in race.rounds
        ],
        "priority": race.priority,
        "about": race.about,
        "taper": _reason(race.taper),
        "load": _number(race.load),
        "place": _place(race.place),
    }


def calendar_data(calendar: Calendar) -> Json:
    """Return what `show --json` prints."""
    return {
        "plan": calendar.plan,
        "title": calendar.title,
        "first": calendar.first.isoformat(),
        "last": calendar.last.isoformat(),
        "today": calendar.today.isoformat(),
        "weeks_in_all": calendar.weeks_in_all,
        "weeks": [_calendar_week(week) for week in calendar.weeks],
        "problems": problems_data(calendar.problems),
    }


def _calendar_week(week: CalendarWeek) -> Json:
    return {
        "week": f"{week.monday:%G-W%V}",
        "monday": week.monday.isoformat(),
        "blocks": list(week.blocks),
        "about": list(week.about),
        "total": _total(week.total),
        "sports": {sport: _total(total) for sport, total in week.sports},
        "days": [_calendar_day(day) for day in week.days],
    }


def _calendar_day(day: CalendarDay) -> Json:
    return {
        "date": day.date.isoformat(),
        "in_season": day.in_season,
        "marks": list(day.marks),
        "sessions": [_calendar_session(session) for session in day.sessions],
    }


def _calendar_session(session: CalendarSession) -> Json:
    return {
        "id": session.id,
        "slot": session.slot or None,
        "sport": session.sport,
        "name": session.name or None,
        "text": session.text,
        "written": session.written,
        "key": session.key,
        "note": session.note,
        "race": session.race,
        "priority": session.priority,
        "total": _total(session.total),
    }
