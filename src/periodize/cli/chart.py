"""`periodize chart`: one picture, as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.asking import asked_of_picture
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


def _kinds(incomplete: str) -> list[tuple[str, str]]:
    from periodize.report.charts import CHARTS

    return [(name, kind.about) for name, kind in CHARTS.items() if name.startswith(incomplete)]


@command
def chart(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="One of those above.", autocompletion=_kinds)],
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
      periodize chart season               season.html, to look into
      periodize chart pmc plan.yaml -o pmc.svg
      periodize chart week --week 2027-W19 -o week.pdf
      periodize chart fan --runs 2000 -o fan.png
      periodize chart zones --model seiler3
      periodize chart season --json        the chart in Vega-Lite, as data

    \b
    Kinds:
      season      load, fitness, fatigue and form, with blocks and races
      pmc         the same without the bars of load
      fan         performance to come, with race goals
      races       what may come out of each race
      week        the sessions of a week with their zones
      session     a recording over its planned steps
      zones       time in zones, planned and done, block by block
      compliance  a calendar of what became of each session
      wellness    mornings, beside what is usual
    \b
    Of the command that answers their question, with its -o FILE:
      benchmark, calibration, compare, influence, race, seasons, sensitivity,
      sweep

    What is recorded comes first, what is simulated from there on has its ranges: half of the runs, and nine in ten.
    """
    from periodize.errors import PlanError, UsageError
    from periodize.project.pictures.subject import VIEWS
    from periodize.report.charts import CHARTS
    from periodize.report.views.distribution import DistributionView

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
    in_zones = wanted.view is DistributionView
    found = gather(plan, recorded=recorded, store=store, athlete=athlete, today=now, as_json=as_json)

    try:
        question = asked_of_picture(
            found.plan, runs=runs, seed=seed, life=life, policy=policy, assumed=assumed,
            model=None if in_zones else model, today=now, as_json=as_json,
        )  # fmt: skip
        with Bar("playing") as bar:
            subject = found.subject(
                now, question, week=parse_week(week) if week else None, session=session or "", as_json=as_json,
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
