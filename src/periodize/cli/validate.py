"""`periodize validate`: what is wrong in a plan."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, Today, command, leave, print_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from periodize.errors import Problem


class Format(StrEnum):
    """How problems are printed."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


@command
def validate(
    plans: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PLAN", help="Plans; left out: plan.yaml here, or all of its seasons."),
    ] = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    format_: Annotated[
        Format | None, typer.Option("--format", help="full (default) is for people; the others for programs.")
    ] = None,
    today: Today = None,  # noqa: ARG001  taken everywhere; nothing here depends on the day
    as_json: AsJson = False,
) -> None:
    """Read plans and print every problem with line, column, caret and help.

    \b
    Examples:
      periodize validate                   the plan in this folder
      periodize validate plans/*.yaml      all problems of all plans at once
      periodize validate --strict --json   for scripts: warnings fail
      periodize validate --format github   annotations in a pull request
      periodize validate --format concise  one line each, for editors

    Exit code 0 without errors (warnings and notes are allowed), 1 with errors, 2 when there is no such plan.
    """
    from periodize.errors import Severity, UsageError
    from periodize.project.folder import find_plan
    from periodize.project.plans.here import seasons_beside
    from periodize.project.plans.planning import validate as find_problems

    if as_json and format_ not in {None, Format.JSON}:
        message = f"--json and --format {format_} contradict each other; keep one of them"
        raise UsageError(message)
    paths = plans or seasons_beside(Path()) or [find_plan(None, folder=Path())]
    found = {path: find_problems(path) for path in paths}
    # plans that share an athlete's file share its problems
    problems = list(dict.fromkeys(problem for one in found.values() for problem in one))
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    _print(problems, found, Format.JSON if as_json else format_ or Format.FULL)
    leave(problems=any(p.severity in failing for p in problems))


def _print(problems: Sequence[Problem], found: Mapping[Path, Sequence[Problem]], how: Format) -> None:
    from periodize.report.problems import printable, problems_data, summary

    if how is Format.JSON:
        print_json({"problems": problems_data(problems)})
    elif how is Format.SARIF:
        from periodize import __version__
        from periodize.plan import RULES
        from periodize.report.data.formats import sarif

        print_json(sarif(problems, RULES.values(), version=__version__))
    elif how is Format.FULL:
        if problems:  # colours are only loaded for what needs them
            from periodize.report.terminal.tables import console, print_problems

            print_problems(problems, console())
        for path, own in found.items():
            typer.echo(f"{printable(str(path))}: {summary(own)}")
    else:
        from periodize.report.data.formats import concise, github

        for line in concise(problems) if how is Format.CONCISE else github(problems):
            typer.echo(line)
