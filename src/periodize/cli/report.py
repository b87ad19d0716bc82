"""`periodize report`: the season, or a week of it, as one page to send or to print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from periodize.cli.asking import ModelName, asked_of_picture
from periodize.cli.common import (
    AsJson,
    Assumed,
    LifeLevel,
    PlanPath,
    PolicyName,
    Runs,
    Seed,
    StorePath,
    Today,
    clock,
    command,
    hint_warnings,
    parse_week,
    print_json,
    refuse_plan,
)
from periodize.cli.drawing import Force, check_place
from periodize.cli.gathering import AthleteFile, Recorded, gather
from periodize.cli.progress import Bar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from periodize.plan import Season
    from periodize.project.pictures.subject import Subject


@command
def report(
    plan: PlanPath = None,
    *,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The page; left out: season.html, or week-2027-W19.html."),
    ] = None,
    week: Annotated[
        str | None,
        typer.Option("--week", metavar="WEEK", help="That week alone, a sheet for the fridge: 2027-W19, or a date."),
    ] = None,
    runs: Runs = None,
    seed: Seed = 0,
    life: LifeLevel = None,
    policy: PolicyName = None,
    assumed: Assumed = None,
    model: ModelName = None,
    recorded: Recorded = None,
    store: StorePath = None,
    athlete: AthleteFile = None,
    force: Force = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Write the season as one page: verdict, races, this week, warning signs, assumptions.

    \b
    Examples:
      periodize report                     season.html of plan and record here
      periodize report plan.yaml -o season.html --runs 2000 --seed 7
      periodize report --week 2027-W19     one week, a sheet to print
      periodize report --recorded ~/garmin -o past.html    a record without a plan
      periodize report --json              the same words and tables as data

    The page is one file, drawn by itself: it fetches nothing, so it works offline and can be sent. What is recorded
    comes first; what is simulated from there on has its ranges.
    """
    now = clock(today)
    days = parse_week(week) if week else None
    path = output or Path(f"week-{days[0]:%G-W%V}.html" if days else "season.html")
    _check_page(path)
    if not as_json:
        check_place(path, force=force)
    if days:
        _alone({"runs": runs, "life": life, "policy": policy, "assume": assumed, "model": model})
    found = gather(plan, recorded=recorded, store=store, athlete=athlete, today=now, as_json=as_json)

    from periodize.errors import PlanError

    try:
        if not (as_json or days):
            _hint_over(found.season, now)
        question = asked_of_picture(
            None if days else found.plan, runs=runs, seed=seed, life=life, policy=policy, assumed=assumed, model=model,
            today=now, as_json=as_json,
        )  # fmt: skip
        with Bar("playing") as bar:
            subject = found.subject(
                now, question, week=days, as_json=as_json, progress=lambda done, total: bar.show(done, total, "runs")
            )
            made = _sheet(subject) if days else _whole(subject)
    except PlanError as error:
        refuse_plan([*found.problems, *error.problems], as_json=as_json)
        return
    if as_json:
        print_json(made.data())
        return
    from periodize.project.folder import write_new
    from periodize.report.problems import printable

    write_new({path: made.page()}, force=force)
    typer.echo(printable(f"{path}: {made.title}"))
    if found.plan:
        hint_warnings([*found.problems], found.plan)


class Made(NamedTuple):
    """What was made, and how it is written."""

    title: str
    page: Callable[[], str]
    data: Callable[[], object]


def _whole(subject: Subject) -> Made:
    from periodize.project.pictures.report import report_view
    from periodize.report.page.pages import report_page
    from periodize.report.page.sections import sections_of

    view = report_view(subject)

    def data() -> object:
        from periodize.report.data.report import report_page_data

        return report_page_data(view, sections_of(view)[0])

    return Made(view.title, lambda: report_page(view), data)


def _sheet(subject: Subject) -> Made:
    from periodize.project.pictures.report import week_sheet
    from periodize.report.page.pages import week_page

    sheet = week_sheet(subject)

    def data() -> object:
        from periodize.report.data.report import week_sheet_data
        from periodize.report.page.sessions import done_sums, sheet_days

        return week_sheet_data(sheet, sheet_days(sheet), done_sums(sheet))

    return Made(f"{sheet.title}, week of {sheet.week.monday}", lambda: week_page(sheet), data)


def _check_page(path: Path) -> None:
    """Refuse a file that is no page."""
    from periodize.errors import UsageError

    if path.suffix.lower() != ".html":
        message = f"a report is a page, so its file ends in .html, got {path.name!r}; pictures: `periodize chart`"
        raise UsageError(message)


def _hint_over(season: Season | None, today: date) -> None:
    """Say of a season that is over how it is seen as it stood, before the work begins."""
    from periodize.project.plans.planning import schedule
    from periodize.project.seasons.standing import looked_back
    from periodize.report.terminal.tables import console

    planned = schedule(season) if season else None
    if planned and today > planned.last:
        words = f"The season ended on {planned.last}: nothing is to come. {looked_back(planned)}"
        console(stderr=True).print(words, style="yellow")


def _alone(options: dict[str, object]) -> None:
    """Refuse options that a sheet of a week does not hear."""
    from periodize.errors import UsageError

    given = [f"--{name}" for name, value in options.items() if value is not None]
    if given:
        message = f"--week is a week as the plan has it; it takes no {', '.join(given)}"
        raise UsageError(message)
