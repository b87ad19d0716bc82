"""One value of a plan, changed again and again: what the race says to each, in the same weather."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from periodize.errors import PlanError, UnknownNameError, UsageError
from periodize.plan.setting import with_settings
from periodize.project.seasons.cautions import more_load, risked
from periodize.project.seasons.comparing import played_in_turn
from periodize.project.seasons.over import OF_THE_QUESTION, read_over
from periodize.project.seasons.scenario import prepare
from periodize.project.seasons.startlines import (
    ALL_MEASURES,
    MEASURES,
    NO_TIME,
    chosen_key,
    from_the_same_state,
    keys_of,
    lines_of,
    measured,
    median,
    must_be_known,
    paired,
    same_runs,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from periodize.errors import Problem
    from periodize.plan import Season
    from periodize.project.seasons.cautions import Risked
    from periodize.project.seasons.over import Over
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.startlines import Line, Measure
    from periodize.report.views.question import Paired, Sweep, SweepRow
    from periodize.response import ResponseModel
    from periodize.simulation.ensemble import Ensemble


def sweep(
    path: str | Path,
    over: str,
    question: Question,
    *,
    at: str | None = None,
    measure: str = "form",
    settings: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Sweep:
    """Play a plan for each of some values of one of its keys.

    Parameters
    ----------
    path : the plan; it stays as it is.
    over : PATH=FROM..TO[ step N] or PATH=A,B,C; paths as of `with_settings`, or policy or life.
    question : how the season is played, every time in the same weather.
    at : start line, as `race:ID` or `race:ID.ROUND`; None: the last of the most important races.
    measure : of `ALL_MEASURES`; what the best value is the best in.
    settings : what else is changed.
    progress : called with the runs that are played and all of them.

    Raises
    ------
    PlanError
        if one of the values, or the plan, makes no season; nothing was played.
    UsageError
        if the question is not possible.
    """
    from periodize.report.views.question import Sweep

    chosen = next((known for known in ALL_MEASURES if known == measure), None)
    if chosen is None:
        raise UnknownNameError("measure", measure, ALL_MEASURES)
    if chosen == "time" and (question.model is None or isinstance(question.model, str)):
        raise UsageError(NO_TIME)
    same_runs(question)
    asked = read_over(over)
    seasons, notes = _seasons(path, asked, settings, question)
    written = prepare(sound_season(path, settings), question)
    key = chosen_key(written, at)
    base, *prepared = from_the_same_state([written, *seasons])
    for value, one in zip(asked.values, prepared, strict=True):
        if key not in keys_of(one):
            message = f"with {asked.path}={value} race {key} is in no block any more"
            raise UsageError(message)
    cut = [up_to(one, key) for one in prepared]
    found = played_in_turn(cut, question, progress=progress)
    lines = [lines_of(*pair, question)[key] for pair in zip(cut, found, strict=True)]
    must_be_known(lines[0], chosen)
    best = _best(lines, chosen)
    as_written = _written(written, seasons, asked)
    told = _told_of(seasons, asked)
    problems = {problem: _named(problem, values, asked) for problem, values in told.items()}
    # a value that the plan has too is said to be of --over
    own = {(problem.code, problem.message) for problem in written.planned.problems}
    risks = [risked(*row) for row in zip(asked.values, cut, found, strict=True)]
    return Sweep(
        plan=written.planned.season.path,
        title=written.planned.season.title,
        path=asked.path,
        measure=chosen,
        key=key,
        race=lines[0].name,
        runs=question.runs,
        seed=question.seed,
        model=base.scenario.model.name,
        unit=found[0].units.get("fitness", "AU/day"),
        rows=tuple(
            replace(_row(value, ensemble, line, lines[best], chosen), injured=one.injured, edge=one.edge)
            for value, one, ensemble, line in zip(asked.values, risks, found, lines, strict=True)
        ),
        best=best,
        written=as_written,
        cost=_cost(lines, best, chosen),
        assumptions=base.notes,
        notes=(*notes, *_all_alike(lines, asked)),
        ordered=len(lines) > 1 and all(value[:1] in "-0123456789" for value in asked.values),
        problems=tuple(problems.values()),
        new=tuple(named for problem, named in problems.items() if (problem.code, problem.message) not in own),
        cautions=_cautions(asked, risks, best, as_written, cut[best].scenario.part(0, 1).model),
    )


def _questions(over: Over, question: Question) -> list[Question]:
    """Return the question with each policy, or life."""
    known = OF_THE_QUESTION[over.path]()
    for value in over.values:
        if value not in known:
            raise UnknownNameError(over.path, value, known)
    return [replace(question, **{over.path: value}) for value in over.values]  # type: ignore[arg-type]


def _all_alike(lines: Sequence[Line], asked: Over) -> tuple[str, ...]:
    """Say where the values make no difference to the race at all."""
    import numpy as np

    measures = ("fitness", "form", "performance")
    alike = all(
        np.array_equal(getattr(line, name), getattr(lines[0], name), equal_nan=True)
        for line in lines[1:]
        for name in measures
    )
    return (f"{asked.path} makes no difference to this race: every value plays the same",) if alike else ()


def sound_season(path: str | Path, settings: Sequence[str]) -> Season:
    """Return the season of a plan file with some settings, or raise PlanError with its problems."""
    season, problems = with_settings(path, settings)
    if season is None:
        raise PlanError(problems)
    return season


def _seasons(
    path: str | Path, over: Over, settings: Sequence[str], question: Question
) -> tuple[list[Prepared], tuple[str, ...]]:
    """Return the season of each value, and what the first and the last do beside their value."""
    if over.path in OF_THE_QUESTION:
        plain = sound_season(path, settings)
        return [prepare(plain, one) for one in _questions(over, question)], ()
    seasons: list[Prepared] = []
    notes: list[list[str]] = []
    problems: dict[tuple[str, str], Problem] = {}
    for value in over.values:
        season, found = with_settings(path, [*settings, f"{over.path}={value}"])
        notes.append([problem.message for problem in found if problem.code == "P017"])
        try:
            if season is None:
                raise PlanError(found)
            seasons.append(prepare(season, question))
        except PlanError as error:
            # the first value that meets a problem names it
            told = ((p, replace(p, message=f"with {over.path}={value}: {p.message}")) for p in error.problems)
            problems = {(str(p.span), p.message): named for p, named in told} | problems
    if problems:
        raise PlanError(list(problems.values()))
    return seasons, tuple(dict.fromkeys([*notes[0], *notes[-1]]))


def up_to(one: Prepared, key: str) -> Prepared:
    """Return a season that ends with the day of one of its start lines."""
    ids = dict(zip(keys_of(one), [s.id for s in one.planned.sessions if s.race], strict=True))
    return ended(one, next(line.day for line in one.scenario.starts if line.id == ids[key]) + 1)


def ended(one: Prepared, days: int) -> Prepared:
    """Return the first days of a season."""
    scenario = one.scenario
    sessions = tuple(s for s in one.planned.sessions if (s.day - one.planned.first).days < days)
    return one._replace(
        planned=replace(one.planned, sessions=sessions),
        week_starts=tuple(begin for begin in one.week_starts if begin < days),
        scenario=replace(
            scenario,
            days=days,
            doses=[dose for dose in scenario.doses if dose.day < days],
            starts=[line for line in scenario.starts if line.day < days],
        ),
    )


def _told_of(seasons: Sequence[Prepared], over: Over) -> dict[Problem, list[str]]:
    """Return what there is to say of the plan with each value, once, and the values it is said of."""
    found: dict[Problem, list[str]] = {}
    for value, one in zip(over.values, seasons, strict=True):
        for problem in one.planned.problems:
            found.setdefault(problem, []).append(value)
    return found


def _named(problem: Problem, values: Sequence[str], over: Over) -> Problem:
    """Return a problem; where it is of some values alone, with these."""
    if len(values) == len(over.values):
        return problem
    return replace(problem, message=f"with {over.path}={', '.join(values)}: {problem.message}")


# ---- what it says


def _cautions(
    over: Over, risks: Sequence[Risked], best: int, written: str | None, model: ResponseModel
) -> tuple[str, ...]:
    """Return what stands against the best value: that it trains more, and what is said of the policies tried.

    It is held against the plan as written, or where that is none of the values against the one that trains least.
    """
    from periodize.simulation import POLICIES

    said = [POLICIES[value].caution for value in over.values] if over.path == "policy" else []
    other = next((one for one in risks if one.name == written), min(risks, key=lambda one: one.load))
    return tuple(filter(None, [more_load(risks[best], other, model), *said]))


def _best(lines: Sequence[Line], measure: Measure) -> int:
    sign = -1 if measure == "time" else 1
    medians = [sign * median(measured(line, measure)) for line in lines]
    # what nobody knows is never the best
    return max(range(len(medians)), key=lambda place: (medians[place] == medians[place], medians[place]))


def _row(value: str, found: Ensemble, line: Line, best: Line, measure: Measure) -> SweepRow:
    from periodize.report.views.question import SweepRow
    from periodize.report.views.values import value_of

    behind = paired(measured(line, measure), measured(best, measure))
    return SweepRow(
        value=value,
        load=value_of(found.totals["load"]),
        values={name: value_of(measured(line, name)) for name in _told(line)},
        absent=float(line.absent.mean()) if found.runs > 1 else None,
        behind=behind,
        level=behind.untold,
    )


def _told(line: Line) -> tuple[Measure, ...]:
    return MEASURES if line.time is None else ALL_MEASURES


def _cost(lines: Sequence[Line], best: int, measure: Measure) -> dict[str, tuple[int, Paired]]:
    """Return, for each other measure, the row that is best in it and by how much the best row is behind that."""
    found: dict[str, tuple[int, Paired]] = {}
    for name in MEASURES:
        if name != measure:
            other = _best(lines, name)
            found[name] = other, paired(measured(lines[best], name), measured(lines[other], name))
    return found


def _written(written: Prepared, seasons: Sequence[Prepared], over: Over) -> str | None:
    """Return the value that gives the plan as it is, or None."""
    if over.path in OF_THE_QUESTION:
        return None
    plain = written.scenario.doses
    return next((v for v, one in zip(over.values, seasons, strict=True) if one.scenario.doses == plain), None)
