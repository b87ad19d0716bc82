"""`periodize sensitivity`: what a race-day forecast depends on most."""

from __future__ import annotations

from typing import Annotated

import typer

from periodize.cli.asking import At, ModelName, Tables, asked
from periodize.cli.common import (
    AsJson,
    Assumed,
    LifeLevel,
    Loads,
    Performances,
    PlanPath,
    PolicyName,
    Runs,
    Seed,
    Today,
    clock,
    command,
    print_json,
    refuse_plan,
    the_plan,
)
from periodize.cli.drawing import Force, Output, check_place, draw


@command
def sensitivity(
    plan: PlanPath = None,
    *,
    at: At = None,
    measure: Annotated[
        str, typer.Option("--measure", metavar="NAME", help="Sort by form, fitness or performance.")
    ] = "performance",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change the plan for this question: blocks.taper.days=10"),
    ] = None,
    runs: Runs = None,
    seed: Seed = 0,
    life: LifeLevel = None,
    policy: PolicyName = None,
    assumed: Assumed = None,
    model: ModelName = None,
    loads: Loads = None,
    performances: Performances = None,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Say what a race-day forecast depends on most: of what happens to you, and of what you decide.

    \b
    Examples:
      periodize sensitivity plan.yaml
      periodize sensitivity --at race:fondo --measure form
      periodize sensitivity -o tornado.svg
      periodize sensitivity --life rough --runs 4000 --json

    By chance: how much of the spread over the runs goes with each thing that differs between them. By choice: what
    10 % more or less load in a block and three days of taper change. The plan is never changed.
    """
    from periodize.cli.progress import Bar
    from periodize.errors import PlanError
    from periodize.project.seasons.sensitivity import sensitivity as depends_on

    check_place(output, force=force)
    path = the_plan(plan, clock(today))
    question = asked(
        path,
        runs=runs,
        seed=seed,
        life=life,
        policy=policy,
        assumed=assumed,
        model=model,
        tables=Tables(loads, performances),
        today=clock(today),
        as_json=as_json,
    )
    try:
        with Bar("playing") as bar:
            found = depends_on(
                path,
                question,
                at=at,
                measure=measure,
                settings=settings or (),
                progress=lambda done, total: bar.show(done, total, "runs"),
            )
    except PlanError as error:
        refuse_plan(list(error.problems), as_json=as_json)
        return
    if as_json:
        from periodize.report.data.question import sensitivity_data

        print_json(sensitivity_data(found))
        draw("sensitivity", found, output, force=force, as_json=as_json)
        return
    from periodize.report.terminal.sensitivity import print_sensitivity
    from periodize.report.terminal.tables import console

    print_sensitivity(found, console())
    draw("sensitivity", found, output, force=force, as_json=as_json)
