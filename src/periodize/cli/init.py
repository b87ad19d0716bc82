"""`periodize init`: a season folder to edit."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from periodize.cli.common import AsJson, Today, clock, command, parse_date, print_json

if TYPE_CHECKING:
    from periodize.project.starting import Answers


@command
def init(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to make.")],
    *,
    sport: Annotated[str | None, typer.Option("--sport", help="run or bike.")] = None,
    race: Annotated[str | None, typer.Option("--race", help="Name of the race.")] = None,
    day: Annotated[
        date | None, typer.Option("--date", parser=parse_date, metavar="DATE", help="Race day: YYYY-MM-DD.")
    ] = None,
    distance: Annotated[str | None, typer.Option("--distance", help="Of the race: 10km.")] = None,
    threshold: Annotated[
        str | None, typer.Option("--threshold", help="What you could hold for an hour: 4:30/km or 250W.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing; take the defaults.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Make a season folder: a plan to edit, the athlete, a README of next steps. Never overwrites.

    \b
    Examples:
      periodize init my-season             asks five questions
      periodize init my-season --yes       asks none
      periodize init spring --race "City 10k" --date 2027-05-09
      periodize init tour --sport bike --distance 120km --threshold 250W
    """
    from periodize.project.folder import listing, shipped, write_new
    from periodize.project.starting import check_answers, season_files

    now = clock(today)
    ask = not yes and not as_json and sys.stdin.isatty()
    answers = _answers(sport, race, day, distance, threshold, today=now, ask=ask)
    check_answers(answers, now)
    schema = (shipped("schema") / "plan.schema.json").read_text(encoding="utf-8")
    files = season_files(answers, today=now, schema=schema)
    written = write_new({folder / name: text for name, text in files.items()}, force=force)
    if as_json:
        print_json({"folder": str(folder), "files": listing(written, folder)})
        return
    typer.echo(f"{folder}/ holds a season to edit: {', '.join(n for n in files if n.endswith(('.yaml', '.md')))}")
    typer.echo("\nNext:")
    typer.echo(f"  cd {folder}")
    typer.echo("  periodize validate      what is wrong, if anything")
    typer.echo("  periodize simulate      what the plan does to you")


def _answers(
    sport: str | None,
    race: str | None,
    day: date | None,
    distance: str | None,
    threshold: str | None,
    *,
    today: date,
    ask: bool,
) -> Answers:
    from periodize.project.starting import DEFAULTS, Answers, default_race_day

    def answer(given: str | None, question: str, default: str) -> str:
        if given is not None or not ask:
            return default if given is None else given
        return str(typer.prompt(question, default=default))

    chosen = answer(sport, "Sport (run, bike)", "run")
    name, length, pace = DEFAULTS.get(chosen, DEFAULTS["run"])
    return Answers(
        sport=chosen,
        race=answer(race, "Race", name),
        day=parse_date(answer(day.isoformat() if day else None, "Race day", default_race_day(today).isoformat())),
        distance=answer(distance, "Distance", length),
        threshold=answer(threshold, "What you could hold for about an hour", pace),
    )
