"""`periodize compare`: two plans side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.asking import ModelName, Tables, asked
from periodize.cli.common import (
    AsJson,
    Assumed,
    LifeLevel,
    Loads,
    Performances,
    PolicyName,
    Runs,
    Seed,
    Today,
    clock,
    command,
    print_json,
    refuse_plan,
    sound_plan,
)
from periodize.cli.drawing import Force, Output, check_place, draw


@command
def compare(
    plans: Annotated[list[Path], typer.Argument(metavar="PLAN PLAN...", help="Two to four plans.")],
    *,
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
    """Play two plans in the same weather and say what one brings over the other.

    \b
    Examples:
      periodize compare light.yaml full.yaml
      periodize compare a.yaml b.yaml c.yaml --life rough --seed 7
      periodize compare a.yaml b.yaml --runs 1      as written, without chance
      periodize compare a.yaml b.yaml -o cmp.html   as a picture too
      periodize compare a.yaml b.yaml --json | jq .races

    The first plan is what the others are held against. The same run falls ill on the same day in each, so what is
    left between them is the plan. Races are matched by their id. Plans are never changed.
    """
    from periodize.cli.progress import Bar
    from periodize.errors import PlanError
    from periodize.project.seasons.comparing import compare as side_by_side

    check_place(output, force=force)
    question = asked(
        plans[0],
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
    seasons = [sound_plan(path, as_json=as_json)[0] for path in plans]
    try:
        with Bar("playing") as bar:
            found = side_by_side(seasons, question, progress=lambda done, total: bar.show(done, total, "runs"))
    except PlanError as error:
        refuse_plan(list(error.problems), as_json=as_json)
        return
    if as_json:
        from periodize.report.data.question import comparison_data

        print_json(comparison_data(found))
        draw("compare", found, output, force=force, as_json=as_json)
        return
    from periodize.report.terminal.compare import print_comparison
    from periodize.report.terminal.tables import console

    print_comparison(found, console())
    draw("compare", found, output, force=force, as_json=as_json)
