"""What a plan says of a day, a block, a session or the season, and why: for `periodize explain`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.athlete import POWER_SPORTS, Athlete, Dated
from periodize.errors import PlanError, Span, UsageError, near_miss
from periodize.plan import RULES
from periodize.plan.parser import SessionError, Vocabulary, parse_workout
from periodize.plan.schedule import day_plan
from periodize.project.plans.overview import block_view, range_words, season_view, total
from periodize.project.plans.planning import schedule
from periodize.project.plans.session_view import line_view, session_view
from periodize.report.views.parts import Reason
from periodize.report.views.plan import AthleteView, DayView, Explanation
from periodize.units import parse_speed, parse_suffixed, print_speed
from periodize.zones import DEFAULT_ZONES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from periodize.errors import Problem
    from periodize.plan import Schedule, Season
    from periodize.plan.planned import PlannedWeek
    from periodize.plan.season import Race

LINE = "session"
"""What a line of the command line is called in the place of a problem."""

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


def explain(season: Season, query: str = "", *, today: date) -> Explanation:
    """Explain a part of a plan.

    Parameters
    ----------
    query : a date (or today, tomorrow), the name of a block, race, race.round or session, a session line; empty: the
        season.
    today : the day that `today` means, and whose thresholds a session line is explained with.

    Raises
    ------
    PlanError
        if the season cannot be dated, or the line cannot be read; holds the problems.
    UsageError
        if the day lies outside the season, or nothing has that name.
    """
    planned, query = schedule(season), query.strip()
    if not query:
        return Explanation(season.path, query, athlete_view(season.athlete), season=season_view(planned))
    days = _days(planned, query, today)
    if days:
        views = tuple(day_view(planned, day) for day in days)
        return Explanation(season.path, query, athlete_view(season.athlete.on(days[0])), days=views)
    for dated in planned.blocks:
        if dated.block.name.casefold() == query.casefold():
            about = athlete_view(season.athlete.on(dated.first))
            return Explanation(season.path, query, about, block=block_view(planned, dated))
    athlete = season.athlete.on(today)
    try:
        return _explain_line(query, athlete, season)
    except SessionError as error:
        if not re.search(r"\d", query) or _races_of(query, season):
            raise _no_such_name(query, planned) from None
        raise PlanError([_misread(query, error)]) from None


def explain_line(text: str, thresholds: Sequence[str] = ()) -> Explanation:
    """Explain a session line that stands in no plan.

    Parameters
    ----------
    thresholds : paces, watts, beats a minute, as `4:00/km`, `265W`, `168bpm`.

    Raises
    ------
    PlanError
        if the line cannot be read; holds the problem.
    UsageError
        if a threshold cannot be read.
    """
    try:
        sport = parse_workout(text).sport or "run"
        return _explain_line(text, _athlete(sport, thresholds), None)
    except SessionError as error:
        raise PlanError([_misread(text, error)]) from None


def _explain_line(text: str, athlete: Athlete, season: Season | None) -> Explanation:
    name = text if season and text in season.sessions else ""
    vocabulary = Vocabulary(frozenset(season.sessions), frozenset(season.intensities)) if season else None
    workout = season.sessions[name] if season and name else parse_workout(text, vocabulary)
    written = str(workout) if name else text
    found = line_view(written, name, workout, athlete, season)
    return Explanation(season.path if season else None, text, athlete_view(athlete), session=found)


def _misread(text: str, error: SessionError) -> Problem:
    span = Span(LINE, 1, error.column + 1, max(1, error.length), text)
    return RULES[error.code].problem(span, error.message, help=error.hint)


def _no_such_name(query: str, planned: Schedule) -> UsageError:
    season = planned.season
    for race in _races_of(query, season):
        rounds = [f"{race.id}.{label}" for label, _ in race.days if label]
        near = near_miss(query, rounds)
        there = f"there is: {', '.join(rounds)}" if rounds else f"it is of one day: {race.id}"
        return UsageError(f"{season.path} has no round {query!r}; {f'did you mean {near!r}?' if near else there}")
    names = [dated.block.name for dated in planned.blocks]
    names += [name for race in season.races for name in (race.id, race.name)] + list(season.sessions)
    near = near_miss(query, names)
    hint = f"did you mean {near!r}?" if near else f"there is: {', '.join(dict.fromkeys(names))}"
    return UsageError(f"{season.path} has no block, race or session {query!r}; {hint}")


def _races_of(query: str, season: Season) -> list[Race]:
    """Return the race of which a query names a round, whether it has it or not."""
    name, dot, _ = query.casefold().partition(".")
    return [race for race in season.races if dot and race.id.casefold() == name]


def _athlete(sport: str, thresholds: Sequence[str]) -> Athlete:
    found: dict[str, tuple[Dated, ...]] = {}
    for text in thresholds:
        beats, watts, speed = parse_suffixed(text, "bpm"), parse_suffixed(text, "W"), parse_speed(text)
        if beats:
            found["hr"] = (Dated(beats),)
        elif watts:
            found["bike"] = (Dated(watts),)
        elif speed and sport not in POWER_SPORTS:
            found[sport] = (Dated(speed),)
        else:
            example = "265W" if sport in POWER_SPORTS else "4:00/km"
            message = f"{text!r} is not a threshold for {sport}; write e.g. --threshold {example}"
            raise UsageError(message)
    return Athlete(thresholds=found, sport=sport)


def athlete_view(athlete: Athlete) -> AthleteView:
    """Return what a session is worked out for."""
    thresholds = []
    for sport in athlete.thresholds:
        value = athlete.threshold(sport)
        if value is None:
            continue
        unit = "bpm" if sport == "hr" else "W" if sport in POWER_SPORTS else ""
        thresholds.append((sport, f"{value:g}{unit}" if unit else print_speed(value, sport)))
    zones = athlete.zones or DEFAULT_ZONES
    named = zones if isinstance(zones, str) else "edges " + ", ".join(f"{100 * edge:g}" for edge in zones) + " %"
    return AthleteView(tuple(thresholds), named, athlete.zones is not None)


# ---- days


def _days(planned: Schedule, query: str, today: date) -> tuple[date, ...]:
    """Return the days that a query means: a date, today, tomorrow, those of a race, or that of a round."""
    word = query.casefold()
    if word in {"today", "tomorrow"}:
        return (_inside(planned, today + timedelta(days=word == "tomorrow")),)
    if _DATE.fullmatch(query):
        try:
            return (_inside(planned, date.fromisoformat(query)),)
        except ValueError:
            message = f"{query!r} is not a date; write YYYY-MM-DD"
            raise UsageError(message) from None
    for race in planned.season.races:
        if word in {race.id.casefold(), race.name.casefold()}:
            return tuple(_inside(planned, day) for day in dict.fromkeys(dict(race.days).values()))
        rounds = {f"{race.id}.{label}": day for label, day in race.days}
        found = [query] if query in rounds else [one for one in rounds if one.casefold() == word]  # `a` is not `A`
        if found:
            return (_inside(planned, rounds[found[0]]),)
    return ()


def _inside(planned: Schedule, day: date) -> date:
    if planned.first <= day <= planned.last:
        return day
    message = f"{day} is not in the season, which runs from {planned.first} to {planned.last}"
    raise UsageError(message)


def day_view(planned: Schedule, day: date) -> DayView:
    """Return every session of a day, and why there is none where there is none."""
    season = planned.season
    week = next(week for week in planned.weeks if week.first <= day < week.end)
    block = week.block.block
    about = [f"{block.name}, week {week.number} of {week.block.weeks}" + (" (deload)" if week.deload else "")]
    about += [f"{race.priority} race" for race in season.races if day in dict(race.days).values()]
    about += [range_words(entry) for entry in season.calendar if entry.covers(day)]
    sessions = [session for session in planned.sessions if session.day == day]
    race = any(session.race for session in sessions)
    return DayView(
        date=day,
        about=tuple(about),
        sessions=tuple(session_view(session, planned) for session in sessions),
        total=total(sessions),
        reasons=tuple(_left_out(season, week, day, race=race)),
    )


def _left_out(season: Season, week: PlannedWeek, day: date, *, race: bool) -> Iterator[Reason]:
    """Yield why lines of the plan for this day are not done, or that there is none."""
    plan, _ = day_plan(week, day)
    entries = [(slot, entry) for slot, entries in plan for entry in entries[:1]]
    if not entries and not race:
        yield Reason("", f"nothing is written for {day:%a}", season.span(week.block.block.place))
    for slot, entry in entries:
        place, text = season.span(entry.place), "" if slot == "day" else f"{slot} "
        nothing = next((c for c in season.calendar if c.covers(day) and c.load == 0), None)
        if race:
            yield Reason("", f"the race replaces: {text}{entry.text}", place)
        elif entry.workout.is_rest:
            yield Reason("", f"{text}rest, as written", place)
        elif nothing:
            yield Reason("", f"{nothing.kind} at 0 % leaves nothing of: {text}{entry.text}", season.span(nothing.place))
