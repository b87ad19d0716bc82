"""`periodize simulate`: what a plan does to the athlete."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.asking import ModelName, Tables, asked
from periodize.cli.common import (
    AsJson,
    Assumed,
    LifeLevel,
    Loads,
    Past,
    Performances,
    PlanPath,
    PolicyName,
    RestLeftOut,
    Runs,
    Seed,
    Today,
    clock,
    command,
    hint_warnings,
    print_json,
    refuse_plan,
    set_plan,
    sound_plan,
    the_plan,
)
from periodize.cli.progress import Bar

if TYPE_CHECKING:
    from datetime import date

    from periodize.project.seasons.replaying import Known


SETTING = "P017"
"""Code of the notes that say what a setting does."""


class Fan(StrEnum):
    """What a fan chart may show."""

    FITNESS = "fitness"
    FATIGUE = "fatigue"
    FORM = "form"
    PERFORMANCE = "performance"


@command
def simulate(
    plan: PlanPath = None,
    *,
    runs: Runs = None,
    seed: Seed = 0,
    life: LifeLevel = None,
    policy: PolicyName = None,
    assumed: Assumed = None,
    what_ifs: Annotated[
        list[str] | None,
        typer.Option("--what-if", metavar="TEXT", help="Ask of the same season: sick 5d from DATE, miss 20%, ..."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="PATH=VALUE", help="Change the plan for this question: blocks.build.volume=60%"),
    ] = None,
    model: ModelName = None,
    loads: Loads = None,
    performances: Performances = None,
    rest_left_out: RestLeftOut = False,
    past: Past = None,
    from_here: Annotated[
        bool, typer.Option("--from-here", help="The rest of the season, from where the record leaves you.")
    ] = False,
    chart: Annotated[bool, typer.Option("--chart/--no-chart", help="Draw the curve above the weeks.")] = True,
    fans: Annotated[
        list[Fan] | None, typer.Option("--fan", help="Draw the ranges of this over many runs; form if not told.")
    ] = None,
    backtest: Annotated[
        bool, typer.Option("--backtest", help="Replay the past: what forecasts made then were worth.")
    ] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Simulate a season before it is run: what is written, or what may happen.

    \b
    Examples:
      periodize simulate                   the plan here, as it is written
      periodize simulate plan.yaml --runs 2000 --seed 7
      periodize simulate --what-if "sick 5d from 2027-04-10" --what-if "miss 20%"
      periodize simulate --set "blocks.build.volume=60%"
      periodize simulate --model calibrated --runs 500
      periodize simulate --from-here       what is left, from where you are
      periodize simulate --backtest        were such forecasts any good?
      periodize simulate plan.yaml --json | jq .races

    Many runs fall ill, miss sessions, have good and bad days (--life), and an athlete who makes something of it
    (--policy). The plan is never changed. Assumptions are printed below the tables.
    """
    from periodize.errors import PlanError
    from periodize.project.folder import store_path
    from periodize.project.seasons.forecasting import forecast

    tables = Tables(loads, performances, rest_left_out, past)
    if backtest:
        asked_too = {"what-if": what_ifs, "set": settings, "fan": fans, "life": life, "policy": policy, "runs": runs}
        asked_too |= {"from-here": from_here or None}
        _alone({**asked_too, "model": model, "assume": assumed})
        _backtest(plan, tables, seed, today=clock(today), as_json=as_json)
        return
    path = the_plan(plan, clock(today))
    season, problems = set_plan(path, settings or (), as_json=as_json)
    question = asked(
        path,
        runs=runs,
        seed=seed,
        life=life,
        policy=policy,
        assumed=assumed,
        model=model,
        tables=tables,
        today=clock(today),
        as_json=as_json,
        asking=bool(what_ifs or fans),
        from_here=from_here,
    )
    written = sound_plan(path, as_json=as_json)[0] if settings else None
    try:
        with Bar("playing") as bar:
            result = forecast(
                season,
                question,
                what_ifs=what_ifs or (),
                written=written,
                notes=[problem.message for problem in problems if problem.code == SETTING],
                today=clock(today),
                progress=lambda done, total: bar.show(done, total, "runs"),
            )
    except PlanError as error:
        refuse_plan([*problems, *error.problems], as_json=as_json)
        return
    if as_json:
        from periodize.report.data.forecast import forecast_data

        print_json(forecast_data(result))
        return
    from periodize.errors import Severity
    from periodize.report.terminal.forecast import print_forecast
    from periodize.report.terminal.tables import console, print_problems

    print_forecast(result, console(), chart=chart, fans=[fan.value for fan in fans or [Fan.FORM]])
    if not from_here and store_path(path.parent).exists():
        _hint_from_here(result.days[0].date, result.days[-1].date, clock(today))
    if result.runs > 1 and (from_here or store_path(path.parent).exists()):
        words = "Not checked on your past here: `periodize simulate --backtest` tells what such ranges were worth."
        console().print(words, style="dim")
    if settings:  # the file itself does not have them
        print_problems([p for p in result.problems if p.severity is not Severity.NOTE], console(stderr=True))
    else:
        hint_warnings([*problems, *result.problems], path)


def _hint_from_here(first: date, last: date, today: date) -> None:
    """Say that a season which has begun was played from its first day, whatever was recorded since."""
    from periodize.report.terminal.tables import console

    if first < today:
        here = "from where your record leaves you: --from-here"
        over = f"it ended on {last.day} {last:%B %Y}; from one of its days: --from-here --today DATE"
        words = f"Played as written from {first.day} {first:%B}; {here if today <= last else over}"
        console().print(words, style="dim")


def _alone(options: dict[str, object]) -> None:
    """Refuse options that a replay of the past does not hear."""
    from periodize.errors import UsageError

    given = [f"--{name}" for name, value in options.items() if value is not None]
    if given:
        message = f"--backtest replays the past as it was; it takes no {', '.join(given)}"
        raise UsageError(message)


def _backtest(plan: Path | None, tables: Tables, seed: int, *, today: date, as_json: bool) -> None:
    """Replay what tables hold, or the record beside the plan."""
    from periodize.calibration import MaterialError
    from periodize.project.seasons.replaying import replay, told_past
    from periodize.report.data.replay import replay_data
    from periodize.report.terminal.replay import print_replay
    from periodize.report.terminal.tables import console

    try:
        known = (
            told_past(tables.loads, tables.performances, left_out_is_rest=tables.rest_left_out)
            if tables.loads
            else _recorded_past(plan, tables, today=today, as_json=as_json)
        )
    except MaterialError as error:
        refuse_plan(list(error.problems), as_json=as_json, what="record")
        raise
    with Bar("replaying") as bar:
        replayed = replay(known, today=today, seed=seed, progress=lambda done, all_: bar.show(done, all_, "forecasts"))
    if as_json:
        print_json(replay_data(replayed))
    else:
        print_replay(replayed, console())


def _recorded_past(plan: Path | None, tables: Tables, *, today: date, as_json: bool) -> Known:
    from periodize.cli.gathering import gather
    from periodize.project.checks.tested import folder_tests
    from periodize.project.seasons.replaying import past_of, told_tests

    found = gather(plan, today=today, as_json=as_json)
    report = found.check(today, as_json=as_json)
    told = told_tests(tables.performances) if tables.performances else None
    tests = told if told is not None else folder_tests(found.plan.parent, found.season) if found.plan else ()
    return past_of(report, found.season, tests, today=today)
