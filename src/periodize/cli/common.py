"""What commands share: options, the clock, JSON, a plan that must be sound, an answer to Ctrl-C."""

from __future__ import annotations

import functools
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TypeVar

import typer

from periodize.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Callable

    from periodize.errors import Problem
    from periodize.plan import Season

P = ParamSpec("P")
R = TypeVar("R")


def parse_date(text: str) -> date:
    """Read the date of an option, or refuse it as wrong usage."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f"{text!r} is not a date; write YYYY-MM-DD"
        raise typer.BadParameter(message) from None


AsJson = Annotated[bool, typer.Option("--json", help="Print the result as data (docs/json.md).")]
Today = Annotated[
    date | None,
    typer.Option(
        "--today",
        parser=parse_date,
        metavar="DATE",
        envvar="PERIODIZE_TODAY",
        help="Take this day for today: YYYY-MM-DD.",
    ),
]
PlanPath = Annotated[
    Path | None, typer.Argument(metavar="PLAN", help="The plan; left out: plan.yaml or season.yaml here.")
]


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Let a command end quietly on Ctrl-C."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except KeyboardInterrupt:
            typer.echo("\ninterrupted", err=True)
            raise typer.Exit(Exit.INTERRUPTED) from None

    return run


def clock(today: date | None) -> date:
    """Return the day given, else the clock's: the only place that asks it."""
    return today or date.today()


def print_json(data: object) -> None:
    """Print data on stdout; text stays readable, the order is that of the contract."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def leave(*, problems: bool) -> None:
    """End the command with its exit code."""
    raise typer.Exit(Exit.PROBLEMS if problems else Exit.CLEAN)


def sound_plan(path: Path, *, as_json: bool) -> tuple[Season, list[Problem]]:
    """Return a season that can be worked with, or report its problems and leave."""
    from periodize.errors import has_errors
    from periodize.plan import load_plan

    season, problems = load_plan(path)
    if season is None or has_errors(problems):
        _refuse(problems, as_json=as_json)
    assert season is not None
    return season, problems


def _refuse(problems: list[Problem], *, as_json: bool) -> None:
    from periodize.report.problems import problems_data, summary
    from periodize.report.terminal import console, print_problems

    if as_json:
        print_json({"problems": problems_data(problems)})
    else:
        err = console(stderr=True)
        print_problems(problems, err)
        err.print(f"The plan has {summary(problems)}; nothing was done with it.")
    leave(problems=True)


def refuse_plan(problems: list[Problem], *, as_json: bool) -> None:
    """Report the problems of a plan that cannot be worked with, and leave."""
    _refuse(problems, as_json=as_json)


def hint_warnings(problems: list[Problem], path: Path) -> None:
    """Say on stderr that there is more to read in `validate`, in one line."""
    from periodize.errors import Severity
    from periodize.report.problems import summary
    from periodize.report.terminal import console

    if [p for p in problems if p.severity is not Severity.NOTE]:
        console(stderr=True).print(f"{summary(problems)} in the plan: periodize validate {path}", style="yellow")
