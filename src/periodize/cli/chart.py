"""`periodize chart`: one picture, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.asking import Tables, asked
from periodize.cli.common import (
    AsJson,
    Assumed,
    LifeLevel,
    PolicyName,
    Runs,
    Seed,
    StorePath,
    Today,
    clock,
    command,
    parse_week,
    print_json,
    refuse_plan,
)
from periodize.cli.drawing import Force, Output, check_place, write
from periodize.cli.gathering import AthleteFile, Recorded, gather
from periodize.cli.progress import Bar

if TYPE_CHECKING:
    from periodize.project.seasons.question import Question

PICTURE_RUNS = 1000
"""Runs behind a range unless told otherwise: our choice."""


def _kinds(incomplete: str) -> list[tuple[str, str]]:
    from periodize.report.charts import CHARTS

    return [(name, kind.about) for name, kind in CHARTS.items() if name.startswith(incomplete)]


@command
def chart(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="season, pmc, fan, week ...", autocompletion=_kinds)],
    plan: Annotated[Path | None, typer.Argument(metavar="PLAN", help="The plan; left out: the one here.")] = None,
    *,
    output: Output = None,
    week: Annotated[
        str | None, typer.Option("--week", metavar="WEEK", help="One week: 2027-W19, or a date in it.")
    ] = None,
    session: Annotated[
        str | None,
        typer.Option("--session", metavar="ID", help="A planned session, its date, or an activity; else the last one."),
    ] = None,
    runs: Runs = None,
    seed: Seed = 0,
    life: LifeLevel = None,
    policy: PolicyName = None,
    assumed: Assumed = None,
    model: Annotated[
        str | None,
        typer.Option("--model", help="Response model: a name or calibrated; of `zones` the zone model: seiler3, ..."),
    ] = None,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Draw one picture of a season into a file.

    \b
    Examples:
      periodize chart season               season.html, to look into with a browser
      periodize chart pmc plan.yaml -o pmc.svg
      periodize chart week --week 2027-W19 -o week.pdf
      periodize chart fan --runs 2000 -o fan.png
      periodize chart zones --model seiler3
      periodize chart season --json        the chart in Vega-Lite, on standard output

    What is recorded comes first, what is simulated from there on has its ranges: half of the runs, and nine in ten.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.pictures.subject import VIEWS
    from periodize.report.charts import CHARTS
    from periodize.report.views.zones import ZonesView

    wanted = CHARTS[kind]
    if wanted.command:
        message = (
            f"a chart of the kind {wanted.name!r} is drawn by the command that answers its question: {wanted.command}"
        )
        raise UsageError(message)
    path = output or Path(f"{wanted.name}.html")
    if not as_json:
        check_place(path, force=force)
    now = clock(today)
    in_zones = wanted.view is ZonesView
    found = gather(plan, recorded=recorded, store=store, athlete=athlete, as_json=as_json)

    def question() -> Question | None:
        if found.plan is None:
            return None
        return asked(
            found.plan, runs=PICTURE_RUNS if runs is None else runs, seed=seed, life=life, policy=policy,
            assumed=assumed, model=None if in_zones else model, tables=Tables(), today=now, as_json=as_json,
        )  # fmt: skip

    try:
        with Bar("playing") as bar:
            subject = found.subject(
                now, question(), week=parse_week(week) if week else None, session=session or "", as_json=as_json,
                zones=model if in_zones else None,
                progress=lambda done, total: bar.show(done, total, "runs"),
            )  # fmt: skip
            drawing = wanted.draw(VIEWS[wanted.view](subject))
    except PlanError as error:
        refuse_plan([*found.problems, *error.problems], as_json=as_json)
        return
    if as_json:
        print_json(drawing.spec)
        return
    write(drawing, path, force=force)
