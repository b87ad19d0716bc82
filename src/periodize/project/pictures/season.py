"""A season in one picture: the record up to today, and what may come of the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.errors import UsageError
from periodize.project.plans.planning import monday_of, planned_loads, schedule
from periodize.project.seasons.forecasting import forecast
from periodize.project.seasons.question import Question
from periodize.project.seasons.standing import standing_of
from periodize.report.views.season import DayState, RaceMark, SeasonView, Spell, WeekLoad
from periodize.report.views.values import BlockSpan
from periodize.units import print_clock

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from periodize.history import History
    from periodize.plan import Schedule, Season
    from periodize.plan.season import CalendarRange, Race
    from periodize.report.views.check import CheckReport
    from periodize.report.views.forecast import Forecast

RECORD_TITLE = "The record"


def season_view(
    season: Season | None,
    report: CheckReport | None,
    question: Question | None = None,
    *,
    today: date,
    progress: Callable[[int, int], None] | None = None,
) -> SeasonView:
    """Return the picture of a season, or of a record without one.

    Parameters
    ----------
    season : as `load_plan` returns it; None: the record alone.
    report : the check of the whole record; None: nothing is recorded.
    question : how the rest is to be played; None: once, as written.
    today : the day of the question.
    progress : called with the runs that are played and all of them.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if there is neither a plan nor a record.
    """
    history = report.history if report else None
    if season is None:
        if history is None:
            message = "there is neither a plan nor a record to draw"
            raise UsageError(message)
        return _of_record(history, report, today)
    planned = schedule(season)
    asked = from_here(question, report, planned.first)
    over = asked.standing is not None and asked.standing.day >= planned.last
    played = None if over else forecast(season, asked, progress=progress)
    written = forecast(season, Question(carried=history, before=asked.before), tapers=False)
    days = _days(planned, history, played, written)
    return SeasonView(
        title=season.name,
        today=today,
        first=planned.first,
        last=planned.last,
        blocks=tuple(
            BlockSpan(b.block.name, b.block.phase, b.first, b.end - timedelta(days=1)) for b in planned.blocks
        ),
        spells=tuple(_spell(entry) for entry in season.calendar),
        races=_races(planned),
        weeks=_weeks(planned, history, written),
        days=days,
        runs=played.runs if played else 0,
        model=written.model,
        forecast=played,
        report=report,
        notes=played.assumptions if played else (),
    )


def from_here(question: Question | None, report: CheckReport | None, first: date) -> Question:
    """Return the question to what is left of a season that begins on `first`, from where the record leaves off."""
    standing = standing_of(report) if report else None
    here = standing if standing and first - timedelta(days=1) <= standing.day else None
    return replace(question or Question(), standing=here, carried=report.history if report else None)


def _of_record(history: History, report: CheckReport | None, today: date) -> SeasonView:
    load, moved, ran = (history.one(name) for name in ("load", "duration", "distance"))
    weeks: dict[date, list[int]] = {}
    for k in range(history.n_days):
        weeks.setdefault(monday_of(history.day(k)), []).append(k)
    return SeasonView(
        title=RECORD_TITLE,
        today=today,
        first=history.start,
        last=history.end,
        blocks=(),
        spells=(),
        races=(),
        weeks=tuple(
            WeekLoad(monday, "", None, _sum(load[ks]), _sum(moved[ks]) / 3600, _sum(ran[ks]) / 1000)
            for monday, ks in weeks.items()
        ),
        days=tuple(_recorded(history, history.day(k), None, "") for k in range(history.n_days)),
        runs=0,
        model="rolling-average",
        report=report,
        notes=report.assumptions if report else (),
    )


def _sum(values: object) -> float:
    import numpy as np

    return float(np.nansum(values))  # type: ignore[call-overload]


def _days(
    planned: Schedule, history: History | None, played: Forecast | None, written: Forecast
) -> tuple[DayState, ...]:
    texts: dict[date, list[str]] = {}
    for session in planned.sessions:
        texts.setdefault(session.day, []).append(session.text)
    simulated = {row.date: row for row in played.days} if played else {}
    letter = {row.date: row.fitness for row in written.days}
    found = []
    for k in range((planned.last - planned.first).days + 1):
        day = planned.first + timedelta(days=k)
        text = " + ".join(texts.get(day, ()))
        wanted = letter[day]
        assert isinstance(wanted, float)
        row = simulated.get(day)
        if row is not None:
            values = (row.load, row.fitness, row.fatigue, row.form, row.performance)
            found.append(DayState(day, False, *values, planned_fitness=wanted, text=text))
        elif history is not None and history.start <= day <= history.end:
            found.append(_recorded(history, day, wanted, text))
        else:  # before the record begins, or after it ended with the season
            found.append(DayState(day, False, None, None, None, None, None, wanted, text))
    return tuple(found)


def _recorded(history: History, day: date, wanted: float | None, text: str) -> DayState:
    from math import isnan

    place = history.index(day)
    values = [float(history.one(name)[place]) for name in ("load", "fitness", "fatigue", "form")]
    load, fitness, fatigue, form = (None if isnan(value) else value for value in values)
    return DayState(day, True, load, fitness, fatigue, form, None, wanted, text)


def _weeks(planned: Schedule, history: History | None, written: Forecast) -> tuple[WeekLoad, ...]:
    """Return the calendar weeks; `written` is the season to the letter, whose weeks have the plan's sums."""
    wanted = _by_week(planned)
    flags = {"deload": {monday_of(week.first) for week in planned.weeks if week.deload}}
    flags["taper"] = {monday_of(week.first) for week in planned.weeks if week.block.block.tapers}
    done: Mapping[date, tuple[float, float, float]] = _done_by_week(history) if history is not None else {}
    rows = []
    for week in written.weeks:
        recorded = done.get(week.start)
        hours, km = (recorded[1], recorded[2]) if recorded else (_number(week.hours), _number(week.km))
        rows.append(
            WeekLoad(
                monday=week.start,
                block=week.block,
                planned=wanted.get(week.start, 0.0),
                done=recorded[0] if recorded else None,
                hours=hours,
                km=km,
                deload=week.start in flags["deload"],
                taper=week.start in flags["taper"],
                notes=week.notes,
            )
        )
    return tuple(rows)


