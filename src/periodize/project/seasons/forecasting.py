"""What a simulated season comes to, laid out by days, weeks and races."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from periodize.project.plans.outline import block_spans, strip_of
from periodize.project.plans.planning import monday_of
from periodize.project.seasons.asking import answer, raced_high, read_what_ifs
from periodize.project.seasons.outcomes import Asked, own_events
from periodize.project.seasons.question import Question
from periodize.project.seasons.raceday import race_rows
from periodize.project.seasons.rivals import rivals
from periodize.project.seasons.scenario import edge_of, played, prepare, struck
from periodize.project.seasons.spells import LAID_OFF
from periodize.project.seasons.startlines import from_the_same_state
from periodize.project.seasons.window import window_of
from periodize.report.views.forecast import DayRow, Forecast, Risk
from periodize.report.views.values import WeekRow, banded, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from periodize.plan import Schedule, Season
    from periodize.plan.season import CalendarRange
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.spells import Supposed
    from periodize.simulation.ensemble import Ensemble

STATE = ("fitness", "fatigue", "form", "performance")


def forecast(
    season: Season,
    question: Question | None = None,
    *,
    what_ifs: Sequence[str] = (),
    written: Season | None = None,
    notes: Sequence[str] = (),
    today: date | None = None,
    tapers: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Forecast:
    """Simulate a season and lay it out by days, weeks and races.

    Parameters
    ----------
    season : as `load_plan` returns it.
    question : how it is to be played; None: once, as it is written.
    what_ifs : questions to the same season, as of `periodize.project.seasons.asking`; each is held against it.
    written : the plan as it is written, where `season` has settings: the athlete begins both equally fit.
    notes : what to say first among the assumptions.
    today : the day of the question; None: not known.
    tapers : also play each race without its taper, to tell what that brings.
    progress : called with the runs that are played and all of them.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if the question is not possible.
    """
    asked = question or Question()
    prepared = prepare(season, asked)
    if written is not None:
        prepared = from_the_same_state([prepare(written, asked), prepared])[1]
    questions = read_what_ifs(what_ifs, prepared, today=today)
    found = played(prepared, asked, progress=progress)
    if found.runs != asked.runs:  # it was known well enough before
        prepared, asked = prepared.first(found.runs), replace(asked, runs=found.runs)
    planned, window = prepared.planned, window_of(asked.model)
    return Forecast(
        plan=season.path,
        title=season.title,
        seed=asked.seed,
        runs=asked.runs,
        model=prepared.scenario.model.name,
        borrowed=prepared.borrowed,
        units=found.units,
        days=_days(planned, found),
        weeks=_weeks(prepared, found),
        # a question wants its answer within a second, and the plan's own tapers are another question
        races=race_rows(prepared, asked, found, window, tapers=tapers and not questions),
        window=window,
        risk=_risk(prepared, found),
        rivals=rivals(Asked(prepared, asked, found)),
        tested=own_events(Asked(prepared, asked, found)),
        what_ifs=tuple(answer(question, prepared, asked, found) for question in questions),
        precise=asked.precise,
        blocks=block_spans(planned),
        strip=strip_of(planned, today),
        begins=prepared.begins,
        assumptions=(
            *notes,
            *prepared.notes,
            *_also_assumed(prepared, questions),
            *raced_high(planned, prepared.scenario.spells),
        ),
        problems=planned.problems,
    )


def _also_assumed(prepared: Prepared, questions: Sequence[Supposed]) -> list[str]:
    """Return what is assumed of the days that only the what-ifs name."""
    from periodize.simulation.disturbances import assumed

    spells = [spell for question in questions for spell in question.spells]
    return [line for line in assumed(prepared.scenario.disturbances, spells) if line not in prepared.notes]


def _days(planned: Schedule, found: Ensemble) -> tuple[DayRow, ...]:
    names = ("load", *STATE)
    return tuple(
        DayRow(planned.first + timedelta(days=k), *(banded(found.days[name], k) for name in names))
        for k in range(len(found.dates))
    )


def _risk(prepared: Prepared, found: Ensemble) -> Risk | None:
    import numpy as np

    edge = edge_of(prepared, found)
    if edge is None or not any(member.by_chance for member in prepared.scenario.disturbances):
        return None
    nothing = np.zeros(found.runs)
    planned = sum(dose.load for dose in prepared.scenario.doses)
    return Risk(
        ill=struck(prepared, found, "ill"),
        injured=struck(prepared, found, "injured"),
        lost=value_of(found.totals.get("away", nothing)),
        missed=value_of(found.totals.get("missed", nothing)),
        done=value_of(found.totals["load"] / planned) if planned else None,
        edge=edge,
    )


def _weeks(prepared: Prepared, found: Ensemble) -> tuple[WeekRow, ...]:
    """Return the calendar weeks of a plan, each with the state of its last day."""
    planned = prepared.planned
    notes = _notes(planned)
    ends = [*(k - 1 for k in prepared.week_starts[1:]), prepared.scenario.days - 1]
    rows = []
    for week, last in enumerate(ends):
        monday = monday_of(planned.first + timedelta(days=last))
        blocks = [b.block.name for b in planned.blocks if b.first <= monday + timedelta(days=6) and b.end > monday]
        rows.append(
            WeekRow(
                start=monday,
                block=" / ".join(blocks),
                hours=banded(found.weeks["duration"], week, 3600.0),
                km=banded(found.weeks["distance"], week, 1000.0),
                load=banded(found.weeks["load"], week),
                fitness=banded(found.days["fitness"], last),
                fatigue=banded(found.days["fatigue"], last),
                form=banded(found.days["form"], last),
                notes=notes.get(monday, ()),
                over=float(found.edge.weeks[week]) if found.runs > 1 else None,
            )
        )
    return tuple(rows)


def _notes(planned: Schedule) -> dict[date, tuple[str, ...]]:
    """Return Monday -> what is special in that week: deload, taper, races, calendar."""
    notes: dict[date, list[str]] = {}

    def add(day: date, text: str) -> None:
        found = notes.setdefault(monday_of(day), [])
        if text not in found:
            found.append(text)

    for week in planned.weeks:
        if week.deload:
            add(week.first, "deload")
        if week.block.block.tapers:
            add(week.first, "taper")
    for session in planned.sessions:
        if session.race:
            race = next(race for race in planned.season.races if race.id == session.race)
            add(session.day, f"{race.priority}: {race.id}")
    for entry in planned.season.calendar:
        day = max(entry.first, planned.first)
        while day <= min(entry.last, planned.last):
            add(day, _note(entry))
            day += timedelta(days=1)
    return {monday: tuple(found) for monday, found in notes.items()}


def _note(entry: CalendarRange) -> str:
    height = f" {entry.altitude:.0f}m" if entry.altitude else ""
    if entry.load is None:
        return f"{entry.kind}{height}"
    if entry.kind in LAID_OFF:  # nobody is 100 % injured
        done = "all" if entry.load == 1 else "nothing" if entry.load == 0 else f"{entry.load:.0%}"
        return f"{entry.kind}{height} ({done} done)"
    return f"{entry.kind}{height} {entry.load:.0%}"
