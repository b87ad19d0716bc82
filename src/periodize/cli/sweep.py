"""`periodize sweep`: one value of a plan, changed again and again."""

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
def sweep(
    plan: PlanPath = None,
    *,
    over: Annotated[
        str, typer.Option("--over", metavar="PATH=FROM..TO", help="What is changed: blocks.taper.days=5..21 step 2")
    ],
    at: At = None,
    measure: Annotated[
        str, typer.Option("--measure", metavar="NAME", help="form, fitness, performance; time with own tests.")
    ] = "form",
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="What else is changed: blocks.build.volume=60%"),
    ] = None,
    runs: Runs = None,
    seed: Seed = 0,
    life: LifeLevel = None,
    policy: PolicyName = None,
    assumed: Assumed = None,
    model: ModelName = None,
    loads: Loads = None,
    performances: Performances = None,
    chart: Annotated[bool, typer.Option("--chart/--no-chart", help="Draw the curve above the table.")] = True,
    output: Output = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Try the values of a range, one after the other, and say which is best for a race and what it costs.

    \b
    Examples:
      periodize sweep plan.yaml --over "blocks.taper.days=5..21" --at race:fondo
      periodize sweep --over "blocks.build.volume=60%..120% step 10%" --measure performance
      periodize sweep --over "races.fondo.date=2027-05-02,2027-05-16" --runs 1
      periodize sweep --over "blocks.taper.days=5..21" --model calibrated --measure time
      periodize sweep --over "policy=follow,stepped-return,catch-up"
      periodize sweep --over "blocks.taper.days=5..21" -o trade-off.svg
      periodize sweep --over "blocks.taper.taper.volume=30%..80% step 10%" --json

    Every value meets the same weather: the same run falls ill on the same day. The plan is never changed.
    """
    from periodize.cli.progress import Bar
    from periodize.errors import PlanError
    from periodize.project.seasons.sweeping import sweep as try_values

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
            found = try_values(
                path,
                over,
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
        from periodize.report.data.question import sweep_data

        print_json(sweep_data(found))
        draw("sweep", found, output, force=force, as_json=as_json)
        return
    from periodize.report.terminal.sweep import print_sweep
    from periodize.report.terminal.tables import console

    print_sweep(found, console(), chart=chart)
    draw("sweep", found, output, force=force, as_json=as_json)
