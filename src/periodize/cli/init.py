"""`periodize init`: a season folder to edit."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, Today, clock, command, parse_date, print_json

if TYPE_CHECKING:
    from periodize.project.plans.starting import Answers


@command
def init(
    folder: Annotated[Path | None, typer.Argument(metavar="FOLDER", help="The folder to make.")] = None,
    *,
    name: Annotated[str | None, typer.Option("--template", help="The plan to start from.")] = None,
    race: Annotated[str | None, typer.Option("--race", help="Name of the race.")] = None,
    day: Annotated[
        date | None, typer.Option("--date", parser=parse_date, metavar="DATE", help="Race day: YYYY-MM-DD.")
    ] = None,
    threshold: Annotated[
        str | None, typer.Option("--threshold", help="What you could hold for an hour: 4:30/km or 250W.")
    ] = None,
    list_templates: Annotated[bool, typer.Option("--list-templates", help="Print the templates and stop.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take the defaults.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Make a season folder: a plan to edit, the athlete, a README of next steps. Never overwrites.

    \b
    Examples:
      periodize init my-season             asks four questions
      periodize init my-season --yes       asks none
      periodize init --list-templates
      periodize init spring --template marathon --date 2027-05-09
      periodize init tour --template cycling-road-season --threshold 250W

    The template's dates move to the race day, its weekdays stay.
    """
    from periodize.project.folder import listing, shipped, write_new
    from periodize.project.plans.starting import check_answers, start_season

    if list_templates:
        _list(as_json=as_json)
        return
    if folder is None:
        message = "name the folder to make: periodize init my-season"
        raise typer.BadParameter(message)
    now = clock(today)
    ask = not yes and not as_json and sys.stdin.isatty()
    answers = _answers(name, race, day, threshold, today=now, ask=ask)
    check_answers(answers, now)
    schema = (shipped("schema") / "plan.schema.json").read_text(encoding="utf-8")
    started = start_season(answers, today=now, schema=schema)
    written = write_new({folder / path: text for path, text in started.files.items()}, force=force)
    if as_json:
        data = {"template": answers.template.name, "first_day": str(started.plan.first), "race_day": str(answers.day)}
        print_json({"folder": str(folder), "files": listing(written, folder), **data, "remarks": started.remarks})
        return
    names = [path for path in started.files if path.endswith((".yaml", ".md"))]
    typer.echo(f"{folder}/ holds a season to edit: {', '.join(names)}")
    for remark in started.remarks:
        typer.echo(f"  - {remark}")
    typer.echo("\nNext:")
    typer.echo(f"  cd {folder}")
    typer.echo("  periodize validate      what is wrong, if anything")
    typer.echo("  periodize simulate      what the plan does to you")


def _list(*, as_json: bool) -> None:
    from periodize.project.plans.templates import templates

    found = templates()
    if as_json:
        print_json({"templates": [{"name": t.name, "weeks": t.weeks, "about": t.about} for t in found]})
        return
    width = max(len(t.name) for t in found)
    for t in found:
        typer.echo(f"{t.name:<{width}}  {t.about}")


def _answers(
    name: str | None, race: str | None, day: date | None, threshold: str | None, *, today: date, ask: bool
) -> Answers:
    from periodize.project.plans.starting import DEFAULT_TEMPLATE, Answers, default_race_day
    from periodize.project.plans.templates import template

    def answer(given: str | None, question: str, default: str) -> str | None:
        """Return the answer; None for the template's own."""
        if given is not None or not ask:
            return given
        said = str(typer.prompt(question, default=default))
        return None if said == default else said

    if ask and name is None:
        _list(as_json=False)
    chosen = template(answer(name, "Template", DEFAULT_TEMPLATE) or DEFAULT_TEMPLATE)
    usual = default_race_day(chosen, today)
    title = answer(race, "Race", chosen.race.name)
    said = answer(day.isoformat() if day else None, "Race day", usual.isoformat())
    what = f"What you could hold for about an hour ({chosen.threshold_of})"
    return Answers(
        template=chosen,
        race=title,
        day=parse_date(said) if said else usual,
        threshold=answer(threshold, what, str(chosen.at("athlete", "threshold", chosen.threshold_of).value)),
    )
