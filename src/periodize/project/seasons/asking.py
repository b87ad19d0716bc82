"""What-ifs: questions to a season, answered in its own weather."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.project.seasons.outcomes import Asked, times_of
from periodize.project.seasons.raceday import change
from periodize.project.seasons.spells import what_if
from periodize.report.views.forecast import WhatIf, WhatIfRace
from periodize.report.views.values import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.plan import Schedule, Session
    from periodize.plan.season import Race
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.spells import Supposed
    from periodize.simulation import Spell
    from periodize.simulation.ensemble import Ensemble


def read_what_ifs(texts: Sequence[str], prepared: Prepared, *, today: date | None = None) -> tuple[Supposed, ...]:
    """Return what some questions suppose of a season; today: the day on which they are asked.

    Raises
    ------
    UsageError
        if one cannot be read, or cannot be asked of this season.
    """
    return tuple(what_if(text, prepared.planned, today=today) for text in texts)


def answer(supposed: Supposed, prepared: Prepared, question: Question, found: Ensemble) -> WhatIf:
    """Play a season once more with what is supposed, and hold it against what was found without."""
    from periodize.simulation.ensemble import ensemble

    scenario = prepared.scenario
    other_scenario = replace(
        scenario,
        spells=(*scenario.spells, *supposed.spells),
        disturbances=tuple(replace(d, **supposed.changes.get(d.name, {})) for d in scenario.disturbances),
    )
    other = ensemble(other_scenario, runs=question.runs, seed=question.seed, week_starts=prepared.week_starts)
    before, after = Asked(prepared, question, found), Asked(prepared, question, other)
    races = {race.id: race for race in prepared.planned.season.races}
    return WhatIf(
        text=supposed.text,
        load=value_of(other.totals["load"] - found.totals["load"]),
        races=tuple(_race(s, races[s.race], before, after) for s in prepared.planned.sessions if s.race),
        notes=(*supposed.notes, *raced_high(prepared.planned, supposed.spells)),
    )


def raced_high(planned: Schedule, spells: Sequence[Spell]) -> list[str]:
    """Return a line for each race whose day lies in a range at a height: it is raced there."""
    races = {race.id: race for race in planned.season.races}
    return [
        f"{races[session.race].named(session.round)} lies in the days at {spell.altitude:.0f} m and is raced there"
        for session in planned.sessions
        for spell in spells
        if session.race and spell.altitude is not None and spell.covers((session.day - planned.first).days)
    ]


def _race(session: Session, race: Race, before: Asked, after: Asked) -> WhatIfRace:
    was, now = before.found.starts[session.id], after.found.starts[session.id]
    time_before, basis = times_of(before, session, race, was)
    time_after, _ = times_of(after, session, race, now)
    change_before, change_after = change(before, was), change(after, now)
    later = None if time_before is None or time_after is None else time_after - time_before
    if basis == "threshold" and (was.ability == now.ability).all():
        later = None  # it does not know the training
    return WhatIfRace(
        id=race.id,
        name=race.named(session.round),
        date=session.day,
        form=value_of(now.reading.form),
        form_by=value_of(now.reading.form - was.reading.form),
        change=value_of(change_after),
        change_by=value_of(change_after - change_before),
        time=None if time_after is None else value_of(time_after),
        time_by=None if later is None else value_of(later),
        basis=basis,
        at_start=float(1 - now.absent.mean()),
    )
