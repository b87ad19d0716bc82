"""A season as calendar weeks, Monday first: for `periodize show`."""

from __future__ import annotations

from datetime import date, timedelta
from math import prod
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS
from periodize.errors import UsageError
from periodize.plan.intensity import HOURLY
from periodize.plan.workout import SPORTS
from periodize.project.plans.conditions import conditions_on, left
from periodize.project.plans.outline import strip_of
from periodize.project.plans.overview import range_words, total
from periodize.project.plans.planning import schedule
from periodize.project.plans.spoken import spoken
from periodize.report.views.parts import Total
from periodize.report.views.plan import Calendar, CalendarDay, CalendarSession, CalendarWeek
from periodize.units import KM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from periodize.plan import Schedule, Season, Session

WEEKS_AHEAD = 4
"""Calendar weeks that are shown from today on unless others are asked for: our choice."""

WEEK = timedelta(days=7)


def calendar(
    season: Season, *, today: date, first: date | None = None, last: date | None = None, every: bool = False
) -> Calendar:
    """Return the calendar weeks of a season.

    Parameters
    ----------
    first, last : days whose weeks are the first and last to show; None: the season's, or four weeks from today.
    every : the whole season even when today lies in it.

    Raises
    ------
    PlanError
        if the season cannot be dated; holds the problems.
    UsageError
        if the days do not lie in the season, or the last before the first.
    """
    planned = schedule(season)
    begin, end = _monday(planned.first), planned.last
    if first is None and last is None and not every and planned.first <= today <= planned.last:
        first, last = today, today + WEEKS_AHEAD * WEEK - timedelta(days=today.weekday() + 1)
    first, last = first or planned.first, last or planned.last
    if last < first:
        message = f"{last} lies before {first}"
        raise UsageError(message)
    if last < begin or first > end:
        message = f"the season runs from {planned.first} to {planned.last}; {first} to {last} is not in it"
        raise UsageError(message)
    monday = max(begin, _monday(first))
    weeks = []
    while monday <= min(last, end):
        weeks.append(_week(planned, monday))
        monday += WEEK
    return Calendar(
        plan=season.path,
        title=season.title,
        first=planned.first,
        last=planned.last,
        today=today,
        weeks_in_all=(_monday(end) - begin).days // 7 + 1,
        weeks=tuple(weeks),
        strip=strip_of(planned, today),
        problems=planned.problems,
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(planned: Schedule, monday: date) -> CalendarWeek:
    days = [monday + timedelta(days=k) for k in range(7)]
    inside = [session for session in planned.sessions if monday <= session.day < monday + WEEK]
    return CalendarWeek(
        monday=monday,
        blocks=tuple(b.block.name for b in planned.blocks if b.first <= days[-1] and b.end > monday),
        about=tuple(dict.fromkeys(_about(planned, monday))),
        days=tuple(_day(planned, day) for day in days),
        total=total(inside),
        sports=tuple(
            (sport, total(session for session in inside if session.sport == sport))
            for sport in SPORTS
            if any(session.sport == sport for session in inside)
        ),
    )


def _about(planned: Schedule, monday: date) -> Iterator[str]:
    """Yield what is special in a week: its number in the block, deload, taper, calendar ranges."""
    sunday = monday + timedelta(days=6)
    for week in planned.weeks:
        if monday <= week.first <= sunday:
            name = week.block.block.name
            yield f"{name} week {week.number}/{week.block.weeks}" + (", deload" if week.deload else "")
    for entry in planned.season.calendar:
        if entry.first <= sunday and entry.last >= monday:
            yield range_words(entry)
    yield from _slower(planned, monday)


def _slower(planned: Schedule, monday: date) -> Iterator[str]:
    """Yield what altitude and heat take of the speed and watts of a week, and what that makes of its distance."""
    inside = [s for s in planned.sessions if monday <= s.day < monday + WEEK and s.sport not in HOURLY]
    met = {s.id: some for s in inside if (some := conditions_on(planned.season, s.day, s.sport))}
    if not met:
        return
    told = []
    for what, powered in (("speed", False), ("watts", True)):
        slow = [s for s in inside if s.id in met and (s.sport in POWER_SPORTS) == powered]
        losses = sorted(100 * (1 - left(met[s.id], s.sport)) for s in slow)
        if losses:
            # as texts, so that what looks alike stands once
            span = " to ".join(dict.fromkeys(f"{loss:.1f}" for loss in (losses[0], losses[-1])))
            told.append(f"{what} {span} % lower")
    if any(s.distance for s in inside):
        # as the simulator counts them: a ride is slower by as much as a run
        metres = sum((s.distance or 0.0) * prod(one.pace for one in met.get(s.id, ())) for s in inside)
        told.append(f"{metres / KM:.0f} km in the same time")
    yield ", ".join(told)


def _day(planned: Schedule, day: date) -> CalendarDay:
    marks = [f"{dated.block.name} begins" for dated in planned.blocks if dated.first == day]
    marks += [range_words(entry) for entry in planned.season.calendar if entry.first == day]
    return CalendarDay(
        date=day,
        in_season=planned.first <= day <= planned.last,
        marks=tuple(marks),
        sessions=tuple(_session(session, planned) for session in planned.sessions if session.day == day),
    )


def _session(session: Session, planned: Schedule) -> CalendarSession:
    season = planned.season
    name, text = spoken(session, season)
    race = next((race for race in season.races if race.id == session.race), None)
    several = len({one.sport for one in planned.sessions} - set(HOURLY)) > 1
    if several and race is None and not text.startswith(session.sport):
        # where sports mix, each line says its own
        text = f"{session.sport} {text}"
    return CalendarSession(
        id=session.id,
        slot="" if session.slot in {"day", "race"} else session.slot,
        sport=session.sport,
        name=name,
        text=text,
        written=session.text,
        key=session.key and race is None,
        note=session.note,
        race=session.race,
        priority=race.priority if race else None,
        total=Total(session.duration, session.distance, session.load),
    )