def _number(value: object) -> float:
    return value if isinstance(value, float) else 0.0


def _by_week(planned: Schedule) -> dict[date, float]:
    loads = planned_loads(planned)
    found: dict[date, float] = {}
    for session in planned.sessions:
        monday = monday_of(session.day)
        found[monday] = found.get(monday, 0.0) + loads[session.id].value
    return found


def _done_by_week(history: History) -> dict[date, tuple[float, float, float]]:
    load, moved, ran = (history.one(name) for name in ("load", "duration", "distance"))
    places: dict[date, list[int]] = {}
    for k in range(history.n_days):
        places.setdefault(monday_of(history.day(k)), []).append(k)
    return {m: (_sum(load[ks]), _sum(moved[ks]) / 3600, _sum(ran[ks]) / 1000) for m, ks in places.items()}


def _spell(entry: CalendarRange) -> Spell:
    said = [
        f"{entry.altitude:.0f} m" if entry.altitude is not None else "",
        f"{entry.temperature:.0f} °C" if entry.temperature is not None else "",
        f"{entry.load:.0%} of the load" if entry.load is not None else "",
        entry.note,
    ]
    return Spell(entry.kind, entry.first, entry.last, ", ".join(text for text in said if text))


def _races(planned: Schedule) -> tuple[RaceMark, ...]:
    races = {race.id: race for race in planned.season.races}
    return tuple(
        RaceMark(race.id, race.named(session.round), session.day, race.priority, _race_words(race, session.round))
        for session in planned.sessions
        if session.race
        for race in [races[session.race]]
    )


def _race_words(race: Race, label: str) -> str:
    aim = race.round(label).goal
    goal = f", goal {print_clock(aim)}" if aim else ""
    return f"{race.priority} race{goal}"
