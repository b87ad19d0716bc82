"""`periodize simulate`: what a plan does to the athlete."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from periodize.cli.common import (
    AsJson,
    Loads,
    Past,
    Performances,
    PlanPath,
    RestLeftOut,
    Today,
    clock,
    command,
    hint_warnings,
    print_json,
    refuse_plan,
    sound_plan,
)

if TYPE_CHECKING:
    from datetime import date

    from periodize.plan import Season
    from periodize.project.calibrating import Calibrated


@command
def simulate(
    plan: PlanPath = None,
    *,
    runs: Annotated[
        int,
        typer.Option("--runs", min=1, help="1: as written. More: with missed sessions and good and bad days."),
    ] = 1,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Same seed, same runs.")] = 0,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Response model; `periodize models` lists them. calibrated: your own."),
    ] = None,
    loads: Loads = None,
    performances: Performances = None,
    rest_left_out: RestLeftOut = False,
    past: Past = None,
    chart: Annotated[bool, typer.Option("--chart/--no-chart", help="Draw the curve above the weeks.")] = True,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Simulate a season before it is run: weeks, races, fitness, fatigue, form, performance.

    \b
    Examples:
      periodize simulate                   the plan here, as it is written
      periodize simulate plan.yaml --runs 500 --seed 7
      periodize simulate plan.yaml --model impulse-response
      periodize simulate --model calibrated --runs 500
      periodize simulate plan.yaml --json | jq .races

    The plan is never changed. Assumptions are printed below the tables.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.folder import find_plan
    from periodize.project.planning import forecast

    path = find_plan(plan, folder=Path())
    season, problems = sound_plan(path, as_json=as_json)
    chosen: str | Calibrated | None = model
    if model == "calibrated":
        where = {"loads": loads, "performances": performances, "left_out_is_rest": rest_left_out}
        chosen = _own_model(season, path.parent, where, past, today=clock(today), as_json=as_json)
    elif loads or performances:
        message = "--loads and --performances are for --model calibrated"
        raise UsageError(message)
    try:
        result = forecast(season, runs=runs, seed=seed, model=chosen)
    except PlanError as error:
        refuse_plan([*problems, *error.problems], as_json=as_json)
        return
    if as_json:
        from periodize.report.data import forecast_data

        print_json(forecast_data(result))
        return
    from periodize.report.terminal import console, print_forecast

    print_forecast(result, console(), chart=chart)
    hint_warnings([*problems, *result.problems], path)


def _own_model(
    season: Season, folder: Path, where: dict[str, Any], past: float | None, *, today: date, as_json: bool
) -> Calibrated:
    """Return the athlete's own model, or report what is wrong with the record and leave."""
    from periodize.calibration import MaterialError, calibrate
    from periodize.project.calibrating import Calibrated, gathered

    try:
        history, tests = gathered(folder, season, **where, today=today)
        return Calibrated(calibrate(history, tests, past=past))
    except MaterialError as error:
        refuse_plan(list(error.problems), as_json=as_json, what="record")
        raise
