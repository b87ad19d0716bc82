"""Plans side by side: the same athlete, the same weather, another plan."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from periodize.errors import UsageError
from periodize.project.plans.planning import monday_of
from periodize.project.seasons.cautions import more_load, risked, warned
from periodize.project.seasons.scenario import edge_of, played, prepare, struck
from periodize.project.seasons.startlines import (
    MEASURES,
    from_the_same_state,
    keys_of,
    lines_of,
    measured,
    paired,
    same_runs,
)
from periodize.report.views.values import Band

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from periodize.plan import Season
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.startlines import Line
    from periodize.report.views.question import Paired, PlansCompared, RacePair, Side, WeekPair
    from periodize.report.views.values import Value
    from periodize.simulation.ensemble import Ensemble

    Progress = Callable[[int, int], None]

MOST_PLANS: Final = 4
"""Most plans side by side: our choice, as many as 80 columns hold."""

LETTERS: Final = "ABCD"

WEEKS_BEFORE: Final = 4
"""The heaviest of so many weeks is what a week is held against, as in plan lint P407."""


def compare(seasons: Sequence[Season], question: Question, *, progress: Progress | None = None) -> PlansCompared:
    """Play several plans in the same weather and hold the others against the first.

    Parameters
    ----------
    seasons : two to four, as `load_plan` returns them.
    question : how they are played; the same seed lets the same run fall ill on the same day in each.
    progress : called with the runs that are played and all of them, over all plans.

    Raises
    ------
    PlanError
        if one of them cannot be dated.
    UsageError
        if there are fewer than two or more than four, they share no race, or their models are not the same.
    """
    from periodize.report.views.question import PlansCompared

    if not 2 <= len(seasons) <= MOST_PLANS:
        message = f"a comparison takes 2 to {MOST_PLANS} plans, got {len(seasons)}"
        raise UsageError(message)
    same_runs(question)
    prepared = [prepare(season, question) for season in seasons]
    _same_model(prepared)
    shared, alone = _shared(prepared)
    prepared = from_the_same_state(prepared)
    found = played_in_turn(prepared, question, progress=progress)
    lines = [lines_of(*pair) for pair in zip(prepared, found, strict=True)]
    scenario = prepared[0].scenario
    races = tuple(_race(key, lines) for key in shared)
    return PlansCompared(
        runs=question.runs,
        seed=question.seed,
        model=scenario.model.name,
        unit=found[0].units.get("fitness", "AU/day"),
        sides=tuple(_side(letter, one, own) for letter, one, own in zip(LETTERS, prepared, found, strict=False)),
        weeks=_weeks(prepared, found),
        races=races,
        alone=alone,
        assumptions=(*prepared[0].notes, *_notes(prepared)),
        problems=tuple(problem for one in prepared for problem in one.planned.problems),
        cautions=_cautions(prepared, found, races),
    )


def played_in_turn(
    prepared: Sequence[Prepared], question: Question, *, progress: Progress | None = None
) -> list[Ensemble]:
    """Play seasons one after the other; `progress` as of `compare`."""
    whole = question.runs * len(prepared)

    def part(nth: int) -> Progress | None:
        return None if progress is None else lambda done, _: progress(nth * question.runs + done, whole)

    return [played(one, question, progress=part(nth)) for nth, one in enumerate(prepared)]


def _same_model(prepared: Sequence[Prepared]) -> None:
    first, *others = prepared
    for other in others:
        ours, theirs = (one.scenario.model for one in (first, other))
        if ours.name != theirs.name or _chosen(first) != _chosen(other):
            paths = [one.planned.season.path for one in (first, other)]
            message = (
                f"{paths[0]} is simulated with {ours.name}, {paths[1]} with {theirs.name} or other parameters of it:"
                " performances of two models cannot be compared; name one with --model"
            )
            raise UsageError(message)


def _chosen(one: Prepared) -> Mapping[str, str]:
    """Return the parameters that a plan gives its model, where it is the model that is played."""
    season = one.planned.season
    return season.model_parameters if season.model == one.scenario.model.name else {}


def _shared(prepared: Sequence[Prepared]) -> tuple[list[str], tuple[str, ...]]:
    """Return the races that at least two plans have, in order of their days, and those that one has alone."""
    every = [keys_of(one) for one in prepared]
    times = Counter(key for keys in every for key in keys)
    shared = [key for key in times if times[key] > 1]
    if times and not shared:
        told = "; ".join(
            f"{one.planned.season.path}: {', '.join(keys) or 'none'}" for one, keys in zip(prepared, every, strict=True)
        )
        message = f"the plans have no race in common ({told}); races are matched by their `id:`"
        raise UsageError(message)
    return shared, tuple(key for key in times if times[key] == 1)


def _notes(prepared: Sequence[Prepared]) -> list[str]:
    import numpy as np

    first, *others = prepared
    notes = []
    if all(np.array_equal(one.scenario.fitness, first.scenario.fitness) for one in others):
        notes.append("every plan begins with the fitness that the first one begins with")
    athletes = [replace(one.planned.season.athlete, fitness=None, fatigue=None) for one in prepared]
    if any(athlete != athletes[0] for athlete in athletes):
        notes.append("the plans do not describe the same athlete: loads are measured by each plan's own thresholds")
    if any(one.planned.first != first.planned.first for one in others):
        notes.append("the plans begin on different days")
    return notes


# ---- rows


def _side(letter: str, one: Prepared, found: Ensemble) -> Side:
    from periodize.report.views.question import Side
    from periodize.report.views.values import value_of

    season, totals = one.planned.season, found.totals
    by_chance = found.runs > 1
    jump, week = _largest_jump(one, found)
    return Side(
        letter=letter,
        plan=season.path,
        title=season.title,
        first=one.planned.first,
        last=one.planned.last,
        load=value_of(totals["load"]),
        hours=value_of(totals["duration"] / 3600),
        ill=struck(one, found, "ill") if by_chance else None,
        injured=struck(one, found, "injured") if by_chance else None,
        missed=value_of(totals["missed"]) if "missed" in totals else 0.0,
        jump=jump,
        jump_week=week,
        edge=edge_of(one, found),
        warnings=warned(one),
    )


def _cautions(prepared: Sequence[Prepared], found: Sequence[Ensemble], races: Sequence[RacePair]) -> tuple[str, ...]:
    """Return what stands against each plan that does better in a race, or against the first, for training more."""
    first, *others = (risked(*arguments) for arguments in zip(LETTERS, prepared, found, strict=False))
    model = prepared[0].scenario.part(0, 1).model
    said = []
    for nth, other in enumerate(others, 1):
        gained = {sign for race in races for sign in _signs(race.differences[nth])}
        said += [more_load(other, first, model)] if 1 in gained else []
        said += [more_load(first, other, model)] if -1 in gained else []
    return tuple(filter(None, said))


def _signs(differences: Mapping[str, Paired]) -> set[int]:
    """Return on which sides a plan is told to be better or worse: 1, -1."""
    middles = [
        found.value.p50 if isinstance(found.value, Band) else found.value
        for name, found in differences.items()
        if name in {"performance", "fitness"} and not found.untold
    ]
    return {1 if value > 0 else -1 for value in middles if value}


def _largest_jump(one: Prepared, found: Ensemble) -> tuple[float | None, date | None]:
    """Return the largest load of a whole week against the heaviest of the four before, and its Monday."""
    import numpy as np

    starts, days = one.week_starts, one.scenario.days
    medians = found.weeks["load"].values[len(found.weeks["load"].values) // 2]
    before = [7 * float(np.mean(one.scenario.fitness))] * WEEKS_BEFORE
    best: tuple[float, date] | None = None
    for begin, end, load in zip(starts, [*starts[1:], days], medians, strict=True):
        if end - begin < 7:
            continue
        heaviest = max(before[-WEEKS_BEFORE:])
        if heaviest > 0 and (best is None or load / heaviest > best[0]):
            best = float(load / heaviest), one.planned.first + timedelta(days=begin)
        before.append(float(load))
    return best or (None, None)


def _weeks(prepared: Sequence[Prepared], found: Sequence[Ensemble]) -> tuple[WeekPair, ...]:
    from periodize.report.views.question import WeekPair
    from periodize.report.views.values import banded

    table: dict[date, list[tuple[Value, Value, Value]]] = {}
    nothing: tuple[Value, Value, Value] = (None, None, None)
    for nth, (one, ensemble) in enumerate(zip(prepared, found, strict=True)):
        lasts = [*(begin - 1 for begin in one.week_starts[1:]), one.scenario.days - 1]
        for week, (begin, last) in enumerate(zip(one.week_starts, lasts, strict=True)):
            monday = monday_of(one.planned.first + timedelta(days=begin))
            row = table.setdefault(monday, [nothing] * len(prepared))
            row[nth] = (
                banded(ensemble.weeks["load"], week),
                banded(ensemble.weeks["duration"], week, 3600.0),
                banded(ensemble.days["form"], last),
            )
    return tuple(
        WeekPair(monday, *(tuple(values) for values in zip(*row, strict=True))) for monday, row in sorted(table.items())
    )


def _race(key: str, lines: Sequence[Mapping[str, Line]]) -> RacePair:
    from periodize.report.views.question import RacePair, RaceSide
    from periodize.report.views.values import value_of

    own = [side.get(key) for side in lines]
    first = own[0]
    some = next(line for line in own if line is not None)
    return RacePair(
        key=key,
        name=some.name,
        priority=some.priority,
        sides=tuple(
            None
            if line is None
            else RaceSide(
                line.date,
                {measure: value_of(measured(line, measure)) for measure in MEASURES},
                float(line.absent.mean()) if len(line.absent) > 1 else None,
            )
            for line in own
        ),
        differences=tuple(
            {}
            if line is None or first is None or line is first
            else {m: paired(measured(line, m), measured(first, m)) for m in MEASURES}
            for line in own
        ),
    )
