"""`periodize validate`: what is wrong in a plan."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from periodize.cli.common import AsJson, PlanPath, command, leave, print_json


@command
def validate(
    plan: PlanPath = None,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read a plan and print every problem with line, column, caret and help.

    \b
    Examples:
      periodize validate                   the plan in this folder
      periodize validate plans/spring.yaml
      periodize validate --strict --json   for scripts: warnings fail

    Exit code 0 without errors (warnings and notes are allowed), 1 with errors, 2 when there is no such plan.
    """
    from periodize.errors import Severity
    from periodize.project.folder import find_plan
    from periodize.project.planning import validate as find_problems
    from periodize.report.problems import problems_data, summary

    path = find_plan(plan, folder=Path())
    problems = find_problems(path)
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if as_json:
        print_json({"problems": problems_data(problems)})
    else:
        from periodize.report.terminal import console, print_problems

        out = console()
        print_problems(problems, out)
        out.print(f"{path}: {summary(problems)}", soft_wrap=True)
    leave(problems=any(p.severity in failing for p in problems))
