"""`periodize format`: session lines in their canonical form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, Today, clock, command, leave, print_json, the_plan
from periodize.units import count

if TYPE_CHECKING:
    from periodize.plan.formatting import Formatted

STDIN = Path("-")


@command
def format_(
    plans: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PLAN", help="Plans; left out: the one here. - reads stdin, writes stdout."),
    ] = None,
    *,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; list what would change.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Write nothing; print the change as a diff.")] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Rewrite session lines in their canonical form: 5 x 1k at T -> 5x1km @ T.

    \b
    Examples:
      periodize format                     the plan in this folder, in place
      periodize format --diff plan.yaml    what would change
      periodize format --check plans/*.yaml    for CI
      periodize format - < plan.yaml       to stdout, for editors

    Comments, order, blank lines, quotes and line ends stay. Amounts stay as they
    are spelled (90s, 75min). A plan with errors is left as it is.

    Exit code 0 when all is well, 1 when a plan has errors, or with --check and
    --diff when one would change, 2 on wrong usage.
    """
    from periodize.errors import UsageError, has_errors
    from periodize.project.plans.formatting import format_file, write_formatted

    paths = plans or [the_plan(None, clock(today))]
    if STDIN in paths and len(paths) > 1:
        raise UsageError("'-' stands alone: stdin holds one plan")
    found = [_stdin() if path == STDIN else format_file(path) for path in dict.fromkeys(paths)]
    if not (check or diff or paths == [STDIN]):
        for one in found:
            if one.changed:
                write_formatted(one)
    _report(found, check=check, diff=diff, as_json=as_json)
    would_change = (check or diff) and any(one.changed for one in found)
    leave(problems=would_change or any(has_errors(one.problems) for one in found))


def _stdin() -> Formatted:
    from periodize.plan.formatting import format_plan

    return format_plan("-", typer.get_binary_stream("stdin").read())


def _report(found: list[Formatted], *, check: bool, diff: bool, as_json: bool) -> None:
    from periodize.errors import has_errors
    from periodize.project.plans.formatting import diff as diff_of
    from periodize.report.problems import printable
    from periodize.report.terminal.tables import console, print_problems

    if as_json:
        from periodize.report.data.formats import format_data

        print_json(format_data(found))
        return
    for one in found:
        print_problems(one.problems, console(stderr=True))
        if has_errors(one.problems):
            typer.echo(f"{printable(one.path)} is left as it is", err=True)
        elif diff:
            typer.echo(diff_of(one), nl=False)
        elif one.path == "-" and not check:
            typer.echo(one.after, nl=False)
        else:
            # --check lists on stdout what would change, and only that
            typer.echo(f"{printable(one.path)}: {_what(one, check=check)}", err=check and not one.changed)


def _what(one: Formatted, *, check: bool) -> str:
    if not one.changed:
        return "nothing to rewrite"
    lines = count(len(one.lines), "session line")
    return f"{lines} to rewrite" if check else f"{lines} rewritten"
