"""What `simulate`, `compare`, `sweep` and `sensitivity` begin with: a question, and who asks it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from periodize.cli.common import refuse_plan, sound_plan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from periodize.history import History
    from periodize.project.seasons.calibrating import Calibrated
    from periodize.project.seasons.habits import Habits
    from periodize.project.seasons.question import Question, Standing

ModelName = Annotated[
    str | None,
    typer.Option("--model", help="Response model; left out: the plan's. calibrated: your own, of the record."),
]
At = Annotated[str | None, typer.Option("--at", metavar="race:ID", help="The race; left out: the last of the A races.")]

PICTURE_RUNS = 1000
"""Runs behind the range of a picture unless told otherwise: our choice."""


class Tables(NamedTuple):
    """Daily loads and tests instead of the record, None: of the record; and what is known beside them."""

    loads: Path | None = None
    performances: Path | None = None
    rest_left_out: bool = False
    past: float | None = None


def asked(
    plan: Path,
    *,
    runs: int | None,
    seed: int,
    life: str | None,
    policy: str | None,
    assumed: Sequence[str] | None,
    model: str | None,
    tables: Tables,
    today: date,
    as_json: bool,
    asking: bool = True,
    from_here: bool = False,
) -> Question:
    """Return the question that options ask.

    Parameters
    ----------
    plan : the one whose record tells the athlete's habits and own model.
    asking : whether the question is about chance whatever the options say.
    from_here : play the rest of the season alone, from where the record leaves the athlete; all of it where it is to
        come.
    """
    from periodize.errors import UsageError
    from periodize.project.seasons.question import question_of

    chosen: str | Calibrated | None = model
    if model == "calibrated":
        chosen = _own_model(plan, tables, today=today, as_json=as_json)
    elif tables != Tables():
        names = "--loads and --performances" if tables.loads or tables.performances else "--rest-left-out and --past"
        message = f"{names} are for --model calibrated"
        raise UsageError(message)
    question = question_of(
        runs=runs,
        seed=seed,
        model=chosen,
        life=life,
        policy=policy,
        assumed=assumed or (),
        asking=asking or bool(assumed),
        habits=lambda: _habits(plan, today=today, as_json=as_json),
    )
    standing = _standing(plan, today=today, as_json=as_json) if from_here else None
    if standing is not None:
        return replace(question, standing=standing)
    from periodize.project.seasons.before import Before

    return replace(question, carried=_carried(plan, today=today, as_json=as_json), before=Before(plan))


def asked_of_picture(
    plan: Path | None,
    *,
    runs: int | None,
    seed: int,
    life: str | None,
    policy: str | None,
    assumed: Sequence[str] | None,
    model: str | None,
    today: date,
    as_json: bool,
) -> Question | None:
    """Return the question that options ask of the season of a picture; None without a plan."""
    if plan is None:
        return None
    return asked(
        plan, runs=PICTURE_RUNS if runs is None else runs, seed=seed, life=life, policy=policy, assumed=assumed,
        model=model, tables=Tables(), today=today, as_json=as_json,
    )  # fmt: skip


def _standing(plan: Path, *, today: date, as_json: bool) -> Standing | None:
    """Return where the record leaves the athlete in a season; None where that is before the eve of its first day."""
    from periodize.cli.gathering import gather
    from periodize.project.plans.planning import schedule
    from periodize.project.seasons.standing import DAY, must_not_be_over, told_standing

    found = gather(plan, as_json=as_json)
    planned = schedule(found.season) if found.season else None
    if planned:
        must_not_be_over(planned, today)
    standing = told_standing(found.check(today, as_json=as_json))
    return None if planned and standing.day < planned.first - DAY else standing


def _carried(plan: Path, *, today: date, as_json: bool) -> History | None:
    """Return what is recorded, where the plan does not say with what fitness it begins."""
    from periodize.cli.gathering import gather
    from periodize.project.folder import store_path

    store = store_path(plan.parent)
    if not store.exists() or sound_plan(plan, as_json=as_json)[0].athlete.fitness is not None:
        return None
    return gather(plan, store=store, as_json=as_json).check(today, as_json=as_json, near=0).history


def _habits(plan: Path, *, today: date, as_json: bool) -> Habits | None:
    from periodize.project.folder import store_path
    from periodize.project.seasons.habits import own_habits

    if not store_path(plan.parent).exists():  # the plan is not read once more for nothing
        return None
    return own_habits(sound_plan(plan, as_json=as_json)[0], plan.parent, today=today)


def _own_model(plan: Path, tables: Tables, *, today: date, as_json: bool) -> Calibrated:
    """Return the athlete's own model, or report what is wrong with the record and leave."""
    from periodize.calibration import MaterialError, calibrate
    from periodize.project.seasons.calibrating import Calibrated, gathered

    season, _ = sound_plan(plan, as_json=as_json)
    try:
        history, tests = gathered(
            plan.parent,
            season,
            loads=tables.loads,
            performances=tables.performances,
            left_out_is_rest=tables.rest_left_out,
            today=today,
        )
        return Calibrated(calibrate(history, tests, past=tables.past))
    except MaterialError as error:
        refuse_plan(list(error.problems), as_json=as_json, what="record")
        raise
