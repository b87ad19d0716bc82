"""From a season and a question to what the simulator plays."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from periodize.errors import UsageError
from periodize.project.plans.planning import monday_of, planned_loads, response_model, schedule
from periodize.project.seasons.beginning import beginning
from periodize.project.seasons.question import Question, circumstances_of
from periodize.project.seasons.spreading import spread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from periodize.history import History
    from periodize.load import Load
    from periodize.plan import Schedule, Season, Session
    from periodize.project.seasons.calibrating import Calibrated
    from periodize.report.views.forecast import Begins
    from periodize.report.views.values import Edge
    from periodize.response import ResponseModel
    from periodize.simulation import Disturbance, Dose, Execution, Level, Policy, Spell, Start
    from periodize.simulation.ensemble import Ensemble, Scenario

MAX_RUN_DAYS = 30_000_000
"""Most runs x days of one history that is kept whole, about 1.7 GB of daily series: our choice."""

PRECISION = 0.005
"""Standard error of the ends of the race-day range, as a share of its width, at which `auto` stops: our choice."""


class Prepared(NamedTuple):
    """A season ready to be played.

    planned, loads : its sessions and their loads. scenario : for the simulator. week_starts : days on which a
    calendar week begins. notes : what is assumed, a sentence each. borrowed : whose gains the model has, if not the
    athlete's. begins : where the athlete stands on the first morning. known : whether the plan, the record or the
    plans before say so.
    """

    planned: Schedule
    loads: Mapping[str, Load]
    scenario: Scenario
    week_starts: tuple[int, ...]
    notes: tuple[str, ...]
    borrowed: str
    begins: Begins
    known: bool = False

    def first(self, runs: int) -> Prepared:
        """Return the same season for the first of its runs."""
        return self._replace(scenario=self.scenario.part(0, runs))


def prepare(season: Season, question: Question) -> Prepared:
    """Return what a question asks of a season.

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if the model, the policy or a change is not possible.
    """
    from periodize.simulation.disturbances import assumed
    from periodize.simulation.ensemble import Scenario

    planned = schedule(season)
    here = question.standing
    if here and here.day >= planned.last:
        message = f"nothing is planned after {here.day}; the season ends on {planned.last}"
        raise UsageError(message)
    if here and here.day >= planned.first:
        planned = planned.rest(here.day + timedelta(days=1))
    loads = planned_loads(planned)
    first, days = planned.first, (planned.last - planned.first).days + 1
    own = question.model if question.model and not isinstance(question.model, str) else None
    ahead = partial(question.before.loads, season) if question.before else None
    departure = own.departure(first, question.runs, ahead=ahead) if own else None
    named = question.model if isinstance(question.model, str) else None
    model = departure.model if departure else response_model(season, named)
    begun = beginning(planned, loads, question, model, departure)
    notes = [*begun.notes, *(departure.notes if departure else _model_notes(season, model))]
    borrowed = _borrowed(model)
    if question.runs > 1 and departure is None:
        model, spread_note = spread(model, runs=question.runs, seed=question.seed)
        notes += spread_note
    disturbances, policy, execution = circumstances_of(question)
    scenario = Scenario(
        doses=doses_of(planned, loads),
        model=model,
        start=first,
        days=days,
        fitness=begun.fitness,
        fatigue=begun.fatigue,
        starts=starts_of(planned),
        execution=execution,
        disturbances=disturbances,
        spells=(*_of_calendar(season, planned), *question.spells, *begun.spells),
        policy=policy,
        weeks_before=begun.weeks,
    )
    done = _done(question, disturbances, policy, execution)
    notes += [*done, *assumed(disturbances, scenario.spells), *_given(loads)]
    weeks = tuple(k for k in range(days) if k == 0 or (first.toordinal() + k) % 7 == 1)
    return Prepared(planned, loads, scenario, weeks, tuple(notes), borrowed, begun.begins, begun.known)


def played(prepared: Prepared, question: Question, *, progress: Callable[[int, int], None] | None = None) -> Ensemble:
    """Play what was prepared: all runs of the question, or as many as its races need."""
    from periodize.simulation.ensemble import ensemble

    if question.precise:
        from periodize.simulation.ensemble import until_precise

        return until_precise(
            prepared.scenario,
            precision=PRECISION,
            most=question.runs,
            seed=question.seed,
            week_starts=prepared.week_starts,
            progress=progress,
        )
    return ensemble(
        prepared.scenario,
        runs=question.runs,
        seed=question.seed,
        week_starts=prepared.week_starts,
        progress=progress,
    )


KINDS = {"ill": "illness", "injured": "injury"}
"""Mark of a day -> kind of spell that sets it too."""


def struck(prepared: Prepared, found: Ensemble, mark: str) -> float:
    """Return the share of the runs that chance made ill or injured at some time.

    Parameters
    ----------
    prepared, found : a season and what became of it.
    mark : ill or injured; the days that everybody is so, by the plan's calendar or a question, do not count.
    """
    import numpy as np

    scenario = prepared.scenario
    known = {
        day
        for spell in scenario.spells
        if spell.kind == KINDS[mark] and not spell.lasting
        for day in range(max(0, spell.first), min(spell.last, scenario.days - 1) + 1)
    }
    return float((found.totals.get(mark, np.zeros(found.runs)) > len(known)).mean())


def edge_of(prepared: Prepared, found: Ensemble) -> Edge | None:
    """Return how many of the runs go over the edge; None for a single one."""
    from periodize.report.views.values import Edge

    if found.runs == 1:
        return None
    edge = found.edge
    worst = int(edge.weeks.argmax())
    monday = monday_of(prepared.planned.first + timedelta(days=prepared.week_starts[worst]))
    return Edge(edge.ever, edge.jump, edge.low, monday if edge.ever else None, float(edge.weeks[worst]))


def simulate(
    season: Season,
    *,
    runs: int = 1,
    seed: int = 0,
    model: str | Calibrated | None = None,
    life: Level | None = None,
    policy: str | None = None,
) -> History:
    r"""Simulate a season.

    Parameters
    ----------
    season : as `load_plan` returns it.
    runs, seed, model, life, policy : as of `Question`.

    Returns
    -------
    History
        load, fitness, fatigue, form, performance and the others, each (runs, n_days).

    Raises
    ------
    PlanError
        if the season cannot be dated.
    UsageError
        if a parameter is not possible.

    Examples
    --------
    >>> from periodize.plan import read_plan_text
    >>> text = "periodize: 1\nstart: 2027-01-04\nblocks: [{name: base, weeks: 1, week: {mon: 60min @ T}}]"
    >>> season, problems = read_plan_text(text)
    >>> simulate(season).one("load").tolist()
    [100.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    from periodize.simulation.ensemble import whole_history

    question = Question(runs=runs, seed=seed, model=model, life=life, policy=policy)
    scenario = prepare(season, question).scenario
    if runs * scenario.days > MAX_RUN_DAYS:
        message = f"runs(={runs}) must be <= {MAX_RUN_DAYS // scenario.days:,} for a season of {scenario.days} days"
        raise UsageError(message)
    return whole_history(scenario, runs=runs, seed=seed)


def doses_of(planned: Schedule, loads: Mapping[str, Load]) -> list[Dose]:
    """Return the planned sessions as the simulator sees them."""
    from periodize.simulation import Dose

    return [
        Dose(
            (s.day - planned.first).days,
            _second(s),
            loads[s.id].value,
            s.duration,
            s.distance or 0.0,
            s.sport,
            key=s.key or s.race is not None,
            race=s.race is not None,
        )
        for s in planned.sessions
    ]


def starts_of(planned: Schedule) -> list[Start]:
    """Return the start lines of the races, each round after the one before it."""
    from periodize.simulation import Start

    found: list[Start] = []
    before: dict[str, str] = {}
    for s in planned.sessions:
        if s.race:
            found.append(Start(s.id, (s.day - planned.first).days, _second(s), after=before.get(s.race, "")))
            before[s.race] = s.id
    return found


def _of_calendar(season: Season, planned: Schedule) -> tuple[Spell, ...]:
    from periodize.project.seasons.spells import calendar_spells

    return calendar_spells(season, planned.first)


def _done(
    question: Question, disturbances: Sequence[Disturbance], policy: Policy | None, execution: Execution
) -> list[str]:
    if question.runs == 1 and question.life is None:
        return ["every session done as written"]
    chances = [member.summary for member in disturbances if member.summary]
    within = f"{execution.time:.0%} of its time and {execution.intensity:.0%} of its intensity"
    return [
        f"each session within about {within} ({execution.source})",
        *chances,
        *(f"{text} (as you say)" for text in question.assumed),
        *([policy.summary] if policy else []),
    ]


def _second(session: Session) -> int:
    clock = session.start.time()
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _borrowed(model: ResponseModel) -> str:
    """Return whose parameters a model has where not all are the athlete's own, and their grade; else nothing."""
    import numpy as np

    from periodize.response import parameters

    defaults = {p.name: p.value for p in parameters(type(model))}
    # a default of 0 turns a component off, and is nobody's
    borrowed = any(defaults[p.name] and np.all(p.value == defaults[p.name]) for p in parameters(model))
    return f"{model.whose}: grade {model.evidence}" if borrowed else ""


def _model_notes(season: Season, model: ResponseModel) -> list[str]:
    if season.model_parameters and season.model == model.name:
        return []
    return [f"{model.defaults} (default, not calibrated)"]


def _given(loads: Mapping[str, Load]) -> list[str]:
    metrics = Counter(load.metric for load in loads.values())
    given = metrics.get("given", 0)
    if not given:
        return []
    return [f"load of {given} of {len(loads)} sessions as the plan states it, the others from intensity squared"]
