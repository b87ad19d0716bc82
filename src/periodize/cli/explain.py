"""`periodize explain`: where the numbers of a plan come from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, Today, clock, command, leave, print_json, sound_plan, the_plan

if TYPE_CHECKING:
    from datetime import date

    from periodize.report.views.plan import Explanation

PLAN_ENDINGS = {".yaml", ".yml"}


@command
def explain(
    what: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PLAN] [DATE|BLOCK|SESSION]", help="Left out: the season in a page."),
    ] = None,
    *,
    text: Annotated[
        str | None, typer.Option("--text", metavar="LINE", help="A session line on its own, without a plan.")
    ] = None,
    threshold: Annotated[
        list[str] | None,
        typer.Option("--threshold", metavar="PACE", help="For --text: 4:00/km, 265W, 1:45/100m, 168bpm."),
    ] = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show what a plan comes to, part by part, and which rule, default or line of the file says so.

    \b
    Examples:
      periodize explain                    the season: blocks, races, tapers
      periodize explain 2027-03-28         a day; also today, tomorrow, a race
      periodize explain plan.yaml base     a block, week by week
      periodize explain cruise             a session of `sessions:`
      periodize explain "5x1km @ T (60s)"  any line, for the plan's athlete
      periodize explain --text "6x800m @ 5k (2min)" --threshold 4:00/km

    An argument that is a file or ends in .yaml is the plan; the rest is what to explain.
    """
    from periodize.errors import PlanError, UsageError

    path, query = _plan_and_query(what or [])
    if threshold and text is None:
        message = "--threshold goes with --text; a plan has its own athlete"
        raise UsageError(message)
    if text is not None and what:
        message = "--text explains a line without a plan; leave out the plan, or the option"
        raise UsageError(message)
    try:
        found = _explained(path, query, text, threshold or [], clock(today), as_json=as_json)
    except PlanError as error:
        _refuse(error, as_json=as_json)
        return
    if as_json:
        from periodize.report.data.plan import explanation_data

        print_json(explanation_data(found))
        return
    from periodize.report.terminal.explain import print_explanation
    from periodize.report.terminal.tables import console

    print_explanation(found, console())


def _plan_and_query(what: list[str]) -> tuple[Path | None, str]:
    if what and (_is_file(what[0]) or Path(what[0]).suffix.lower() in PLAN_ENDINGS):
        return Path(what[0]), " ".join(what[1:])
    if what and Path(what[-1]).suffix.lower() in PLAN_ENDINGS:
        return Path(what[-1]), " ".join(what[:-1])
    return None, " ".join(what)


def _day(query: str) -> date | None:
    """Return the day that is asked for; None where it is something else."""
    from datetime import date

    try:
        return date.fromisoformat(query)
    except ValueError:
        return None


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # longer than the name of any file
        return False


def _explained(
    path: Path | None, query: str, text: str | None, thresholds: list[str], today: date, *, as_json: bool
) -> Explanation:
    from periodize.project.plans.explaining import explain as explain_plan
    from periodize.project.plans.explaining import explain_line

    if text is not None:
        return explain_line(text, thresholds)
    season, _ = sound_plan(the_plan(path, _day(query) or today), as_json=as_json)
    return explain_plan(season, query, today=today)


def _refuse(error: Exception, *, as_json: bool) -> None:
    from periodize.errors import PlanError
    from periodize.report.problems import problems_data
    from periodize.report.terminal.tables import console, print_problems

    assert isinstance(error, PlanError)
    if as_json:
        print_json({"problems": problems_data(error.problems)})
    else:
        print_problems(error.problems, console(stderr=True))
    leave(problems=True)
