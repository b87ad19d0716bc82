"""What a season begins with: fitness and fatigue on its first morning, who says so, and what has not ended yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import few
from periodize.project.plans.assumed import assumed
from periodize.project.seasons.standing import DAY, standing_before
from periodize.report.views.forecast import Begins
from periodize.report.views.values import value_of
from periodize.units import count

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from periodize.load import Load
    from periodize.plan import Schedule
    from periodize.project.seasons.calibrating import Departure
    from periodize.project.seasons.question import Between, Question, Standing
    from periodize.report.views.forecast import Source
    from periodize.response import ResponseModel
    from periodize.response.base import Number
    from periodize.simulation import Spell

NAMED = 3
"""Most plans before a season that are named: our choice."""


class Beginning(NamedTuple):
    """What a season begins with.

    fitness, fatigue : [AU a day] mean daily loads of the long past and of the last weeks. notes : what was assumed of
    them, a sentence each. known : whether the plan or the record says it. spells : what has not ended. weeks : [AU]
    of the four weeks before, none where they are not known. begins : the same for people.
    """

    fitness: Number
    fatigue: Number
    notes: Sequence[str]
    known: bool
    spells: Sequence[Spell]
    weeks: Sequence[float]
    begins: Begins


def beginning(
    planned: Schedule, loads: Mapping[str, Load], question: Question, model: ResponseModel, own: Departure | None
) -> Beginning:
    """Return what the first day of a season begins with.

    Parameters
    ----------
    planned, loads : what is played of the season.
    question : with what is recorded, and the other plans of the folder.
    model : of response; where plans lead to the first day, its time constants say how fitness fades.
    own : what a calibration says; None without one.
    """
    athlete, first = planned.season.athlete, planned.first
    here, left_out = question.standing, list[str]()
    told = own.standing if own else None
    if here is None and told is None and athlete.fitness is None:
        here, left_out = (
            question.before.standing(planned.season, first, question.carried, model)
            if question.before is not None
            else (standing_before(question.carried, first), [])
        )
    if told is not None:
        source: Source = "own model"
        fitness, fatigue, notes = told
    elif here is not None:
        source = "plans" if here.between and here.between.plans else "record"
        fitness, fatigue, notes = here.fitness, here.fatigue, [said(here, first), *left_out]
    elif athlete.fitness is not None:
        source, fitness = "given", athlete.fitness
        fatigue = fitness if athlete.fatigue is None else athlete.fatigue
        notes = [f"mean daily load {fitness:g} before the first day, {fatigue:g} lately (given)"]
    else:
        source = "assumed"
        fitness, fatigue, how = assumed(_by_day(planned, loads), planned.season, first, model)
        notes = [f"mean daily load {fitness:.0f} before the first day (assumed: {how})", *left_out]
    return Beginning(
        fitness,
        fatigue,
        [*notes, *_told(here, question)],
        known=source != "assumed",
        spells=_brought(here, first),
        weeks=here.weeks if here and here.day == first - DAY else (),
        begins=_begins(source, fitness, fatigue, here),
    )


def _by_day(planned: Schedule, loads: Mapping[str, Load]) -> dict[date, float]:
    found: dict[date, float] = {}
    for session in planned.sessions:
        found[session.day] = found.get(session.day, 0.0) + loads[session.id].value
    return found


def said(here: Standing, first: date) -> str:
    """Return what a season that begins on `first` begins with, in a sentence."""
    state = f"fitness {here.fitness:.0f}, fatigue {here.fatigue:.0f}"
    if here.between is not None:
        return f"{_between(here.between)}: {state}{_besides(here.between)}"
    waiting = (first - here.day).days - 1
    rest = f"; nothing is known of the {count(waiting, 'day')} until the season begins" if waiting else ""
    if here.unknown:
        rest += f"; the record ends {count(here.unknown, 'day')} before today; what came between is not known"
    return f"from where the record of {here.day} leaves you: {state}{rest}"


def _between(by: Between) -> str:
    """Return which plans, and what is recorded of them, lead to the first day."""
    if not by.plans:
        return f"from where the record of {by.record} would leave you"
    names, since = few([name for name, _ in by.plans], NAMED, between=" and "), by.plans[0][1]
    if by.record is None:
        return f"from where {names}, done as written from {since} on, would leave you"
    if by.begun:
        return f"from where {names}, done as recorded up to {by.record} and then as written, would leave you"
    return f"from where the record of {by.record}, and then {names} done as written from {since} on, would leave you"


def _besides(by: Between) -> str:
    rest = f"; {count(by.rest, 'day')} in no plan counted as rest" if by.rest else ""
    return rest + (f"; {by.plans[0][0]} itself begins with {by.begun}" if by.begun else "")


def _begins(source: Source, fitness: Number, fatigue: Number, here: Standing | None) -> Begins:
    """Return what a season begins with, for people; a calibration knows record and plans by itself."""
    import numpy as np

    slow, fast = (value_of(np.atleast_1d(np.asarray(one, dtype=np.float64))) for one in (fitness, fatigue))
    if here is None or source == "own model":
        return Begins(source, slow, fast)
    by = here.between
    if by is None:
        return Begins(source, slow, fast, here.day)
    return Begins(source, slow, fast, by.record, by.plans, by.rest)


# ---- what has not ended


def _told(here: Standing | None, question: Question) -> list[str]:
    if here is None:
        return []
    found = []
    if here.ill:
        found.append(f"ill on {_days(here.ill)}, as you noted: played as going on for as long as illnesses do")
    if here.hurt:
        from periodize.simulation.disturbances import Injury

        days = Injury(**question.changes.get("injury", {})).days
        found.append(
            f"pain noted on {_days(here.hurt)} and no session since: played as an injury that stops training, half of"
            f" which last over {days:g} days (our assumption)"
        )
    return found


def _days(noted: tuple[date, date]) -> str:
    begin, last = noted
    return f"{last} since {begin}" if begin < last else f"{last}"


def _brought(here: Standing | None, first: date) -> list[Spell]:
    """Return the illness and the injury that an athlete brings into the rest of a season."""
    from periodize.simulation import Spell

    noted = [("illness", here.ill), ("injury", here.hurt)] if here else []
    # noted on the first day that is played, or the day before: in either case it lasts
    return [
        Spell(kind, (days[0] - first).days, max((days[1] - first).days, -1), lasting=True)
        for kind, days in noted
        if days
    ]
