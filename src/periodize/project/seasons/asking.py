"""What-ifs: questions to a season, answered in its own weather."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.project.seasons.raceday import Asked, change, race_name, times_of
from periodize.project.seasons.spells import what_if
from periodize.report.views import WhatIf, WhatIfRace, value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from periodize.plan import Session
    from periodize.plan.season import Race
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.spells import Supposed
    from periodize.simulation.ensemble import Ensemble


def read_what_ifs(texts: Sequence[str], prepared: Prepared) -> tuple[Supposed, ...]:
    """Return what some questions suppose of a season.

    Raises
    ------
    UsageError
        if one cannot be read, or cannot be asked of this season.
    """
    return tuple(what_if(text, prepared.planned) for text in texts)


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
    )


def _race(session: Session, race: Race, before: Asked, after: Asked) -> WhatIfRace:
    was, now = before.found.starts[session.id], after.found.starts[session.id]
    time_before, time_after = (times_of(asked, session, race, line)[0] for asked, line in ((before, was), (after, now)))
    change_before, change_after = change(before, was), change(after, now)
    later = None if time_before is None or time_after is None else time_after - time_before
    return WhatIfRace(
        id=race.id,
        name=race_name(session, race),
        date=session.day,
        form=value_of(now.reading.form),
        form_by=value_of(now.reading.form - was.reading.form),
        change=value_of(change_after),
        change_by=value_of(change_after - change_before),
        time=None if time_after is None else value_of(time_after),
        time_by=None if later is None else value_of(later),
        at_start=float(1 - now.absent.mean()) if after.question.runs > 1 else None,
    )
