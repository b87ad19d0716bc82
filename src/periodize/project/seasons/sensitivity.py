"""What a race-day forecast depends on most: of what happens to the athlete, and of what the athlete decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from periodize.errors import PlanError, UnknownNameError, UsageError
from periodize.plan.setting import with_settings
from periodize.project.seasons.chance import by_chance, noise_of, share_of
from periodize.project.seasons.scenario import played, prepare
from periodize.project.seasons.startlines import (
    MEASURES,
    chosen_key,
    from_the_same_state,
    lines_of,
    measured,
    must_be_known,
    paired,
    same_runs,
)
from periodize.project.seasons.sweeping import sound_season, up_to

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from periodize.plan.dating import DatedBlock
    from periodize.project.seasons.question import Question
    from periodize.project.seasons.scenario import Prepared
    from periodize.project.seasons.startlines import Line, Measure
    from periodize.report.views.question import Decision, Sensitivity

FEWEST_RUNS: Final = 200
"""Runs below which a share of the variance is not told: our choice."""

CHOICE_RUNS: Final = 500
"""Most runs of each decision: our choice; differences run by run need few."""

BY: Final = 0.10
"""Share by which the load of a block is changed: our choice."""

DAYS: Final = 3
"""[d] By which a taper is changed: our choice."""


def sensitivity(
    path: str | Path,
    question: Question,
    *,
    at: str | None = None,
    measure: str = "performance",
    settings: Sequence[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Sensitivity:
    """Say what a race-day forecast depends on.

    Parameters
    ----------
    path : the plan; it stays as it is.
    question : how the season is played, many times.
    at : start line, as `race:ID` or `race:ID.ROUND`; None: the last of the most important races.
    measure : of `MEASURES`; what the answer is sorted by.
    settings : what is changed in the plan for this question.
    progress : called with the runs that are played and all of them.

    Raises
    ------
    PlanError
        if the plan makes no season.
    UsageError
        if the question is not possible.
    """
    from periodize.report.views.question import Sensitivity
    from periodize.report.views.values import value_of

    chosen = _possible(question, measure)
    season = sound_season(path, settings)
    whole = prepare(season, question)
    key = chosen_key(whole, at)
    one = up_to(whole, key)
    few = replace(question, runs=min(question.runs, CHOICE_RUNS))
    variants, left_out = _variants(path, settings, whole, key, few)
    steps = _Steps(question.runs, few.runs, len(variants) + 1, progress)
    line, inputs = by_chance(one, question, key, steps.add)
    must_be_known(line, chosen)
    shares = [share_of(entry, line) for entry in inputs]
    decisions = _decided(up_to(whole.first(few.runs), key), variants, few, key, steps)
    return Sensitivity(
        plan=season.path,
        title=season.title,
        key=key,
        race=line.name,
        date=line.date,
        measure=chosen,
        runs=question.runs,
        choice_runs=few.runs,
        seed=question.seed,
        model=whole.scenario.model.name,
        unit=whole.scenario.model.units.get("fitness", "AU/day"),
        values={name: value_of(measured(line, name)) for name in MEASURES},
        shares=tuple(sorted(shares, key=lambda share: -share.shares[chosen])),
        noise=noise_of(question.runs),
        decisions=tuple(sorted(decisions, key=lambda one: -_size(one, chosen))),
        left_out=left_out,
        assumptions=whole.notes,
    )


def _possible(question: Question, measure: str) -> Measure:
    same_runs(question)
    if question.runs < FEWEST_RUNS:
        message = f"runs(={question.runs}) must be >= {FEWEST_RUNS}: what is spread over the runs is asked for"
        raise UsageError(message)
    found = next((known for known in MEASURES if known == measure), None)
    if found is None:
        raise UnknownNameError("measure", measure, MEASURES)
    return found


class _Steps:
    """Progress over all the ensembles of an answer."""

    def __init__(self, runs: int, few: int, variants: int, progress: Callable[[int, int], None] | None) -> None:
        self.total, self.done, self.progress = 2 * runs + few * variants, 0, progress

    def add(self, runs: int) -> None:
        """Count runs that were played."""
        self.done += runs
        if self.progress:
            self.progress(self.done, self.total)


def _variants(
    path: str | Path, settings: Sequence[str], whole: Prepared, key: str, question: Question
) -> tuple[list[tuple[str, Prepared]], tuple[str, ...]]:
    """Return what could be decided otherwise, each as a season up to the race, and what could not be asked."""
    base = whole.first(question.runs)
    race = up_to(base, key)
    last = race.planned.first + timedelta(days=race.scenario.days - 1)
    blocks = [block for block in whole.planned.blocks if block.first < last]
    found = [
        (f"{block.block.name} {sign * BY:+.0%}", _with_load(race, block, 1 + sign * BY))
        for block in blocks
        for sign in (1, -1)
    ]
    taper = _taper(blocks)
    if taper is None:
        return found, ("no block tapers before the race, so there is no length of a taper to change",)
    left_out = []
    for days in (DAYS, -DAYS):
        name = f"{taper.block.name} {days:+d} days"
        season, problems = with_settings(path, [*settings, f"blocks.{taper.block.name}.days={taper.days + days}"])
        try:
            if season is None:
                raise PlanError(problems)
            other = from_the_same_state([base, prepare(season, question)])[1]
        except PlanError as error:
            left_out.append(f"{name}: {error.problems[0].message}")
            continue
        found.append((name, up_to(other, key)))
    return found, tuple(left_out)


def _with_load(one: Prepared, block: DatedBlock, factor: float) -> Prepared:
    """Return a season with the load of a block's sessions changed, its races left as they are."""
    first, end = ((day - one.planned.first).days for day in (block.first, block.end))
    doses = [
        replace(dose, load=dose.load * factor) if first <= dose.day < end and not dose.race else dose
        for dose in one.scenario.doses
    ]
    return one._replace(scenario=replace(one.scenario, doses=doses))


def _taper(blocks: Sequence[DatedBlock]) -> DatedBlock | None:
    """Return the first of the blocks that taper one after the other up to the race; None where the last does not."""
    found = None
    for block in reversed(blocks):
        if not block.block.tapers:
            # a block of races may stand between the taper and the race
            if found is not None or block.block.phase != "race":
                break
            continue
        found = block
    return found if found is not None and found is not blocks[0] else None


def _decided(
    base: Prepared, variants: Sequence[tuple[str, Prepared]], question: Question, key: str, steps: _Steps
) -> list[Decision]:
    from periodize.report.views.question import Decision

    def line(one: Prepared) -> Line:
        found = lines_of(one, played(one, question))[key]
        steps.add(question.runs)
        return found

    plain = line(base)
    decisions = []
    for name, one in variants:
        other = line(one)
        decisions.append(Decision(name, {m: paired(measured(other, m), measured(plain, m)) for m in MEASURES}))
    return decisions


def _size(decision: Decision, measure: Measure) -> float:
    from periodize.report.views.values import Band

    value = decision.differences[measure].value
    return abs(value.p50 if isinstance(value, Band) else (value or 0.0))
